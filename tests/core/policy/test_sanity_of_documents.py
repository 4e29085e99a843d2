"""Before a document's date nothing is computed with it; a rule computes a column as it computes one; a clause names its operands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any

import numpy as np
import pytest

from shebao.base.dated import FOREVER, Places, Value
from shebao.base.finding import Refused
from shebao.core.arithmetic.exact import Q
from shebao.core.policy.calculation import Answer, calculate
from shebao.core.policy.cases import Case, place_of
from shebao.core.rules import Rule, RuleSet
from tests.core.policy.moved import PLACES, all_cases, answer, inputs_of, plain

LOOKED_UP = {
    "base_cap", "base_floor", "adjustment_item_from_years", "certification_days",
    "component_rounding", "layoff_rate_limit", "local_calc_base", "migrant_year_cap",
    "skill_shortage_extra", "transition_wage_rounding", "unemployment_by_year_until", "unemployment_month_steps", "resident_basic_standard",
    "unemployment_ratio_steps", "claimant_pension_month_cap", "resident_account_rate", "resident_account_rate_floor", "one_child_average_pension",
    "one_child_ratio", "year_rounding", "termination_medical_unit",
    "stability_rate_large", "stability_rate_sme", "calc_base", "resident_seniority_amount", "resident_seniority_share",
}  # fmt: skip
"""Parameters a calculation can do without: it looks whether the place has them, and says on the sheet when it has not."""

ON_ITS_OWN_DAY = {
    "divisor_table", "deemed_index", "delay_step", "account_start", "public_account_start", "low_index_threshold", "flexible_months",
}  # fmt: skip
"""Parameters that the law set once and for good: they are asked for on the day they began, whatever day the case is about."""


@cache
def starts() -> tuple[Case, ...]:
    """The first computed case of every calculation and place."""
    first: dict[tuple[str, str], Case] = {}
    for case in all_cases():
        first.setdefault((case.calculation, place_of(case.place, PLACES)), case)
    return tuple(first.values())


def without(row: Value, until: date) -> Places:
    """The places as they would be if this row, and every one of its key before it, only began after a day."""
    rows = tuple(
        replace(other, effective_from=until + timedelta(days=1), effective_to=FOREVER)
        if other.key == row.key and other.effective_from <= until
        else other
        for other in PLACES.rows
        if not (other.key == row.key and other.effective_from <= until and other != row)
    )
    return replace(PLACES, rows=rows)


def too_early() -> Iterator[tuple[Case, Value]]:
    """Each case, with each row it was computed with."""
    for case in starts():
        given = answer(case, inputs_of(case))
        if given is not None and given.ask.on is None:
            continue  # A case without a day takes the only value there ever was.
        rows = getattr(given.ask.places, "log", {}).values() if given else ()
        for row in {row.key: row for row in rows if row is not None and row.value is not None}.values():
            yield case, row


@pytest.mark.slow
def test_a_value_is_never_used_before_the_date_of_its_document() -> None:
    tried = 0
    for case, row in too_early():
        if row.key in LOOKED_UP | ON_ITS_OWN_DAY:
            continue
        later = without(row, date(2200, 1, 1))
        tried += 1
        with pytest.raises(Refused) as caught:
            calculate(case.calculation, place_of(case.place, PLACES), inputs_of(case), later, strict=False)
        assert row.key in str(caught.value) or caught.value.finding.values.get("key") == row.key, (case.id, row.key)
    assert tried > 100


def columns_of(value: Any) -> Any:
    """One quantity as a column of two; everything else as it is."""
    if isinstance(value, Q) and isinstance(value.num, int) and not value.static:
        return Q(np.array([value.num, value.num], dtype=np.int64), value.den, value.num, value.num)
    return value


def differs(given: Answer, name: str) -> bool:
    """Whether a value is a person's own (an input, or computed from one) and so a column; a parameter is the same for all."""
    origin = given.ask.origins.get(name)
    return (origin is not None and origin.source == "输入") or any(name in rules.rules for rules in given.ask.rules_used)


def fits(value: Any) -> bool:
    return not isinstance(value, Q) or (isinstance(value.num, int) and abs(value.num) < 2**40)


