"""Totals with their parts after them: 其中, 分别为, brackets, colons, divided again by another view."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from shebao.core.evaluation.check.numbers import numeral
from shebao.core.evaluation.check.relations.cues import (
    ADDED,
    AMONG,
    CARRIED,
    DECLARED,
    FOR,
    INTRODUCED,
    MANY,
    NAMELY,
    OPEN,
    OVERLAP,
    REGROUPED,
    STAGE,
    STOP,
    SUMMED,
    may_fit,
    without_brackets,
)
from shebao.core.evaluation.check.relations.figure import BASE, DELTA, OF_LAST_YEAR, Figure, additive, alike
from shebao.core.evaluation.check.relations.relation import CLOSED, LIKELY, LOOSE, PROPOSED, Candidate
from shebao.core.evaluation.check.relations.subject import partition


def lists(rows: Sequence[Figure], texts: Sequence[str]) -> Iterator[list[Candidate]]:
    """Every list as competing readings, the likeliest first."""
    for index, head in enumerate(rows):
        if additive(head):
            yield from _forward(rows, index, texts)


def _followers(rows: Sequence[Figure], index: int) -> list[Figure]:
    """Figures of the head's dimension after it in its paragraph, at its bracket level."""
    head = rows[index]
    out: list[Figure] = []
    for figure in rows[index + 1 : index + 1 + MANY]:
        if figure.paragraph != head.paragraph or figure.depth < head.depth:
            break
        if figure.depth == head.depth and alike(figure, head) and additive(figure):
            out.append(figure)
    return out


def _forward(rows: Sequence[Figure], index: int, texts: Sequence[str]) -> Iterator[list[Candidate]]:
    head = rows[index]
    text = head.passage.text
    if text[head.end : head.end + 1] == "（":
        yield from _bracket(rows, index)
    parts = _steady(_past_changes(_followers(rows, index), text))
    if len(parts) < 2:
        return
    gap = without_brackets(text[head.end : parts[0].start])
    if DELTA.search(head.label) or OF_LAST_YEAR.search(head.label) or len(gap) > 90:
        strength = PROPOSED
    elif re.match(r"[^。；\d]*[\d.%]*[^。；\d]*。其中", gap) and "其中" in head.before and ";" not in gap:
        strength = PROPOSED  # A，其中：B；C。其中：D；E: the second list divides A once more
        yield from _once_more(rows, head, parts)
    else:
        strength = PROPOSED if _RATED.match(head.after) and "。" in gap else _strength(gap, parts, head)
    zone = zone_of(parts, head, text)
    counted = DECLARED.search(gap)
    if counted and numeral(counted[1]) == zone and parts[0].sentence == head.sentence:
        strength = CLOSED
    staged = {part.role for part in parts[:zone]} & {"plan", "target"}
    if strength == LOOSE and staged and len({part.role for part in parts[:zone]}) > 1:
        strength = PROPOSED
    if zone < 2 or (head.point.middle and any(part.point.middle == head.point.middle for part in parts[:zone])):
        strength, zone = PROPOSED, max(zone, 2)
    options = sorted(range(2, min(len(parts), 24) + 1), key=lambda k: (k != zone, abs(k - zone)))
    candidates: list[Candidate] = []
    cut_off = _cut_off(parts, zone, texts, head)
    for k in options:
        if k != zone and not may_fit(head, parts[:k]):
            continue
        chosen = tuple(parts[:k])
        last = chosen[-1]
        opened = bool(OPEN.match(text[last.end : last.end + 2])) or cut_off
        ends = k < len(parts) and re.search(r"[；。]", text[last.end : parts[k].start])
        rank = strength if k == zone else min(strength, LIKELY if ends else LOOSE)
        if chosen[-1].sentence > head.sentence + 2:
            rank = PROPOSED
        candidates.append(Candidate("sum_list", "sum", head, chosen, rank, (1,) * k, open=opened))
    candidates.extend(_regrouped(head, parts, text))
    if strength >= LIKELY and (again := list(_again(head, parts, zone, text))):
        yield from again
        candidates = [replace(c, strength=CLOSED) if len(c.inputs) == zone and c.strength == strength else c for c in candidates]
    candidates.extend(_thinned(head, parts, zone, strength, text))
    if candidates:
        yield candidates


