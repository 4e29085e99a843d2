"""Many decisions at once, and the sheet (核定表) of each: one wording for all, the values in columns.

The first person is also computed alone by the rules' own explanation; where a column and that explanation disagree the
decision is not made. The wording is kept once, each decision keeps name → value: `rebuild` makes the whole sheet of both.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from shebao.base.canonical import canonical
from shebao.base.dated import Places
from shebao.base.money import scaled_text
from shebao.base.months import last_day, month_text
from shebao.base.reads import digest_of_rows
from shebao.core.policy.ask import Ask
from shebao.core.policy.questions import LawInForce, Question, decimals_of, law_in_force
from shebao.core.sheet import Sheet, Step
from shebao.core.wording import formula_in_words

Column = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Heading:
    """What the sheet of a decision is called, and the law it stands on; calculation: its name in the catalogue."""

    calculation: str
    title: str
    source: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What a calculation gave for everyone, in the order of the columns: every rule's column, and the law it was computed by."""

    heading: Heading
    law: LawInForce
    ask: Ask
    facts: Mapping[str, Any]
    columns: Mapping[str, Column]

    @property
    def wording(self) -> str:
        """Everything on the sheets that is the same for everyone, as canonical JSON; they are stored under its digest."""
        return canonical(_wording(self.heading, self.law, self.ask))

    def sheets(self) -> list[str]:
        """Each person's values on the sheet, name → value, as canonical JSON."""
        varying = {name: values for name, values in {**self.facts, **self.columns}.items() if np.ndim(values)}
        constant = {step.name: step.value for step in self.ask.steps.values() if step.name not in varying}
        # A fact all share (the month) stays a number, so that a stored sheet knows its day.
        return _sheets(varying, constant | {name: value for name, value in self.facts.items() if not np.ndim(value)})


def decide(heading: Heading, question: Question, facts: Mapping[str, Any], place: str, places: Places, day: date) -> Decided:
    """Compute the question's results for everyone, and the first person's whole sheet.

    facts: by the question's names, a column each (amounts in fen), or one value that all share. Raises `Refused` for a
    row outside its limits, `MissingValue` where the place lacks a value on the day.
    """
    law = law_in_force(question, places, place, day)
    ask = _first_person(heading, law, facts, places)
    rows = next(len(values) for values in facts.values() if np.ndim(values))
    columns = law.compute(facts, rows, [rule.name for rule in law.plan()])
    decided = Decided(heading, law, ask, facts, columns)
    _compare(ask, decided)
    return decided


def rebuild(sheet: str, text: str) -> Sheet:
    """The whole sheet from a decision's stored values and the wording they were computed with."""
    wording, values = json.loads(text), json.loads(sheet)
    shown = {step["name"]: printed(value, step) for step, value in _paired(wording, values)}
    steps = tuple(
        Step(
            step["name"],
            step["title"],
            shown[step["name"]],
            step["unit"],
            tuple(step["from"]),
            step["source"],
            step["confidence"],
            step["expression"],
            step["figures"].format_map(shown),
            step["note"],
        )
        for step in wording["steps"]
    )
    return Sheet(
        wording["calculation"],
        wording["title"],
        wording["place"],
        last_day(values["month"]),
        steps,
        wording["rules_digest"],
        wording["places_digest"],
        wording["source"],
    )


def printed(value: Any, step: Mapping[str, Any]) -> str:
    """A stored value as the sheet shows it: whole numbers are in units of the step's last decimal, text is as it was."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, str):
        return value
    return month_text(value) if step["kind"] == "month" else scaled_text(value, step["places"])


def addends(text: str, name: str) -> tuple[str, ...]:
    """The lines of a stored wording whose sum a line is; () where its formula is something else than a sum of lines."""
    steps = {step["name"]: step for step in json.loads(text)["steps"]}
    line = steps[name]
    terms = [f"{{{read}}}" for read in line["from"]]
    return tuple(line["from"]) if sorted(line["figures"].split(" + ")) == sorted(terms) else ()


def _paired(wording: Mapping[str, Any], values: Mapping[str, Any]) -> list[tuple[dict[str, Any], Any]]:
    return [(step, values[step["name"]]) for step in wording["steps"]]


def _first_person(heading: Heading, law: LawInForce, facts: Mapping[str, Any], places: Places) -> Ask:
    """The sheet of the first person, asked of the same question."""
    ask = Ask(heading.calculation, heading.source, law.place, {}, places, law.day)
    for name, values in facts.items():
        fact = law.question.facts[name]
        ask.give(name, fact.of_one(values, 0), fact.title, fact.unit, fact.source)
    ask.read(law.question)
    ask.run(law.question, *law.question.results)
    return ask


def _compare(ask: Ask, decided: Decided) -> None:
    """The first row of every column is what the explanation of the first person says."""
    for name, values in decided.columns.items():
        rule = decided.law.rules.rules[name]
        step = {"kind": rule.unit.kind, "places": decimals_of(rule) or 0}
        assert printed(values[0].item(), step) == ask.steps[name].value, f"column and explanation disagree on {name}"


def _wording(heading: Heading, law: LawInForce, ask: Ask) -> dict[str, Any]:
    """Everything on the sheet that is the same for everyone, as plain data."""
    steps = []
    for step in ask.steps.values():
        rule = law.rules.rules.get(step.name)
        unit = rule.unit if rule else ask.origins[step.name].unit
        figures = figures_of(rule.function, rule.arguments) if rule else ""
        steps.append(
            {
                "name": step.name,
                "title": step.title,
                "unit": step.unit,
                "places": unit.places or 0,
                "kind": unit.kind,
                "from": list(step.inputs),
                "source": step.source,
                "confidence": step.confidence,
                "expression": step.expression,
                "figures": figures,
                "note": step.note,
            }
        )
    return {
        "calculation": heading.calculation,
        "title": heading.title,
        "source": heading.source,
        "place": ask.place,
        "rules_digest": law.digest(),
        "places_digest": digest_of_rows(law.rows.values()),
        "steps": steps,
    }


@lru_cache(maxsize=256)
def figures_of(function: Any, arguments: tuple[str, ...]) -> str:
    """A rule's formula with a gap for each figure."""
    return formula_in_words(function, {name: "{" + name + "}" for name in arguments})


def _sheets(varying: Mapping[str, Column], constant: Mapping[str, Any]) -> list[str]:
    """Name → value of everyone as canonical JSON: whole numbers in units of the last decimal, truths, text."""
    names = sorted({*varying, *constant})
    cells: list[Sequence[Any]] = []
    parts = []
    for name in names:
        if name not in varying:
            parts.append(f"{canonical(name)}:{canonical(constant[name])}".replace("%", "%%"))
            continue
        values = varying[name]
        parts.append(f"{canonical(name)}:%s")
        cells.append(np.where(values, "true", "false").tolist() if values.dtype == np.bool_ else values.tolist())
    template = "{" + ",".join(parts) + "}"
    return [template % row for row in zip(*cells, strict=True)]
