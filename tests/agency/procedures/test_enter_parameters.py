"""A yearly notice in one list: entered whole with its scans by three people, each bad row with its reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shebao.agency.journal.by import By
from shebao.agency.matters import attachments
from shebao.agency.parameters import checks, queries
from shebao.agency.procedures import actions
from shebao.base.finding import Refused
from tests.agency.procedures.from_file import payload_from
from tests.support.scans import pdf
from tests.world.calendar import MAY_DAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
PLACE = "gansu_zhengning"
HEAD = "参数,地区,启用日期,停用日期,数值,文件名称和文号,可信程度,第几份扫描件"
GOOD = (
    "基础养老金标准,,2023-07-01,2023-12-31,138,县政发〔2023〕9号,高,",
    "minimum_wage,甘肃省庆阳市正宁县,2023-07-01,,1820,甘政办发〔2021〕92号（例）,中,2",
    "缴费档次,,2024-01-01,,200、500、1000、6000,县政发〔2023〕9号,,1",
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings: Any) -> None:
    settings.FILES_FOLDER = tmp_path / "files"


def asked(tmp_path: Path, *rows: str, whole: bool = True, scans: int = 2) -> Any:
    path = tmp_path / "标准.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    kept = [attachments.keep(f"文件{number}.pdf", pdf(pages=number))._asdict() for number in range(1, scans + 1)]
    payload, read = payload_from("enter_parameters", path, whole=whole, scans=kept)
    return payload if whole else read


def people(staff: dict[str, int]) -> dict[str, int]:
    return {"maker_id": staff["parameters"], "reviewer_id": staff["inspector"], "approver_id": staff["approver"]}


def test_a_list_of_values_comes_in_as_one_matter_each_row_with_its_scan(staff: dict[str, int], tmp_path: Path) -> None:
    payload = asked(tmp_path, *GOOD)

    actions.carry_through("enter_parameters", payload, day=MAY_DAY, **people(staff))

    places = queries.places()
    assert places.value("resident_basic_standard", PLACE, date(2023, 12, 31)).value == "138"
    assert places.value("minimum_wage", PLACE, date(2023, 7, 1)).confidence == "medium"
    assert places.value("resident_tiers", PLACE, date(2024, 1, 1)).value == ("200", "500", "1000", "6000")
    digests = {key: digest for (key, *_), digest in queries.documents().items()}
    first, second = (scan["digest"] for scan in payload["scans"])
    assert digests == {"resident_basic_standard": first, "minimum_wage": second, "resident_tiers": first}
    assert checks.check_documents() == (3, [])


def test_every_value_is_shown_before_and_after_and_what_all_do_to_the_month(staff: dict[str, int], tmp_path: Path) -> None:
    changes = actions.preview("enter_parameters", asked(tmp_path, *GOOD), day=MAY_DAY)

    assert [(change.what, change.after) for change in changes[:3]] == [
        ("基础养老金标准", "138 元（县政发〔2023〕9号）"),
        ("最低工资标准", "1820 元（甘政办发〔2021〕92号（例））"),
        ("缴费档次", "200、500、1000、6000（县政发〔2023〕9号）"),
    ]
    assert changes[3].what.startswith("2023年7月")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("基础养老金标谁,,2023-07-01,,138,文,,", "没有参数"),
        ("基础养老金标准,某县,2023-07-01,,138,文,,", "没有地区"),
        ("居民个人账户记账利率,,2023-01-01,2023-12-31,3.74,文,,", "超出合理范围"),
        ("缴费档次,,2024-01-01,,二百,文,,", "不是"),
        ("基础养老金标准,,2023-07-01,2023-06-30,138,文,,", "停用日期早于"),
        (GOOD[0], "写了两次"),
    ],
)
def test_a_row_that_cannot_be_a_value_comes_back_with_its_reason(tmp_path: Path, row: str, reason: str) -> None:
    read = asked(tmp_path, *GOOD, row, whole=False)

    assert len(read.rows) == 3
    assert [reason in "；".join(bad.reasons) for bad in read.rejected] == [True], [bad.reasons for bad in read.rejected]


def test_a_list_whose_scan_did_not_come_or_that_changes_nothing_is_refused(staff: dict[str, int], tmp_path: Path) -> None:
    with pytest.raises(Refused, match="第 2 行写的是第 2 份扫描件，只上传了 1 份"):
        actions.submit("enter_parameters", asked(tmp_path, *GOOD, scans=1), by=By(staff["parameters"], MAY_DAY))
    with pytest.raises(Refused):
        actions.submit("enter_parameters", asked(tmp_path, *GOOD, scans=0), by=By(staff["parameters"], MAY_DAY))

    actions.carry_through("enter_parameters", asked(tmp_path, *GOOD), day=MAY_DAY, **people(staff))
    with pytest.raises(Refused, match="都是这样"):
        actions.submit("enter_parameters", asked(tmp_path, *GOOD), by=By(staff["parameters"], MAY_DAY))
