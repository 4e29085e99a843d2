"""`shebao screen` on files that others made: who is hit, and one sentence for every bad file."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from shebao import cli
from shebao.base.identity import invented_citizen_number
from shebao.core.policy.cases import run_cases

NUMBERS = [invented_citizen_number("990000", date(1950, 1, 1 + i), i) for i in range(6)]


def write(path: Path, *rows: Sequence[str]) -> str:
    with path.open("w", encoding="utf-8-sig", newline="") as out:
        csv.writer(out).writerows(rows)
    return str(path)


@pytest.fixture
def roll(tmp_path: Path) -> str:
    paid = [(number, f"甲{i}", f"2024-0{month}", "173.00") for i, number in enumerate(NUMBERS) for month in (3, 4, 5)]
    return write(tmp_path / "roll.csv", ("身份证号码", "姓名", "月份", "金额"), *paid)


def test_the_dead_and_the_imprisoned_of_a_roll_are_named_with_months_and_sums(
    roll: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deaths = write(tmp_path / "deaths.csv", ("公民身份号码", "死亡日期"), (NUMBERS[1], "2024-03-31"))
    custody = write(tmp_path / "c.csv", ("身份证号", "收监日期", "释放日期", "刑种"), (NUMBERS[2], "2024-03-29", "", "有期徒刑三年"))

    out = tmp_path / "hits.csv"
    status = cli.main(
        ["screen", "--roll", roll, "--deaths", deaths, "--custody", custody, "--day", "2024-05-20", "--out", str(out), "--json"]
    )

    result = json.loads(capsys.readouterr().out)
    assert (status, result["hits_file"]) == (0, str(out))
    assert {one["id"]: one["hits"] for one in result["rules"] if one["hits"]} == {"R001": 1, "R005": 1}
    rows = list(csv.reader(out.read_text(encoding="utf-8-sig").splitlines()))
    assert [row[:1] + row[3:7] for row in rows[1:]] == [
        ["R001", NUMBERS[1], "甲1", "202404、202405", "346.00"],
        ["R005", NUMBERS[2], "甲2", "202404、202405", "346.00"],
    ]


def bomb(path: Path) -> str:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 130_000_000)
    return str(path)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([], "文件是空的"),
        ([("身份证号码", "死亡日期")], "名单是空的"),
        ([("姓名", "日子"), ("甲", "乙")], "缺少“身份证号码”列"),
        ([tuple(f"c{i}" for i in range(10_000))], "有 10,000 列"),
        ([("身份证号码", "死亡日期"), *[(f"9900001950{i:02d}010000", "2024-01-01") for i in range(1, 5)]], "表格软件改写"),
    ],
)
def test_a_bad_list_is_one_sentence(
    roll: str, tmp_path: Path, rows: list[Sequence[str]], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status = cli.main(["screen", "--roll", roll, "--deaths", write(tmp_path / "bad.csv", *rows)])

    assert status == 2
    assert sentence in capsys.readouterr().err


@pytest.mark.slow
def test_a_zip_bomb_is_refused_before_it_unfolds(roll: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["screen", "--roll", roll, "--deaths", bomb(tmp_path / "bomb.xlsx")]) == 2
    assert "压缩炸弹" in capsys.readouterr().err


def test_a_worked_example_of_a_rule_is_computed_like_any_other(tmp_path: Path) -> None:
    from shebao.commands._screening import CALCULATION, answer

    path = tmp_path / "cases.yaml"
    path.write_text(
        "cases:\n- id: A\n  calculation: screening_rule\n  province: any\n"
        "  inputs: {rule: R001 death, death_date: '2024-02-11', paid: [2024-02, 2024-03]}\n  expected: {hit: true, months: [2024-03]}\n",
        encoding="utf-8",
    )

    assert [one.status for one in run_cases([path], others={CALCULATION: answer})] == ["pass"]
    assert [one.status for one in run_cases([path])] == ["unsupported"]
