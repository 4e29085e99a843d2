"""The cases kit puts its cases to any program, judges to the fen, and needs nothing of the product."""

from __future__ import annotations

import ast
import json
import shlex
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from shebao_cases import files
from shebao_cases.__main__ import main
from shebao_cases.comparison import judge, same
from shebao_cases.files import Case, CaseFileError
from shebao_cases.runner import ProgramError, ask, run

ROOT = Path(__file__).resolve().parents[2]
KIT = ROOT / "packages" / "shebao_cases"
CASE = Case("a", "resident_pension", "gansu", {"month": "2023-05"}, {"total": "203.00", "printed_total": "1"})


def program(tmp_path: Path, body: str) -> str:
    """A program that runs some Python for every question."""
    path = tmp_path / "program.py"
    path.write_text(f"import json, sys\nfor line in sys.stdin:\n    question = json.loads(line)\n    {body}\n", encoding="utf-8")
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(path))}"


def case_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "cases.yaml"
    path.write_text(text, encoding="utf-8")
    return path


TWO = """cases:
- {id: a, calculation: resident_pension, place: gansu, inputs: {month: 2023-05, rate: 0.10}, expected: {total: '203.00'}}
- {id: b, calculation: other, inputs: {}, expected: {error: rule}}
"""


def test_a_question_reaches_the_program_with_every_digit_and_its_answer_is_judged(tmp_path: Path) -> None:
    told = "assert question['inputs'].get('rate', '0.10') == '0.10'; print(json.dumps({'id': question['id'], 'values': {'total': 203}}))"

    results = run(files.read([case_file(tmp_path, TWO)]), program(tmp_path, told))

    assert [result.status for result in results] == ["pass", "fail"]
    assert results[1].differences == {"error": ("rule", None)}
    assert results[0].as_json() == {"id": "a", "calculation": "resident_pension", "status": "pass", "differences": {}}


@pytest.mark.parametrize(
    ("answer", "status"),
    [
        ({"values": {"total": "203.00"}}, "pass"),
        ({"values": {"total": 203.0}}, "pass"),
        ({"values": {"total": "203.001"}}, "fail"),
        ({"values": {"total": "202.99"}}, "fail"),
        ({"values": {}}, "fail"),
        ({"values": []}, "fail"),
        ({"error": "x", "message": "no"}, "fail"),
        ({"unsupported": True}, "unsupported"),
        (None, "fail"),
    ],
    ids=range(9),
)
def test_money_must_agree_to_the_fen_and_quoted_figures_are_not_compared(answer: dict[str, Any] | None, status: str) -> None:
    assert judge(CASE, answer).status == status


REFUSED = Case("a", "x", "national", {}, {"error": "dated.missing", "key": "calc_base"})


@pytest.mark.parametrize(
    ("answer", "codes", "status"),
    [
        ({"error": "anything"}, False, "pass"),
        ({"error": "anything"}, True, "fail"),
        ({"error": "dated.missing", "key": "calc_base"}, True, "pass"),
        ({"error": "dated.missing", "key": "other"}, True, "fail"),
        ({"values": {"total": "1"}}, False, "fail"),
    ],
    ids=range(5),
)
def test_a_refusal_has_to_be_one_and_its_codes_are_compared_when_asked(answer: dict[str, Any], codes: bool, status: str) -> None:
    assert judge(REFUSED, answer, codes).status == status
    assert judge(Case("a", "x", "national", {}, {"error": "any"}), {"error": "y.z"}, codes=True).status == "pass"
    assert judge(Case("a", "x", "national", {}, {"error": "y"}), {"error": "y.z"}, codes=True).status == "pass"


