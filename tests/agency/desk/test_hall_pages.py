"""The hall at the desk: a number taken, called, finished with its matter and rated; hours set, an appointment booked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from shebao.agency.hall import queries
from shebao.agency.matters import queries as matters
from shebao.agency.registers import services
from tests.agency.procedures.modules.fund import by_business
from tests.world.calendar import MAY_DAY
from tests.world.money import County

pytestmark = pytest.mark.django_db


def test_a_number_is_taken_called_finished_with_its_matter_and_rated(paying: County, at_desk: Callable[[str], Client]) -> None:
    clerk = at_desk("acceptance")
    assert "A001 号" in clerk.post("/hall/take/", {"purpose": "A", "party": "甲"}, follow=True).content.decode()
    ticket = queries.tickets(MAY_DAY)[0].id
    by_business(paying, "change_phone", {"person_id": paying.people[0], "phone": "13800000001"}, MAY_DAY)
    number = matters.listed(kinds=["change_phone"])[0].number
    assert "正在办：A001" in clerk.post("/hall/counter/3/call/?purposes=A", follow=True).content.decode()
    assert "A001" in clerk.get("/hall/screen/").content.decode()
    wrong = clerk.post(f"/hall/{ticket}/finished/", {"counter": "3", "matter_number": "没有", "level": "5"})
    assert "评价记不上" in wrong.content.decode() and queries.ticket(ticket).state == "serving"

    form = {"counter": "3", "matter_number": number, "level": "4", "words": "很快"}
    assert clerk.post(f"/hall/{ticket}/finished/?purposes=A", form).status_code == 302

    assert queries.ticket(ticket).matter_number == number and services.rated([number]) == {number}
    page = clerk.get("/hall/waits/").content.decode()
    assert "100.0%，共 1 条" in page


def test_hours_are_set_by_two_people_and_then_appointments_are_taken(paying: County, at_desk: Callable[[str], Client]) -> None:
    clerk = at_desk("acceptance")
    assert "还不能预约" in clerk.get("/hall/").content.decode()
    times = dict(zip(("opens", "pauses", "resumes", "closes", "late_until"), ("09:00", "12:00", "14:00", "17:00", "18:00"), strict=True))
    by_business(paying, "set_hall_hours", times | {"slot_minutes": "30", "per_slot": "4", "wait_minutes": "15"}, MAY_DAY)

    page = clerk.get("/hall/?purpose=C").content.decode()
    assert "17:30（延时），还有 4 个" in page
    form = {"day": MAY_DAY.isoformat(), "purpose": "C", "slot": "1050", "party": "某公司"}
    assert "C001 号" in clerk.post("/hall/book/", form, follow=True).content.decode()
    assert "请改选有空位的时段" in clerk.post("/hall/book/", form | {"slot": "1"}).content.decode()
    assert at_desk("finance_maker").post("/hall/take/", {"purpose": "A"}).status_code == 403
