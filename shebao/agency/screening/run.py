"""The rules run over our own rows and the lists in force: the whole county at night, or one person at the counter."""

from __future__ import annotations

import time
from collections.abc import Iterable
from datetime import date

from shebao.bulk.engine import Engine
from shebao.core.screening.rule import rules
from shebao.core.screening.screen import Outcome, fed, joined, screen

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


def at_the_counter(person_ids: Iterable[int], day: date) -> list[Outcome]:
    """The rules worth asking before an application of some people is accepted, those that hit one of them alone."""
    ids = set(person_ids)
    asked = [key for key, rule in rules().items() if rule.counter]
    return [one for one in outcomes(day, only=asked, people=ids) if any(hit.person in ids for hit in one.hits)]
