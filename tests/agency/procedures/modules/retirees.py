"""Retired people: taken over with their files, examined once a year below an age, visited; each list undone once."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.registers import queries
from tests.agency.procedures.modules.fund import by_business
from tests.world.money import County

WORLD = "paying"


def undo(county: County, register: str, key: int) -> None:
    """A record that a list entered, undone."""
    by_business(county, "withdraw_record", {"register": register, "record_id": str(key), "on": "2023-06-02", "note": "名单有误"})


def take_over_retirees(county: County) -> None:
    """Two people with two files, sent back."""
    rows = [
        {"person_id": person, "community": "甲社区", "retired_on": "2020-01-01", "file_number": f"D{at}"}
        for at, person in enumerate(county.people[:2])
    ]
    payload = {"rows": rows, "number": "协议1", "party": "某厂", "on": "2023-05-20", "files": "2"}
    (key,) = by_business(county, "take_over_retirees", payload)
    assert queries.record(key).heads == 2
    undo(county, "takeover", key)


def checked(rows: list[dict[str, Any]], number: str = "合同1") -> dict[str, Any]:
    """The hospital's list."""
    return {
        "rows": rows, "year": "2023", "number": number, "party": "县人民医院", "below_age": "100", "price_fen": "97.00", "on": "2023-05-20"
    }  # fmt: skip


def run_health_checks(county: County) -> None:
    """Two came of three, and are paid for; undone, the year is free again."""
    rows = [{"person_id": person, "on": "2023-05-18", "attended": "yes"} for person in county.people[:2]]
    (key,) = by_business(county, "run_health_checks", checked([*rows, {"person_id": county.people[2], "attended": "no"}]))
    assert queries.record(key).amount_fen == 194_00 and queries.attended("checkup", 2023) == 2
    undo(county, "checkup", key)
    assert queries.attended("checkup", 2023) == 0


def record_retiree_service(county: County) -> None:
    """A visit within the standard, undone."""
    rows = [{"person_id": county.people[0], "on": "2023-05-18", "place": "甲村", "amount_fen": 300_00}]
    payload = {"kind": "aged", "on": "2023-05-20", "most_fen": "300.00", "rows": rows}
    (key,) = by_business(county, "record_retiree_service", payload)
    undo(county, "service", key)
    assert queries.record(key).state == "undone" and queries.lines_of(key)[0].day == date(2023, 5, 18)


MODULES = (
    ("take_over_retirees", take_over_retirees, "withdraw_record"),
    ("run_health_checks", run_health_checks, "withdraw_record"),
    ("record_retiree_service", record_retiree_service, "withdraw_record"),
)
