"""Every bad list of the issue's kind: one sentence within two seconds and nothing applied, or its good rows used and the others named."""

from __future__ import annotations

import json
import time
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook

from shebao import cli
from shebao.base.identity import invented_citizen_number
from tests.commands.test_screen import NUMBERS, bomb, roll, write

__all__ = ["roll"]
TITLES = ("身份证号码", "死亡日期")
SECONDS = 2
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def workbook(path: Path, *rows: Sequence[object]) -> str:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    book.save(path)
    return str(path)


def parquet(path: Path, *rows: Sequence[str]) -> str:
    columns = {title: [row[place] for row in rows[1:]] for place, title in enumerate(rows[0])}
    with duckdb.connect(":memory:") as engine:
        listed = ", ".join(f'UNNEST({values!r}) AS "{title}"' for title, values in columns.items())
        engine.execute(f"COPY (SELECT {listed}) TO '{path}' (FORMAT parquet)")
    return str(path)


def screened(roll: str, deaths: str, out: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, object], str, float]:
    """(exit status, what was told, the sentence, seconds) of one run."""
    started = time.perf_counter()
    status = cli.main(["screen", "--roll", roll, "--deaths", deaths, "--day", "2024-05-20", "--rules", "R001", "--out", str(out), "--json"])
    seconds = time.perf_counter() - started
    told = capsys.readouterr()
    return status, json.loads(told.out) if status == 0 else {}, told.err, seconds


def empty(folder: Path) -> str:
    (folder / "bad.csv").write_bytes(b"")
    return str(folder / "bad.csv")


def floats(folder: Path) -> str:
    rows = [(float(number[:17] + "0"), "2024-03-31") for number in NUMBERS[:5]]
    return workbook(folder / "bad.xlsx", TITLES, *rows)


def broken(folder: Path) -> str:
    (folder / "bad.parquet").write_bytes(b"PAR1" + b"\x00" * 40 + b"PAR1")
    return str(folder / "bad.parquet")


WHOLE = {
    "empty": (empty, "文件是空的"),
    "only titles": (lambda folder: write(folder / "bad.csv", TITLES), "名单是空的"),
    "wrong columns": (lambda folder: write(folder / "bad.csv", ("姓名", "住址"), ("甲", "乙")), "缺少“身份证号码”列"),
    "wrong columns in a workbook": (lambda folder: workbook(folder / "bad.xlsx", ("姓名", "住址"), ("甲", "乙")), "缺少“身份证号码”列"),
    "two columns of one meaning": (
        lambda folder: write(folder / "bad.csv", ("身份证号码", "公民身份号码", "死亡日期"), (NUMBERS[0], NUMBERS[0], "2024-01-01")),
        "有两列都是“身份证号码”",
    ),
    "numbers as floats": (floats, "已被表格软件改写"),
    "ten thousand columns": (lambda folder: write(folder / "bad.csv", [f"c{i}" for i in range(10_000)]), "有 10,000 列"),
    "a broken parquet file": (broken, "文件损坏"),
    "not a list": (lambda folder: write_bytes(folder / "bad.csv", bytes(range(256)) * 40), "文字编码认不出来|不是文本文件|缺少"),
}


def write_bytes(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize(("made", "sentence"), WHOLE.values(), ids=WHOLE)
def test_a_list_that_cannot_be_used_is_one_sentence_and_no_result(
    made: object, sentence: str, roll: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import re

    deaths = made(tmp_path)  # type: ignore[operator]

    status, _, told, seconds = screened(roll, deaths, tmp_path / "hits.csv", capsys)

    assert status == 2
    assert re.search(sentence, told), told
    assert len(told.strip().splitlines()) <= 2
    assert not (tmp_path / "hits.csv").exists()
    assert seconds < SECONDS


@pytest.mark.slow
def test_a_zip_bomb_is_refused_within_two_seconds(roll: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deaths = bomb(tmp_path / "bomb.xlsx")

    status, _, told, seconds = screened(roll, deaths, tmp_path / "hits.csv", capsys)

    assert (status, "压缩炸弹" in told, (tmp_path / "hits.csv").exists()) == (2, True, False)
    assert seconds < SECONDS


@pytest.mark.slow
def test_a_workbook_of_ten_thousand_columns_is_refused_within_two_seconds(
    roll: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deaths = workbook(tmp_path / "wide.xlsx", [f"c{i}" for i in range(10_000)], ["x"] * 10_000)

    status, _, told, seconds = screened(roll, deaths, tmp_path / "hits.csv", capsys)

    assert (status, "10,000 列" in told) == (2, True)
    assert seconds < SECONDS


@pytest.mark.parametrize("made", [write, workbook, parquet], ids=["csv", "xlsx", "parquet"])
def test_mixed_lengths_full_width_characters_and_rows_handed_in_twice_are_one_person_each(
    made: object, roll: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kind = {write: "csv", workbook: "xlsx", parquet: "parquet"}[made]  # type: ignore[index]
    old, wide, twice, bad = NUMBERS[0], NUMBERS[1], NUMBERS[2], "12345"
    rows = [
        (old[:6] + old[8:17], "2024-03-31"), (wide.translate(FULL_WIDTH), "２０２４年3月31日"),
        (twice, "2024-03-31"), (twice, "2024-03-31"), (twice.lower(), "20240331"), (bad, "2024-03-31"), (NUMBERS[3], "昨天"),
    ]  # fmt: skip
    deaths = made(tmp_path / f"list.{kind}", TITLES, *rows)  # type: ignore[operator]

    status, told, _, seconds = screened(roll, deaths, tmp_path / "hits.csv", capsys)

    assert status == 0
    assert told["rules"][0]["hits"] == 3, told  # type: ignore[index]
    rejected = told["rejected"]["deaths"]  # type: ignore[index]
    assert list(rejected) == ["6", "7"]
    assert any("15 位号码" in note for note in told["notes"]) and any("完全相同" in note for note in told["notes"])  # type: ignore[union-attr]
    assert seconds < SECONDS


def test_a_stale_list_is_used_and_called_stale(roll: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    deaths = write(tmp_path / "list.csv", TITLES, (NUMBERS[0], "2020-03-31"))

    status, told, _, _ = screened(roll, deaths, tmp_path / "hits.csv", capsys)

    assert status == 0
    assert any("可能不是新名单" in note for note in told["notes"])  # type: ignore[union-attr]


def test_an_archive_that_is_no_workbook_is_refused(roll: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with zipfile.ZipFile(tmp_path / "list.xlsx", "w") as archive:
        archive.writestr("readme.txt", "x")

    status, _, told, _ = screened(roll, str(tmp_path / "list.xlsx"), tmp_path / "hits.csv", capsys)

    assert status == 2 and told.strip()


def test_the_numbers_of_these_tests_belong_to_nobody() -> None:
    assert invented_citizen_number("990000", date(1950, 1, 1), 0) == NUMBERS[0]
