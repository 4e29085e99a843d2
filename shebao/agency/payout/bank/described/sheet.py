"""Writing and reading spreadsheets by a description: a row of titles, and every cell as text, so that no number loses its last digits.

The workbook is written part by part with fixed times inside, because the same payments must give the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any
from xml.sax.saxutils import escape

from shebao.agency.payout.bank.reading import damaged

from .description import Cell, Section
from .text import MONEYS, Values, meant, shown

MOST_ROWS, MOST_COLUMNS, LARGEST = 600_000, 60, 400 * 1024 * 1024
_THEN = (2000, 1, 1, 0, 0, 0)
_TYPES = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_TYPES}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    f'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_KIND}.'
    f'sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_TYPES}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
    'Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="代发" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_TYPES}/relationships"><Relationship Id="rId1" Type="{_OFFICE}/worksheet" '
    'Target="worksheets/sheet1.xml"/></Relationships>',
}


def write_sheet(section: Section, head: Values, rows: Sequence[Values]) -> bytes:
    """The workbook: the same values give the same bytes."""
    lines = [[cell.title for cell in section.row], *([shown(cell, {**head, **row}) for cell in section.row] for row in rows)]
    body = "".join(
        f'<row r="{at}">' + "".join(f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>' for text in line) + "</row>"
        for at, line in enumerate(lines, 1)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, content in {
            **_PARTS,
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>',
        }.items():
            part = zipfile.ZipInfo(name, _THEN)
            part.compress_type, part.create_system = zipfile.ZIP_DEFLATED, 0
            book.writestr(part, _HEAD + content, compresslevel=6)
    return out.getvalue()


def read_sheet(section: Section, content: bytes) -> list[dict[str, Any]]:
    """Each row below the titles as values; columns are found by title, in any order. Raises `Refused` naming row and column."""
    lines = _lines(content)
    titles = [_cell_text(cell).strip() for cell in lines[0]]
    missing = [cell.title for cell in section.row if cell.title not in titles]
    if missing:
        damaged(f"没有“{'”“'.join(missing)}”列", "第1行")
    places = [titles.index(cell.title) for cell in section.row]
    rows = []
    for number, line in enumerate(lines[1:], 2):
        if not any(_cell_text(cell).strip() for cell in line):
            continue
        rows.append(_row(section, [line[at] if at < len(line) else "" for at in places], number))
    return rows


def _row(section: Section, cells: Sequence[Any], number: int) -> dict[str, Any]:
    values = {}
    for cell, raw in zip(section.row, cells, strict=True):
        where = f"第{number}行“{cell.title}”"
        if cell.field in ("account", "line_id") and isinstance(raw, float) and raw >= 1e15:
            damaged("是数值格式，末几位已被表格软件改写", where)
        value = meant(cell, _money_text(cell, raw) if cell.field in MONEYS else _cell_text(raw), where)
        if cell.field:
            values[cell.field] = value
    return values


def _money_text(cell: Cell, raw: Any) -> str:
    """An amount as text: a number cell shows what was typed into it, with two decimals where it is yuan."""
    if not isinstance(raw, int | float) or isinstance(raw, bool):
        return _cell_text(raw)
    try:
        exact = Decimal(repr(raw))
        return str(exact.quantize(Decimal("0.01"))) if cell.form == "yuan" and exact == exact.quantize(Decimal("0.01")) else _cell_text(raw)
    except InvalidOperation:
        return _cell_text(raw)


def _cell_text(raw: Any) -> str:
    if isinstance(raw, float) and raw.is_integer():
        return str(int(raw))
    return raw.isoformat()[:10] if hasattr(raw, "isoformat") else str(raw)


def _lines(content: bytes) -> list[list[Any]]:
    from python_calamine import CalamineError, CalamineWorkbook

    if not content:
        damaged("文件是空的", "文件")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            if sum(part.file_size for part in book.infolist()) > LARGEST:
                damaged("展开后太大，不是一份回盘", "文件")
        lines = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    except (zipfile.BadZipFile, CalamineError, OSError, ValueError, IndexError):
        damaged("不是能读的电子表格（xlsx）", "文件")
    if not lines or len(lines) > MOST_ROWS or len(lines[0]) > MOST_COLUMNS:
        damaged("表格是空的，或行数、列数太多", "文件")
    return lines
