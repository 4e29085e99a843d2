"""The agency's own budget and report: granted, spent within it, a spending undone; a draft published, and put right by a notice."""

from __future__ import annotations

import pytest

from shebao.agency.evaluation.models import Report
from shebao.agency.registers import queries
from shebao.agency.statistics import goals
from shebao.base.finding import Refused
from tests.agency.procedures.modules.complaints import step
from tests.agency.procedures.modules.fund import by_business
from tests.world.law import PLACE, PLACES
from tests.world.money import County

WORLD = "paying"
ELSEWHERE = {"record_agency_asset": "adjust_agency_budget 的类别“三公、采购、资产、人员”"}
"""Keys of the catalogue of matters that stand under another name here."""


def adjust_agency_budget(county: County) -> None:
    """Granted, cut, spent, and a spending entered in error undone."""
    keys = []
    for kind, fen, number in (("initial", "1000.00", "批复1"), ("added", "-100.00", "批复2"), ("spent", "900.00", "凭证1")):
        payload = {"kind": kind, "number": number, "on": "2023-05-20", "title": "权益记录单打印", "amount_fen": fen, "nature": "项目支出"}
        keys += by_business(county, "adjust_agency_budget", payload)
    assert queries.sum_of("budget", 2023, ("initial", "added"))[1] == 900_00
    by_business(county, "adjust_agency_budget", step(keys[2], "undo", "2023-05-31"))
    assert queries.sum_of("budget", 2023, ("spent",))[0] == 0


def publish_self_evaluation(county: County) -> None:
    """The last draft published, then put right by a notice."""
    report = Report.objects.create(agency="示例", year=2022, template="", version=1, score_text="98.5", text="{}", entry_id=1)
    payload = {"report_id": str(report.pk), "on": "2023-05-30", "address": "县政府网站绩效公开栏目"}
    (key,) = by_business(county, "publish_self_evaluation", payload)
    by_business(county, "publish_self_evaluation", step(key, "undo", "2023-06-01"))
    assert queries.record(key).state == "undone"


def set_year_goal(county: County) -> None:
    """A goal the counters count and one the owner reports; the second is missed, opened again, and undone."""
    common = {"kind": "year", "on": "2023-05-20", "party": "甲科", "path": "standing", "unit": "人"}
    (counted,) = by_business(
        county, "set_year_goal", common | {"number": "2023-1", "title": "参保", "measure": "resident.insured", "target": "6"}
    )
    (told,) = by_business(county, "set_year_goal", common | {"number": "2023-2", "title": "走访", "target": "90"})
    with pytest.raises(Refused, match="不能手填"):
        by_business(county, "set_year_goal", step(counted, "progress", "2023-05-31", value="7"))
    by_business(county, "set_year_goal", step(told, "progress", "2023-05-31", value="81"))
    rows = goals.goals(2023, 202305, PLACE, PLACES)
    assert [(row.actual, row.progress.standing) for row in rows] == [(6, "ahead"), (81, "watch")]
    for what in ("missed", "reopen", "undo"):
        by_business(county, "set_year_goal", step(told, what, "2023-06-01"))
    assert [row.id for row in goals.goals(2023, 202305, PLACE, PLACES)] == [counted]


MODULES = (
    ("set_year_goal", set_year_goal, "set_year_goal"),
    ("adjust_agency_budget", adjust_agency_budget, "adjust_agency_budget"),
    ("publish_self_evaluation", publish_self_evaluation, "publish_self_evaluation"),
)
