"""Every case file of the law as a starting point, and neighbours of an input: what it could have said instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from shebao.base.finding import Refused
from shebao.base.months import add_months, month_text, parse_month
from shebao.core.arithmetic.exact import Q
from shebao.core.policy import examples
from shebao.core.policy.calculation import Answer, calculate
from shebao.core.policy.cases import Case, _inputs_of, place_of, read_cases
from shebao.core.policy.locale import shipped_places

PLACES = shipped_places()
FILES = (
    *sorted(examples.FOLDER.glob("*.yaml")),
    *sorted(Path(__file__).parent.glob("*.yaml")),
    *sorted(Path("tests/cases").glob("*.yaml")),
)


@cache
def all_cases() -> tuple[Case, ...]:
    """Worked examples first, then the tests' own files; those that are computed, not refused."""
    return tuple(case for path in FILES for case in read_cases(path) if "error" not in case.expected)


def answer(case: Case, inputs: Mapping[str, Any]) -> Answer | None:
    """The answer with these inputs; None where they are refused."""
    try:
        return calculate(case.calculation, place_of(case.place, PLACES), inputs, PLACES, strict=False)
    except Refused:
        return None


def inputs_of(case: Case) -> dict[str, Any]:
    """The inputs of a case as they are computed with."""
    return dict(_inputs_of(case))


def results(found: Answer, without: str) -> dict[str, Any]:
    """What was computed: every value but the input itself."""
    return {name: plain(value) for name, value in found.values.items() if name != without and name not in found.ask.inputs}


def plain(value: Any) -> Any:
    """A value that can be compared: quantities by their fraction."""
    if isinstance(value, Q):
        return value.fraction
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return tuple(plain(item) for item in value)
    return value


def neighbours(value: Any) -> Iterator[Any]:
    """Other things the same input could say, near ones and far ones."""
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, (int, str)) and re.fullmatch(r"-?\d+(\.\d+)?", str(value)):
        yield from _numbers(str(value))
    elif isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}", value):
        for step in (1, -1, 13, -13, 40, -40, 61, -61, 130, -130):
            yield month_text(add_months(parse_month(value), step))
    elif isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        for step in (1, -1, 13, -40, 61, -130):
            yield f"{month_text(add_months(parse_month(value[:7]), step))}-15"
    elif isinstance(value, str) and re.fullmatch(r"\d{2}y\d{1,2}m", value):
        yield from ("45y0m", "50y0m", "58y3m", "59y6m", "61y0m")
    elif isinstance(value, str):
        yield ""
        yield from WORDS
    elif isinstance(value, list):
        yield value[:-1]
        yield [*value[1:], *value[:1]]
        for place, item in enumerate(value):
            for other in neighbours(item):
                yield [*value[:place], other, *value[place + 1 :]]
    elif isinstance(value, dict):
        for name, item in value.items():
            for other in neighbours(item):
                yield {**value, name: other}


def _numbers(text: str) -> Iterator[Any]:
    number = Decimal(text)
    for other in (number + 1, number - 1, number * 2, number / 2, number + 5, number - 5, number * 10, Decimal(0), number + Decimal("0.5"),
                  number + 12, number - 12, number + 60, Decimal(1), number / 10):  # fmt: skip
        if other != number:
            yield f"{other.normalize():f}"


WORDS = (
    "true", "false", "none", "nearest_yuan", "up_jiao", "down_2", "both", "employment", "worker", "employer", "male", "female",
    "male60", "female55", "female50", "benefit", "area_wage", "rural", "urban", "inclusive", "exclusive", "allowed", "after_extension",
    "worker_forced", "whole", "remaining", "better_of", "claimants", "other", "manager", "sum_of_bases", "wage_bill", "fen", "whole_yuan",
    "own_wage_months", "area_wage_months", "exact", "half_up_2", "up_1", "resident", "employee", "active", "retired", "初级", "高级",
    "一类", "二类", "advance_answer", "inspection", "cards", "small", "large", "sme", "guangzhou", "shenzhen", "underground", "harmful",
)  # fmt: skip
"""Words that choices and roundings are made of."""
