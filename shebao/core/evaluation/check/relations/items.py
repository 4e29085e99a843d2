"""Items on lines of their own, totals that stand far before 其中, all figures of a stage, and runs of figures only numbers join."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shebao.core.evaluation.check.numbers import numeral
from shebao.core.evaluation.check.relations.cues import (
    ADDED,
    COUNTED,
    NAMELY,
    SUMMED,
    may_fit,
)
from shebao.core.evaluation.check.relations.figure import DELTA, OF_LAST_YEAR, Figure, additive, alike
from shebao.core.evaluation.check.relations.lists import zone_of
from shebao.core.evaluation.check.relations.relation import CLOSED, LIKELY, LOOSE, PROPOSED, Candidate


def items(rows: Sequence[Figure], texts: Sequence[str]) -> Iterator[list[Candidate]]:
    """Lists that the words point at from afar, or that only their figures show."""
    yield from anchored(rows)
    yield from windows(rows)
    yield from stages(rows)
    yield from _items(rows, texts)
    yield from interleaved(rows)


_INTRO = re.compile(r"其中|分别(?:是|为)?|包括|包含|分别用于|具体(?:为|是)|如下")


def anchored(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """A list whose total stands some figures before 其中: each earlier figure of the dimension is tried as the total."""
    by_paragraph: dict[int, list[Figure]] = {}
    for figure in rows:
        if not figure.cell and additive(figure):
            by_paragraph.setdefault(figure.paragraph, []).append(figure)
    for own in by_paragraph.values():
        text = own[0].passage.text
        for intro in _INTRO.finditer(text):
            before = [f for f in own if f.end <= intro.start()][-7:]
            after = [f for f in own if f.start >= intro.end()]
            if len(before) < 2 or len(after) < 2 or (after[0].start - intro.end() > 40):
                continue
            yield _of_intro(before, after, text, intro)


def _of_intro(before: Sequence[Figure], after: Sequence[Figure], text: str, intro: re.Match[str]) -> list[Candidate]:
    out: list[Candidate] = []
    first = after[0]
    for head in reversed(before):
        if not alike(head, first) or first.sentence - head.sentence > 2 or first.depth > head.depth + 1:
            continue
        parts = [f for f in after if f.depth == first.depth and alike(f, head) and f.sentence <= first.sentence + 1]
        zone = zone_of(parts, head, text)
        between = [other for other in before if other.order > head.order and alike(other, head)]
        nearest = not between
        begins = head.sentence == first.sentence or (head.sentence == first.sentence - 1 and intro.start() == first.bounds[0])
        passed = bool(between) and all(_is_passed(f) for f in between) and begins and _says_how_much(head)
        for k in range(min(len(parts), 24), 1, -1):
            if passed and k == zone:
                out.append(Candidate("sum_list", "sum", head, tuple(parts[:k]), LIKELY, (1,) * k))
            elif may_fit(head, parts[:k]):
                strength = LOOSE if not nearest or k != zone or NAMELY.search(text[head.end : first.start]) is None else LIKELY
                out.append(Candidate("sum_list", "sum", head, tuple(parts[:k]), strength, (1,) * k))
    return out


def _is_passed(figure: Figure) -> bool:
    """Whether the total stands before it all the same: a base, or a change; what was added since is divided together with the total."""
    return _is_base(figure) or bool(DELTA.search(figure.label) and not ADDED.search(figure.label))


def _says_how_much(figure: Figure) -> bool:
    return not (_is_base(figure) or DELTA.search(figure.label) or OF_LAST_YEAR.search(figure.label))


def _is_base(figure: Figure) -> bool:
    """Whether it is only what a rate is said of: 完成预算 15 万元的 84%."""
    return figure.after.startswith("的") and bool(re.match(r"的\d[\d.]*%", figure.after))


def windows(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """Any run of figures near by that adds up to a figure of many digits: only the numbers speak."""
    kinds: dict[str, list[Figure]] = {}
    for figure in rows:
        if additive(figure) and not figure.cell:
            kinds.setdefault(figure.kind, []).append(figure)
    for own in kinds.values():
        for index, head in enumerate(own):
            if len(head.digits.replace(".", "")) < 4 or head.kind in ("count:个", "count:项"):
                continue
            for start in range(max(0, index - 14), min(len(own), index + 10)):
                total, chosen = 0, []
                for part in own[start : start + 10]:
                    if part is head or part.point.middle >= head.point.middle:
                        break
                    total += part.point.middle
                    chosen.append(part)
                    if total > head.point.middle + head.point.half:
                        break
                    if len(chosen) >= 2 and abs(total - head.point.middle) <= head.point.half:
                        yield [Candidate("sum_derived", "sum", head, tuple(chosen), PROPOSED, (1,) * len(chosen))]


def stages(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """All the figures of one stage in an earlier paragraph make the figure of that stage later: 执行合计 of what each source executed."""
    by_stage: dict[tuple[int, str, str], list[Figure]] = {}
    for figure in rows:
        if additive(figure) and not figure.cell and not figure.depth and figure.role and not DELTA.search(figure.label):
            role = "spent" if figure.role == "done" else figure.role
            by_stage.setdefault((figure.paragraph, role, figure.kind), []).append(figure)
    for (paragraph, role, kind), parts in by_stage.items():
        if not 2 <= len(parts) <= 12:
            continue
        for (other, stage, dimension), heads in by_stage.items():
            if other == paragraph or abs(other - paragraph) > 6 or stage != role or dimension != kind:
                continue
            for head in heads:
                if len(head.digits) >= 4 and all(part.point.middle < head.point.middle for part in parts):
                    strength = LOOSE if len(parts) >= 3 and re.search(r"总|全年|合计|共", head.label) else PROPOSED
                    yield [Candidate("sum_derived", "sum", head, tuple(parts), strength, (1,) * len(parts))]


def interleaved(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """Two columns read across: 金额 208 万元 支出 109.8 万元 中央财政 165 万元 中央财政 84.5 万元 省级财政 43 万元 省级财政 25.3 万元."""
    index = 2
    while index + 3 < len(rows):
        end = index
        while (
            end + 1 < len(rows) and rows[end].label and rows[end].label == rows[end + 1].label and _beside(rows[end : end + 2], rows[index])
        ):
            end += 2
        heads = rows[index - 2 : index]
        if end - index >= 4 and all(_one_passage(head, rows[index]) and alike(head, rows[index]) for head in heads):
            for column, head in enumerate(heads):
                parts = tuple(rows[index + column : end : 2])
                if all(alike(part, head) and additive(part) for part in parts):
                    yield [Candidate("sum_table", "sum", head, parts, CLOSED, (1,) * len(parts))]
        index = max(end, index + 1)


def _beside(pair: Sequence[Figure], first: Figure) -> bool:
    return all(figure.paragraph == first.paragraph and alike(figure, first) for figure in pair)


def _one_passage(a: Figure, b: Figure) -> bool:
    return a.paragraph == b.paragraph


_MARK = re.compile(r"^(?:（?[一二三四五六七八九十\d]{1,3}[）、.]|[一二三四五六七八九十]是|[①-⑩]|第[一二三四五六七八九十])")


def _items(rows: Sequence[Figure], texts: Sequence[str]) -> Iterator[list[Candidate]]:
    """Items on lines of their own, each with its figures; the total stands before or after them."""
    firsts: dict[int, list[Figure]] = {}
    for figure in rows:
        if additive(figure) and not figure.depth:
            firsts.setdefault(figure.paragraph, []).append(figure)
    paragraphs = sorted(firsts)
    at = 0
    while at < len(paragraphs):
        end = at
        while end < len(paragraphs) and _MARK.match(texts[paragraphs[end]]) and (end == at or paragraphs[end] - paragraphs[end - 1] <= 2):
            end += 1
        if end - at >= 2:
            run = [firsts[p] for p in paragraphs[at:end]]
            around = [f for p in paragraphs[max(0, at - 2) : at] + paragraphs[end : end + 2] for f in firsts[p]]
            yield from _of_items(run, around, rows)
        at = max(end, at + 1)


def _of_items(run: list[list[Figure]], around: list[Figure], rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    for head in around:
        readings: list[Candidate] = []
        matching = [[f for f in items if f.kind == head.kind] for items in run]
        single = all(len(items) == 1 for items in matching)
        closed = _announced(head, run)
        for pick in (0, -1) if not single else ():
            chosen = tuple(items[pick] for items in matching if items)
            if len(chosen) >= 2:
                rank = LOOSE if closed and all(matching) and not pick else PROPOSED
                readings.append(Candidate("sum_list", "sum", head, chosen, rank, (1,) * len(chosen)))
        every = tuple(f for items in matching for f in items)
        if 2 <= len(every) <= 24:
            strength = LIKELY if closed and single else LOOSE if len(every) >= 4 and all(matching) else PROPOSED
            readings.append(Candidate("sum_list", "sum", head, every, strength, (1,) * len(every)))
        if readings:
            yield readings


def _announced(head: Figure, run: list[list[Figure]]) -> bool:
    """Whether the total announces the items, …共 8 万元，具体如下：, or closes them: 以上三项合计 8 万元."""
    if DELTA.search(head.label) or OF_LAST_YEAR.search(head.label):
        return False
    first, last = run[0][0], run[-1][-1]
    if head.order < first.order:
        return head.order == first.order - 1 and bool(
            re.search(r"(?:如下|其中|包括|分别为|用于|明细)?[：]$", head.passage.text[head.end :])
        )
    counted = COUNTED.search(head.before[-40:])
    stated = numeral(counted[1]) if counted else None
    near_by = head.order == last.order + 1
    return near_by and (stated == len(run) or bool(re.match(r"^(?:以上|上述|合计|共计|总计)", head.before) and SUMMED.search(head.label)))
