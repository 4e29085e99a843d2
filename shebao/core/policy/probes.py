"""Plain questions asked of a place month by month, one person or employer each, to see whether its law is on file.

Each line of work of a county has the few calculations it lives on. A probe asks one of them with facts that any clerk
meets; what it cannot read is a gap. Nothing here is a legal value: facts are invented, the law is the place's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from shebao.base.dated import MissingValue, Places
from shebao.base.months import Month, last_day, month_text

Facts = Callable[[Month, "Places", str], Mapping[str, Any]]
"""Month, values and place → the inputs of the calculation."""


@dataclass(frozen=True, slots=True)
class Probe:
    """One question: its line of work (none: counted in no line), the calculation it asks, the facts, and the first month that has such a law."""

    line: str
    calculation: str
    facts: Facts
    first: Month = 0
    yearly: bool = False
    """Asked once a year, in December."""

    def asked_in(self, month: Month) -> bool:
        """Whether the question makes sense in a month."""
        return month >= self.first and (not self.yearly or month % 100 == 12)


LINES: Mapping[str, str] = {
    "contributions": "缴费",
    "award": "职工养老金核定",
    "resident": "居民养老金",
    "unemployment": "失业保险",
    "injury": "工伤保险",
}


def _wage(month: Month, places: Places, place: str) -> Mapping[str, Any]:
    return {"period": month_text(month), "reported_wage": "3000"}


def _flexible(month: Month, places: Places, place: str) -> Mapping[str, Any]:
    return {"period": month_text(month), "chosen_base_ratio": "0.6"}


def _public(month: Month, places: Places, place: str) -> Mapping[str, Any]:
    return {"period": month_text(month), "reported_wage": "5000"}


def _payroll(month: Month, places: Places, place: str) -> Mapping[str, Any]:
    return {"period": month_text(month), "payroll": "100000", "class_": "1"}


def _award(month: Month, places: Places, place: str) -> Mapping[str, Any]:
    return {"month": month_text(month), "paid_months": "300", "avg_index": "0.8", "account_balance": "50000", "age_years": "60"}


def _award_of_long_service(month: Month, places: Places, place: str) -> Mapping[str, Any]:
    return {**_award(month, places, place), "deemed_months": "24"}


def _pension(month: Month, places: Places, place: str) -> Mapping[str, Any]:
    return {"month": month_text(month), "age": "66", "paid_years": "16", "account_balance": "5000"}


def _tier(month: Month, places: Places, place: str) -> Mapping[str, Any]:
    try:
        offered = places.value("resident_tiers", place, last_day(month)).value
    except MissingValue:
        offered = ("2000",)
    assert isinstance(offered, tuple)
    return {"year": str(month // 100), "tier": str(offered[-1])}


def _assisted(month: Month, places: Places, place: str) -> Mapping[str, Any]:
    return {**_tier(month, places, place), "poor": "true"}


def _account(month: Month, places: Places, place: str) -> Mapping[str, Any]:
    return {"year": str(month // 100), "opening_balance": "1000"}


def _claim(month: Month, places: Places, place: str) -> Mapping[str, Any]:
    return {"month": month_text(month), "contribution_years": "6"}


def _benefit(month: Month, places: Places, place: str) -> Mapping[str, Any]:
    try:
        by_own_base = places.value("unemployment_ratio_steps", place, last_day(month)).value is not None
    except MissingValue:
        by_own_base = False
    own = {"average_base": "4000", "dibao": "700", "contribution_years": "6"} if by_own_base else {}
    return {"month": month_text(month), **own}


def _termination(month: Month, places: Places, place: str) -> Mapping[str, Any]:
    return {"accident_date": last_day(month).isoformat(), "grade": "7", "own_wage": "5000", "avg_wage": "6000", "age": "45"}


def _disability(month: Month, places: Places, place: str) -> Mapping[str, Any]:
    return {"accident_date": last_day(month).isoformat(), "grade": "3", "own_wage": "5000"}


def _death(month: Month, places: Places, place: str) -> Mapping[str, Any]:
    return {"death_year": str(month // 100), "avg_wage": "6000"}


def _civil_servant(month: Month, places: Places, place: str) -> Mapping[str, Any]:
    before = {"A_basic_wage_2014_09": "3000", "M_ratio": "0.9", "G": {str(year): "0.05" for year in range(2014, 2025)}}
    return {
        "retire_month": month_text(month),
        "deemed_years": "20",
        "deemed_index": "1",
        "actual_years": "5",
        "actual_index": "1",
        "account_balance": "50000",
        "age_years": "60",
        **(before if month <= 202409 else {}),
    }


def _survivors(month: Month, places: Places, place: str) -> Mapping[str, Any]:
    return {"death_month": month_text(month), "contribution_years": "20"}


def _adjusted(month: Month, places: Places, place: str) -> Mapping[str, Any]:
    return {"year": str(month // 100), "pension_before": "3000", "contribution_years": "30", "age": "65"}


PROBES: tuple[Probe, ...] = (
    Probe("contributions", "employee_contribution", _wage),
    Probe("contributions", "flexible_worker_contribution", _flexible),
    Probe("contributions", "public_institution_contribution", _public),
    Probe("award", "employee_pension", _award),
    Probe("", "employee_pension", _award_of_long_service),
    Probe("resident", "resident_pension", _pension),
    Probe("resident", "resident_contribution", _tier, yearly=True),
    Probe("resident", "resident_contribution", _assisted, yearly=True),
    Probe("resident", "resident_account_year", _account, yearly=True),
    Probe("unemployment", "unemployment_contribution", _wage),
    Probe("unemployment", "unemployment_months", _claim),
    Probe("unemployment", "unemployment_amount", _benefit),
    Probe("injury", "work_injury_contribution", _payroll),
    Probe("injury", "injury_grade_benefit", _disability),
    Probe("injury", "injury_termination_lump_sums", _termination),
    Probe("injury", "injury_death_benefit", _death, yearly=True),
    Probe("", "public_institution_pension", _civil_servant, first=201410),
    Probe("", "survivor_benefit", _survivors, first=202109),
    Probe("", "pension_adjustment", _adjusted, first=201601, yearly=True),
)
"""A county's daily questions. Those without a line need a person's file or a province's notice of the year: they are listed, not counted."""
