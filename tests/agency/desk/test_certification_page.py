"""The page of certification: a township's villages with how far each is, and sources of matched data that are fresh, stale or missing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from shebao.agency.certification.actions import record_events
from tests.world.calendar import MAY_DAY, by
from tests.world.money import County

pytestmark = pytest.mark.django_db


def test_a_township_shows_each_village_and_every_source_says_how_old_it_is(at_desk: Callable[[str], Client], paying: County) -> None:
    first, second = paying.people[:2]
    record_events([(first, date(2023, 5, 2), "hospital_stay"), (second, date(2023, 1, 3), "travel_check")], by=by(MAY_DAY))

    text = at_desk("reviewer").get("/certification/?township=甲乡").content.decode()

    villages = text.partition('id="villages"')[2].partition("</table>")[0]
    sources = text.partition('id="sources"')[2].partition("</table>")[0]
    assert "甲乡各村进度" in text and "一村" in villages and villages.count(">6<") == 1 and ">2<" in villages
    assert "医保就医数据" in sources and "过旧，请催交" in sources and "还没有交过" in sources and 'class="state done">新<' in sources
