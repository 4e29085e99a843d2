"""What must always be true of the books, worked out again from the rows: for `shebao verify`. Each gives (examined, problems)."""

from __future__ import annotations

import json
from datetime import date

from django.db.models import Count, Max, Min

from shebao.agency.journal import queries as journal
from shebao.agency.store.columns import total
from shebao.base.money import grouped
from shebao.base.months import month_title
from shebao.core.books.entries import BANK_ACCOUNTS
from shebao.core.books.slip import moved_on

from . import queries
from .chart import chart_for, fund_of
from .models import Period, Signature, Slip, Voucher, VoucherLine
from .order_checks import check_banks, check_carried, check_deposits, check_orders, check_reports

__all__ = [  # those of the registers beside the books are found here too
    "check_banks", "check_carried", "check_chart", "check_deposits", "check_numbers", "check_orders", "check_position", "check_reports",
    "check_signatures", "check_slips", "check_vouchers",
]  # fmt: skip

Checked = tuple[int, list[str]]


def check_vouchers() -> Checked:
    """Every voucher is posted, balanced and as the journal has it; a reversal takes back every line of what it reverses."""
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
    result: dict[tuple[str, str], int] = {}
    for line in voucher.lines.all():
        result[line.account, line.item] = result.get((line.account, line.item), 0) + line.debit_fen - line.credit_fen
    return {place: fen for place, fen in result.items() if fen}


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


def check_slips() -> Checked:
    """Every voucher of moved money rests on a slip of its own day and amount, and no two that stand rest on the same one."""
    problems = []
    standing: dict[tuple[str, str, str, date], int] = {}
    slips = {slip.voucher_id: slip for slip in Slip.objects.order_by("id")}
    moved = {
        (row["voucher_id"], row["account"]): moved_on(row["account"], [(row["account"], row["debit"], row["credit"])])
        for row in VoucherLine.objects.order_by()
        .values("voucher_id", "account")
        .annotate(debit=total("debit_fen"), credit=total("credit_fen"))
    }
    reversed_ids = set(Voucher.objects.filter(reverses__isnull=False).values_list("reverses_id", flat=True))
    for voucher in Voucher.objects.order_by("id"):
        name, slip = f"{month_title(voucher.month)}第{voucher.number}号凭证", slips.pop(voucher.pk, None)
        if slip is None:
            if voucher.source_kind not in queries.WITHOUT_SLIP:
                problems.append(f"{name}：没有原始凭证。")
            continue
        if slip.on != voucher.on or moved.get((voucher.pk, slip.account), 0) != slip.amount_fen:
            problems.append(f"{name}：日期或金额与单据{slip.number}不符。")
        if voucher.pk not in reversed_ids:
            key = (voucher.scheme, slip.account, slip.number, slip.on)
            if key in standing:
                problems.append(f"{name}：单据{slip.number}已记在凭证{standing[key]}。")
            standing[key] = voucher.pk
    return Slip.objects.count(), problems + [f"单据{slip.number}：所附的凭证{key}不存在。" for key, slip in slips.items()]


def check_signatures() -> Checked:
    """Nobody checked a voucher of their own, and every voucher of a closed month that somebody made was checked."""
    problems = []
    signed: dict[int, dict[str, int]] = {}
    for row in Signature.objects.order_by("id"):
        signed.setdefault(row.voucher_id, {})[row.role] = row.member_id
    closed = set(Period.objects.filter(closed=True).values_list("scheme", "month"))
    vouchers = {voucher.pk: voucher for voucher in Voucher.objects.order_by("id")}
    for key, roles in signed.items():
        voucher = vouchers.get(key)
        if voucher is None:
            problems.append(f"凭证{key}：有签字而凭证不存在。")
            continue
        name = f"{month_title(voucher.month)}第{voucher.number}号凭证"
        if "make" not in roles or roles["make"] == roles.get("check"):
            problems.append(f"{name}：没有制单人，或制单和复核是同一人。")
        if "check" not in roles and voucher.source_kind not in queries.TRANSFERS and (voucher.scheme, voucher.month) in closed:
            problems.append(f"{name}：已结账而没有复核。")
    return len(signed), problems


def check_position() -> Checked:
    """No bank account is overdrawn, all debits are all credits, the balance sheet of every month balances without a balancing
    figure, and opening + income − expense = closing in every year."""
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
            apart = queries.balance_sheet_of(scheme, month).difference_fen
            if apart:
                problems.append(f"{scheme} {month_title(month)}末：资产负债表两边相差{grouped(apart)}元。")
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
        account = chart_for(scheme, on).accounts.get(code)
        if account is None or fund_of(scheme) not in account.funds:
            problems.append(f"{on.isoformat()}的凭证用了科目表中没有、或本基金不能使用的科目{code}。")
    return used.count(), problems
