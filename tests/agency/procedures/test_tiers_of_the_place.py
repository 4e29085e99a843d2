"""Whoever decides on a list of payments sees which tiers are not on any list on file."""

from __future__ import annotations

import pytest

from shebao.agency.procedures import actions
from shebao.base.finding import Refused
from tests.world.calendar import MAY_DAY
from tests.world.people import make_people

pytestmark = pytest.mark.django_db


def rows(people: list[int], *yuan: int) -> dict[str, object]:
    return {"rows": [{"person_id": person, "year": 2023, "tier_fen": tier * 100} for person, tier in zip(people, yuan, strict=True)]}


def test_a_tier_beyond_the_nations_list_is_shown_with_its_note_where_the_place_has_no_list(monkeypatch: pytest.MonkeyPatch) -> None:
    people = make_people(3, insured_from=202001)
    monkeypatch.setenv("SHEBAO_PLACE", "jiangsu_rugao")

    shown = actions.preview("collect_contributions", rows(people, 2500, 2500, 500), day=MAY_DAY)

    assert shown[-1] == ("请核对缴费档次", "2023 年度 2500.00 元，2 笔", "国家统一档次之外，按地方增设的档次计算；地方档次未取得")
    assert not any(
        change.what == "请核对缴费档次" for change in actions.preview("collect_contributions", rows(people[:1], 500), day=MAY_DAY)
    )


def test_a_place_with_its_own_list_takes_nothing_beyond_it(monkeypatch: pytest.MonkeyPatch) -> None:
    people = make_people(1, insured_from=202001)
    monkeypatch.setenv("SHEBAO_PLACE", "gansu_zhengning")

    with pytest.raises(Refused, match="选择的档次不在2023年度"):
        actions.preview("collect_contributions", rows(people, 2500), day=MAY_DAY)
