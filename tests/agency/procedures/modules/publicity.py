"""Publicity: a campaign as it was held, and one entered in error and undone; the report counts the first alone."""

from __future__ import annotations

from shebao.agency.registers import queries
from tests.agency.procedures.modules.complaints import step
from tests.agency.procedures.modules.fund import by_business
from tests.world.money import County

WORLD = "paying"
ELSEWHERE = {
    "survey_satisfaction": "年度自评的满意度调查（tests/agency/evaluation/test_surveys.py）",
    "manage_service_point": "add_villages 的变体",
}
"""Keys of the catalogue of matters that stand under another name here."""


def record_work_event(county: County) -> None:
    """Two campaigns, one of them undone."""
    keys = []
    for place in ("甲乡", "乙乡"):
        payload = {"kind": "publicity", "on": "2023-05-31", "place": place, "party": "县社保中心", "heads": "285", "title": "政策进村"}
        keys += by_business(county, "record_work_event", payload)
    by_business(county, "record_work_event", step(keys[1], "undo", "2023-06-01"))
    assert queries.sum_of("event", 2023, ("publicity",)) == (1, 0, 285)


MODULES = (("record_work_event", record_work_event, "record_work_event"),)