@pytest.mark.parametrize(
    ("expected", "answered", "agree"),
    [
        ("3922.1667", "3922.1666666667", True),
        ("3922.1666", "3922.1666666667", False),
        ("-0.12345", "-0.123450001", True),
        ("100.00", "100.004", False),
        ("1/3", "1/3", True),
        ([1, "2.50"], [1, 2.5], True),
        ([1], [1, 2], False),
        ({"5": "3"}, {5: 3}, True),
        ({"5": "3"}, {"5": "4"}, False),
        ({"5": "3"}, {"6": "3"}, False),
        ({"5": "3"}, "x", False),
        (True, "true", True),
        (True, False, False),
        (None, None, True),
        (None, "0", False),
        ("male60", "male60", True),
        ("male60", "female50", False),
    ],
    ids=range(17),
)
def test_values_agree_exactly_and_unrounded_ones_at_the_decimals_printed(expected: Any, answered: Any, agree: bool) -> None:
    assert same(expected, answered) is agree


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("print('hello')", "no JSON"),
        ("print('{}')", "no id"),
        ("print(json.dumps({'id': 'a'})); print(json.dumps({'id': 'a'}))", "answered twice"),
        ("raise SystemExit(3)", "exit status 3"),
    ],
    ids=range(4),
)
def test_a_program_that_does_not_answer_is_told_so(body: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(ProgramError, match=words):
        ask([CASE.question], program(tmp_path, body))


def test_a_program_that_is_not_there_or_never_ends_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(ProgramError):
        ask([CASE.question], "/no/such/program")
    with pytest.raises(ProgramError):
        ask([CASE.question], program(tmp_path, "import time; time.sleep(30)"), timeout=0.5)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hello", "no list of cases"),
        ("cases: [hello]", "case 1 needs"),
        ("cases: [{id: a, calculation: b}]", "case 1 needs"),
        ("cases: [{id: a, calculation: b, expected: [1]}]", "names with values"),
        ("cases: [", "cases.yaml"),
    ],
    ids=range(5),
)
def test_a_file_that_is_no_case_file_is_refused_by_name(text: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(CaseFileError, match=words):
        files.read([case_file(tmp_path, text)])


@pytest.mark.parametrize(
    ("place", "asked"),
    [
        ("place: gansu, province: hunan", "gansu"),
        ("place: national, province: hunan", "hunan"),
        ("province: hunan", "hunan"),
        ("place: any", "national"),
    ],
    ids=range(4),
)
def test_a_case_is_asked_for_its_place_or_its_province_where_the_place_says_no_more_than_the_nation(
    place: str, asked: str, tmp_path: Path
) -> None:
    (case,) = files.read([case_file(tmp_path, f"cases: [{{id: a, calculation: b, {place}, expected: {{}}}}]")])

    assert case.question["place"] == asked


def test_the_command_ends_with_0_1_or_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, right = case_file(tmp_path, TWO), "print(json.dumps({'id': question['id'], 'unsupported': True}))"

    assert main(["run", "--program", program(tmp_path, right), str(path)]) == 0
    assert "2 cases: 0 pass, 0 fail, 2 unsupported" in capsys.readouterr().out
    wrong = "print(json.dumps({'id': question['id'], 'values': {'total': '1'}}))"
    assert main(["run", "--program", program(tmp_path, wrong), "--json", "--calculation", "resident_pension", str(path)]) == 1
    document = json.loads(capsys.readouterr().out)
    assert (document["counts"], document["results"][0]["differences"]) == ({"fail": 1}, {"total": ["203.00", "1"]})
    assert main(["run", "--program", "/no/such/program", str(path)]) == 2
    assert "/no/such/program" in capsys.readouterr().err


def test_it_lists_its_cases_and_prints_its_schemas(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    assert "employee_pension" in capsys.readouterr().out
    assert main(["schema"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"answer", "case", "question"}


def test_every_case_that_ships_has_the_shape_the_schema_says() -> None:
    schema = json.loads((KIT / "shebao_cases" / "schema" / "case.json").read_text(encoding="utf-8"))
    question = json.loads((KIT / "shebao_cases" / "schema" / "question.json").read_text(encoding="utf-8"))
    cases = files.read(files.shipped())

    assert len(cases) > 300
    for case in cases:
        assert set(case.question) == set(question["properties"])
    for path in files.shipped():
        for entry in yaml.load(path.read_text(encoding="utf-8"), files.TextLoader)["cases"]:
            assert set(entry) <= set(schema["properties"]), entry["id"]
            assert set(schema["required"]) <= set(entry)


def test_the_kit_imports_nothing_of_the_product() -> None:
    for path in KIT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            assert not any(name.split(".")[0] == "shebao" for name in names), path


@pytest.mark.slow
def test_the_product_answers_every_case_that_ships() -> None:
    results = run(files.read(files.shipped()), f"{shlex.quote(sys.executable)} -m shebao.cli answer", codes=True)

    assert [(result.id, dict(result.differences)) for result in results if result.status != "pass"] == []


@pytest.mark.slow
def test_the_wheel_carries_cases_values_and_schemas_and_works_without_the_product(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)], cwd=KIT, check=True, capture_output=True
    )
    wheel = next(tmp_path.glob("*.whl"))
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "there")

    listed = subprocess.run(
        [sys.executable, "-c", "import sys; sys.path.insert(0, '.'); from shebao_cases.__main__ import main; main(['list'])"],
        cwd=tmp_path / "there",
        check=True,
        capture_output=True,
        text=True,
        env={"PATH": "/usr/bin:/bin", "PYTHONUTF8": "1"},
    ).stdout  # fmt: skip
    assert "resident_pension" in listed
    assert (tmp_path / "there" / "shebao_cases" / "places" / "national.yaml").exists()
    assert (tmp_path / "there" / "shebao_cases" / "schema" / "answer.json").exists()
