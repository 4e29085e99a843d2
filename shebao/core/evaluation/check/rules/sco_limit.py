"""No score may exceed its weight."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "得分不超过分值"
SOURCE = "财预〔2020〕10号：各项指标得分最高不能超过该指标分值"
ADVICE = "把得分改到分值以内，或核对分值。"
EXAMPLE = {
    "broken": "一级指标\t三级指标\t指标值\t完成值\t分值\t得分\n产出\t办理件数\t100\t120\t10\t12\n效益\t满意度\t95%\t96%\t10\t10\n",
    "sound": "一级指标\t三级指标\t指标值\t完成值\t分值\t得分\n产出\t办理件数\t100\t120\t10\t10\n效益\t满意度\t95%\t96%\t10\t10\n",
}


def find(report: Report) -> Iterator[Verdict]:
    """Every scored row, the execution rate's too."""
    for table in report.scores:
        cells = [(row.name, row.weight, row.score) for row in table.rows]
        if table.execution:
            cells.append((table.execution.name, table.execution.figures.get("weight"), table.execution.figures.get("score")))
        for name, weight, score in cells:
            if weight is None or score is None or weight.number is None or score.number is None:
                continue
            if weight.number.kind == "percent" or score.number.kind == "percent":
                continue
            if score.number.value > weight.number.value:
                yield broken(
                    "error",
                    f"“{name}”得分 {score.text} 超过分值 {weight.text}。",
                    quotes_of([weight.span, score.span], join=60),
                    left=score.text,
                    right=weight.text,
                    computed=f"{score.text} > {weight.text}",
                    tolerance="0",
                )
            else:
                yield holds(f"{name}：{score.text} ≤ {weight.text}", quotes_of([weight.span, score.span], join=60))
