"""The case files are the law's tests: every case comes out to the fen, and every rule is reached by one of them."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from shebao.base.finding import Refused
from shebao.core.policy import examples
from shebao.core.policy.calculation import calculations
from shebao.core.policy.cases import Case, CaseResult, read_cases, run_case, run_cases

FOLDER = examples.FOLDER
CASES = [case for path in sorted(FOLDER.glob("*.yaml")) for case in read_cases(path)]


@cache
def result_of(number: int) -> CaseResult:
    return run_case(CASES[number])


@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.id for case in CASES])
def test_a_case_comes_out_as_worked_by_hand(number: int) -> None:
    result = result_of(number)

    assert result.status in ("pass", "open"), f"{CASES[number].id}: {dict(result.differences)}"
    assert not result.unused, f"{CASES[number].id}: nobody asked for {result.unused}"


def test_case_ids_are_used_once() -> None:
    ids = [case.id for case in CASES]

    assert len(ids) == len(set(ids))


def test_every_calculation_has_a_case_and_one_that_is_refused_or_bounded() -> None:
    assert {case.calculation for case in CASES} >= set(calculations())


def test_every_step_of_every_sheet_says_where_it_is_from() -> None:
    for number, case in enumerate(CASES):
        sheet = result_of(number).sheet
        for step in sheet.steps if sheet else ():
            assert step.title, (case.id, step.name)
            assert step.source, (case.id, step.name)
            assert step.confidence in ("high", "medium", "low", "unverified", "given"), (case.id, step.name)


def test_a_sheet_is_the_same_twice_and_plain_json() -> None:
    for number in range(0, len(CASES), 7):
        first, second = run_case(CASES[number]).sheet, run_case(CASES[number]).sheet
        if first and second:
            assert first.digest() == second.digest()
            assert json.loads(json.dumps(first.as_json(), ensure_ascii=False)) == first.as_json()


def test_a_wrong_expectation_is_shown_with_both_figures() -> None:
    case = Case("x", "resident_pension", "national", {"month": "2024-08", "account_balance": "50000"}, {"total": "482.70", "nothing": "1"})

    result = run_case(case)

    assert result.status == "fail"
    assert result.as_json()["differences"] == {"total": ["482.70", "482.71"], "nothing": ["1", None]}


def test_an_unknown_calculation_is_unsupported() -> None:
    assert run_case(Case("x", "no_such_thing", "national", {}, {"a": "1"})).status == "unsupported"


@pytest.mark.parametrize("text", ["cases: 3", "- id: x", "cases: [{id: x}]", "cases: [", "\x00"])
def test_a_file_that_holds_no_cases_is_refused_by_name(tmp_path: Path, text: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(Refused, match=r"bad\.yaml|案例"):
        run_cases([path])
    with pytest.raises(Refused, match=r"none\.yaml"):
        run_cases([tmp_path / "none.yaml"])


def test_decimals_in_a_case_file_keep_every_digit(tmp_path: Path) -> None:
    path = tmp_path / "digits.yaml"
    path.write_text("cases: [{id: x, calculation: c, inputs: {a: 0.10, b: 2023-05-01}, expected: {}}]", encoding="utf-8")

    assert read_cases(path)[0].inputs == {"a": "0.10", "b": "2023-05-01"}
