"""A year's interest of all accounts at once, by the month-product method of the law's rules."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q

from shebao.agency import schemes
from shebao.agency.store.columns import Column, among, read_columns, total
from shebao.base.dated import Places
from shebao.base.finding import refuse

from .models import AccountEntry, Balance


@dataclass(frozen=True, slots=True)
class YearInterest:
    """Interest of every open account, in order of the person; the rate as text with its document."""

    person_ids: Column
    interest_fen: Column
    rate: str
    document: str
    closed: int


def interest_of_year(scheme: str, year: int, place: str, places: Places) -> YearInterest:
    """Compute, without posting, the interest of every open account for a year.

    Balances up to December of the year before earn the full rate, what came in from its month on, and what was paid
    out of the account counts against it from its month on. Raises `MissingValue` where the place has no rate.
    """
    rule = schemes.of(scheme).interest
    if rule is None:
        refuse("accounts.interest_scheme", f"险种“{scheme}”没有个人账户计息规则。", "请核对险种。", "scheme")
    closed = read_columns(Balance.objects.filter(scheme=scheme, closed=True), "person_id")["person_id"]
    first, last = year * 100 + 1, year * 100 + 12
    before, paid = Q(month__lt=first), Q(month__gte=first, kind="pension")
    # The month of the payment itself counts, so January weighs 12 and December 1.
    product = F("amount_fen") * (last + 1 - F("month"))
    entries = AccountEntry.objects.filter(scheme=scheme, month__lte=last).exclude(person_id__in=among(closed))
    rows = (
        entries.values("person_id")
        .order_by("person_id")
        .annotate(
            opening=total("amount_fen", before),
            credited=total(product, ~before & ~Q(kind="pension")),
            paid=total(-product, paid),
            left=total("amount_fen"),
        )
    )
    columns = read_columns(rows, "person_id", "opening", "credited", "paid", "left")
    interest = rule(columns, year, place, places)
    return YearInterest(columns["person_id"], interest.interest_fen, interest.rate, interest.document, int(closed.size))
