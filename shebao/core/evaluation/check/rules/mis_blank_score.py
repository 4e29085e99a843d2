"""Rows of an indicator table left unfinished: a weight without a score, or words where a number was to be reached."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.grids import ScoreRow
from shebao.core.evaluation.check.model import Verdict, broken
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "得分或完成值未填"
SOURCE = "财预〔2020〕10号：自评表应填写各指标的实际完成值和得分"
ADVICE = "补填得分；定量指标的完成值写数字，不写“完成”。"
EXAMPLE = {
    "broken": "一级指标\t三级指标\t指标值\t完成值\t分值\t得分\n产出\t办结件数\t≥200\t完成\t50\t50\n效益\t满意度\t≥95%\t96%\t50\t50\n",
    "sound": "一级指标\t三级指标\t指标值\t完成值\t分值\t得分\n产出\t办结件数\t≥200\t215\t50\t50\n效益\t满意度\t≥95%\t96%\t50\t50\n",
}
_NUMERIC = re.compile(r"^[≥≤＞＜><=]?\d[\d.,]*(?:%|万?元|人|个|件|次|户)?$")


def find(report: Report) -> Iterator[Verdict]:
    """Tables that fill the column elsewhere; a table with no scores at all has not been scored yet."""
    for table in report.scores:
        scored = [row for row in table.rows if row.score is not None and row.score.number is not None]
        for row in table.rows:
            if row.score is not None and row.score.blank and row.weight is not None and len(scored) * 2 > len(table.rows):
                yield _say(row, f"“{row.name}”有分值 {row.weight.text}，得分没有填。", row.weight.text, "（空白）")
            elif (
                row.target
                and row.value
                and _NUMERIC.match(row.target.text)
                and re.fullmatch(r"(?:已|均|全部|按时|基本)*(?:完成|达标|达成|实现|合格|落实|良好|优秀)", row.value.text)
            ):
                yield _say(
                    row, f"“{row.name}”目标是 {row.target.text}，完成值写“{row.value.text}”，不是数。", row.value.text, row.target.text
                )
    for _, rows in report.budgets:
        for budget in rows:
            if "score" in budget.columns and budget.number("weight") and "score" not in budget.figures and budget.number("rate"):
                spans = [budget.label, *(cell.span for cell in budget.figures.values())]
                words = f"“{budget.name}”有分值 {budget.figures['weight'].text}，得分没有填。"
                yield broken("info", words, quotes_of(spans, join=200), left=budget.figures["weight"].text, right="（空白）")


def _say(row: ScoreRow, words: str, left: str, right: str) -> Verdict:
    return broken("info", words, quotes_of([row.row.cells[c].span for c in row.row.filled], join=200), left=left, right=right)
