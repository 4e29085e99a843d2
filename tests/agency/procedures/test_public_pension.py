"""A public institution's pension: declared, compared with the old standard, and the months that were paid provisionally cleared once."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shebao.agency.benefits import award_history as history
from shebao.agency.benefits import queries as benefits
from shebao.agency.benefits import reform
from shebao.agency.enrolment.actions import enrol
from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.matters import attachments
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout import actions as payout
from shebao.agency.payout.models import Cover, Run
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.checks import run_checks
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.base.dated import Value
from shebao.base.finding import Refused
from shebao.core.policy.locale import shipped_places
from tests.support.scans import pdf
from tests.world.calendar import by
from tests.world.people import bank_card, citizen_number, make_people, make_village, new_person
from tests.world.runs import settled_run
from tests.world.staff import carry_through, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
DECEMBER, JANUARY = date(2023, 12, 20), date(2024, 1, 10)


@pytest.fixture
def staff(tmp_path: Path, settings) -> dict[str, int]:
    settings.FILES_FOLDER = tmp_path / "files"
    return make_staff()


@pytest.fixture(autouse=True)
def values_of_the_example(monkeypatch: pytest.MonkeyPatch) -> None:
    """The base of 2017 and the coefficient of the worked example, which the county's own file does not have."""
    year = (date(2017, 1, 1), date(2017, 12, 31))
    own = [
        Value(key, "gansu_zhengning", *year, value, "算例", "high")
        for key, value in (("calc_base", "5000"), ("public_transition_coefficient", "0.012"))
    ]
    monkeypatch.setattr(parameters, "shipped_places", lambda: shipped_places().overlay(own))
    parameters._layered.cache_clear()


def scans() -> list[dict[str, Any]]:
    return [attachments.keep("依据.pdf", pdf())._asdict()]


def on_provisional_pay(staff: dict[str, int]) -> int:
    """郑丁 of the worked example: retired in May 2017, drew the old pension of 2,420 yuan from June 2017 on."""
    row = {
        "citizen_number": citizen_number(birth=date(1957, 5, 5)),
        "name": "郑丁",
        "village_id": make_village(),
        "bank": "农商银行",
        "account_number": bank_card(),
        "pension_from": 201706,
        "paid_months": 300,
        "balance_fen": 27_800_00,
        "retirement_pay_fen": 2420_00,
        "certified_on": "2023-06-01",
    }
    (person,) = carry_through("take_over_public_pensions", {"rows": [row], "month": 202401}, staff, DECEMBER)
    return person


def declaration(person: int) -> dict[str, Any]:
    return {
        "person_id": person,
        "wage_fen": "2000.00",
        "ratio": "0.80",
        "subsidy_fen": "400.00",
        "increase_fen": "0",
        "position": "科员",
        "grade": "二十四级",
        "deemed_months": 240,
        "deemed_index": "1.2",
        "scans": scans(),
    }


def claim(person: int, **more: Any) -> dict[str, Any]:
    facts = {
        "person_id": person,
        "applied_on": "2023-12-20",
        "category": "male60",
        "road": "legal",
        "retire_month": 201705,
        "first_work": 199705,
        "archive": "退休审批表（例）",
        "actual_months": 60,
        "actual_index": "1.0",
        "account_fen": "27800.00",
        "annuity_fen": "13900.00",
        "growth": "2015=0.10，2016=0.10",
        "scans": scans(),
    }
    return facts | more


def clearing(person: int, *spans: tuple[int, int, str]) -> dict[str, Any]:
    rows = [{"person_id": person, "from_month": first, "to_month": last, "paid_fen": int(paid)} for first, last, paid in spans]
    return {"rows": rows, "document": "清算通知（例）", "scans": scans()}


@pytest.mark.slow
def test_the_worked_example_of_a_clearing_comes_out_to_the_fen(staff: dict[str, int]) -> None:
    fund.open_books(PUBLIC, 202401, date(2024, 1, 1), {"1004": 10**8}, by=By(None, date(2024, 1, 1)))
    person = on_provisional_pay(staff)
    carry_through("declare_reform_data", declaration(person), staff, DECEMBER)
    carry_through("decide_public_pension", claim(person), staff, DECEMBER)
    carry_through("settle_clearing", clearing(person, (201706, 202312, "242000")), staff, DECEMBER)

    regular = settled_run(staff, PUBLIC, 202401, JANUARY)
    held = all_held(staff)

    award = history.award_of(person, PUBLIC)
    assert (award["reason"], award["total_fen"], regular.amount_fen) == ("cleared", 2521_00, 2521_00)
    assert {part.key: part.fen for part in award["parts"] if part.fen} == {
        "basic": 1350_00,
        "account_pension": 200_00,
        "transitional": 971_00,
    }
    lines = {step["name"]: step["value"] for step in benefits.sheet(award["id"])["steps"]}
    assert (lines["payable"], lines["annuity_monthly"], lines["released_part"]) == ("2621.00", "100.00", "201.00")
    assert (held.held, held.held_fen) == (1, 79 * 101_00)
    assert reform.people_declared() == 1
    assert {check.id for check in run_checks() if not check.ok} <= {"payout.open_runs"}


