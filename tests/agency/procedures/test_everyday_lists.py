"""Every list door reads what ten people make of the same list, or refuses it in words that say what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from shebao.agency.matters.kind import Kind
from shebao.agency.people.imports import Read
from shebao.agency.procedures import catalogue, lists
from tests.support import everyday_lists
from tests.support.everyday_lists import TEN, Made

pytestmark = pytest.mark.django_db
KINDS = [kind for kind in catalogue.catalogue().values() if kind.columns]
EVERY = {"calculated": [kind for kind in KINDS if kind.key == "collect_contributions"]}
"""LibreOffice takes seconds a file: it saves one list; the other nine are tried at every door."""


def judged(read: Read) -> tuple[object, ...]:
    """What came of a list, without where it stood in the sheet."""
    return read.rows, [one.reasons for one in read.rejected]


def read(kind: Kind, made: Made, folder: Path) -> Read:
    return lists.read(kind, made(kind.columns, folder / f"{kind.key}-{made.__name__}.xlsx"), name="名单.xlsx")


def amounts(kind: Kind) -> bool:
    return any(column.kind == "yuan" for column in kind.columns)


def test_there_are_ten_files_and_many_doors() -> None:
    assert len(TEN) == 10 and len(KINDS) > 40
    assert [column.title for kind in KINDS for column in kind.columns if "".join(column.title.split()) != column.title] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in TEN if name not in ("excel", "never_calculated")])
def test_a_list_is_read_alike_however_it_is_written(name: str, tmp_path: Path) -> None:
    if name == "calculated" and not everyday_lists.has_libreoffice():
        pytest.skip("没有 LibreOffice")
    different = []
    for kind in EVERY.get(name, KINDS):
        plain, other = read(kind, TEN["excel"], tmp_path), read(kind, TEN[name], tmp_path)
        if judged(plain) != judged(other):
            different.append((kind.key, judged(plain), judged(other)))

    assert different == []


@pytest.mark.slow
def test_the_plainest_file_is_read_as_the_eye_reads_it(tmp_path: Path) -> None:
    """What the others are held against."""
    expected = {"date": "2023-05-01", "month": 202305, "year": 2023, "count": 3, "yuan": 123450}
    for kind in KINDS:
        result = read(kind, TEN["excel"], tmp_path)
        (values,) = [*result.rows, *(one.values for one in result.rejected)]
        for column in kind.columns:
            if column.kind in expected and not column.choices:
                assert values[column.name] == expected[column.kind], (kind.key, column.title, result.rejected)


@pytest.mark.slow
def test_what_a_sheet_hides_from_the_eye_is_said_at_every_door(tmp_path: Path) -> None:
    for kind in KINDS:
        assert any("隐藏的（表上有筛选）" in mark for mark in read(kind, TEN["filtered"], tmp_path).marks), kind.key
        if amounts(kind):
            assert any("万元、千元一类的格式" in mark for mark in read(kind, TEN["wps"], tmp_path).marks), kind.key
            assert any("没有算出的值" in mark for mark in read(kind, TEN["never_calculated"], tmp_path).marks), kind.key
        assert read(kind, TEN["excel"], tmp_path).marks == (), kind.key


@pytest.mark.slow
def test_an_amount_that_was_never_worked_out_is_refused_row_by_row(tmp_path: Path) -> None:
    tried = 0
    for kind in KINDS:
        required = [column.title for column in kind.columns if column.kind == "yuan" and column.required]
        if required:
            (row,) = read(kind, TEN["never_calculated"], tmp_path).rejected
            assert [f"没有填写{title}" for title in required] == [one for one in row.reasons if one.startswith("没有填写")], kind.key
            tried += 1

    assert tried > 10


def test_the_row_is_named_as_the_sheet_numbers_it_below_a_title(tmp_path: Path) -> None:
    kind = catalogue.kind("register_many")

    titled = read(kind, TEN["titled"], tmp_path)

    assert [*titled.numbers, *(one.row for one in titled.rejected)] == [5]


def test_cells_merged_downwards_are_told(tmp_path: Path) -> None:
    kind = catalogue.kind("register_many")
    made = everyday_lists.sheet_of(everyday_lists.cells_of(kind.columns))
    made.active.append([cell for _, cell in everyday_lists.cells_of(kind.columns)])
    made.active.merge_cells(start_row=2, start_column=1, end_row=3, end_column=1)
    made.save(tmp_path / "merged.xlsx")

    assert any("上下合并" in mark for mark in lists.read(kind, tmp_path / "merged.xlsx").marks)
