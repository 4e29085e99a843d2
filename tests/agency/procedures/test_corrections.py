"""What was entered wrong is put right by a matter of its own: accounts, contributions, awards, names, numbers, telephones; what was stays."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from shebao.agency.accounts import queries as accounts
from shebao.agency.benefits import queries as benefits
from shebao.agency.contributions import queries as contributions
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.matters import attachments
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions
from shebao.base.finding import Refused
from tests.support.scans import picture
from tests.world.calendar import MAY_DAY
from tests.world.law import SCHEME
from tests.world.money import County, problems_of
from tests.world.people import citizen_number, make_person
from tests.world.staff import carry_through

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHEBAO_PLACE", "gansu_zhengning")


def scans() -> list[dict[str, Any]]:
    return [attachments.keep("材料.png", picture())._asdict()]


def done(paying: County, key: str, **payload: Any) -> Any:
    return carry_through(key, payload | {"scans": scans()}, paying.staff, day=MAY_DAY)


def test_an_account_is_corrected_and_the_award_follows_by_its_own_matter(paying: County) -> None:
    person = paying.people[0]
    account = accounts.of_person(person, SCHEME)
    assert account is not None
    entry = account.movements[0]
    payload = {"person_id": person, "entry_number": entry.id, "direction": "add", "amount_fen": "1390.00", "reason": "移交余额少记"}

    shown = actions.preview("correct_account", payload | {"scans": scans()}, day=MAY_DAY)
    done(paying, "correct_account", **payload)

    assert shown[1] == ("账户余额", "13,900.00 元", "15,290.00 元") and "另办“更正待遇核定”" in shown[-1].after
    assert accounts.of_person(person, SCHEME).balance_fen == 15_290_00  # type: ignore[union-attr]
    with pytest.raises(Refused, match="这笔记录已更正过"):
        actions.preview("correct_account", payload | {"scans": scans()}, day=MAY_DAY)
    award = actions.preview("correct_pension", {"person_id": person, "reason": "余额更正", "scans": scans()}, day=MAY_DAY)
    assert ("个人账户养老金", "100.00 元/月", "110.00 元/月") in award
    done(paying, "correct_pension", person_id=person, reason="余额更正")
    assert [row["version"] for row in benefits.of_person(person)[0]["decisions"]] == [2, 1]
    with pytest.raises(Refused, match="没有变化"):
        actions.preview("correct_pension", {"person_id": person, "reason": "再来", "scans": scans()}, day=MAY_DAY)
    assert problems_of("accounts.balances") == ()


def test_an_account_is_never_corrected_below_nothing(paying: County) -> None:
    entry = accounts.of_person(paying.people[0], SCHEME).movements[0]  # type: ignore[union-attr]
    payload = {"person_id": paying.people[0], "entry_number": entry.id, "direction": "take", "amount_fen": "13900.01", "reason": "多记"}

    with pytest.raises(Refused, match="余额不足"):
        actions.preview("correct_account", payload | {"scans": scans()}, day=MAY_DAY)


def test_a_contribution_taken_back_leaves_year_and_account_and_says_what_is_refunded(paying: County) -> None:
    (person,) = paying.insured(1, 0, birth=date(1980, 5, 6))
    rows = [{"person_id": person, "year": 2023, "tier_fen": 300_00}]
    carry_through("collect_contributions", {"rows": rows}, paying.staff, day=MAY_DAY)
    grid = contributions.of_person(person, SCHEME)
    (row,) = grid.rows
    payload = {"person_id": person, "contribution_number": row["id"], "why": "twice", "refund": "refund"}

    shown = actions.preview("take_back_contribution", payload | {"scans": scans()}, day=MAY_DAY)
    done(paying, "take_back_contribution", **payload)

    assert ("退还个人缴费", "", "300.00 元") in shown
    assert contributions.of_person(person, SCHEME).paid_years == grid.paid_years - 1
    assert accounts.of_person(person, SCHEME).balance_fen == 0  # type: ignore[union-attr]
    with pytest.raises(Refused, match="已更正过"):
        actions.preview("take_back_contribution", payload | {"scans": scans()}, day=MAY_DAY)
    carry_through("collect_contributions", {"rows": rows}, paying.staff, day=MAY_DAY)
    assert contributions.of_person(person, SCHEME).paid_years == grid.paid_years


def test_a_name_and_a_number_are_corrected_and_what_they_were_is_kept_and_checked(paying: County) -> None:
    person, other = paying.people[:2]
    number = citizen_number(date(1955, 4, 9), "female")
    taken = people.citizen_numbers([other])[0]
    with pytest.raises(Refused, match="已登记在"):
        actions.preview(
            "correct_identity", {"person_id": person, "citizen_number": taken, "why": "typed_wrong", "scans": scans()}, day=MAY_DAY
        )

    shown = actions.preview(
        "correct_identity",
        {"person_id": person, "name": "李佳", "citizen_number": number, "why": "typed_wrong", "scans": scans()},
        day=MAY_DAY,
    )
    done(paying, "correct_identity", person_id=person, name="李佳", citizen_number=number, why="typed_wrong")

    now = people.person(person)
    assert (now.name, now.sex, now.birth_date) == ("李佳", "female", date(1955, 4, 9)) and people.find(number) == person
    assert {change.what for change in shown} >= {"姓名", "身份证号码", "性别", "出生日期", "银行账户", "养老待遇"}
    assert problems_of("sealed.people_person") == problems_of("people.identities") == problems_of("people.numbers") == ()


def test_nobody_changes_a_name_past_the_correction(paying: County) -> None:
    done(paying, "correct_identity", person_id=paying.people[0], name="李佳", why="typed_wrong")

    for column, value in (("name", "张三"), ("birth_date", "1950-01-01"), ("citizen_tail", "0000")):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE people_person SET {column} = %s WHERE id = %s", [value, paying.people[0]])


def test_a_telephone_and_a_move_in_either_order_are_held_against_the_journal(paying: County) -> None:
    from shebao.agency.people.actions import ensure_villages, move_persons
    from tests.world.calendar import by

    person = paying.people[0]
    village = ensure_villages([("乙乡", "二村")], by=by(MAY_DAY))[("乙乡", "二村")]
    carry_through("change_phone", {"person_id": person, "phone": "13800000001"}, paying.staff, day=MAY_DAY)
    move_persons([(person, village)], by=by(MAY_DAY))
    carry_through("change_phone", {"person_id": person, "phone": "13800000002"}, paying.staff, day=MAY_DAY)

    assert people.person(person).phone.endswith("0002") and problems_of("people.residences") == ()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE people_person SET phone = '139****9999' WHERE id = %s", [person])
    assert problems_of("people.residences") != ()


def test_an_insurance_is_interrupted_and_goes_on_with_its_account(paying: County) -> None:
    (person,) = paying.insured(1, 500_00, birth=date(1980, 5, 6))

    carry_through(
        "end_insurance", {"rows": [{"person_id": person}], "reason": "interrupted", "to_month": "2023-04"}, paying.staff, day=MAY_DAY
    )
    assert enrolment.ended_last_by(person, SCHEME, "interrupted")
    carry_through("insure_again", {"rows": [{"person_id": person}], "from_month": "2023-05"}, paying.staff, day=MAY_DAY)

    assert [spell.to_month for spell in enrolment.spells(person)].count(None) == 1
    assert accounts.of_person(person, SCHEME).balance_fen == 500_00  # type: ignore[union-attr]


def test_two_records_of_one_human_become_one_with_years_and_balance(paying: County) -> None:
    (extra,) = paying.insured(1, 700_00, birth=date(1980, 5, 6))
    stays = make_person("李甲", birth=date(1980, 5, 16), day=MAY_DAY, insured_from=202305, opening_fen=100_00)

    shown = actions.preview("merge_persons", {"person_id": stays, "duplicate_id": extra, "scans": scans()}, day=MAY_DAY)
    done(paying, "merge_persons", person_id=stays, duplicate_id=extra)

    assert ("个人账户", "100.00 元", "800.00 元") in shown and ("缴费年数", "0 年", "13 年") in shown
    assert accounts.of_person(stays, SCHEME).balance_fen == 800_00  # type: ignore[union-attr]
    assert accounts.of_person(extra, SCHEME).closed  # type: ignore[union-attr]
    assert contributions.of_person(stays, SCHEME).paid_years == 13
    assert people.merged_into(extra) == stays and enrolment.ended_last_by(extra, SCHEME, "duplicate")
    assert problems_of("accounts.balances") == problems_of("enrolment.spells") == ()
    with pytest.raises(Refused, match="已经并入别的登记"):
        actions.preview("merge_persons", {"person_id": stays, "duplicate_id": extra, "scans": scans()}, day=MAY_DAY)
    with pytest.raises(Refused, match="核定过待遇"):
        actions.preview("merge_persons", {"person_id": stays, "duplicate_id": paying.people[0], "scans": scans()}, day=MAY_DAY)
