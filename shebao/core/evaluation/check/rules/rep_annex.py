"""A report and the tables handed in with it: a figure of one file that the other prints a digit differently beside the same name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from shebao.core.evaluation.check.model import Severity, Verdict, broken, holds
from shebao.core.evaluation.check.relations import Figure
from shebao.core.evaluation.check.relations.figure import DELTA, quoted
from shebao.core.evaluation.check.relations.pairs import one_slip
from shebao.core.evaluation.check.relations.subject import near
from shebao.core.evaluation.check.report import Report

GENERAL = True  # a rule of the matter itself speaks first
TITLE = "报告与附表一致"
SOURCE = "同一单位、同一年度报送的报告、自评表和基础数据表，同一项的数应一致"
ADVICE = "查原始数据，把两份文件改成同一个数。"
EXAMPLE = {
    "broken": (
        "某县社会保险局2023年度部门整体支出绩效自评报告\n年末城乡居民养老保险参保28765人。\n",
        "某县社会保险局2023年度基础数据表\n项目\t数值\n城乡居民养老保险参保人数\t28465人\n企业养老保险参保人数\t1234人\n工伤保险参保人数\t5678人\n",
    ),
    "sound": (
        "某县社会保险局2023年度部门整体支出绩效自评报告\n年末城乡居民养老保险参保28465人。\n",
        "某县社会保险局2023年度基础数据表\n项目\t数值\n城乡居民养老保险参保人数\t28465人\n企业养老保险参保人数\t1234人\n工伤保险参保人数\t5678人\n",
    ),
}
_LEAST, _SURE = 40, 60
_MOST = 2_000


def compare(reports: Sequence[Report]) -> Iterator[Verdict]:
    """Every pair of files of one agency and year, both ways round."""
    for first, second in combinations(reports, 2):
        agency = first.agency and second.agency and (first.agency.endswith(second.agency) or second.agency.endswith(first.agency))
        if first.year == second.year and (agency or not (first.agency and second.agency)):
            yield from _against(first, second)


def _against(first: Report, second: Report) -> Iterator[Verdict]:
    tables = [figure for figure in second.figures if figure.cell and _usable(figure)][:_MOST]
    other = [figure for figure in second.figures if _usable(figure)][:_MOST]
    values = {(figure.measure, figure.point.middle) for figure in other} | {("", figure.number.value) for figure in other}
    for figure in [figure for figure in first.figures if _usable(figure)][:_MOST]:
        namesakes = [cell for cell in tables if cell.measure in (figure.measure, "") and near(cell.label, figure.label) >= _LEAST]
        if (figure.measure, figure.point.middle) in values:
            same = next((cell for cell in namesakes if cell.point.middle == figure.point.middle), None)
            if same is not None:
                yield holds(f"{figure.printed} = {same.printed}", quoted((figure, same), join=0))
            continue
        if any(cell.digits == figure.digits for cell in other):
            continue
        slips = [cell for cell in namesakes if one_slip(cell.digits, figure.digits)]
        if slips:
            yield _verdict(figure, max(slips, key=lambda cell: near(cell.label, figure.label)))


def _usable(figure: Figure) -> bool:
    return figure.number.firm and len(figure.digits.replace(".", "")) >= 2 and not DELTA.search(figure.label) and bool(figure.label)


def _verdict(figure: Figure, cell: Figure) -> Verdict:
    surely = near(cell.label, figure.label) >= _SURE and len(figure.digits.replace(".", "")) >= 4
    severity: Severity = "error" if surely and cell.measure == figure.measure else "question"
    there = cell.passage.document.name
    return broken(
        severity,
        f"“{figure.label[-24:]}”写 {figure.printed}，{there} 的“{cell.label[-24:]}”是 {cell.printed}。",
        quoted((figure, cell), join=0),
        left=figure.printed,
        right=cell.printed,
        computed=f"{figure.printed} ≠ {cell.printed}",
        tolerance="0",
    )
