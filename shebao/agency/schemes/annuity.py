"""职业年金: what members and units pay is collected, booked and sent up; what it pays is paid and booked by the province, not here."""

from __future__ import annotations

from typing import Any

from shebao.agency.schemes import ContributionPart, Part
from shebao.agency.schemes.employee import WORKING_AGE
from shebao.base.dated import Places
from shebao.base.months import Month
from shebao.core.books.entries import FEES, INTEREST

KEY, TITLE, CODE, FUND = "annuity", "职业年金", "121", "A"
"""The national list has no code of its own for it: this one is the system's."""
SHORT = "年金"
PARTS: tuple[Part, ...] = ()
SHEET_FACTS = ("", "")
ITEMS = {
    FEES: {
        "unit": "单位缴费—非财政全额供款单位缴费",
        "made_real": "单位缴费—财政全额供款单位记实记账缴费—本金",
        "made_real_interest": "单位缴费—财政全额供款单位记实记账缴费—利息",
        "other_annuity": "其他缴费",
    },
    INTEREST: {"collection": "归集户利息"},
}
CONTRIBUTIONS = (ContributionPart("person", "个人缴费", FEES, "own"), ContributionPart("unit", "单位缴费", FEES, "unit"))
month: Any = None
law_digest = decision = award = handed_over = contribution = tiers_of = interest = month


def entry_age(month: Month, place: str, places: Places) -> int:
    """From how many years of age somebody may be insured."""
    return WORKING_AGE
