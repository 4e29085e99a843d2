"""Matters about posts and moves, and the templates of the lists that matters are filled from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions, lists
from shebao.agency.procedures.catalogue import catalogue
from shebao.agency.staff.posts import all_rights, right_title
from shebao.agency.staff.queries import posts_of
from shebao.base.finding import Refused
from tests.world.calendar import MAY_DAY
from tests.world.people import make_person, make_village
from tests.world.staff import carry_through, make_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


def test_a_move_within_the_county_is_recorded(staff: dict[str, int]) -> None:
    person, village = make_person("张三"), make_village("乙镇", "新村")

    carry_through("move_person", {"person_id": person, "village_id": village}, staff)

    assert people.person(person).township == "乙镇"
    with pytest.raises(Refused, match="已经是"):
        actions.preview("move_person", {"person_id": person, "village_id": village}, day=MAY_DAY)


def test_a_post_is_given_by_three_people_none_of_whom_holds_both_ends(staff: dict[str, int]) -> None:
    people_of = {
        "acceptance": make_member("ops", "ops"),
        "reviewer": staff["inspector"],
        "approver": make_member("city", "rights_admin"),
    }
    member = make_member("newcomer")
    payload = {"username": "newcomer", "post": "reviewer", "since": "2023-05-10"}
    assert actions.preview("appoint_member", payload, day=MAY_DAY)[0] == ("岗位", "无", "复核")

    carry_through("appoint_member", payload, people_of)

    assert posts_of(member) == {"reviewer"}
    make_member("fresh")
    for wrong, said in (
        ({"post": "finance_maker"}, "同一人"),
        ({"username": "nobody"}, "没有登录名"),
        ({"post": "reviewer"}, "已在担任"),
        ({"username": "fresh", "since": "2023-05-01"}, "倒签"),
    ):
        with pytest.raises(Refused, match=said):
            actions.preview("appoint_member", payload | wrong, day=MAY_DAY)
    with pytest.raises(Refused, match="您的岗位不能"):
        actions.submit("appoint_member", payload, by=By(staff["approver"], MAY_DAY))


@pytest.mark.slow
@pytest.mark.parametrize("key", sorted(key for key, kind in catalogue().items() if kind.columns))
def test_the_template_of_a_list_has_the_columns_that_are_read(key: str, tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(lists.template(catalogue()[key]))

    with pytest.raises(Refused, match="没有数据行"):
        lists.read(catalogue()[key], path)
    assert any(field.widget == "file" for field in catalogue()[key].fields)


def test_the_agency_is_described_by_two_people_and_keeps_its_place_once_somebody_is_registered(
    settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, staff: dict[str, int]
) -> None:
    monkeypatch.delenv("SHEBAO_PLACE")
    settings.SHEBAO_HOME = tmp_path
    people_of = {"acceptance": make_member("ops", "ops"), "reviewer": staff["inspector"], "approver": staff["inspector"]}
    wanted = {"place": "gansu_zhengning", "name": "云台县社会保险事业管理服务中心"}
    for wrong, said in (({"place": "national"}, "不能选全国"), ({"name": "社保"}, "太短")):
        with pytest.raises(Refused, match=said):
            actions.preview("describe_agency", wanted | wrong, day=MAY_DAY)

    carry_through("describe_agency", wanted, people_of)

    assert (installation.place(), installation.name()) == ("gansu_zhengning", wanted["name"])
    make_person("张三")
    with pytest.raises(Refused, match="所在地不能再改"):
        actions.preview("describe_agency", wanted | {"place": "jiangsu_rugao"}, day=MAY_DAY)
    monkeypatch.setenv("SHEBAO_PLACE", "gansu_zhengning")
    with pytest.raises(Refused, match="环境变量 SHEBAO_PLACE"):
        actions.preview("describe_agency", wanted | {"name": "另一个名称的中心"}, day=MAY_DAY)


def test_every_right_has_words_and_an_appointment_prints_no_code(staff: dict[str, int]) -> None:
    make_member("newcomer")

    change = actions.preview("appoint_member", {"username": "newcomer", "post": "reviewer", "since": "2023-05-10"}, day=MAY_DAY)[1]

    assert all(right_title(right) for right in all_rights())
    assert "人员和参保：复核" in change.after and "." not in change.after
