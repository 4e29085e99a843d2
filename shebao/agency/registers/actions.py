"""Entering a record with its list, and taking a step with one; neither ever changes what stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.agency.store.digest import canonical
from shebao.base.finding import refuse
from shebao.base.money import Fen

from . import queries
from .kinds import REGISTERS, STATES
from .models import Record, RecordLine, RecordStep


class NewLine(NamedTuple):
    """One row of a list."""

    text: str
    person_id: int = 0
    day: date | None = None
    amount_fen: Fen = 0
    done: bool = True


class NewRecord(NamedTuple):
    """What is entered; details: rows of (title, text)."""

    kind: str
    day: date
    title: str
    number: str = ""
    party: str = ""
    person_id: int = 0
    amount_fen: Fen = 0
    heads: int = 0
    due_on: date | None = None
    details: tuple[tuple[str, str], ...] = ()
    lines: tuple[NewLine, ...] = ()


class NewStep(NamedTuple):
    """What was done with a record."""

    step: str
    day: date
    text: str = ""
    due_on: date | None = None
    amount_fen: Fen = 0


def enter(register: str, rows: Sequence[NewRecord], *, by: By) -> list[int]:
    """Enter records and their lists; their ids. Refused for a number that stands there already, and for a day to come."""
    title = REGISTERS[register].title
    with transaction.atomic():
        take_turn()
        numbers = [row.number for row in rows if row.number]
        twice = _twice(register, numbers) if REGISTERS[register].numbered_once else []
        if twice:
            refuse("registers.twice", f"{title}编号“{twice[0]}”已经登记过", "请核对编号；登记有误的先撤销原来的一条。", "number")
        if any(row.day > by.day for row in rows):
            refuse("registers.day", f"{title}的日期晚于今天", "请填写实际发生的日期。", "on")
        first = next_id(Record)
        post(
            Record,
            Record.SEALED,
            [
                (first + at, register, *row[:2], row.number, row.title[:200], row.party[:80], *row[5:9], canonical(row.details))
                for at, row in enumerate(rows)
            ],
            "registers.enter",
            by=by,
            body={"register": register, "records": len(rows)},
            subject=("record", first),
        )
        start, lines = next_id(RecordLine), [(first + at, line) for at, row in enumerate(rows) for line in row.lines]
        if lines:
            kept = [
                (start + at, key, one.person_id, one.day, one.text[:200], one.amount_fen, one.done) for at, (key, one) in enumerate(lines)
            ]
            post(RecordLine, RecordLine.SEALED, kept, "registers.lines", by=by, subject=("record", first), body={"rows": len(kept)})
    return list(range(first, first + len(rows)))


def _twice(register: str, numbers: list[str]) -> list[str]:
    """The numbers that are there twice, here or in the register, in the order of the list."""
    times, used = Counter(numbers), queries.numbers_used(register, numbers)
    return [number for number in dict.fromkeys(numbers) if times[number] > 1 or number in used]


def take_steps(register: str, record_ids: Sequence[int], new: NewStep, *, by: By) -> None:
    """Take the same step with many records at once; refused whole where the state of one does not allow it."""
    one, step = REGISTERS[register], REGISTERS[register].steps[new.step]
    if not record_ids:
        return
    with transaction.atomic():
        take_turn()
        states = queries.states_of(record_ids)
        wrong = [key for key in record_ids if states.get(key) not in step.allowed]
        if wrong:
            refuse(
                "registers.state",
                f"{one.title}第 {wrong[0]} 号等 {len(wrong):,} 条不能登记“{step.title}”",
                "请打开这些记录，看它们办到哪一步。",
                "rows",
            )
        start = next_id(RecordStep)
        kept = [
            (start + at, key, new.step, new.day, new.due_on, new.amount_fen, new.text[:300]) for at, key in enumerate(sorted(record_ids))
        ]
        body = {"register": register, "step": new.step, "records": len(kept)}
        post(RecordStep, RecordStep.SEALED, kept, "registers.step", by=by, subject=("record", min(record_ids)), body=body)


def take_step(register: str, record_id: int, new: NewStep, *, by: By) -> Entry:
    """Take a step with a record; refused where its state does not allow it, and before the last step's day."""
    one, step = REGISTERS[register], REGISTERS[register].steps[new.step]
    with transaction.atomic():
        take_turn()
        row = queries.record(record_id, register)
        if row.state not in step.allowed:
            refuse(
                "registers.state",
                f"{one.title}第 {record_id} 号{STATES[row.state][0]}，不能登记“{step.title}”",
                "请打开这条记录，看它办到哪一步。",
                "what",
            )
        steps = queries.steps_of(record_id)
        earliest = steps[-1].day if steps else row.day
        if new.day > by.day or new.day < earliest:
            refuse("registers.day", f"日期应在 {earliest.isoformat()} 至今天之间", "请按实际发生的日期填写。", "on")
        key = next_id(RecordStep)
        kept = (key, record_id, new.step, new.day, new.due_on, new.amount_fen, new.text[:300])
        body = {"register": register, "step": new.step}
        return post(RecordStep, RecordStep.SEALED, [kept], "registers.step", by=by, subject=("record", record_id), body=body)
