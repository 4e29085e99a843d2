"""The headings of a document and their numbers: 一、（一）1.（1）, each with its level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shebao.core.evaluation.check.numbers import numeral
from shebao.core.evaluation.check.text import Passage, Span

_STYLES = (
    (0, re.compile(r"^第([一二三四五六七八九十]{1,3}|\d{1,2})(?:章|部分)")),
    (1, re.compile(r"^([一二三四五六七八九十]{1,3})[、.．](?!是)")),
    (2, re.compile(r"^（([一二三四五六七八九十]{1,3})）")),
    (3, re.compile(r"^(\d{1,2})[、.．](?![\d.])")),
    (4, re.compile(r"^（(\d{1,2})）(?!号)")),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered beginning of a paragraph. level: 0 第一章, 1 一、, 2（一）, 3 1., 4（1）."""

    level: int
    number: int
    title: str
    span: Span

    @property
    def short(self) -> bool:
        """Whether the paragraph is nothing but the heading."""
        return len(self.title) <= 40


def headings(passages: Iterable[Passage]) -> Iterator[Heading]:
    """Every numbered paragraph of the prose in order."""
    for passage in passages:
        if passage.cell:
            continue
        for level, pattern in _STYLES:
            match = pattern.match(passage.text)
            number = numeral(match[1]) if match else None
            if match and number:
                title = passage.text[match.end() :]
                yield Heading(level, number, title.strip("、.． "), Span(passage, 0, min(len(passage.text), match.end() + 24)))
                break
