"""The catalogue of the law shows every rule and parameter once, in words that come from the code itself."""

from __future__ import annotations

import re
from datetime import date
from types import ModuleType

import pytest

from shebao.base.dated import FOREVER, Value
from shebao.base.finding import Refused
from shebao.core.policy import law, locale
from shebao.core.policy.calculation import calculations
from shebao.core.policy.keys import all_keys
from shebao.core.policy.locale import shipped_places
from tests.core.policy.test_cases import CASES


def test_every_calculation_rule_and_parameter_is_in_one_chapter() -> None:
    chapters = law.chapters()

    names = [c.name for chapter in chapters for c in chapter.calculations]
    assert sorted(names) == sorted(calculations())
    assert sorted(p.key.name for chapter in chapters for p in chapter.parameters) == sorted(all_keys())
    assert sum(len(chapter.rules) for chapter in chapters) == len(law.rule_entries())
    assert {chapter.name for chapter in chapters} <= set(law.CHAPTERS), "a new chapter wants a Chinese title"


def test_a_rule_is_shown_with_its_formula_in_words_and_its_article() -> None:
    entry = next(e for e in law.rule_entries() if e.name == "account_pension" and e.chapter == "employee" and e.place == "national")

    assert entry.title == "个人账户养老金"
    assert entry.article == "国发〔2005〕38号 第六条、附件"
    assert entry.formula.endswith("四舍五入到分")
    assert "fen(account_balance / divisor)" in entry.code


def test_formulas_are_all_in_chinese_once_the_examples_have_named_the_inputs() -> None:
    titles = law.titles_from(CASES)

    python_names = {e.name: e.formula for e in law.rule_entries(titles) if re.search(r"[a-z]+_[a-z]+", e.formula) or not e.formula}

    assert python_names == {}


def test_the_formula_of_a_place_stands_beside_the_nations() -> None:
    both = {entry.place for entry in law.rule_entries() if entry.name == "basic_pension" and entry.chapter == "employee"}

    assert {"national", "guangdong", "guangdong_shenzhen"} <= both


def test_a_parameter_shows_its_rows_and_an_agencys_own_on_top() -> None:
    own = Value("resident_basic_standard", "gansu_zhengning", date(2023, 1, 1), FOREVER, "125", "县文（例）", "high")

    entries = law.parameter_entries(shipped_places().overlay([own]))

    entry = next(e for e in entries if e.key.name == "resident_basic_standard")
    assert entry.rows[0].place == "national"
    assert entry.rows[0].value == "55"
    assert own in entry.rows
    assert not next(e for e in entries if e.key.name == "resident_divisor").unverified
    assert next(e for e in entries if e.key.name == "resident_funeral_months").unverified


def test_one_unverified_row_is_enough_to_want_checking() -> None:
    rows = next(e for e in law.parameter_entries(shipped_places()) if e.key.name == "resident_subsidy").rows

    assert [row.place for row in rows if row.confidence == "unverified"] == ["guangdong", "hunan"]
    assert law.ParameterEntry(all_keys()["resident_subsidy"], rows).unverified
    assert not law.ParameterEntry(all_keys()["resident_subsidy"], rows[:1]).unverified


def test_a_value_is_called_by_what_the_examples_the_directory_or_the_rules_call_it() -> None:
    def formula(name: str, titles: law.Titles | None = None) -> str:
        chapters = law.chapters(titles=titles)
        return next(rule.formula for c in chapters for rule in c.rules if (rule.name, c.name) == (name, "unemployment"))

    assert formula("max_months") == "contribution_years 在“法定最长领取月数”中达到的最高一级", "what stands in brackets is left out"
    assert formula("sme") == "prev_year_contributions × 稳岗返还比例，四舍五入到分"
    assert formula("sme", {("unemployment", "prev_year_contributions"): "上年缴费"}) == "上年缴费 × 稳岗返还比例，四舍五入到分"


@pytest.mark.parametrize(("kind", "name", "near"), [("RULES", "employe_pension", "employee_pension"), ("READS", "zzz", "shebao explain")])
def test_a_place_s_formula_under_a_name_nobody_computes_is_refused_with_the_nearest(
    kind: str, name: str, near: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = ModuleType("misspelt")
    module.RULES, module.READS = ({name: ()}, {}) if kind == "RULES" else ({}, {name: {}})  # type: ignore[attr-defined]
    monkeypatch.setattr(locale, "_formulas", lambda place: module)

    with pytest.raises(Refused) as caught:
        locale.place_rules.__wrapped__("gansu_misspelt")

    assert (caught.value.finding.rule, caught.value.finding.where) == ("dated.place_file", "gansu_misspelt.py")
    assert name in caught.value.finding.message and kind in caught.value.finding.message
    assert near in caught.value.finding.advice
