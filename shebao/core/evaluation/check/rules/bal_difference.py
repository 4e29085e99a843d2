"""One amount less another is a third: what is left, what was added, what is still owed."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict
from shebao.core.evaluation.check.phrasing import verdicts
from shebao.core.evaluation.check.report import Report

GENERAL = True  # a rule of the matter itself speaks first
TITLE = "差额、结余复算"
SOURCE = "结余 = 收入（到位、预算）− 支出；增加额 = 本年 − 上年"
ADVICE = "核对各数；有其他增减的，写明。"
EXAMPLE = {
    "broken": "资金到位369.50万元，实际支出190.78万元，结余187.72万元。",
    "sound": "资金到位369.50万元，实际支出190.78万元，结余178.72万元。",
}


def find(report: Report) -> Iterator[Verdict]:
    """Differences of amounts near each other."""
    yield from verdicts(report, "bal_difference")
