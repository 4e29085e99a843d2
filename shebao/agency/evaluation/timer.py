"""What this counter does on a timer: in a large county, counts for the pages before anybody asks."""

from __future__ import annotations

from datetime import date

from shebao.agency.jobs import counts
from shebao.agency.people import queries as people

from . import queries


def do_due(today: date) -> list[str]:
    """Count every registered agency's latest year, and each of its months that was never counted; says nothing, for nothing changed."""
    if not people.are_many():
        return []
    for agency in queries.agencies():
        year = queries.years(agency)[0]
        counts.count_due("evaluation.count_base", agency, year)
        for month in range(1, 13):
            counts.count_due("evaluation.count_monitored", agency, year, month, once=month < 12)
    return []
