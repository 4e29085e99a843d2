"""Publicity and service: campaigns, service points and their use, ratings of matters, a survey; each entered in error is undone."""

from __future__ import annotations

from datetime import date

import pytest

from shebao.agency.evaluation import actions as evaluation
from shebao.agency.evaluation import surveys
from shebao.agency.hall import queries as hall
from shebao.agency.matters import queries as matters
from shebao.agency.registers import queries, services
from shebao.base.finding import Refused
from tests.agency.procedures.modules.complaints import by_inspector, step
from tests.agency.procedures.modules.fund import JUNE_2, by_business
from tests.agency.procedures.modules.retirees import undo
from tests.world.calendar import MAY_DAY, by
from tests.world.money import County

WORLD = "paying"
ELSEWHERE: dict[str, str] = {}
"""Keys of the catalogue of matters that stand under another name here."""


def record_work_event(county: County) -> None:
    """Two campaigns, one of them undone."""
    keys = []
    for place in ("甲乡", "乙乡"):
        payload = {"kind": "publicity", "on": "2023-05-31", "place": place, "party": "县社保中心", "heads": "285", "title": "政策进村"}
        keys += by_business(county, "record_work_event", payload)
    by_business(county, "record_work_event", step(keys[1], "undo", "2023-06-01"))
    assert queries.sum_of("event", 2023, ("publicity",)) == (1, 0, 285)


def point(number: str) -> dict[str, str]:
    """A terminal of a township."""
    return {
        "kind": "kiosk", "on": "2023-05-20", "number": number, "title": f"自助机{number}", "party": "甲乡", "address": "便民中心"
    }  # fmt: skip


def manage_service_point(county: County) -> None:
    """Two terminals: one broken and mended, one closed."""
    keys = [key for number in ("T1", "T2") for key in by_business(county, "manage_service_point", point(number))]
    by_business(county, "manage_service_point", step(keys[0], "broken", "2023-05-22"))
    assert [row["state"] for row in services.points()] == ["open", "done"]
    by_business(county, "manage_service_point", step(keys[0], "mended", "2023-05-25"))
    by_business(county, "manage_service_point", step(keys[1], "closed", "2023-05-31"))
    assert list(services.point_numbers()) == ["T1"]


def record_point_use(county: County) -> None:
    """A month's use by a list, undone, and entered as it was."""
    by_business(county, "manage_service_point", point("T1"))
    keys = by_business(county, "record_point_use", {"rows": [{"number": "T1", "times": 900}], "month": "2023-05", "on": "2023-06-01"})
    undo(county, "use", keys[0])
    by_business(county, "record_point_use", {"rows": [{"number": "T1", "times": 90}], "month": "2023-05", "on": "2023-06-01"})
    assert [row["used"] for row in services.points()] == [90]


def record_ratings(county: County) -> None:
    """Two finished matters rated on paper, one of the ratings undone."""
    for place in ("甲乡", "乙乡"):
        payload = {"kind": "publicity", "on": "2023-05-31", "place": place, "party": "县社保中心", "heads": "285", "title": "政策进村"}
        by_business(county, "record_work_event", payload)
    numbers = [row.number for row in matters.listed(kinds=["record_work_event"])]
    rows = [{"number": number, "level": level} for number, level in zip(numbers, "52", strict=True)]
    keys = by_business(county, "record_ratings", {"rows": rows, "on": "2023-06-02", "channel": "纸质"})
    result = services.satisfaction(date(2023, 6, 1), date(2023, 6, 30))
    assert (result.count, result.satisfied) == (2, 1)
    undo(county, "rating", keys[1])
    assert services.rated(numbers) == {numbers[0]}


def survey_satisfaction(county: County) -> None:
    """Drawn by inspection from who was served, ended without an answer only with a reason, and declared void."""
    evaluation.enter_figures("yuntai", 2023, [evaluation.Entered("entered", "agency.name", "示例", "text", "文件")], by=by(MAY_DAY))
    by_business(county, "change_phone", {"person_id": county.people[0], "phone": "13800000001"})
    start = {"what": "start", "agency": "yuntai", "audience": "served", "month": "2023-06", "size": "1", "seed": "7"}
    key = by_inspector(county, "survey_satisfaction", start, JUNE_2)
    survey = surveys.one(key)
    assert (survey.population, survey.audience) == (1, "served") and "办结办件的本人 1 人" in surveys.drawn_from(survey)
    with pytest.raises(Refused, match="一份答卷也没有"):
        by_inspector(county, "survey_satisfaction", {"what": "close", "survey_id": str(key)}, JUNE_2)
    by_inspector(county, "survey_satisfaction", {"what": "close", "survey_id": str(key), "note": "没有人应答"}, JUNE_2)
    by_inspector(county, "survey_satisfaction", {"what": "void", "survey_id": str(key), "note": "样本太小"}, JUNE_2)
    assert surveys.one(key).void and surveys.closed("yuntai", 2023) is None


def set_hall_hours(county: County) -> None:
    """The hall's hours, entered with a slip and put right; times that do not follow each other are refused."""
    names = ("opens", "pauses", "resumes", "closes", "late_until")
    common = {"slot_minutes": "30", "per_slot": "4", "wait_minutes": "15"}
    for wait, times in (("15", "09:00 12:00 14:00 17:00 18:00"), ("10", "09:00 12:00 13:30 17:00 17:00")):
        payload = common | dict(zip(names, times.split(), strict=True)) | {"wait_minutes": wait}
        by_business(county, "set_hall_hours", payload)
    assert hall.hours() == (540, 720, 810, 1020, 1020, 30, 4, 10)
    with pytest.raises(Refused, match="不是时间"):
        by_business(county, "set_hall_hours", common | dict.fromkeys(names, "九点"))


MODULES = (
    ("set_hall_hours", set_hall_hours, "set_hall_hours"),
    ("record_work_event", record_work_event, "record_work_event"),
    ("manage_service_point", manage_service_point, "manage_service_point"),
    ("record_point_use", record_point_use, "withdraw_record"),
    ("record_ratings", record_ratings, "withdraw_record"),
    ("survey_satisfaction", survey_satisfaction, "survey_satisfaction"),
)
