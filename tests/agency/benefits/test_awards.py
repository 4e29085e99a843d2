"""Awards that stand: which version holds in which month, what a new version owes for months already paid, and by which parts."""

from __future__ import annotations

import json
from datetime import date

import numpy as np
import pytest

from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits import award_history as history
from shebao.agency.benefits import awards, owed
from shebao.agency.enrolment.actions import enrol
from shebao.agency.schemes import Awarded
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.agency.schemes.employee import PARTS
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused
from tests.world.calendar import GO_LIVE, by
from tests.world.law import LAW
from tests.world.people import make_people, make_village, new_person

pytestmark = pytest.mark.django_db
JULY_DAY = date(2023, 7, 20)


@pytest.fixture
def drawing() -> list[int]:
    """Two people whose pensions were handed over in January 2023: 1,500.00 basic and 400.00 from the account."""
    village = make_village()
    ids = make_people([new_person(name, birth=date(1950, 3, 5), village_id=village) for name in ("李甲", "李乙")], day=GO_LIVE)
    enrol(ids, EMPLOYEE, 199601, by=by(GO_LIVE))
    none = {part.key: np.zeros(2, dtype=np.int64) for part in PARTS}
    columns = none | {"basic": int_column([1500_00, 1500_00]), "account_pension": int_column([400_00, 400_00])}
    columns["account_balance"] = int_column([20_000_00, 20_000_00])
    rows = awards.HandedOver(int_column(ids), int_column([201004, 201004]), int_column([360, 360]), columns)
    benefits.take_over_awards(rows, EMPLOYEE, month=202301, **LAW, by=by(GO_LIVE))
    return ids


def version(person: int, effective: int, **parts: int) -> awards.Award:
    sheet = json.dumps({"month": effective, "total": sum(parts.values())})
    return awards.Award(person, 201004, effective, Awarded(parts, 30, 0, "{}", sheet, '{"steps":[]}'))


def amounts_in(people: list[int], month: int) -> list[int]:
    return awards.in_force(int_column(people), EMPLOYEE, month).amounts.total_fen.tolist()


def test_the_last_version_that_has_begun_holds_and_the_months_behind_it_are_owed(drawing: list[int]) -> None:
    benefits.revise(
        [version(drawing[0], 202304, basic=1600_00, account_pension=400_00)], EMPLOYEE, "corrected", month=202308, by=by(JULY_DAY), body={}
    )
    benefits.revise(
        [version(drawing[0], 202306, basic=1700_00, account_pension=400_00)], EMPLOYEE, "adjusted", month=202308, by=by(JULY_DAY), body={}
    )

    assert [amounts_in(drawing, month) for month in (202303, 202304, 202305, 202306)] == [
        [1900_00, 1900_00],
        [2000_00, 1900_00],
        [2000_00, 1900_00],
        [2100_00, 1900_00],
    ]
    periods = owed.owed_periods(EMPLOYEE, 202308)
    assert [periods[name].tolist() for name in ("person_id", "first_month", "last_month")] == [[drawing[0]], [202304], [202307]]


def test_what_was_paid_is_divided_as_the_version_whose_sum_it_is(drawing: list[int]) -> None:
    paid, known = awards.amounts_paid(int_column(drawing), int_column([1900_00, 1899_99]), EMPLOYEE)

    assert known.tolist() == [1, 0]
    assert (paid.parts["basic"].tolist(), paid.from_account_fen.tolist()) == ([1500_00, 0], [400_00, 0])


def test_a_version_is_only_made_of_an_award_that_is_there_and_nobody_is_awarded_twice(drawing: list[int]) -> None:
    (stranger,) = make_people([new_person("王丙", village_id=make_village())], day=GO_LIVE)

    with pytest.raises(Refused, match="没有核定过的待遇"):
        benefits.revise([version(stranger, 202304, basic=1)], EMPLOYEE, "corrected", month=202308, by=by(JULY_DAY), body={})
    with pytest.raises(Refused, match="已有待遇"):
        benefits.award([version(drawing[0], 202304, basic=1)], EMPLOYEE, month=202308, provisional=False, by=by(JULY_DAY), body={})
    assert history.award_of(drawing[0], EMPLOYEE)["version"] == 1


def test_a_county_whose_scheme_stands_is_not_decided_by_the_months_standard(drawing: list[int]) -> None:
    with pytest.raises(Refused, match="逐人核定"):
        benefits.decide(drawing, EMPLOYEE, **LAW, by=by(JULY_DAY))


def test_the_yearly_adjustment_is_about_the_suspended_too_but_not_about_those_in_custody(drawing: list[int]) -> None:
    benefits.suspend([drawing[0]], EMPLOYEE, 202303, "custody", by=by(JULY_DAY))
    benefits.suspend([drawing[1]], EMPLOYEE, 202303, "uncertified", by=by(JULY_DAY))

    assert history.adjustable(EMPLOYEE, 2023)[0] == [drawing[1]]


def test_a_new_version_owes_nothing_for_the_months_after_a_death(drawing: list[int]) -> None:
    benefits.end([drawing[0]], EMPLOYEE, 202305, "died", by=by(JULY_DAY))
    benefits.revise(
        [version(drawing[0], 202304, basic=1600_00, account_pension=400_00)], EMPLOYEE, "corrected", month=202308, by=by(JULY_DAY), body={}
    )

    periods = owed.owed_periods(EMPLOYEE, 202308)

    assert [periods[name].tolist() for name in ("person_id", "first_month", "last_month")] == [[drawing[0]], [202304], [202305]]
