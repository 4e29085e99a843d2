"""The ledgers as an auditor reads them: the trial balance of a span, an account line by line, and what lies in 1101 and 2001 by age."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum

from shebao.base.money import Fen
from shebao.base.months import Month
from shebao.core.books.ageing import Pending, outstanding
from shebao.core.books.chart import DEBIT_KINDS

from . import queries
from .models import VoucherLine

ON_HOLD_ACCOUNTS = ("1101", "2001")


@dataclass(frozen=True, slots=True)
class TrialRow:
    """An account, or an item of one, in a trial balance; balances are on the account's own side. item_title is "" for the account."""

    account: str
    title: str
    item_title: str
    on_debit: bool
    opening_fen: Fen
    debit_fen: Fen
    credit_fen: Fen
    closing_fen: Fen


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One line of an account's ledger: its voucher, the item, both sides, and the balance after it."""

    voucher_id: int
    month: Month
    number: int
    on: date
    memo: str
    item: str
    debit_fen: Fen
    credit_fen: Fen
    balance_fen: Fen


Place = tuple[str, str]


def carried(scheme: str, first: Month) -> dict[Place, Fen]:
    """What a span begins with: everything before it, and where the books were opened within it, what was taken over then."""
    opening: dict[Place, Fen] = dict(queries.balances(scheme, before=first))
    taken_over = VoucherLine.objects.filter(voucher__scheme=scheme, voucher__month__gte=first, voucher__source_kind=queries.OPENING)
    for code, item, debit, credit in taken_over.values_list("account", "item", "debit_fen", "credit_fen"):
        opening[code, item] = opening.get((code, item), 0) + debit - credit
    return opening


def trial_balance(scheme: str, first: Month, last: Month, *, items: bool = True) -> list[TrialRow]:
    """Every account of the fund with its opening, both turnovers and closing (科目余额表), its items below it. Balances taken over are
    no turnover; transfers at the end of a month are."""
    turnover: dict[Place, tuple[Fen, Fen]] = {
        (row["account"], row["item"]): (int(row["debit"]), int(row["credit"]))
        for row in VoucherLine.objects.filter(voucher__scheme=scheme, voucher__month__gte=first, voucher__month__lte=last)
        .exclude(voucher__source_kind=queries.OPENING)
        .order_by()
        .values("account", "item")
        .annotate(debit=Sum("debit_fen"), credit=Sum("credit_fen"))
    }
    opening = carried(scheme, first)
    chart = queries.chart_of(scheme, last)
    rows: list[TrialRow] = []
    for account in chart.of_kind("asset", "liability", "net", "income", "expense"):
        mine = sorted({item for code, item in {*opening, *turnover} if code == account.code})
        sign = 1 if account.kind in DEBIT_KINDS else -1
        parts = [_row(account.code, account.name, account.items.get(item, item), sign, opening, turnover, item) for item in mine]
        rows.append(_sum(account.code, account.name, sign, parts))
        if items:
            rows += [part for part in parts if part.item_title]
    return rows


def _row(
    code: str, name: str, item_title: str, sign: int, opening: Mapping[Place, Fen], turnover: Mapping[Place, tuple[Fen, Fen]], item: str
) -> TrialRow:
    begin, (debit, credit) = opening.get((code, item), 0), turnover.get((code, item), (0, 0))
    return TrialRow(code, name, item_title, sign > 0, sign * begin, debit, credit, sign * (begin + debit - credit))


def _sum(code: str, name: str, sign: int, parts: list[TrialRow]) -> TrialRow:
    return TrialRow(
        code,
        name,
        "",
        sign > 0,
        sum(part.opening_fen for part in parts),
        sum(part.debit_fen for part in parts),
        sum(part.credit_fen for part in parts),
        sum(part.closing_fen for part in parts),
    )


def account_ledger(scheme: str, account: str, first: Month, last: Month, *, most: int = 2_000) -> tuple[Fen, list[LedgerRow], int]:
    """(opening, lines with the balance after each, how many more there are) of an account in a span of months; balances on its own side."""
    chart = queries.chart_of(scheme, last)
    sign = 1 if chart.account(account).kind in DEBIT_KINDS else -1
    items = chart.account(account).items
    opening = sign * sum(fen for (code, _), fen in carried(scheme, first).items() if code == account)
    lines = (
        VoucherLine.objects.filter(voucher__scheme=scheme, voucher__month__gte=first, voucher__month__lte=last, account=account)
        .exclude(voucher__source_kind=queries.OPENING)
        .order_by("voucher__month", "voucher__number", "id")
        .values_list("voucher_id", "voucher__month", "voucher__number", "voucher__on", "voucher__memo", "item", "debit_fen", "credit_fen")
    )
    rows, held = [], opening
    for voucher, month, number, on, memo, item, debit, credit in lines[:most]:
        held += sign * (debit - credit)
        rows.append(LedgerRow(voucher, month, number, on, memo, items.get(item, item), debit, credit, held))
    return opening, rows, max(lines.count() - most, 0)


def pending(scheme: str, account: str, *, to: Month, without: str = "") -> list[Pending]:
    """What lies in an account of temporary receipts or payments at the end of a month, by item and counterparty, the oldest first.

    without: an item whose persons are listed elsewhere, one by one. Vouchers that were cancelled, and what cancels them, are left out.
    """
    chart = queries.chart_of(scheme, to)
    sign = 1 if chart.account(account).kind in DEBIT_KINDS else -1
    lines = VoucherLine.objects.filter(voucher__scheme=scheme, voucher__month__lte=to, account=account)
    lines = lines.exclude(voucher__reversed_by__month__lte=to).exclude(voucher__reverses__isnull=False)
    moves = [
        (item, party or "", on, sign * (debit - credit))
        for item, party, on, debit, credit in lines.order_by("voucher_id", "id").values_list(
            "item", "voucher__slip__counterparty", "voucher__on", "debit_fen", "credit_fen"
        )
        if item != without or not without
    ]
    items = chart.account(account).items
    return [Pending(items.get(one.item, one.item) or "期初余额", one.party, one.since, one.fen) for one in outstanding(moves)]
