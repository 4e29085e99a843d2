"""Ordinals inside a paragraph, 一是 二是 三是 or （1）（2）（3）, must run without gaps and repeats."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shebao.core.evaluation.check.model import Verdict, broken, holds
from shebao.core.evaluation.check.numbers import numeral
from shebao.core.evaluation.check.report import Report
from shebao.core.evaluation.check.text import Passage, Span, quotes_of

TITLE = "段内序号连续"
SOURCE = "GB/T 9704—2012 结构层次序数应依次使用"
ADVICE = "补上缺的一条，或把序号改连续。"
EXAMPLE = {"broken": "一是抓宣传。二是抓培训。四是抓督查。", "sound": "一是抓宣传。二是抓培训。三是抓督查。四个方面：一是甲。二是乙。"}
_KINDS = (
    ("是", re.compile(r"(?:(?<=[。；，：、！？“”])|^)([一二三四五六七八九十]{1,3})(?:是|要)(?=[^否的一])")),
    ("（n）", re.compile(r"(?:(?<=[。；，：、！？])|^)（(\d{1,2})）(?!号)")),
    ("circle", re.compile(r"([①②③④⑤⑥⑦⑧⑨⑩])")),
    ("第", re.compile(r"(?:(?<=[。；：！？])|^)第([一二三四五六七八九十]{1,3})[，、](?!条|次|产业|季度|批|届|轮|期)")),
)
_BRACKETED = re.compile(r"(?:(?<=[。；：])|^)（([一二三四五六七八九十]{1,3})）")


def find(report: Report) -> Iterator[Verdict]:
    """Runs that begin with one, over consecutive paragraphs of prose and inside one table cell."""
    prose = [passage for passage in report.passages if not passage.cell]
    for _, pattern in _KINDS:
        yield from _runs([(passage, m) for passage in prose for m in pattern.finditer(passage.text)])
        for passage in report.passages:
            if passage.cell:
                yield from _runs([(passage, m) for m in pattern.finditer(passage.text)])
    for passage in report.passages:
        marks = list(_BRACKETED.finditer(passage.text))
        if len(marks) > 2:
            yield from _runs([(passage, m) for m in marks], whole=True)


def _runs(marks: list[tuple[Passage, re.Match[str]]], *, whole: bool = False) -> Iterator[Verdict]:
    """Splits marks into runs; with `whole` the first mark begins a run whatever its number."""
    run: list[tuple[int, Span]] = []
    for passage, match in marks:
        mark = match[1]
        value = "①②③④⑤⑥⑦⑧⑨⑩".index(mark) + 1 if mark in "①②③④⑤⑥⑦⑧⑨⑩" else numeral(mark)
        if value is None:
            continue
        place = Span(passage, match.start(), min(len(passage.text), match.end() + 12))
        if value == 1:
            yield from _closed(run)
            run = [(1, place)]
        elif run and value == run[-1][0] + 1:
            run.append((value, place))
        elif run and (value > run[-1][0] + 1 and value <= run[-1][0] + 3 or value == run[-1][0]):
            word = f"缺第{run[-1][0] + 1}" if value > run[-1][0] else f"第{value}重复"
            yield broken(
                "warn",
                f"序号不连续：“{run[-1][1].text[:6]}…”之后是“{place.text[:6]}…”，{word}。",
                quotes_of([run[-1][1], place], join=0),
                left=str(run[-1][0]),
                right=str(value),
                computed=f"应为 {run[-1][0] + 1}",
            )
            run = [(value, place)]
        else:
            run = [(value, place)] if whole and not run else []
    yield from _closed(run)


def _closed(run: list[tuple[int, Span]]) -> Iterator[Verdict]:
    if len(run) > 2 and run[0][0] == 1:
        yield holds(f"序号 1–{run[-1][0]} 连续", quotes_of([run[0][1], run[-1][1]], join=0))
