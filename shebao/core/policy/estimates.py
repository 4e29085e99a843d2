"""Planning a pension: the same law, run for several choices, with everything that had to be assumed said beside it.

An estimate is not an award. Standards, wages and rates of years to come are unknown; the latest ones on file are used
for all of them, future interest is left out, and both facts are returned as sentences to be shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any

from shebao.base.dated import MissingValue, Places
from shebao.base.finding import Refused, refuse
from shebao.base.months import Month, add_months, age_months, last_day, month_text, months_between
from shebao.core.arithmetic.exact import number
from shebao.core.policy.calculation import Answer, calculate
from shebao.core.policy.resident.gap import NOT_ALLOWED
from shebao.core.policy.resident.questions import PENSION
from shebao.core.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Plan:
    """One choice: when, what is paid until then (yuan), the account by then, the pension a month, its sheet; or why it cannot be.

    missing_years: how many years of the past are paid for as well, because the law asks for more than there will be.
    """

    title: str
    month: Month
    paid_in: str = ""
    account: str = ""
    pension: str = ""
    sheet: Sheet | None = None
    problem: str = ""
    missing_years: int = 0

    @property
    def months_to_recover(self) -> int | None:
        """After how many months of pension what is still to be paid has come back; None where nothing is paid or no pension comes."""
        if not self.pension or not Fraction(self.pension) or not Fraction(self.paid_in or 0):
            return None
        return ceil(Fraction(self.paid_in) / Fraction(self.pension))


RESIDENT_ASSUMES = (
    "以后各年按所选档次每年缴费一次，补贴按现行标准。",
    "基础养老金、加发标准按现在的数，以后提高会更多。",
    "以后的记账利息没有计入，实际会更多。",
)
EMPLOYEE_ASSUMES = (
    "计发基数用已公布的最近一年，以后提高会更多。",
    "平均缴费指数保持不变，每月按所填基数缴费。",
    "以后的记账利息没有计入，实际会更多。",
)


def resident_plans(
    place: str, places: Places, *, birth: Month, now: Month, paid_years: int, balance: str, tiers: Sequence[str]
) -> list[Plan]:
    """What each yearly tier would bring at the claim age; years still to come are counted up to the year of the claim.

    Where there will be too few years and past ones may be paid for, each tier pays for them too. With no year left to pay for, the
    tier makes no difference and there is one plan.
    """
    claim = max(add_months(birth, 60 * 12 + 1), now)
    years = claim // 100 - now // 100
    missing, way = _missing(place, places, birth, claim, paid_years + years)
    if missing and way == NOT_ALLOWED:
        problem = f"还差 {missing} 年，按规定只能按年缴费，不能一次补缴；缴满以后才能按月领取。"
        return [Plan("到龄领取", claim, problem=problem, missing_years=missing)]
    chosen = tiers if years or missing else tiers[:1]
    return [_resident(place, places, birth, claim, now, paid_years, balance, tier, years, missing) for tier in chosen]


def _missing(place: str, places: Places, birth: Month, claim: Month, paid_years: int) -> tuple[int, str]:
    """(how many years are missing at the claim, whether and by which rule they may be paid for). Where the place's rule is not on
    file nothing is counted on: the claim itself then says what it lacks."""
    asked = {"birth": month_text(birth), "month": month_text(claim), "paid_years": str(paid_years)}
    try:
        values = calculate("resident_gap_payment", place, asked, places, strict=False).values
    except MissingValue:
        return 0, ""
    return int(values["missing_years"].text()), str(values["way"])


def _resident(
    place: str, places: Places, birth: Month, claim: Month, now: Month, paid_years: int, balance: str, tier: str, years: int, missing: int
) -> Plan:
    title = f"每年缴 {tier} 元" if years or missing else "现在领取" if claim == now else "到龄领取"
    try:
        credit = calculate("resident_contribution", place, {"year": now // 100, "tier": tier}, places) if years else None
        grown = number(balance) + (credit.values["account_credit"] * years if credit else 0) + number(tier) * missing
        asked = {
            "month": month_text(claim),
            "account_balance": grown,
            "birth": month_text(birth),
            "paid_years": str(paid_years + years + missing),
        }
        answer = _on_known_standards(place, places, asked, now)
    except Refused as refused:
        return Plan(title, claim, problem=refused.finding.message, missing_years=missing)
    paid_in = (number(tier) * (years + missing)).text(2)
    return Plan(title, claim, paid_in, grown.text(2), answer.values["total"].text(2), answer.sheet, missing_years=missing)


def _on_known_standards(place: str, places: Places, asked: Mapping[str, Any], now: Month) -> Answer:
    """The pension of a month to come, with the basic standard of today where the future one is not on file."""
    row = PENSION.reads["local_standard"].row(places, place, last_day(now))
    return calculate("resident_pension", place, {**asked, "basic_standard": str(row.value)}, places, strict=False)


def employee_plans(
    place: str, places: Places, *, category: str, birth: Month, now: Month, paid_months: int, index: str, balance: str, base: str
) -> list[Plan]:
    """Retiring at the earliest, the legal and the latest month, and a year either side, each with its own age and divisor."""
    legal = calculate("retirement_age", place, {"category": category, "birth": month_text(birth)}, places).values
    month, old = int(legal["legal_retirement_month"]), add_months(birth, int(legal["old_age_years"]) * 12)
    if month < now:
        refuse("estimate.birth", f"法定退休年月 {month_text(month)} 已过", "请直接办理待遇核定。", "birth")
    offsets = {-36: "提前到最早", -12: "提前一年", 0: "按法定年龄", 12: "延迟一年", 36: "延迟到最晚"}
    choices = {max(old, now, add_months(month, k)): title for k, title in offsets.items()}
    return [_employee(place, places, at, title, birth, now, paid_months, index, balance, base) for at, title in sorted(choices.items())]


def _employee(
    place: str, places: Places, at: Month, title: str, birth: Month, now: Month, paid_months: int, index: str, balance: str, base: str
) -> Plan:
    months = months_between(now, at)
    share = number(str(places.value("flexible_rate_account", place, last_day(now)).value))
    monthly = (number(base) * share).round(2)
    grown = number(balance) + monthly * months
    age = age_months(birth, at)
    year = min(at // 100, _latest_base_year(place, places))
    asked: dict[str, Any] = {
        "calc_base": str(places.value("calc_base", place, last_day(year * 100 + 12)).value),
        "avg_index": index,
        "account_balance": grown,
        "retire_month": month_text(at),
        "total_years": number(Fraction(paid_months + months, 12)).text(),
        "deemed_years": "0",
        "age_years": age // 12,
        "age_months": age % 12,
    }
    if "/" in asked["total_years"]:
        asked["total_years"] = number(Fraction(paid_months + months, 12)).text(4)
    try:
        answer = calculate("employee_pension", place, asked, places, strict=False)
    except Refused as refused:
        return Plan(title, at, (monthly * months).text(2), grown.text(2), problem=refused.finding.message)
    return Plan(title, at, (monthly * months).text(2), grown.text(2), answer.values["total"].text(2), answer.sheet)


def _latest_base_year(place: str, places: Places) -> int:
    """The last year whose calculation base is on file for the place."""
    years = [row.effective_from.year for at in places.line(place) for row in places.history("calc_base", at) if row.value is not None]
    if not years:
        refuse("estimate.base", "本地没有收录计发基数，不能测算职工养老金", "请先录入计发基数。", "place")
    return max(years)
