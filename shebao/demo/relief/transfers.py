"""A year of transfers within the province: asked for, told, joined; letters answered; and those of medical insurance, which are only counted."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np

from shebao.agency.accounts.actions import open_accounts
from shebao.agency.enrolment.actions import enrol
from shebao.agency.journal.by import By
from shebao.agency.people import queries as people
from shebao.agency.procedures.transfers import answer_transfer_out, receive_transfer, record_medical_transfer, request_transfer_in
from shebao.agency.procedures.transfers.exchange import take_packet
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.agency.transfers import packets
from shebao.agency.transfers import queries as transfers

from .town import Town

PARTS = {"pension_in": ("in", "employee"), "to_public": ("in", "to_public"), "pension_out": ("out", "employee")}
"""Part of the crowd → direction and kind of its cases."""
MEDICAL = {"medical_in": "in", "medical_out": "out"}
_HERE, _THERE = {"place": "示例县", "agency": "示例县社会保险局"}, {"place": "示例邻县", "agency": "示例邻县社会保险局"}
_PAYEE = {"holder": "示例县财政专户", "bank": "示例银行", "account_number": "990012345679"}
_YEAR_MONTHS, _BASE_FEN = 12, 48_000_00
_JOINED, _LEFT_SINCE = 1, 2019
_ACCOUNT_FEN = 12_000_00


def take_over(town: Town) -> None:
    """Who comes is insured here since New Year's Day; who leaves has been for years, with an account."""
    world = town.world
    by = By(world.by("clerk"), date(world.year, 1, 1))
    town.register(np.concatenate([town.crowd.rows(part) for part in (*PARTS, *MEDICAL)]))
    for part, scheme, month in (
        ("pension_in", EMPLOYEE, world.month(_JOINED)),
        ("to_public", PUBLIC, world.month(_JOINED)),
        ("pension_out", EMPLOYEE, _LEFT_SINCE * 100 + 1),
    ):
        if town.people(part):
            enrol(town.people(part), scheme, month, by=by)
    leaving = [(person, _ACCOUNT_FEN) for person in town.people("pension_out")]
    if leaving:
        open_accounts(leaving, EMPLOYEE, (world.year - 1) * 100 + 12, by=by)


def live_month(town: Town, number: int) -> None:
    """The month's share of each kind."""
    for part, (direction, kind) in PARTS.items():
        for at, person in enumerate(_mine(town, part, number)):
            (_come if direction == "in" else _leave)(town, person, kind, number, matters_too=at == 0)
    for part, direction in MEDICAL.items():
        for at, person in enumerate(_mine(town, part, number)):
            day = town.world.day(number, 24)
            payload = {"person_id": person, "direction": direction, "done_on": day.isoformat(), "agency": "示例县医疗保障局"}
            town.enter(record_medical_transfer, payload, day, matters_too=at == 0)


def _mine(town: Town, part: str, number: int) -> list[int]:
    return town.people(part)[number - 1 :: 12]


def _come(town: Town, person: int, kind: str, number: int, *, matters_too: bool) -> None:
    """The letter goes out, the sheet comes back, the relation is joined; within a province no money moves."""
    world = town.world
    asked = {"person_id": person, "kind": kind, "from_place": _THERE["place"], "from_agency": _THERE["agency"], "same_province": "true"}
    asked |= {"registered_elsewhere": "false", **_PAYEE}
    case = int(town.enter(request_transfer_in, asked, world.day(number, 5), matters_too=matters_too))
    years = [{"year": year, "months": _YEAR_MONTHS, "base_fen": _BASE_FEN} for year in range(world.year - 4, world.year)]
    sheet = {"years": years, "months": [], "account_fen": 0, "pooled_fen": 0}
    _packet(town, "info", person, transfers.case(case).number, kind, world.day(number, 13), **sheet)
    town.enter(receive_transfer, {"case_id": case}, world.day(number, 21), matters_too=matters_too)


def _leave(town: Town, person: int, kind: str, number: int, *, matters_too: bool) -> None:
    """A letter comes, is answered, and the other agency says that it is done."""
    world = town.world
    letter = f"邻县-{world.year}-{person:06d}"
    terms = {"same_province": True, "temporary": False, "payee": _PAYEE}
    case = _packet(town, "letter", person, letter, kind, world.day(number, 4), **terms)
    rows = [{"year": year, "months": _YEAR_MONTHS, "base_fen": _BASE_FEN} for year in range(_LEFT_SINCE, world.year)]
    town.enter(answer_transfer_out, {"case_id": case, "rows": rows}, world.day(number, 12), matters_too=matters_too)
    _packet(town, "done", person, letter, kind, world.day(number, 22))


def _packet(town: Town, kind: str, person: int, number: str, transfer: str, day: date, **more: Any) -> int:
    """A packet as the other agency writes it, taken in by the clerk; the case."""
    head = {"kind": kind, "number": number, "transfer": transfer, "on": day.isoformat(), "from": _THERE, "to": _HERE}
    one = {"name": people.person(person).name, "citizen_number": people.citizen_numbers([person])[0]}
    return int(take_packet(packets.written(head | {"person": one} | more), by=By(town.world.by("clerk"), day)))
