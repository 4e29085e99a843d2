"""Questions to the fund's books: balances, statements, vouchers, budget against actual, and money already promised."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db import models
from django.db.models import F, Max, Min, Q

from shebao.agency.journal import queries as journal
from shebao.agency.staff import queries as staff
from shebao.agency.store.columns import among, total
from shebao.base.money import Fen
from shebao.base.months import Month, last_day, month_title
from shebao.core.books.chart import Chart
from shebao.core.books.forms import BalanceSheet, FormRow, balance_sheet, income_statement
from shebao.core.books.statements import Row, Statement, months_payable, position, statement
from shebao.core.books.voucher import Balances, Line, balance
from shebao.core.books.voucher import Voucher as Draft

from .chart import chart_for
from .models import Budget, Period, Signature, Slip, Voucher, VoucherLine

OPENING, PERIOD_END, YEAR_END, BANK_RETURN, REVERSAL = "opening", "period_end", "year_end", "bank_return", "reversal"
MANUAL, CORRECTION, NEVER_DUE, KEPT_BACK = "manual", "correction", "never_due", "kept_back"
TRANSFERS = (PERIOD_END, YEAR_END)
"""Sources of the vouchers that bring income and expense to the fund balance; statements leave them out."""
WITHOUT_SLIP = frozenset((OPENING, REVERSAL, CORRECTION, *TRANSFERS))
"""Sources whose vouchers rest on no paper of a bank."""


def header(voucher: Voucher) -> dict[str, Any]:
    """What the journal keeps of a voucher beside its lines."""
    return {
        "id": voucher.pk,
        "scheme": voucher.scheme,
        "month": voucher.month,
        "number": voucher.number,
        "on": voucher.on.isoformat(),
        "memo": voucher.memo,
        "source": [voucher.source_kind, voucher.source_id],
        "reverses": voucher.reverses_id,
    }


def as_draft(voucher: Voucher) -> Draft:
    """A stored voucher as the core's noun."""
    lines = tuple(Line(row.account, row.debit_fen, row.credit_fen, row.item) for row in voucher.lines.order_by("id"))
    return Draft(voucher.scheme, voucher.month, voucher.on, voucher.memo, lines, red=voucher.reverses_id is not None)


def first_month(scheme: str) -> Month | None:
    """The first month of a scheme's books."""
    sums: Month | None = Voucher.objects.filter(scheme=scheme).aggregate(first=Min("month"))["first"]
    return sums


def _sums(chosen: models.QuerySet[VoucherLine]) -> dict[tuple[str, str], Fen]:
    rows = chosen.order_by().values("account", "item").annotate(debit=total("debit_fen"), credit=total("credit_fen"))
    return {(row["account"], row["item"]): row["debit"] - row["credit"] for row in rows}


def balances(scheme: str, *, to: Month | None = None, before: Month | None = None) -> dict[tuple[str, str], Fen]:
    """(account, item) → debits minus credits of a scheme, up to and including month `to`, or before month `before`."""
    chosen = VoucherLine.objects.filter(voucher__scheme=scheme)
    if to is not None:
        chosen = chosen.filter(voucher__month__lte=to)
    if before is not None:
        chosen = chosen.filter(voucher__month__lt=before)
    return _sums(chosen)


def movement(scheme: str, first: Month, last: Month) -> dict[tuple[str, str], Fen]:
    """What the vouchers of a span of months did, opening balances and year-end closings left out."""
    return _sums(
        VoucherLine.objects.filter(voucher__scheme=scheme, voucher__month__gte=first, voucher__month__lte=last).exclude(
            voucher__source_kind__in=[OPENING, *TRANSFERS]
        )
    )


def chart_of(scheme: str, month: Month) -> Chart:
    """The chart of accounts of a scheme's fund at the end of a month."""
    return chart_for(scheme, last_day(month))


def balance_of(scheme: str, account: str, *, to: Month | None = None) -> Fen:
    """Balance of one account on its own side, in fen."""
    return balance(balances(scheme, to=to), chart_for(scheme, last_day(to) if to else date.max), account)


def position_of(scheme: str, *, to: Month | None = None) -> tuple[Row, ...]:
    """Assets and liabilities of a scheme with their balances, at the end of month `to` or now."""
    return position(balances(scheme, to=to), chart_for(scheme, last_day(to) if to else date.max))


def statement_of(scheme: str, first: Month, last: Month) -> Statement:
    """Income and expense of a span of months: opening + income − expense = closing."""
    opening: Balances = balances(scheme, before=first)
    for place, fen in _sums(
        VoucherLine.objects.filter(
            voucher__scheme=scheme, voucher__month__gte=first, voucher__month__lte=last, voucher__source_kind=OPENING
        )
    ).items():
        opening = {**opening, place: opening.get(place, 0) + fen}
    return statement(opening, movement(scheme, first, last), chart_of(scheme, last))


