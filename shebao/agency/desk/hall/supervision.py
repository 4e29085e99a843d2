"""How long people waited, between two days: by purpose, by counter, by way of coming, against what the agency promises."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency.hall import queries
from shebao.agency.hall.kinds import WAYS
from shebao.agency.installation import queries as installation
from shebao.agency.pages.access import needs
from shebao.agency.registers import services
from shebao.agency.registers.kinds import REGISTERS

MOST_DAYS = 100


@needs("register.read")
def waits(request: HttpRequest) -> HttpResponse:
    """Waits, service times, ratings; the last thirty days where the address says nothing else."""
    today = installation.business_day()
    last = _day(request.GET.get("to", ""), today)
    first = _day(request.GET.get("from", ""), last - timedelta(days=29))
    first = max(min(first, last), last - timedelta(days=MOST_DAYS))
    rows = queries.waits(first, last)
    result = services.satisfaction(first, last)
    kinds = REGISTERS["rating"].kinds
    return render(
        request,
        "desk/hall/waits.html",
        {
            "first": first,
            "last": last,
            "lead": _lead(first, last),
            "rows": [_shown(row) for row in rows],
            "counters": [(counter, done, _minutes(served)) for counter, done, served in queries.by_counter(first, last)],
            "ways": [(WAYS[way], n) for way, n in queries.by_way(first, last).items()],
            "satisfaction": result,
            "levels": [(kinds[level], n) for level, n in result.levels.items()],
            "share": f"{result.satisfied * 100 / result.count:.1f}%" if result.count else "—",
        },
    )


def _day(text: str, default: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return default


def _lead(first: date, last: date) -> str:
    """What the page counts, and against which promise."""
    promise = queries.hours()
    words = f"{first.isoformat()}至{last.isoformat()}。等了多久按到场（取号）到叫号算，转窗口的各段相加。"
    return words + (f"等候承诺 {promise.wait_minutes} 分钟，是本单位的承诺，不是法定时限。" if promise else "还没有设定等候承诺。")


def _minutes(seconds: int) -> str:
    return f"{seconds / 60:.1f}"


def _shown(row: queries.Waits) -> dict[str, Any]:
    return {
        "row": row,
        "middle": _minutes(row.middle),
        "ninth": _minutes(row.ninth),
        "longest": _minutes(row.longest),
        "served": _minutes(row.served),
        "kept": f"{row.kept_e4 / 100:.1f}%" if row.done else "—",
    }
