"""Headings with an amount and the numbered lines below them: 一、中央资金（8 万元） … （一）支持产业 5 万元 … （二）支持乡村 3 万元."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from shebao.core.evaluation.check.numbers import numeral
from shebao.core.evaluation.check.relations.figure import BASE, DELTA, OF_LAST_YEAR, Figure, additive, alike
from shebao.core.evaluation.check.relations.relation import LIKELY, Candidate, told

_MARKS = (
    re.compile(r"^[一二三四五六七八九十]{1,3}、"),
    re.compile(r"^（[一二三四五六七八九十]{1,3}）"),
    re.compile(r"^\d{1,2}[.、．](?!\d)"),
    re.compile(r"^(?:（\d{1,2}）|[①-⑳])"),
)
_ANNOUNCES = re.compile(r"[：]$|如下[。：]?$|其中[：]?$")
_FEWEST, _MOST, _SHORT = 2, 20, 40
_RARE = Fraction(1, 40)


def sections(rows: Sequence[Figure], texts: Sequence[str]) -> Iterator[list[Candidate]]:
    """Every line that has an amount, against the first amounts of the lines one level below it."""
    by_paragraph: dict[int, list[Figure]] = {}
    for figure in rows:
        if not figure.cell:
            by_paragraph.setdefault(figure.paragraph, []).append(figure)
    levels = [_level(text) for text in texts]
    ordinals = [_ordinal(text) for text in texts]
    for paragraph, own in by_paragraph.items():
        if paragraph + 1 >= len(texts) or (levels[paragraph] is None and not _ANNOUNCES.search(texts[paragraph].strip())):
            continue
        blocks = _below(paragraph, levels, ordinals)
        if not _FEWEST <= len(blocks) <= _MOST:
            continue
        for head in _heads(own, texts[paragraph]):
            firsts = [_first(block, by_paragraph, head) for block in blocks]
            parts = tuple(f for f in firsts if f is not None)
            if len(parts) < len(blocks):
                continue
            reading = Candidate("sum_list", "sum", head, parts, LIKELY, (1,) * len(parts))
            if told(reading, _RARE):
                yield [reading]
                break


def _level(text: str) -> int | None:
    return next((level for level, mark in enumerate(_MARKS) if mark.match(text)), None)


def _heads(own: Sequence[Figure], text: str) -> list[Figure]:
    """The amounts a line may be the total of: its first level, or the one in the bracket of a short heading."""
    plain = [f for f in own if not f.depth and _is_level(f)]
    if plain:
        return plain[:2]
    return [f for f in own if f.depth and _is_level(f)][:1] if len(text) <= _SHORT else []


def _is_level(figure: Figure) -> bool:
    return additive(figure) and not (DELTA.search(figure.label) or BASE.search(figure.label) or OF_LAST_YEAR.search(figure.label))


def _ordinal(text: str) -> int | None:
    """The number of a marked line."""
    match = re.match(r"^（?([一二三四五六七八九十]{1,3}|\d{1,2})", text)
    return numeral(match[1]) if match else "①②③④⑤⑥⑦⑧⑨⑩".find(text[:1]) + 1 or None


def _below(paragraph: int, levels: Sequence[int | None], ordinals: Sequence[int | None]) -> list[range]:
    """The stretches of lines that belong to each line one level below."""
    own = levels[paragraph]
    starts: list[int] = []
    deeper: int | None = None
    end = len(levels)
    for place in range(paragraph + 1, len(levels)):
        level = levels[place]
        if level is None:
            if deeper is None and place > paragraph + 1:
                return []
            continue
        if (own is not None and level <= own) or (deeper is not None and level < deeper):
            end = place
            break
        deeper = level if deeper is None else deeper
        if level == deeper:
            if ordinals[place] != len(starts) + 1:
                end = place
                break
            starts.append(place)
    return [range(start, following) for start, following in pairwise([*starts, end])]


def _first(block: range, by_paragraph: dict[int, list[Figure]], head: Figure) -> Figure | None:
    """The first amount said under a line."""
    for paragraph in block:
        for figure in by_paragraph.get(paragraph, ()):
            if not figure.depth and _is_level(figure) and alike(figure, head):
                return figure
    return None
