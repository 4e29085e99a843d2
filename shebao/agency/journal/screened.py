"""Changes of people's data as whole-number columns for the screening rules: at what hour somebody made them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta, timezone

from shebao.agency.store.columns import among, read_rows
from shebao.base.finding import Refused
from shebao.base.workdays import is_workday

from .models import Entry

_CHINA = timezone(timedelta(hours=8))


def changes(since_day: str, person_ids: Iterable[int] | None = None) -> list[tuple[int, int, int, int, int]]:
    """(person, day YYYYMMDD, hour in China, whether a workday, 0) of every entry a member made about a person since a day.

    Only entries made on their own business day: what a simulated day or a hand-over enters says nothing of office hours. A year
    without a holiday notice counts as workdays.
    """
    rows = Entry.objects.filter(subject_kind="person", actor_id__isnull=False, business_day__gte=since_day).order_by("seq")
    if person_ids is not None:
        rows = rows.filter(subject_id__in=among(person_ids))
    open_days: dict[str, int] = {}
    result = []
    for person, at, day in read_rows(rows, "subject_id", "at", "business_day"):
        moment = datetime.fromisoformat(at).astimezone(_CHINA)
        if moment.date().isoformat() == day:
            if day not in open_days:
                open_days[day] = _workday(moment)
            result.append((person, int(day.replace("-", "")), moment.hour, open_days[day], 0))
    return result


def _workday(moment: datetime) -> int:
    try:
        return int(is_workday(moment.date()))
    except Refused:
        return 1
