"""`shebao cases` and `shebao explain` keep their promises: JSON shapes, exit statuses, sentences instead of numbers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shebao.cli import main

GOOD = """
cases:
  - id: A
    calculation: resident_pension
    province: gansu
    inputs: {month: 2023-05, account_balance: 13900.00}
    expected: {total: '203.00'}
  - id: B
    calculation: not_yet_there
    inputs: {}
    expected: {x: '1'}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "cases.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def test_cases_that_come_out_end_with_0_and_one_json_document(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["cases", str(file), "--json"])

    assert status == 0
    assert json.loads(capsys.readouterr().out) == [
        {"id": "A", "calculation": "resident_pension", "status": "pass", "differences": {}},
        {"id": "B", "calculation": "not_yet_there", "status": "unsupported", "differences": {}},
    ]


def test_a_case_that_differs_ends_with_1_and_shows_both_figures(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(GOOD.replace("203.00", "203.01"), encoding="utf-8")

    assert main(["cases", str(file), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["differences"] == {"total": ["203.01", "203.00"]}
    assert main(["cases", str(file)]) == 1
    shown = capsys.readouterr().out
    assert "应为 203.01，算得 203.00" in shown
    assert "共 2 个案例：不符 1，尚不支持 1。" in shown


def test_a_file_that_cannot_be_read_ends_with_2_and_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cases", str(tmp_path / "none.yaml")]) == 2

    caught = capsys.readouterr()
    assert caught.out == ""
    assert "none.yaml" in caught.err
    assert len(caught.err.splitlines()) == 1


def test_explain_prints_every_step_with_what_it_came_from(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["explain", "resident_pension", "--place", "gansu/zhengning", "--input", "month=2023-05", "--input", "account_balance=13900"]

    assert main([*arguments, "--json"]) == 0
    sheet = json.loads(capsys.readouterr().out)

    assert sheet["calculation"] == "resident_pension"
    total = next(step for step in sheet["steps"] if step["name"] == "total")
    assert total["value"] == "203.00"
    assert total["unit"] == "元"
    assert total["from"] == ["basic_pension", "seniority", "account_pension", "addon"]
    assert total["source"]
    assert total["confidence"]
    assert main(arguments) == 0
    assert "个人账户养老金：100.00元" in capsys.readouterr().out


def test_explain_takes_a_case_lists_and_single_inputs_over_it(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--case", f"{file}#A", "--input", "age=72", "--input", "addons=[[70, null, '8.00']]", "--json"]) == 0

    steps = {step["name"]: step["value"] for step in json.loads(capsys.readouterr().out)["steps"]}
    assert steps["addon"] == "8.00"
    assert steps["total"] == "211.00"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nonsense"], "没有名为"),
        (["resident_pension", "--place", "atlantis"], "没有地区"),
        (["resident_pension", "--input", "month"], "名称=值"),
        (["resident_pension", "--input", "month=2023-05", "--input", "account_balanc=1"], "account_balanc"),
        (["resident_pension", "--input", "month=2023-05", "--input", "account_balance=-1"], "国发〔2014〕8号"),
        (["resident_pension", "--input", "month=2008-05", "--input", "account_balance=1"], "2009-09"),
        (["--case", "nothing"], "文件#编号"),
    ],
)
def test_what_cannot_be_explained_ends_with_2_and_one_sentence(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", *arguments]) == 2

    caught = capsys.readouterr()
    assert caught.out == ""
    assert words in caught.err


def test_explain_without_a_name_lists_every_calculation(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    assert "resident_pension" in capsys.readouterr().out
