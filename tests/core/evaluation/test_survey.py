"""A sample can be drawn again, its size and margin agree with the textbook, and answers add up."""

from fractions import Fraction
from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shebao.base.finding import Refused
from shebao.core.evaluation.survey import check_answers, margin_of, sample, size_for, tally


def test_the_same_seed_draws_the_same_sample_from_a_list_in_any_order():
    ids = list(range(1, 501))

    assert sample(ids, 50, 7) == sample(ids[::-1], 50, 7)
    assert sample(ids, 50, 7) != sample(ids, 50, 8)
    assert len(set(sample(ids, 50, 7))) == 50


@pytest.mark.parametrize("size", [0, 501])
def test_a_sample_cannot_be_empty_or_larger_than_the_list(size):
    with pytest.raises(Refused):
        sample(list(range(500)), size, 1)


def test_the_size_for_five_per_cent_is_the_textbook_one():
    assert size_for(10**9, Fraction(5, 100)) == 385
    assert size_for(38025, Fraction(5, 100)) == 381
    assert size_for(100, Fraction(5, 100)) == 80


@given(st.integers(1, 5000), st.integers(0, 60000))
def test_the_margin_is_the_formula_rounded_up(answers, more):
    population = answers + more
    result = margin_of(answers, population)

    exact = 1.96 * sqrt(0.25 / answers * (population - answers) / (population - 1)) if population > 1 else 0
    assert result is not None and exact - 1e-9 <= float(result) <= exact + 2e-4


def test_answers_add_up_and_an_answer_without_the_main_question_is_not_valid():
    result = tally(20, 700, [{"overall": "5", "manner": "3"}, {"overall": "4"}, {"overall": "2"}, {"manner": "5"}])

    assert (result.sample, result.returned, result.valid, result.satisfied) == (20, 4, 3, 2)
    assert result.share == Fraction(2, 3)
    assert result.by_question["manner"] == {"5": 0, "4": 0, "3": 1, "2": 0, "1": 0}
    assert tally(20, 700, []).share is None and tally(20, 700, []).margin is None


@pytest.mark.parametrize("answers", [{"overall": "6"}, {"happiness": "5"}])
def test_an_answer_outside_the_scale_is_refused(answers):
    with pytest.raises(Refused):
        check_answers(answers)
