"""Another calculator's result sheet beside ours: line by line, and the first step that differs, by how much, and why perhaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from shebao.base.finding import refuse
from shebao.core.arithmetic.exact import number
from shebao.core.arithmetic.formula import rounded
from shebao.core.sheet import WORDS, Sheet, Step

_NUMBER = re.compile(r"-?\d[\d,]*(\.\d+)?")
_LINE = re.compile(r"^\s*(?P<label>.*?[^\s:：=,，\t|])\s*[:：=,，\t| ]\s*(?P<value>-?\d[\d,]*(?:\.\d+)?)\s*(?:元|年|个月|人|天)?\s*$")
ROUNDINGS = ("nearest_yuan", "up_yuan", "down_yuan", "up_jiao", "half_up_2", "down_2")
"""Roundings tried where a figure differs: the other sheet may round what ours keeps."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the other sheet: what it is called there and the number printed."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Compared:
    """One line that both sheets have."""

    label: str
    step: Step
    theirs: str
    difference: Fraction
    """Theirs minus ours; nothing where both agree at the decimals they print."""
    hint: str = ""

    @property
    def agrees(self) -> bool:
        """Whether both say the same."""
        return self.difference == 0

    def as_json(self) -> dict[str, Any]:
        """The line in the shape of `shebao compare --json`."""
        return {
            "name": self.step.name, "title": self.step.title, "label": self.label, "ours": self.step.value, "theirs": self.theirs,
            "difference": number(self.difference).text(), "agrees": self.agrees, "hint": self.hint,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sheets line by line, in the order of the calculation."""

    lines: tuple[Compared, ...]
    unmatched: tuple[Line, ...]
    """Lines of the other sheet that ours does not have, or has twice."""

    @property
    def first(self) -> Compared | None:
        """The first step that differs: what comes before it is the same on both sheets, as far as both print it."""
        return next((line for line in self.lines if not line.agrees), None)


def compare(sheet: Sheet, lines: Iterable[Line]) -> Comparison:
    """Our sheet beside the lines of another; raises `Refused` where no line of it is one of ours."""
    matched: dict[str, Line] = {}
    unmatched: list[Line] = []
    for line in lines:
        step = _step_called(sheet, line.label)
        if step is None or step.name in matched:
            unmatched.append(line)
        else:
            matched[step.name] = line
    if not matched:
        known = "、".join(_short(step.title) for step in sheet.steps if _is_number(step.value))
        refuse("compare.nothing", "对方的核定表没有一行对得上", f"每行写“名称 数值”，名称可用：{known}。")
    return Comparison(tuple(_compared(step, matched[step.name]) for step in sheet.steps if step.name in matched), tuple(unmatched))


def read_lines(content: Any) -> tuple[Line, ...]:
    """Lines of a result sheet: text with a name and a number a line, or names and numbers as data."""
    if isinstance(content, Mapping):
        return tuple(Line(str(name), _plain(value)) for name, value in content.items() if _is_number(_plain(value)))
    if isinstance(content, str):
        return tuple(
            Line(result["label"].strip(), result["value"].replace(",", "")) for result in map(_LINE.match, content.splitlines()) if result
        )
    if isinstance(content, Iterable):
        rows = [row for row in content if isinstance(row, (list, tuple)) and len(row) >= 2]
        return tuple(Line(str(row[0]).strip(), _plain(row[1])) for row in rows if _is_number(_plain(row[1])))
    return ()


def _compared(step: Step, line: Line) -> Compared:
    ours, theirs = Fraction(step.value), Fraction(line.value)
    decimals = len(line.value.partition(".")[2])
    printed = number(ours).round(decimals).fraction if decimals < len(step.value.partition(".")[2]) else ours
    if theirs == printed:
        return Compared(line.label, step, line.value, Fraction(0))
    return Compared(line.label, step, line.value, theirs - ours, _hint(ours, theirs))


def _hint(ours: Fraction, theirs: Fraction) -> str:
    """A rounding of our figure that gives theirs."""
    mode = next((mode for mode in ROUNDINGS if rounded(number(ours), mode).fraction == theirs), "")
    return f"本系统的数{WORDS[mode]}即为对方的数" if mode else ""


def _step_called(sheet: Sheet, label: str) -> Step | None:
    """The step of that name or Chinese title; none where two could be meant."""
    numbers = [step for step in sheet.steps if _is_number(step.value)]
    wanted = _short(label)
    for steps in (
        [step for step in numbers if step.name == label.strip()],
        [step for step in numbers if step.title == label.strip()],
        [step for step in numbers if _short(step.title) == wanted],
        [step for step in numbers if wanted and (wanted in _short(step.title) or _short(step.title) in wanted)],
    ):
        if steps:
            return steps[0] if len(steps) == 1 else None
    return None


def _short(title: str) -> str:
    """A title without its explanation in brackets and without spaces."""
    return re.sub(r"[（(].*?[）)]|\s", "", title)


def _is_number(text: str) -> bool:
    return _NUMBER.fullmatch(text) is not None


def _plain(value: Any) -> str:
    return "" if isinstance(value, bool) else str(value).replace(",", "").strip()
