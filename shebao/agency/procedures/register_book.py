"""How a matter enters a record or takes a step with one: the parts that every kind of matter of the registers shares.

A file of `procedures` says its fields, what each choice of `what` needs, and how a payload becomes a record or a step; the
rest (preview, trial, subject, heading) is the same for all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.agency.registers import actions as registers
from shebao.agency.registers import queries
from shebao.agency.registers.actions import NewRecord, NewStep
from shebao.agency.registers.kinds import REGISTERS, STATES
from shebao.base.finding import refuse
from shebao.base.money import grouped

NEW = "new"
RECORD = Field("record_id", "台账编号", "number", required=False, help="登记进展或撤销时填写；从台账页面进入会自动填好")


def what_of(payload: Payload) -> str:
    """What a request does: enters a record, or takes a step."""
    what: str = payload.get("what") or NEW
    return what


def record_of(payload: Payload, register: str) -> queries.RecordRow:
    """The record a step is about."""
    if not payload.get("record_id"):
        refuse("procedures.record", "没有填写台账编号", "请从台账页面打开这条记录，再登记进展。", "record_id")
    return queries.record(payload["record_id"], register)


def day_of(payload: Payload, name: str = "on") -> date:
    """A day of a request."""
    return date.fromisoformat(payload[name])


def day_or_none(payload: Payload, name: str) -> date | None:
    """A day of a request that may be missing."""
    return date.fromisoformat(payload[name]) if payload.get(name) else None


def plain_step(payload: Payload, row: queries.RecordRow) -> NewStep:
    """A step that says only when and why."""
    return NewStep(payload["what"], day_of(payload), payload.get("note", ""))


@dataclass(frozen=True)
class Book:
    """What a kind of matter says. needs: choice of `what` → the fields it cannot do without; judge: refuses what cannot be."""

    register: str
    title: str
    fields: tuple[Field, ...]
    record: Callable[[Payload, date], list[NewRecord]]
    step: Callable[[Payload, queries.RecordRow], NewStep] = plain_step
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    judge: Callable[[Payload, date], None] | None = None

    def asked(self) -> tuple[Field, ...]:
        """The fields of the form; the choice of what is done says which of them a new record cannot do without."""
        labels = {one.name: one.label for one in self.fields}
        needed = "、".join(labels[name] for name in self.needs.get(NEW, ()))
        help = f"登记新的一条要填：{needed}。登记进展的填台账编号、日期和说明，其余不填。"
        return tuple(replace(one, help=help) if one.name == "what" and needed else one for one in self.fields)

    def check(self, payload: Payload, day: date) -> Payload:
        """Refused for a field that this choice needs, and for what the register refuses."""
        what = what_of(payload)
        labels = {one.name: one.label for one in self.fields}
        for name in self.needs.get(what, ()):
            if payload.get(name) in (None, "", []):
                refuse("procedures.register", f"没有填写{labels[name]}", f"办理“{self._what(what)}”要有{labels[name]}。", name)
        if self.judge:
            self.judge(payload, day)
        simulated(lambda: self.apply(payload, by=By(None, day)), lambda: None)
        return payload

    def preview(self, payload: Payload) -> list[Change]:
        """The record as it will stand, or the state and the due day before and after."""
        if what_of(payload) != NEW:
            return self._step_changes(payload)
        rows = self.record(payload, day_of(payload))
        changes = []
        for row in rows[:12]:
            changes.append(Change(f"登记{REGISTERS[self.register].title}", "", " · ".join(filter(None, (row.number, row.title)))))
            if row.due_on:
                changes.append(Change("期限", "", f"{row.due_on.isoformat()}"))
            if row.amount_fen:
                changes.append(Change("金额", "", f"{grouped(row.amount_fen)} 元"))
            if row.heads:
                changes.append(Change("人数", "", f"{row.heads:,}"))
            changes += [Change(title, "", text) for title, text in row.details if len(rows) == 1]
        if len(rows) > 12:
            changes.append(Change("其余", "", f"{len(rows) - 12:,} 条，见名单"))
        return changes

    def _step_changes(self, payload: Payload) -> list[Change]:
        row = record_of(payload, self.register)
        new = self.step(payload, row)
        step = REGISTERS[self.register].steps[new.step]
        changes = [
            Change(f"{REGISTERS[self.register].title}第 {row.id} 号", STATES[row.state][0], f"{step.title}：{STATES[step.leaves][0]}"),
            Change("内容", "", row.title),
        ]
        if new.due_on or row.current_due:
            before = row.current_due.isoformat() if row.current_due else ""
            changes.append(Change("期限", before, new.due_on.isoformat() if new.due_on else before))
        if new.amount_fen:
            changes.append(Change("金额", "", f"{grouped(new.amount_fen)} 元"))
        return [*changes, Change("说明", "", new.text)] if new.text else changes

    def apply(self, payload: Payload, *, by: By) -> Any:
        """The ids of the records, or the entry of the step."""
        if what_of(payload) == NEW:
            return registers.enter(self.register, self.record(payload, by.day), by=by)
        row = record_of(payload, self.register)
        return registers.take_step(self.register, row.id, self.step(payload, row), by=by)

    def subject(self, payload: Payload) -> tuple[str, int] | None:
        """One open matter a record."""
        return ("record", payload["record_id"]) if payload.get("record_id") else None

    def heading(self, payload: Payload) -> str:
        """The matter's title."""
        if what_of(payload) == NEW:
            rows = self.record(payload, day_of(payload))
            return f"{self.title}：{rows[0].title}"[:110] if len(rows) == 1 else f"{self.title}：{len(rows):,} 条"
        return f"{self.title}第 {payload['record_id']} 号：{self._what(payload['what'])}"

    def count(self, payload: Payload) -> int:
        """How many people the matter is about."""
        return sum("person_id" in row for row in payload.get("rows", ())) or (1 if payload.get("person_id") else 0)

    def _what(self, what: str) -> str:
        return "登记" if what == NEW else REGISTERS[self.register].steps[what].title


def what_field(register: str, first: str = "登记", *, leave_out: tuple[str, ...] = ()) -> Field:
    """The field that chooses between a new record and the register's steps."""
    steps = tuple((key, step.title) for key, step in REGISTERS[register].steps.items() if key not in leave_out)
    return Field("what", "办什么", "choice", required=False, choices=((NEW, first), *steps), help="不选就是登记新的一条")


def kind_field(register: str, label: str = "类别", *, required: bool = False) -> Field:
    """The field that chooses a register's kind."""
    return Field("kind", label, "choice", required=required, choices=tuple(REGISTERS[register].kinds.items()))


def name_of(person_id: int) -> str:
    """Somebody's name."""
    return people.person(person_id).name
