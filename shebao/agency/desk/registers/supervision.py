"""What the registers with a limit owe: open, late and due soon by register; closed in time and late in a year; answers that satisfied."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency.installation import queries as installation
from shebao.agency.pages.access import needs
from shebao.agency.registers import limits
from shebao.agency.registers import queries as registers
from shebao.agency.registers.kinds import REGISTERS
from shebao.base.digits import whole_number

from .views import _left

SHOWN = 100


@needs("register.read")
def supervision(request: HttpRequest) -> HttpResponse:
    """The year's timeliness by register, and everything that is due, the most urgent first."""
    today = installation.business_day()
    asked = whole_number(request.GET.get("year", ""), digits=4)
    year = asked or (today.year if limits.timeliness(today.year, today) else today.year - 1)
    due = registers.due(today)
    return render(
        request,
        "desk/registers/supervision.html",
        {
            "year": year,
            "years": [today.year - n for n in range(4)],
            "rows": [(REGISTERS[row.register].title, row, _share(row)) for row in limits.timeliness(year, today)],
            "late": [(row, REGISTERS[row.register].title, _left(row.current_due, today)) for row in due[:SHOWN]],
            "more": max(len(due) - SHOWN, 0),
            "channels": [(REGISTERS[register].title, title, n) for register, title, n in limits.by_kind(year)],
            "answers": limits.answers(year),
        },
    )


def _share(row: limits.Timeliness) -> str:
    closed = row.in_time + row.late
    return f"{row.in_time * 100 / closed:.1f}%" if closed else "—"