def payable_of(scheme: str, month: Month, *, more_fen: Fen = 0, held_fen: Fen | None = None) -> Fraction | None:
    """How many months the fund can pay at the end of a month (可支付月数): what it owns ÷ the average monthly expense of the year so far,
    counted from the first month of its books; None without expense.

    more_fen: with this much more. held_fen: of this money instead of all that the fund owns.
    """
    first = max(first_month(scheme) or month, month // 100 * 100 + 1)
    year = statement_of(scheme, first, month)
    owned = year.closing_fen if held_fen is None else held_fen
    return months_payable(owned + more_fen, year.expense_fen, month - first + 1)


def opening_of(scheme: str, year: int) -> Balances:
    """Balances at the beginning of a year; in the year in which the books were opened, those that were taken over."""
    carried: dict[tuple[str, str], Fen] = dict(balances(scheme, before=year * 100 + 1))
    opened = VoucherLine.objects.filter(
        voucher__scheme=scheme, voucher__month__range=(year * 100 + 1, year * 100 + 12), voucher__source_kind=OPENING
    )
    for place, fen in _sums(opened).items():
        carried[place] = carried.get(place, 0) + fen
    return carried


def balance_sheet_of(scheme: str, month: Month) -> BalanceSheet:
    """会社保01表 at the end of a month."""
    return balance_sheet(opening_of(scheme, month // 100), balances(scheme, to=month), chart_of(scheme, month))


def income_statement_of(scheme: str, month: Month, *, annual: bool = False) -> tuple[FormRow, ...]:
    """会社保02表: the month and the year to its end, or with `annual` the month's year and the year before."""
    year = month // 100
    whole = movement(scheme, year * 100 + 1, year * 100 + 12 if annual else month)
    beside = movement(scheme, (year - 1) * 100 + 1, (year - 1) * 100 + 12) if annual else movement(scheme, month, month)
    return income_statement(*((whole, beside) if annual else (beside, whole)), chart_of(scheme, month))


def totals(scheme: str, year: int) -> dict[str, Any]:
    """A year's income and expense by (account, item) and the fund balance at its ends, in fen, for statistics and the report."""
    result = statement_of(scheme, year * 100 + 1, year * 100 + 12)
    return {
        "opening_fen": result.opening_fen,
        "income_fen": result.income_fen,
        "expense_fen": result.expense_fen,
        "closing_fen": result.closing_fen,
        "income": {(row.account, row.item): row.amount_fen for row in result.income},
        "expense": {(row.account, row.item): row.amount_fen for row in result.expense},
    }


@dataclass(frozen=True, slots=True)
class BudgetRow:
    """One line of budget against actual."""

    account: str
    item: str
    title: str
    budget_fen: Fen
    actual_fen: Fen
    first_fen: Fen = 0
    """What the budget of the year's beginning says."""


def budget_versions(scheme: str, year: int) -> int:
    """How many versions a year's budget has: the last is its number; 0 where none was entered."""
    return int(Budget.objects.filter(scheme=scheme, year=year).aggregate(last=Max("version"))["last"] or 0)


def budget(scheme: str, year: int) -> dict[tuple[str, str], Fen]:
    """(account, item) → fen of the budget in force for a year, its last version; empty where none was entered."""
    version = Budget.objects.filter(scheme=scheme, year=year).aggregate(last=Max("version"))["last"]
    return {(row.account, row.item): row.amount_fen for row in Budget.objects.filter(scheme=scheme, year=year, version=version)}


def budget_against_actual(scheme: str, year: int, *, to: Month | None = None) -> list[BudgetRow]:
    """The budget in force for a year and what was booked up to month `to`, line by line; lines without a budget show 0."""
    last = to or year * 100 + 12
    planned = budget(scheme, year)
    first = {(row.account, row.item): row.amount_fen for row in Budget.objects.filter(scheme=scheme, year=year, version=1)}
    result = statement_of(scheme, year * 100 + 1, last)
    booked = {(row.account, row.item): row.amount_fen for row in (*result.income, *result.expense)}
    chart = chart_of(scheme, last)
    return [
        BudgetRow(
            code, item, chart.title_of(code, item), planned.get((code, item), 0), booked.get((code, item), 0), first.get((code, item), 0)
        )
        for code, item in sorted({*planned, *booked})
    ]


def periods(scheme: str) -> list[Period]:
    """Months of a scheme's books, newest first."""
    return list(Period.objects.filter(scheme=scheme).order_by("-month"))


def vouchers(
    scheme: str,
    *,
    month: Month | None = None,
    source: tuple[str, int] | None = None,
    account: str = "",
    most: int = 200,
    before: int | None = None,
) -> models.QuerySet[Any]:
    """Vouchers, newest first, each with `amount_fen`; `before` is the last id already seen."""
    chosen = Voucher.objects.filter(scheme=scheme)
    if month is not None:
        chosen = chosen.filter(month=month)
    if source is not None:
        chosen = chosen.filter(source_kind=source[0], source_id=source[1])
    if account:
        chosen = chosen.filter(id__in=VoucherLine.objects.filter(account=account).values("voucher_id"))
    if before is not None:
        chosen = chosen.filter(id__lt=before)
    return chosen.annotate(amount_fen=total("lines__debit_fen")).order_by("-id")[:most]


def voucher(voucher_id: int) -> tuple[Voucher, list[VoucherLine]]:
    """One voucher and its lines; raises Voucher.DoesNotExist."""
    row = Voucher.objects.select_related("reverses").get(pk=voucher_id)
    return row, list(row.lines.order_by("id"))


def standing_on(scheme: str, account: str, number: str, on: date) -> Voucher | None:
    """The voucher that stands on a slip, neither a reversal nor reversed; None where the slip is not booked."""
    return Voucher.objects.filter(
        scheme=scheme, slip__account=account, slip__number=number, slip__on=on, reverses=None, reversed_by=None
    ).first()


def alike(scheme: str, account: str, on: date, fen: Fen) -> list[Voucher]:
    """Vouchers that stand on other slips of the same account, day and amount; oldest first."""
    return list(
        Voucher.objects.filter(
            scheme=scheme, slip__account=account, slip__on=on, slip__amount_fen=fen, reverses=None, reversed_by=None
        ).order_by("id")
    )


def unchecked(scheme: str, month: Month) -> list[tuple[int, int]]:
    """(voucher, its maker) of a month's vouchers that somebody made and nobody has checked; transfers at a period's end left out."""
    signed = Signature.objects.filter(voucher__scheme=scheme, voucher__month=month).exclude(voucher__source_kind__in=TRANSFERS)
    checked = signed.filter(role="check").values("voucher_id")
    return list(signed.filter(role="make").exclude(voucher_id__in=checked).order_by("voucher_id").values_list("voucher_id", "member_id"))


def signatures(voucher_id: int) -> dict[str, Signature]:
    """Role ("make", "check") → who signed a voucher."""
    return {row.role: row for row in Signature.objects.filter(voucher_id=voucher_id)}


def slip_of(voucher_id: int) -> Slip | None:
    """The paper a voucher rests on; None for opening balances, transfers and corrections."""
    return Slip.objects.filter(voucher_id=voucher_id).first()


def lines_of(voucher_ids: Sequence[int]) -> dict[int, list[VoucherLine]]:
    """Voucher → its lines in order."""
    result: dict[int, list[VoucherLine]] = {}
    for line in VoucherLine.objects.filter(voucher_id__in=among(voucher_ids)).order_by("id"):
        result.setdefault(line.voucher_id, []).append(line)
    return result


def slips_of(voucher_ids: Sequence[int]) -> dict[int, Slip]:
    """Voucher → its paper."""
    return {row.voucher_id: row for row in Slip.objects.filter(voucher_id__in=among(voucher_ids))}


def signatures_of(voucher_ids: Sequence[int]) -> dict[int, dict[str, Signature]]:
    """Voucher → role → who signed it."""
    result: dict[int, dict[str, Signature]] = {}
    for row in Signature.objects.filter(voucher_id__in=among(voucher_ids)):
        result.setdefault(row.voucher_id, {})[row.role] = row
    return result


def of_month(scheme: str, month: Month) -> list[Voucher]:
    """The vouchers of a month in order of their numbers."""
    return list(Voucher.objects.select_related("reverses").filter(scheme=scheme, month=month).order_by("number"))


def numbers_by_slip(scheme: str, account: str) -> dict[tuple[str, date], str]:
    """(slip's number, day) → month and number of the voucher that moved an account on it; cancelled ones are left out."""
    rows = Voucher.objects.filter(scheme=scheme, lines__account=account, slip__isnull=False, reversed_by=None, reverses=None)
    names = rows.order_by("id").values_list("slip__number", "on", "month", "number")
    return {(slip, on): f"{month % 100}月第{number}号" for slip, on, month, number in names}


def numbered(scheme: str, month: Month, number: int) -> Voucher | None:
    """A voucher by the number it bears in its month."""
    return Voucher.objects.filter(scheme=scheme, month=month, number=number).first()


def told(voucher: Voucher) -> str:
    """A voucher as a sentence names it: month and number, the day it bears, and who booked it."""
    entry = journal.entry(voucher.entry_id)
    actor = (entry.actor_id if entry else None) or 0
    return (
        f"{month_title(voucher.month)}第{voucher.number}号凭证（{voucher.on.isoformat()}，{staff.names([actor]).get(actor, '系统')}记账）"
    )


def booked(scheme: str, source_kind: str, *together: str) -> dict[int, Fen]:
    """Source id → debits minus credits of some accounts together in the vouchers made from sources of this kind."""
    rows = (
        VoucherLine.objects.filter(voucher__scheme=scheme, voucher__source_kind=source_kind, account__in=together)
        .order_by()
        .values(source=F("voucher__source_id"))
        .annotate(debit=total("debit_fen"), credit=total("credit_fen"))
    )
    return {row["source"]: row["debit"] - row["credit"] for row in rows}


def debits_by_source(scheme: str, source_kind: str) -> dict[int, Fen]:
    """Source id → the debits of every voucher made from sources of this kind."""
    rows = VoucherLine.objects.filter(voucher__scheme=scheme, voucher__source_kind=source_kind).order_by()
    return dict(rows.values_list("voucher__source_id").annotate(debit=total("debit_fen")))


def booked_item(scheme: str, account: str, item: str, *, source: str = "") -> Fen:
    """Debits minus credits of one item of an account, year-end closings left out; of vouchers from one kind of source, if it is given."""
    lines = VoucherLine.objects.filter(voucher__scheme=scheme, account=account, item=item).exclude(voucher__source_kind__in=TRANSFERS)
    rows = _sums(lines.filter(voucher__source_kind=source) if source else lines)
    return rows.get((account, item), 0)


def closed_by(scheme: str, month: Month) -> tuple[int, date] | None:
    """(who closed a month, on what day); None while it is open."""
    period = Period.objects.filter(scheme=scheme, month=month, closed=True).first()
    entries = journal.history("period", period.pk) if period else []
    return next(((entry.actor_id or 0, date.fromisoformat(entry.business_day)) for entry in entries if entry.verb == "fund.close"), None)


def schemes() -> list[str]:
    """Schemes that have books."""
    return list(Period.objects.filter(~Q(scheme="")).order_by("scheme").values_list("scheme", flat=True).distinct())


def listed(scheme: str) -> models.QuerySet[Any, Any]:
    """Vouchers with their amount, as rows for a list that pages and filters by itself."""
    amount = (
        VoucherLine.objects.filter(voucher_id=models.OuterRef("pk"))
        .order_by()
        .values("voucher_id")
        .annotate(fen=models.Sum("debit_fen"))
        .values("fen")
    )
    return (
        Voucher.objects.filter(scheme=scheme)
        .annotate(amount_fen=models.Subquery(amount, output_field=models.BigIntegerField()))
        .values("id", "month", "number", "on", "memo", "source_kind", "source_id", "amount_fen")
    )


def vouchers_with(account: str) -> models.QuerySet[VoucherLine, int]:
    """Ids of the vouchers that touch an account."""
    return VoucherLine.objects.filter(account=account).values_list("voucher_id", flat=True)


def by_month(scheme: str, year: int) -> list[dict[str, Fen]]:
    """A row a month of the year: `month`, `income_fen`, `expense_fen`; months without vouchers show 0."""
    rows = (
        VoucherLine.objects.filter(voucher__scheme=scheme, voucher__month__range=(year * 100 + 1, year * 100 + 12))
        .exclude(voucher__source_kind__in=[OPENING, *TRANSFERS])
        .order_by()
        .values("account", month=F("voucher__month"))
        .annotate(debit=models.Sum("debit_fen"), credit=models.Sum("credit_fen"))
    )
    chart = chart_of(scheme, year * 100 + 12)
    result = {year * 100 + n: {"month": year * 100 + n, "income_fen": 0, "expense_fen": 0} for n in range(1, 13)}
    for row in rows:
        kind, net = chart.account(row["account"]).kind, int(row["credit"] - row["debit"])
        if kind in ("income", "expense"):
            result[row["month"]][f"{kind}_fen"] += net if kind == "income" else -net
    return list(result.values())


def last_closed() -> Month | None:
    """The last closed month of any scheme's books."""
    sums: Month | None = Period.objects.filter(closed=True).aggregate(last=Max("month"))["last"]
    return sums
