"""Entering a value of the law: three people, a document that was scanned, and the effect shown before it is decided."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shebao.agency.journal.by import By
from shebao.agency.matters import attachments
from shebao.agency.parameters import checks, queries
from shebao.agency.procedures import actions
from shebao.agency.procedures.catalogue import catalogue
from shebao.agency.store import shelf
from shebao.base.finding import Refused
from tests.support.scans import pdf
from tests.world.calendar import MAY_DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
KEY, PLACE = "resident_basic_standard", "gansu_zhengning"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> None:
    settings.FILES_FOLDER = tmp_path / "files"


def asked(**changes: Any) -> dict[str, Any]:
    given = {
        "key": KEY,
        "place": PLACE,
        "effective_from": "2023-07-01",
        "content": "138",
        "document": "县政发〔2023〕9号",
        "scans": [attachments.keep("县政发9号.pdf", pdf())._asdict()],
    }
    return {name: value for name, value in (given | changes).items() if value is not None}


def people(staff: dict[str, int]) -> dict[str, int]:
    return {"maker_id": staff["parameters"], "reviewer_id": staff["inspector"], "approver_id": staff["approver"]}


def test_a_value_comes_in_with_its_document_and_holds_from_its_first_day(staff: dict[str, int]) -> None:
    actions.carry_through("enter_parameter", asked(), day=MAY_DAY, **people(staff))

    value = queries.places().value(KEY, PLACE, date(2023, 7, 1))
    assert (value.value, value.document) == ("138", "县政发〔2023〕9号")
    (((key, place, first, document), digest),) = queries.documents(KEY).items()
    assert (key, place, first, document) == (KEY, PLACE, "2023-07-01", "县政发〔2023〕9号") and shelf.content(digest) == pdf()
    assert queries.matter_behind(KEY, digest) is not None and queries.matter_behind("resident_flexible_years", digest) is None


def test_a_value_is_shown_with_its_unit_before_and_after(staff: dict[str, int]) -> None:
    change = actions.preview("enter_parameter", asked(), day=MAY_DAY)[0]

    assert change.after == "138 元（县政发〔2023〕9号）"
    assert " 元（" in change.before


def test_no_value_comes_in_without_its_document_or_with_two(staff: dict[str, int]) -> None:
    other = attachments.keep("另一份.pdf", pdf("另一份"))._asdict()
    for scans, said in (
        (None, "没有填写文件扫描件"),
        ([], "没有填写文件扫描件"),
        ([*asked()["scans"], other], "最多 1 份"),
        ("a" * 64, "没有上传完整"),
        ([{"digest": "a" * 64}], "没有上传完整"),
    ):
        with pytest.raises(Refused, match=said):
            actions.submit("enter_parameter", asked(scans=scans), by=By(staff["parameters"], MAY_DAY))


def test_verify_misses_a_document_that_is_gone(staff: dict[str, int]) -> None:
    actions.carry_through("enter_parameter", asked(), day=MAY_DAY, **people(staff))
    assert checks.check_documents() == (1, [])

    shelf._path(next(iter(queries.documents().values()))).unlink()

    assert "县政发〔2023〕9号" in checks.check_documents()[1][0]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"content": "abc"}, "应为数字"),
        ({"content": "1380000"}, "合理范围"),
        ({"document": ""}, "文件名称和文号"),
        ({"key": "no_such_key"}, "没有参数"),
        ({"effective_to": "2023-06-30"}, "停用日期早于"),
        ({"content": "[1"}, "JSON"),
    ],
)
def test_what_cannot_be_a_value_is_refused_with_its_reason(staff: dict[str, int], change: dict[str, str], said: str) -> None:
    with pytest.raises(Refused, match=said):
        actions.submit("enter_parameter", asked(**change), by=By(staff["parameters"], MAY_DAY))


def test_the_same_value_is_not_entered_again(staff: dict[str, int]) -> None:
    actions.carry_through("enter_parameter", asked(), day=MAY_DAY, **people(staff))

    with pytest.raises(Refused, match="现在就是这个数值"):
        actions.submit("enter_parameter", asked(), by=By(staff["parameters"], MAY_DAY))


def test_every_kind_that_takes_scans_takes_them_under_the_one_name() -> None:
    taking = {one.key: [field for field in one.fields if field.widget == "scans"] for one in catalogue().values()}

    assert {"enter_parameter", "report_death", "change_bank_account", "register_person", "move_person"} <= {
        key for key, fields in taking.items() if fields
    }
    assert all(
        field.name == attachments.SCANS and field.name not in catalogue()[key].sensitive
        for key, fields in taking.items()
        for field in fields
    )


def test_a_table_is_typed_as_the_law_s_page_prints_it(staff: dict[str, int]) -> None:
    actions.carry_through("enter_parameter", asked(key="resident_tiers", content="200、500、1000、6000"), day=MAY_DAY, **people(staff))

    assert queries.places().value("resident_tiers", PLACE, date(2023, 7, 1)).value == ("200", "500", "1000", "6000")
    with pytest.raises(Refused, match="不是数字"):
        actions.submit("enter_parameter", asked(key="resident_tiers", content="二百"), by=By(staff["parameters"], MAY_DAY))
