"""Months are YYYYMM everywhere, ages are reached on the birthday, and columns count like single months."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shebao.base import months, workdays
from shebao.base.finding import Refused

ANY_MONTH = st.builds(lambda y, m: y * 100 + m, st.integers(1900, 2150), st.integers(1, 12))


@given(ANY_MONTH, st.integers(-600, 600))
def test_adding_months_and_counting_them_are_opposites(m: int, k: int) -> None:
    moved = months.add_months(m, k)

    assert months.months_between(m, moved) == k
    assert months.add_months(np.array([m]), k).tolist() == [moved]
    assert months.months_between(np.array([m]), np.array([moved])).tolist() == [k]


@given(ANY_MONTH)
def test_a_month_survives_being_written_and_read(m: int) -> None:
    assert months.parse_month(months.month_text(m)) == m
    assert months.month_of(months.last_day(m)) == m
    assert months.month_of(months.last_day(m) + timedelta(days=1)) == months.add_months(m, 1)


@pytest.mark.parametrize("text", ["2023-13", "2023-00", "202305", "2023-5", "２０２３-０５", "", "2023-05-01", "0001-01"])
def test_what_is_not_a_month_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        months.parse_month(text)


@pytest.mark.parametrize("text", ["2023-02-29", "2023-04-31", "2023/04/01", "20230401", ""])
def test_what_is_not_a_day_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        months.parse_date(text)


def test_an_age_is_reached_on_the_birthday() -> None:
    assert months.age_on(date(1963, 5, 20), date(2023, 5, 19)) == 59
    assert months.age_on(date(1963, 5, 20), date(2023, 5, 20)) == 60
    assert months.age_on(date(1964, 2, 29), date(2023, 2, 28)) == 58
    assert months.age_years(196305, 202305) == 60
    assert months.age_years(np.array([196305, 196306]), 202305).tolist() == [60, 59]


def test_a_range_of_months_holds_both_ends() -> None:
    assert list(months.month_range(202311, 202402)) == [202311, 202312, 202401, 202402]
    assert list(months.month_range(202402, 202401)) == []
    assert months.later(202301, 202212) == 202301


def test_working_days_follow_the_holiday_notice() -> None:
    assert not workdays.is_workday(date(2023, 1, 23))
    assert workdays.is_workday(date(2023, 1, 28)), "a Saturday that was worked to make up for the spring festival"
    assert not workdays.is_workday(date(2023, 2, 4))
    assert workdays.add_workdays(date(2023, 9, 28), 1) == date(2023, 10, 7)
    assert workdays.workdays_between(date(2022, 12, 31), date(2023, 12, 31)) == 249


def test_a_year_without_a_notice_stops_the_count() -> None:
    with pytest.raises(Refused, match="1999"):
        workdays.is_workday(date(1999, 1, 4))


@pytest.mark.parametrize(
    "text", ["2023-05-01", "2023-5-1", "2023/5/1", "2023.5.1", "20230501", "2023年5月1日", "２０２３年５月１日", " 2023 年 5 月 1 日 "]
)
def test_everyday_ways_to_write_a_day_are_read(text: str) -> None:
    assert months.everyday_date(text) == date(2023, 5, 1)


@pytest.mark.parametrize("text", ["2023-02-30", "5/1/2023", "23-5-1", "2023-5/1", "2023年5月", "45047", ""])
def test_a_day_that_could_be_another_is_refused_with_the_form_wanted(text: str) -> None:
    with pytest.raises(Refused, match="请写成 2023-05-31 或 2023年5月31日"):
        months.everyday_date(text)


@pytest.mark.parametrize("text", ["2023-05", "2023-5", "2023/5", "2023.5", "202305", "2023年5月", "２０２３．５"])
def test_everyday_ways_to_write_a_month_are_read(text: str) -> None:
    assert months.everyday_month(text) == 202305


@pytest.mark.parametrize("text", ["2023-13", "5月", "20235", "2023", "202300"])
def test_a_month_that_is_none_is_refused_with_the_form_wanted(text: str) -> None:
    with pytest.raises(Refused, match="请写成 2023-05 或 2023年5月"):
        months.everyday_month(text)