_RATED = re.compile(r"^的?\d[\d.]*%")
"""完成预算 60 万元的 52%: what a rate is said of is no total of what comes in the next sentence."""
_BELOW_IT = re.compile(r"其中|包括|分别|如下|按[^，。；：]{1,16}(?:分|看)|分项")


def _steady(parts: Sequence[Figure]) -> list[Figure]:
    """The parts without how each moved: 其中：甲 a，增加 d；乙 b，减少 e."""
    moved = [b for a, b in pairwise(parts) if DELTA.search(b.label) and not ADDED.search(b.label) and not DELTA.search(a.label)]
    each = len(moved) >= 2 and not DELTA.search(parts[0].label)
    return [part for part in parts if not _own_change(part) and not (each and any(part is other for other in moved))]


def _own_change(part: Figure) -> bool:
    """其中：甲 a，比上年减少 d，乙 b: how a part moved is none of the parts."""
    return bool(DELTA.search(part.label) and (BASE.search(part.label) or OF_LAST_YEAR.search(part.label)))


def _past_changes(parts: list[Figure], text: str) -> list[Figure]:
    """产量 A 万吨，比上年增加 D 万吨。其中，甲 B 万吨 …: the list begins after its total's own change."""
    for position, part in enumerate(parts):
        if not (DELTA.search(part.label) and (BASE.search(part.label) or OF_LAST_YEAR.search(part.label))):
            return parts[position:] if position and _BELOW_IT.search(text[parts[position - 1].end : part.start]) else parts
    return parts


def _staff(head: Figure, parts: Sequence[Figure]) -> bool:
    """在职人员 81 人，专业技术人员 57 人、管理人员 1 人、工勤人员 23 人: a staff and its classes, to the end of the sentence."""
    own = [part for part in parts if part.sentence == head.sentence]
    if head.kind != "people" or head.role not in ("person", "post") or len(own) < 3:
        return False
    return all(part.role in ("", head.role) and re.search(r"人员|编制|人$|岗", part.label) and not STAGE.search(part.label) for part in own)


def _strength(gap: str, parts: Sequence[Figure], head: Figure) -> int:
    if head.kind == "points" and any(re.search(r"(?:^|实|自评|最终|应)得分?[为：]?$|满分|分值|权重|扣", part.label) for part in parts):
        return PROPOSED  # weight and score side by side
    if "。" in gap:
        return LIKELY if INTRODUCED.search(gap) else PROPOSED
    if re.search(r"；(?!其中)", gap):
        return PROPOSED
    if NAMELY.search(gap) or re.match(r"^[，]?[一-龥]{0,12}：(?!.*[，].*[，])", gap):
        return CLOSED if parts[0].sentence == head.sentence else LIKELY
    if FOR.match(gap):
        text = head.passage.text
        seps = {text[a.end : a.end + 1] for a, b in pairwise(parts) if b.sentence == head.sentence}
        return LIKELY if seps <= {"、", "，", "和", "及"} else LOOSE
    if AMONG.search(gap) or _OF_IT.match(gap):
        return LIKELY
    if re.match(r"^[^，。；]{0,8}[，]?由[^，。；]*(?:构成|组成)", head.passage.text[head.end : head.end + 160]):
        return CLOSED
    own = [part for part in parts if part.sentence == head.sentence]
    apart = head.kind != "points" and len(own) >= 2 and partition([part.label for part in own]) and not _beside_them(head, own)
    first = not re.search(r"其中|包括|分别|一是", head.before) and head.start == min(p.start for p in (head, *own))
    apart = apart and first and head.point.middle >= max(part.point.middle for part in own)
    return LIKELY if _staff(head, parts) or apart else LOOSE


_OF_IT = re.compile(r"^中(?:，|：|(?=[一-龥]{2,8}(?:为|是)))(?!央|心|国|学|小)")


