"""What our packets say: the letter, the information sheet, the notice that a case is done or refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from shebao.agency.installation import queries as installation
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.transfers import packets
from shebao.agency.transfers.queries import CaseRow


def place_name() -> str:
    """The name of this agency's place, without its province."""
    full = parameters.places().places[installation.place()].name
    return full.rpartition("省")[2].rpartition("市")[2] or full


def head(kind: str, number: str, transfer: str, person_id: int, other: tuple[str, str], on: date) -> dict[str, Any]:
    """What every packet begins with. other: place and agency it goes to."""
    person = people.person(person_id)
    return {
        "kind": kind,
        "number": number,
        "transfer": transfer,
        "from": {"place": installation.place(), "agency": installation.name()},
        "to": {"place": other[0], "agency": other[1]},
        "person": {"name": person.name, "citizen_number": people.citizen_numbers([person_id])[0]},
        "on": on.isoformat(),
    }


def answer_to(row: CaseRow, kind: str, on: date, more: dict[str, Any]) -> bytes:
    """A packet of a case to its other agency."""
    return packets.written(head(kind, row.number, row.kind, row.person_id, (row.other_place, row.other_agency), on) | more)


def letter(number: str, transfer: str, person_id: int, other: tuple[str, str], on: date, more: dict[str, Any]) -> bytes:
    """The contact letter."""
    return packets.written(head("letter", number, transfer, person_id, other, on) | more)


def months_of(info: dict[str, Any]) -> Sequence[int]:
    """The single months an information sheet names, where the other agency keeps them."""
    return [int(month) for month in info.get("months", ())]
