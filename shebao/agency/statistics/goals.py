"""Goals of the year as they stand: target, what was reached (counted where the counters count it), and whether that is on the way."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from shebao.agency.enrolment import queries as enrolment
from shebao.agency.people import queries as people
from shebao.agency.registers import queries as registers
from shebao.agency.schemes import MAIN
from shebao.base.dated import Places
from shebao.base.months import Month
from shebao.core.evaluation.monitor import Goal, Kind, Progress, judge

from . import queries

TARGET, UNIT, PATH, MEASURE, TOWNSHIP = "目标值", "单位", "进度", "指标", "乡镇"
"""Titles under which a goal's record keeps what it is held to."""
PATHS: Mapping[str, str] = {"cumulative": "逐月累积，年末达到", "standing": "任何时候都应达到", "ceiling": "不超过，逐月使用"}

_NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?")
_MARK = "完成值 "


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal: its record, owner, target and what was reached, where the figure comes from, and its standing."""

    id: int
    number: str
    title: str
    owner: str
    kind: str
    unit: str
    target: Fraction
    actual: Fraction | None
    source: str
    measure: str
    progress: Progress
    evidence: tuple[str, ...]
    state: str


def number_of(text: str) -> Fraction | None:
    """A typed number, with grouping commas or without; None where it is none."""
    plain = text.strip().replace(",", "").replace("，", "").removesuffix("%")
    return Fraction(plain) if _NUMBER.fullmatch(plain) else None


def progress_text(value: str, note: str) -> str:
    """What a step of progress keeps: the value reached, then its evidence."""
    return f"{_MARK}{value}；{note}" if value else note


def _reached(texts: list[str]) -> Fraction | None:
    """The value of the last step that states one."""
    for text in reversed(texts):
        if text.startswith(_MARK):
            return number_of(text.removeprefix(_MARK).partition("；")[0])
    return None


def goals(year: int, month: Month, place: str, places: Places) -> list[GoalRow]:
    """Every goal of a year that stands, as of the end of a month, by number."""
    rows = list(
        registers.standing("goal", year).order_by("number", "id").values("id", "number", "title", "party", "kind", "details", "state")
    )
    steps: dict[int, list[str]] = {row["id"]: [] for row in rows}
    for key, text in registers.step_texts(steps, ("progress", "reached", "missed")):
        steps[key].append(text)
    about = queries.asked(MAIN, year, place, places)
    wanted = {dict(json.loads(row["details"])).get(MEASURE, "") for row in rows} - {""}
    counted = queries.measures(about, sorted(wanted & set(queries.definitions())))
    townships = _insured_by_township(month) if any(row["kind"] == "township" for row in rows) else {}
    return [_row(row, steps[row["id"]], counted, townships, month) for row in rows]


def detail_words(details: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What a goal's record keeps, in the words of a page: what is empty is left out, a measure and its way are named."""
    definitions = queries.definitions()

    def word(title: str, text: str) -> str:
        if title == MEASURE and text in definitions:
            return f"{definitions[text].title}（{definitions[text].definition}）"
        return PATHS.get(text, text) if title == PATH else text

    return [(title, word(title, text)) for title, text in details if text]


def _row(row: Mapping[str, object], texts: list[str], counted: Mapping[str, object], townships: Mapping[str, int], month: Month) -> GoalRow:
    details = dict(json.loads(str(row["details"])))
    name, township, unit = details.get(MEASURE, ""), details.get(TOWNSHIP, ""), details.get(UNIT, "")
    target = number_of(details[TARGET]) or Fraction(0)
    if name:
        one = cast("queries.Measure | None", counted.get(name))
        actual = None if one is None or one.value is None else _in_unit(one.value, one.definition.unit, unit)
        source = "由系统数：" + (one.definition.title if one else name)
    elif township:
        actual, source = Fraction(townships.get(township, 0)), f"由系统数：{township}参保人数"
    else:
        actual, source = _reached(texts), "责任人登记"
    progress = judge(Goal(str(row["number"]), str(row["title"]), cast(Kind, details[PATH]), target, unit), month % 100, actual)
    return GoalRow(
        cast(int, row["id"]),
        str(row["number"]),
        str(row["title"]),
        str(row["party"]),
        str(row["kind"]),
        unit,
        target,
        actual,
        source,
        name,
        progress,
        tuple(texts),
        str(row["state"]),
    )


def _in_unit(value: Fraction, own: str, unit: str) -> Fraction:
    """A counted value in the unit of the goal: fen as yuan or 万元, a share as a percentage."""
    if own == "fen":
        return value / (1_000_000 if unit == "万元" else 100)
    return value * 100 if own == "rate" and unit in ("%", "％") else value


def _insured_by_township(month: Month) -> dict[str, int]:
    of_village = enrolment.insured_by_village(MAIN, month)
    townships = people.townships(of_village)
    result: dict[str, int] = {}
    for village, insured in of_village.items():
        name = townships.get(village, "")
        result[name] = result.get(name, 0) + insured
    return result
