"""`shebao answer`: answers questions about the law, one JSON object a line, for the cases kit and for other programs."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping
from typing import Any

from shebao.base.finding import Refused
from shebao.commands import _screening
from shebao.core.arithmetic.exact import Q
from shebao.core.policy.calculation import calculate, calculations
from shebao.core.policy.cases import REMARKS, place_of
from shebao.core.policy.locale import shipped_places
from shebao.core.sheet import UNITS, show

DECIMALS = 10
"""A figure without an end (an income over twelve) is answered with so many decimals."""
TITLE = "逐行回答计算问题（一行一份 JSON），供案例工具和别的程序调用"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No options: questions come in, answers go out."""
    parser.description = "标准输入每行一份 {id, calculation, place, inputs}，标准输出每行一份 {id, values} 或 {id, error, message}。"


def run(args: argparse.Namespace) -> int:
    """Answer every line; 2 where any line was no question."""
    status = 0
    for number, line in enumerate(sys.stdin, 1):
        if not line.strip():
            continue
        try:
            question = json.loads(line)
            document = answer(question)
        except (ValueError, TypeError, KeyError, AttributeError):
            print(f"shebao：第 {number} 行不是问题，应为 {{id, calculation, place, inputs}}。", file=sys.stderr)
            status = 2
            continue
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
    return status


def answer(question: Mapping[str, Any]) -> dict[str, Any]:
    """One answer: values by name as text, or why there are none."""
    identifier, places = str(question["id"]), shipped_places()
    if question["calculation"] == _screening.CALCULATION:
        try:
            return {"id": identifier, "values": dict(_screening.answer(question["inputs"]))}
        except Refused as refusal:
            return {"id": identifier, "error": refusal.finding.rule, "field": refusal.finding.where, "message": refusal.finding.message}
    if question["calculation"] not in calculations():
        return {"id": identifier, "unsupported": True}
    inputs = {str(name): value for name, value in question["inputs"].items() if name not in REMARKS}
    try:
        entry = calculate(question["calculation"], place_of(str(question.get("place") or "national"), places), inputs, places, strict=False)
    except Refused as refusal:
        finding = refusal.finding
        return {"id": identifier, "error": finding.rule, "field": finding.where, "message": finding.message, **finding.values}
    units = {name: origin.unit for name, origin in entry.ask.origins.items()}
    values = {name: _plain(value, units.get(name, UNITS["Table"])) for name, value in entry.values.items()}
    return {"id": identifier, "values": values, "unused": list(entry.unused)}


def _plain(value: Any, unit: Any) -> Any:
    """A value as JSON: numbers as decimal text, tables item by item."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, Q):
        return value.text() if 10**DECIMALS % value.fraction.denominator == 0 else value.round(DECIMALS).text(DECIMALS)
    if unit.kind in ("number", "month", "day"):
        return show(value, unit)
    if isinstance(value, Mapping):
        return {str(key): _plain(item, unit) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item, unit) for item in value]
    return value if isinstance(value, (str, int)) else str(value)
