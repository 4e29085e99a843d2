"""Calculations, parameters and examples are found by their names, say what they are, and leave a digest of what was run."""

from __future__ import annotations

import re

import pytest

from shebao.base.finding import Refused
from shebao.core.policy import calculation, examples, locale
from shebao.core.policy.ask import Ask
from shebao.core.policy.calculation import Calculation, calculate, calculations, explain_calculation
from shebao.core.policy.locale import place_rules, shipped_places

FACTS = {"month": "2023-05", "account_balance": "13900.00"}


def test_a_calculation_is_labelled_by_the_first_line_of_its_docstring() -> None:
    def simple(ask: Ask) -> None:
        """题目。某号文 第一条.

        其余。不读。
        """

    made = Calculation.of(simple)

    assert (made.name, made.title, made.source, made.function) == ("simple", "题目", "某号文 第一条", simple)


def test_a_calculation_without_title_or_article_is_our_mistake() -> None:
    def bare(ask: Ask) -> None: ...

    def no_stop(ask: Ask) -> None:
        """题目 某号文"""

    def no_article(ask: Ask) -> None:
        """题目。 ."""

    def article_too_late(ask: Ask) -> None:
        """题目
        。某号文"""

    for function in (bare, no_stop, no_article, article_too_late):
        with pytest.raises(ValueError, match=function.__name__):
            Calculation.of(function)


def test_calculations_are_listed_in_order_and_a_name_is_used_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def twice(ask: Ask) -> None:
        """题目。某号文."""

    assert list(calculations()) == sorted(calculations())
    monkeypatch.setattr(calculation, "labelled", lambda package, label: {"a": (twice,), "b": (twice,)})
    with pytest.raises(ValueError, match="b: a calculation twice exists already"):
        calculations.__wrapped__()


def test_an_unknown_calculation_names_those_there_are() -> None:
    with pytest.raises(Refused, match=r"没有名为“pension”的计算 可用的计算：.*resident_pension"):
        calculate("pension", "gansu", FACTS)


def test_an_input_nobody_asks_for_stops_the_calculation_unless_it_is_only_to_be_listed() -> None:
    with pytest.raises(Refused, match="colour：没有用到的字段"):
        calculate("resident_pension", "gansu", {**FACTS, "colour": "red"})
    assert calculate("resident_pension", "gansu", {**FACTS, "colour": "red"}, strict=False).unused == ("colour",)


def test_the_sheet_says_what_was_computed_where_and_under_which_law() -> None:
    sheet = explain_calculation("resident_pension", "gansu/zhengning", FACTS)

    assert (sheet.calculation, sheet.place, sheet.on.isoformat()) == ("resident_pension", "gansu_zhengning", "2023-05-31")
    assert sheet.source == calculations()["resident_pension"].source
    assert sheet.title == calculations()["resident_pension"].title
    assert sheet.places_digest == explain_calculation("resident_pension", "hunan", FACTS).places_digest, "both read the nation's values"
    later = explain_calculation("resident_pension", "gansu", {**FACTS, "month": "2024-08"})
    assert sheet.places_digest != later.places_digest, "another standard was read"


def test_the_digest_of_the_rules_changes_with_the_calculation_and_with_a_places_own_formula() -> None:
    facts = {
        "retire_month": "2023-05", "calc_base": "9000", "avg_index": "0.5", "total_years": "20", "deemed_years": "0",
        "account_balance": "13900.00", "age_years": 60, "age_months": 0,
    }  # fmt: skip
    digests = {
        explain_calculation("resident_pension", "gansu", FACTS).rules_digest,
        calculate("employee_pension", "gansu", facts, strict=False).sheet.rules_digest,
        calculate("employee_pension", "guangdong", facts, strict=False).sheet.rules_digest,
    }

    assert len(digests) == 3
    assert all(re.fullmatch(r"[0-9a-f]{64}", digest) for digest in digests)
    assert explain_calculation("resident_pension", "hunan", FACTS).rules_digest in digests, "the same law, another place"


def test_an_agencys_own_values_are_used_when_given() -> None:
    empty = shipped_places().known_on(shipped_places().rows[0].known_from.replace(year=1800))

    with pytest.raises(Refused, match="没有已录入的数值"):
        calculate("resident_pension", "gansu", FACTS, empty)
    with pytest.raises(Refused, match="没有已录入的数值"):
        explain_calculation("resident_pension", "gansu", FACTS, empty)


def test_the_shipped_places_carry_the_titles_of_their_parameters() -> None:
    made = locale.shipped_places.__wrapped__()

    assert made.places.keys() >= {"national", "gansu", "gansu_zhengning"}
    assert made.titles["resident_basic_standard"] == "基础养老金标准"
    assert made.digest() == shipped_places().digest()


def test_a_place_with_formulas_of_its_own_names_the_calculations_they_are_for() -> None:
    assert "employee_pension" in place_rules("guangdong")
    assert place_rules("gansu_zhengning") == {}


def test_the_shipped_examples_are_found_by_calculation_and_by_id() -> None:
    result = examples.examples.__wrapped__()

    assert set(result) == set(calculations())
    for name, cases in result.items():
        for case in cases:
            assert case.calculation == name
            assert examples.example(case.id) == case
    assert examples.example("没有这个编号") is None
