"""Reads docx: paragraphs with their automatic numbers written out, tables as lines of tab-separated cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from shebao.base.digits import whole_number
from shebao.base.finding import refuse
from shebao.core.evaluation.check.model import Document
from shebao.documents.numbering import Numbering
from shebao.documents.package import RULE, Package

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_SKIPPED = {"del", "moveFrom", "instrText", "delText", "fldData", "rPr", "pPr", "annotationRef", "footnoteReference"}


def read_word(name: str, package: Package) -> Document:
    """The body of a Word file as lines; an empty line stands before and after each table."""
    root = package.xml("word/document.xml")
    assert root is not None
    _unify(root)
    body = root.find(f"{_W}body")
    if body is None:
        refuse(RULE, "Word 文件里没有正文。", "用 Word 或 WPS 重新另存一份再试。", name)
    styles = package.xml("word/styles.xml")
    numbers = package.xml("word/numbering.xml")
    for part in (styles, numbers):
        if part is not None:
            _unify(part)
    numbering = Numbering(numbers, styles)
    lines = [line for block in _blocks(body) for line in _lines(block, numbering)]
    return Document(name, tuple(lines))


def _unify(root: Element) -> None:
    """Files saved as strict OOXML use another namespace for the same names."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.startswith(_STRICT):
            element.tag = _W + element.tag[len(_STRICT) :]


def _blocks(parent: Element) -> Iterator[Element]:
    """Paragraphs and tables in order, also inside content controls and tracked insertions."""
    for child in parent:
        tag = child.tag.removeprefix(_W) if isinstance(child.tag, str) else ""
        if tag in ("p", "tbl"):
            yield child
        elif tag in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"):
            yield from _blocks(child)
        elif child.tag == f"{_MC}AlternateContent":
            choice = child.find(f"{_MC}Choice")
            if choice is not None:
                yield from _blocks(choice)


def _lines(block: Element, numbering: Numbering) -> Iterator[str]:
    if block.tag == f"{_W}p":
        yield from _paragraph(block, numbering)
    else:
        yield ""
        yield from _table(block, numbering)
        yield ""


def _paragraph(paragraph: Element, numbering: Numbering) -> Iterator[str]:
    text, boxes = _text(paragraph)
    label = numbering.label(paragraph) if text.strip() else ""
    for index, line in enumerate(text.split("\n")):
        yield (label if not index else "") + line.replace("\t", " ")
    for box in boxes:
        for block in _blocks(box):
            yield from _lines(block, numbering)


def _text(element: Element) -> tuple[str, list[Element]]:
    """The visible text under an element, and the text boxes anchored in it."""
    pieces: list[str] = []
    boxes: list[Element] = []
    stack: list[Element] = [element]
    while stack:
        node = stack.pop()
        if not isinstance(node.tag, str):
            continue
        tag = node.tag.removeprefix(_W)
        if tag in _SKIPPED:
            continue
        if tag == "t":
            pieces.append(node.text or "")
        elif tag in ("tab", "ptab"):
            pieces.append("\t")
        elif tag in ("br", "cr"):
            pieces.append("\n")
        elif tag == "noBreakHyphen":
            pieces.append("-")
        elif tag == "txbxContent":
            boxes.append(node)
        elif node.tag == f"{_MC}AlternateContent":
            chosen = node.find(f"{_MC}Choice")
            stack.append(chosen if chosen is not None else node[0] if len(node) else node.makeelement("none", {}))
        else:
            stack.extend(reversed(list(node)))
    return "".join(pieces), boxes


def _table(table: Element, numbering: Numbering) -> Iterator[str]:
    """Rows as lines; a cell spanning columns is followed by empty cells, a cell continued from above is empty."""
    for row in _children(table, "tr"):
        cells: list[str] = []
        before = row.find(f"{_W}trPr/{_W}gridBefore")
        cells.extend([""] * min(60, _value(before, 0)))
        for cell in _children(row, "tc"):
            properties = cell.find(f"{_W}tcPr")
            span, continued = 1, False
            if properties is not None:
                span = _value(properties.find(f"{_W}gridSpan"), 1)
                merge = properties.find(f"{_W}vMerge")
                continued = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
            words = [] if continued else [line for block in _blocks(cell) for line in _lines(block, numbering)]
            cells.append(re.sub(r"\s+", " ", " ".join(word for word in words if word.strip())).strip())
            cells.extend([""] * (min(span, 60) - 1))
        if len([cell for cell in cells if cell]) == 1 and len(cells) == 1:
            yield cells[0]
        elif any(cells):
            yield "\t".join(cells)


def _children(parent: Element, tag: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == _W + tag:
            yield child
        elif isinstance(child.tag, str) and child.tag.removeprefix(_W) in ("sdt", "sdtContent", "ins", "customXml"):
            yield from _children(child, tag)


def _value(element: Element | None, default: int) -> int:
    text = element.get(f"{_W}val", "") if element is not None else ""
    value = whole_number(text, digits=3)
    return default if value is None else value
