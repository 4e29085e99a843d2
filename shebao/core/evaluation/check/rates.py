"""Rates a report states for a named indicator, in its prose and in its indicator tables, told apart from mere targets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shebao.core.evaluation.check.numbers import Number
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Span

_TARGET = re.compile(r"指标值|目标值?|要求|应达|不低于|不高于|计划|年初设定|满分|分值|扣")
_WISHED = re.compile(r"目标|力争|确保|争取|要求|计划|预期|应当|不低于|上年|去年|任务")
_QUOTES = re.compile(r"[“”\"'‘’的]")


@dataclass(frozen=True, slots=True)
class Stated:
    """A rate said to have been reached. table: read from an indicator row."""

    number: Number
    span: Span
    table: bool
    name: str


def plain_name(text: str) -> str:
    """An indicator's name without quotes, numbering and 的."""
    return re.sub(r"^(?:[（(]?[一二三四五六七八九十\d]+[）).、]|\d+[.、])+", "", _QUOTES.sub("", text)).strip("：:，, ")


def stated(report: Report, name: str) -> Iterator[Stated]:
    """Every percentage stated as reached for the indicator whose name matches the pattern."""
    pattern = re.compile(name)
    for sentence in report.sentences():
        text = sentence.span.passage.text
        for fact in sentence.facts:
            if (
                fact.number.kind != "percent"
                or not fact.number.firm
                or fact.number.op in ("≥", "≤", ">", "<")
                or _TARGET.search(fact.label)
            ):
                continue
            begin = max(sentence.span.start, max(text.rfind(mark, sentence.span.start, fact.number.start) for mark in "；。") + 1)
            before = _QUOTES.sub("", text[max(begin, fact.number.start - 40) : fact.number.start])
            result = list(pattern.finditer(before))
            if not result or fact.year not in (None, report.year) or _WISHED.search(before[: result[-1].start()][-16:]):
                continue
            gap = before[result[-1].end() :]
            if re.search(r"率|度|\d", re.sub(r"完成率|指标值=?\d*%?|目标值=?\d*%?|实际", "", gap)) and name not in gap:
                continue
            first = text.rfind(result[-1].group()[0], 0, fact.number.start)
            yield Stated(
                fact.number,
                Span(sentence.span.passage, max(begin, min(first, fact.span.start)), fact.number.end),
                False,
                result[-1].group(),
            )
    for table in report.scores:
        for row in table.rows:
            if row.value is None or row.value.number is None or not pattern.search(plain_name(row.name)):
                continue
            if row.value.number.kind in ("percent", "bare"):
                yield Stated(row.value.number, row.value.span, True, plain_name(row.name))
