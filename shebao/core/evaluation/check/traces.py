"""A report against the draft it was made from: every figure still the one that was traced, sentence by sentence.

Sentences are matched by their words with the figures blanked; a sentence somebody rewrote has no twin and is not spoken of.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from shebao.base.finding import Finding, Quote
from shebao.core.evaluation.check.model import Document

RULE = "REP-trace"
SOURCE = "本机留存的起草稿：每个数写明由哪些业务数据得出"
ADVICE = "数据没有变的，改回起草时的数；数据变了的，重新起草一稿，让来源跟着变。"
_FIGURE = re.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?")
_SENTENCE = re.compile(r"[^。；\t]+[。；\t]?")
_WORDS = 4
_BREAK = re.compile(r"[，。；、：\t]|\d(?=\D)")
_MOST_WORDS = 20


@dataclass(frozen=True, slots=True)
class Traced:
    """A piece of a kept draft: its text, and where the figure it prints comes from ("" where the words are the template's)."""

    text: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class _Place:
    """A figure of a line: value, as printed, where it stands, where it comes from."""

    value: Fraction
    printed: str
    start: int
    origin: str = ""


def against_draft(document: Document, draft: Sequence[Sequence[Traced]]) -> tuple[list[Finding], set[tuple[int, str]]]:
    """The figures of the document that are no longer the draft's; and those held against it, as (line, as printed)."""
    kept: dict[str, list[list[_Place]]] = defaultdict(list)
    for pieces in draft:
        for words, places in _sentences("".join(piece.text for piece in pieces), _origins(pieces)):
            kept[words].append(places)
    findings: list[Finding] = []
    held: set[tuple[int, str]] = set()
    for number, line in enumerate(document.lines, 1):
        for words, places in _sentences(line, []):
            twins = kept.get(words)
            if not twins:
                continue
            twin = twins.pop(0) if len(twins) > 1 else twins[0]
            for now, then in zip(places, twin, strict=True):
                held.add((number, now.printed))
                if now.value != then.value:
                    findings.append(_changed(document, number, line, now, then))
    return findings, held


def _origins(pieces: Sequence[Traced]) -> list[tuple[int, int, str]]:
    """The stretches of a draft's line with their origin."""
    out: list[tuple[int, int, str]] = []
    at = 0
    for piece in pieces:
        if piece.origin:
            out.append((at, at + len(piece.text), piece.origin))
        at += len(piece.text)
    return out


def _sentences(line: str, origins: Sequence[tuple[int, int, str]]) -> Iterator[tuple[str, list[_Place]]]:
    """Each sentence or cell group of a line that prints a figure: its words and its figures. A table row is one sentence."""
    row = "\t" in line
    for match in [re.match(r".*", line)] if row else list(_SENTENCE.finditer(line)):
        if match is None:
            continue
        figures = list(_FIGURE.finditer(line, match.start(), match.end()))
        words = re.sub(r"\s", "", _FIGURE.sub("#", match.group()))
        if not figures or len(words.replace("#", "")) < _WORDS:
            continue
        yield words, [_place(figure, origins) for figure in figures]


def _place(figure: re.Match[str], origins: Sequence[tuple[int, int, str]]) -> _Place:
    origin = next((origin for start, end, origin in origins if start <= figure.start() < end), "")
    return _Place(Fraction(figure.group().replace(",", "").rstrip(".")), figure.group(), figure.start(), origin)


def _changed(document: Document, number: int, line: str, now: _Place, then: _Place) -> Finding:
    """What the draft said here, and what it was traced to."""
    start = max(now.start - _MOST_WORDS, max((m.end() for m in _BREAK.finditer(line, 0, now.start)), default=0))
    words = line[start : now.start].strip()
    traced = f"，来自{then.origin}" if then.origin else ""
    return Finding(
        RULE,
        f"{f'“{words}”后面' if words else '这里'}写 {now.printed}，起草时是 {then.printed}{traced}。",
        "warn",
        ADVICE,
        SOURCE,
        quotes=(Quote(document.name, number, line[start : now.start + len(now.printed)]),),
        left=now.printed,
        right=then.printed,
        computed=then.printed,
        tolerance="0",
    )
