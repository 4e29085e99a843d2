"""Bad input gets a sentence naming the field, never a number and never a crash: every input of every calculation is spoiled."""

from __future__ import annotations

from typing import Any

import pytest

from shebao.base.finding import Refused
from shebao.core.policy.calculation import Answer, calculate
from shebao.core.policy.cases import place_of
from shebao.core.policy.locale import shipped_places
from tests.core.policy.test_cases import CASES, result_of

PLACES = shipped_places()
GOOD = [case for number, case in enumerate(CASES) if result_of(number).status == "pass" and "error" not in case.expected]
NONSENSE: tuple[Any, ...] = ("abc", "１２３", "nan", "1e5", "12,34", {"a": "b"}, [["x"]], "2023-13", "2023-02-30", "9" * 30, "0.1.2")
NEGATIVE = ("-1", "-0.01", "-100000000")
FREE_TEXT = frozenset(
    "proof_document exception_document evidence input_inferred city day_count notes years_credited resumed_with title note "
    "first17 rule hukou current".split()
)
"""Inputs that may hold any words: nothing is computed from them."""


def spoiled(case: Any, name: str, value: Any) -> Answer:
    return calculate(case.calculation, place_of(case.place, PLACES), {**case.inputs, name: value}, PLACES, strict=False)


@pytest.mark.parametrize("number", range(len(GOOD)), ids=[case.id for case in GOOD])
def test_a_spoiled_input_is_refused_in_a_chinese_sentence(number: int) -> None:
    case = GOOD[number]
    for name, right in case.inputs.items():
        if name in FREE_TEXT or isinstance(right, bool):
            continue
        for wrong in NONSENSE:
            with pytest.raises(Refused) as caught:
                answer = spoiled(case, name, wrong)
                pytest.fail(f"{name} = {wrong!r} gave {list(answer.values.items())[-1]}")
            assert not str(caught.value).isascii(), name


@pytest.mark.parametrize("number", range(len(GOOD)), ids=[case.id for case in GOOD])
def test_a_negative_input_is_refused_wherever_a_number_was_right(number: int) -> None:
    case = GOOD[number]
    for name, right in case.inputs.items():
        if not str(right).replace(".", "", 1).isdigit():
            continue
        for wrong in NEGATIVE:
            with pytest.raises(Refused):
                answer = spoiled(case, name, wrong)
                pytest.fail(f"{name} = {wrong!r} gave {list(answer.values.items())[-1]}")


@pytest.mark.parametrize("number", range(len(GOOD)), ids=[case.id for case in GOOD])
def test_leaving_an_input_out_is_refused_or_computed_but_never_a_crash(number: int) -> None:
    case = GOOD[number]
    for name in case.inputs:
        inputs = {key: value for key, value in case.inputs.items() if key != name}
        try:
            calculate(case.calculation, place_of(case.place, PLACES), inputs, PLACES, strict=False)
        except Refused as refusal:
            assert refusal.finding.message


@pytest.mark.parametrize("number", range(len(GOOD)), ids=[case.id for case in GOOD])
def test_a_mistyped_name_is_refused_when_asked_strictly(number: int) -> None:
    case = GOOD[number]

    with pytest.raises(Refused, match="没有用到的字段"):
        calculate(case.calculation, place_of(case.place, PLACES), {**case.inputs, "no_such_field": "1"}, PLACES)
