"""Questions about registers: records with their state and due day, one record with its way, what is due, and sums of a year."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Count, DateField, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce

from shebao.agency.store.columns import among, among_texts
from shebao.base.finding import refuse

from .kinds import DONE, OPEN, REGISTERS, UNDONE
from .models import Record, RecordLine, RecordStep


@dataclass(frozen=True, slots=True)
class RecordRow:
    """A record as it stands."""

    id: int
    register: str
    kind: str
    day: date
    number: str
    title: str
    party: str
    person_id: int
    amount_fen: int
    heads: int
    details: str
    entry_id: int
    last_step: str
    current_due: date | None
    state: str

    @property
    def detail_rows(self) -> list[tuple[str, str]]:
        """(title, text) of everything else that was entered."""
        return [(title, text) for title, text in json.loads(self.details)]


_LAST = RecordStep.objects.filter(record_id=OuterRef("id")).order_by("-id")
_LAST_DUE = RecordStep.objects.filter(record_id=OuterRef("id"), due_on__isnull=False).order_by("-id")
_COLUMNS = tuple(name for name in RecordRow.__dataclass_fields__)


def records(register: str = "") -> QuerySet[Any, Any]:
    """Records with `last_step`, `state` and `current_due` (none once done), for a list that pages by itself."""
    last = Coalesce(Subquery(_LAST.values("step")[:1]), Value(""), output_field=CharField())
    rows = Record.objects.annotate(last_step=last)
    rows = rows.annotate(state=Case(*_cases(register), default=Value(DONE), output_field=CharField()))
    rows = rows.annotate(
        current_due=Case(
            When(~Q(state=OPEN), then=Value(None)),
            default=Coalesce(Subquery(_LAST_DUE.values("due_on")[:1]), F("due_on")),
            output_field=DateField(),
        )
    )
    return rows.filter(register=register) if register else rows


def _cases(register: str) -> list[When]:
    """Register and last step → state; of one register, or of all where none is named. One is far less to say to the database."""
    named = {register: REGISTERS[register]} if register in REGISTERS else REGISTERS
    cases = [When(register=key, last_step="", then=Value(one.opens)) for key, one in named.items()]
    for key, one in named.items():
        for leaves in {step.leaves for step in one.steps.values()}:
            steps = [name for name, step in one.steps.items() if step.leaves == leaves]
            cases.append(When(register=key, last_step__in=steps, then=Value(leaves)))
    return cases


def record(record_id: int, register: str = "") -> RecordRow:
    """One record; refused where there is none in that register."""
    row = records(register).filter(id=record_id).values(*_COLUMNS).first()
    if row is None:
        title = REGISTERS[register].title if register else "台账"
        refuse("registers.record", f"{title}里没有编号为 {record_id} 的记录", "请从台账列表中进入，会自动填好编号。", "record_id")
    return RecordRow(**row)


def lines_of(record_id: int) -> list[RecordLine]:
    """The rows of a record's list."""
    return list(RecordLine.objects.filter(record_id=record_id).order_by("id"))


def steps_of(record_id: int) -> list[RecordStep]:
    """The way of a record, the oldest first."""
    return list(RecordStep.objects.filter(record_id=record_id).order_by("id"))


def step_texts(record_ids: Iterable[int], kinds: Iterable[str]) -> list[tuple[int, str]]:
    """(record, what was said) of the steps of some kinds, the oldest first."""
    rows = RecordStep.objects.filter(record_id__in=among(record_ids), step__in=list(kinds)).order_by("id")
    return list(rows.values_list("record_id", "text"))


def standing(register: str, year: int | None = None, kinds: Iterable[str] = ()) -> QuerySet[Any, Any]:
    """Records that were not undone, of a year by their day, of some kinds."""
    rows = records(register).exclude(state=UNDONE)
    rows = rows.filter(day__year=year) if year else rows
    return rows.filter(kind__in=list(kinds)) if kinds else rows


def numbers_used(register: str, numbers: Iterable[str]) -> set[str]:
    """Which of some numbers stand in a register already."""
    return set(standing(register).filter(number__in=among_texts(numbers)).values_list("number", flat=True))


def states_of(record_ids: Iterable[int]) -> dict[int, str]:
    """Record → the state it stands in."""
    return dict(records().filter(id__in=among(record_ids)).values_list("id", "state"))


def board(register: str) -> list[RecordRow]:
    """Every record of a register that was not undone, those due first."""
    rows = standing(register).order_by(F("current_due").asc(nulls_last=True), "id").values(*_COLUMNS)
    return [RecordRow(**row) for row in rows]


def due(day: date) -> list[RecordRow]:
    """Everything open that has a due day, the earliest first."""
    rows = records().filter(state=OPEN, current_due__isnull=False).order_by("current_due", "id").values(*_COLUMNS)
    return [RecordRow(**row) for row in rows]


@dataclass(frozen=True, slots=True)
class Sums:
    """One register: how many records stand, how many are open, how many of them are late."""

    register: str
    title: str
    count: int
    open: int
    late: int


def overview(day: date) -> list[Sums]:
    """Every register."""
    rows = {
        row["register"]: row
        for row in records()
        .exclude(state=UNDONE)
        .order_by()
        .values("register")
        .annotate(n=Count("id"), open=Count("id", filter=Q(state=OPEN)), late=Count("id", filter=Q(state=OPEN, current_due__lt=day)))
    }
    nothing = {"n": 0, "open": 0, "late": 0}
    return [Sums(key, one.title, row["n"], row["open"], row["late"]) for key, one in REGISTERS.items() for row in [rows.get(key, nothing)]]


def attended(register: str, year: int) -> int:
    """How many different people the standing records of a year say were served."""
    rows = RecordLine.objects.filter(record_id__in=standing(register, year).values("id"), done=True, person_id__gt=0)
    return rows.values("person_id").distinct().count()


def listed_before(register: str, year: int, person_ids: Iterable[int], kind: str = "") -> set[int]:
    """Which of some people stand, served, in a record of the year already, of one kind where it is given."""
    records_of = standing(register, year, [kind] if kind else ())
    rows = RecordLine.objects.filter(record_id__in=records_of.values("id"), done=True, person_id__in=among(person_ids))
    return set(rows.values_list("person_id", flat=True))


def sum_of(register: str, year: int, kinds: Iterable[str] = ()) -> tuple[int, int, int]:
    """(how many records, fen, heads) of a year."""
    sums = standing(register, year, kinds).aggregate(n=Count("id"), fen=Sum("amount_fen"), heads=Sum("heads"))
    return int(sums["n"]), int(sums["fen"] or 0), int(sums["heads"] or 0)


def archived(numbers: Iterable[str]) -> dict[str, tuple[int, str, date]]:
    """File number → (record, retention, day it was archived), of those that stand archived and were not disposed of."""
    rows = (
        standing("archive").exclude(last_step="disposed").values_list("number", "id", "kind", "day").filter(number__in=among_texts(numbers))
    )
    return {number: (key, kind, day) for number, key, kind, day in rows}


def filed(numbers: Iterable[str]) -> set[str]:
    """Which of some numbers are files of retired people that are kept here."""
    return set(standing("file").filter(number__in=among_texts(numbers)).values_list("number", flat=True))


def lent(number: str) -> bool:
    """Whether a file is out on loan."""
    return records("loan").filter(number=number, state=OPEN, kind__in=("lend", "pass")).exists()
