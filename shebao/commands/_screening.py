"""What commands about worked examples share of the screening rules: an example's few facts made the rows of the rule's own tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from shebao.base.finding import refuse
from shebao.base.months import parse_date, parse_month
from shebao.core.screening.lists import sentence_code
from shebao.core.screening.rule import RESULT, rules
from shebao.core.screening.screen import hits_of, threshold_table
from shebao.core.screening.tables import EMPLOYEE, RESIDENT

CALCULATION = "screening_rule"
_SOMEBODY, _DAY = 1, 20241231
Rows = dict[str, list[tuple[int, ...]]]


def answer(inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Whether the rule an example names hits, and which months (YYYY-MM)."""
    from shebao.bulk.columns import columns_of
    from shebao.bulk.engine import Engine

    name = str(inputs.get("rule", "")).split(" ")[0].upper()
    if name not in _FACTS:
        refuse(
            "missing" if not name else "rule",
            f"案例里的规则“{inputs.get('rule', '')}”不能用案例核对",
            f"可以是：{'、'.join(_FACTS)}。",
            "rule",
        )
    rule = rules()[name]
    try:
        rows = _FACTS[name](inputs)
    except KeyError as missing:
        refuse("missing", f"案例缺少 {missing.args[0]}", "请补全后重试。", str(missing.args[0]))
    with Engine() as engine:
        for table, columns in rule.needs.items():
            engine.lend(table, columns_of(columns, rows[table]))
        engine.lend("threshold", threshold_table(rule, _DAY))
        hits = hits_of(engine.ask(rule.query, RESULT))
    return {"hit": bool(hits), "months": [f"{month // 100}-{month % 100:02d}" for hit in hits for month in hit.months]}


def _day(text: Any) -> int:
    return int(f"{parse_date(str(text)):%Y%m%d}")


def _payments(inputs: Mapping[str, Any]) -> list[tuple[int, ...]]:
    return [(_SOMEBODY, RESIDENT, int(parse_month(str(month))), 0) for month in inputs["paid"]]


def _death(inputs: Mapping[str, Any]) -> Rows:
    return {"payments": _payments(inputs), "deaths": [(_SOMEBODY, _day(inputs["death_date"]))]}


def _custody(inputs: Mapping[str, Any]) -> Rows:
    first, last = (_day(day) for day in inputs["custody"])
    return {"payments": _payments(inputs), "custody": [(_SOMEBODY, first, last, sentence_code(str(inputs["sentence"])))]}


def _two_pensions(inputs: Mapping[str, Any]) -> Rows:
    starts = ((RESIDENT, 0, "resident_from"), (EMPLOYEE, 1, "employee_from"))
    return {"benefits": [(_SOMEBODY, scheme, region, int(parse_month(str(inputs[name]))), 0) for scheme, region, name in starts]}


def _account(inputs: Mapping[str, Any]) -> Rows:
    payees = range(1, int(inputs["payees"]) + 1)
    return {"accounts": [(person, 1) for person in payees], "benefits": [(person, RESIDENT, 0, 202001, 0) for person in payees]}


_FACTS: Mapping[str, Callable[[Mapping[str, Any]], Rows]] = {"R001": _death, "R005": _custody, "R010": _two_pensions, "R040": _account}
"""Rule → how an example's facts become rows."""
