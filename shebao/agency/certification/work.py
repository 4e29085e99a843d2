"""What this counter counts in the background: how far a whole county's certification is, so that nobody waits before a page for it."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.benefits import queries as benefits
from shebao.agency.jobs import counts
from shebao.agency.people import queries as people
from shebao.agency.store.columns import Column

from . import queries


def count_overview(scheme: str, month: int, day: str) -> dict[str, Any]:
    """`townships`, `villages` (of each township), `ways`, `sources`, `in_payment` as of a month and a day (YYYY-MM-DD); see the queries."""
    return {
        "villages": queries.in_townships(scheme, month),
        "townships": queries.by_township(scheme, month),
        "ways": queries.ways_used(month),
        "sources": queries.freshness(date.fromisoformat(day)),
        "in_payment": benefits.entitled(scheme).get("active", 0),
    }


def count_late(scheme: str, month: int) -> tuple[int, int]:
    """(people whose certification ran out before a month, those whose certification ends with it)."""
    return queries.counts_overdue(scheme, month)


def count_untold(scheme: str, month: int) -> dict[str, Column]:
    """Township → ids, by village and id, of those whom nobody told that their certification ends before a month."""
    return people.by_township(queries.untold(scheme, month))


def recount(count: str, arguments: list[Any]) -> None:
    """Count anew what pages show and the journal has gone beyond."""
    counts.count(count, arguments)
