"""What stands round the text of a report: the cover, the contents, and the block where the office signs and dates it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

from .fonts import BODY, HEAD, TITLE, set_font

_DATE = "　　年　　月　　日"
_TO_FILL = ("单位负责人（签字）：", "联系人及电话：", f"填报日期：{_DATE}")


def add_cover(document: Any, title: Iterable[str], office: str) -> None:
    """A page of its own: the title in large type, and below it who hands the report in and when."""
    document.sections[0].different_first_page_header_footer = True  # the cover bears no page number
    for number, line in enumerate(title):
        _centred(document, line, TITLE, 26, before=150 if number == 0 else 6, bold=True)
    for number, line in enumerate((f"填报单位（盖章）：{office}", *_TO_FILL)):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Pt(80)
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(170 if number == 0 else 0), Pt(10)
        set_font(paragraph.add_run(line), BODY, 16)
    _new_page(document)


def add_contents(document: Any, lines: Iterable[tuple[int, str]]) -> None:
    """The headings (level, text) as a table of contents of the word processor, which puts the page numbers in when it opens the file."""
    _centred(document, "目　　录", HEAD, 18, before=0, bold=False)
    _mark(document.paragraphs[-1], "begin", dirty=True)
    _instruction(document.paragraphs[-1], 'TOC \\o "1-2" \\h \\z \\u')
    _mark(document.paragraphs[-1], "separate")
    for level, text in lines:
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.left_indent = Pt(32 if level == 2 else 0)
        paragraph.paragraph_format.space_after, paragraph.paragraph_format.line_spacing = Pt(0), Pt(24)
        set_font(paragraph.add_run(text), BODY, 14)
    document.add_paragraph()
    _mark(document.paragraphs[-1], "end")
    _new_page(document)


def add_sign_off(document: Any, office: str) -> None:
    """The office's name and the line for the date, at the right below the last sentence."""
    for number, line in enumerate((office, _DATE.strip("　"))):
        paragraph = document.add_paragraph()
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(32 if number == 0 else 48)
        paragraph.paragraph_format.keep_with_next = number == 0
        paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(36 if number == 0 else 0), Pt(0)
        set_font(paragraph.add_run(line), BODY, 16)


def _centred(document: Any, text: str, font: str, points: float, *, before: float, bold: bool) -> None:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(before), Pt(12)
    set_font(paragraph.add_run(text), font, points, bold=bold)


def _new_page(document: Any) -> None:
    document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)


def _mark(paragraph: Any, kind: str, *, dirty: bool = False) -> None:
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    if dirty:
        element.set(qn("w:dirty"), "true")
    paragraph.add_run()._element.append(element)


def _instruction(paragraph: Any, code: str) -> None:
    element = OxmlElement("w:instrText")
    element.set(qn("xml:space"), "preserve")
    element.text = code
    paragraph.add_run()._element.append(element)
