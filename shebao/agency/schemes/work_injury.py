"""工伤保险: what employers pay is collected and booked; benefits of this fund have no matters here yet."""

from __future__ import annotations

from typing import Any

from shebao.agency.schemes import ContributionPart, Part
from shebao.agency.schemes.employee import WORKING_AGE
from shebao.base.dated import Places
from shebao.base.months import Month
from shebao.core.books.entries import FEES

KEY, TITLE, CODE, FUND = "work_injury", "工伤保险", "410", "I"
SHORT = "工伤"
PARTS: tuple[Part, ...] = ()
SHEET_FACTS = ("", "")
ITEMS = {FEES: {"unit": "单位缴费", "project": "项目参保"}}
CONTRIBUTIONS = (ContributionPart("unit", "单位缴费", FEES, "unit"),)
month: Any = None
law_digest = decision = award = handed_over = contribution = tiers_of = interest = month


def entry_age(month: Month, place: str, places: Places) -> int:
    """From how many years of age somebody may be insured."""
    return WORKING_AGE
