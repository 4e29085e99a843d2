"""Opening a case, taking it to its next state, keeping its packets, entering the years that came with a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store import vault
from shebao.agency.store.bulk import next_id
from shebao.agency.store.crash import crashpoint
from shebao.base.finding import refuse

from . import packets
from .models import Case, CaseStep, MedicalTransfer, Packet, TransferYear


class NewCase(NamedTuple):
    """A case as it is opened."""

    direction: str
    kind: str
    number: str
    person_id: int
    other_place: str
    other_agency: str
    same_province: bool
    temporary: bool
    opened_on: date


class Year(NamedTuple):
    """A year of contribution: months and the sum of their bases in fen."""

    year: int
    months: int
    base_fen: int


def open_case(case: NewCase, state: str, *, by: By) -> int:
    """Open a case in its first state; its id. Refused where the letter is known already."""
    with transaction.atomic():
        take_turn()
        if Case.objects.filter(number=case.number, direction=case.direction).exists():
            refuse("transfers.twice", f"联系函 {case.number} 已经登记过", "同一联系函只登记一次；请查看转移接续页面。", "file")
        case_id = next_id(Case)
        post(Case, Case.SEALED, [(case_id, *case)], "transfers.open", by=by, subject=("person", case.person_id))
        step(case_id, state, case.opened_on, by=by)
        return case_id


def next_number(place: str, year: int) -> str:
    """The number of the next letter of this agency: the name of its place, the year, the case; no other agency has it."""
    return f"{place}转〔{year}〕{next_id(Case):05d}号"


def step(
    case_id: int, state: str, on: date, note: str = "", account_fen: int = 0, pooled_fen: int = 0, order_id: int = 0, *, by: By
) -> Entry:
    """Take a case to a state."""
    row = (next_id(CaseStep), case_id, state, on, note[:200], account_fen, pooled_fen, order_id)
    return post(CaseStep, CaseStep.SEALED, [row], "transfers.step", by=by, subject=("transfer", case_id), body={"state": state})


def keep_packet(case_id: int, content: bytes, *, sent: bool, by: By) -> Entry:
    """Keep a packet as it was sent or received."""
    read = packets.read(content)
    key = next_id(Packet)
    row = (key, case_id, read["kind"], sent, read["digest"], vault.seal(content.decode(), Packet.SEALED_PLACE, key))
    entry = post(
        Packet, (*Packet.SEALED, "content_sealed"), [row], "transfers.packet", by=by, body={"kind": read["kind"], "digest": read["digest"]}
    )
    crashpoint("transfers.packet.kept")
    return entry


def post_years(case_id: int, person_id: int, scheme: str, years: Sequence[Year], *, by: By) -> Entry:
    """Enter the years that came in."""
    first = next_id(TransferYear)
    rows = [(first + at, case_id, person_id, scheme, *year) for at, year in enumerate(years)]
    return post(TransferYear, TransferYear.SEALED, rows, "transfers.years", by=by, subject=("person", person_id), body={"years": len(rows)})


def record_medical(person_id: int, direction: str, done_on: date, agency: str, *, by: By) -> Entry:
    """Count a transfer of medical insurance."""
    with transaction.atomic():
        take_turn()
        if MedicalTransfer.objects.filter(person_id=person_id, direction=direction, done_on=done_on).exists():
            refuse("transfers.twice", "同一人同一天同一方向已经登记过", "只登记一次。", "person_id")
        row = (next_id(MedicalTransfer), person_id, direction, done_on, agency)
        return post(MedicalTransfer, MedicalTransfer.SEALED, [row], "transfers.medical", by=by, subject=("person", person_id))
