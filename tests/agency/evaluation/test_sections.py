"""Sections ask only for facts that somebody can provide, and every problem has its remedy."""

import re

import pytest

from shebao.agency.evaluation.catalogue import SCHEMES, stated
from shebao.agency.evaluation.facts import RECOMPUTED
from shebao.agency.evaluation.own_figures import DERIVED
from shebao.agency.statistics.queries import definitions
from shebao.core.evaluation.statements import keys_of, names, section
from shebao.core.evaluation.template import load
from shebao.core.evaluation.template import names as templates

MADE = {
    "year",
    "agency.name",
    "agency.departments",
    "staff.over_reason",
    "enrolment.target_rate",
    "scheme.total_insured",
    "report.invented",
    "score.grade",
}
MADE |= {f"survey.{name}" for name in ("satisfaction", "sample", "returned", "valid", "margin")}
MADE |= {
    f"score.{name}"
    for name in ("total", "low", "high", "undecided", "measured", "reached", "unpublished", "decided_weight", "decided_points")
}
MADE |= {f"fund.{name}" for name in ("income_execution", "expense_execution", "income_deviation", "expense_deviation")}
KNOWN = (
    MADE
    | set(definitions())
    | {one.fact for one in stated().values()}
    | {key for key, *_ in DERIVED}
    | RECOMPUTED
    | {f"scheme.{key}.name" for key in SCHEMES}
)


def wanted(statement):
    texts = [statement.get("text", ""), statement.get("head", ""), *statement.get("pieces", ())]
    prefixes = statement.get("each", [""])
    keys = {key.replace("*", prefix) for prefix in prefixes for text in texts for key in keys_of(text.replace("*", prefix))}
    for condition in statement.get("when", ()):
        left, _, right = condition.split()
        keys |= {left} | ({right} if re.match("[a-z]", right) else set())
    return keys | set(statement.get("without", ()))


@pytest.mark.parametrize("name", names())
def test_a_section_asks_only_for_facts_that_somebody_provides(name):
    asked = {key for statement in section(name)["statements"] for key in wanted(statement)}

    assert asked <= KNOWN, sorted(asked - KNOWN)


@pytest.mark.parametrize("name", templates())
def test_a_template_names_only_measures_and_sections_there_are(name):
    template = load(name)

    assert {i.measure for i in template.indicators if i.measure} <= KNOWN
    assert {part["section"] for chapter in template.chapters for part in chapter["parts"]} <= set(names())


def test_every_problem_has_its_remedy_in_the_same_place():
    problems, remedies = section("problems")["statements"], section("improvements")["statements"]

    assert [(p.get("when"), p.get("without")) for p in problems] == [(r.get("when"), r.get("without")) for r in remedies]


def test_every_recomputed_fact_is_printed_in_some_section() -> None:
    printed = {key for name in names() for statement in section(name)["statements"] for key in wanted(statement)}

    assert printed >= {key for key in RECOMPUTED if not key.startswith("scheme.") or key.startswith("scheme.total")}
