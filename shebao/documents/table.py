"""Reads somebody's list, from csv, xlsx or parquet, as columns of text; a file that is no list is refused before it unfolds."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from shebao.base.finding import refuse
from shebao.bulk.parquet import read_parquet

from .package import open_package

RULE = "list.unreadable"
MOST_BYTES = 400_000_000
MOST_COLUMNS, MOST_ROWS, LONGEST_CELL = 200, 3_000_000, 400
_ZIP, _OLD, _PARQUET = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"PAR1"


@dataclass(frozen=True, slots=True)
class ListFile:
    """A list as it was handed in: the titles of its first row, and under each its cells as text, all columns equally long."""

    name: str
    titles: tuple[str, ...]
    columns: tuple[Sequence[str], ...]

    @property
    def rows(self) -> int:
        """How many rows below the titles."""
        return len(self.columns[0]) if self.columns else 0


def read_list(path: str | Path) -> ListFile:
    """The list in a file; raises `Refused` with what is wrong and what to do."""
    path = Path(path)
    if not path.is_file():
        refuse(RULE, f"找不到文件“{path}”", "请核对文件名和所在文件夹。", path.name)
    if path.stat().st_size > MOST_BYTES:
        refuse(RULE, f"文件超过 {MOST_BYTES // 1_000_000} MB", "请分成几个文件。", path.name)
    with path.open("rb") as source:
        start = source.read(4)
    if not start.strip():
        refuse(RULE, "文件是空的", "请核对是不是选错了文件。", path.name)
    if start == _OLD or (path.suffix.lower() in (".xlsx", ".xls") and start != _ZIP):
        refuse(RULE, "不是 xlsx 文件，或加了密码", "请另存为不加密的“Excel 工作簿（.xlsx）”。", path.name)
    if start == _PARQUET:
        titles, columns = read_parquet(path, MOST_COLUMNS, MOST_ROWS)
        return _checked(path.name, titles, columns)
    lines = _workbook(path) if start == _ZIP else _text(path)
    titles = _titles(next(lines, []), path.name)
    width = len(titles)
    cells = [line for line in (_line(raw, width) for raw in lines) if line is not None]
    if len(cells) > MOST_ROWS:
        refuse(RULE, f"超过 {MOST_ROWS:,} 行", "请分成几个文件。", path.name)
    return _checked(path.name, titles, tuple(zip(*cells, strict=True)))


def _checked(name: str, titles: Sequence[str], columns: Sequence[Sequence[str]]) -> ListFile:
    if not columns or not len(columns[0]):
        refuse(RULE, "名单是空的，没有数据行", "第一行写列名，从第二行起写名单。", name)
    return ListFile(name, tuple(titles), tuple(columns))


def _titles(line: Sequence[Any], name: str) -> list[str]:
    titles = [_cell(cell) for cell in line]
    while titles and not titles[-1]:
        titles.pop()
    if not titles:
        refuse(RULE, "第一行没有列名", "第一行写列名，从第二行起写名单。", name)
    if len(titles) > MOST_COLUMNS:
        refuse(RULE, f"有 {len(titles):,} 列，超过 {MOST_COLUMNS} 列", "请只留下名单需要的列。", name)
    return titles


def _line(raw: Sequence[Any], width: int) -> tuple[str, ...] | None:
    """A row as text of as many cells as there are titles; None for an empty row."""
    cells = tuple(_cell(cell) for cell in raw[:width])
    return cells + ("",) * (width - len(cells)) if any(cells) else None


def _cell(cell: Any) -> str:
    if isinstance(cell, str):
        return cell.strip()[:LONGEST_CELL]
    if cell is None:
        return ""
    if hasattr(cell, "strftime"):
        return str(cell.strftime("%Y-%m-%d"))
    return repr(cell).removesuffix(".0")


def _workbook(path: Path) -> Iterator[Sequence[Any]]:
    from python_calamine import CalamineError, CalamineWorkbook

    data = path.read_bytes()
    open_package(path.name, data)
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
    except (CalamineError, IndexError, ValueError):
        refuse(RULE, "打不开，可能已损坏", "请在表格软件中打开并另存后再试。", path.name)
    if sheet.width > MOST_COLUMNS:
        refuse(RULE, f"有 {sheet.width:,} 列，超过 {MOST_COLUMNS} 列", "请只留下名单需要的列。", path.name)
    return iter(sheet.to_python(skip_empty_area=False))


def _text(path: Path) -> Iterator[Sequence[str]]:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        refuse(RULE, "文字编码认不出来", "请另存为 UTF-8 或 GBK 编码的 CSV，或 xlsx。", path.name)
    if "\x00" in text[:100_000]:
        refuse(RULE, "不是文本文件", "请提交 csv、xlsx 或 parquet 文件。", path.name)
    first = text.partition("\n")[0]
    delimiter = "\t" if first.count("\t") > first.count(",") else ","
    return _lines(text, delimiter, path.name)


def _lines(text: str, delimiter: str, name: str) -> Iterator[Sequence[str]]:
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    except csv.Error:
        refuse(RULE, "引号不成对，或某一格太长", "请在表格软件中打开并另存后再试。", name)
