"""Papers about a record and answers to objections: printed certificates with their text, and what was decided about an objection."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import read_rows
from shebao.base.canonical import canonical
from shebao.base.finding import refuse

from .models import Certificate, Objection, Withdrawal
from .statements import CERTIFICATE, code_of


class Printed(NamedTuple):
    """A certificate as it was printed."""

    id: int
    kind: str
    person_id: int | None
    employer_id: int | None
    text: Mapping[str, Any]
    entry_id: int
    code: str
    void: bool


def print_certificate(kind: str, text: Mapping[str, Any], *, person_id: int | None, employer_id: int | None, by: By) -> Entry:
    """Keep what a certificate says, under a number of its own."""
    with transaction.atomic():
        take_turn()
        number = next_id(Certificate)
        row = (number, kind, person_id, employer_id, canonical(dict(text)))
        subject = ("person", person_id) if person_id else None
        body = {"certificate": number, "kind": kind, "employer": employer_id}
        return post(Certificate, Certificate.SEALED, [row], "accounts.print_certificate", by=by, body=body, subject=subject)


def certificate(number: int) -> Printed:
    """A certificate by its number; refused where there is none."""
    row = Certificate.objects.filter(id=number).first()
    if row is None:
        refuse("accounts.no_certificate", f"没有编号为 {number} 的证明", "请核对证明编号。", "number")
    void = Withdrawal.objects.filter(kind=CERTIFICATE, record_id=number).exists()
    code = code_of(CERTIFICATE, number, row.person_id or row.employer_id or 0)
    return Printed(row.pk, row.kind, row.person_id, row.employer_id, json.loads(row.text), row.entry_id, code, void)


def last_certificate(entry: Entry) -> int:
    """The number of the certificate that a journal entry printed."""
    number: int = Certificate.objects.values_list("id", flat=True).get(entry_id=entry.seq)
    return number


def answer_objection(person_id: int, about: str, claim: str, outcome: str, answer: str, *, review_of: int | None, by: By) -> Entry:
    """Keep an objection with its answer. review_of: the objection that is looked at again."""
    with transaction.atomic():
        take_turn()
        if review_of is not None:
            earlier = Objection.objects.filter(id=review_of).first()
            if earlier is None or earlier.person_id != person_id:
                refuse("accounts.no_objection", f"没有编号为 {review_of} 的本人异议", "请核对原异议编号。", "review_of")
            if Objection.objects.filter(review_of=review_of).exists():
                refuse("accounts.reviewed", "这件异议已经复查过", "再有异议的，请告知行政复议和行政诉讼的途径。", "review_of")
        row = (next_id(Objection), person_id, about, claim, outcome, answer, review_of)
        body = {"about": about, "outcome": outcome, "review_of": review_of}
        return post(Objection, Objection.SEALED, [row], "accounts.answer_objection", by=by, body=body, subject=("person", person_id))


class Objected(NamedTuple):
    """An objection with its answer."""

    id: int
    about: str
    claim: str
    outcome: str
    answer: str
    review_of: int | None
    entry_id: int


def objections_of(person_id: int) -> list[Objected]:
    """A person's objections, the newest first."""
    return [Objected(*row) for row in read_rows(Objection.objects.filter(person_id=person_id).order_by("-id"), *Objected._fields)]


def void_certificates() -> set[int]:
    """The numbers of certificates that were declared void."""
    return set(Withdrawal.objects.filter(kind=CERTIFICATE).values_list("record_id", flat=True))
