"""After the death of an employee or of a public institution's staff: funeral and grant by the years, to the heirs, less what was overpaid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from shebao.agency.enrolment.actions import enrol
from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout import queries as runs
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.checks import run_checks
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.base.dated import Value
from shebao.base.finding import Refused
from shebao.core.policy.locale import shipped_places
from tests.world.calendar import GO_LIVE, by
from tests.world.injury import Injuries, scans
from tests.world.people import bank_card, citizen_number, make_people, make_village, new_person
from tests.world.runs import settled_run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
REPORTED, DECIDED = date(2024, 1, 10), date(2024, 1, 12)
LOCAL = {
    "province_urban_income": "36000",
    "public_grant_multiple": "2",
    "public_grant_months": "40",
    "public_funeral": "5000",
}
"""An invented county's values: the province's own are not on file."""


@pytest.fixture(autouse=True)
def notices(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    rows = [
        Value(key, "gansu_zhengning", date(2021, 1, 1), date(2026, 12, 31), value, "当地文件（例）", "high") for key, value in LOCAL.items()
    ]
    places = shipped_places().overlay(rows)
    monkeypatch.setattr(parameters, "shipped_places", lambda: places)
    parameters._layered.cache_clear()
    yield
    parameters._layered.cache_clear()


@pytest.fixture
def world(tmp_path: Any, settings: Any) -> Injuries:
    settings.FILES_FOLDER = tmp_path / "files"
    return Injuries()


def decided(person: int, **more: Any) -> dict[str, Any]:
    return {"person_id": person, "scheme": EMPLOYEE, "funeral": "pension", "set_off": "agreed", "scans": scans()} | more


def owed(person: int) -> dict[str, list[int]]:
    result: dict[str, list[int]] = {}
    for row in runs.dues_of(person):
        result.setdefault(row.kind, []).append(row.amount_fen)
    return result


@pytest.mark.slow
def test_the_worked_example_of_a_late_death_is_set_off_and_booked_to_the_fen(world: Injuries) -> None:
    number = citizen_number(birth=date(1951, 3, 5))
    row = {
        "citizen_number": number, "name": "韩辛", "village_id": make_village(), "bank": "农商银行", "account_number": bank_card(),
        "pension_from": 201710, "paid_months": 456, "balance_fen": 0, "basic_fen": 2654_32, "certified_on": "2023-05-01",
    }  # fmt: skip
    fund.open_books(EMPLOYEE, 202310, date(2023, 10, 1), {"1003": 10**9, "1004": 10**8}, by=By(None, date(2023, 10, 1)))
    world.do("take_over_employee_pensions", date(2023, 9, 20), rows=[row], month=202310)
    (person,) = [one for one in people.find_many([number]) if one is not None]
    world.verify_accounts([number], date(2023, 9, 21))
    for month in (10, 11, 12):
        settled_run(world.staff, EMPLOYEE, 202300 + month, date(2023, month, 8))
    world.do(
        "report_death",
        REPORTED,
        person_id=person,
        died_on="2023-09-15",
        source="funeral",
        drawn_by="韩一、韩二（子女，各半）",
        scans=scans(),
    )
    (debt,) = runs.debts_of(person, EMPLOYEE)
    assert (debt.months, debt.amount_fen) == (3, 7_962_96)
    world.heirs(person, ("韩一", "child"), ("韩二", "child"), day=date(2024, 1, 11))

    changes = {change.what: change.after for change in procedures.preview("decide_survivors", decided(person), day=DECIDED)}
    assert (changes["丧葬补助金"], changes["抚恤金"]) == ("6,000.00 元", "54,000.00 元")
    world.do("decide_survivors", DECIDED, **decided(person))

    assert owed(person) == {"bereavement": [27_000_00 - 3_981_48] * 2, "funeral": [3_000_00] * 2}
    assert runs.debts_of(person, EMPLOYEE)[0].left_fen == 0
    run = world.pay_once(202401, date(2024, 1, 25), scheme=EMPLOYEE)
    assert run.amount_fen == 60_000_00 - 7_962_96
    assert books.booked_item(EMPLOYEE, "5001", "funeral") == 60_000_00 - 7_962_96, "the cash basis: what really left the account"
    assert [check for check in run_checks() if not check.ok] == []


def dead_worker(world: Injuries, scheme: str = EMPLOYEE, *, name: str = "丁戊") -> int:
    (person,) = make_people([new_person(name, birth=date(1975, 5, 5))], day=GO_LIVE)
    enrol([person], scheme, 199601, by=by(GO_LIVE))
    world.dies(person)
    world.heirs(person, ("丁妻", "spouse"))
    return person


def test_an_active_worker_s_years_count_to_the_month_and_a_decision_is_taken_back_and_made_again(world: Injuries) -> None:
    person = dead_worker(world)
    payload = decided(person, set_off="none", paid_months=255, proof="档案第 3 页")
    world.do("decide_survivors", date(2023, 5, 20), **payload)
    assert owed(person) == {"bereavement": [45_750_00], "funeral": [6_000_00]}
    with pytest.raises(Refused, match="抚恤金已经登记应付"):
        procedures.preview("decide_survivors", payload, day=date(2023, 5, 21))

    for kind in ("funeral", "bereavement"):
        world.do("cancel_owed", date(2023, 5, 22), person_id=person, scheme=EMPLOYEE, kind=kind, reason="年限登记有误", scans=scans())
    assert owed(person) == {}
    world.do("decide_survivors", date(2023, 5, 23), **payload | {"paid_months": 240})
    assert owed(person) == {"bereavement": [14 * 3_000_00], "funeral": [6_000_00]}


def test_less_than_five_years_is_never_more_than_the_person_s_own_contributions(world: Injuries) -> None:
    person = dead_worker(world)
    with pytest.raises(Refused, match="没有填写个人缴费之和"):
        procedures.preview("decide_survivors", decided(person, paid_months=24), day=date(2023, 5, 20))

    world.do("decide_survivors", date(2023, 5, 20), **decided(person, paid_months=24, own_fen="9600.00"))

    assert owed(person) == {"bereavement": [3_600_00], "funeral": [6_000_00]}


@pytest.mark.slow
def test_a_funeral_is_paid_by_one_insurance_and_a_death_at_work_by_its_own(world: Injuries) -> None:
    person = dead_worker(world)
    world.do("decide_survivors", date(2023, 5, 20), **decided(person, paid_months=180, funeral="injury"))
    assert owed(person) == {"bereavement": [9 * 3_000_00]}

    other = dead_worker(world, name="己庚")
    case_id = world.case(other)
    world.do(
        "decide_injury_death", date(2023, 5, 21), case_id=case_id, after_leave="no", funeral_elsewhere="no", scans=scans(),
        own_wage_fen="5000.00", wage_proof="工资表", area_wage_fen="6000.00", area_document="例〔2023〕1号",
    )  # fmt: skip
    with pytest.raises(Refused, match="工亡待遇已经核定"):
        procedures.preview("decide_survivors", decided(other, paid_months=180), day=date(2023, 5, 22))


def test_a_public_institution_pays_by_the_documents_on_file(world: Injuries) -> None:
    person = dead_worker(world, PUBLIC)

    world.do("decide_survivors", date(2023, 5, 20), **decided(person, scheme=PUBLIC, base_fen="3000.00"))

    assert owed(person) == {"bereavement": [2 * 49_283_00 + 40 * 3_000_00], "funeral": [5_000_00]}
    assert [check for check in run_checks() if not check.ok] == []
