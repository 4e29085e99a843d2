"""Goals of the year: target, what was reached and by whom it was counted, the standing, the evidence."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency.desk.evaluation.scores import STANDINGS
from shebao.agency.installation import queries as installation
from shebao.agency.pages.access import needs, rights
from shebao.agency.parameters import queries as parameters
from shebao.agency.registers.kinds import REGISTERS, STATES
from shebao.agency.statistics import goals as figures
from shebao.base.months import month_of
from shebao.core.evaluation.score import plain

from .address import month_asked


@needs("statistics.read")
def goals(request: HttpRequest) -> HttpResponse:
    """Every goal of the month's year, with its standing at the end of the month."""
    month = month_asked(request)
    rows = figures.goals(month // 100, month, installation.place(), parameters.places())
    now = month_of(installation.business_day())
    return render(
        request,
        "desk/statistics/goals.html",
        {
            "month": month,
            "months": [month // 100 * 100 + n for n in range(1, 13) if month // 100 * 100 + n <= now],
            "rows": [_shown(row) for row in rows],
            "may": "register.create" in rights(request),
        },
    )


def _shown(row: figures.GoalRow) -> dict[str, Any]:
    return {
        "row": row,
        "kind": REGISTERS["goal"].kinds[row.kind],
        "target": _text(row.target, row.unit),
        "actual": "没有数据" if row.actual is None else _text(row.actual, row.unit),
        "standing": STANDINGS[row.progress.standing],
        "state": STATES[row.state],
        "path": figures.PATHS[row.progress.goal.kind],
    }


def _text(value: Fraction, unit: str) -> str:
    return f"{int(value):,} {unit}" if value.denominator == 1 else f"{plain(value, 2)} {unit}"
