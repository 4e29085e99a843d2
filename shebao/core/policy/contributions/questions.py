"""What a month's contribution reads: of a person the wage, of the place floors, caps and rates; declared once for sheet and columns."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from shebao.base.dated import Places
from shebao.core.policy.contributions import base, employee, flexible, injury
from shebao.core.policy.questions import Fact, Question, Read
from shebao.core.rules import RuleSet

HIGHEST_WAGE = 10**7
"""No month's wage reaches ten million yuan; a larger figure is damaged data and refused at the door."""
WAGE = Fact("申报工资", "Yuan", 0, HIGHEST_WAGE, "工资申报")
LIMITS: dict[str, str | Read] = {
    "reference_wage": "reference_wage",
    "floor_ratio": "base_floor_ratio",
    "cap_ratio": "base_cap_ratio",
    "base_limit_rounding": Read("base_limit_rounding", shape=str),
}
PUBLISHED = ("base_floor", "base_cap")
"""Limits that some places publish in yuan; then the published ones hold."""

EMPLOYEE = Question.of(
    "employee_contribution",
    RuleSet.of(base, employee),
    reads={
        **LIMITS,
        "unit_rate": "employee_unit_rate",
        "person_rate": "employee_person_rate",
        "account_rate": Read("employee_person_rate", title="记入个人账户的比例"),
    },
    facts={"reported_wage": WAGE},
    results=("contribution_base", "unit_amount", "person_amount", "account_credit"),
)
PUBLIC = Question.of(
    "public_institution_contribution",
    RuleSet.of(base, employee),
    reads={**LIMITS, "unit_pension_rate": "public_unit_rate", "person_pension_rate": "public_person_rate"},
    facts={"reported_wage": WAGE},
    results=("contribution_base", "unit_pension", "person_pension"),
)
ANNUITY = Question.of(
    "public_institution_contribution",
    RuleSet.of(employee),
    reads={"unit_annuity_rate": "annuity_unit_rate", "person_annuity_rate": "annuity_person_rate"},
    facts={"contribution_base": Fact("缴费基数", "Yuan", 0, HIGHEST_WAGE)},
    results=("unit_annuity", "person_annuity"),
)
"""The annuity is paid upon the base of the pension."""
UNEMPLOYMENT = Question.of(
    "unemployment_contribution",
    RuleSet.of(base, employee),
    reads={**LIMITS, "unit_rate": "unemployment_unit_rate", "person_rate": "unemployment_person_rate"},
    facts={"reported_wage": WAGE},
    results=("contribution_base", "unit_amount", "person_amount"),
)
INJURY_BASE = Question.of(
    "work_injury_contribution", RuleSet.of(base), reads=LIMITS, facts={"reported_wage": WAGE}, results=("contribution_base",)
)
INJURY = Question.of(
    "work_injury_contribution",
    RuleSet.of(injury),
    reads={},
    facts={
        "payroll": Fact("缴费基数", "Yuan", 0, HIGHEST_WAGE),
        "benchmark_rate": Fact("行业基准费率", "Ratio", 0, 1),
        "float_factor": Fact("浮动系数", "Ratio", 0, 3),
        "temporary_factor": Fact("阶段性降费系数", "Ratio", 0, 1),
    },
    results=("amount",),
)
FLEXIBLE = Question.of(
    "flexible_worker_contribution",
    RuleSet.of(flexible),
    reads={"rate_total": "flexible_rate_total", "rate_account": "flexible_rate_account"},
    facts={"contribution_base": Fact("自选缴费基数", "Yuan", 0, HIGHEST_WAGE)},
    results=("total", "account_credit", "pooled"),
)


def limited(question: Question, places: Places, place: str, day: date) -> Question:
    """The question with the floor and cap that the place publishes in yuan, where it does."""
    own = {name: Read(name) for name in PUBLISHED if places.answers(name, place, day)}
    return replace(question, reads={**question.reads, **own})


def over_minimum_wage(question: Question, highest: bool) -> Question:
    """The question where the floor is the minimum wage; highest: somebody earns more than three times that, so that a cap is wanted."""
    reads: dict[str, Any] = {name: read for name, read in question.reads.items() if name not in LIMITS}
    reads["base_floor"] = Read("minimum_wage")
    reads["base_cap"] = Read("unemployment_base_cap") if highest else Read("minimum_wage", shape=_three_times)
    return replace(question, reads=reads)


def _three_times(content: Any) -> Any:
    """The wage up to which no cap is needed: a cap made of the average wage is never below three times the minimum."""
    return Read("minimum_wage").shape(content) * 3
