"""Rates that have a natural bound cannot lie beyond it: satisfaction and utilisation end at 100 %."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Quote, Verdict, broken, holds
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import quotes_of

TITLE = "比率的值域"
SOURCE = "定义：满意度、利用率、合格率、回收率、及时率、覆盖率等是部分占全部的比例，上限 100%"
ADVICE = "核对分子、分母和小数点。"
EXAMPLE = {
    "broken": "服务对象满意度为105%。",
    "sound": "服务对象满意度为100%，任务完成率为120%，满意度比上年提高105%。",
}
# these may exceed 100 % where last year's cases or arrears are counted in
_MAY_EXCEED = re.compile(r"办结|发放|认证|核查|追回|整改|及时")
_BOUND = re.compile(
    r"(?:满意度|满意率|利用率|合格率|回收率|及时率|覆盖率|知晓率|准确率|达标率|公开率|办结率|发放率|认证率|核查率|追回率|回收率|整改率|覆盖面)(?:[一-龥]{0,3}?[为达到是：]+)?$"
)


def find(report: Report) -> Iterator[Verdict]:
    """Such rates in prose and indicator tables."""
    for sentence in report.sentences():
        for fact in sentence.facts:
            if fact.number.kind == "percent" and fact.number.firm and _BOUND.search(fact.label):
                yield _judge(fact.label, fact.number.value > 100, fact.printed, quotes_of([fact.span]))
    for table in report.scores:
        for row in table.rows:
            number = row.value.number if row.value else None
            if row.value is not None and number is not None and number.kind == "percent" and _BOUND.search(row.name):
                yield _judge(row.name, number.value > 100, number.text, quotes_of([row.value.span]))


def _judge(name: str, beyond: bool, printed: str, quotes: tuple[Quote, ...]) -> Verdict:
    if beyond:
        return broken(
            "question" if _MAY_EXCEED.search(name) else "error",
            f"“{name}”写 {printed}，超过 100%。",
            quotes,
            left=printed,
            right="≤ 100%",
            computed="≤ 100%",
            tolerance="0",
        )
    return holds(f"{name} {printed} ≤ 100%", quotes)
