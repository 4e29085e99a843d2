"""Correcting who a person is: name and citizen number, with sex and date of birth as the number says; and the telephone."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db import transaction

from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.people.keys import assert_keys_fit
from shebao.agency.people.models import IDENTITY, Identity, Person
from shebao.agency.people.names import initials_of_many, name_problem, tidy_name
from shebao.agency.people.queries import called, find
from shebao.agency.store import vault
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.identity import birth_date_of, mask_phone, normalise_citizen_number, sex_of


class Corrected(NamedTuple):
    """Who a person will be: "" keeps the name or the number."""

    person_id: int
    name: str = ""
    citizen_number: str = ""


def check_identity(row: Corrected, day: date) -> dict[str, Any]:
    """The columns as they will be, by name; refused where nothing changes, the number is another person's or cannot be."""
    person = _person(row.person_id)
    name = tidy_name(row.name) or person.name
    if wrong := name_problem(name):
        refuse("people.correct_identity", f"姓名{wrong}", "请对照身份证填写。", "name")
    old = vault.unseal(person.citizen_sealed, Person.SEALED_PLACE, person.id)
    number = normalise_citizen_number(row.citizen_number) if row.citizen_number else old
    if (name, number) == (person.name, old):
        refuse("people.correct_identity", "姓名和号码都和登记的相同", "不需要更正。", "name")
    other = find(number)
    if other is not None and other != person.id:
        refuse(
            "people.correct_identity",
            f"这个号码已登记在 {called([other])} 名下",
            "同一个人登记了两次的，办理“合并重复登记”；不是同一个人的，请核对证件。",
            "citizen_number",
        )
    born = birth_date_of(number)
    if born > day or (person.death_date is not None and born > person.death_date):
        refuse("people.correct_identity", f"出生日期 {born.isoformat()} 在受理日期或死亡日期之后", "请对照身份证填写。", "citizen_number")
    values = (vault.blind(number, "citizen"), number[-4:], name, initials_of_many([name])[0], sex_of(number), born)
    return dict(zip(IDENTITY, values, strict=True)) | {"number": number}


def correct_identity(row: Corrected, *, by: By) -> journal.Entry:
    """Post the correction and bring the person into it; the number before stays, encrypted, beside the correction."""
    with transaction.atomic():
        journal.take_turn()
        assert_keys_fit()
        after = check_identity(row, by.day)
        person, number = _person(row.person_id), after.pop("number")
        old = vault.unseal(person.citizen_sealed, Person.SEALED_PLACE, person.id)
        identity = next_id(Identity)
        before = [getattr(person, name) for name in IDENTITY]
        entry = journal.post(
            Identity,
            (*Identity.SEALED, "before_sealed"),
            [(identity, person.id, *before, *after.values(), vault.seal(old, Identity.SEALED_PLACE, identity))],
            "people.correct_identity",
            by=by,
            body={"name": after["name"] != person.name, "number": number != old, "birth": after["birth_date"] != person.birth_date},
            subject=("person", person.id),
        )
        Person.objects.filter(id=person.id).update(**after, citizen_sealed=vault.seal(number, Person.SEALED_PLACE, person.id))
        return entry


def change_phone(person_id: int, phone: str, *, by: By) -> journal.Entry:
    """Record another telephone, kept masked; refused where it is the same."""
    with transaction.atomic():
        journal.take_turn()
        person, masked = _person(person_id), mask_phone(phone)
        if masked == person.phone:
            refuse("people.change_phone", "登记的已经是这个电话", "不需要办理。", "phone")
        Person.objects.filter(id=person_id).update(phone=masked)
        return journal.record(
            "people.change_phone", by=by, body={"moves": [[person_id, person.phone, masked]]}, subject=("person", person_id)
        )


def _person(person_id: int) -> Person:
    person = Person.objects.filter(id=person_id).first()
    if person is None:
        refuse("people.unknown", f"没有编号为 {person_id} 的人员", "请重新查找。", "person_id")
    return person