def _beside_them(head: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the words put the total beside the parts and not above them, 中央 8, 省级 6, 县级 4, or a part above the others."""
    return partition([head.label, *(part.label for part in parts)]) or any(SUMMED.search(part.label) for part in parts)


_ALL_IN = re.compile(r"(?:总计|总量|总额|合计)(?:均?[为是])?$")
_THIS_YEAR = re.compile(r"(?:本年|当年|本级)[一-龥]{0,6}(?:支出|收入)")
"""支出总计 A，其中本年支出 B，年末结转 C: what is carried over is part of the total."""


def zone_of(parts: Sequence[Figure], head: Figure, text: str) -> int:
    """How many of the figures the grammar counts into the list."""
    first = parts[0]
    for position, part in enumerate(parts):
        if (
            STOP.search(part.label)
            or (DELTA.search(part.label) and not ADDED.search(part.label))
            or (OF_LAST_YEAR.search(part.label) and not OF_LAST_YEAR.search(first.label))
        ):
            return position
        if not position:
            continue
        before = parts[position - 1]
        gap = text[before.end : part.start]
        if part.sentence != first.sentence or re.search(r"其中|包括|如下|分别|：(?=[^：]{2,}$)", without_brackets(gap)):
            return position
        if (
            part.role != first.role
            and part.role != head.role
            and not CARRIED.search(part.label)
            and not (_ALL_IN.search(head.label) and _THIS_YEAR.search(first.label) and position == 1)
            and (part.kind in ("money", "scaled") or part.role in ("person", "post"))
            and (part.role in ("spent", "arrived", "person", "post") or re.search(r"结[余存]|剩余|余额|结转", part.label))
        ):
            return position
        if "；" in gap and "；" not in text[first.end : before.start] and (position >= 2 or _new_head(part, head, text)):
            return position
    return len(parts)


_WHOLE_OF_ALL = re.compile(r"(?:差异|差额|总额|总量|总数)[一-龥]{0,4}$")


def _new_head(part: Figure, head: Figure, text: str) -> bool:
    """预算 A，其中拨款 a；决算 B，其中拨款 b；差额 C: what stands after the semicolon is a total of its own."""
    return bool(re.match(r"[，（]其中[^：]", text[part.end : part.end + 4]) or _WHOLE_OF_ALL.search(part.label)) and (
        part.point.middle * 2 > head.point.middle or bool(_WHOLE_OF_ALL.search(part.label))
    )


def _cut_off(parts: Sequence[Figure], zone: int, texts: Sequence[str], head: Figure) -> bool:
    """Whether the text breaks off inside the list."""
    last = parts[min(zone, len(parts)) - 1]
    tail = last.passage.text[last.end :]
    final = last.paragraph == len(texts) - 1 or not any(text.strip() for text in texts[last.paragraph + 1 :])
    return final and not re.search(r"[。；！）]", tail) and zone >= len(parts) and head.depth >= 0


def _regrouped(head: Figure, parts: Sequence[Figure], text: str) -> Iterator[Candidate]:
    """The same total divided again: 按功能分类 …；按经济性质分类 …."""
    for start in range(1, len(parts) - 1):
        if not REGROUPED.search(without_brackets(text[parts[start - 1].end : parts[start].start])):
            continue
        for k in range(2, len(parts) - start + 1):
            if may_fit(head, parts[start : start + k]):
                yield Candidate("sum_list", "sum", head, tuple(parts[start : start + k]), LOOSE, (1,) * k)


def _once_more(rows: Sequence[Figure], last: Figure, parts: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """The list after the second 其中, for the figure that heads the sentence of the first."""
    heads = [f for f in rows if f.sentence == last.sentence and f.kind == last.kind and f.order < last.order and f.depth == last.depth]
    own = [p for p in parts if p.sentence == parts[0].sentence]
    if heads and len(own) >= 2 and not any(DELTA.search(p.label) or STOP.search(p.label) for p in own):
        yield [Candidate("sum_list", "sum", heads[0], tuple(own), LIKELY, (1,) * len(own))]


def _again(head: Figure, parts: Sequence[Figure], zone: int, text: str) -> Iterator[list[Candidate]]:
    """人口 A，其中：男 a、女 b；农业 c、非农业 d: after a semicolon the same total is divided once more."""
    groups: list[list[Figure]] = [[]]
    for before, part in pairwise([None, *(p for p in parts if p.sentence == parts[0].sentence)]):
        if before is not None and part is not None and "；" in text[before.end : part.start]:
            groups.append([])
        if part is not None:
            groups[-1].append(part)
    for group in groups[1:]:
        divided = len(group) >= 2 and len(groups[0]) >= 2 and all(partition([part.label for part in own]) for own in (group, groups[0]))
        if divided and len(groups[0]) == zone and not any(DELTA.search(part.label) or STOP.search(part.label) for part in group):
            yield [Candidate("sum_list", "sum", head, tuple(group), CLOSED, (1,) * len(group))]


def _thinned(head: Figure, parts: Sequence[Figure], zone: int, strength: int, text: str) -> Iterator[Candidate]:
    """The same list without figures that are parts of a part (其中, 含), and only the first figure after each semicolon."""
    plain = [
        part
        for position, part in enumerate(parts[: max(zone, 2) + 6])
        if not position or not re.search(r"其中|含|内", without_brackets(text[parts[position - 1].end : part.start]))
    ]
    if 2 <= len(plain) < len(parts):
        for k in range(len(plain), 1, -1):
            if k != len(plain) and not may_fit(head, plain[:k]):
                continue
            yield Candidate("sum_list", "sum", head, tuple(plain[:k]), PROPOSED if k != len(plain) else min(strength, LOOSE), (1,) * k)
    level = _upper(parts[: max(zone, 2)])
    if 2 <= len(level) < max(zone, 2):
        yield Candidate("sum_list", "sum", head, tuple(level), min(strength, LOOSE), (1,) * len(level))
    heads = [parts[0]] + [part for before, part in pairwise(parts) if re.search(r"[；。]", text[before.end : part.start])]
    if 2 <= len(heads) < len(parts):
        for k in range(len(heads), 1, -1):
            if not may_fit(head, heads[:k]):
                continue
            yield Candidate("sum_list", "sum", head, tuple(heads[:k]), min(strength, LIKELY), (1,) * k)


def _upper(parts: Sequence[Figure]) -> list[Figure]:
    """The parts without those that add up to the part before them: a list of two levels that no word announces."""
    out: list[Figure] = []
    at = 0
    while at < len(parts):
        whole = parts[at]
        out.append(whole)
        below = next(
            (
                k
                for k in range(2, len(parts) - at)
                if abs(sum(p.point.middle for p in parts[at + 1 : at + 1 + k]) - whole.point.middle) <= whole.point.half
            ),
            0,
        )
        at += 1 + below
    return out


def _bracket(rows: Sequence[Figure], index: int) -> Iterator[list[Candidate]]:
    """8 万元（甲 5 万元、乙 3 万元）: the bracket is the list."""
    head = rows[index]
    inner: list[Figure] = []
    for figure in rows[index + 1 : index + 1 + MANY]:
        if figure.paragraph != head.paragraph or figure.depth <= head.depth:
            break
        if figure.depth == head.depth + 1 and alike(figure, head) and additive(figure):
            inner.append(figure)
    if len(inner) < 2:
        return
    text = head.passage.text
    opened = bool(OPEN.match(text[inner[-1].end : inner[-1].end + 2]))
    intro = text[head.end : inner[0].start]
    traits = any(OVERLAP.search(part.label) for part in inner) or any(DELTA.search(part.label) for part in inner)
    strength = LOOSE if traits else LIKELY if re.search(r"其中|含", intro) else CLOSED
    yield [
        Candidate("sum_list", "sum", head, tuple(inner[:k]), strength if k == len(inner) else PROPOSED, (1,) * k, open=opened)
        for k in range(len(inner), 1, -1)
    ]
