"""Monitoring says the rates of the year's measures, as of each month: one name never stands for two figures."""

from __future__ import annotations

from fractions import Fraction

import pytest

from shebao.agency.evaluation.monitor import as_of
from shebao.agency.statistics import queries
from tests.world.law import PLACE, PLACES, SCHEME
from tests.world.money import County

pytestmark = pytest.mark.slow


def rate_at(month: int) -> Fraction | None:
    return next(one.actual for one in as_of("yuntai", 2023, month, "gansu", PLACE, PLACES) if one.goal.key == "contributions.paid_rate")


def test_the_rate_of_contributors_is_the_measure_s_at_the_year_s_end_and_nought_before_anyone_paid(stated: County) -> None:
    measures = queries.measures(queries.asked(SCHEME, 2023, PLACE, PLACES))

    assert rate_at(12) == measures["contributions.paid_rate"].value == Fraction(5, 8)
    assert rate_at(6) == Fraction(5, 8)
    assert rate_at(5) == 0