@pytest.mark.slow
def test_what_a_clearing_owes_is_paid_once_and_booked_after_two_people_looked_at_it(staff: dict[str, int]) -> None:
    fund.open_books(PUBLIC, 202401, date(2024, 1, 1), {"1004": 10**8}, by=By(None, date(2024, 1, 1)))
    person = on_provisional_pay(staff)
    carry_through("declare_reform_data", declaration(person), staff, DECEMBER)
    carry_through("decide_public_pension", claim(person), staff, DECEMBER)
    carry_through("settle_clearing", clearing(person, (201706, 202012, "242000"), (202101, 202312, "242000")), staff, DECEMBER)
    for gate in ("arrears_months", "arrears_times"):
        run = all_held(staff)
        release(staff, person, gate)
        payout.discard(run.pk, "已放行，重新提出", by=By(staff["acceptance"], JANUARY))

    paid = settled_run(staff, PUBLIC, 202401, JANUARY, "back_pay")

    assert (paid.amount_fen, Cover.objects.count()) == (7979_00, 79)
    assert sum(row.amount_fen for row in books.statement_of(PUBLIC, 202401, 202401).expense) == 7979_00
    assert [check for check in run_checks() if not check.ok] == []
    with pytest.raises(Refused, match="已经清算过"):
        procedures.preview("settle_clearing", clearing(person, (201706, 202312, "242000")), day=JANUARY)


def all_held(staff: dict[str, int]) -> Run:
    """The back payment of so many months waits until somebody has looked."""
    run = payout.propose(PUBLIC, 202401, "back_pay", place="gansu_zhengning", by=By(staff["acceptance"], JANUARY))
    return payout.compute(run.pk, actor_id=staff["acceptance"])


def release(staff: dict[str, int], person: int, gate: str) -> None:
    payload = {
        "rows": [{"person_id": person}],
        "scheme": PUBLIC,
        "gate": gate,
        "from_month": 202401,
        "until_month": 202401,
        "reason": "清算明细已核实",
    }
    approver = staff["approver"]
    procedures.carry_through("release_held", payload, day=JANUARY, maker_id=staff["inspector"], reviewer_id=approver, approver_id=approver)


def test_a_declaration_put_right_is_read_by_the_correction_and_the_difference_is_shown(staff: dict[str, int]) -> None:
    person = on_provisional_pay(staff)
    carry_through("declare_reform_data", declaration(person), staff, DECEMBER)
    carry_through("decide_public_pension", claim(person), staff, DECEMBER)
    carry_through("declare_reform_data", declaration(person) | {"wage_fen": "2500.00"}, staff, JANUARY)
    payload = {"person_id": person, "effective_from": 202401, "reason": "archive", "document": "工资审批表（例）", "scans": scans()}

    shown = {change.what: change.after for change in procedures.preview("correct_public_award", payload, day=JANUARY)}
    carry_through("correct_public_award", payload, staff, JANUARY)

    award = history.award_of(person, PUBLIC)
    assert (award["version"], award["effective_month"], award["total_fen"]) == (3, 202401, 2859_80)
    assert shown["以前各月少发"] == "1 个月共 338.80 元，在下一次补发批次中一次补发"


def test_months_that_do_not_add_up_and_awards_that_are_not_final_are_refused(staff: dict[str, int]) -> None:
    person = on_provisional_pay(staff)
    with pytest.raises(Refused, match="还没有最终核定"):
        procedures.preview("settle_clearing", clearing(person, (201706, 202312, "242000")), day=DECEMBER)
    with pytest.raises(Refused, match="还没有审核过“中人”基础数据"):
        procedures.preview("decide_public_pension", claim(person, actual_months=300), day=DECEMBER)
    carry_through("declare_reform_data", declaration(person), staff, DECEMBER)
    with pytest.raises(Refused, match="工资增长率"):
        procedures.preview("decide_public_pension", claim(person, growth="2015=0.10"), day=DECEMBER)
    carry_through("decide_public_pension", claim(person), staff, DECEMBER)

    for spans, message in (
        (((201707, 202312, "242000"),), "应接 2017-06"),
        (((201706, 202311, "242000"),), "止于 2023-11"),
        (((201706, 202312, "252200"),), "预发多于应发 79.00 元"),
    ):
        with pytest.raises(Refused, match=message):
            procedures.preview("settle_clearing", clearing(person, *spans), day=DECEMBER)


def test_somebody_who_worked_only_after_the_reform_is_decided_by_the_new_standard_alone(staff: dict[str, int]) -> None:
    (person,) = make_people([new_person("吴己", birth=date(1957, 5, 5), village_id=make_village())], day=date(2017, 5, 1))
    enrol([person], PUBLIC, 201410, by=by(date(2017, 5, 1)))

    with pytest.raises(Refused, match="累计缴费 31 个月，未达最低缴费 180 个月"):
        procedures.preview(
            "decide_public_pension", claim(person, first_work=201410, actual_months=31, applied_on="2017-05-20"), day=date(2017, 5, 20)
        )
