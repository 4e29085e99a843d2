"""`shebao compare` names the first step that differs from another calculator's sheet, in text and in JSON."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shebao.cli import main

AWARD = [
    "--input", "month=2024-05", "--input", "calc_base=6001", "--input", "avg_index=0.8", "--input", "total_years=30.5",
    "--input", "account_balance=13901.00", "--input", "divisor=139",
]  # fmt: skip


def compared(tmp_path: Path, text: str, *more: str, name: str = "other.txt") -> int:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return main(["compare", "employee_pension", *AWARD, "--with", str(path), *more])


def test_the_first_differing_step_is_shown_with_its_formula_and_the_rest_after_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = compared(tmp_path, "计发基数 6001\n基础养老金：1,647.30元\n合计 1747.31\n取暖费 3.00\n")

    out = capsys.readouterr().out
    assert status == 1
    assert "对上 3 行，其中 2 行不同。" in out
    assert "第一步不同  基础养老金：本系统 1647.27元，对方 1647.30（对方多 0.03）" in out
    assert "＝ （6001.00 + 6001.00 × 0.8000） ÷ 2 × 30.5 × 1%，四舍五入到分" in out
    assert "见分进角即为对方的数" in out
    assert "其后  月基本养老金合计" in out
    assert "没有对上  取暖费：3.00" in out


def test_a_sheet_that_agrees_ends_with_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert compared(tmp_path, '{"basic_pension": "1647.27", "total": "1747.28"}', "--json") == 0

    document = json.loads(capsys.readouterr().out)
    assert document["first"] is None
    assert [line["name"] for line in document["lines"]] == ["basic_pension", "total"]
    assert document["unmatched"] == []


def test_the_other_sheet_may_be_yaml_and_the_inputs_those_of_a_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = tmp_path / "cases.yaml"
    inputs = "{month: 2024-05, calc_base: '6001', avg_index: '0.8', total_years: '30.5', account_balance: '13901.00', divisor: '139'}"
    cases.write_text(f"cases: [{{id: A, calculation: employee_pension, inputs: {inputs}, expected: {{}}}}]", encoding="utf-8")
    other = tmp_path / "other.yaml"
    other.write_text("account_pension: '100.00'\n", encoding="utf-8")

    assert main(["compare", "--case", f"{cases}#A", "--with", str(other), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["first"]["difference"] == "-0.01"


@pytest.mark.parametrize(
    ("args", "words"),
    [(["compare", "--with", "x"], "没有写计算的名称"), (["compare", "employee_pension", *AWARD, "--with", "/nowhere.txt"], "读不了")],
    ids=["no calculation", "no file"],
)
def test_what_cannot_be_compared_ends_with_2_and_says_why(args: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(args) == 2
    assert words in capsys.readouterr().err
