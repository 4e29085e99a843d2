"""The grammar of enumerations: which figures are parts of which total, and whether the list claims to be complete."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shebao.core.evaluation.check import lexicon
from shebao.core.evaluation.check.facts import Fact, Sentence
from shebao.core.evaluation.check.numbers import numeral
from shebao.core.evaluation.check.text import Span

_INTRO = re.compile(r"(?P<among>其中)|(?P<include>包括|包含|含(?=[^税量有义]))|(?P<each>分别(?:是|为))|(?P<namely>即(?=[^将使可时日便是]))")
_COUNTED = re.compile(
    r"(?:涉及|共|包括|分为?|含|有|分)?([一二两三四五六七八九十]{1,3}|\d{1,2})(?:个|大|类|项|方面|部分)"
    r"(?:项目|类别?|部分|方面|险种|科目|资金|内容|块)?(?=[，：:（、]|$)"
)
_OPEN = re.compile(r"等(?!级|次|于|额|候|待)")
_STOPS = re.compile(
    r"比上年|较上年|上年|同比|环比|比去年|较去年|增加|减少|增长|下降|增幅|降幅|人均|平均|标准|结余|剩余|合计|共计|总计|小计|累计|完成率|两项|三项|四项"
    r"|超过|目标|任务|扣除|不含|月均|每"
)
_TOTALS = re.compile(r"(?:([一二两三四五六七八九十]|\d{1,2})项)?(?:合计|共计|总计|总额|总共)")
_MOST_FIGURES = 100  # a "sentence" with more is a table that lost its cells
_COMPARED = re.compile(r"(?:比|较|同比|环比).{0,8}(?:增|减|长|降|多|少)|^(?:增加|减少|增长|下降|净增|同比)|人均|标准")
_ABOVE = re.compile(r"^(?:以上|上述)([二两三四五六七八九十]|\d{1,2})(?:项|类|个险种|笔|部分)(?:资金|支出|经费)?(?:合计|共计|总计|累计)")
_SPLIT_BY = re.compile(r"按.{1,16}(?:分类?|划分|看|来看)?[，,：:]?$")


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A total with its parts.

    kind: "exhaustive" (分别, 即, a counted list, a colon list), "subset" (其中, 包括), "total" (parts first, then 合计).
    open: it ends with 等. sure: its extent leaves no second reading.
    """

    total: Fact
    parts: tuple[Fact, ...]
    kind: str
    open: bool
    sure: bool
    declared: int | None = None

    @property
    def span(self) -> Span:
        """From the total's name to the last part."""
        ends = [fact.span for fact in (self.total, *self.parts)]
        return Span(ends[0].passage, min(s.start for s in ends), max(s.end for s in ends))

    @property
    def family(self) -> bool:
        """Whether the parts are sibling classes that cannot overlap."""
        return lexicon.one_family([part.label for part in self.parts], self.total.number.kind)


def same_measure(a: Fact, b: Fact) -> bool:
    """Whether two figures can be added: same kind of unit."""
    return a.number.kind == b.number.kind


def _additive(fact: Fact) -> bool:
    return fact.number.kind in lexicon.MONEY_ADDITIVE or fact.number.kind.startswith("count:")


def enumerations(group: Sequence[Sentence]) -> Iterator[Enumeration]:
    """Every enumeration in consecutive sentences of one passage."""
    for index, sentence in enumerate(group):
        if len(sentence.facts) > _MOST_FIGURES:
            continue
        text = sentence.text
        if re.match(r"^(?:其中|包括|分别)", text) and index and group[index - 1].facts:
            head = _leading_head(group[index - 1])
            if head:
                yield from _after_intro(sentence, sentence.span.start, head, "subset", 0, head_here=False)
        yield from _in_sentence(sentence)
        yield from _backward(sentence)
        if index and (match := _ABOVE.match(text)):
            yield from _above(group[index - 1], sentence, numeral(match[1]) or 0)


def _leading_head(sentence: Sentence) -> Fact | None:
    """The total that a following sentence beginning with 其中 divides: the only additive figure of the sentence before."""
    additive = [fact for fact in sentence.facts if _additive(fact) and fact.number.firm and not _COMPARED.search(fact.label)]
    return additive[0] if len(additive) == 1 else None


def _in_sentence(sentence: Sentence) -> Iterator[Enumeration]:
    base = sentence.span.start
    outer: Fact | None = None
    for match in _INTRO.finditer(sentence.text):
        at = base + match.end()
        depth = _depth_at(sentence, base + match.start())
        earlier = [f for f in sentence.facts if f.number.end <= base + match.start() and f.depth <= depth]
        before = [f for f in earlier if _additive(f) and not _COMPARED.search(f.label)]
        if not before:
            continue
        gap = sentence.text[earlier[-1].number.end - base : match.start()]
        head = before[-1]
        regroup = _SPLIT_BY.search(gap.strip("，,；;"))
        if regroup:
            head = outer or before[0]
        elif len(gap) > 24:
            continue
        if not regroup or outer is None:
            outer = head
        kind = "subset" if match["among"] or match["include"] else "exhaustive"
        yield from _after_intro(sentence, at, head, kind, depth, head_here=True)
    for position, head in enumerate(sentence.facts):
        tail = sentence.text[head.number.end - base :]
        if not _additive(head) or not head.number.firm:
            continue
        if tail[:1] in "：:":
            yield from _after_intro(sentence, head.number.end + 1, head, "exhaustive", head.depth, head_here=True)
            continue
        counted = re.match(r"^[，,（]" + _COUNTED.pattern, tail)
        if counted and (declared := numeral(counted[1])) and 1 < declared < 30:
            parts = _parts(sentence, head.number.end + counted.end(), head, head.depth)[0][:declared]
            if len(parts) == declared and position + 1 < len(sentence.facts):
                rest = sentence.text[parts[-1].number.end - base :][:1]
                yield Enumeration(
                    head, tuple(parts), "exhaustive", bool(_OPEN.match(rest)), sure=rest in ("", "。", "；", "）"), declared=declared
                )


