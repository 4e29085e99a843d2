"""The growth of a total lies where the growth of its parts puts it; so does its rate of plan."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict
from shebao.core.evaluation.check.phrasing import verdicts
from shebao.core.evaluation.check.report import Report

GENERAL = True  # a rule of the matter itself speaks first
TITLE = "分项与合计的增减率相容"
SOURCE = "合计的上期数 = 各分项上期数之和；由本期数和增减率可以反推上期数，由完成数和完成率可以反推计划数"
ADVICE = "核对合计和各分项的增减率（完成率）；口径不同的写明口径。"
EXAMPLE = {
    "broken": "全年非税收入8400万元，同比增长8.6%。其中：专项收入3600万元，同比增长3.2%；罚没收入4800万元，同比增长5.6%。",
    "sound": "全年非税收入8400万元，同比增长4.6%。其中：专项收入3600万元，同比增长3.2%；罚没收入4800万元，同比增长5.6%。",
}


def find(report: Report) -> Iterator[Verdict]:
    """Totals whose parts add up, with a rate printed of each."""
    yield from verdicts(report, "rat_mixed")
