"""What a place lacks is found by asking it its daily questions; nothing is computed from a row that has run out or is elsewhere's."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from shebao.base.dated import FOREVER, NATIONAL, Value
from shebao.base.months import Month, last_day
from shebao.core.policy.gaps import Gap, ask, gaps, table
from shebao.core.policy.keys import all_keys
from shebao.core.policy.locale import shipped_places
from shebao.core.policy.probes import LINES, PROBES

PLACES = shipped_places()
FIVE = ("guangdong_zhanjiang_etdz", "hunan_hongjiang", "gansu_zhengning", "jiangsu_rugao", "yunnan_chenggong")
FIRST, LAST = 201901, 202611


def gap(listed: tuple[Gap, ...], key: str) -> Gap:
    return next(gap for gap in listed if gap.key.name == key)


def test_a_standard_that_ran_out_is_listed_with_who_supplies_it_and_what_stops() -> None:
    result = gap(gaps("gansu/zhengning", 2026), "resident_basic_standard")

    assert (result.first, result.last, result.state, result.refuses) == (202601, 202612, "expired", True)
    assert result.used_by == ("resident_pension",)
    assert result.as_json() == {
        "key": "resident_basic_standard", "title": "基础养老金标准", "place": "gansu_zhengning", "from": "2026-01", "to": "2026-12",
        "state": "expired", "used_by": ["resident_pension"], "refuses": True, "supplier": "本县（区）", "note": result.note,
    }  # fmt: skip
    assert "2025-12-31" in result.note and result.note.endswith("等待 2026 年的同类通知")


def test_a_standard_that_was_entered_is_no_gap_any_more_from_its_month_on() -> None:
    own = Value("resident_basic_standard", "gansu_zhengning", date(2026, 7, 1), FOREVER, "180", "县文（例）", "high")

    result = gap(gaps("gansu_zhengning", 2026, PLACES.overlay([own])), "resident_basic_standard")

    assert (result.first, result.last) == (202601, 202606)


def test_a_value_behind_a_missing_one_is_found_too() -> None:
    """Rugao lacks both the base of 2026 and how years are rounded: one list names both."""
    listed = [gap.key.name for gap in gaps("jiangsu_rugao", 2026) if gap.refuses]

    assert {"calc_base", "year_rounding"} <= set(listed)


def test_the_nation_s_floor_and_an_unverified_value_are_named_but_stop_nothing() -> None:
    listed = gaps("gansu_zhengning", 2023)

    assert (gap(listed, "resident_basic_standard").state, gap(listed, "resident_basic_standard").refuses) == ("floor", False)
    assert (gap(listed, "reference_wage").state, gap(listed, "reference_wage").refuses) == ("unverified", False)


def test_what_public_institutions_survivors_and_the_adjustment_lack_is_listed_too() -> None:
    listed = gaps("gansu_zhengning", 2023)

    assert gap(listed, "public_transition_coefficient").used_by == ("public_institution_pension",)
    income = gap(listed, "province_urban_income")
    assert (income.used_by, income.note) == (("survivor_benefit",), "2022 年的数")
    assert (gap(listed, "adjustment_scheme").used_by, gap(listed, "adjustment_scheme").refuses) == (("pension_adjustment",), True)


def test_no_answer_is_ever_taken_from_a_stand_in() -> None:
    for probe in PROBES:
        asked = ask(probe, 202612, "fujian", PLACES)
        assert all(row.document != "替代" for _, row in asked.read), probe
        assert not (asked.missing and asked.computed), probe


EXPECTED: Mapping[str, Mapping[str, tuple[tuple[int, int], ...]]] = {
    "guangdong_zhanjiang_etdz": {
        "contributions": ((202407, 202611),),
        "award": ((202001, 202512),),
        "resident": ((201901, 202411), (202501, 202511)),
        "unemployment": ((202503, 202611),),
        "injury": ((202101, 202611),),
    },
    "hunan_hongjiang": {
        "contributions": ((201905, 202611),),
        "award": ((202001, 202512),),
        "resident": ((201901, 202512),),
        "unemployment": ((202509, 202611),),
        "injury": ((202501, 202611),),
    },
    "gansu_zhengning": {
        "contributions": ((201905, 202611),),
        "award": ((202001, 202512),),
        "resident": ((201901, 202512),),
        "unemployment": ((202512, 202611),),
        "injury": ((202310, 202611),),
    },
    "jiangsu_rugao": {
        "contributions": ((201905, 201912), (202401, 202611)),
        "award": (),
        "resident": ((201901, 202512),),
        "unemployment": ((202401, 202611),),
        "injury": ((201901, 202611),),
    },
    "yunnan_chenggong": {
        "contributions": ((201905, 202611),),
        "award": ((202001, 202512),),
        "resident": ((201901, 202512),),
        "unemployment": (),
        "injury": ((202310, 202611),),
    },
}
"""Agency → line of work → the spans of months that can be computed; all others refuse and say what is missing."""


@pytest.mark.slow
@pytest.mark.parametrize("place", FIVE)
def test_each_agency_s_months_are_computed_or_refused_as_its_documents_say(place: str) -> None:
    made = table(place, FIRST, LAST)

    assert {line: spans(made[line]) for line in LINES} == EXPECTED[place]


@pytest.mark.slow
@pytest.mark.parametrize("place", FIVE)
def test_no_month_is_computed_from_a_row_that_has_run_out_or_belongs_elsewhere(place: str) -> None:
    """Looked at row by row, apart from the lookup itself: dates, place, and whether a nearer place speaks of the value."""
    line = PLACES.line(place)
    for probe in PROBES:
        for month in (month for year in range(2019, 2027) for month in range(year * 100 + 1, year * 100 + 13) if FIRST <= month <= LAST):
            if not probe.asked_in(month):
                continue
            asked = ask(probe, month, place, PLACES)
            for day, row in asked.read if asked.computed else ():
                key = all_keys()[row.key]
                assert row.effective_from <= day <= row.effective_to, (month, row)
                assert row.place in line, (month, row)
                nearer = [at for at in line[: line.index(row.place)] if PLACES.history(row.key, at)]
                assert not nearer or key.floor and row.place == NATIONAL, (month, row, nearer)
                if key.yearly and not row.carries_on:
                    assert row.effective_to <= date(2026, 12, 31) or row.effective_to == date(2027, 6, 30), (month, row)


def spans(months: Mapping[Month, bool]) -> tuple[tuple[Month, Month], ...]:
    """The months that hold, as spans of months in a row."""
    result: list[list[Month]] = []
    for month, holds in months.items():
        if holds and result and last_day(result[-1][1]).toordinal() + 1 == date(month // 100, month % 100, 1).toordinal():
            result[-1][1] = month
        elif holds:
            result.append([month, month])
    return tuple((first, last) for first, last in result)
