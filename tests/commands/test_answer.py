"""`shebao answer` answers one question a line: figures with every digit, refusals with their code, and what it does not know."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from shebao.cli import main


def answers(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *lines: Any) -> tuple[int, list[Any], str]:
    text = "".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines)
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    status = main(["answer"])
    shown = capsys.readouterr()
    return status, [json.loads(line) for line in shown.out.splitlines()], shown.err


DEATH = {"prev_year_urban_income_annual": "47066", "contribution_years": "12", "note": "a remark"}


def test_figures_are_text_with_every_digit_and_endless_ones_with_ten(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    question = {"id": "a", "calculation": "survivor_benefit", "place": "national", "inputs": {**DEATH, "colour": "red"}}

    status, (answer,), _ = answers(monkeypatch, capsys, question)

    assert status == 0
    assert answer["values"]["monthly_income"] == "3922.1666666667"
    assert answer["values"]["funeral"] == "7844.33"
    assert answer["values"]["retired"] is False
    assert answer["unused"] == ["colour"]


def test_a_refusal_carries_its_code_field_and_parameter(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    question = {"id": "a", "calculation": "employee_pension", "place": "national", "inputs": {"month": "2025-03"}}

    _, (answer,), _ = answers(monkeypatch, capsys, question)

    assert (answer["id"], answer["error"], answer["key"]) == ("a", "dated.missing", "calc_base")
    assert "养老金计发基数" in answer["message"] and "calc_base" not in answer["message"]


def test_what_it_does_not_know_is_unsupported_and_what_is_no_question_ends_with_2(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    status, result, told = answers(monkeypatch, capsys, {"id": "a", "calculation": "no_such"}, "", "hello", {"id": "b"}, [1])

    assert result == [{"id": "a", "unsupported": True}]
    assert status == 2
    assert [number for number in ("3", "4", "5") if f"第 {number} 行" in told] == ["3", "4", "5"]


def test_tables_and_months_are_plain_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    adults = {
        "id": "a",
        "calculation": "injury_death_benefit",
        "place": "national",
        "inputs": {"own_wage": "5000", "dependants": ["child"]},
    }
    age = {"id": "b", "calculation": "retirement_age", "inputs": {"category": "male60", "birth": "1966-03"}}

    _, (first, second), _ = answers(monkeypatch, capsys, adults, age)

    assert first["values"]["paid"] == ["1500"]
    assert second["values"]["legal_retirement_month"] == "2026-07"
