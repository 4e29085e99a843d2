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
        {"id": "A", "calculation": "resident_pension", "status": "pass", "differences": {}, "unused": [], "message": ""},
        {"id": "B", "calculation": "not_yet_there", "status": "unsupported", "differences": {}, "unused": [], "message": ""},
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
    arguments = [
        "explain",
        "resident_pension",
        "--place",
        "gansu/zhengning",
        "--input",
        "month=2023-05",
        "--input",
        "account_balance=13900",
    ]

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
        (["--case", "#A"], "文件#编号"),
        (["--case", "cases.yaml#"], "文件#编号"),
        (["--case", "cases.yaml#A"], "没有这个文件"),
        (["resident_pension", "--input", "month=["], "month：第 1 行"),
        (["resident_pension", "--input", "month={a: !!int b}"], "month：有 YAML 不认识的"),
        (["resident_pension", "--input", "month=2023-05", "--input", "month=2023-06"], "month 写了两次"),
        (["resident_pension", "--input", "month=2023-05", "--input", "account_balance="], "“”不是有效数字"),
        (["resident_pension", "--known-on", "2023-02-30"], "不是有效日期"),
    ],
)
def test_what_cannot_be_explained_ends_with_2_and_one_sentence(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", *arguments]) == 2

    caught = capsys.readouterr()
    assert caught.out == ""
    assert words in caught.err
    assert len(caught.err.splitlines()) == 1


def test_explain_without_a_name_lists_every_calculation(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    shown = capsys.readouterr().out
    assert main(["explain", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)

    assert len(listed) == len(shown.splitlines()) > 40
    assert all(entry["title"] and entry["source"] for entry in listed)


def test_an_id_used_twice_is_told_beside_the_results_and_cannot_be_explained(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(GOOD.replace("id: B", "id: A"), encoding="utf-8")

    assert main(["cases", str(file), "--json"]) == 0
    caught = capsys.readouterr()
    assert [result["id"] for result in json.loads(caught.out)] == ["A", "A"]
    assert "编号用了不止一次：A；" in caught.err
    assert main(["explain", "--case", f"{file}#A"]) == 2
    assert "有 2 个案例都叫 A" in capsys.readouterr().err
    assert main(["explain", "--case", f"{file}#Z"]) == 2
    assert "没有案例 Z" in capsys.readouterr().err


def test_an_input_nobody_asked_for_makes_the_case_fail_unless_that_is_allowed(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_text(GOOD.replace("{month:", "{colour: red, month:"), encoding="utf-8")

    assert main(["cases", str(file)]) == 1
    assert "没有用到的输入：colour" in capsys.readouterr().out
    assert main(["cases", str(file), "--allow-unused"]) == 0
    assert "没有用到的输入：colour" in capsys.readouterr().out
    assert main(["cases", str(file), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)[0]["unused"] == ["colour"]


@pytest.mark.slow
def test_without_a_file_the_cases_that_ship_are_computed(capsys: pytest.CaptureFixture[str]) -> None:
    status = main(["cases", "--json"])

    told = json.loads(capsys.readouterr().out)
    assert status == 0 and len(told) >= 200
    assert {case["status"] for case in told} <= {"pass", "open"}
