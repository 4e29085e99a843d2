"""失业保险: a benefit that stands for a limited number of months, each confirmed before it is paid; what the fund pays besides, by item."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shebao.agency.schemes import Awarded, ContributionPart, Decided, Part
from shebao.agency.schemes._amounts import fen_of
from shebao.agency.schemes._handed_over import handed_over_awards
from shebao.agency.schemes.employee import WORKING_AGE
from shebao.agency.store.columns import Columns
from shebao.base.canonical import canonical
from shebao.base.dated import Places
from shebao.base.months import Month
from shebao.core.books.entries import BENEFITS, FEES
from shebao.core.policy import awards
from shebao.core.policy.calculation import calculate

KEY, TITLE, CODE, FUND = "unemployment", "失业保险", "210", "U"
SHORT = "失业"
BENEFIT = "失业保险金"
CALCULATION = "unemployment_claim"
CONFIRMED = True
"""A month is paid only to those whose right to it was confirmed (社会保险法 第51条; 经办条例 第26条)."""
PARTS = (Part("benefit", "失业保险金", "失业金", "失业保险金变化", rule="monthly", item="benefit"),)
SHEET_FACTS = ("", "")
ITEMS = {
    FEES: {"unit": "单位缴费"},
    BENEFITS: {
        "benefit": "失业保险金",
        "medical": "基本医疗保险费",
        "funeral": "丧葬补助金和抚恤金",
        "training": "职业培训和职业介绍补贴",
        "other": "其他费用",
    },
}
CONTRIBUTIONS = (ContributionPart("person", "个人缴费", FEES, "own"), ContributionPart("unit", "单位缴费", FEES, "unit"))
month: Any = None
law_digest = decision = contribution = tiers_of = interest = month


def entry_age(month: Month, place: str, places: Places) -> int:
    """From how many years of age somebody may be insured."""
    return WORKING_AGE


def award(inputs: Mapping[str, Any], place: str, places: Places) -> Awarded:
    """One person's claim: months and monthly amount. inputs: those of the calculation `unemployment_claim`."""
    answer = calculate(CALCULATION, place, inputs, places)
    years = int(answer.values["contribution_years"].fraction)
    return Awarded({"benefit": fen_of(answer.values["total"])}, years, 0, canonical(dict(inputs)), *awards.stored(answer))


def months_of(inputs: Mapping[str, Any], place: str, places: Places) -> int:
    """For how many months the claim is granted, those not used before among them."""
    values = calculate(CALCULATION, place, inputs, places).values
    return int(values["months_in_all"] if "months_in_all" in values else values["months_decided"])


def handed_over(columns: Columns, month: Month, place: str, places: Places) -> Decided:
    """The benefits of people whose claim another system decided, as it paid them."""
    return handed_over_awards("失业保险待遇移交", columns, PARTS, month, place)
