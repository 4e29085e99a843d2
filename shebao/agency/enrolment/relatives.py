"""Family, guardians and agents of a person (亲属、监护人、代办人): entered with their number encrypted, ended by a day; and facts about a person."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q

from shebao.agency.journal.actions import Entry, post, record, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store import vault
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import change_rows
from shebao.base.finding import refuse

from .models import PersonFact, Relative
from .schemes import FACTS, RELATIONS


class NewRelative(NamedTuple):
    """Somebody about a person; scope: a key of `schemes.SCOPES`, for an agent or guardian."""

    person_id: int
    citizen_number: str
    name: str
    relation: str
    scope: str
    from_on: date
    to_on: date | None


class RelativeRow(NamedTuple):
    """A relative as pages show it, without the number."""

    id: int
    name: str
    tail: str
    relation: str
    scope: str
    from_on: date
    to_on: date | None


def enter_relative(row: NewRelative, *, by: By) -> int:
    """Enter somebody; the id. Refused for the person themselves, a span that runs backwards, and the same one twice at a time."""
    assert row.relation in RELATIONS, row.relation
    if row.to_on is not None and row.to_on < row.from_on:
        refuse("enrolment.relative", "失效日早于生效日", "请核对日期。", "to_on")
    index = vault.blind(row.citizen_number, "citizen")
    with transaction.atomic():
        take_turn()
        same = Relative.objects.filter(person_id=row.person_id, number_index=index, relation=row.relation)
        if same.filter(Q(to_on=None) | Q(to_on__gte=row.from_on)).exists():
            refuse(
                "enrolment.relative", f"{row.name}已登记为此人的{RELATIONS[row.relation]}", "要改的先终止原来的登记。", "relative_number"
            )
        key = next_id(Relative)
        secret = vault.seal(row.citizen_number, Relative.SEALED_PLACE, key)
        tail = row.citizen_number[-4:]
        post(
            Relative,
            (*Relative.SEALED, "to_on", "number_sealed"),
            [(key, row.person_id, index, tail, row.name, row.relation, row.scope, row.from_on, row.to_on, secret)],
            "enrolment.enter_relative",
            by=by,
            subject=("person", row.person_id),
            body={"relation": row.relation, "scope": row.scope},
        )
    return key


def end_relative(person_id: int, relative_id: int, on: date, *, by: By) -> Entry:
    """End a relative's standing with a day; refused for one of another person."""
    with transaction.atomic():
        take_turn()
        one = Relative.objects.filter(id=relative_id, person_id=person_id).first()
        if one is None:
            refuse("enrolment.relative", f"此人没有编号为 {relative_id} 的亲属登记", "请在人员页核对编号。", "relative_id")
        if on < one.from_on:
            refuse("enrolment.relative", "失效日早于生效日", "请核对日期。", "to_on")
        before = one.to_on.isoformat() if one.to_on else ""
        body = {"relative": relative_id, "to_on": on.isoformat(), "before": before}
        entry = record("enrolment.end_relative", by=by, subject=("person", person_id), body=body)
        change_rows(Relative, [relative_id], to_on=on)
    return entry


def relatives_of(person_id: int, day: date | None = None) -> list[RelativeRow]:
    """Who stands about a person, the newest first; on a day, only those who do then."""
    rows = Relative.objects.filter(person_id=person_id)
    if day is not None:
        rows = rows.filter(from_on__lte=day).filter(Q(to_on=None) | Q(to_on__gte=day))
    names = ("id", "name", "number_tail", "relation", "scope", "from_on", "to_on")
    return [RelativeRow(*row) for row in rows.order_by("-id").values_list(*names)]


def state_fact(person_id: int, what: str, value: str, evidence: str, *, by: By) -> Entry:
    """Keep something about a person; the last one holds. Refused where it is what holds already."""
    assert what in FACTS, what
    with transaction.atomic():
        take_turn()
        if facts_of(person_id).get(what) == value:
            refuse("enrolment.fact", f"登记的{FACTS[what]}已经是“{value}”", "不需要办理。", "new_value")
        return post(
            PersonFact,
            PersonFact.SEALED,
            [(next_id(PersonFact), person_id, what, value, evidence)],
            "enrolment.state_fact",
            by=by,
            subject=("person", person_id),
            body={"what": what},
        )


def facts_of(person_id: int) -> dict[str, str]:
    """What of a person is known besides the number: the last of each kind."""
    return dict(PersonFact.objects.filter(person_id=person_id).order_by("id").values_list("what", "value"))
