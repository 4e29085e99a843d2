"""A campaign over doubtful data: every row stands somewhere at once, every row ends with a result and its reason, and the report counts them."""

from __future__ import annotations

from typing import Any

import pytest

from shebao.agency.installation import queries as installation
from shebao.agency.people import queries as people
from shebao.agency.procedures.checks import run_checks
from shebao.agency.screening import campaigns
from shebao.agency.screening.actions import NewBatch, NewRow, record_batch, settle_rows
from shebao.agency.screening.models import Outcome, Row
from shebao.agency.statistics.measures.registers import screening_first
from shebao.base.finding import Refused
from tests.agency.desk.test_screening_pages import at
from tests.agency.screening.test_screening import STRANGER, dead, listed, through
from tests.world.calendar import JULY_DAY, MAY_DAY, by
from tests.world.money import County

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TITLE = "清数"


@pytest.fixture
def county(monkeypatch: pytest.MonkeyPatch) -> County:
    monkeypatch.setattr(installation, "business_day", lambda: MAY_DAY)
    return County(3)


def handed(county: County, *rows: dict[str, Any], phase: int = 1) -> Any:
    """A list of the campaign, taken in by the inspector."""
    form = {
        "title": TITLE, "phase": phase, "source": "superior", "rows": list(rows), "got_on": MAY_DAY.isoformat(), "due_on": JULY_DAY.isoformat(),
    }  # fmt: skip
    return through(county, "import_campaign", form)


def row(county: County, place: int, doubt: str, **more: Any) -> dict[str, Any]:
    (number,) = people.citizen_numbers([county.people[place]])
    return {"citizen_number": number, "name": people.person(county.people[place]).name, "doubt": doubt, "month": 202304} | more


def test_every_row_stands_somewhere_at_once_and_those_of_elsewhere_are_excluded(county: County) -> None:
    listed(county, dead(county.people[0]), kind="funerals")
    stranger = {"citizen_number": STRANGER, "name": "外县人", "doubt": "死亡冒领"}

    told = handed(county, row(county, 0, "已火化（殡葬）"), row(county, 1, "殡葬"), row(county, 1, "殡葬"), stranger)

    assert dict(told) == {"hit": 1, "clear": 1, "repeated": 1, "absent": 1}
    assert [one.person_id for one in Row.objects.order_by("id")] == [county.people[0], county.people[1], county.people[1], None]
    assert list(Outcome.objects.order_by("row_id").values_list("result", flat=True)) == ["excluded", "excluded"]
    assert [check for check in run_checks() if not check.ok] == []


def test_one_result_for_all_rows_of_one_cause_wants_a_tenth_looked_at_again(county: County) -> None:
    handed(county, *(row(county, place, "服刑") for place in range(3)))
    form = {"batch_id": 1, "doubt": "R005", "standing": "clear", "result": "untrue", "reason": "与司法局核对，无服刑记录"}

    with pytest.raises(Refused, match="至少抽查 1 行"):
        through(county, "settle_campaign", form)
    through(county, "settle_campaign", form | {"rechecked": 1})

    (state,) = campaigns.batches()
    assert (state.rows, state.open, state.results["不属实"], state.percent) == (3, 0, 3, 100)
    with pytest.raises(Refused, match="没有符合条件"):
        through(county, "settle_campaign", form | {"rechecked": 1})


def test_a_row_with_a_result_is_put_right_by_its_line_and_both_stay(county: County) -> None:
    handed(county, *(row(county, place, "服刑") for place in range(3)))
    settle_rows(1, "", "", "untrue", "没有记录", by=by(MAY_DAY))

    through(county, "settle_campaign", {"batch_id": 1, "lines": "2", "result": "true", "reason": "判决书"})

    assert list(Outcome.objects.filter(row_id=10_000_002).order_by("version").values_list("result", flat=True)) == ["untrue", "true"]
    (state,) = campaigns.batches()
    assert (state.results["不属实"], state.results["属实"]) == (2, 1)


def test_a_phase_after_the_first_knows_the_rows_before_and_the_report_counts_rows_with_a_result(county: County) -> None:
    handed(county, row(county, 0, "服刑"))
    told = handed(county, row(county, 0, "服刑"), row(county, 1, "服刑"), phase=2)

    assert dict(told) == {"repeated": 1, "clear": 1}
    assert [campaigns.worked_through(2023, phase) for phase in (1, 2)] == [0, 1]
    settle_rows(1, "R005", "", "untrue", "没有记录", by=by(MAY_DAY))
    assert [campaigns.worked_through(year, 1) for year in (2022, 2023)] == [0, 1]
    assert callable(screening_first)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [({"doubt": "可疑"}, "不认识疑点类别|不能办理|1 行"), ({"month": 202304}, "已经收过")],
)
def test_a_list_of_an_unknown_doubt_or_taken_twice_is_refused(county: County, change: dict[str, Any], sentence: str) -> None:
    handed(county, row(county, 0, "服刑"))
    with pytest.raises(Refused, match=sentence):
        handed(county, row(county, 0, "服刑") | change)


def test_a_list_is_seen_by_cause_and_line_by_line_and_leads_to_the_form(county: County) -> None:
    record_batch(
        NewBatch(TITLE, 1, "superior", MAY_DAY, JULY_DAY, [NewRow(county.people[0], "R005", 202304, 0), NewRow(None, "R001", 0, 0)]),
        by=by(MAY_DAY),
    )
    client = at(county, "inspector")

    overview = client.get("/screening/campaigns/").content.decode()
    page = client.get("/screening/campaigns/1/").content.decode()

    assert "清数 第 1 期" in overview and "50%" in overview
    assert all(
        words in page for words in ("登记结果", "本县没有此人", "（不在本县登记）", "退回来源单位", people.person(county.people[0]).name)
    )
    assert client.get("/screening/campaigns/9/").status_code == 404
    assert "导入清查名单" not in at(county, "acceptance").get("/screening/campaigns/").content.decode()
