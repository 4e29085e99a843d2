"""A calculation is a plain function that asks for its inputs and runs rules; this finds them all and runs one.

A chapter offers its calculations in a tuple `CALCULATIONS` in any of its modules. A calculation's name is the
function's name; its docstring begins with its Chinese title, a full stop (。) and the law, like a rule's.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from shebao.base.dated import BEGINNING, Places
from shebao.base.finding import refuse
from shebao.base.reads import LoggedPlaces, WatchedPlaces, digest_of_rows
from shebao.core.catalogue import labelled
from shebao.core.policy.ask import Ask
from shebao.core.policy.locale import shipped_places
from shebao.core.rules import source_of
from shebao.core.sheet import Sheet

PACKAGE = "shebao.core.policy"


@dataclass(frozen=True, slots=True)
class Calculation:
    """One kind of calculation: name, Chinese title, law, and the function that makes it."""

    name: str
    title: str
    source: str
    function: Callable[[Ask], None]

    @staticmethod
    def of(function: Callable[[Ask], None]) -> Calculation:
        """Read the labels; ValueError when the docstring does not begin with “标题。条文.”"""
        title, dot, source = (inspect.getdoc(function) or "").split("\n", 1)[0].partition("。")
        if not dot or not source.strip(" ."):
            raise ValueError(f"{function.__module__}.{function.__name__}: docstring must begin with “标题。条文.”")
        return Calculation(function.__name__, title, source.strip(" ."), function)


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything a calculation made: values by name, the sheet, and the inputs nobody asked for."""

    values: Mapping[str, Any]
    sheet: Sheet
    unused: tuple[str, ...]
    ask: Ask


@cache
def calculations() -> Mapping[str, Calculation]:
    """Every calculation by name, in alphabetical order; ValueError when two chapters offer the same name."""
    catalogue: dict[str, Calculation] = {}
    for module, functions in labelled(PACKAGE, "CALCULATIONS").items():
        for function in functions:
            calculation = Calculation.of(function)
            if calculation.name in catalogue:
                raise ValueError(f"{module}: a calculation {calculation.name} exists already")
            catalogue[calculation.name] = calculation
    return dict(sorted(catalogue.items()))


def calculate(name: str, place: str, inputs: Mapping[str, Any], places: Places | None = None, strict: bool = True) -> Answer:
    """Run one calculation for one person.

    inputs: as written by people (decimal text, YYYY-MM); an input named like a parameter overrides the place's.
    strict: refuse inputs that nothing asked for (a mistyped name); otherwise they are only listed in the answer.
    Raises `Refused` with the field and the article, never a number, when something is wrong or missing.
    """
    catalogue = calculations()
    if name not in catalogue:
        refuse("policy.calculation", f"没有名为“{name}”的计算", f"可用的计算：{'、'.join(catalogue)}。", "calculation")
    calculation, all_places = catalogue[name], logged(places or shipped_places())
    ask = Ask(name, calculation.source, all_places.place_id(place), dict(inputs), all_places)
    calculation.function(ask)
    if strict:
        ask.refuse_unused(known=())
    sheet = Sheet(
        calculation=name,
        title=calculation.title,
        place=ask.place,
        on=ask.on or BEGINNING,
        steps=tuple(ask.steps.values()),
        rules_digest=_rules_digest(calculation, ask),
        places_digest=digest_of_rows(all_places.log.values()),
        source=calculation.source,
    )
    return Answer(ask.values, sheet, ask.unused(), ask)


def explain_calculation(name: str, place: str, inputs: Mapping[str, Any], places: Places | None = None, on: date | None = None) -> Sheet:
    """The calculation sheet of one calculation; raises `Refused` as `calculate` does.

    on: recompute with the parameters as they were known at the end of that day.
    """
    chosen = places or shipped_places()
    return calculate(name, place, inputs, chosen.known_on(on) if on else chosen).sheet


def logged(places: Places) -> LoggedPlaces:
    """Places that remember what this calculation reads; watched ones are somebody's who looks on, and remember already."""
    return places if isinstance(places, WatchedPlaces) else LoggedPlaces.of(places)


def _rules_digest(calculation: Calculation, ask: Ask) -> str:
    """One digest over the calculation's own source and every rule it ran, places' formulas included."""
    parts = [source_of(calculation.function), *(rules.digest() for rules in ask.rules_used)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
