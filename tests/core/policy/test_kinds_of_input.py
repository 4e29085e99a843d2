"""An input of the wrong kind is refused in a sentence, however deep in a list or table it stands; nothing breaks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from shebao.base.finding import Refused
from shebao.core.policy.calculation import calculate
from shebao.core.policy.cases import Case, run_case
from shebao.core.policy.examples import examples

KINDS: tuple[Any, ...] = (0, -1, 10**30, True, None, [], {}, [None], [[]], {"a": None}, "", {1: 2}, "2023-05", [["a", None]])
ADJUSTED = {"year": 2023, "contribution_years": 20, "pension_before": "1000.00", "age": 71}


def spoiled(case: Case) -> list[Case]:
    """The case with each input, and the first entry of each list and every entry of each table, made something else."""
    result: list[dict[str, Any]] = []
    for name, right in case.inputs.items():
        values: list[Any] = list(KINDS)
        if isinstance(right, list) and right:
            values += [[kind, *right[1:]] for kind in KINDS]
            first = right[0]
            if isinstance(first, dict):
                values += [[{**first, key: kind}, *right[1:]] for key in first for kind in KINDS]
            if isinstance(first, list):
                values += [[[*first[:at], kind, *first[at + 1 :]], *right[1:]] for at in range(len(first)) for kind in KINDS]
        if isinstance(right, dict):
            values += [{**right, key: kind} for key in right for kind in KINDS]
        result += [{**case.inputs, name: value} for value in values]
    return [replace(case, inputs=inputs) for inputs in result]


@pytest.mark.parametrize("calculation", sorted(examples()))
def test_an_input_of_another_kind_breaks_no_calculation(calculation: str) -> None:
    for case in examples()[calculation][:3]:
        for other in spoiled(case):
            assert run_case(other).status in ("pass", "fail", "open"), other.inputs


@pytest.mark.parametrize(
    ("calculation", "inputs", "words"),
    [
        ("resident_pension", {"month": "2023-05", "age": 71, "account_balance": "1", "addons": [[None, 69, "5.00"]]}, "应为数字"),
        ("resident_pension", {"month": "2023-05", "age": 71, "account_balance": "1", "addons": [[65, 69, None]]}, "应为数字"),
        ("pension_adjustment", {**ADJUSTED, "parameters": {1: 2, "fixed": "1"}}, "“1”不认识"),
        ("pension_adjustment", {**ADJUSTED, "parameters": {"tiers": -1}}, "“tiers”应为列表"),
        ("account_merge", {"accounts": [{"balance": "1", "months": 3}]}, "第 1 个账户的 months 应为列表"),
        ("account_merge", {"accounts": [{"balance": "1", "months": "2020-01"}]}, "第 1 个账户的 months 应为列表"),
    ],
)
def test_what_is_wrong_inside_is_told(calculation: str, inputs: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        calculate(calculation, "gansu", inputs, strict=False)


def test_an_open_end_of_a_band_stays_open() -> None:
    inputs = {"month": "2023-05", "age": 90, "account_balance": "0", "addons": [[65, 69, "5.00"], [70, None, "8.00"]]}

    assert calculate("resident_pension", "gansu", inputs).values["addon"].text() == "8"
