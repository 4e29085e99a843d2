"""Who may act for whom: bound and unbound by matters; taken back at once by the person it is about."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store import vault
from shebao.agency.store.bulk import next_id
from shebao.agency.store.digest import canonical
from shebao.base.finding import refuse
from shebao.base.identity import normalise_citizen_number

from ..models import Binding, BindingEnd, Revocation


class NewBinding(NamedTuple):
    """Who acts, for a person or an employer, how far, until when."""

    role: str
    agent_name: str
    citizen_number: str
    phone: str
    scope: str
    until: date
    person_id: int = 0
    employer_id: int = 0


def bind(new: NewBinding, *, by: By) -> int:
    """Enter a binding; its id. What may not be is refused by the matter that asks."""
    number = normalise_citizen_number(new.citizen_number)
    with transaction.atomic():
        take_turn()
        key = next_id(Binding)
        index = vault.blind(number, "citizen")
        sealed = vault.seal(canonical({"citizen_number": number, "phone": new.phone}), Binding.SEALED_PLACE, key)
        row = (key, new.role, index, number[-4:], new.agent_name, new.person_id, new.employer_id, new.scope, by.day, new.until, sealed)
        subject = ("person", new.person_id) if new.person_id else ("employer", new.employer_id)
        body = {"role": new.role, "scope": new.scope, "until": new.until.isoformat()}
        post(Binding, (*Binding.SEALED, "agent_sealed"), [row], "public.bind", by=by, subject=subject, body=body)
    return key


def unbind(binding_id: int, reason: str, *, by: By) -> Entry:
    """End a binding before its last day; once."""
    with transaction.atomic():
        take_turn()
        binding = Binding.objects.filter(id=binding_id).first()
        if binding is None or binding.ends.exists() or hasattr(binding, "revocation"):
            refuse("public.unbound", f"没有编号为 {binding_id} 的有效代办登记", "请核对编号。", "binding_id")
        subject = ("person", binding.person_id) if binding.person_id else ("employer", binding.employer_id)
        row = (next_id(BindingEnd), binding_id, by.day, reason[:200])
        return post(BindingEnd, BindingEnd.SEALED, [row], "public.unbind", by=by, subject=subject, body={"binding": binding_id})


def revoke(binding_id: int, person_id: int) -> None:
    """The person takes a binding about themselves back at home; it holds no longer from this moment. Refused for somebody else's."""
    if not Binding.objects.filter(id=binding_id, person_id=person_id).exclude(person_id=0).exists():
        refuse("public.unbound", "没有这条代办登记", "请从“家人代办”里选择。")
    Revocation.objects.get_or_create(binding_id=binding_id)
