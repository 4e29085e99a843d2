"""A total that closes its list: 甲 18.8 万元、乙 6.75 万元，合计 25.55 万元."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict
from shebao.core.evaluation.check.phrasing import verdicts
from shebao.core.evaluation.check.report import Report

GENERAL = True  # a rule of the matter itself speaks first
TITLE = "合计等于前列各项之和"
SOURCE = "总分勾稽：前列各项之和应等于合计"
ADVICE = "核对合计和前列的每一项。"
EXAMPLE = {
    "broken": "维修费18.80万元、培训费6.75万元、办公费20.31万元，三项合计45.68万元。",
    "sound": "维修费18.80万元、培训费6.75万元、办公费20.31万元，三项合计45.86万元。",
}


def find(report: Report) -> Iterator[Verdict]:
    """Lists whose total comes last."""
    yield from verdicts(report, "sum_total_last")
