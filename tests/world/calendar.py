"""When the tests live: the system goes live in January 2023 and pays its first month in May.

`by(day)` is "who and when": what every verb of the product asks of whoever calls it.
"""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.by import By

STAFF_SINCE = date(2022, 12, 1)
"""Everybody of the staff was appointed before the first working day."""
GO_LIVE = date(2023, 1, 3)
"""What the old system knew was taken over on this day; its years and accounts end in the month before."""
BEFORE_GO_LIVE = 202212
MAY, MAY_DAY = 202305, date(2023, 5, 8)
JUNE, JUNE_DAY = 202306, date(2023, 6, 8)
JULY, JULY_DAY = 202307, date(2023, 7, 10)
AUGUST, AUGUST_DAY = 202308, date(2023, 8, 10)
YEAR_END = date(2023, 12, 31)


def by(day: date, actor_id: int | None = None) -> By:
    """Who does it (nobody in particular unless given) and when."""
    return By(actor_id, day)
