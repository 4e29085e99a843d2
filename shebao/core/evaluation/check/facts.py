"""One fact base for prose and tables: every figure with its name, phase, year, scheme and place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from shebao.core.evaluation.check import lexicon
from shebao.core.evaluation.check.numbers import Number, numbers
from shebao.core.evaluation.check.text import Passage, Span, bracket_depths

_REACH = 240  # how far back, in characters, words can still say what a figure belongs to
_LONGEST_NAME = 80
_LONGEST_SENTENCE = 1500
_SENTENCE_END = re.compile(r"[。！？]")
_ITEM_HEAD = re.compile(r"^(?:其中|包括|包含|分别[是为]?|[一二三四五六七八九十]是|（?[一二三四五六七八九十\d]{1,2}[）.、])+")


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure that means something: 800.5 万元 of 基本支出, final, in 2023.

    label: the words before it in its clause (or row and column of a table). metric: canonical name or "".
    phase: initial, full, budget, final or "". scope: words that narrow it (source of funds, scheme).
    sentence: number of the sentence in its passage; depth: how many brackets it stands in.
    """

    number: Number
    span: Span
    label: str
    metric: str
    phase: str
    year: int | None
    scheme: str
    scope: str
    sentence: int
    depth: int
    table: bool = False
    ledger: str = ""

    @property
    def printed(self) -> str:
        """The figure as printed."""
        return self.number.text

    @property
    def start(self) -> int:
        """Where the figure begins in its passage."""
        return self.number.start


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a passage with its figures in order."""

    span: Span
    facts: tuple[Fact, ...]

    @property
    def text(self) -> str:
        """The clean text of the sentence."""
        return self.span.text


_SCOPE = re.compile(r"一般公共预算|政府性基金|国有资本|专户|其他资金|上级|中央|省级|市级|本级|非税|自筹")
_FUND = re.compile(r"基金|参保|征缴|待遇|养老金|保险费|险种|保费")
_OWN = re.compile(r"决算(?:收入|支出|数)|部门预算|年初预算|一般公共预算|财政拨款|基本支出|项目支出")


def sentences(passage: Passage, report_year: int | None) -> Iterator[Sentence]:
    """The sentences of a passage with their facts."""
    start = 0
    index = 0
    text = passage.text
    result = list(numbers(text))
    depths = bracket_depths(text)
    bounds = [m.end() for m in _SENTENCE_END.finditer(text)]
    if not bounds or bounds[-1] != len(text):
        bounds.append(len(text))
    bounds = list(_shortened(text, bounds))
    inherited: int | None = report_year
    pointer = 0
    for end in bounds:
        facts: list[Fact] = []
        while pointer < len(result) and result[pointer].start < end:
            number = result[pointer]
            pointer += 1
            if number.kind == "year":
                inherited = int(number.value)
            if number.kind in ("year", "date", "bare"):
                continue
            before = text[max(start, number.start - _REACH) : number.start]
            label_start = _label_start(text, start, number.start, facts[-1].number.end if facts else start)
            label = text[label_start : number.start]
            fact = _fact(passage, number, label, label_start, before, inherited, report_year, index, depths[number.start])
            facts.append(_continued(fact, facts[-1] if facts else None))
        yield Sentence(Span(passage, start, end), tuple(facts))
        start = end
        index += 1


def _continued(fact: Fact, before: Fact | None) -> Fact:
    """A figure named by its stage alone, 预算数 10 万元，决算数 6 万元, is of the amount named just before it."""
    if before is None or not before.metric or not lexicon.is_bare_phase(fact.label) or before.number.kind != fact.number.kind:
        return fact
    if "；" in fact.span.passage.text[before.number.end : fact.number.start] or before.phase in ("", fact.phase):
        return fact
    return replace(fact, metric=before.metric, ledger=before.ledger)


def _shortened(text: str, bounds: list[int]) -> Iterator[int]:
    """The ends of sentences; one that never ends is cut at a comma, so that no text can make the work grow without measure."""
    start = 0
    for end in bounds:
        while end - start > _LONGEST_SENTENCE:
            comma = text.find("，", start + _LONGEST_SENTENCE - 200, start + _LONGEST_SENTENCE)
            start = comma + 1 if comma >= 0 else start + _LONGEST_SENTENCE
            yield start
        yield end
        start = end


def _label_start(text: str, sentence: int, number: int, previous_end: int) -> int:
    """Where the words that name the figure begin: after the last break, or after the figure before it."""
    position = number
    depth = 0
    floor = max(sentence, previous_end if previous_end <= number else sentence)
    while position > max(floor, number - _LONGEST_NAME):
        char = text[position - 1]
        if char == "）":
            depth += 1
        elif char == "（":
            if not depth:
                break
            depth -= 1
        elif char in "，,；;。：:、！？\n" and not depth and not (char in "：:，,、" and position == number):
            break
        position -= 1
    return position


def _fact(
    passage: Passage,
    number: Number,
    label: str,
    label_start: int,
    context: str,
    year: int | None,
    report: int | None,
    index: int,
    depth: int,
) -> Fact:
    words = _ITEM_HEAD.sub("", label)
    named = lexicon.year_of(label)
    if re.search(r"上年|上一年|去年", label) and (year or report):
        named = (report or year or 0) - 1
    scopes = _SCOPE.findall(label)
    return Fact(
        number=number,
        span=Span(passage, label_start, number.end),
        label=words,
        metric=lexicon.metric_of(words),
        phase=lexicon.phase_of(words),
        year=named or year,
        scheme=lexicon.scheme_of(context),
        scope="".join(scopes),
        sentence=index,
        depth=depth,
        ledger="fund" if _FUND.search(context) and not _OWN.search(context) else "",
    )
