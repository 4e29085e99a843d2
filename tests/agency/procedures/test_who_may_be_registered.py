"""Who may be registered: by a whole number, old enough, with texts the register can keep; by a form, in a list and at a hand-over alike."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shebao.agency.enrolment import queries as enrolment
from shebao.agency.journal.by import By
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions
from shebao.agency.procedures.catalogue import catalogue
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.base.finding import Refused
from shebao.base.identity import invented_citizen_number
from tests.agency.procedures.from_file import payload_from
from tests.world.calendar import MAY_DAY
from tests.world.people import bank_card, citizen_number, make_person, make_village
from tests.world.staff import carry_through

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
YOUNG = invented_citizen_number("990000", date(2006, 8, 15), 123)
"""Of somebody of sixteen: its first fifteen digits read as somebody born on 1920-06-08."""


def applicant(**more: Any) -> dict[str, Any]:
    return {"citizen_number": citizen_number(), "name": "张三", "village_id": make_village()} | more


def refusal(key: str, payload: dict[str, Any]) -> str:
    with pytest.raises(Refused) as refused:
        actions.preview(key, payload, day=MAY_DAY)
    return refused.value.finding.message


def hand_over(path: Path, *rows: str) -> Path:
    titles = "身份证号码,姓名,出生日期,乡镇,村（社区）,参保月,首缴年度,末缴年度,缴费年数"
    path.write_text("\n".join([titles, *rows]), encoding="utf-8")
    return path


def test_a_number_cut_to_fifteen_digits_is_refused_by_form_and_list(tmp_path: Path) -> None:
    make_village("云台镇", "柳树村")
    path = tmp_path / "list.csv"
    path.write_text(f"身份证号码,姓名,乡镇,村（社区）\n{YOUNG[:15]},张三,云台镇,柳树村\n", encoding="utf-8")

    assert "只有 15 位" in refusal("register_person", applicant(citizen_number=YOUNG[:15]))
    _, read = payload_from("register_many", path, whole=False)
    assert [reason for row in read.rejected for reason in row.reasons] == [
        "身份证号码只有 15 位：第一代身份证已于 2013 年停用，也可能是 18 位号码漏了末三位"
    ]


def test_a_first_generation_number_is_taken_over_only_with_the_birth_date_beside_it(tmp_path: Path) -> None:
    make_village("云台镇", "柳树村")
    old, other = citizen_number(date(1950, 1, 2)), citizen_number(date(1950, 1, 2))
    short, tail = old[:6] + old[8:17], "云台镇,柳树村,2012-01,2012,2022,11"

    path = hand_over(
        tmp_path / "old.csv",
        f"{other[:6]}{other[8:17]},王五,,{tail}",
        f"{short},张三,1950-01-02,{tail}",
        f"{YOUNG[:15]},李四,2006-08-15,{tail}",
    )
    payload, read = payload_from("take_over", path, whole=False)

    assert [row["citizen_number"] for row in payload["rows"]] == [old]
    assert [(row.row, row.reasons[0][:24]) for row in read.rejected] == [
        (2, "身份证号码是 15 位旧号，要在“出生日期”列填"),
        (4, "出生日期 2006-08-15 与身份证号码里的"),
    ]


@pytest.mark.parametrize(("born", "allowed"), [(date(2007, 5, 31), True), (date(2007, 6, 1), False), (date(2013, 5, 1), False)])
def test_nobody_is_insured_before_sixteen(born: date, allowed: bool, staff: dict[str, int]) -> None:
    payload = applicant(citizen_number=citizen_number(born))

    if allowed:
        (person,) = carry_through("register_person", payload, staff)
        assert enrolment.is_insured(person, RESIDENT, 202305)
    else:
        assert "未满 16 周岁" in refusal("register_person", payload)
        assert "第1行：张三到参保月 2023-05 未满 16 周岁" in refusal("register_many", {"rows": [payload, applicant(name="李四")]})


def test_a_child_is_not_taken_over_either() -> None:
    row = applicant(citizen_number=citizen_number(date(2005, 1, 1)), from_month=201201, first_year=2012, last_year=2022, years=11)

    assert "到参保月 2012-01 未满 16 周岁" in refusal("take_over", {"rows": [row], "month": "2023-06"})


@pytest.mark.parametrize(
    ("bank", "reason"),
    [
        ("行" * 60, "有 60 个字，最多 40 个字"),
        ("农商行|城关支行", "银行文件用它分隔栏目"),
        ("农商行\n支行", "换行"),
        ("农商行\x00", "控制字符"),
    ],
)
def test_a_bank_that_no_file_could_carry_is_refused_at_the_form_and_in_the_list(bank: str, reason: str, tmp_path: Path) -> None:
    person = make_person("张三")
    form = {"person_id": person, "bank": bank, "account_number": bank_card(), "holder": "张三"}

    assert reason in refusal("change_bank_account", form)
    assert reason in refusal("register_person", applicant(bank=bank, account_number=bank_card()))
    if "\x00" not in bank:
        path = tmp_path / "list.csv"
        number = people.citizen_numbers([person])[0]
        path.write_text(f'身份证号码,姓名,开户行,银行账号\n{number},张三,"{bank}",{bank_card()}\n', encoding="utf-8")
        _, read = payload_from("change_bank_accounts", path, whole=False)
        assert reason in read.rejected[0].reasons[0]


def test_a_village_longer_than_the_register_keeps_is_refused_before_anybody_signs() -> None:
    assert "最多 32 个字" in refusal("add_villages", {"rows": [{"township": "云台镇", "village": "村" * 60}]})


def test_every_text_that_is_asked_for_has_a_length(staff: dict[str, int]) -> None:
    texts = [field for kind in catalogue().values() for field in kind.fields if field.widget == "text"]
    cells = [column for kind in catalogue().values() for column in kind.columns if column.kind == "text"]

    assert texts and cells
    assert all(0 < one.longest <= 300 for one in (*texts, *cells))


def test_evidence_that_says_nothing_is_refused_at_the_counter_and_not_at_the_approval() -> None:
    rows = [{"person_id": make_person("张三")}]

    assert "没有写明核验依据" in refusal("verify_bank_accounts", {"rows": rows, "channel": "waited", "evidence": "回执"})


@pytest.mark.parametrize("comment", ["看过\x00", "看" * 301])
def test_a_comment_the_database_cannot_keep_is_refused_in_words(comment: str, staff: dict[str, int]) -> None:
    matter = actions.submit("register_person", applicant(), by=By(staff["acceptance"], MAY_DAY))

    with pytest.raises(Refused, match="意见"):
        actions.approve(matter, by=By(staff["reviewer"], MAY_DAY), comment=comment)
