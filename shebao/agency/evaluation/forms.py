"""The self-evaluation form in the superior's layout: budget, yearly goal, indicators by level, total; and the Hunan base-data annex.

The layout is the one the published forms share; a province's own annexes are added where their rows are known.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from shebao.core.evaluation.facts import Facts, decimal_text, figure
from shebao.core.evaluation.score import Scored, Total, plain
from shebao.core.evaluation.template import Template
from shebao.core.evaluation.write import actual_text, points_text, target_text, total_text

from .documents import SETTLED, settle

_LINE = Side(style="thin", color="404040")
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_WIDTHS = (14, 16, 30, 14, 14, 9, 12, 34)
_LAST = len(_WIDTHS)
_SHORT_FROM, _SHORT = 3, 4
"""Behind this column words of so few characters (健全、达成) stand in the middle, like the figures."""
_SIGNED = ("填报人：", "联系电话：", "填报日期：　　　　年　　月　　日", "单位负责人（签字）　　　　　　　　单位（盖章）")
_GOAL = "按时足额发放待遇，完成参保缴费任务，按期开展资格认证，基金账实相符。"
_BUDGET = (
    ("年度资金总额", "budget.initial", "budget.adjusted", "budget.final"),
    ("其中：基本支出", "budget.basic_initial", "budget.basic_adjusted", "budget.basic_final"),
    ("项目支出", "budget.project_initial", "budget.project_adjusted", "budget.project_final"),
)
_HUNAN = (
    ("人员", (("编制数（个）", "staff.quota"), ("年末在职人数（人）", "staff.in_post"), ("在职人员控制率", "staff.control_rate"))),
    (
        "“三公”经费（万元）",
        (
            ("本年预算", "budget.three_public_budget"),
            ("本年决算", "budget.three_public_actual"),
            ("公务用车购置费", "budget.vehicles_bought"),
            ("公务用车运行维护费", "budget.vehicles_run"),
            ("因公出国（境）费", "budget.abroad"),
            ("公务接待费", "budget.reception"),
        ),
    ),
    (
        "支出（万元）",
        (
            ("基本支出决算", "budget.basic_final"),
            ("项目支出决算", "budget.project_final"),
            ("工资福利支出", "budget.wages"),
            ("商品和服务支出", "budget.goods_services"),
        ),
    ),
    ("公用经费和采购（万元）", (("日常公用经费决算", "budget.office_actual"), ("政府采购金额", "budget.purchase_actual"))),
)


class _Sheet:
    """A sheet written row by row, with merged cells; every cell is text and boxed."""

    def __init__(self, book: Workbook, title: str, widths: Sequence[int]) -> None:
        self.sheet = book.create_sheet(title)
        self.row, self.last = 0, len(widths)
        for position, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(position)].width = width
        self.widths = widths
        self.sheet.page_setup.orientation, self.sheet.page_setup.paperSize = "landscape", 9
        self.sheet.page_setup.fitToWidth, self.sheet.page_setup.fitToHeight = 1, 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True

    def add(self, cells: Sequence[str], spans: Sequence[int] = (), *, bold: bool = False, size: float = 10.5, center: bool = False) -> int:
        """One row; spans: how many columns each cell takes (default one). Returns the row's number."""
        self.row += 1
        column, lines = 1, 1
        for text, span in zip(cells, spans or [1] * len(cells), strict=True):
            cell = self.sheet.cell(self.row, column, text)
            cell.data_type, cell.font = "s", Font(name="仿宋", size=size, bold=bold)
            cell.alignment = Alignment(
                horizontal="center"
                if center or text[:1].isdigit() or text[:1] in "≥≤" or column > _SHORT_FROM and len(text) <= _SHORT
                else "left",
                vertical="center",
                wrap_text=True,
            )
            width = sum(self.widths[column - 1 : column - 1 + span])
            lines = max(lines, -(-sum(2 if ord(letter) > 255 else 1 for letter in text) // max(width - 2, 1)))
            for n in range(column, column + span):
                self.sheet.cell(self.row, n).border = _BOX
            if span > 1:
                self.sheet.merge_cells(start_row=self.row, end_row=self.row, start_column=column, end_column=column + span - 1)
            column += span
        self.sheet.row_dimensions[self.row].height = 17 * lines + 5 if size < 14 else 32
        return self.row


def write_form(template: Template, year: int, facts: Facts, scored: Sequence[Scored], total: Total, path: Path) -> None:
    """The form as a spreadsheet; the Hunan scheme's base-data annex as a second sheet."""
    book = Workbook()
    book.remove(book.active)
    sheet = _Sheet(book, "自评表", _WIDTHS)
    sheet.add([f"{year}年度部门（单位）整体支出绩效自评表"], [_LAST], bold=True, size=16, center=True)
    sheet.add(["部门（单位）名称", facts.words["agency.name"]], [2, _LAST - 2])
    _budget(sheet, facts, scored)
    sheet.add(["年度总体目标", _GOAL], [2, _LAST - 2])
    _indicators(sheet, scored)
    weight = plain(template.weight_sum) if template.weight_sum is not None else "未公布"
    sheet.add(["总分", weight, total_text(template, total), ""], [5, 1, 1, 1], bold=True)
    if total.grade != "unknown":
        sheet.add(["自评等级", total.grade], [5, _LAST - 5])
    sheet.add(_SIGNED, [2, 1, 3, 2])
    if template.key == "hunan":
        _base_data(book, year, facts)
    book.properties.creator, book.properties.created, book.properties.modified = "", SETTLED, SETTLED
    book.save(path)
    settle(path)


def _budget(sheet: _Sheet, facts: Facts, scored: Sequence[Scored]) -> None:
    """Budget of the year in 万元, with the points of the execution rate where the scheme scores it."""
    sheet.add(
        ["预算执行情况（万元）", "年初预算数", "全年预算数", "全年执行数", "分值", "得分", "执行率"],
        [2, 1, 1, 1, 1, 1, 1],
        bold=True,
        center=True,
    )
    execution = next((item for item in scored if item.indicator.method == "execution"), None)
    for title, *keys in _BUDGET:
        cells = [figure(facts[key]).printed if key in facts else "" for key in keys]
        rate = _rate(facts, keys[1], keys[2])
        points = ["", ""]
        if execution is not None and title == _BUDGET[0][0]:
            points = [plain(execution.indicator.weight) if execution.indicator.weight is not None else "未公布", points_text(execution)]
        if any(cells):
            sheet.add([title, *cells, *points, rate], [2, 1, 1, 1, 1, 1, 1])


def _rate(facts: Facts, budget: str, actual: str) -> str:
    if budget not in facts or actual not in facts or not facts[budget].value:
        return ""
    shown = facts[actual].value / facts[budget].value * 100
    return f"{shown.numerator if shown.denominator == 1 else decimal_text(shown, 2)}%"


def _indicators(sheet: _Sheet, scored: Sequence[Scored]) -> None:
    """Indicators with their levels; the execution rate stands above and is not repeated."""
    sheet.add(
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施"], bold=True, center=True
    )
    for item in scored:
        indicator = item.indicator
        if indicator.method == "execution" and indicator.weight is not None and _scored_above(scored):
            continue
        weight = plain(indicator.weight) if indicator.weight is not None else "未公布"
        second = indicator.path[1] if len(indicator.path) > 1 else ""
        sheet.add(
            [
                indicator.path[0],
                second,
                indicator.title,
                target_text(indicator),
                actual_text(item),
                weight,
                points_text(item),
                _reason(item),
            ]
        )


def _scored_above(scored: Sequence[Scored]) -> bool:
    """Whether the execution rate is a first-level line of its own, as the forms print it above the indicators."""
    return any(item.indicator.method == "execution" and len(item.indicator.path) == 1 for item in scored)


def _reason(item: Scored) -> str:
    points, weight = item.points, item.indicator.weight
    if points.status == "exact":
        return "" if weight is None or points.low >= weight else "完成值未达到指标值，改进措施见报告。"
    return "待评定" if points.status == "interval" else points.working


def _base_data(book: Workbook, year: int, facts: Facts) -> None:
    """附件 2-1 of the Hunan scheme, as far as figures are stated."""
    sheet = _Sheet(book, "基础数据表", (44, 24))
    sheet.add([f"{year}年度部门整体支出绩效评价基础数据表"], [2], bold=True, size=16, center=True)
    for title, rows in _HUNAN:
        filled = list(_filled(rows, facts))
        if filled:
            sheet.add([title], [2], bold=True)
            for name, text in filled:
                sheet.add([name, text])


def _filled(rows: Sequence[tuple[str, str]], facts: Facts) -> Iterator[tuple[str, str]]:
    for name, key in rows:
        if key in facts:
            shown: Any = figure(facts[key])
            value: Fraction = facts[key].value
            yield name, shown.printed if facts[key].unit != "rate" else f"{decimal_text(value * 100, 2)}%"
