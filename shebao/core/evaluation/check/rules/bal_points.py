"""A difference of two rates in points: 高于全省平均增幅（11%）8.9 个百分点."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict
from shebao.core.evaluation.check.phrasing import verdicts
from shebao.core.evaluation.check.report import Report

GENERAL = True  # a rule of the matter itself speaks first
TITLE = "百分点差复算"
SOURCE = "百分点之差 = 两个比率相减"
ADVICE = "核对两个比率和相差的百分点。"
EXAMPLE = {
    "broken": "收入增长19.9%，高于全省平均增幅（11%）9.8个百分点。",
    "sound": "收入增长19.9%，高于全省平均增幅（11%）8.9个百分点。",
}


def find(report: Report) -> Iterator[Verdict]:
    """Differences of percentages near each other."""
    yield from verdicts(report, "bal_points")
