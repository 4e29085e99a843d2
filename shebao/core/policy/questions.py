"""The one way to ask the law: what a calculation reads of a place's values is declared once, beside its rules.

A `Question` is a calculation's rules, the facts of a person and the values of the place that they read, and what is
wanted. `law_in_force` answers it for a place on a day: the values with the rows they stand in, the rules with the place's
own formulas put in, and a digest over exactly what is read and run. One person's sheet (`Ask.read`, `Ask.run`), whole
columns (`LawInForce.compute`) and decisions (`core.policy.decisions`) all ask here: none can forget what another knows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

import numpy as np

from shebao.base.dated import MissingValue, Places, Value
from shebao.base.reads import digest_of_rows
from shebao.core.arithmetic.exact import Declared, Number, Q, column, number
from shebao.core.columns import compute_columns
from shebao.core.policy.locale import place_reads, place_rules
from shebao.core.rules import Rule, RuleSet, compute
from shebao.core.sheet import UNITS


def quantity(content: Any) -> Any:
    """Decimal text as an exact quantity."""
    return number(Fraction(str(content)))


@dataclass(frozen=True, slots=True)
class Read:
    """One value that rules read: the key of its row, and how its content becomes what they compute with."""

    key: str
    otherwise: str = ""
    """The key read where the first has no value on file: a legal floor that stands in for it and says so."""
    at: str = ""
    """The place whose value it always is (the nation's, beside the local one); "" is the place that is asked about."""
    title: str = ""
    """Its title on the sheet, where that of the key does not say which of two it is."""
    shape: Callable[[Any], Any] = quantity

    def row(self, places: Places, place: str, day: date) -> Value:
        """The row in force; raises `MissingValue` naming the key where there is none."""
        at = self.at or place
        if self.otherwise:
            try:
                return places.value(self.key, at, day)
            except MissingValue:
                return places.value(self.otherwise, at, day)
        return places.value(self.key, at, day)


@dataclass(frozen=True, slots=True)
class Fact:
    """What rules read of a person: title, unit, limits, and which record it comes from when people are decided upon."""

    title: str
    unit: str
    lo: Number = 0
    hi: Number = 0
    source: str = "输入"

    def column(self, values: Any) -> Any:
        """Everybody's as rules read them: amounts are fen; raises `Refused` naming the first row outside the limits."""
        kind = UNITS[self.unit]
        if isinstance(values, (Q, Declared)) or np.ndim(values) == 0:
            return values
        if kind.kind in ("month", "truth"):
            return np.asarray(values, dtype=np.bool_ if kind.kind == "truth" else np.int64)
        return column(values, self.lo, self.hi, kind.places or 0, self.title)

    def of_one(self, values: Any, row: int) -> Any:
        """One person's as rules read it, from the column of everybody's or the one value that all have."""
        kind, value = UNITS[self.unit], values if np.ndim(values) == 0 else values[row]
        if kind.kind in ("month", "truth"):
            return bool(value) if kind.kind == "truth" else int(value)
        return number(Fraction(int(value), 10 ** (kind.places or 0)))


@dataclass(frozen=True)
class Question:
    """What a calculation asks the law. Parts: calculation → its rules; a place's formulas are found under the calculation."""

    parts: Mapping[str, RuleSet]
    reads: Mapping[str, Read]
    facts: Mapping[str, Fact]
    results: tuple[str, ...]

    @staticmethod
    def of(
        calculation: str,
        rules: RuleSet,
        reads: Mapping[str, str | Read],
        facts: Mapping[str, Fact],
        results: Iterable[str],
    ) -> Question:
        """The question of one calculation; reads: name in the rules → key, or `Read` where more is to be said."""
        return Question({calculation: rules}, _reads(reads), facts, tuple(results))

    def joined(self, other: Question) -> Question:
        """Both questions about the same people, each with the formulas of its own calculation."""
        return Question(
            {**self.parts, **other.parts}, {**self.reads, **other.reads}, {**self.facts, **other.facts}, self.results + other.results
        )

    def differing(self, rules: RuleSet, **reads: Read) -> Question:
        """The same question where some rules and reads are replaced; a read of another name is added."""
        (calculation,) = self.parts
        return replace(self, parts={calculation: rules}, reads={**self.reads, **reads})

    def without(self, *names: str) -> Question:
        """The same question not reading some values: a standard that nobody needs may be missing."""
        return replace(self, reads={name: read for name, read in self.reads.items() if name not in names})

    def rules_at(self, places: Places, place: str) -> RuleSet:
        """The rules with the place's own formulas put in, nearest place last."""
        rules: dict[str, Rule] = {}
        titles: dict[str, str] = {}
        for calculation, part in self.parts.items():
            own = with_formulas(part, calculation, places, place)
            rules, titles = {**rules, **own.rules}, {**titles, **own.titles}
        return RuleSet(rules, titles)

    def reads_at(self, places: Places, place: str) -> Mapping[str, Read]:
        """What is read, with what the formulas of the place read besides."""
        reads = dict(self.reads)
        for at in reversed(places.line(place)):
            for calculation in self.parts:
                reads |= _reads(place_reads(at).get(calculation, {}))
        return reads


def _reads(declared: Mapping[str, str | Read]) -> dict[str, Read]:
    return {name: read if isinstance(read, Read) else Read(read) for name, read in declared.items()}


def with_formulas(rules: RuleSet, calculation: str, places: Places, place: str) -> RuleSet:
    """The rules of a calculation with the formulas of the place and those above it put in, nearest place last."""
    for at in reversed(places.line(place)):
        own = place_rules(at).get(calculation)
        if own:
            rules = rules.replaced(*own)
    return rules


@dataclass(frozen=True)
class LawInForce:
    """The answer to a question at a place on a day: rules as they hold there, values by name, and the rows they stand in."""

    question: Question
    place: str
    day: date
    rules: RuleSet
    rows: Mapping[str, Value]
    values: Mapping[str, Any]

    def plan(self, results: Collection[str] = ()) -> tuple[Rule, ...]:
        """The rules that are run for the results (all of the question's), each after what it reads."""
        return self.rules.plan({*self.question.facts, *self.values}, list(results or self.question.results))

    def compute(self, facts: Mapping[str, Any], rows: int, results: Collection[str] = ()) -> dict[str, Any]:
        """The results of everyone, in whole units of their last decimal: fen for yuan, truths as truths.

        facts: by the question's names, as columns or one value for all; a quantity is taken as it is.
        """
        known = {name: self.question.facts[name].column(values) for name, values in facts.items()}
        want = {name: decimals_of(self.rules.rules[name]) for name in results or self.question.results}
        return compute_columns(self.rules, {**known, **self.values}, want, rows)

    def one(self, facts: Mapping[str, Any], *results: str) -> dict[str, Any]:
        """Everything given and computed on the way to the results for one person, whose facts are quantities."""
        return compute(self.rules, {**facts, **self.values}, results or self.question.results)

    def with_values(self, **values: Any) -> LawInForce:
        """The same law where some values that were not read are taken as given."""
        return replace(self, values={**values, **self.values})

    def digest(self, results: Collection[str] = ()) -> str:
        """SHA-256 over the values that are read and the code of the rules that are run for the results, and nothing else."""
        parts = [
            *sorted(self.question.parts),
            digest_of_rows(self.rows.values()),
            RuleSet({r.name: r for r in self.plan(results)}).digest(),
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def law_in_force(question: Question, places: Places, place: str, day: date) -> LawInForce:
    """What a question is answered with; raises `MissingValue` naming the first value that is not on file for place and day."""
    at = places.place_id(place)
    reads = question.reads_at(places, at)
    rows = {name: read.row(places, at, day) for name, read in reads.items()}
    values = {name: reads[name].shape(row.value) for name, row in rows.items()}
    return LawInForce(question, at, day, question.rules_at(places, at), rows, values)


def decimals_of(rule: Rule) -> int | None:
    """Decimals kept of what a rule makes; None for a truth."""
    return None if rule.unit.kind == "truth" else rule.unit.places or 0
