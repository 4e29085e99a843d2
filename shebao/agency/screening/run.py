"""The rules run over our own rows and the lists in force: the whole county at night, or one person at the counter."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from datetime import date

from shebao.agency.store.columns import Columns
from shebao.bulk.counter import counter
from shebao.bulk.engine import Engine
from shebao.core.screening.rule import Rule, rules
from shebao.core.screening.screen import Hit, Outcome, fed, joined, screen

from . import outside, own
from .kinds import LIST_KINDS


def outcomes(day: date, *, only: Iterable[str] = (), people: Iterable[int] | None = None) -> list[Outcome]:
    """What every rule gives that can be fed on a day. only: these rules alone. people: of these alone."""
    today = int(f"{day:%Y%m%d}")
    chosen = [rule for key, rule in rules().items() if not only or key in set(only)]
    ids = None if people is None else list(people)
    needed = {table for rule in chosen for table in rule.needs}
    feed = joined([*own.tables(today, ids, needed), *outside.tables(LIST_KINDS, today, ids)])
    ready, _ = fed(chosen, feed)
    with Engine() as engine:
        return screen(engine, ready, feed, today, time.perf_counter_ns)


def at_the_counter(person_ids: Iterable[int], day: date, also: Mapping[str, Columns] | None = None) -> list[tuple[Rule, list[Hit]]]:
    """The rules worth asking before an application of some people is accepted that hit one of them, with those hits alone.
    also: rows of tables as if the application were granted."""
    ids = set(person_ids)
    today = int(f"{day:%Y%m%d}")
    asked = [rule for rule in rules().values() if rule.counter]
    needed = {table for rule in asked for table in rule.needs}
    feed = joined([*own.tables(today, ids, needed), *outside.tables(LIST_KINDS, today, ids, needed), also or {}])
    ready, _ = fed(asked, feed)
    result = counter().hits(ready, feed, today)
    mine = [(rule, [hit for hit in hits if hit.person in ids]) for rule, hits in result]
    return [(rule, hits) for rule, hits in mine if hits]
