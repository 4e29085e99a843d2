"""The account of one person in one scheme: year by year what came in, what it earned, what was paid out; and the annuity's nominal part."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from shebao.agency import schemes
from shebao.agency.accounts import queries as accounts
from shebao.agency.accounts import statements
from shebao.agency.annuity import queries as annuity
from shebao.agency.annuity.kinds import NOMINAL, REASONS, WAYS
from shebao.agency.pages.access import needs
from shebao.agency.pages.missing import or_missing
from shebao.agency.people import queries as people

EARNED, OUT = ("interest", "interest_back"), ("pension", "inheritance", "exit", "transfer_out")


class Year(NamedTuple):
    """A year of an account: what it began with, what came in, what it earned, what was paid out, what it ended with."""

    year: int
    opening_fen: int
    paid_in_fen: int
    interest_fen: int
    paid_out_fen: int
    closing_fen: int
    issued: bool


@needs("person.read")
@never_cache
def one(request: HttpRequest, person_id: int, scheme: str) -> HttpResponse:
    """The page; missing where there is neither an account nor a nominal amount."""
    person = or_missing(lambda: people.person(person_id))
    if scheme not in schemes.titles():
        raise Http404
    account, nominal = accounts.of_person(person_id, scheme), _nominal(person_id, scheme)
    if account is None and not nominal:
        raise Http404
    return render(
        request,
        "desk/accounts/account.html",
        {
            "person": person,
            "scheme": scheme,
            "account": account,
            "ask": urlencode({"person_id": person_id, "scheme": scheme}),
            "years": years_of(account, scheme) if account else [],
            **nominal,
        },
    )


def years_of(account: accounts.Account, scheme: str) -> list[Year]:
    """The years of an account, the oldest first; a balance handed over in the December before opens the first."""
    sums: dict[int, list[int]] = {}
    for row in account.movements:
        year = row.month // 100 + (row.kind == "opening")
        place = 1 if row.kind in EARNED else 2 if row.kind in OUT else 0
        sums.setdefault(year, [0, 0, 0, 0])[3 if row.kind == "opening" else place] += row.amount_fen
    issued = {issue.year for issue in statements.issues(scheme) if not issue.void}
    result, balance = [], 0
    for year in sorted(sums):
        paid_in, interest, out, opened = sums[year]
        opening = balance + opened
        balance = opening + paid_in + interest + out
        result.append(Year(year, opening, paid_in, interest, out, balance, year in issued))
    return result


def _nominal(person_id: int, scheme: str) -> dict[str, Any]:
    """The nominal part of the annuity: movements, what is left, claims, and the way of drawing."""
    if scheme != annuity.ANNUITY_SCHEME:
        return {}
    rows = annuity.nominal_of(person_id)
    choice = annuity.choice_of(person_id)
    if not rows and choice is None:
        return {}
    return {
        "nominal_rows": [(row, NOMINAL[row.kind]) for row in rows],
        "nominal": annuity.nominal([person_id]).get(person_id, annuity.NOTHING),
        "claims": [(row, REASONS[row.reason]) for row in annuity.claims(person_id)],
        "choice": choice,
        "way": WAYS[choice.way] if choice else "",
    }
