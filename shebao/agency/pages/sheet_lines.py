"""The lines of a calculation sheet as a page shows them: value and unit in words, how certain each is, which lines it uses."""

from __future__ import annotations

from typing import Any

from shebao.core.sheet import Sheet

CONFIDENCE = {
    "given": ("登记数据", ""),
    "high": ("已核对原文", "done"),
    "medium": ("有文件，待核对原文", "waiting"),
    "low": ("来源较弱", "attention"),
    "unverified": ("未核实", "attention"),
}
UNITS = {"年月": "", "日期": "", "Yuan": "元"}


def lines_of(sheet: Sheet) -> list[dict[str, Any]]:
    """Every line of a sheet in its order."""
    return [
        step.as_json() | {"number": n, "unit": UNITS.get(step.unit, step.unit), "certainty": CONFIDENCE.get(step.confidence, ("", ""))}
        for n, step in enumerate(sheet.steps, 1)
    ]
