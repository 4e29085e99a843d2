"""A goal printed with its result: where the result falls short, the goal was not reached, whatever the report says."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.relations.figure import quoted
from shebao.core.evaluation.check.relations.pairs import goals
from shebao.core.evaluation.check.report import Report

GENERAL = True  # a rule of the matter itself speaks first
TITLE = "目标与完成值"
SOURCE = "财预〔2020〕10号：完成值达到指标值的才算完成；未完成的应分析原因"
ADVICE = "核对目标值和完成值；确未达到的，改写“已完成”的说法并写明原因。"
EXAMPLE = {
    "broken": "该项目已按照计划完成目标。发放补贴人次数年初指标值为不低于180人，全年实际完成值164人。",
    "sound": "该项目已按照计划完成目标。发放补贴人次数年初指标值为不低于160人，全年实际完成值164人。",
}


def find(report: Report) -> Iterator[Verdict]:
    """Goals that name a floor, with the result in the same or the next sentence."""
    admitted = [{f.key for f in relation.figures} for relation in report.relations if not relation.severity]
    for goal in goals(report.figures, report.text):
        quotes = quoted(goal.figures)
        if goal.true:
            yield holds(f"完成 {goal.high.printed} ≥ 目标 {goal.low.printed}", quotes)
            continue
        if goal.low.cell:
            continue  # a row of the indicator table, where the score answers for it
        if not goal.claimed and any({figure.key for figure in goal.figures} <= keys for keys in admitted):
            continue  # the report itself says by how much: 完成率 95%
        words = f"文中却写“{goal.claimed}”" if goal.claimed else "没有达到"
        yield broken(
            "warn" if goal.claimed else "question",
            f"“{goal.low.label[-24:]}”目标 {goal.low.printed}，完成 {goal.high.printed}，{words}。",
            quotes,
            left=goal.high.printed,
            right=goal.low.printed,
            computed=f"{goal.high.printed} < {goal.low.printed}",
            tolerance="0",
        )
