"""A total said apart from its parts: the figures of one stage, or a run of figures near by, make it."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict
from shebao.core.evaluation.check.phrasing import verdicts
from shebao.core.evaluation.check.report import Report

GENERAL = True  # a rule of the matter itself speaks first
TITLE = "分述各数之和"
SOURCE = "总分勾稽：分别叙述的各项之和应与另处的总数一致"
ADVICE = "核对总数和分别叙述的各项；口径不同的写明。"
EXAMPLE = {
    "broken": (
        "中央资金完成支出636.75万元，省级资金完成支出288.26万元，地方资金完成支出877.99万元，结转资金完成支出44.85万元。\n"
        "全年共执行资金1847.35万元。\n"
    ),
    "sound": (
        "中央资金完成支出636.75万元，省级资金完成支出288.26万元，地方资金完成支出877.99万元，结转资金完成支出44.85万元。\n"
        "全年共执行资金1847.85万元。\n"
    ),
}


def find(report: Report) -> Iterator[Verdict]:
    """Sums over sentences and paragraphs."""
    yield from verdicts(report, "sum_derived")
