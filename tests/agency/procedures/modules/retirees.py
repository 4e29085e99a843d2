"""Retired people: taken over with their files, examined once a year as planned, visited, in groups; each undone once."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency.registers import queries, services
from shebao.base.finding import Refused
from tests.agency.procedures.modules.complaints import step
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
    assert queries.record(key).heads == 2 and queries.filed(["D0", "D1"]) == {"D0", "D1"}
    undo(county, "takeover", key)
    assert queries.filed(["D0", "D1"]) == set()
    by_business(county, "take_over_retirees", payload | {"number": "协议2"})
    assert set(services.files_of(county.people)) == set(county.people[:2])


def plan_health_checks(county: County) -> None:
    """A plan drawn from who is in payment, undone while nobody was settled, and drawn again."""
    (key,) = planned(county)
    assert queries.record(key).heads == len(county.people)
    by_business(county, "plan_health_checks", {"what": "undo", "record_id": str(key), "on": "2023-06-02", "note": "价格有误"})
    assert services.plan_of(2023) is None
    (again,) = planned(county)
    plan = services.plan_of(2023)
    assert plan and (plan.id, plan.price_fen, plan.below_age, plan.hospitals) == (again, 97_00, 100, ("县人民医院", "县中医院"))


def planned(county: County) -> list[int]:
    """The year's plan."""
    payload = {"on": "2023-05-20", "scheme": "resident", "below_age": "100", "price_fen": "97.00", "hospitals": "县人民医院、县中医院"}
    keys: list[int] = by_business(county, "plan_health_checks", payload)
    return keys


def book_health_checks(county: County) -> None:
    """Booked, then moved to the other hospital: the last booking counts; a list of another year's people is undone."""
    planned(county)
    keys = []
    for hospital in ("县人民医院", "县中医院"):
        rows = [{"person_id": county.people[0], "hospital": hospital, "on": "2023-06-12"}]
        keys += by_business(county, "book_health_checks", {"rows": rows, "on": "2023-06-02"})
    assert [(row.hospital, row.booked) for row in services.by_hospital(2023)] == [("县中医院", 1)]
    undo(county, "booking", keys[1])
    assert services.bookings(2023)[county.people[0]] == ("县人民医院", date(2023, 6, 12))


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


def pay_health_checks(county: County) -> None:
    """Paid in part, not beyond what is owed, taken back in red; a settlement that is paid cannot be undone."""
    rows = [{"person_id": person, "on": "2023-05-18", "attended": "yes"} for person in county.people[:2]]
    (key,) = by_business(county, "run_health_checks", checked(rows))
    paid = {"record_id": str(key), "on": "2023-05-30", "voucher": "付1"}
    by_business(county, "pay_health_checks", paid | {"amount_fen": "100.00"})
    with pytest.raises(Refused, match="结算 194.00 元，已付 100.00 元"):
        by_business(county, "pay_health_checks", paid | {"amount_fen": "94.01"})
    with pytest.raises(Refused, match="已经付款"):
        undo(county, "checkup", key)
    assert [(row.amount_fen, row.left_fen) for row in services.by_hospital(2023)] == [(194_00, 94_00)]
    by_business(county, "pay_health_checks", paid | {"amount_fen": "-100.00", "voucher": "付1红冲"})
    undo(county, "checkup", key)


def keep_retiree_group(county: County) -> None:
    """A group with a leader, its new list, and the new list undone."""
    roles = ("组长", "协理员", "组员")
    rows = [{"person_id": person, "role": role} for person, role in zip(county.people, roles, strict=False)]
    payload = {"kind": "community", "number": "甲社区一组", "party": "甲社区", "on": "2023-05-20"}
    by_business(county, "keep_retiree_group", payload | {"rows": rows})
    (key,) = by_business(county, "keep_retiree_group", payload | {"rows": rows[:2]})
    assert [(one.name, one.heads) for one in services.groups()] == [("甲社区一组", 2)]
    undo(county, "group", key)
    assert services.groups()[0].roles["组员"] == (county.people[2],)


def move_retiree_file(county: County) -> None:
    """A file entered, moved, lent and returned, sent away; one entered in error undone."""
    keys = []
    for person, number in zip(county.people, ("D7", "D8"), strict=False):
        payload = {"on": "2023-05-20", "person_id": person, "number": number, "party": "甲社区", "source": "某厂"}
        keys += by_business(county, "move_retiree_file", payload)
    by_business(county, "move_retiree_file", step(keys[0], "moved", "2023-05-22"))
    loan = {"kind": "lend", "number": "D7", "on": "2023-05-22", "party": "某法院", "purpose": "审理", "due_on": "2023-06-05"}
    (lent,) = by_business(county, "lend_archive", loan)
    with pytest.raises(Refused, match="正借出"):
        by_business(county, "move_retiree_file", step(keys[0], "sent", "2023-05-30"))
    by_business(county, "lend_archive", step(lent, "returned", "2023-06-01"))
    by_business(county, "move_retiree_file", step(keys[0], "sent", "2023-06-01"))
    by_business(county, "move_retiree_file", step(keys[1], "undo", "2023-06-01"))
    assert queries.filed(["D7", "D8"]) == set()


def record_retiree_service(county: County) -> None:
    """A visit within the standard, undone."""
    rows = [{"person_id": county.people[0], "on": "2023-05-18", "place": "甲村", "amount_fen": 300_00}]
    payload = {"kind": "aged", "on": "2023-05-20", "most_fen": "300.00", "rows": rows}
    (key,) = by_business(county, "record_retiree_service", payload)
    undo(county, "service", key)
    assert queries.record(key).state == "undone" and queries.lines_of(key)[0].day == date(2023, 5, 18)


MODULES = (
    ("plan_health_checks", plan_health_checks, "plan_health_checks"),
    ("book_health_checks", book_health_checks, "withdraw_record"),
    ("pay_health_checks", pay_health_checks, "pay_health_checks"),
    ("keep_retiree_group", keep_retiree_group, "withdraw_record"),
    ("move_retiree_file", move_retiree_file, "move_retiree_file"),
    ("take_over_retirees", take_over_retirees, "withdraw_record"),
    ("run_health_checks", run_health_checks, "withdraw_record"),
    ("record_retiree_service", record_retiree_service, "withdraw_record"),
)
