"""The pages of screening: rules with what they came to, a rule's text beside its example, a clue with both sides, and who may run it."""

from __future__ import annotations

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from shebao.agency.certification import actions as certification
from shebao.agency.installation import queries as installation
from shebao.agency.screening.actions import ListRow, NewConclusion, NewList, conclude, record_list
from shebao.agency.screening.models import Clue
from tests.world.calendar import MAY_DAY, by
from tests.world.money import County

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def county(monkeypatch: pytest.MonkeyPatch) -> County:
    monkeypatch.setattr(installation, "business_day", lambda: MAY_DAY)
    county = County(1)
    certification.record_events([(county.people[0], MAY_DAY, "village_round")], by=by(MAY_DAY))
    rows = [ListRow(county.people[0], 20230305, 0, 0)]
    record_list(NewList("deaths", "police", "资格比对", MAY_DAY, MAY_DAY, date(2025, 1, 1), 1, rows), by=by(MAY_DAY))
    return county


def at(county: County, post: str) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(id=county.staff[post]))
    return client


@pytest.mark.slow
def test_an_inspector_runs_the_rules_takes_a_clue_and_sees_both_sides(county: County) -> None:
    client = at(county, "inspector")

    assert "还没有筛查过" in client.get("/screening/").content.decode()
    page = client.post("/screening/run/", follow=True).content.decode()
    assert "待遇没有变动" in page and "R008 死亡以后还有资格认证" in page
    key = Clue.objects.get(rule="R008").id
    clue = client.post(f"/screening/clues/{key}/mine/", follow=True).content.decode()

    assert all(words in clue for words in ("死亡名单", "2023-03-05", "资格认证", "待核查", "inspector", "登记结论"))
    assert "死亡日期：2023-03-05" in client.get("/screening/clues/?state=open").content.decode()
    conclude([NewConclusion(key, "untrue", "本人到场")], by=by(MAY_DAY))
    assert "没有线索" in client.get("/screening/clues/?state=open").content.decode()


def test_a_rule_shows_its_text_beside_its_example(county: County) -> None:
    page = at(county, "approver").get("/screening/rules/R005/").content.decode()

    assert "FROM payments p JOIN custody c" in page and "有期徒刑" in page and "2024-04" in page
    assert at(county, "approver").get("/screening/rules/R999/").status_code == 404


def test_whoever_is_no_inspector_runs_nothing(county: County) -> None:
    assert at(county, "acceptance").post("/screening/run/").status_code == 403
    assert not Clue.objects.exists()
