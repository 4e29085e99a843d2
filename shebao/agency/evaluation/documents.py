"""A draft as a Word file (A4, the type and spacing of an official document) and as plain text. The same draft gives the same bytes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from shebao.core.evaluation.draft import Draft, Heading, Paragraph, Table

from .cover import add_contents, add_cover, add_sign_off
from .fonts import BODY, HEAD, SUBHEAD, TITLE, set_font

_LINE_WIDTH = Cm(15.6)
_TOGETHER = 4
"""The last rows of a table that stay on one page, so that no header stands over a total alone."""
SETTLED = datetime(2000, 1, 1)  # noqa: DTZ001 - a file format's local time; fixed, so that the same draft gives the same bytes
_WRITTEN_AT = re.compile(rb"(?<=>)\d{4}-\d\d-\d\dT[\d:]+Z?(?=</dcterms:)")
_SETTLED_ENTRY = (2000, 1, 1, 0, 0, 0)


def write_docx(
    draft: Draft,
    path: Path,
    charts: Mapping[str, bytes] | None = None,
    *,
    office: str = "",
    contents: Sequence[tuple[int, str]] = (),
) -> None:
    """The report as a Word file with a page number at the foot.

    charts: PNG pictures by the title of the part they follow. office: whose report it is; it then gets a cover, contents, and a
    block where the office signs. contents: (level, text) of its lines where they are not the headings of the draft.
    """
    document = _sheet()
    if office:
        add_cover(document, title_lines(draft.title), office)
        add_contents(document, contents or [(block.level, block.text) for block in draft.blocks if isinstance(block, Heading)])
    for line in title_lines(draft.title):
        title = document.add_paragraph()
        title.alignment = WD_ALIGN_PARAGRAPH.CENTER
        title.paragraph_format.space_after = Pt(0)
        title.paragraph_format.line_spacing = Pt(36)
        set_font(title.add_run(line), TITLE, 22, bold=True)
    document.paragraphs[-1].paragraph_format.space_after = Pt(18)
    waiting, signed = b"", False
    for block in draft.blocks:
        if waiting and not isinstance(block, Paragraph):
            document.add_picture(BytesIO(waiting), width=_LINE_WIDTH)
            document.paragraphs[-1].alignment = WD_ALIGN_PARAGRAPH.CENTER
            waiting = b""
        if isinstance(block, Heading):
            _heading(document, block)
            waiting = (charts or {}).get(block.text.partition("）")[2], b"")
        elif isinstance(block, Paragraph):
            _paragraph(document, block.text)
        else:
            if office and not signed:
                add_sign_off(document, office)
                signed = True
            _table(document, block)
    if office and not signed:
        add_sign_off(document, office)
    document.core_properties.author, document.core_properties.title = "", draft.title
    document.core_properties.created = document.core_properties.modified = SETTLED
    document.save(str(path))
    settle(path)


def write_text(draft: Draft, path: Path) -> None:
    """The report as plain text, one paragraph or table row a line."""
    path.write_text(draft.text, encoding="utf-8")


def title_lines(title: str) -> list[str]:
    """The title in two lines: who, and what of which year."""
    match = re.match(r"(.+?)(\d{4}年度.+)", title)
    return [match[1], match[2]] if match else [title]


def settle(path: Path) -> None:
    """Rewrite an Office file with fixed times inside, so that it depends on its content alone."""
    with zipfile.ZipFile(path) as packed:
        parts = [(name, packed.read(name)) for name in packed.namelist()]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts:
            if name == "docProps/core.xml":
                content = _WRITTEN_AT.sub(SETTLED.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), content)
            packed.writestr(zipfile.ZipInfo(name, _SETTLED_ENTRY), content, zipfile.ZIP_DEFLATED)


def _sheet() -> Any:
    """An empty A4 document whose Chinese is set as simplified Chinese, whatever fonts the reader's machine has."""
    document = docx.Document()
    part = document.sections[0]
    part.page_width, part.page_height = Cm(21), Cm(29.7)
    part.left_margin, part.right_margin, part.top_margin, part.bottom_margin = Cm(2.8), Cm(2.6), Cm(3.2), Cm(3)
    for name in ("Normal", "Heading 1", "Heading 2"):
        properties = document.styles[name].element.get_or_add_rPr()
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "en-US")
        language.set(qn("w:eastAsia"), "zh-CN")
        properties.append(language)
    foot = part.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(foot, "PAGE")
    return document


def _field(paragraph: Any, code: str) -> None:
    """A Word field such as the page number."""
    for kind, text in (("begin", None), (None, code), ("end", None)):
        run = paragraph.add_run()
        set_font(run, BODY, 10.5)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._element.append(element)


def _paragraph(document: Any, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.first_line_indent, paragraph.paragraph_format.line_spacing = Pt(32), Pt(28)
    paragraph.paragraph_format.space_after = Pt(0)
    set_font(paragraph.add_run(text), BODY, 16)


def _heading(document: Any, block: Heading) -> None:
    paragraph = document.add_paragraph(style=f"Heading {block.level}")
    paragraph.paragraph_format.first_line_indent, paragraph.paragraph_format.line_spacing = Pt(32), Pt(28)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(6 if block.level == 1 else 0), Pt(0)
    set_font(paragraph.add_run(block.text), HEAD if block.level == 1 else SUBHEAD, 16, bold=block.level == 1)


def _table(document: Any, block: Table) -> None:
    caption = document.add_paragraph()
    caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.paragraph_format.page_break_before, caption.paragraph_format.space_after = bool(block.title), Pt(6)
    set_font(caption.add_run(block.title), HEAD, 15)
    table = document.add_table(rows=1, cols=len(block.header), style="Table Grid")
    table.autofit = False
    widths = [int(_LINE_WIDTH / sum(block.widths) * share) for share in block.widths]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    texts = [(block.header, True), *(([cell.text for cell in row], False) for row in block.rows)]
    for cells, (row, heading) in zip([table.rows[0].cells, *(table.add_row().cells for _ in block.rows)], texts, strict=True):
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.width, cell.vertical_alignment = width, WD_CELL_VERTICAL_ALIGNMENT.CENTER
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
            if heading or text[:1].isdigit() or text[:1] in "≥≤＞＜":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            set_font(paragraph.add_run(text), HEAD if heading else BODY, 10.5)
    _merge_groups(table, [row[0].text for row in block.rows])
    _mark(table.rows[0], "w:tblHeader")
    for row in table.rows:
        _mark(row, "w:cantSplit")
    for row in table.rows[-_TOGETHER:-1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _merge_groups(table: Any, groups: list[str]) -> None:
    """One cell for each group of rows: a row without a group of its own belongs to that of the row above."""
    for number, group in enumerate(groups):
        if not group or groups[number + 1 : number + 2] == [""]:
            merge = OxmlElement("w:vMerge")
            merge.set(qn("w:val"), "restart" if group else "continue")
            table.cell(number + 1, 0)._element.get_or_add_tcPr().append(merge)


def _mark(row: Any, property_name: str) -> None:
    """A property of a whole row: repeated as a header, or not to be torn by a page's end."""
    mark = OxmlElement(property_name)
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)
