"""The type of an official document: which font its body, headings and title are set in, in black, as simplified Chinese."""

from __future__ import annotations

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

BODY, HEAD, SUBHEAD, TITLE = "仿宋", "黑体", "楷体", "方正小标宋简体"


def set_font(run: Any, name: str, points: float, *, bold: bool = False) -> None:
    """Set one run of text. Letters and figures are in Times New Roman, as GB/T 9704 has them."""
    run.font.size, run.font.bold, run.font.name = Pt(points), bold, "Times New Roman"
    properties = run._element.get_or_add_rPr()
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), name)
    color = OxmlElement("w:color")
    color.set(qn("w:val"), "000000")
    properties.append(color)
    language = OxmlElement("w:lang")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties.append(language)