def _depth_at(sentence: Sentence, position: int) -> int:
    text = sentence.span.passage.text[sentence.span.start : position]
    return max(0, text.count("（") - text.count("）"))


def _parts(sentence: Sentence, at: int, head: Fact, depth: int) -> tuple[list[Fact], int, bool]:
    """The figures that follow an introduction at its bracket level; where the list ends; whether it ends with 等."""
    text = sentence.span.passage.text
    close = _closing(text, at, sentence.span.end) if depth else sentence.span.end
    parts: list[Fact] = []
    end = at
    for fact in sentence.facts:
        if fact.number.start < at or fact.number.start >= close:
            continue
        if fact.depth > depth or not same_measure(fact, head):
            continue
        name = fact.label
        if _STOPS.search(name) or (parts and "。" in text[end : fact.number.start]):
            return parts, end, False
        if fact.year and head.year and fact.year != head.year:
            return parts, end, False
        parts.append(fact)
        end = fact.number.end
        if _OPEN.match(text[end : end + 2]):
            return parts, end, True
    return parts, end, False


def _closing(text: str, at: int, end: int) -> int:
    depth = 1
    for position in range(at, end):
        if text[position] == "（":
            depth += 1
        elif text[position] == "）":
            depth -= 1
            if not depth:
                return position
    return end


def _after_intro(sentence: Sentence, at: int, head: Fact, kind: str, depth: int, *, head_here: bool) -> Iterator[Enumeration]:
    if not head.number.firm:
        return
    parts, _, opened = _parts(sentence, at, head, depth)
    if not parts:
        return
    text = sentence.span.passage.text
    heads = _segment_heads(text, parts)
    if len(heads) > 1 and sum(part.number.value for part in heads) == head.number.value:
        yield Enumeration(head, tuple(heads), kind, False, sure=True)
        return
    cut, sure = _extent(text, at, parts)
    if cut < len(parts):
        opened = False
    parts = parts[:cut]
    first_gap = text[at : parts[0].number.start]
    if "；" in first_gap or len(first_gap) > 60:
        return
    if any(not part.number.firm for part in parts):
        sure = False
    if kind == "exhaustive" and len(parts) < 2:
        return
    yield Enumeration(head, tuple(parts), kind, opened, sure)


def _segment_heads(text: str, parts: list[Fact]) -> list[Fact]:
    """The first figure of each part between semicolons: A 400，支出 390；B 200，支出 180 divides into 400 and 200."""
    starts = [i for i in range(1, len(parts)) if "；" in text[parts[i - 1].number.end : parts[i].number.start]]
    return [parts[0], *(parts[i] for i in starts)] if starts and len(starts) + 1 < len(parts) else []


def _extent(text: str, at: int, parts: list[Fact]) -> tuple[int, bool]:
    """How many of the figures belong to the list for certain, and whether that is also the only reading.

    A semicolon after comma-separated parts ends the list when a new introduction follows; a later introduction at the same level
    may open a list of its own.
    """
    semicolons = [i for i in range(1, len(parts)) if "；" in text[parts[i - 1].number.end : parts[i].number.start]]
    commas = [i for i in range(1, len(parts)) if i not in semicolons]
    if semicolons and commas:
        first = semicolons[0]
        after = _without_brackets(text[parts[first - 1].number.end : parts[first].number.end + 6])
        return first, bool(_INTRO.search(after))
    sure = True
    for i in range(len(parts) - 1):
        between = text[parts[i].number.end : parts[i + 1].number.start]
        if _INTRO.search(_without_brackets(between)):
            return i + 1, False
    last = parts[-1].number.end
    if _INTRO.search(text[last : last + 12]):
        sure = True
    return len(parts), sure


def _without_brackets(text: str) -> str:
    return re.sub(r"（[^（）]*）", "", text)


def _above(before: Sentence, sentence: Sentence, declared: int) -> Iterator[Enumeration]:
    """以上三项合计 z at the head of a sentence: the figures of the sentence before are its parts."""
    if not sentence.facts or not _additive(sentence.facts[0]) or not sentence.facts[0].number.firm:
        return
    total = sentence.facts[0]
    parts = [f for f in before.facts if same_measure(f, total) and not f.depth]
    if declared >= 2 and len(parts) >= declared:
        yield Enumeration(total, tuple(parts[-declared:]), "total", False, sure=len(parts) == declared, declared=declared)


def _backward(sentence: Sentence) -> Iterator[Enumeration]:
    """Lists whose total comes last: A x、B y，合计 z."""
    for index, fact in enumerate(sentence.facts):
        match = _TOTALS.search(fact.label)
        if not match or not _additive(fact) or not fact.number.firm or fact.depth:
            continue
        before = [f for f in sentence.facts[:index] if same_measure(f, fact) and not f.depth]
        declared = numeral(match[1]) if match[1] else None
        if declared and len(before) >= declared >= 2:
            yield Enumeration(fact, tuple(before[-declared:]), "total", False, sure=len(before) == declared, declared=declared)
        elif not declared and len(before) >= 2:
            yield Enumeration(fact, tuple(before), "total", False, sure=False)
