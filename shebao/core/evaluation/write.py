"""Drafting: sections of sentences filled from facts, each figure traced, each sentence only where the facts bear it.

A section is one file of statements. A statement is printed where all its facts exist and its conditions hold; so no
sentence can claim what the numbers deny. Digits that stand in a text without a fact are reported as untraced.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from importlib import resources
from typing import Any

import yaml

from .facts import Facts, Figure, decimal_text, figure
from .score import Scored, Total, levers, plain
from .template import Template

_PLACE = re.compile(r"\{([a-z0-9_.]+)(?:\|([^|}]*))?(?:\|(\d))?\}")
_BARE = re.compile(r"(?<![〔（(第\d.])\d+(?:\.\d+)?(?!\d*[〕）)号])")
_COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
}


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text; `figure` where it is a traced number, `source` where it comes from the scoring ("score:key")."""

    text: str
    figure: Figure | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 or 2."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of runs."""

    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The paragraph as plain text."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Table:
    """A table; cells are runs. `widths` are shares of the line."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Run, ...], ...]
    widths: tuple[int, ...]


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole report: title, blocks in order, figures by key, digits without a fact, statements left out and why."""

    title: str
    blocks: tuple[Block, ...]
    figures: tuple[Figure, ...]
    untraced: tuple[str, ...]
    left_out: tuple[str, ...]

    @property
    def text(self) -> str:
        """The report as plain text, one paragraph or table row a line."""
        lines: list[str] = [self.title]
        for block in self.blocks:
            if isinstance(block, Table):
                lines += [block.title, "\t".join(block.header)] if block.title else ["\t".join(block.header)]
                lines += ["\t".join(cell.text for cell in row) for row in block.rows]
            else:
                lines.append(block.text)
        return "\n".join(lines) + "\n"


def section(name: str) -> Sequence[Mapping[str, Any]]:
    """The statements of one section file."""
    text = (resources.files("shebao.core.evaluation") / "sections" / f"{name}.yaml").read_text(encoding="utf-8")
    return list(yaml.safe_load(text)["statements"])


def _holds(condition: str, facts: Facts) -> bool:
    """A condition "key op number" or "key op key"; false where a fact is missing."""
    left, sign, right = condition.split()
    if left not in facts:
        return False
    other = facts[right].value if right in facts else None if re.match(r"[a-z]", right) else Fraction(right)
    return other is not None and _COMPARE[sign](facts[left].value, other)


def _keys(text: str) -> list[str]:
    return [match.group(1) for match in _PLACE.finditer(text)]


def runs_of(text: str, facts: Facts) -> tuple[Run, ...]:
    """Text with {key|unit|places} filled from facts and {key} from words."""
    runs: list[Run] = []
    position = 0
    for match in _PLACE.finditer(text):
        if match.start() > position:
            runs.append(Run(text[position : match.start()]))
        key, unit, places = match.groups()
        if key in facts.words:
            runs.append(Run(facts.words[key]))
        else:
            shown = figure(facts[key], unit or "", int(places) if places else None)
            runs.append(Run(f"{shown.printed}{shown.unit}", shown))
        position = match.end()
    if position < len(text):
        runs.append(Run(text[position:]))
    return tuple(runs)


def paragraphs(name: str, facts: Facts, left_out: list[str]) -> list[Paragraph]:
    """The statements of a section that the facts bear; consecutive statements with `join` share a paragraph.

    when: conditions that must all hold. without: facts that must not exist (another statement says it better with them)."""
    made: list[list[Run]] = []
    for number, statement in enumerate(section(name), 1):
        text = str(statement["text"]).replace("\n", "")
        if any(key in facts for key in statement.get("without", ())) or not all(_holds(c, facts) for c in statement.get("when", ())):
            continue
        missing = [key for key in _keys(text) if key not in facts and key not in facts.words]
        if missing:
            left_out.append(f"{name} 第{number}句：缺{'、'.join(missing)}")
            continue
        runs = runs_of(text, facts)
        if statement.get("join") and made:
            made[-1].extend(runs)
        else:
            made.append(list(runs))
    return [Paragraph(tuple(runs)) for runs in made]


def score_table(template: Template, scored: Sequence[Scored], total: Total) -> Table:
    """The indicator table with target, actual, points, and a last row that adds them up."""
    rows = []
    for item in scored:
        indicator = item.indicator
        actual = _actual(item)
        weight = plain(indicator.weight) if indicator.weight is not None else "未公布"
        origin = f"score:{indicator.key}"
        cells = (indicator.path[0], indicator.title, _target(indicator.target_text, indicator.operator), actual, weight, _points(item))
        rows.append(tuple(Run(cell, source=origin) for cell in cells))
    if template.weight_sum is not None:
        whole = plain(total.decided) if total.decided is not None else f"{plain(total.low)}–{plain(total.high)}"
        rows.append(tuple(Run(cell, source="score:total") for cell in ("合计", "", "", "", plain(template.weight_sum), whole)))
    return Table(
        "部门整体支出绩效自评表", ("一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"), tuple(rows), (3, 5, 3, 3, 2, 2)
    )


def _target(text: str, sign: str) -> str:
    return {">=": "≥", "<=": "≤", ">": "＞", "<": "＜"}.get(sign, "") + text if text and text[0].isdigit() else text or "未公布"


def _actual(item: Scored) -> str:
    if isinstance(item.actual, Fraction):
        shown = item.actual * 100
        return f"{shown.numerator if shown.denominator == 1 else decimal_text(shown, 2)}%"
    return item.actual or "未填报"


def _points(item: Scored) -> str:
    points = item.points
    if points.status == "exact":
        return plain(points.low)
    return f"{plain(points.low)}–{plain(points.high)}" if points.status == "interval" else "不可判定"


def write(template: Template, title: str, facts: Facts, scored: Sequence[Scored], total: Total) -> Draft:
    """The report drafted along the template's chapters from the facts and the scores."""
    blocks: list[Block] = []
    left_out: list[str] = []
    for chapter in template.chapters:
        blocks.append(Heading(1, chapter["title"]))
        for part in chapter["parts"]:
            if part.get("title"):
                blocks.append(Heading(2, part["title"]))
            blocks += paragraphs(part["section"], facts, left_out) or [Paragraph((Run("无。"),))]
            if part["section"] == "scores":
                blocks += _lost(scored)
    blocks.append(score_table(template, scored, total))
    figures = tuple(run.figure for block in blocks if isinstance(block, Paragraph) for run in block.runs if run.figure is not None)
    literal = [
        run.text
        for block in blocks
        if isinstance(block, Paragraph)
        for run in block.runs
        if run.figure is None and not run.source and run.text not in facts.words.values()
    ]
    untraced = tuple(sorted({match.group() for text in literal for match in _BARE.finditer(text)}))
    return Draft(title, tuple(blocks), figures, untraced, tuple(left_out))


def _lost(scored: Sequence[Scored]) -> list[Block]:
    """One sentence for each indicator that lost points, with its working."""
    working = {s.indicator.key: s.points.working for s in scored}
    return [
        Paragraph(
            (Run(f"“{lever.indicator.title}”失分：{working[lever.indicator.key].rstrip('。')}。", source=f"score:{lever.indicator.key}"),)
        )
        for lever in levers(scored)
    ]
