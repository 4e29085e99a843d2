"""Clues: who gets one, once; what a conclusion does to the next run; and that no benefit changes by any of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from shebao.agency.benefits import queries as benefits
from shebao.agency.certification import actions as certification
from shebao.agency.installation import queries as installation
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions
from shebao.agency.procedures.actions import carry_through as carry
from shebao.agency.procedures.checks import run_checks
from shebao.agency.screening import queries
from shebao.agency.screening.actions import NewConclusion, assign, conclude, screen_county
from shebao.agency.screening.models import Clue
from shebao.base.finding import Refused
from shebao.base.identity import invented_citizen_number
from tests.world.calendar import JULY_DAY, MAY, MAY_DAY, by
from tests.world.law import PLACE, SCHEME
from tests.world.money import BALANCE_FEN, County

pytestmark = [pytest.mark.django_db]
DIED = date(2023, 3, 5)
STRANGER = invented_citizen_number("990000", date(1940, 1, 1), 1)


def listed(county: County, *rows: dict[str, Any], kind: str = "deaths", **more: Any) -> Any:
    """A list of another office, taken in by the inspector and decided by the approver."""
    form = {
        "kind": kind,
        "source": "civil_affairs",
        "rows": list(rows),
        "purpose": "待遇领取资格比对",
        "got_on": MAY_DAY.isoformat(),
        "as_of": MAY_DAY.isoformat(),
        "keep_until": "2025-12-31",
    } | more
    return through(county, "import_clues", form)


def through(county: County, key: str, form: dict[str, Any], day: date = MAY_DAY) -> Any:
    staff = county.staff
    return carry(key, form, day=day, maker_id=staff["inspector"], reviewer_id=staff["approver"], approver_id=staff["approver"])


def dead(person_id: int) -> dict[str, Any]:
    (number,) = people.citizen_numbers([person_id])
    return {"citizen_number": number, "name": people.person(person_id).name, "from_day": DIED.isoformat()}


@pytest.fixture
def county() -> County:
    """Two pensioners one of whom was certified after a death that a list will tell of."""
    county = County(2)
    certification.record_events([(county.people[0], MAY_DAY, "village_round")], by=by(MAY_DAY))
    return county


def clues(rule: str = "R008") -> list[Clue]:
    return list(Clue.objects.filter(rule=rule).order_by("id"))


@pytest.mark.slow
def test_a_list_leads_to_one_clue_and_stops_nothing(county: County) -> None:
    before = benefits.people_in_payment(SCHEME, MAY).tolist()

    listed(county, dead(county.people[0]), {"citizen_number": STRANGER, "name": "外县人", "from_day": "2023-01-01"})
    screen_county(by=by(JULY_DAY))

    (clue,) = clues()
    assert (clue.person_id, clue.severity, clue.evidence, clue.due_on) == (county.people[0], "A", 20230305, MAY_DAY + timedelta(days=30))
    assert benefits.people_in_payment(SCHEME, MAY).tolist() == before
    (source,) = [one for one in queries.sources(JULY_DAY) if one.list_id]
    assert (source.kind, source.lines, source.matched, source.is_stale) == ("deaths", 2, 1, True)
    assert [warning.rule for warning in queries.warnings(county.people[:1], JULY_DAY)] == []
    assert [check for check in run_checks() if not check.ok] == []


@pytest.mark.slow
def test_a_clue_that_is_not_true_is_quiet_until_its_day_and_asks_again_afterwards(county: County) -> None:
    listed(county, dead(county.people[0]))
    quiet = date(2023, 8, 1)
    form = {"clue_id": clues()[0].id, "result": "untrue", "evidence": "本人到场，同名同号录错", "quiet_until": quiet.isoformat()}

    through(county, "conclude_clue", form)
    screen_county(by=by(quiet))
    assert len(clues()) == 1
    screen_county(by=by(quiet + timedelta(days=1)))

    assert len(clues()) == 2
    (state,) = [one for one in queries.rule_states() if one.rule.id == "R008"]
    assert (state.clues, state.open, state.untrue, state.precision_e2) == (2, 1, 1, 0)


@pytest.mark.slow
def test_a_clue_is_given_to_somebody_concluded_reopened_and_concluded_otherwise(county: County) -> None:
    listed(county, dead(county.people[0]))
    key = clues()[0].id

    assign([key], county.staff["inspector"], by=by(MAY_DAY))
    conclude([NewConclusion(key, "wrong_data", "日期录错")], by=by(MAY_DAY))
    with pytest.raises(Refused, match="已有结论"):
        conclude([NewConclusion(key, "true", "死亡证明", "debt")], by=by(MAY_DAY))
    conclude([NewConclusion(key, "reopened", "复函更正")], by=by(MAY_DAY))
    conclude([NewConclusion(key, "true", "死亡证明", "debt")], by=by(MAY_DAY))
    screen_county(by=by(JULY_DAY))

    state = queries.clue(key)
    assert [one.result for one in state.conclusions] == ["wrong_data", "reopened", "true"]
    assert (state.is_open, state.looks_into, len(clues())) == (False, "inspector", 1)
    assert {side.title for side in state.sides} == {"资格认证", "死亡名单"}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"evidence": " "}, "没有写依据|没有填写"),
        ({"quiet_until": "2030-01-01"}, "最长一年"),
        ({"action": "debt"}, "没有要处理的"),
        ({"clue_id": 999}, "没有编号 999"),
    ],
)
def test_a_conclusion_that_cannot_stand_is_refused(county: County, change: dict[str, Any], sentence: str) -> None:
    listed(county, dead(county.people[0]))
    with pytest.raises(Refused, match=sentence):
        through(county, "conclude_clue", {"clue_id": clues()[0].id, "result": "untrue", "evidence": "看过"} | change)


@pytest.mark.slow
def test_many_clues_of_one_cause_are_concluded_together_when_a_tenth_was_looked_at_again(county: County) -> None:
    certification.record_events([(county.people[1], MAY_DAY, "village_round")], by=by(MAY_DAY))
    listed(county, *map(dead, county.people[:2]))
    form = {"rows": [{"clue_id": one.id} for one in clues()], "result": "untrue", "evidence": "同一来由：民政名单年份错", "rechecked": 0}

    with pytest.raises(Refused, match="至少抽查 1 条"):
        through(county, "conclude_clues", form)
    through(county, "conclude_clues", form | {"rechecked": 1})

    assert all(not queries.clue(one.id).is_open for one in clues())


@pytest.mark.slow
def test_a_list_is_taken_once_and_one_withdrawn_is_used_no_more(county: County) -> None:
    listed(county, dead(county.people[0]))
    with pytest.raises(Refused, match="已经收过"):
        listed(county, dead(county.people[0]))

    through(county, "withdraw_clue_list", {"list_id": 1, "reason": "发错文件"})

    assert screen_county(by=by(JULY_DAY)).rules["R008"] == (0, 0)
    assert not [one for one in queries.sources(JULY_DAY) if one.list_id]


@pytest.mark.slow
def test_whoever_decides_a_pension_is_told_of_another_one_before_it_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "business_day", lambda: MAY_DAY)
    monkeypatch.setenv("SHEBAO_PLACE", PLACE)
    county = County(1)
    (person, other) = county.insured(2, BALANCE_FEN, birth=date(1963, 4, 8))
    (number,) = people.citizen_numbers([person])
    elsewhere = {"citizen_number": number, "name": people.person(person).name, "from_month": 202001, "what": "企业职工基本养老保险待遇"}
    listed(county, elsewhere, kind="other")

    told = {one: actions.preview("decide_benefits", {"rows": [{"person_id": one}]}, day=MAY_DAY) for one in (person, other)}

    lines = [change for change in told[person] if change.what.startswith("筛查提示")]
    assert [line.what for line in lines] == ["筛查提示 R010"]
    assert "同时领取两份养老待遇" in lines[0].after and people.person(person).name in lines[0].after
    assert not [change for change in told[other] if change.what.startswith("筛查提示")]
