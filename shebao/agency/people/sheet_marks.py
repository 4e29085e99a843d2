"""What a spreadsheet hides from the eye of whoever fills it in and a reader takes in all the same: said aloud, never decided."""

from __future__ import annotations

import posixpath
import re
import zipfile
from html import unescape
from pathlib import Path

_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"')
_FILTER = re.compile(rb"<(?:\w+:)?autoFilter\b")
_NO_VALUE = re.compile(rb"<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>|</(?:\w+:)?c>)")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b[^>]*>")
_CELL_STYLES = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.S)
_STYLE = re.compile(rb"<(?:\w+:)?xf\b[^>]*>")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*\bref="[A-Z]+(\d+):[A-Z]+(\d+)"')
_SCALED = re.compile(r'(?:[0#?](?:"[^"]*"|\\.)?,+(?=\.|;|$|"|\\| |_|\[))|!\.|\\\.|"\."')
"""A number format that shows a number in thousands or more: a comma after the last digit, or a full stop that is only drawn."""
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")


def marks(path: Path) -> tuple[str, ...]:
    """Sentences about the first sheet of an xlsx file that was looked into before (`imports` guards size and parts); none for an ordinary one."""
    with zipfile.ZipFile(path) as archive:
        try:
            book, relations = archive.read("xl/workbook.xml"), archive.read("xl/_rels/workbook.xml.rels")
            first = _SHEET.search(book)
            target = _target(relations, _attribute(first[0], b"r:id")) if first else ""
            content = archive.read(target) if target else b""
            styles = archive.read("xl/styles.xml") if "xl/styles.xml" in archive.namelist() else b""
        except KeyError:
            return ()
    said = []
    state = _attribute(first[0], b"state") if first else ""
    if state in ("hidden", "veryHidden"):
        said.append("读的是第一个工作表，它是隐藏的；要办的名单在别的工作表时，请把它移到最前面")
    if hidden := len(_HIDDEN_ROW.findall(content)):
        why = "（表上有筛选）" if _FILTER.search(content) else ""
        said.append(f"有 {hidden:,} 行在表格里是隐藏的{why}，也读进来了；不要办的，请删去后重新上传")
    if empty := len(_NO_VALUE.findall(content)):
        said.append(f"有 {empty:,} 个单元格是公式，文件里没有算出的值，按没有填写处理；请在表格软件中打开并保存一次再上传")
    if scaled := _scaled_cells(content, styles):
        said.append(f"有 {scaled:,} 个单元格用万元、千元一类的格式显示；按单元格里原来的数读，和看到的不一样，请核对金额")
    if sum(int(first) != int(last) for first, last in _MERGED.findall(content)):
        said.append("有上下合并的单元格，只有最上面一行有值，其余按没有填写处理；请取消合并、每行填全")
    return tuple(said)


def _scaled_cells(content: bytes, styles: bytes) -> int:
    """How many cells show their number in other units than it is kept in."""
    codes = {_attribute(tag, b"numFmtId") for tag in _FORMAT.findall(styles) if _SCALED.search(unescape(_attribute(tag, b"formatCode")))}
    listed = _CELL_STYLES.search(styles)
    scaled = {str(i).encode() for i, tag in enumerate(_STYLE.findall(listed[0]) if listed else []) if _attribute(tag, b"numFmtId") in codes}
    return sum(match in scaled for match in re.findall(rb'<(?:\w+:)?c\b[^>]*\ss="(\d+)"', content)) if scaled else 0


def _target(relations: bytes, wanted: str) -> str:
    """The part of the archive behind a relation."""
    for relation in _RELATION.findall(relations):
        if _attribute(relation, b"Id") == wanted:
            target = _attribute(relation, b"Target")
            return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
    return ""


def _attribute(tag: bytes, name: bytes) -> str:
    match = re.search(rb"\s" + name + rb'="([^"]*)"', tag)
    return match[1].decode("utf-8", "replace") if match else ""
