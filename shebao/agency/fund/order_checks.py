"""What must always be true beside the vouchers: orders and their money, deposits and the ledger, closed months and the keepers' statements,
what is carried from month to month, and reports that still say what the ledger says."""

from __future__ import annotations

import json

from shebao.agency.store.columns import read_rows
from shebao.base.canonical import canonical
from shebao.base.money import grouped
from shebao.base.months import add_months, month_title
from shebao.core.books.entries import GENERAL_BALANCE, RESERVE

from . import deposits, orders, queries, reports, statements
from .chart import is_scheme
from .models import FundReport, Order, Period, StatementLine

Checked = tuple[int, list[str]]
_MOST = 100_000


def check_orders() -> Checked:
    """No more money followed a plan or an order than it says, and none one that was taken back."""
    problems, examined = [], 0
    for scheme in Order.objects.order_by("scheme").values_list("scheme", flat=True).distinct():
        for row in orders.orders(scheme, most=_MOST):
            examined += 1
            if not 0 <= row.moved_fen <= row.amount_fen or (row.cancelled and row.moved_fen):
                problems.append(f"{row.title}“{row.number}”：金额{grouped(row.amount_fen)}元，凭证记了{grouped(row.moved_fen)}元。")
    return examined, problems


def check_deposits() -> Checked:
    """What lies in term deposits by their certificates is what the ledger says."""
    problems, examined = [], 0
    for scheme in filter(is_scheme, queries.schemes()):
        registered, booked = deposits.standing_fen(scheme), deposits.booked_fen(scheme)
        examined += len(deposits.deposits(scheme))
        if registered != booked:
            problems.append(f"{scheme}：在存定期存款{grouped(registered)}元，账上{grouped(booked)}元。")
    return examined, problems


def check_carried() -> Checked:
    """With every month that is closed income and expense are nought, and the fund balance moved by just that month's surplus."""
    problems, examined = [], 0
    for scheme in queries.schemes():
        chart_month = max(period.month for period in queries.periods(scheme))
        chart = queries.chart_of(scheme, chart_month)
        for period in Period.objects.filter(scheme=scheme, closed=True).order_by("month"):
            examined += 1
            closing = queries.balances(scheme, to=period.month)
            name = f"{scheme} {month_title(period.month)}"
            left = [code for (code, _), fen in closing.items() if fen and chart.account(code).kind in ("income", "expense")]
            if left:
                problems.append(f"{name}：已结账，科目{'、'.join(sorted(set(left)))}还有余额。")
            month = queries.statement_of(scheme, period.month, period.month)
            owned = -sum(fen for (code, _), fen in closing.items() if code in (GENERAL_BALANCE, RESERVE))
            if owned != month.closing_fen or month.difference_fen:
                problems.append(f"{name}：基金结余科目{grouped(owned)}元，资产减负债{grouped(month.closing_fen)}元。")
    return examined, problems


def check_banks() -> Checked:
    """Every account that moved in a closed month reconciles with its keeper's statement, and the statements themselves add up from
    one month to the next."""
    problems, examined = [], 0
    for scheme in queries.schemes():
        for period in Period.objects.filter(scheme=scheme, closed=True).order_by("month"):
            examined += 1
            problems += [
                f"{scheme} {month_title(period.month)}：科目{account}与对账单不符，或没有对账单。"
                for account in statements.unreconciled(scheme, period.month)
            ]
        problems += _broken_chains(scheme)
    return examined, problems


def _broken_chains(scheme: str) -> list[str]:
    """Statements of following months of which balance and lines do not lead from one to the other."""
    latest = statements.latest(scheme)
    lines = read_rows(StatementLine.objects.filter(statement_id__in=[row.pk for row in latest.values()]), "statement_id", "fen")
    sums: dict[int, int] = {}
    for statement, fen in lines:
        sums[statement] = sums.get(statement, 0) + fen
    problems = []
    for (account, month), row in sorted(latest.items()):
        before = latest.get((account, add_months(month, -1)))
        if before is not None and before.balance_fen + sums.get(row.pk, 0) != row.balance_fen:
            problems.append(f"{scheme} {month_title(month)}：科目{account}对账单上月余额加本月各行不等于本月余额。")
    return problems


def check_reports() -> Checked:
    """A report that was handed in balances, and the last version of each still says what the closed ledger says."""
    problems, examined = [], 0
    last = {(row.scheme, row.span, row.month): row for row in FundReport.objects.order_by("version")}
    for row in FundReport.objects.order_by("id"):
        examined += 1
        content = json.loads(row.content)
        name = f"{row.scheme} {reports.title_of(row.span, row.month)}报表第{row.version}版"
        if content["assets"][-1][3] != content["claims"][-1][3]:
            problems.append(f"{name}：资产负债表两边不等。")
        forms = reports.forms_of(row.scheme, row.span, row.month)
        if last[row.scheme, row.span, row.month] == row and any(canonical(content[key]) != canonical(forms[key]) for key in forms):
            problems.append(f"{name}：与账上现在的数不同。")
    return examined, problems
