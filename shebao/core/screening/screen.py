"""Runs rules over tables: which rules can be fed, what each one gives, and the hits drawn together by person."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from .rule import RESULT, Rule
from .tables import TABLES

Column: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Hit:
    """What one rule says of one person: how many months, from which to which, how much, and the evidence of the first."""

    person: int
    months: tuple[int, ...]
    fen: int
    evidence: int


def threshold_table(rule: Rule, today: int) -> dict[str, Column]:
    """The one row of the table `threshold`: the day, its month, and what the rule sets."""
    cells = {"today": today, "month": today // 100, **rule.thresholds}
    return {name: np.array([value], dtype=np.int64) for name, value in cells.items()}


def fed(rules: Iterable[Rule], tables: Iterable[str]) -> tuple[list[Rule], list[Rule]]:
    """The rules whose tables are all there, and those that lack one."""
    have = set(tables)
    ready: list[Rule] = []
    lacking: list[Rule] = []
    for rule in rules:
        (ready if set(rule.needs) <= have else lacking).append(rule)
    return ready, lacking


def hits_of(result: Mapping[str, Column]) -> list[Hit]:
    """The rows of a rule's result by person, in order of the person."""
    assert tuple(result) == RESULT
    if not result["person"].size:
        return []
    order = np.lexsort((result["month"], result["person"]))
    person = result["person"][order]
    starts = np.flatnonzero(np.r_[True, person[1:] != person[:-1]])
    ends = np.r_[starts[1:], person.size]
    month, fen, evidence = (result[name][order] for name in ("month", "fen", "evidence"))
    return [
        Hit(int(person[a]), tuple(dict.fromkeys(month[a:b].tolist())), int(fen[a:b].sum()), int(evidence[a]))
        for a, b in zip(starts.tolist(), ends.tolist(), strict=True)
    ]


class Engine(Protocol):
    """What runs a query text over tables."""

    def lend(self, name: str, table: Mapping[str, Column]) -> None:
        """Give a table under a name."""

    def ask(self, query: str, columns: Sequence[str]) -> Mapping[str, Column]:
        """The result of a query."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one rule: its hits, and how long it took."""

    rule: Rule
    hits: tuple[Hit, ...]
    seconds: Fraction


def screen(
    engine: Engine, chosen: Iterable[Rule], tables: Mapping[str, Mapping[str, Column]], today: int, clock: Callable[[], int]
) -> list[Outcome]:
    """Every rule over the tables, which are all there. today: YYYYMMDD. clock: nanoseconds, given by whoever may look at one."""
    chosen = list(chosen)
    for name in {table for rule in chosen for table in rule.needs}:
        engine.lend(name, {column: tables[name][column] for column in TABLES[name]})
    result = []
    for rule in chosen:
        start = clock()
        engine.lend("threshold", threshold_table(rule, today))
        hits = hits_of(engine.ask(rule.query, RESULT))
        result.append(Outcome(rule, tuple(hits), Fraction(clock() - start, 10**9)))
    return result


def joined(parts: Iterable[Mapping[str, Mapping[str, Column]]]) -> dict[str, dict[str, Column]]:
    """Tables of several sources put one under the other, by name."""
    result: dict[str, dict[str, Column]] = {}
    for part in parts:
        for name, table in part.items():
            before = result.get(name)
            columns = TABLES[name]
            result[name] = {c: np.concatenate([before[c], table[c]]) if before else table[c] for c in columns}
    return result
