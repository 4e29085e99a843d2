"""A draft as a spreadsheet: the scoring table with its working, and the base data with the source of every figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from shebao.base.money import yuan_text
from shebao.core.evaluation.draft import Draft
from shebao.core.evaluation.facts import SCOPES, Fact
from shebao.core.evaluation.score import Scored, Total, plain
from shebao.core.evaluation.template import Template
from shebao.core.evaluation.write import actual_text, points_text, target_text, total_text

from .catalogue import stated
from .documents import SETTLED, settle

_NUMBER = re.compile(r"-?[\d,]+(\.\d+)?(/\d+|%|个月|个|人次|人|笔|项|件|户|次|家|万元|元|天|分)?", re.ASCII)
_PLAIN = re.compile(r"-?(0|[1-9]\d*)(\.\d{1,8})?", re.ASCII)
"""A cell that is a number and nothing else, which a spreadsheet can add up."""
_LINE = Side(style="thin", color="B8BEC6")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def _sheet(book: Workbook, heading: str, title: str, header: Sequence[str], rows: Sequence[Sequence[Any]], widths: Sequence[int]) -> None:
    sheet = book.create_sheet(title)
    sheet.append(list(header))
    for row in rows:
        sheet.append([str(cell) if cell is not None else "" for cell in row])
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.border, cell.alignment = _BOX, Alignment(horizontal="left", vertical="center", wrap_text=True, indent=1)
            cell.data_type = "s"
            if _PLAIN.fullmatch(str(cell.value or "")):
                places = len(str(cell.value).partition(".")[2])
                cell.value, cell.number_format = Decimal(str(cell.value)), f"#,##0{'.' + '0' * places if places else ''}"
            if _NUMBER.fullmatch(str(cell.value if cell.value is not None else "")):
                cell.alignment = Alignment(horizontal="right", vertical="center", wrap_text=True)
    for cell in sheet[1]:
        cell.font, cell.fill, cell.alignment = (
            Font(bold=True),
            PatternFill("solid", fgColor="EEF1F4"),
            Alignment(horizontal="center", vertical="center"),
        )
    for position, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(position)].width = width
    for number, row in enumerate([header, *rows], 1):
        sheet.row_dimensions[number].height = 16 * max(_lines(str(cell), width) for cell, width in zip(row, widths, strict=True)) + 2
    sheet.freeze_panes = "A2"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = "landscape", 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"
    sheet.oddHeader.center.text, sheet.oddFooter.center.text = f"{heading.replace('&', '&&')}　{title}", "第 &P 页，共 &N 页"


def _lines(text: str, width: int) -> int:
    """How many lines a text takes in a column; a Chinese character is two letters wide."""
    return max(1, -(-sum(2 if ord(letter) > 255 else 1 for letter in text) // max(width - 2, 1)))


def _exact(fact: Fact) -> tuple[str, str]:
    """(exact value, its unit in words): an amount in yuan, a share as the fraction it is."""
    if fact.unit == "fen" and isinstance(fact.value, Fraction) and fact.value.denominator == 1:
        return yuan_text(fact.value.numerator), "元"
    return str(fact.value), {"fen": "分", "rate": "比率"}.get(fact.unit, fact.unit)


def _left_out(template: Template, draft: Draft) -> list[Sequence[Any]]:
    """What was not written, in the words of the report's parts and of the figures that an agency states."""
    parts = {part["section"]: part.get("title") or chapter["title"] for chapter in template.chapters for part in chapter["parts"]}
    titles = {stated.fact: stated.title for stated in stated().values()}
    return [
        (
            parts.get(one.section, ""),
            one.text,
            "、".join(titles[key] for key in dict.fromkeys(one.missing) if key in titles) or "由业务记录产生",
        )
        for one in draft.left_out
    ]


def write_xlsx(template: Template, draft: Draft, scored: Sequence[Scored], total: Total, path: Path) -> None:
    """The scoring table with its working; the base data, every figure of the report with its source; what was not written for want
    of data; and, apart from what a finance office reads, the trace of each figure to the function and the arguments that gave it."""
    book = Workbook()
    book.remove(book.active)
    rows: list[Sequence[Any]] = [
        (
            "、".join(s.indicator.path),
            s.indicator.title,
            s.indicator.basis,
            target_text(s.indicator),
            actual_text(s),
            plain(s.indicator.weight) if s.indicator.weight is not None else "未公布",
            points_text(s),
            s.points.working,
            s.indicator.evidence,
        )
        for s in scored
    ]
    rows.append(
        (
            "合计",
            "",
            "",
            "",
            "",
            plain(template.weight_sum) if template.weight_sum is not None else "未公布",
            total_text(template, total),
            "",
            "",
        )
    )
    _sheet(
        book,
        draft.title,
        "自评计分表",
        ("指标层级", "指标", "口径（分母）", "年度指标值", "实际完成值", "分值", "得分", "计算过程", "证据"),
        rows,
        (22, 24, 34, 12, 14, 8, 12, 44, 20),
    )
    figures = {f"{f.fact.key} {f.printed}{f.unit}": f for f in draft.figures}.values()
    _sheet(
        book,
        draft.title,
        "基础数据表",
        ("名称", "报告中印出", "口径", "支撑行数", "依据"),
        [(f.fact.title, f"{f.printed}{f.unit}", SCOPES[f.fact.scope], f.fact.rows or "", f.fact.document) for f in figures],
        (44, 24, 16, 12, 54),
    )
    if draft.left_out:
        _sheet(
            book,
            draft.title,
            "没有写入的句子",
            ("部分", "哪一句（□ 处缺数据）", "补录哪些数据后会写入"),
            _left_out(template, draft),
            (26, 74, 50),
        )
    _sheet(
        book,
        draft.title,
        "追溯（供核查人员）",
        ("名称", "报告中印出", "精确值", "单位", "字段", "指标函数", "参数"),
        [(f.fact.title, f"{f.printed}{f.unit}", *_exact(f.fact), f.fact.key, f.fact.measure, f.fact.arguments) for f in figures],
        (36, 20, 24, 8, 28, 30, 24),
    )
    book.properties.creator, book.properties.created, book.properties.modified = "", SETTLED, SETTLED
    book.save(path)
    settle(path)
