"""A draft as files: the report as docx (A4, the usual official type), base data and scores as xlsx."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from shebao.core.evaluation.draft import Draft, Heading, Paragraph, Table
from shebao.core.evaluation.facts import SCOPES
from shebao.core.evaluation.score import Scored, Total, plain
from shebao.core.evaluation.template import Template

_BODY, _HEAD, _TITLE = "仿宋", "黑体", "方正小标宋简体"
_FALLBACK = "Noto Serif CJK SC"


def _font(run: Any, name: str, points: float, *, bold: bool = False) -> None:
    run.font.size, run.font.bold, run.font.name = Pt(points), bold, "Times New Roman"
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), name)


def _field(paragraph: Any, code: str) -> None:
    """A Word field such as the page number."""
    for kind, text in (("begin", None), (None, code), ("end", None)):
        run = paragraph.add_run()
        _font(run, _BODY, 10.5)
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._element.append(element)


def write_docx(draft: Draft, path: Path) -> None:
    """The report as a Word file: margins, type and spacing of an official document; a page number at the foot."""
    document = docx.Document()
    part = document.sections[0]
    part.page_width, part.page_height = Cm(21), Cm(29.7)
    part.left_margin, part.right_margin, part.top_margin, part.bottom_margin = Cm(2.8), Cm(2.6), Cm(3.2), Cm(3)
    foot = part.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _field(foot, "PAGE")
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.space_after = Pt(18)
    _font(title.add_run(draft.title), _TITLE, 22, bold=True)
    for block in draft.blocks:
        if isinstance(block, Heading):
            _heading(document, block)
        elif isinstance(block, Paragraph):
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.first_line_indent, paragraph.paragraph_format.line_spacing = Pt(32), Pt(28)
            paragraph.paragraph_format.space_after = Pt(0)
            _font(paragraph.add_run(block.text), _BODY, 16)
        else:
            _table(document, block)
    document.core_properties.author, document.core_properties.title = "", draft.title
    document.save(str(path))


def _heading(document: Any, block: Heading) -> None:
    paragraph = document.add_paragraph(style=f"Heading {block.level}")
    paragraph.paragraph_format.first_line_indent, paragraph.paragraph_format.line_spacing = Pt(32), Pt(28)
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(6 if block.level == 1 else 0), Pt(0)
    run = paragraph.add_run(block.text)
    _font(run, _HEAD if block.level == 1 else "楷体", 16, bold=block.level == 2)
    run.font.color.rgb = None
    run._element.get_or_add_rPr().append(_black())


def _black() -> Any:
    color = OxmlElement("w:color")
    color.set(qn("w:val"), "000000")
    return color


def _table(document: Any, block: Table) -> None:
    caption = document.add_paragraph()
    caption.alignment = WD_ALIGN_PARAGRAPH.CENTER
    caption.paragraph_format.page_break_before, caption.paragraph_format.space_after = True, Pt(6)
    _font(caption.add_run(block.title), _HEAD, 15)
    table = document.add_table(rows=1, cols=len(block.header), style="Table Grid")
    table.autofit = False
    width = Cm(15.6) / sum(block.widths)
    for cells, texts, bold in [
        (table.rows[0].cells, block.header, True),
        *((table.add_row().cells, [c.text for c in row], False) for row in block.rows),
    ]:
        for cell, text, share in zip(cells, texts, block.widths, strict=True):
            cell.width = int(width * share)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            if bold or text[:1].isdigit() or text[:1] in "≥≤＞＜":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            _font(paragraph.add_run(text), _HEAD if bold else _BODY, 10.5)
    _repeat_header(table.rows[0])


def _repeat_header(row: Any) -> None:
    header = OxmlElement("w:tblHeader")
    header.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(header)


_LINE = Side(style="thin", color="B8BEC6")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def _sheet(book: Workbook, title: str, header: Sequence[str], rows: Sequence[Sequence[Any]], widths: Sequence[int]) -> None:
    sheet = book.create_sheet(title)
    sheet.append(list(header))
    for row in rows:
        sheet.append([str(cell) if cell is not None else "" for cell in row])
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.border, cell.alignment = _BOX, Alignment(vertical="center", wrap_text=True)
            cell.data_type = "s"
    for cell in sheet[1]:
        cell.font, cell.fill, cell.alignment = (
            Font(bold=True),
            PatternFill("solid", fgColor="EEF1F4"),
            Alignment(horizontal="center", vertical="center"),
        )
    for position, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    sheet.freeze_panes = "A2"
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def write_xlsx(template: Template, draft: Draft, scored: Sequence[Scored], total: Total, path: Path) -> None:
    """Two sheets: the scoring table with its working, and the base data: every figure of the report with its source."""
    book = Workbook()
    book.remove(book.active)
    rows: list[Sequence[Any]] = [
        (
            "、".join(s.indicator.path),
            s.indicator.title,
            s.indicator.basis,
            s.indicator.target_text,
            _value(s.actual),
            plain(s.indicator.weight) if s.indicator.weight is not None else "未公布",
            _points(s),
            s.points.working,
            s.indicator.evidence,
        )
        for s in scored
    ]
    whole = plain(total.decided) if total.decided is not None else "不可判定"
    rows.append(("合计", "", "", "", "", plain(template.weight_sum) if template.weight_sum is not None else "未公布", whole, "", ""))
    _sheet(
        book,
        "自评计分表",
        ("指标层级", "指标", "口径（分母）", "年度指标值", "实际完成值", "分值", "得分", "计算过程", "证据"),
        rows,
        (22, 24, 34, 12, 14, 8, 12, 44, 20),
    )
    seen: dict[str, Sequence[Any]] = {}
    for figure in draft.figures:
        fact = figure.fact
        seen.setdefault(
            f"{fact.key} {figure.printed}{figure.unit}",
            (
                fact.key,
                fact.title,
                f"{figure.printed}{figure.unit}",
                str(fact.value),
                fact.unit,
                SCOPES[fact.scope],
                fact.measure,
                fact.arguments,
                fact.rows or "",
                fact.document,
            ),
        )
    _sheet(
        book,
        "基础数据表",
        ("字段", "名称", "报告中印出", "精确值", "单位", "口径", "指标函数", "参数", "支撑行数", "依据"),
        list(seen.values()),
        (26, 30, 18, 22, 8, 14, 26, 20, 10, 36),
    )
    book.properties.creator = ""
    book.save(path)


def _value(actual: Any) -> str:
    return "" if actual is None else actual if isinstance(actual, str) else f"{plain(actual * 100, 2)}%"


def _points(item: Scored) -> str:
    points = item.points
    return (
        plain(points.low)
        if points.status == "exact"
        else f"{plain(points.low)}–{plain(points.high)}"
        if points.status == "interval"
        else "不可判定"
    )
