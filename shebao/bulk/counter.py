"""An engine that stays open for the one application at the counter: the same texts, over the rows of a few people, in some milliseconds."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from shebao.core.screening.rule import RESULT, Rule
from shebao.core.screening.screen import Hit, hits_of, threshold_table
from shebao.core.screening.tables import TABLES

from .engine import Engine

Column = npt.NDArray[np.int64]
_open = threading.local()


class Counter:
    """Every table is there, empty; what an application brings is lent, asked, and taken away again."""

    def __init__(self) -> None:
        self._engine = Engine(threads=1, few=True)
        self._placed: dict[str, tuple[str, int]] = {}
        for name, columns in TABLES.items():
            self._engine.lend(name, {column: np.zeros(0, dtype=np.int64) for column in columns})

    def hits(self, rules: Iterable[Rule], tables: Mapping[str, Mapping[str, Column]], today: int) -> list[tuple[Rule, list[Hit]]]:
        """The rules that hit anybody over some people's rows. A rule whose first table has no row of theirs cannot, and is not asked."""
        asked = [rule for rule in rules if next(iter(rule.needs)) in tables and next(iter(tables[next(iter(rule.needs))].values())).size]
        lent = sorted({name for rule in asked for name in rule.needs if next(iter(tables[name].values())).size})
        try:
            self._engine.fill({name: {column: tables[name][column] for column in TABLES[name]} for name in lent})
            result = []
            for rule in asked:
                self._place(rule, today)
                hits = hits_of(self._engine.ask(rule.query, RESULT))
                if hits:
                    result.append((rule, hits))
            return result
        finally:
            self._engine.look_in("main")
            self._engine.empty(lent)

    def _place(self, rule: Rule, today: int) -> None:
        """Every rule finds the thresholds of its own text, lent once a day."""
        if self._placed.get(rule.id) != (rule.text, today):
            self._engine.look_in("main")
            self._engine.lend_in(rule.id, "threshold", threshold_table(rule, today))
            self._placed[rule.id] = (rule.text, today)
        self._engine.look_in(rule.id)


def counter() -> Counter:
    """The engine of this thread, opened the first time it is asked for."""
    if not hasattr(_open, "counter"):
        _open.counter = Counter()
    result: Counter = _open.counter
    return result
