"""What a spreadsheet hides from the eye of whoever fills it in and a reader takes in all the same: said aloud, never decided."""

from __future__ import annotations

import posixpath
import re
import zipfile
from pathlib import Path

_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\b[^>]*\bhidden="(?:1|true)"')
_FILTER = re.compile(rb"<(?:\w+:)?autoFilter\b")
_NO_VALUE = re.compile(rb"<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>|</(?:\w+:)?c>)")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>")


def marks(path: Path) -> tuple[str, ...]:
    """Sentences about the first sheet of an xlsx file that was looked into before (`imports` guards size and parts); none for an ordinary one."""
    with zipfile.ZipFile(path) as archive:
        try:
            book, relations = archive.read("xl/workbook.xml"), archive.read("xl/_rels/workbook.xml.rels")
            first = _SHEET.search(book)
            target = _target(relations, _attribute(first[0], b"r:id")) if first else ""
            content = archive.read(target) if target else b""
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
    return tuple(said)


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
