"""Drafting a report along the chapters of its template: sentences from facts, the indicator table, and what each indicator lost.

Digits that stand in a text without a fact are reported as untraced.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from .draft import Block, Draft, Heading, LeftOut, Paragraph, Run, Table
from .facts import Facts, decimal_text
from .score import Scored, Total, levers, plain
from .statements import paragraphs
from .template import Indicator, Template

_BARE = re.compile(r"(?<![〔（(第\d.])\d+(?:\.\d+)?(?!\d*[〕）)号])")
_NUMERALS = ("", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四", "十五")
_SIGNS = {">=": "不低于", ">": "高于", "<=": "不高于", "<": "低于", "=": "为"}


def write(template: Template, title: str, facts: Facts, scored: Sequence[Scored], total: Total) -> Draft:
    """The report drafted along the template's chapters from the facts and the scores."""
    left_out: list[LeftOut] = []
    blocks = [
        block
        for number, chapter in enumerate(template.chapters, 1)
        for block in _chapter(number, chapter, template, facts, scored, left_out)
    ]
    blocks.append(score_table(template, scored, total))
    runs = [run for block in blocks if isinstance(block, Paragraph) for run in block.runs]
    figures = tuple(run.figure for run in runs if run.figure is not None)
    literal = [run.text for run in runs if run.figure is None and not run.source]
    untraced = tuple(sorted({number for text in literal for number in bare_numbers(text)}))
    return Draft(title, tuple(blocks), figures, untraced, tuple(left_out))


def bare_numbers(text: str) -> list[str]:
    """Numbers that stand in a text by themselves; those of a document's name (〔2020〕10号) and of an order (第3) are not meant."""
    return [match.group() for match in _BARE.finditer(text)]


def _chapter(
    number: int, chapter: Mapping[str, Any], template: Template, facts: Facts, scored: Sequence[Scored], left_out: list[LeftOut]
) -> Iterator[Block]:
    """One chapter with its parts, numbered as they come; an optional part without facts is left out, heading and all."""
    yield Heading(1, f"{_NUMERALS[number]}、{chapter['title']}")
    position = 0
    for part in chapter["parts"]:
        body = paragraphs(part["section"], facts, left_out) + _generated(part["section"], template, scored)
        # What only explains figures says nothing where there are none.
        if part.get("optional") and not any(run.figure for paragraph in body for run in paragraph.runs):
            continue
        if part.get("title"):
            position += 1
            yield Heading(2, f"（{_NUMERALS[position]}）{part['title']}")
        yield from body or [Paragraph((Run("无。"),))]


def _generated(section: str, template: Template, scored: Sequence[Scored]) -> list[Paragraph]:
    """Paragraphs that come from the template and the scores: quantified goals, and what lost points."""
    if section == "goals":
        return _goals(template)
    return [_lost(item) for item in _losers(scored)] if section == "scores" else []


def _goals(template: Template) -> list[Paragraph]:
    """The template's own targets in one sentence; nothing where it has none in numbers."""
    items = [f"{i.title}{_SIGNS[i.operator]}{i.target_text}" for i in template.indicators if i.target is not None and i.operator in _SIGNS]
    if not items:
        return []
    runs = [Run("本年度量化指标："), Run("，".join(items), source="template:targets"), Run("。")]
    return [Paragraph(tuple(runs))]


def _losers(scored: Sequence[Scored]) -> list[Scored]:
    by_key = {item.indicator.key: item for item in scored}
    return [by_key[lever.indicator.key] for lever in levers(scored)]


def _lost(item: Scored) -> Paragraph:
    """One sentence for an indicator that lost points."""
    indicator, points = item.indicator, item.points
    assert indicator.weight is not None
    short = indicator.weight - points.high
    text = f"“{indicator.title}”目标{target_text(indicator)}，实际{actual_text(item)}，分值{plain(indicator.weight)}分，得{points_text(item)}分，失{plain(short)}分。"
    return Paragraph((Run(text, source=f"score:{indicator.key}"),))


def score_table(template: Template, scored: Sequence[Scored], total: Total) -> Table:
    """The indicator table with target, actual, points, and a last row that adds them up; a group is named in its first row."""
    rows, group = [], ""
    for item in scored:
        indicator = item.indicator
        said, group = "" if indicator.path[0] == group else indicator.path[0], indicator.path[0]
        weight = plain(indicator.weight) if indicator.weight is not None else "未公布"
        cells = (said, indicator.title, target_text(indicator), actual_text(item), weight, points_text(item))
        rows.append(tuple(Run(cell, source=f"score:{indicator.key}") for cell in cells))
    if template.weight_sum is not None:
        whole = plain(total.decided) if total.decided is not None else f"{plain(total.low)}–{plain(total.high)}"
        rows.append(tuple(Run(cell, source="score:total") for cell in ("合计", "", "", "", plain(template.weight_sum), whole)))
    return Table(
        "附表　部门整体支出绩效自评表",
        ("一级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"),
        tuple(rows),
        (3, 5, 3, 3, 2, 3),
    )


def target_text(indicator: Indicator) -> str:
    """The target as a table prints it: ≥95%."""
    text, sign = indicator.target_text, indicator.operator
    if not text or text == "unknown":
        return "未公布"
    return {">=": "≥", "<=": "≤", ">": "＞", "<": "＜"}.get(sign, "") + text if text[0].isdigit() else text


def actual_text(item: Scored) -> str:
    """The actual value as a table prints it: a rate in %, an amount of another unit plain, a band in words."""
    if not isinstance(item.actual, Fraction):
        return item.actual or "未填报"
    if item.indicator.unit:
        return f"{plain(item.actual, 1)}{item.indicator.unit}"
    shown = item.actual * 100
    text = str(shown.numerator) if shown.denominator == 1 else decimal_text(shown, 2)
    # Rounding must not claim a full hundred.
    return f"{'99.99' if text == '100.00' and shown < 100 else text}%"


def total_text(template: Template, whole: Total) -> str:
    """The whole score as pages and files print it: a number, its bounds, or that it cannot be decided."""
    if template.weight_sum is None:
        return "不可判定"
    return plain(whole.decided) if whole.decided is not None else f"{plain(whole.low)}–{plain(whole.high)}"


def points_text(item: Scored) -> str:
    """Points as a table prints them: a number, an interval, or that they cannot be decided."""
    points = item.points
    if points.status == "exact":
        return plain(points.low)
    return f"{plain(points.low)}–{plain(points.high)}" if points.status == "interval" else "不可判定"
