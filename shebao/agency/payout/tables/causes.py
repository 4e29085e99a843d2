"""What lies behind a change of what somebody is paid: the matter that entered a standard, the list or matter that changed a state.

A cause is looked up apart from the amount it moves. The law's part of a difference is found by laying the values that came in
since the earlier run one matter after another over what that run knew, and computing the month anew each time its law changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from shebao.agency import schemes
from shebao.agency.benefits import queries as benefits
from shebao.agency.journal import queries as journal
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout.holds.operations import PRODUCT, Parts, merged, nobody
from shebao.agency.payout.models import Run
from shebao.agency.store.columns import Column, Columns, int_column, look_up, pick
from shebao.base.dated import Places
from shebao.base.months import Month, add_months, first_day


class Step(NamedTuple):
    """One cause of a change of law: its number, who began it, and by how much it moves each of the people."""

    cause: int
    maker: int
    delta_fen: Column


class Law(NamedTuple):
    """Where and as known when the law of a month is asked: the scheme, the place, the last business day that counts."""

    scheme: str
    place: str
    known_on: date


def law_steps(law: Law, people: Columns, month: Month, earlier: Run, *, since: Month | None = None) -> Iterator[Step]:
    """What each matter that entered standards since an earlier run does to these people's month, in the order they came in.

    since: the month that `earlier` paid where it is another than `month`; values that came into force in between count as new.
    """
    sealed = journal.last_of("payout.seal").get(earlier.pk, 0)
    beginning = first_day(add_months(since or month, 1))
    places, values = parameters.new_since(earlier.business_day, sealed, law.known_on, beginning)
    scheme = schemes.of(law.scheme)
    before = scheme.month(people, month, law.place, places)
    digest = scheme.law_digest(month, law.place, places)
    for origin, some in _by_origin(values):
        places = places.overlay([step.value for step in some])
        if (now := scheme.law_digest(month, law.place, places)) == digest:
            continue
        after, digest = scheme.month(people, month, law.place, places), now
        if (after.total_fen != before.total_fen).any():
            yield Step(origin.cause, origin.actor_id, after.total_fen - before.total_fen)
        before = after


def _by_origin(values: Sequence[parameters.EnteredStep]) -> Iterator[tuple[journal.Origin, list[parameters.EnteredStep]]]:
    """The values of one matter after another, in the order of their first value."""
    origins = journal.origins(step.entry_id for step in values)
    order: dict[journal.Origin, list[parameters.EnteredStep]] = {}
    for step in values:
        order.setdefault(origins[step.entry_id], []).append(step)
    yield from order.items()


def parts_of_law(law: Law, people: Columns, month: Month, earlier: Run, *, since: Month | None = None) -> Parts:
    """For each of the people the standards that move their month since an earlier run, with the amount of each."""
    shares = [
        (rows, np.full(rows.size, step.cause), np.full(rows.size, step.maker), step.delta_fen[rows])
        for step in law_steps(law, people, month, earlier, since=since)
        for rows in (np.flatnonzero(step.delta_fen),)
    ]
    return merged(*(np.concatenate(columns) for columns in zip(*shares, strict=True))) if shares else nobody()


def parts_of_entries(rows: Column, entries: Column, fen: Column) -> Parts:
    """The operations behind some rows by the journal entry that changed each person's state; 0 is what came with the product."""
    origins = journal.origins(np.unique(entries[entries > 0]).tolist())
    keys = int_column(list(origins))
    causes = look_up(keys, int_column([origin.cause for origin in origins.values()]), entries, missing=PRODUCT)
    makers = look_up(keys, int_column([origin.actor_id for origin in origins.values()]), entries)
    return merged(rows, causes, makers, fen) if rows.size else nobody()


def parts_of_newcomers(run: Run, people: Column, first: Column, total_fen: Column) -> Parts:
    """Whoever is paid for the first time, by the decision or the list that brought them in."""
    rows = np.flatnonzero(first)
    if not rows.size:
        return nobody()
    entries = {
        change.person_id: change.entry_id
        for change in benefits.changes_between(run.scheme, 190001, run.month, people[rows])
        if change.before == "none"
    }
    known = int_column([entries.get(person, 0) for person in people[rows].tolist()])
    return parts_of_entries(rows, known, total_fen[rows])


def some_of(people: Columns, ids: Column) -> Columns:
    """The columns of those of the people who are among the ids."""
    return pick(people, np.isin(people["person_id"], ids))


def places_of(run: Run) -> Places:
    """The legal values as a sealed run knew them: what was entered later on its day is not among them."""
    sealed = journal.last_of("payout.seal").get(run.pk, 0)
    return parameters.known_at(run.business_day, sealed)
