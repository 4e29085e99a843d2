"""Verbs that only the demonstration could reach have a door: asked for, looked at, decided by others, refused where it must be."""

from __future__ import annotations

from datetime import date

import pytest

from shebao.agency.accounts import queries as accounts
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.procedures import actions
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.base.finding import Refused
from shebao.base.money import grouped
from tests.world.calendar import MAY_DAY
from tests.world.people import make_people, make_person, new_person
from tests.world.staff import carry_through

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
YEAR_END = date(2023, 12, 31)


def test_a_years_interest_is_credited_by_three_people_once(staff: dict[str, int]) -> None:
    people = [make_person(name, insured_from=201201, paid_years=11, opening_fen=1_000_000) for name in ("张三", "李四")]
    with pytest.raises(Refused, match="尚未结束"):
        actions.preview("credit_interest", {"year": "2023"}, day=MAY_DAY)

    shown = {change.what: change.after for change in actions.preview("credit_interest", {"year": "2023"}, day=YEAR_END)}
    carry_through("credit_interest", {"year": "2023"}, staff, day=YEAR_END)

    earned = [accounts.of_person(person, RESIDENT).movements[-1] for person in people]  # type: ignore[union-attr]
    assert [(movement.kind, movement.month) for movement in earned] == [("interest", 202312)] * 2
    assert shown["利息合计"] == f"{grouped(sum(movement.amount_fen for movement in earned))} 元" and earned[0].amount_fen > 0
    with pytest.raises(Refused, match="不能重复结息"):
        actions.preview("credit_interest", {"year": "2023"}, day=YEAR_END)


def test_a_place_in_a_group_ends_with_its_year(staff: dict[str, int]) -> None:
    first, second = (make_person(name, insured_from=201201) for name in ("张三", "李四"))
    carry_through("grant_assistance", {"rows": [{"person_id": first, "group": "minimum_living"}], "from_year": "2022"}, staff)
    payload = {"rows": [{"person_id": first}], "to_year": "2023"}

    shown = actions.preview("end_assistance", payload, day=MAY_DAY)
    carry_through("end_assistance", payload, staff)

    assert [(change.before, change.after) for change in shown] == [("2023 年度 1 人", "退出 1 人，2024 年度起不再代缴")]
    assert enrolment.assistance_of(first)[0]["to_year"] == 2023
    assert enrolment.assisted(2023)[0].tolist() == [first] and enrolment.assisted(2024)[0].tolist() == []
    with pytest.raises(Refused, match="李四.*不是代缴对象") as refused:
        actions.preview("end_assistance", payload | {"rows": [{"person_id": second}]}, day=MAY_DAY)
    assert refused.value.finding.values["people"] == [second]


def test_whoever_left_is_insured_again_with_the_same_account(staff: dict[str, int]) -> None:
    person = make_person("张三", insured_from=201201, paid_years=11, opening_fen=1_000_000)
    rows = {"rows": [{"person_id": person}]}
    with pytest.raises(Refused, match="已在城乡居民基本养老保险参保"):
        actions.preview("insure_again", rows, day=MAY_DAY)
    carry_through("end_insurance", rows | {"reason": "moved_away", "to_month": "2023-03"}, staff)
    with pytest.raises(Refused, match="早于上一段参保的终止月"):
        actions.preview("insure_again", rows | {"from_month": "2023-03"}, day=MAY_DAY)

    carry_through("insure_again", rows | {"from_month": "2023-05"}, staff)

    assert enrolment.is_insured(person, RESIDENT, 202305) and not enrolment.is_insured(person, RESIDENT, 202304)
    account = accounts.of_person(person, RESIDENT)
    assert account is not None and account.balance_fen == 1_000_000


def test_the_dead_are_not_insured_again(staff: dict[str, int]) -> None:
    (person,) = make_people([new_person("王五")])
    carry_through("report_death", {"person_id": person, "died_on": "2023-05-01", "source": "relatives"}, staff)

    with pytest.raises(Refused, match="王五.*已登记死亡"):
        actions.preview("insure_again", {"rows": [{"person_id": person}]}, day=MAY_DAY)