@pytest.mark.slow
def test_every_rule_computes_a_column_as_it_computes_one_person() -> None:
    compared: set[str] = set()
    for case in all_cases():
        given = answer(case, inputs_of(case))
        if given is None:
            continue
        for rules in given.ask.rules_used:
            for rule in rules.rules.values():
                if rule.name in compared or not set(rule.arguments) <= set(given.values) or not rule.arguments:
                    continue
                values = [given.values[argument] for argument in rule.arguments]
                if not all(fits(value) for value in values) or not any(isinstance(value, Q) for value in values):
                    continue
                varied = [columns_of(value) if differs(given, name) else value for name, value in zip(rule.arguments, values, strict=True)]
                one, column = rule.function(*values), rule.function(*varied)
                if isinstance(one, Q) and isinstance(column, Q):
                    both = np.broadcast_to(column.num, (2,))
                    assert [plain(Q(int(num), column.den, int(num), int(num))) for num in both] == [one.fraction] * 2, (case.id, rule.name)
                    compared.add(rule.name)
    assert len(compared) > 80


def rules_with_a_clause() -> list[Rule]:
    from shebao.core.catalogue import modules_in
    from shebao.core.policy.calculation import PACKAGE
    from shebao.core.policy.locale import place_rules

    sets = [value for module in modules_in(PACKAGE) for value in vars(module).values() if isinstance(value, RuleSet)]
    rules = {f"{rule.function.__module__}.{rule.name}": rule for known in sets for rule in known.rules.values()}
    for place in PLACES.places:
        for functions in place_rules(place).values():
            rules |= {f"{function.__module__}.{function.__name__}": Rule.of(function) for function in functions}
    return [rule for rule in rules.values() if rule.clause]


OPERANDS = {
    "contribution_years": ("缴费年限", "缴费时间"), "survivor_steps": ("发放月数",), "survivor_full_years": ("15年",), "survivor_month_cap": ("最高为24个月",),
    "months_by_years": ("发放月数",), "retired": ("退休人员",), "pension_years_received": ("领取",), "survivor_retiree_floor": ("最低为9个月",),
    "monthly_income": ("月人均可支配收入",), "survivor_funeral_months": ("2个月",), "funeral_elsewhere": ("只能",), "months": ("月数",),
    "uncapped_total": ("遗属待遇",), "capped": ("不足5年",), "own_contributions": ("个人缴费之和",),
    "minimum_paid_years": ("15年",), "paid_years": ("累计缴费",), "total_years": ("缴费", "缴费年限"), "calc_base": ("在岗职工月平均工资",), "avg_index": ("指数化月平均缴费工资",),
    "account_balance": ("储存额",), "divisor": ("计发月数",), "resident_account_left": ("余额",), "government_subsidy": ("政府补贴",),
    "overlap_own": ("个人缴费",), "overlap_collective": ("集体补助",), "monthly": ("失业保险金",), "by_year_until": ("四年",),
    "half_year_from": ("四年以上",), "unemployment_month_cap": ("二十四个月",), "max_months": ("最长",), "birth_months": ("三倍",),
    "claimant_funeral_months": ("六个月", "三倍"), "claimant_pension_months": ("十个月", "六倍", "五个月"), "city_avg_wage_prev_year": ("在岗职工月平均工资",),
    "years": ("满一年",), "migrant_year_cap": ("不超过",), "extra_months": ("总额",), "unemployment_transfer_extra": ("一半",),
    "avg_wage": ("职工平均工资",), "allowance_before": ("调整",), "adjustment_national_ratio": ("全国总体调整比例",),
    "dependants": ("供养",), "claimant_pension_month_cap": ("十五个月",), "minimum_wage": ("最低工资标准",), "ratio": ("百分之九十",), "own_wage_used": ("工资",), "wage_before_end": ("缴费工资",),
}  # fmt: skip
"""What an operand is called in the words of a clause: one of them must stand there."""


def test_the_clause_a_rule_quotes_names_every_operand_it_uses() -> None:
    rules = rules_with_a_clause()

    assert len(rules) >= 12
    for rule in rules:
        for argument in rule.arguments:
            words = OPERANDS.get(argument)
            assert words, f"{rule.name} reads {argument}, which has no word here"
            assert any(word in rule.clause for word in words), f"{rule.name}: the clause does not speak of {argument} ({words})"
