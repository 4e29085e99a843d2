"""A month's contributions of everybody, scheme by scheme: whole columns in fen, each person rounded before anything is added up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from shebao.base.dated import MissingValue, Places, Value
from shebao.base.finding import refuse
from shebao.base.months import Month, last_day
from shebao.core.arithmetic.exact import number
from shebao.core.policy.contributions.questions import (
    EMPLOYEE,
    FLEXIBLE,
    INJURY,
    INJURY_BASE,
    PUBLIC,
    UNEMPLOYMENT,
    limited,
    over_minimum_wage,
)
from shebao.core.policy.questions import LawInForce, Question, law_in_force

Column = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Contributions:
    """A month of one scheme: base, employer's and person's part of everybody in fen, and the rows of the law they were made with."""

    base_fen: Column
    unit_fen: Column
    person_fen: Column
    rows: Mapping[str, Value]
    floor_fen: int
    cap_fen: int


def employee(wage_fen: Column, month: Month, places: Places, place: str) -> Contributions:
    """企业职工养老: what employers and workers pay for a month."""
    return _by_rates(EMPLOYEE, ("unit_amount", "person_amount"), wage_fen, month, places, place)


def public_institution(wage_fen: Column, month: Month, places: Places, place: str) -> Contributions:
    """机关事业养老, without the annuity."""
    return _by_rates(PUBLIC, ("unit_pension", "person_pension"), wage_fen, month, places, place)


def unemployment(wage_fen: Column, month: Month, places: Places, place: str) -> Contributions:
    """失业: some places set the floor by the minimum wage."""
    if str(places.value("unemployment_base_floor", place, last_day(month)).value) != "minimum_wage":
        return _by_rates(UNEMPLOYMENT, ("unit_amount", "person_amount"), wage_fen, month, places, place)
    lowest = Fraction(str(places.value("minimum_wage", place, last_day(month)).value)) * 100
    question = over_minimum_wage(UNEMPLOYMENT, bool((wage_fen > int(lowest * 3)).any()))
    return _by_rates(question, ("unit_amount", "person_amount"), wage_fen, month, places, place, own_limits=False)


def work_injury(
    wage_fen: Column, risk_class: Column, factor_e2: Column, cut_e4: int, month: Month, places: Places, place: str
) -> Contributions:
    """工伤: the employer's alone, by its class of risk and factor; cut_e4: what a temporary cut multiplies the rate by."""
    day = last_day(month)
    law = law_in_force(limited(INJURY_BASE, places, place, day), places, place, day)
    base = law.compute({"reported_wage": wage_fen}, wage_fen.size)["contribution_base"]
    row = places.value("injury_benchmark", place, day)
    rates = {int(key): number(Fraction(str(rate))) for key, rate in _steps(row.value)}
    amount = np.zeros(wage_fen.size, dtype=np.int64)
    rule = law_in_force(INJURY, places, place, day)
    for key in np.unique(risk_class * 1000 + factor_e2).tolist():
        some = np.flatnonzero(risk_class * 1000 + factor_e2 == key)
        if key // 1000 not in rates:
            raise MissingValue("injury_benchmark", place, day, f"第 {key // 1000} 类行业基准费率", "当地文件只取得其他类别")
        facts = {
            "payroll": base[some],
            "benchmark_rate": rates[key // 1000],
            "float_factor": number(Fraction(key % 1000, 100)),
            "temporary_factor": number(Fraction(cut_e4, 10_000)),
        }
        amount[some] = rule.compute(facts, some.size)["amount"]
    return Contributions(base, amount, np.zeros_like(amount), {**law.rows, "injury_benchmark": row}, *limits_of(law))


def flexible(base_fen: Column, month: Month, places: Places, place: str) -> Contributions:
    """灵活就业: a base of one's own choice; the pooled share stands where an employer's would."""
    day = last_day(month)
    law = law_in_force(FLEXIBLE, places, place, day)
    amounts = law.compute({"contribution_base": base_fen}, base_fen.size)
    limits = limits_of(law_in_force(limited(INJURY_BASE, places, place, day), places, place, day))
    return Contributions(base_fen, amounts["pooled"], amounts["account_credit"], law.rows, *limits)


def limits_of(law: LawInForce) -> tuple[int, int]:
    """Floor and cap of the base, in fen."""
    known = {name: law.values[name] for name in ("base_floor", "base_cap") if name in law.values}
    wanted = [name for name in ("base_floor", "base_cap") if name not in known]
    values: dict[str, Any] = known | (law.one({}, *wanted) if wanted else {})
    return int(values["base_floor"].fen), int(values["base_cap"].fen)


def base_limits(scheme: str, month: Month, places: Places, place: str) -> tuple[int, int]:
    """Floor and cap of a scheme's base in a month, in fen."""
    nobody = np.zeros(0, dtype=np.int64)
    if scheme == "unemployment":
        result = unemployment(nobody, month, places, place)
        return result.floor_fen, result.cap_fen
    day = last_day(month)
    return limits_of(law_in_force(limited(INJURY_BASE, places, place, day), places, place, day))


def _steps(content: Any) -> list[tuple[str, Any]]:
    """The steps of a table parameter."""
    return list(content.items())


def _by_rates(
    question: Question,
    amounts: tuple[str, str],
    wage_fen: Column,
    month: Month,
    places: Places,
    place: str,
    *,
    own_limits: bool = True,
) -> Contributions:
    day = last_day(month)
    if str(places.value("unit_base_mode", place, day).value) != "sum_of_bases":
        refuse(
            "contributions.wage_bill",
            "本地单位缴费按工资总额计算，不是职工基数之和",
            "本系统的月核定按人计算后相加，不适用；请联系维护人员。",
            source=places.value("unit_base_mode", place, day).document,
        )
    limited_question = limited(question, places, place, day) if own_limits else question
    law = law_in_force(limited_question, places, place, day)
    results = law.compute({"reported_wage": wage_fen}, wage_fen.size, ["contribution_base", *amounts])
    unit, person = amounts
    return Contributions(results["contribution_base"], results[unit], results[person], law.rows, *limits_of(law))
