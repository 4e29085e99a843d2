"""Growth and decline against the stated base, or against the base the change itself gives."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict
from shebao.core.evaluation.check.phrasing import verdicts
from shebao.core.evaluation.check.report import Report

GENERAL = True  # a rule of the matter itself speaks first
TITLE = "增减率复算"
SOURCE = "增长率 =（本期 − 基期）÷ 基期"
ADVICE = "核对两期的数、增减额和增减率。"
EXAMPLE = {
    "broken": "全年基金收入9783万元，比上年增加783万元，增长7.8%。",
    "sound": "全年基金收入9783万元，比上年增加783万元，增长8.7%。2023年支出90万元，上年支出100万元，下降10%。",
}


def find(report: Report) -> Iterator[Verdict]:
    """Rates of growth with the amounts near them."""
    yield from verdicts(report, "rat_growth")
