"""What this counter does on a timer: in a large county, counts for the pages before anybody asks."""

from __future__ import annotations

from datetime import date

from shebao.agency.jobs import counts
from shebao.agency.people import queries as people
from shebao.agency.schemes import MAIN
from shebao.base.months import add_months, month_of

from .kinds import NOTICE_MONTHS_AHEAD


def do_due(today: date) -> list[str]:
    """Count whom to tell of the month that notices are printed for; says nothing, for nothing changed."""
    if people.are_many():
        counts.count_due("certification.count_untold", MAIN, add_months(month_of(today), NOTICE_MONTHS_AHEAD))
        counts.count_due("certification.count_overview", MAIN, month_of(today), today.isoformat())
    return []
