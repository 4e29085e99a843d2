"""The same quantity in two units: 7000000 斤（3500 吨）."""

from __future__ import annotations

from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict
from shebao.core.evaluation.check.phrasing import verdicts
from shebao.core.evaluation.check.report import Report

GENERAL = True  # a rule of the matter itself speaks first
TITLE = "单位换算"
SOURCE = "同一数量换算单位后应相等"
ADVICE = "核对两个数和它们的单位。"
EXAMPLE = {
    "broken": "全年产量可达7000000斤（350吨）。",
    "sound": "全年产量可达7000000斤（3500吨）。总投资1.56亿元（15600万元）。",
}


def find(report: Report) -> Iterator[Verdict]:
    """Quantities repeated in brackets."""
    yield from verdicts(report, "unt_conversion")
