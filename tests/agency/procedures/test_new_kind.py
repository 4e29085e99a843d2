"""A new kind of matter is one file: for one person or for a list, it is found, asked for, looked at, decided and applied."""

from __future__ import annotations

from pathlib import Path

import pytest

from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions, lists, worklist
from shebao.agency.procedures.catalogue import catalogue, kind
from shebao.base.finding import Refused
from tests.agency.procedures.new_kinds import FOR_A_LIST, FOR_ONE, added
from tests.world.calendar import MAY_DAY
from tests.world.people import citizen_number, make_person, make_village
from tests.world.staff import carry_through

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def test_a_kind_for_one_person_is_one_file(staff: dict[str, int], tmp_path: Path) -> None:
    person, village = make_person("张三"), make_village("乙镇", "新村")
    payload = {"person_id": str(person), "village_id": str(village)}

    with added("move_back", FOR_ONE, tmp_path):
        assert "move_back" in {one.key for one in worklist.may_submit(staff["acceptance"])}
        assert actions.preview("move_back", payload, day=MAY_DAY)[0].after == "新村"
        with pytest.raises(Refused, match="没有填写原籍村"):
            actions.preview("move_back", {"person_id": str(person)}, day=MAY_DAY)
        matter_id = actions.submit("move_back", payload, by=By(staff["acceptance"], MAY_DAY))
        with pytest.raises(Refused, match="已有未办结"):
            actions.submit("move_back", payload, by=By(staff["acceptance"], MAY_DAY))
        actions.approve(matter_id, by=By(staff["reviewer"], MAY_DAY))

    assert people.person(person).village == "新村"
    detail = matters.matter(matter_id)
    assert detail is not None and (detail.row.title, detail.row.people, detail.subject) == ("张三：迁回原籍", 1, ("person", person))
    assert "move_back" not in catalogue()


def test_a_kind_for_a_list_is_one_file(staff: dict[str, int], tmp_path: Path) -> None:
    number = citizen_number()
    person = make_person("张三", number=number)
    make_village("乙镇", "新村")
    sheet = tmp_path / "搬迁.csv"
    lines = [
        "身份证号码,姓名,乡镇,村,房屋",
        f"{number},张三,乙镇,新村,新房",
        f"{number},张三,乙镇,新村,旧房",
        f"{number},张三,乙镇,旧村,新房",
    ]
    sheet.write_text("\n".join([*lines, f"{number},张三,乙镇,新村,楼房"]), encoding="utf-8")

    with added("resettle_village", FOR_A_LIST, tmp_path):
        read = lists.read(kind("resettle_village"), sheet)
        payload = {"rows": read.rows, "file_name": sheet.name}
        shown = actions.preview("resettle_village", payload, day=MAY_DAY)
        carry_through("resettle_village", payload, staff)

    assert [(row.row, row.reasons) for row in read.rejected] == [
        (3, ("搬迁户不能安置在旧房",)),
        (4, ("没有“乙镇旧村”这个村（社区）",)),
        (5, ("没有房屋“楼房”，可选：新房、旧房",)),
    ]
    assert shown[0].after == "1 人搬迁"
    assert people.person(person).village == "新村"


def test_a_file_that_lacks_a_label_or_is_not_named_by_its_key_stops_the_catalogue(tmp_path: Path) -> None:
    for key, text, reason in (
        ("move_back", FOR_ONE.replace("LAW =", "DECREE ="), "move_back: lacks LAW"),
        ("moving", FOR_ONE, "KEY is the file's name"),
        ("move_back", FOR_ONE.replace('KEY = "move_back"', 'KEY = "move_person"'), "KEY is the file's name"),
        ("resettle_village", FOR_A_LIST.replace('"搬迁名单", "file"', '"搬迁名单"'), "a list needs a field for its file"),
    ):
        with added(key, text, tmp_path), pytest.raises(AssertionError, match=reason):
            catalogue()
        (tmp_path / f"{key}.py").unlink()
