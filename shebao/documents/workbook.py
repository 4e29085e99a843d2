"""Reads xlsx: each sheet as lines of tab-separated cells, figures as the sheet shows them (percentages, decimals)."""

from __future__ import annotations

import datetime
import io
import re
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from shebao.base.finding import refuse
from shebao.core.evaluation.check.model import Document
from shebao.documents.package import RULE, Package
from shebao.documents.workbook_notices import notices

MOST_ROWS, MOST_COLUMNS = 20_000, 120


def read_workbook(name: str, data: bytes, package: Package) -> Document:
    """All visible sheets one after another; refuses declarations of entities before the library sees them."""
    for member in package.names:
        if member.endswith((".xml", ".rels")) and b"<!ENTITY" in package.read(member)[:4096]:
            refuse(RULE, "文件里藏有外部实体定义，不安全，已拒绝。", "用 Excel 或 WPS 重新另存一份再试。", name)
    import openpyxl

    said = notices(package)
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    lines: list[str] = []
    try:
        for sheet in book.worksheets:
            if sheet.sheet_state != "visible":
                continue
            lines.extend(["", f"【{sheet.title}】", "", *said.get(sheet.title, ())])
            for row in sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS):
                cells = [shown(cell.value, getattr(cell, "number_format", "") or "") for cell in row]
                while cells and not cells[-1]:
                    cells.pop()
                lines.append("\t".join(cells) if len(cells) > 1 else "".join(cells))
    finally:
        book.close()
    if not any(line.strip() for line in lines):
        refuse(RULE, "工作簿里没有内容。", "核对是否选错了文件。", name)
    return Document(name, tuple(lines))


def shown(value: Any, pattern: str) -> str:
    """A cell's value as its number format prints it; text stays as it is."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime.datetime):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, datetime.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, (int, float)):
        return _figure(value, pattern.split(";")[0])
    return re.sub(r"[\t\r\n]+", " ", str(value)).strip()


_DRAWN_POINT = re.compile(r'[0#?](?:!\.|\\\.|"\.")([0#?]+)')
"""A full stop that is only drawn between the digits of a whole number: Chinese offices show 万元 by "0!.0000" or "0!.0,"."""
_THOUSANDS = re.compile(r"[0#?](,+)(?![0#?,])")
"""Commas after the last digit: each leaves three digits out."""


def _drawn(exact: Decimal, pattern: str) -> tuple[Decimal, str]:
    """A number and its format with what only draws it smaller worked in: (2435000, "0!.0000") is (243.5, "0.0000")."""
    commas = _THOUSANDS.search(pattern)
    if commas:
        exact = exact.scaleb(-3 * len(commas[1]))
        pattern = pattern[: commas.start(1)] + pattern[commas.end(1) :]
    point = _DRAWN_POINT.search(pattern)
    if point:
        exact = exact.quantize(Decimal(1), ROUND_HALF_UP).scaleb(-len(point[1]))
        pattern = pattern[: point.start() + 1] + "." + "0" * len(point[1])
    return exact, pattern


def _figure(value: int | float, pattern: str) -> str:
    exact = Decimal(repr(value)) if not isinstance(value, int) else Decimal(value)
    if not exact.is_finite():
        return ""
    exact, pattern = _drawn(exact, pattern)
    percent = "%" in pattern
    if percent:
        exact *= 100
    places = re.search(r"[0#]\.(0+)", pattern)
    if places or (re.search(r"0", pattern) and "General" not in pattern):
        step = Decimal(1).scaleb(-len(places[1])) if places else Decimal(1)
        exact = exact.quantize(step, ROUND_HALF_UP)
    else:
        exact = exact.quantize(Decimal("1e-8"), ROUND_HALF_UP).normalize() if exact % 1 else exact.quantize(Decimal(1))
    text = f"{exact:,f}" if "," in pattern else f"{exact:f}"
    return text + ("%" if percent else "")
