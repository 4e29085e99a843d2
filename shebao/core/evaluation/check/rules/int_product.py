"""Heads times a standard is the amount paid: 68 人，每人 1000 元，共 6.8 万元."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict
from shebao.core.evaluation.check.phrasing import verdicts
from shebao.core.evaluation.check.report import Report

GENERAL = True  # a rule of the matter itself speaks first
TITLE = "人数乘标准"
SOURCE = "金额 = 人数（户数、面积）× 标准；金额 × 比例"
ADVICE = "核对人数、标准和金额；有几档标准的分别写。"
EXAMPLE = {
    "broken": "按每人1000元标准对68人进行扶助，发放资金6.30万元。",
    "sound": "按每人1000元标准对63人进行扶助，发放资金6.30万元。",
}


def find(report: Report) -> Iterator[Verdict]:
    """Products of figures near each other."""
    yield from verdicts(report, "int_product")
