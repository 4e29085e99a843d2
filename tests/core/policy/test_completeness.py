"""Completeness: on every day a parameter changes, in every place, a calculation has its inputs or names the missing document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from shebao.base.dated import MissingValue
from shebao.base.finding import Refused
from shebao.core.policy.calculation import calculate, calculations
from shebao.core.policy.keys import all_keys
from shebao.core.policy.locale import shipped_places
from tests.core.policy.test_cases import CASES, result_of

PLACES = shipped_places()
DAYS = PLACES.change_dates()
OVERRIDES = set(all_keys()) | {"rate", "unit_rate", "person_rate", "subsidy", "basic_standard", "divisor", "ratio"}


def templates() -> dict[str, dict[str, Any]]:
    """The inputs of the first case of each calculation that comes out, without those that stand in for parameters."""
    answer: dict[str, dict[str, Any]] = {}
    for number, case in enumerate(CASES):
        result = result_of(number)
        if result.sheet is not None and "error" not in case.expected and case.calculation not in answer:
            answer[case.calculation] = dict(case.inputs)
    return answer


TEMPLATES = templates()


def moved(inputs: dict[str, Any], day: date) -> dict[str, Any]:
    """The same inputs with every month, date and year of the event put on a day; births and histories stay."""
    changed: dict[str, Any] = {}
    for name, value in inputs.items():
        if name in OVERRIDES:
            continue
        if name in ("month", "period", "retire_month", "retirement_month", "first_month") and isinstance(value, str):
            changed[name] = f"{day:%Y-%m}"
        elif name in ("year", "death_year", "paid_year") and re.fullmatch(r"\d{4}", str(value)):
            changed[name] = day.year
        elif name in ("death_date", "date", "paid_date", "accident_date") and isinstance(value, str):
            changed[name] = day.isoformat()
        else:
            changed[name] = value
    return changed


def outcomes(name: str, places: list[str], days: list[date]) -> Iterator[tuple[str, date, str]]:
    for place in places:
        for day in days:
            try:
                answer = calculate(name, place, moved(TEMPLATES[name], day), PLACES, strict=False)
            except MissingValue as missing:
                assert missing.key in str(missing)
                assert missing.place in str(missing)
                assert missing.day.isoformat() in str(missing)
                yield place, day, "missing"
            except Refused as refusal:
                assert refusal.finding.message
                assert not refusal.finding.message.isascii()
                yield place, day, "refused"
            else:
                assert all(step.source for step in answer.sheet.steps)
                yield place, day, "computed"


def test_every_calculation_has_a_case_to_start_from() -> None:
    assert set(TEMPLATES) == set(calculations())


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_calculation_is_complete_or_says_what_is_missing(name: str) -> None:
    around = [day + timedelta(days=k) for day in DAYS[::25] for k in (-1, 0)]

    made = list(outcomes(name, ["national", "gansu_zhengning", "guangdong_zhanjiang_etdz"], around))

    assert len(made) == 3 * len(around)


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_calculation_is_complete_everywhere_on_every_day_something_changes(name: str) -> None:
    around = [day + timedelta(days=k) for day in DAYS for k in (-1, 0)]

    made = list(outcomes(name, sorted(PLACES.places), around))

    assert len(made) == len(PLACES.places) * len(around)


def test_resident_pensions_are_paid_in_every_place_and_year_since_the_law_or_the_missing_standard_is_named() -> None:
    inputs = {"account_balance": "100.00", "paid_years": "15"}
    refused: set[str] = set()

    for place in PLACES.places:
        for year in range(2014, 2027):
            try:
                values = calculate("resident_pension", place, {**inputs, "month": f"{year}-07"}).values
            except MissingValue as missing:
                assert missing.key == "resident_basic_standard", (place, year)
                refused.add(place)
                continue
            assert values["total"] >= values["basic_pension"] >= 55
    assert "national" not in refused, "the nation's own standard is on file for every year"
