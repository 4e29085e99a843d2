"""Employers that did not declare a month and were assessed at 110 % of the month before (社会保险法第62条): who they are, and who declared since.

Such a month is one row of the employer for its people together. What is paid of it waits there until the employer declares;
then the row is taken back, and what was paid settles the people's own months.
"""

from __future__ import annotations

from shebao.agency.contributions import months
from shebao.agency.contributions.months import Together

from .models import Wage

SHARE_E2 = 110
"""Per cent of the month before that is due where nothing was declared. 社会保险法 第62条、社会保险费征缴暂行条例 第10条."""


def standing(scheme: str, month: int) -> list[Together]:
    """Employers whose month is assessed without a declaration and was not taken back."""
    return [one for one in months.assessed_together(scheme, month) if one.unit_fen or one.person_fen]


def silent(scheme: str, month: int) -> list[int]:
    """Those of them that have declared nothing since."""
    return [one.employer_id for one in standing(scheme, month) if not _declared(one)]


def _declared(one: Together) -> bool:
    return Wage.objects.filter(employer_id=one.employer_id, entry_id__gt=one.entry_id).exists()
