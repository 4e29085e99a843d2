"""What a sheet does not show by itself: hidden rows and columns, formulas whose results were never saved, the calendar of 1904."""

from __future__ import annotations

import re
from collections.abc import Iterable

from shebao.documents.package import Package

MARK = "〔读表说明〕"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.S)
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*)/?>")
_MOST_NAMED = 8


def notices(package: Package) -> dict[str, tuple[str, ...]]:
    """Lines to print at the head of each sheet, by its title."""
    book = package.xml("xl/workbook.xml")
    rels = package.xml("xl/_rels/workbook.xml.rels")
    if book is None or rels is None:
        return {}
    targets = {rel.get("Id"): (rel.get("Target") or "").lstrip("/").removeprefix("xl/") for rel in rels}
    properties = next((node for node in book.iter() if node.tag.endswith("}workbookPr")), None)
    old = properties is not None and properties.get("date1904") in ("1", "true")
    out: dict[str, tuple[str, ...]] = {}
    for node in book.iter():
        if not node.tag.endswith("}sheet"):
            continue
        member = f"xl/{targets.get(node.get(_R), '')}"
        content = package.read(member) if member in package.names else b""
        lines = list(_of_sheet(content))
        if old and re.search(rb"<(?:\w+:)?c\b", content):
            lines.append("日期按 1904 年起算的日历存放，已换算")
        out[node.get("name") or ""] = tuple(f"{MARK}{line}。" for line in lines)
    return out


def _of_sheet(content: bytes) -> Iterable[str]:
    hidden = [_attribute(match[1], b"r") for match in _ROW.finditer(content) if _hidden(match[1])]
    if hidden:
        yield f"第 {_named(hidden)} 行是隐藏的，也读了"
    columns = [match[1] for match in _COLUMN.finditer(content) if _hidden(match[1])]
    if columns:
        spans = [(_attribute(column, b"min"), _attribute(column, b"max")) for column in columns]
        yield f"第 {_named([first if first == last else f'{first}—{last}' for first, last in spans])} 列是隐藏的，也读了"
    empty = [
        _attribute(match[1], b"r")
        for match in _CELL.finditer(content)
        if match[2] and re.search(rb"<(?:\w+:)?f\b", match[2]) and not re.search(rb"<(?:\w+:)?v>[^<]", match[2])
    ]
    if empty:
        yield f"{_named(empty)} 是公式，文件里没有存下结果，读不到数；请用 Excel 或 WPS 打开，保存后再查"


def _hidden(attributes: bytes) -> bool:
    return bool(re.search(rb'\bhidden="(?:1|true)"', attributes))


def _attribute(attributes: bytes, name: bytes) -> str:
    match = re.search(rb"\b" + name + rb'="([^"]*)"', attributes)
    return match[1].decode("ascii", "replace") if match else ""


def _named(places: list[str]) -> str:
    """The first few of the places, and how many there are."""
    shown = "、".join(places[:_MOST_NAMED])
    return shown if len(places) <= _MOST_NAMED else f"{shown} 等 {len(places)} 处"
