"""Lists of employers of a year as they were decided: who is paid how much, who is not and by which rule, and where the order stands."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency.employers import queries as employers
from shebao.agency.installation import queries as installation
from shebao.agency.pages.access import needs
from shebao.agency.people import queries as people
from shebao.agency.remittances import queries as remittances
from shebao.agency.unemployment import queries as claims
from shebao.agency.unemployment.kinds import LISTS
from shebao.base.digits import whole_number
from shebao.base.money import half_up, scaled_text

SIZES = {"sme": "中小微", "large": "大型"}


@needs("person.read")
def lists(request: HttpRequest) -> HttpResponse:
    """The lists of a year."""
    this_year = installation.business_day().year
    asked = whole_number(request.GET.get("year", ""), digits=4)
    year = asked if asked is not None and 2014 <= asked <= this_year else this_year
    return render(
        request,
        "desk/unemployment/lists.html",
        {
            "year": year,
            "after": year + 1 if year < this_year else None,
            "lists": [_list(kind, title, year) for kind, (title, _, _) in LISTS.items()],
        },
    )


def _list(kind: str, title: str, year: int) -> dict[str, Any]:
    rows = claims.employer_rows(kind, year=year)
    names = employers.names({row.employer_id for row in rows})
    persons = people.person_names([row.person_id for row in rows if row.person_id])
    orders = {order: remittances.order(order) for order in {row.order_id for row in rows} if order}
    states = {order: _state(order) for order in orders}
    standing = [row for row in rows if not (row.order_id and orders[row.order_id].cancelled)]
    return {
        "kind": kind,
        "title": title,
        "rows": [
            {
                "row": row,
                "name": names.get(row.employer_id, ""),
                "person": persons.get(row.person_id or 0, ""),
                "size": SIZES.get(row.facts.get("size", ""), ""),
                "rate": _rate(row),
                "order": states.get(row.order_id),
            }
            for row in rows
        ],
        "paid": len({row.employer_id for row in standing if row.amount_fen}),
        "fen": sum(row.amount_fen for row in standing),
        "out": sum(1 for row in standing if row.rule),
    }


def _rate(row: claims.EmployerRow) -> str:
    """The layoff rate beside its limit, in words."""
    heads = row.facts.get("heads")
    if not heads:
        return ""
    rate = f"{scaled_text(half_up(row.facts['laid_off'] * 1_000, heads), 1)}%"
    limit = row.facts.get("limit")
    return f"{rate}，上限 {_percent(Fraction(limit))}" if limit else rate


def _percent(share: Fraction) -> str:
    """A limit as the notice writes it, without noughts at the end: 0.055 → "5.5%"."""
    number = half_up(share.numerator * 10_000, share.denominator)
    return scaled_text(number, 2).rstrip("0").rstrip(".") + "%"


def _state(order_id: int) -> tuple[str, str]:
    if remittances.order(order_id).cancelled:
        return "已撤销", "stopped"
    states = {row.state for row in remittances.of_order(order_id)}
    return remittances.STATES["bounced" if "bounced" in states else "waiting" if "waiting" in states else "paid"]
