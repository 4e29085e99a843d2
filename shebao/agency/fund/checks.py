"""What must always be true of the books, worked out again from the rows: for `shebao verify`. Each gives (examined, problems)."""

from __future__ import annotations

import json

from django.db.models import Count, Max, Min

from shebao.agency import schemes
from shebao.agency.journal import queries as journal
from shebao.agency.store.columns import total
from shebao.base.money import grouped
from shebao.base.months import month_title
from shebao.core.books.chart import chart_on
from shebao.core.books.entries import BANK_ACCOUNTS

from . import queries
from .models import Period, Voucher, VoucherLine

Checked = tuple[int, list[str]]


def check_vouchers() -> Checked:
    """Every voucher is posted, balanced and as the journal has it; a reversal swaps the sides of what it reverses."""
    sums = {
        row["voucher_id"]: (row["debit"], row["credit"], row["n"], row["first"], row["last"])
        for row in VoucherLine.objects.order_by()
        .values("voucher_id")
        .annotate(debit=total("debit_fen"), credit=total("credit_fen"), n=Count("id"), first=Min("entry_id"), last=Max("entry_id"))
    }
    said = {voucher: json.loads(body) for voucher, body in journal.bodies("fund.voucher")}
    problems = []
    for voucher in Voucher.objects.order_by("id"):
        name = f"{month_title(voucher.month)}第{voucher.number}号凭证（{voucher.memo}）"
        debit, credit, lines, first, last = sums.get(voucher.pk, (0, 0, 0, 0, 0))
        if not (first == last == voucher.entry_id):
            problems.append(f"{name}：凭证头与分录的日志编号不同。")
        if not voucher.posted or lines < 2 or debit != credit:
            problems.append(f"{name}：借方{grouped(debit)}元，贷方{grouped(credit)}元，或未过账。")
        if said.pop(voucher.pk, None) != queries.header(voucher):
            problems.append(f"{name}：凭证头与日志不符。")
        if voucher.reverses is not None and _sides(voucher.reverses) != {place: -fen for place, fen in _sides(voucher).items()}:
            problems.append(f"{name}：与被冲销的凭证不相抵。")
    return len(sums), problems + [f"凭证{key}：日志记有过账，凭证已不存在。" for key in said]


def _sides(voucher: Voucher) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for line in voucher.lines.all():
        found[line.account, line.item] = found.get((line.account, line.item), 0) + line.debit_fen - line.credit_fen
    return {place: fen for place, fen in found.items() if fen}


def check_numbers() -> Checked:
    """Voucher numbers of each period run from 1 without gaps, and the journal closed exactly the periods that are closed."""
    numbers: dict[tuple[str, int], list[int]] = {}
    for scheme, month, number in Voucher.objects.order_by("scheme", "month", "number").values_list("scheme", "month", "number"):
        numbers.setdefault((scheme, month), []).append(number)
    closed = {(body["scheme"], body["month"]) for body in (json.loads(text) for _, text in journal.bodies("fund.close"))}
    problems = []
    for period in Period.objects.order_by("scheme", "month"):
        there = numbers.pop((period.scheme, period.month), [])
        if there != list(range(1, period.next_number)):
            problems.append(f"{period.scheme} {month_title(period.month)}：凭证号应为1至{period.next_number - 1}，实有{len(there)}张。")
        if period.closed != ((period.scheme, period.month) in closed):
            problems.append(f"{period.scheme} {month_title(period.month)}：结账状态与日志不符。")
    return Voucher.objects.count(), problems + [f"{scheme} {month_title(month)}：有凭证但没有会计期间。" for scheme, month in numbers]


def check_position() -> Checked:
    """No bank account is overdrawn, all debits are all credits, and opening + income − expense = closing in every year."""
    problems, examined = [], 0
    for scheme in queries.schemes():
        months = sorted(period.month for period in queries.periods(scheme))
        if sum(queries.balances(scheme).values()):
            problems.append(f"{scheme}：全部科目借贷合计不相等。")
        for month in months:
            examined += 1
            held = queries.position_of(scheme, to=month)
            problems += [
                f"{scheme} {month_title(month)}末：{row.title}为{grouped(row.amount_fen)}元。"
                for row in held
                if row.account in BANK_ACCOUNTS and row.amount_fen < 0
            ]
        for year in sorted({month // 100 for month in months}):
            left = queries.statement_of(scheme, year * 100 + 1, year * 100 + 12).difference_fen
            if left:
                problems.append(f"{scheme} {year}年：期初加收入减支出与期末相差{grouped(left)}元。")
    return examined, problems


def check_chart() -> Checked:
    """Every line is on an account that its fund has in the chart in force on its voucher's day."""
    used = VoucherLine.objects.order_by().values_list("voucher__scheme", "account", "voucher__on").distinct()
    problems = []
    for scheme, code, on in used:
        account = chart_on(on).accounts.get(code)
        if account is None or schemes.of(scheme).FUND not in account.funds:
            problems.append(f"{on.isoformat()}的凭证用了科目表中没有、或本基金不能使用的科目{code}。")
    return used.count(), problems
