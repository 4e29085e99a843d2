"""The day that a demonstration's business is done on: it lives in the year that was built."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from shebao.agency.fund import queries as fund
from shebao.agency.journal import queries as journal
from shebao.base import months
from shebao.demo import home


def business_day() -> date:
    """The last day the journal speaks of, or the day after the last closed month; today where no county was built."""
    if not home.note(Path(settings.SHEBAO_HOME)):
        return timezone.localdate()
    latest = next(
        (date.fromisoformat(entry.business_day) for entry in journal.entries(most=20) if entry.business_day), timezone.localdate()
    )
    closed = fund.last_closed()
    return max(latest, months.first_day(months.add_months(closed, 1))) if closed else latest
