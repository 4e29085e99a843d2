"""One screen of the agency at the end of a month; every figure opens its rows, as far as whoever looks may see them."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency import schemes
from shebao.agency.desk.evaluation.scores import STANDINGS
from shebao.agency.installation import queries as installation
from shebao.agency.pages.access import needs, rights
from shebao.agency.parameters import queries as parameters
from shebao.agency.schemes import MAIN
from shebao.agency.statistics import cockpit as figures
from shebao.agency.statistics import goals, groups
from shebao.base.months import add_months, month_of, month_text
from shebao.core.evaluation.facts import decimal_text

from .address import month_asked, people_address
from .drawings import cartogram, pyramid


@needs("statistics.read")
def cockpit(request: HttpRequest) -> HttpResponse:
    """Schemes, the line of payments, coverage, ages, certification, arrears, complaints, months payable, goals."""
    month, day, mine = month_asked(request), installation.business_day(), rights(request)
    rows = figures.by_scheme(month)
    townships = figures.by_township(month)
    titles = schemes.short_titles()
    line = figures.paid_line(month)
    paying = [key for key in titles if any(key in sums for _, sums, _ in line)]
    late = figures.complaints(day)
    now = month_of(day)
    return render(
        request,
        "desk/statistics/cockpit.html",
        {
            "month": month,
            "months": [int(add_months(now, -n)) for n in (1, 2, 3, 6, 12)],
            "rows": [_scheme(row, month, mine) for row in rows],
            "paid": [{"month": at, "amounts": [sums.get(key, 0) for key in paying], "whole_fen": whole} for at, sums, whole in line],
            "paying": [titles[key] for key in paying],
            "any_paid": bool(paying),
            "map": cartogram(townships, [people_address(MAIN, month, "covered", "township", row.place) for row in townships]),
            "townships": len(townships),
            "pyramid": pyramid(groups.pyramid(MAIN, month)),
            "owing": figures.employers_owing(day),
            "overpaid": figures.overpaid(),
            "complaints": late,
            "goals": [(row, STANDINGS[row.progress.standing]) for row in _goals(month)],
            "links": {
                "arrears": reverse("collection_arrears") if "collection.read" in mine else "",
                "debts": reverse("debts") if mine & {"person.read", "payout.read"} else "",
                "complaints": reverse("registers_supervision") if "register.read" in mine else "",
            },
        },
    )


def _scheme(row: figures.SchemeRow, month: int, mine: frozenset[str]) -> dict[str, Any]:
    share = f"{row.certified * 100 / row.in_payment:.2f}%" if row.in_payment else "—"
    return {
        "row": row,
        "insured": people_address(row.scheme, month, "insured"),
        "recipients": people_address(row.scheme, month, "recipients"),
        "certified": people_address(row.scheme, month, "certified"),
        "share": share,
        "payable": "—" if row.payable is None else decimal_text(row.payable, 1),
        "paid": f"{reverse('payout')}?month={month_text(month)}" if "payout.read" in mine else "",
        "fund": f"{reverse('fund')}?scheme={row.scheme}&year={month // 100}" if "fund.read" in mine else "",
    }


def _goals(month: int) -> list[goals.GoalRow]:
    return goals.goals(month // 100, month, installation.place(), parameters.places())
