"""What is missing of the law here in a year: which values, who supplies them, and which calculations stop for want of them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency.installation import queries as installation
from shebao.agency.parameters import queries as parameters
from shebao.base.digits import whole_number
from shebao.base.months import month_of, month_title
from shebao.core.policy.calculation import calculations
from shebao.core.policy.gaps import STATES, Gap, gaps

FIRST_YEAR = 2014
_TONES = {"missing": "stopped", "expired": "stopped", "floor": "waiting", "unverified": "waiting"}


def page(request: HttpRequest) -> HttpResponse:
    """The gaps of the agency's place in a year, those that stop a calculation first."""
    today, place, places = installation.business_day(), installation.place(), parameters.places()
    years = list(range(today.year + 1, FIRST_YEAR - 1, -1))
    requested = whole_number(request.GET.get("year", ""), digits=4)
    year = requested if requested in years else today.year
    rows = [_row(gap) for gap in _gaps(places.digest(), place, year)]
    return render(
        request,
        "desk/law/gaps.html",
        {
            "here": places.places[place].name,
            "year": year,
            "years": years,
            "stopping": [row for row in rows if row["gap"].refuses],
            "others": [row for row in rows if not row["gap"].refuses],
        },
    )


@lru_cache(maxsize=8)
def _gaps(digest: str, place: str, year: int) -> tuple[Gap, ...]:
    """Asking a year's questions takes a second; the answer holds until a value is entered, which changes the digest."""
    return gaps(place, year, parameters.places())


def stopping_here(calculation: str) -> list[str]:
    """Titles of the values without which a calculation stops here this month."""
    today, place, places = installation.business_day(), installation.place(), parameters.places()
    if place not in places.places:
        return []
    month = month_of(today)
    rows = _gaps(places.digest(), place, today.year)
    return sorted({row.key.title for row in rows if row.refuses and calculation in row.used_by and row.first <= month <= row.last})


def gaps_here() -> None:
    """Ask this year's questions once, so that the first who opens the page need not wait; nothing where no place is set."""
    today, place, places = installation.business_day(), installation.place(), parameters.places()
    if place in places.places:
        _gaps(places.digest(), place, today.year)


def _row(gap: Gap) -> dict[str, Any]:
    whole = gap.first % 100 == 1 and gap.last % 100 == 12
    return {
        "gap": gap,
        "months": "全年" if whole else f"{month_title(gap.first)}至{month_title(gap.last)}",
        "state": STATES[gap.state],
        "tone": _TONES[gap.state],
        "users": [calculations()[name] for name in gap.used_by],
    }
