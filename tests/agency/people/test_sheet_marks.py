"""Rows hidden by a filter, formulas that were never worked out and a hidden first sheet are taken in and said aloud."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from shebao.agency.matters.kind import Wanted
from shebao.agency.people.imports import read_rows

WANTED = (Wanted("name", "姓名", "name"), Wanted("paid_fen", "金额（元）", "yuan", required=False))


def book() -> Workbook:
    made = Workbook()
    for row in (("姓名", "金额（元）"), ("张三", 1), ("李四", 2), ("王五", 3)):
        made.active.append(row)
    return made


def marks_of(made: Workbook, path: Path) -> tuple[str, ...]:
    made.save(path)
    return read_rows(path, WANTED).marks


def test_an_ordinary_sheet_has_nothing_to_say(tmp_path: Path) -> None:
    assert marks_of(book(), tmp_path / "list.xlsx") == ()


@pytest.mark.parametrize(("filtered", "said"), [(True, "有 2 行在表格里是隐藏的（表上有筛选）"), (False, "有 2 行在表格里是隐藏的，")])
def test_hidden_rows_are_counted_and_still_read(filtered: bool, said: str, tmp_path: Path) -> None:
    made = book()
    made.active.row_dimensions[2].hidden = made.active.row_dimensions[4].hidden = True
    if filtered:
        made.active.auto_filter.ref = "A1:B4"

    assert said in marks_of(made, tmp_path / "list.xlsx")[0]
    assert len(read_rows(tmp_path / "list.xlsx", WANTED).rows) == 3


def test_a_formula_without_its_value_is_told(tmp_path: Path) -> None:
    made = book()
    made.active["B2"], made.active["B3"] = "=1+1", "=2+2"

    (said,) = marks_of(made, tmp_path / "list.xlsx")

    assert "有 2 个单元格是公式，文件里没有算出的值" in said


def test_a_hidden_first_sheet_is_told(tmp_path: Path) -> None:
    made = book()
    made.create_sheet("第二张")
    made.active.sheet_state = "hidden"
    made.active = 1

    assert "它是隐藏的" in marks_of(made, tmp_path / "list.xlsx")[0]
