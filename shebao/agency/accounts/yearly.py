"""A year's interest credited to every open account of a scheme at once, and taken back whole while nobody has been told of it."""

from __future__ import annotations

from itertools import repeat
from typing import Any

from django.db import transaction

from shebao.agency.journal.actions import Entry, take_turn
from shebao.agency.journal.by import By
from shebao.agency.people.lists import refuse_people
from shebao.agency.store.columns import Column, read_columns
from shebao.base.dated import Places
from shebao.base.finding import refuse
from shebao.base.months import last_day

from .interest import interest_of_year
from .ledger import accounts_of, post_columns
from .models import AccountEntry, StatementIssue

TURN = 10_000
"""The interest of a year is known by the year; credited again after it was taken back, by the year and how often that was × this."""


def credit_interest(scheme: str, year: int, *, place: str, places: Places, by: By) -> Entry:
    """The year's interest of every open account, posted in December; once a year and not before its last day.

    The rate and the month-product method are those of the scheme's law; the entry's body says how many accounts
    there were, how many got interest, and how many were closed or empty.
    """
    december = year * 100 + 12
    if by.day < last_day(december):
        refuse("accounts.too_early", f"{year}年尚未结束，不能结息。", f"请在{year}年12月31日及以后办理，并确认12月发放已记账。", "year")
    with transaction.atomic():
        take_turn()
        posted, back = _turns(scheme, year, "interest"), _turns(scheme, year, "interest_back")
        if len(posted) > len(back):
            refuse("accounts.interest_twice", f"{year}年利息已记入，不能重复结息。", "如有差错，请办理更正。", "year")
        _refuse_gap(scheme, year)
        result = interest_of_year(scheme, year, place, places)
        some = result.interest_fen != 0
        body = {
            "year": year,
            "rate": result.rate,
            "rate_document": result.document,
            "open_accounts": int(result.person_ids.size),
            "with_interest": int(some.sum()),
            "closed_accounts": result.closed,
        }
        source = year + TURN * len(posted)
        return _post(result.person_ids[some], result.interest_fen[some], scheme, december, "interest", source, "credit_interest", by, body)


def withdraw_interest(scheme: str, year: int, reason: str, *, by: By) -> Entry:
    """Take a year's interest back from every account; refused once statements of the year were issued, or an account has moved on."""
    with transaction.atomic():
        take_turn()
        entries = _standing_interest(scheme, year)
        if StatementIssue.objects.filter(scheme=scheme, year__gte=year).exists():
            advice = "已经告知本人的利息不能整批冲回，请逐人办理“更正个人账户”。"
            refuse("accounts.statements_issued", f"{year}年的个人权益记录单已经出具。", advice, "year")
        if _later_interest(scheme, year):
            refuse("accounts.later_interest", f"{year}年以后的利息已经记入。", "请先冲回以后年度的利息，再冲回这一年的。", "year")
        rows = read_columns(entries.order_by("person_id"), "person_id", "amount_fen", "source_id")
        _refuse_moved(rows["person_id"], rows["amount_fen"], scheme)
        body = {"year": year, "reason": reason}
        source, month = int(rows["source_id"][0]), year * 100 + 12
        return _post(rows["person_id"], -rows["amount_fen"], scheme, month, "interest_back", source, "withdraw_interest", by, body)


def _refuse_moved(people: Column, fen: Column, scheme: str) -> None:
    """Refused for accounts that are closed, or hold less than the interest, since it was credited."""
    accounts = accounts_of(people, scheme)
    moved = people[(accounts.closed == 1) | (accounts.balance_fen < fen)]
    if moved.size:
        advice = "结息以后已经清户或支取，不能整批冲回，请逐人办理“更正个人账户”。"
        refuse_people("accounts.interest_used", moved, "的利息已经支取。", advice, "year")


def _post(people: Column, fen: Column, scheme: str, month: int, kind: str, source: int, verb: str, by: By, body: dict[str, Any]) -> Entry:
    rows = zip(people.tolist(), repeat(scheme), repeat(month), repeat(kind), fen.tolist(), repeat("interest"), repeat(source))
    return post_columns(people, fen, list(rows), scheme, f"accounts.{verb}", by=by, body=body)


def _turns(scheme: str, year: int, kind: str) -> list[int]:
    """How often a year's interest was posted, or taken back: the source of each."""
    rows = AccountEntry.objects.filter(scheme=scheme, month=year * 100 + 12, kind=kind).order_by()
    return sorted(rows.values_list("source_id", flat=True).distinct())


def _standing_interest(scheme: str, year: int) -> Any:
    """The entries of a year's interest that stands; refused where there is none."""
    left = set(_turns(scheme, year, "interest")) - set(_turns(scheme, year, "interest_back"))
    if not left:
        refuse("accounts.no_interest", f"{year}年的利息没有记入，或已经冲回。", "请核对险种和年度。", "year")
    return AccountEntry.objects.filter(scheme=scheme, month=year * 100 + 12, kind="interest", source_id=left.pop())


def _later_interest(scheme: str, year: int) -> bool:
    rows = AccountEntry.objects.filter(scheme=scheme, kind="interest", month__gt=year * 100 + 12).order_by()
    later = {month // 100 for month in rows.values_list("month", flat=True).distinct()}
    return any(len(_turns(scheme, other, "interest")) > len(_turns(scheme, other, "interest_back")) for other in later)


def _refuse_gap(scheme: str, year: int) -> None:
    """Refused where interest was credited before, but not of the year before: a year left out would never earn."""
    months = AccountEntry.objects.filter(scheme=scheme, kind="interest").order_by().values_list("month", flat=True).distinct()
    earlier = sorted({month // 100 for month in months if month // 100 < year})
    if earlier and earlier[-1] != year - 1:
        refuse("accounts.interest_gap", f"{earlier[-1] + 1}年还没有结息，不能先结{year}年。", "请按年度先后办理。", "year")
