"""Parts with their total after them: 合计, 共, 以上三项, also over brackets and sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from shebao.core.evaluation.check.numbers import numeral
from shebao.core.evaluation.check.relations.cues import (
    COUNTED,
    MANY,
    STOP,
    SUMMED,
    SURE_TOTAL,
    TOTAL,
    may_fit,
)
from shebao.core.evaluation.check.relations.figure import DELTA, OF_LAST_YEAR, Figure, additive, alike
from shebao.core.evaluation.check.relations.relation import CLOSED, LIKELY, LOOSE, PROPOSED, Candidate
from shebao.core.evaluation.check.relations.subject import partition


def totals(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """Every figure that may close the figures before it."""
    for index, head in enumerate(rows):
        if additive(head):
            yield from _backward(rows, index)
    yield from named(rows)
    yield from every(rows)
    yield from collective(rows)
    yield from above_all(rows)


_ALL_OF = re.compile(
    r"^(?:全(?:系统|局|县|市|区|镇|乡|校|院|部门|行业)|两项|三项|四项|上述|以上)[一-龥]{0,4}(?:编制|实有|在职|合计|共计|共)?"
)


def collective(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """局机关编制 28 名，实有 26 人；下属编制 143 名，实有 137 人。全系统编制 171 名，实有 163 人: every figure of the stage before."""
    for index, head in enumerate(rows):
        if not head.role or head.cell or not additive(head) or not _ALL_OF.match(head.before) or DELTA.search(head.label):
            continue
        parts = [
            f
            for f in rows[max(0, index - 12) : index]
            if f.sentence == head.sentence - 1 and f.role == head.role and alike(f, head) and additive(f) and f.depth == head.depth
        ]
        total = sum(f.point.middle for f in parts)
        if 2 <= len(parts) <= 6 and all(f.point.middle < head.point.middle for f in parts) and 2 * total >= head.point.middle:
            yield [Candidate("sum_total_last", "sum", head, tuple(parts), LIKELY, (1,) * len(parts))]


_PRICE = re.compile(r"单价|均价|人均|户均|每[一-龥]{0,4}$|(?<!高)标准$")


def _factor(figure: Figure) -> bool:
    """Whether it is a factor of arithmetic written out: 186 人 × 1800 元/月 × 12 个月."""
    text = figure.passage.text
    return bool(re.match(r"(?:/[一-龥]{1,2})?[×*xX÷]", text[figure.end : figure.end + 4]) or text[figure.start - 1 : figure.start] in "×*÷")


def _backward(rows: Sequence[Figure], index: int) -> Iterator[list[Candidate]]:
    """A x、B y，合计 z: parts first."""
    head = rows[index]
    counted = COUNTED.search(head.before[-40:])
    number = numeral(counted[1]) if counted else None
    parts: list[Figure] = []
    for figure in reversed(rows[max(0, index - MANY) : index]):
        if figure.paragraph != head.paragraph or figure.sentence < head.sentence - max(2, number or 0):
            break
        if (
            figure.depth == head.depth
            and alike(figure, head)
            and additive(figure)
            and not _PRICE.search(figure.label)
            and not _factor(figure)
        ):
            parts.insert(0, figure)
    if not parts:
        parts = _in_brackets(rows, index)
    if len(parts) < 2 or OF_LAST_YEAR.search(head.label):
        return
    here = [part for part in parts if part.sentence == head.sentence and not DELTA.search(part.label) and not STOP.search(part.label)]
    cue = bool(TOTAL.search(head.label))
    strength = LIKELY if (SURE_TOTAL.search(head.label) and len(here) >= 2) or _all_of_it(head, here, parts) else LOOSE if cue else PROPOSED
    zone = number if number and 2 <= number <= len(parts) else len(here)
    last = [part for part in parts if part.sentence == head.sentence - 1]
    if not here and number is None and re.search(r"^(?:以上|上述|前述)", head.before) and SUMMED.search(head.label) and len(last) >= 2:
        zone, strength = len(last), LIKELY
    if number and zone == number:
        strength = CLOSED
    flat = here if strength == CLOSED else _flat(here, head)
    candidates = []
    for k in sorted(range(2, min(len(parts), 24) + 1), key=lambda k: (k != zone, abs(k - zone))):
        if k != zone and not may_fit(head, parts[-k:]):
            continue
        chosen = tuple(parts[-k:])
        rank = PROPOSED if k != zone else strength if len(flat) == len(here) else min(strength, LOOSE)
        candidates.append(Candidate("sum_total_last", "sum", head, chosen, rank, (1,) * k))
    if 2 <= len(flat) < len(here):
        candidates.insert(0, Candidate("sum_total_last", "sum", head, tuple(flat), strength, (1,) * len(flat)))
    if not here and cue:
        candidates.extend(_said_apart(head, parts))
    yield candidates


_NAMED = re.compile(r"(?:^|(?<=[。；，]))(?:在)?([一-龥]{2,12}?)(?:总额|合计)?(?:当)?中[，：]?(?=[一-龥])")


def named(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """决算支出中，基本支出 8 万元，项目支出 6 万元: the total is named again, its figure stands in a sentence before."""
    by_sentence: dict[int, list[Figure]] = {}
    for figure in rows:
        if additive(figure) and not figure.cell:
            by_sentence.setdefault(figure.sentence, []).append(figure)
    for own in by_sentence.values():
        first = own[0]
        match = _NAMED.search(first.before)
        if match is None or first.start - (first.bounds[0] + match.end()) > 14:
            continue
        parts = [f for f in own if alike(f, first) and f.depth == first.depth]
        end = next((i for i, f in enumerate(parts) if i and "；" in f.passage.text[parts[i - 1].end : f.start]), len(parts))
        parts = parts[:end]
        heads = [f for f in rows[max(0, first.order - _FAR) : first.order] if f.sentence < first.sentence and _is_named(match[1], f, first)]
        if len(parts) >= 2 and heads and not any(DELTA.search(p.label) or STOP.search(p.label) for p in parts):
            yield [
                Candidate("sum_list", "sum", head, tuple(parts), LIKELY if place == 0 else LOOSE, (1,) * len(parts))
                for place, head in enumerate(reversed(heads[-3:]))
            ]


_FAR = 14


def _is_named(words: str, figure: Figure, part: Figure) -> bool:
    """Whether the words name the figure: 决算支出 after 决算支出 80 万元, 收入 after 基金收入 80 万元."""
    if not alike(figure, part) or figure.depth or DELTA.search(figure.label) or OF_LAST_YEAR.search(figure.label):
        return False
    if re.search(r"大于|超过|高于|小于|低于", figure.label):
        return False  # 支出大于收入 D
    return part.paragraph - figure.paragraph <= 3 and figure.label.endswith(words[-4:]) and figure.label[-2:] == words[-2:]


_EVERY = re.compile(r"(?:各|其他|以上)(?:[一-龥]{0,6}?)([一-龥]{2,6})(?:合计|共计|总计)$")


def every(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """各险种参保合计 90 人次: all figures before it whose words end in 参保, each in a paragraph of its own."""
    for index, head in enumerate(rows):
        match = _EVERY.search(head.label)
        if match is None or not head.number.firm:
            continue
        kinds = {head.kind} | ({"people"} if head.kind == "times" else set())
        words = re.sub(r"(?:总数|人数)$", "", match[1])
        near = [f for f in rows[max(0, index - 160) : index + 80] if f.kind in kinds and f.number.firm and not f.cell and f is not head]
        for length in range(min(4, len(words)), 1, -1):
            named = [f for f in near if f.label.endswith(words[-length:]) and f.paragraph != head.paragraph]
            before = [f for f in named if f.order < head.order]
            readings = []
            for parts in (before, named) if len(named) > len(before) else (before,):
                if len(parts) >= 2 and len({f.paragraph for f in parts}) == len(parts):
                    told = len(parts) >= 3 or length >= 4
                    readings.append(Candidate("sum_derived", "sum", head, tuple(parts), LIKELY if told else LOOSE, (1,) * len(parts)))
            if readings:
                yield readings
                break


_ABOVE_ALL = re.compile(r"^以上(?:各类|在岗|全部)?人员(?:合计|共计|共)[为有]?$")


def above_all(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """在职 29 人，…。编外 1 人。公益性岗位 9 人。以上人员合计 39 人: everybody named in the sentences before."""
    for index, head in enumerate(rows):
        if head.kind != "people" or not _ABOVE_ALL.match(head.label):
            continue
        parts = [f for f in rows[max(0, index - 8) : index] if f.paragraph == head.paragraph and f.kind == "people" and f.number.firm]
        if len(parts) >= 2 and len({f.sentence for f in parts}) == len(parts):
            yield [Candidate("sum_total_last", "sum", head, tuple(parts), LIKELY, (1,) * len(parts))]


def _in_brackets(rows: Sequence[Figure], index: int) -> list[Figure]:
    """甲乡（8 万元）、乙乡（6 万元）…共 14 万元: figures of the same sentence that stand alone in brackets."""
    head = rows[index]
    text = head.passage.text
    return [
        figure
        for figure in rows[max(0, index - MANY) : index]
        if figure.sentence == head.sentence
        and figure.depth == head.depth + 1
        and alike(figure, head)
        and additive(figure)
        and text[figure.start - 1 : figure.start] == "（"
        and text[figure.end : figure.end + 1] == "）"
    ]


def _flat(here: Sequence[Figure], head: Figure) -> list[Figure]:
    """The parts without those that are parts of a part: 在职 9 人，其中女 4 人；退休 3 人."""
    out: list[Figure] = []
    inside = False
    for before, part in pairwise([None, *here]):
        gap = head.passage.text[before.end : part.start] if before is not None and part is not None else ""
        inside = bool(re.search(r"其中|[，（]含", gap)) or (inside and not re.search(r"[；。]", gap))
        if part is not None and not inside:
            out.append(part)
    return out


def _said_apart(head: Figure, parts: Sequence[Figure]) -> Iterator[Candidate]:
    """培训农民 8 人。培训干部 6 人。共培训 14 人: each part alone in a sentence just before."""
    just = [part for part in parts if part.sentence == head.sentence - 1]
    total = any(DELTA.search(p.label) or SUMMED.search(p.label) or OF_LAST_YEAR.search(p.label) for p in just)
    if len(just) >= 2 and SUMMED.search(head.label) and not total and len({p.role for p in just if p.role}) <= 1:
        yield Candidate("sum_total_last", "sum", head, tuple(just), LOOSE, (1,) * len(just))
    sentences = [part.sentence for part in parts]
    run = [p for p in parts if sentences.count(p.sentence) == 1 and p.sentence >= head.sentence - len(parts)]
    if len(run) == len(parts) and SUMMED.search(head.label) and not any(DELTA.search(p.label) or SUMMED.search(p.label) for p in run):
        yield Candidate("sum_total_last", "sum", head, tuple(run), LOOSE, (1,) * len(run))


def _all_of_it(head: Figure, here: Sequence[Figure], parts: Sequence[Figure]) -> bool:
    """Whether a total closes a sentence of nothing but its parts: 甲 8 万元，乙 6 万元，共投入 14 万元."""
    text = head.passage.text
    divided = len(here) >= 2 and re.search(r"全年|全部|全[县市区]|总", head.label) and partition([part.label for part in here])
    if len(here) < 2 or not (SUMMED.search(head.label) or divided) or "其中" in head.label:
        return False
    between = [text[a.end : b.start] for a, b in pairwise([*here, head])]
    lead = text[head.bounds[0] : here[0].start]
    strides = {b.order - a.order for a, b in pairwise([*here, head])}  # A 8 户 20 人、B 6 户 15 人，共 14 户 35 人: every second figure
    beside = len(strides) == 1 and strides <= {1, 2, 3} and len([p for p in parts if p.sentence == head.sentence]) == len(here)
    stages = {part.role for part in here if part.role not in ("", head.role)}
    mixed = len(stages) > 1 or stages & {"left", "spent", "target"} and len({part.role for part in here}) > 1
    return beside and not mixed and not re.search(r"其中|包括|含|占|的", lead[-6:]) and not any("其中" in gap for gap in between)
