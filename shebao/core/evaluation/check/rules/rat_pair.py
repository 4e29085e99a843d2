"""A rate against the two amounts it is made of: 执行率, 到位率, 占…的, 完成…的."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict
from shebao.core.evaluation.check.phrasing import verdicts
from shebao.core.evaluation.check.report import Report

GENERAL = True  # a rule of the matter itself speaks first
TITLE = "比率复算"
SOURCE = "比率 = 分子 ÷ 分母，按印出位数四舍五入"
ADVICE = "核对比率和分子、分母；分母另有口径的写明。"
EXAMPLE = {
    "broken": "全年预算62964万元，实际支出60801万元，执行率95.66%。",
    "sound": "全年预算62964万元，实际支出60801万元，执行率96.56%。",
}


def find(report: Report) -> Iterator[Verdict]:
    """Rates with the amounts near them."""
    yield from verdicts(report, "rat_pair")
