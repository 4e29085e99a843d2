"""Retired people's services, archives and limits as pages: who did not come, what a hospital is owed, what is late, what is over."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from shebao.agency.installation import queries as installation
from shebao.agency.registers import limits, services
from shebao.base.finding import Refused
from tests.agency.procedures.modules import archives, complaints, retirees
from tests.agency.procedures.modules.fund import by_business
from tests.world.money import County

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_campaign_shows_who_came_who_was_booked_and_who_did_not_come(paying: County, at_desk: Callable[[str], Client]) -> None:
    clerk = at_desk("acceptance")
    assert "还没有体检方案" in clerk.get("/retirees/").content.decode()
    retirees.planned(paying)
    booked = [{"person_id": person, "hospital": "县人民医院", "on": "2023-06-12"} for person in paying.people[:3]]
    by_business(paying, "book_health_checks", {"rows": booked, "on": "2023-06-02"})
    rows = [{"person_id": person, "on": "2023-06-12", "attended": "yes"} for person in paying.people[:2]]
    with pytest.raises(Refused, match="和当年方案不一样"):
        by_business(paying, "run_health_checks", retirees.checked(rows) | {"price_fen": "98.00"})
    with pytest.raises(Refused, match="不在当年方案里"):
        by_business(paying, "run_health_checks", retirees.checked(rows) | {"party": "别的医院"})
    by_business(paying, "run_health_checks", retirees.checked(rows))

    page = re.sub(r"\s+", " ", clerk.get("/retirees/checks/2023/").content.decode())

    assert "33.33%" in page and "194.00" in page
    assert "共 <b>1</b> 条" in clerk.get("/retirees/checks/2023/?standing=booked").content.decode()
    assert "共 <b>3</b> 条" in clerk.get("/retirees/checks/2023/?standing=none").content.decode()
    assert clerk.post("/retirees/checks/2023/?standing=none", {"purpose": "逐村通知"})["Content-Type"].endswith("sheet")
    assert clerk.get("/retirees/checks/2019/").status_code == 404
    assert "到检" in clerk.get("/retirees/?year=2023").content.decode()
    with pytest.raises(Refused, match="已经结算过体检"):
        key = services.plan_of(2023)
        assert key
        by_business(paying, "plan_health_checks", {"what": "undo", "record_id": str(key.id), "on": "2023-06-02", "note": "价格有误"})


def test_a_hand_over_with_a_missing_file_needs_the_signed_list(paying: County) -> None:
    """Worked example M in small: people without their files are refused until the list of what is missing is signed."""
    rows = [
        {"person_id": person, "community": "甲社区", "retired_on": "2020-01-01", "file_number": f"D{at}"}
        for at, person in enumerate(paying.people[:3])
    ]
    payload = {"rows": rows, "number": "协议1", "party": "某厂", "on": "2023-05-20", "files": "2"}
    with pytest.raises(Refused, match="名单 3 人，档案 2 卷，不一致"):
        by_business(paying, "take_over_retirees", payload)
    with pytest.raises(Refused, match="没有上传双方签字的缺卷清单"):
        by_business(paying, "take_over_retirees", payload | {"missing": "D1"})
    with pytest.raises(Refused, match="“D9”不在名单里"):
        by_business(paying, "take_over_retirees", payload | {"missing": "D9"})
    scans = [archives.attachments.keep("缺卷.png", archives.picture())._asdict()]
    by_business(paying, "take_over_retirees", payload | {"missing": "D1", "scans": scans})
    assert set(services.files_of(paying.people)) == {paying.people[0], paying.people[2]}


def test_visits_keep_to_who_lives_who_died_who_is_old_and_who_signed(paying: County) -> None:
    row = {"person_id": paying.people[0], "on": "2023-05-18", "place": "甲村", "amount_fen": 300_00}
    payload = {"kind": "aged", "on": "2023-05-20", "rows": [row]}
    with pytest.raises(Refused, match="不满 90 周岁"):
        by_business(paying, "record_retiree_service", payload | {"from_age": "90"})
    with pytest.raises(Refused, match="没有登记死亡"):
        by_business(paying, "record_retiree_service", payload | {"kind": "death"})
    with pytest.raises(Refused, match="没有签收"):
        by_business(paying, "record_retiree_service", payload | {"rows": [row | {"signed": "no"}]})
    by_business(paying, "record_retiree_service", payload | {"rows": [row | {"signed": "yes"}]})
    assert services.visited(2023) == {"aged": (1, 300_00)}


def test_groups_are_listed_with_their_leaders(paying: County, at_desk: Callable[[str], Client]) -> None:
    rows = [{"person_id": person, "role": role} for person, role in zip(paying.people, ("组长", "组员"), strict=False)]
    payload = {"kind": "community", "number": "甲社区一组", "party": "甲社区", "on": "2023-05-20", "rows": rows}
    with pytest.raises(Refused, match="有 0 位组长"):
        by_business(paying, "keep_retiree_group", payload | {"rows": rows[1:]})
    by_business(paying, "keep_retiree_group", payload)

    page = at_desk("reviewer").get("/retirees/groups/").content.decode()

    assert "甲社区一组" in page and "李甲" in page


def test_limits_count_what_was_answered_in_time_late_and_opened_again(paying: County, at_desk: Callable[[str], Client]) -> None:
    keys = []
    for due in ("2023-05-12", "2023-05-12", "2023-05-09", "2023-05-30"):
        payload = {"kind": "12345", "on": "2023-05-08", "party": "来电人", "title": "何时到账", "due_on": due}
        keys += by_business(paying, "answer_enquiry", payload)
    by_business(paying, "answer_enquiry", complaints.step(keys[0], "answered", "2023-05-10", satisfied="满意"))
    by_business(paying, "answer_enquiry", complaints.step(keys[1], "answered", "2023-05-10", satisfied="不满意"))
    by_business(paying, "answer_enquiry", complaints.step(keys[1], "reopen", "2023-05-11", due_on="2023-05-15"))
    by_business(paying, "answer_enquiry", complaints.step(keys[1], "answered", "2023-05-16", satisfied="满意"))

    (row,) = limits.timeliness(2023, date(2023, 6, 2))

    assert (row.received, row.in_time, row.late, row.open, row.open_late, row.reopened) == (4, 2, 1, 2, 2, 1)
    assert limits.answers(2023) == {"满意": 2, "不满意": 0, "没有评价": 0}
    page = re.sub(r"\s+", " ", at_desk("reviewer").get("/registers/supervision/?year=2023").content.decode())
    assert "66.7%" in page and "12345 热线" in page


def test_archives_are_listed_by_box_and_by_the_end_of_their_time(
    paying: County, at_desk: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    archives.archived(paying)
    clerk = at_desk("acceptance")
    assert "2023—待遇" in clerk.get("/registers/archives/").content.decode()
    assert "没有期满的档案" in clerk.get("/registers/archives/?show=expired").content.decode()
    assert "业务档案归档" in clerk.get("/registers/archives/?show=unfiled").content.decode()

    monkeypatch.setattr(installation, "business_day", lambda: archives.LATER)
    expired = at_desk("acceptance").get("/registers/archives/?show=expired").content.decode()

    assert "2023-001" in expired and "2033" in expired
