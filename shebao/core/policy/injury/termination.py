"""The two lump sums at the end of employment: the fund's for medical care, the employer's for finding work, as the province says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shebao.core.arithmetic.exact import Q, exact, number
from shebao.core.arithmetic.formula import fen
from shebao.core.policy.ask import Ask
from shebao.core.policy.injury import end_of_employment
from shebao.core.policy.injury.calculations import event_day, own_wage
from shebao.core.policy.reading import read_grade
from shebao.core.rules import RuleSet

TERMINATION = RuleSet.of(end_of_employment)
OWN_WAGE, AREA_WAGE, BY_AGE = "own_wage_months", "area_wage_months", "area_wage_by_age"
KINDS = (("medical", "一次性工伤医疗补助金"), ("employment", "一次性伤残就业补助金"))
WORKER, EMPLOYER, FORCED = "worker", "employer", "worker_forced"
"""Who ends the employment: the worker, the employer, or a worker driven to it by the employer's breach (劳动合同法 第三十八条)."""
BOTH, EMPLOYMENT = "both", "employment"


def injury_termination_lump_sums(ask: Ask) -> None:
    """解除劳动关系时的一次性工伤医疗补助金和伤残就业补助金。工伤保险条例 第三十六条、第三十七条；地方规定."""
    event_day(ask)
    if ask.has("end_date"):
        # The sums are those in force when the employment ends, not when the accident happened.
        ended = ask.day("end_date", "解除或终止劳动关系日期")
        if ask.on and ask.has("accident_date") and ended < ask.on:
            ask.refuse("end_date", f"解除日期 {ended.isoformat()} 早于事故日期 {ask.on.isoformat()}", "请核对日期。")
        ask.on = ended
    unit = str(ask.parameter_content("termination_unit"))
    base = _base(ask, unit)
    bases = {"employment": base, "medical": _medical_base(ask, base)}
    factors = _factors(ask)
    extra = _occupational(ask)
    for kind, title in KINDS:
        amounts: Mapping[str, Any] = dict(ask.parameter_content(f"termination_{kind}"))
        more = extra if kind == "medical" else exact(1)
        made = {str(grade): fen(bases[kind] * number(str(amount)) * more * factors[kind]) for grade, amount in amounts.items()}
        read = tuple(
            name
            for name in (
                f"{kind}_base" if f"{kind}_base" in ask.values else "termination_base",
                f"termination_{kind}",
                f"{kind}_factor",
                "occupational_factor",
            )
            if name in ask.values
        )
        if ask.has("grade"):
            grade = ask.count("grade", "伤残等级", 5, 10, read=read_grade)
            if str(grade) not in made:
                ask.refuse("grade", f"没有收录 {grade} 级的{title}标准", "请补充当地标准。")
            ask.record(f"{kind}_amount", made[str(grade)], title, "Yuan", read)
        ask.record(kind, made, f"{title}（五级至十级）", "Table", read, expression="基数 × 月数（或定额）× 折算比例")


def _base(ask: Ask, unit: str) -> Q:
    """What the months are counted in: the own wage, the area's, or nothing where the sum is fixed in yuan."""
    if unit == AREA_WAGE:
        wage = ask.yuan("avg_wage", "解除劳动关系时上年度职工月平均工资")
        if ask.has("own_wage"):
            ask.yuan("own_wage", "本人工资")
        base: Q = ask.record("termination_base", wage, "计发基数（职工月平均工资）", "Yuan", ("avg_wage",))
        return base
    if unit == BY_AGE:
        ask.yuan("avg_wage", "解除劳动关系时上年度职工月平均工资")
        ask.years("age", "解除劳动关系时周岁年龄")
        ask.parameter("termination_age_limit")
        by_age = ask.run(TERMINATION, "base_by_age")["base_by_age"]
        of_age: Q = ask.record("termination_base", by_age, "计发基数（按年龄）", "Yuan", ("base_by_age",))
        return of_age
    if unit != OWN_WAGE and not ask.has("own_wage"):
        ask.give("own_wage_used", exact(1), "本人工资", "Yuan", "按定额计发，与本人工资无关")
        return exact(1)
    own_wage(ask)
    if unit != OWN_WAGE:
        return exact(1)
    if ask.has("wage_before_end"):
        ask.yuan("wage_before_end", "解除前十二个月平均月缴费工资")
    else:
        ask.give("wage_before_end", ask.values["own_wage_used"], "解除前十二个月平均月缴费工资", "Yuan", "未提供，按本人工资")
    result: Q = ask.run(TERMINATION, "termination_base")["termination_base"]
    return result


def _medical_base(ask: Ask, base: Q) -> Q:
    """The base of the fund's sum: the same, where the place does not count it otherwise than the employer's."""
    key = "termination_medical_unit"
    if not ask.has(key) and ask.places.find(key, ask.place, ask.parameter_day(key)) is None:
        return base
    inner = Ask(ask.calculation, ask.source, ask.place, ask.inputs, ask.places, ask.on)
    own = _base(inner, str(ask.parameter_content(key)))
    ask.adopt(inner, "medical_{}", "医疗补助金")
    result: Q = ask.record("medical_base", own, "一次性工伤医疗补助金的计发基数", "Yuan", (key,))
    return result


def _factors(ask: Ask) -> dict[str, Q]:
    """What is left of each sum near the legal age: which sums, by how much a year, and only if the worker ends it, are local."""
    whole = {kind: exact(1) for kind, _ in KINDS}
    if not ask.has("years_to_retirement"):
        return whole
    ask.years("years_to_retirement", "距法定退休年龄年数")
    ender = ask.choice("ended_by", "由谁提出解除", (WORKER, EMPLOYER, FORCED), default=WORKER)
    scope = str(ask.parameter_content("termination_reduction_scope"))
    if scope == "none":
        return whole
    if str(ask.parameter_content("termination_reduction_initiator")) == WORKER and ender != WORKER:
        ask.record(
            "not_reduced", True, "临近退休不减发", "Truth", ("ended_by", "termination_reduction_initiator"),
            expression="不是本人提出解除，或用人单位违法致本人解除",
        )  # fmt: skip
        return whole
    ask.parameter("termination_reduction_years", "reduction_years")
    ask.parameter("termination_reduction_per_year", "reduction_per_year")
    ask.parameter("termination_last_year_share", "last_year_share")
    factor: Q = ask.run(TERMINATION, "near_retirement_factor")["near_retirement_factor"]
    for kind, title in KINDS:
        if scope == BOTH or kind == EMPLOYMENT:
            whole[kind] = ask.record(
                f"{kind}_factor", factor, f"{title}的折算比例", "Ratio", ("near_retirement_factor", "termination_reduction_scope")
            )
    return whole


def _occupational(ask: Ask) -> Q:
    """More of the medical sum for an occupational disease, where the province says so."""
    if not ask.has("occupational_disease") or not ask.flag("occupational_disease", "患职业病"):
        return exact(1)
    more = ask.parameter("termination_occupational_extra")
    factor: Q = ask.record("occupational_factor", more + 1, "职业病增发后的比例", "Ratio", ("termination_occupational_extra",))
    return factor


CALCULATIONS = (injury_termination_lump_sums,)
