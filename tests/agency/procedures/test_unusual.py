"""A value many times the one it replaces is asked for its reason; what changes a little, or has nothing before it, is not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from shebao.agency.parameters.actions import NewValue, check, enter
from shebao.agency.procedures.office.unusual import refuse_unusual, unusual
from shebao.base.finding import Refused
from shebao.core.policy.keys import all_keys
from tests.world.calendar import MAY_DAY, by
from tests.world.law import PLACE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
FROM = date(2023, 7, 1)


def new(key: str, content: Any) -> NewValue:
    return NewValue(key, PLACE, FROM, None, content, "测试文件〔2023〕1号")


@pytest.mark.parametrize(
    ("key", "before", "after", "words"),
    [
        ("resident_basic_standard", "113", "226", ""),
        ("resident_basic_standard", "113", "226.01", "由 113 改为 226.01，是原来的 2.0 倍"),
        ("resident_basic_standard", "1130", "113", "由 1130 改为 113，原来是它的 10.0 倍"),
        ("resident_age_addon", [["65", None, "33"]], [["65", "79", "33"], ["80", None, "60"]], ""),
        ("resident_age_addon", [["65", None, "33"]], [["65", None, "330"]], "由 33 改为 330"),
        ("resident_subsidy", {"100": "30", "500": "60"}, {"100": "30", "500": "600"}, "由 60 改为 600"),
        ("resident_subsidy", {"100": "30", "500": "60"}, {"500": "60", "5000": "600"}, ""),
        ("resident_tiers", ["200", "2000"], ["200", "300", "4000"], ""),
        ("resident_tiers", ["200", "2000"], ["200", "20000"], "由 2000 改为 20000"),
    ],
)
def test_a_value_is_held_against_the_one_it_replaces(key: str, before: Any, after: Any, words: str) -> None:
    enter(new(key, before), by=by(MAY_DAY))

    problem = unusual(check(new(key, after)))

    assert words in problem if words else problem == ""


def test_the_reason_in_writing_lets_it_on_and_an_empty_one_does_not() -> None:
    enter(new("resident_basic_standard", "113"), by=by(MAY_DAY))
    value = check(new("resident_basic_standard", "1130"))

    refuse_unusual(value, "按原文核对无误")
    for note in ("", "属实"):
        with pytest.raises(Refused, match="是原来的 10.0 倍"):
            refuse_unusual(value, note)


def test_an_addon_a_hundred_times_too_high_is_out_of_its_range_whatever_the_reason() -> None:
    with pytest.raises(Refused, match="超出合理范围 0–1000"):
        check(new("resident_age_addon", [["65", None, "3300"]]))


def test_every_amount_rate_and_table_of_the_law_has_a_plausible_range() -> None:
    without = {key.name for key in all_keys().values() if key.unit in ("Yuan", "Fen", "Ratio", "Table") and not key.hi}

    assert without <= {"adjustment_scheme", "delay_first_cohort"}, "a scheme of free shape and a table of months have none"
