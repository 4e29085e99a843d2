"""工伤保险: what employers pay is collected and booked; monthly awards stand, to the injured and to those the dead supported, and lump
sums are owed once."""

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
from shebao.core.books.events import ADVANCES
from shebao.core.policy import awards
from shebao.core.policy.calculation import calculate

KEY, TITLE, CODE, FUND = "work_injury", "工伤保险", "410", "I"
SHORT = "工伤"
CALCULATION = "injury_monthly"
CALCULATIONS = (CALCULATION, "injury_dependant")
"""Those whose sheet can be made again from the law alone; an adjustment stands on the version before."""
MEDICAL, DISABILITY, DEATH, ADVANCED = "medical", "disability", "death", "injury_advance"

PARTS = (
    Part("allowance", "伤残津贴", "津贴", "伤残津贴变化", rule="allowance_paid", item=DISABILITY),
    Part("top_up", "最低工资补足", "补足", "补足变化", rule="top_up_paid", item=DISABILITY),
    Part("pension_difference", "养老金差额", "差额", "差额变化", rule="difference_paid", item=DISABILITY),
    Part("nursing", "生活护理费", "护理", "护理费变化", rule="nursing_paid", item=DISABILITY),
    Part("dependant", "供养亲属抚恤金", "供养", "抚恤金变化", rule="dependant_paid", item=DEATH),
)
SHEET_FACTS = ("", "")
ITEMS = {
    FEES: {"unit": "单位缴费", "project": "项目参保"},
    BENEFITS: {MEDICAL: "工伤医疗待遇支出", DISABILITY: "伤残待遇支出", DEATH: "工亡待遇支出"},
    ADVANCES: {ADVANCED: "先行支付"},
}
ONE_OFFS = {
    "medical": (BENEFITS, MEDICAL),
    "disability": (BENEFITS, DISABILITY),
    "end_medical": (BENEFITS, DISABILITY),
    "funeral": (BENEFITS, DEATH),
    "death_grant": (BENEFITS, DEATH),
    "advance": (ADVANCES, ADVANCED),
}
"""What is owed once → where it is booked (社会保险基金财务制度第三十条; 先行支付 is a claim on the employer, 财会〔2017〕28号 1101)."""
CONTRIBUTIONS = (ContributionPart("unit", "单位缴费", FEES, "unit"),)
month: Any = None
law_digest = decision = contribution = tiers_of = interest = month


def entry_age(month: Month, place: str, places: Places) -> int:
    """From how many years of age somebody may be insured."""
    return WORKING_AGE


def award(inputs: Mapping[str, Any], place: str, places: Places) -> Awarded:
    """One person's monthly benefit. inputs: those of `injury_monthly`; with `calculation` in them those of another calculation of
    the chapter (a dependant's pension, the yearly adjustment)."""
    name = str(inputs.get("calculation", CALCULATION))
    answer = calculate(name, place, {key: value for key, value in inputs.items() if key != "calculation"}, places)
    values = answer.values
    parts = {part.key: fen_of(values[part.rule]) for part in PARTS if part.rule in values}
    return Awarded({key: fen for key, fen in parts.items() if fen}, 0, 0, canonical(dict(inputs)), *awards.stored(answer))


def handed_over(columns: Columns, month: Month, place: str, places: Places) -> Decided:
    """The monthly benefits that another system decided, part by part as it paid them."""
    return handed_over_awards("工伤定期待遇移交", columns, PARTS, month, place)
