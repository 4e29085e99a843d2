"""Every rule of law has a title, an article, a unit and an example; every parameter a title, a document and a confidence."""

from __future__ import annotations

from itertools import pairwise

import pytest

from shebao.base.dated import CONFIDENCES, MissingValue
from shebao.base.finding import Refused
from shebao.core.catalogue import modules_in
from shebao.core.policy.calculation import PACKAGE, calculate, calculations
from shebao.core.policy.keys import all_keys
from shebao.core.policy.law import rule_entries, rule_sets_in
from shebao.core.policy.locale import place_reads, place_rules, shipped_places
from shebao.core.rules import Rule, RuleSet
from tests.core.policy.test_cases import CASES, result_of

PLACES = shipped_places()
KEYS = PLACES.keys()


def rule_sets() -> dict[str, RuleSet]:
    return {f"{module.__name__} {number}": rules for module in modules_in(PACKAGE) for number, rules in enumerate(rule_sets_in(module))}


def rules() -> dict[str, Rule]:
    made = {f"{r.function.__module__}.{r.name}": r for s in rule_sets().values() for r in s.rules.values()}
    for place in PLACES.places:
        for functions in place_rules(place).values():
            made |= {f"{f.__module__}.{f.__name__}": Rule.of(f) for f in functions}
    return made


def test_every_rule_has_an_example() -> None:
    reached = {step.name for number in range(len(CASES)) for step in getattr(result_of(number).sheet, "steps", ())}

    assert {name for name, rule in rules().items() if rule.name not in reached} == set()


def test_rules_that_stand_in_questions_are_in_the_catalogue_of_the_law() -> None:
    listed = {(entry.chapter, entry.name) for entry in rule_entries()}

    assert listed >= {("resident", name) for name in ("basic_pension", "seniority", "required_years", "subsidy", "closing", "funeral")}
    assert listed >= {("accounts", "closing"), ("adjustment", "increase"), ("adjustment", "linked")}


def test_a_places_formulas_are_for_calculations_there_are_and_read_keys_there_are() -> None:
    for place in PLACES.places:
        assert place_rules(place).keys() <= calculations().keys(), place
        assert {str(key) for reads in place_reads(place).values() for key in reads.values()} <= all_keys().keys(), place


def test_every_rule_says_title_article_and_how_sure_it_is() -> None:
    for name, rule in rules().items():
        assert rule.title, name
        assert not rule.title.isascii(), name
        assert rule.source, name
        assert rule.confidence in CONFIDENCES, name


def test_every_parameter_is_in_the_directory_with_a_document_and_a_confidence() -> None:
    for row in PLACES.rows:
        assert row.key in all_keys(), f"{row.place}: {row.key} is not in keys.yaml"
        assert row.document, row
        assert row.confidence in CONFIDENCES, row


def test_dates_of_a_parameter_do_not_overlap_at_one_place() -> None:
    for place in PLACES.places:
        for key in KEYS:
            rows = PLACES.history(key, place)
            for earlier, later in pairwise(rows):
                assert earlier.effective_to < later.effective_from, (place, key, later.effective_from)


def test_on_every_day_a_parameter_changes_each_place_has_it_or_names_what_is_missing() -> None:
    for key in KEYS:
        for day in PLACES.change_dates([key]):
            for place in PLACES.places:
                try:
                    assert PLACES.value(key, place, day).value is not None
                except MissingValue as missing:
                    assert missing.key == key
                    assert day.isoformat() in str(missing)
                    assert PLACES.places[place].name in str(missing)


@pytest.mark.parametrize("name", sorted(calculations()))
def test_a_calculation_without_inputs_is_refused_or_has_an_answer_but_never_breaks(name: str) -> None:
    try:
        answer = calculate(name, "national", {})
    except Refused as refusal:
        assert refusal.finding.message
    else:
        assert answer.values
