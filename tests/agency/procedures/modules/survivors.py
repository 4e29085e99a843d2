"""Deaths and survivors: each module done from end to end by the right posts, then taken back or put right in its own way."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.enrolment.actions import enrol
from shebao.agency.payout import queries as runs
from shebao.agency.people import heirs
from shebao.agency.people import queries as people
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from tests.world.calendar import GO_LIVE, by
from tests.world.injury import Injuries, scans
from tests.world.people import make_people, new_person

WORLD = "injuries"
MAY_20 = date(2023, 5, 20)


def worker(world: Injuries, name: str = "丁戊") -> int:
    (person,) = make_people([new_person(name, birth=date(1975, 5, 5))], day=GO_LIVE)
    enrol([person], EMPLOYEE, 199601, by=by(GO_LIVE))
    return person


def withdraw(world: Injuries, person: int) -> None:
    world.do("withdraw_death", MAY_20, person_id=person, why="false_report", scans=scans())
    assert people.deaths([person]) == {}


def report_death(world: Injuries) -> None:
    person = worker(world)
    world.dies(person)
    withdraw(world, person)


def report_deaths(world: Injuries) -> None:
    """A list of two, of whom one lives."""
    both = [worker(world), worker(world, "己庚")]
    rows = [{"person_id": person, "died_on": "2023-05-10"} for person in both]
    world.do("report_deaths", date(2023, 5, 15), rows=rows, source="funeral")
    withdraw(world, both[0])
    assert set(people.deaths(both)) == {both[1]}


def register_heirs(world: Injuries) -> None:
    """One heir, then two in their place."""
    person = worker(world)
    world.dies(person)
    world.heirs(person, ("丁妻", "spouse"))
    world.heirs(person, ("丁妻", "spouse"), ("丁子", "child"), day=date(2023, 5, 16))
    assert [row.parts for row in heirs.heirs_of(person)] == [1, 1]


def decide_survivors(world: Injuries) -> None:
    """Decided by 21 years and 3 months, and each of its two amounts cancelled before it is paid."""
    world.enter("province_urban_income", "36000")
    person = worker(world)
    world.dies(person)
    world.heirs(person, ("丁妻", "spouse"))
    facts: dict[str, Any] = {"scheme": EMPLOYEE, "funeral": "pension", "set_off": "none", "paid_months": 255, "scans": scans()}
    world.do("decide_survivors", MAY_20, person_id=person, **facts)
    assert sorted(row.amount_fen for row in runs.dues_of(person)) == [6_000_00, 45_750_00]
    for kind in ("funeral", "bereavement"):
        world.do("cancel_owed", MAY_20, person_id=person, scheme=EMPLOYEE, kind=kind, reason="年限登记有误", scans=scans())
    assert runs.dues_of(person) == []


MODULES = (
    ("report_death", report_death, "withdraw_death"),
    ("report_deaths", report_deaths, "withdraw_death"),
    ("register_heirs", register_heirs, "register_heirs"),
    ("decide_survivors", decide_survivors, "cancel_owed"),
)
