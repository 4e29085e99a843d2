"""Totals and their parts: 其中, 分别为, brackets, colons, 合计 at the end, items on lines of their own, lists without any word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from shebao.core.evaluation.check.numbers import numeral
from shebao.core.evaluation.check.relations.figure import DELTA, OF_LAST_YEAR, Figure, additive, alike
from shebao.core.evaluation.check.relations.relation import CLOSED, LIKELY, LOOSE, PROPOSED, Candidate
from shebao.core.evaluation.check.relations.subject import partition

_NAMELY = re.compile(
    r"分别(?:是|为|有)?|如下|分配(?:为|情况)|即(?=[^将使可时日便])|分为|构成|组成|由.{1,12}组成|来源(?:为|是|于)|一是|（一）|①"
)
_AMONG = re.compile(r"其中|包括|包含|内含|含(?!税|量|有)|涉及|用于|主要(?:是|为|用于)")
_FOR = re.compile(r"^[，（]?为(?=[一-龥])")
_OPEN = re.compile(r"等(?!级|次|于|额|候|待)")
_STOP = re.compile(
    r"人均|平均|(?<!高)标准|每|年均|月均|单价|户均|同比|环比|合计|共计|总计|小计|以上[一二三四五六七八九十两\d]|[一二两三四五六七八九]项"
)
_TOTAL = re.compile(
    r"合计|共计|总计|小计|总量|总额|总数|总支出|总收入|总投资|总规模|总金额|总预算|总面积|总人[数口]|总户数|总共|(?<!公)共(?!同)|累计|总"
)
_SURE_TOTAL = re.compile(r"(?:合计|共计|总计|小计|总量|总额|总数)[一-龥]{0,4}(?:为|达|是|约|：)?$")
_COUNTED = re.compile(
    r"(?:以上|上述|前述)?([一二两三四五六七八九十]{1,3}|\d{1,2})(?:项|类|个|笔|部分|种)[一-龥]{0,8}?(?:合计|共计|总计|总)"
)
_DECLARED = re.compile(r"([一二两三四五六七八九十]{1,2}|\d{1,2})(?:个|项|类|大类|种|笔|部分|方面|块)[一-龥]{0,6}[，：]")
_REGROUPED = re.compile(r"按[^，。；]{1,16}(?:分|划分|分类|性质|类别|来源|用途|级次|看)[，：]?")
_STAGE = re.compile(r"编制|在职|退休|离休|实有|在编|在岗|党员")
_CARRIED = re.compile(r"(?:上年|年初|以前年度|上一年度?|历年)[一-龥]{0,6}(?:结余|结转)|使用[一-龥]{0,8}结余")
_ADDED = re.compile(r"追加(?:预算|资金|安排)?$|调增(?:预算)?$")
_INTRODUCED = re.compile(r"。(?:[^，。；：]{0,14}(?:其中|分别|包括|如下|明细|构成|组成)|一是|（一）|1[.、]|按[^，。；：]{1,16}(?:分|划分|分类|统计|看)[，：]?)")
_ORDINAL = re.compile(r"第[一二三四五六七八九]批")
_MANY = 40
OVERLAP = re.compile(r"以上|以下|以内|级指标|女|少数民族|党员|本科|学历|职称|困难|重点|中共|左右|平均|最[高大低小]")


def lists(rows: Sequence[Figure], texts: Sequence[str]) -> Iterator[list[Candidate]]:
    """Every list as competing readings, the likeliest first."""
    for index, head in enumerate(rows):
        if not additive(head):
            continue
        yield from _forward(rows, index, texts)
        yield from _backward(rows, index)
    yield from anchored(rows)
    yield from windows(rows)
    yield from stages(rows)
    yield from _items(rows, texts)
    yield from interleaved(rows)


def _followers(rows: Sequence[Figure], index: int) -> list[Figure]:
    """Figures of the head's dimension after it in its paragraph, at its bracket level."""
    head = rows[index]
    out: list[Figure] = []
    for figure in rows[index + 1 : index + 1 + _MANY]:
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
    parts = _followers(rows, index)
    if len(parts) < 2:
        return
    gap = _without_brackets(text[head.end : parts[0].start])
    if DELTA.search(head.label) or OF_LAST_YEAR.search(head.label) or len(gap) > 90:
        strength = PROPOSED
    else:
        strength = _strength(gap, parts, head)
    zone = _zone(parts, head, text)
    counted = _DECLARED.search(gap)
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
        if k != zone and not _may_fit(head, parts[:k]):
            continue
        chosen = tuple(parts[:k])
        last = chosen[-1]
        opened = bool(_OPEN.match(text[last.end : last.end + 2])) or cut_off
        ends = k < len(parts) and re.search(r"[；。]", text[last.end : parts[k].start])
        rank = strength if k == zone else min(strength, LIKELY if ends else LOOSE)
        if chosen[-1].sentence > head.sentence + 2:
            rank = PROPOSED
        candidates.append(Candidate("sum_list", "sum", head, chosen, rank, (1,) * k, open=opened))
    candidates.extend(_regrouped(head, parts, text))
    candidates.extend(_thinned(head, parts, zone, strength, text))
    if candidates:
        yield candidates


def _staff(head: Figure, parts: Sequence[Figure]) -> bool:
    """在职人员 81 人，专业技术人员 57 人、管理人员 1 人、工勤人员 23 人: a staff and its classes, to the end of the sentence."""
    own = [part for part in parts if part.sentence == head.sentence]
    if head.kind != "people" or head.role not in ("person", "post") or len(own) < 3:
        return False
    return all(
        part.role in ("", head.role) and re.search(r"人员|编制|人$|岗", part.label) and not _STAGE.search(part.label) for part in own
    )


def _may_fit(head: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the parts come near the total at all; the exact test follows."""
    gap = abs(sum(part.point.middle for part in parts) - head.point.middle)
    return gap <= 2 * (sum(part.point.half for part in parts) + head.point.half)


def _strength(gap: str, parts: Sequence[Figure], head: Figure) -> int:
    if head.kind == "points" and any(re.search(r"(?:^|实|自评|最终|应)得分?[为：]?$|满分|分值|权重|扣", part.label) for part in parts):
        return PROPOSED  # weight and score side by side
    if "。" in gap:
        return LIKELY if _INTRODUCED.search(gap) else PROPOSED
    if re.search(r"；(?!其中)", gap):
        return PROPOSED
    if _NAMELY.search(gap) or re.match(r"^[，]?[一-龥]{0,12}：(?!.*[，].*[，])", gap):
        return CLOSED if parts[0].sentence == head.sentence else LIKELY
    if _FOR.match(gap):
        text = head.passage.text
        seps = {text[a.end : a.end + 1] for a, b in pairwise(parts) if b.sentence == head.sentence}
        return LIKELY if seps == {"、"} else LOOSE
    if _AMONG.search(gap):
        return LIKELY
    if re.match(r"^[^，。；]{0,8}[，]?由[^，。；]*(?:构成|组成)", head.passage.text[head.end : head.end + 160]):
        return CLOSED
    own = [part for part in parts if part.sentence == head.sentence]
    apart = head.kind != "points" and len(own) >= 2 and partition([part.label for part in own]) and not _beside_them(head, own)
    first = not re.search(r"其中|包括|分别|一是", head.before) and head.start == min(p.start for p in (head, *own))
    apart = apart and first and head.point.middle >= max(part.point.middle for part in own)
    return LIKELY if _staff(head, parts) or apart else LOOSE


def _beside_them(head: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the words put the total beside the parts and not above them, 中央 8, 省级 6, 县级 4, or a part above the others."""
    return partition([head.label, *(part.label for part in parts)]) or any(_SUMMED.search(part.label) for part in parts)


def _zone(parts: Sequence[Figure], head: Figure, text: str) -> int:
    """How many of the figures the grammar counts into the list."""
    first = parts[0]
    for position, part in enumerate(parts):
        if (
            _STOP.search(part.label)
            or (DELTA.search(part.label) and not _ADDED.search(part.label))
            or (OF_LAST_YEAR.search(part.label) and not OF_LAST_YEAR.search(first.label))
        ):
            return position
        if not position:
            continue
        before = parts[position - 1]
        gap = text[before.end : part.start]
        if part.sentence != first.sentence or re.search(r"其中|包括|如下|分别|：(?=[^：]{2,}$)", _without_brackets(gap)):
            return position
        if (
            part.role != first.role
            and part.role != head.role
            and not _CARRIED.search(part.label)
            and (part.role in ("spent", "arrived", "person", "post") or re.search(r"结余|剩余|余额|结转", part.label))
        ):
            return position
        if "；" in gap and "；" not in text[first.end : before.start] and position >= 2:
            return position
    return len(parts)


def _cut_off(parts: Sequence[Figure], zone: int, texts: Sequence[str], head: Figure) -> bool:
    """Whether the text breaks off inside the list."""
    last = parts[min(zone, len(parts)) - 1]
    tail = last.passage.text[last.end :]
    final = last.paragraph == len(texts) - 1 or not any(text.strip() for text in texts[last.paragraph + 1 :])
    return final and not re.search(r"[。；！）]", tail) and zone >= len(parts) and head.depth >= 0


def _regrouped(head: Figure, parts: Sequence[Figure], text: str) -> Iterator[Candidate]:
    """The same total divided again: 按功能分类 …；按经济性质分类 …."""
    for start in range(1, len(parts) - 1):
        if not _REGROUPED.search(_without_brackets(text[parts[start - 1].end : parts[start].start])):
            continue
        for k in range(2, len(parts) - start + 1):
            if _may_fit(head, parts[start : start + k]):
                yield Candidate("sum_list", "sum", head, tuple(parts[start : start + k]), LOOSE, (1,) * k)


def _thinned(head: Figure, parts: Sequence[Figure], zone: int, strength: int, text: str) -> Iterator[Candidate]:
    """The same list without figures that are parts of a part (其中, 含), and only the first figure after each semicolon."""
    plain = [
        part
        for position, part in enumerate(parts[: max(zone, 2) + 6])
        if not position or not re.search(r"其中|含|内", _without_brackets(text[parts[position - 1].end : part.start]))
    ]
    if 2 <= len(plain) < len(parts):
        for k in range(len(plain), 1, -1):
            if k != len(plain) and not _may_fit(head, plain[:k]):
                continue
            yield Candidate("sum_list", "sum", head, tuple(plain[:k]), PROPOSED if k != len(plain) else min(strength, LOOSE), (1,) * k)
    heads = [parts[0]] + [part for before, part in pairwise(parts) if re.search(r"[；。]", text[before.end : part.start])]
    if 2 <= len(heads) < len(parts):
        for k in range(len(heads), 1, -1):
            if not _may_fit(head, heads[:k]):
                continue
            yield Candidate("sum_list", "sum", head, tuple(heads[:k]), min(strength, LIKELY), (1,) * k)


def _bracket(rows: Sequence[Figure], index: int) -> Iterator[list[Candidate]]:
    """8 万元（甲 5 万元、乙 3 万元）: the bracket is the list."""
    head = rows[index]
    inner: list[Figure] = []
    for figure in rows[index + 1 : index + 1 + _MANY]:
        if figure.paragraph != head.paragraph or figure.depth <= head.depth:
            break
        if figure.depth == head.depth + 1 and alike(figure, head) and additive(figure):
            inner.append(figure)
    if len(inner) < 2:
        return
    text = head.passage.text
    opened = bool(_OPEN.match(text[inner[-1].end : inner[-1].end + 2]))
    intro = text[head.end : inner[0].start]
    traits = any(OVERLAP.search(part.label) for part in inner) or any(DELTA.search(part.label) for part in inner)
    strength = LOOSE if traits else LIKELY if re.search(r"其中|含", intro) else CLOSED
    yield [
        Candidate("sum_list", "sum", head, tuple(inner[:k]), strength if k == len(inner) else PROPOSED, (1,) * k, open=opened)
        for k in range(len(inner), 1, -1)
    ]


def _backward(rows: Sequence[Figure], index: int) -> Iterator[list[Candidate]]:
    """A x、B y，合计 z: parts first."""
    head = rows[index]
    counted = _COUNTED.search(head.before[-40:])
    number = numeral(counted[1]) if counted else None
    parts: list[Figure] = []
    for figure in reversed(rows[max(0, index - _MANY) : index]):
        if figure.paragraph != head.paragraph or figure.sentence < head.sentence - max(2, number or 0):
            break
        if figure.depth == head.depth and alike(figure, head) and additive(figure):
            parts.insert(0, figure)
    if not parts:
        parts = _in_brackets(rows, index)
    if len(parts) < 2 or OF_LAST_YEAR.search(head.label):
        return
    here = [part for part in parts if part.sentence == head.sentence and not DELTA.search(part.label) and not _STOP.search(part.label)]
    cue = bool(_TOTAL.search(head.label))
    strength = LIKELY if (_SURE_TOTAL.search(head.label) and len(here) >= 2) or _all_of_it(head, here, parts) else LOOSE if cue else PROPOSED
    zone = number if number and 2 <= number <= len(parts) else len(here)
    last = [part for part in parts if part.sentence == head.sentence - 1]
    if not here and number is None and re.search(r"^(?:以上|上述|前述)", head.before) and _SUMMED.search(head.label) and len(last) >= 2:
        zone, strength = len(last), LIKELY
    if number and zone == number:
        strength = CLOSED
    flat = here if strength == CLOSED else _flat(here, head)
    candidates = []
    for k in sorted(range(2, min(len(parts), 24) + 1), key=lambda k: (k != zone, abs(k - zone))):
        if k != zone and not _may_fit(head, parts[-k:]):
            continue
        chosen = tuple(parts[-k:])
        rank = PROPOSED if k != zone else strength if len(flat) == len(here) else min(strength, LOOSE)
        candidates.append(Candidate("sum_total_last", "sum", head, chosen, rank, (1,) * k))
    if 2 <= len(flat) < len(here):
        candidates.insert(0, Candidate("sum_total_last", "sum", head, tuple(flat), strength, (1,) * len(flat)))
    if not here and cue:
        candidates.extend(_said_apart(head, parts))
    yield candidates


def _in_brackets(rows: Sequence[Figure], index: int) -> list[Figure]:
    """甲乡（8 万元）、乙乡（6 万元）…共 14 万元: figures of the same sentence that stand alone in brackets."""
    head = rows[index]
    text = head.passage.text
    return [
        figure
        for figure in rows[max(0, index - _MANY) : index]
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
    total = any(DELTA.search(p.label) or _SUMMED.search(p.label) or OF_LAST_YEAR.search(p.label) for p in just)
    if len(just) >= 2 and _SUMMED.search(head.label) and not total and len({p.role for p in just if p.role}) <= 1:
        yield Candidate("sum_total_last", "sum", head, tuple(just), LOOSE, (1,) * len(just))
    sentences = [part.sentence for part in parts]
    run = [p for p in parts if sentences.count(p.sentence) == 1 and p.sentence >= head.sentence - len(parts)]
    if len(run) == len(parts) and _SUMMED.search(head.label) and not any(DELTA.search(p.label) or _SUMMED.search(p.label) for p in run):
        yield Candidate("sum_total_last", "sum", head, tuple(run), LOOSE, (1,) * len(run))


_SUMMED = re.compile(r"(?:(?<!公)共(?!同)|总|累计|一共|合计|合共)[一-龥]{0,10}$|(?:总|综合|最终|最后)[一-龥]{0,2}(?:得分|分|评分)[为是：]?$")


def _all_of_it(head: Figure, here: Sequence[Figure], parts: Sequence[Figure]) -> bool:
    """Whether a total closes a sentence of nothing but its parts: 甲 8 万元，乙 6 万元，共投入 14 万元."""
    text = head.passage.text
    if len(here) < 2 or not _SUMMED.search(head.label) or "其中" in head.label:
        return False
    between = [text[a.end : b.start] for a, b in pairwise([*here, head])]
    lead = text[head.bounds[0] : here[0].start]
    strides = {b.order - a.order for a, b in pairwise([*here, head])}  # A 8 户 20 人、B 6 户 15 人，共 14 户 35 人: every second figure
    beside = len(strides) == 1 and strides <= {1, 2, 3} and len([p for p in parts if p.sentence == head.sentence]) == len(here)
    stages = {part.role for part in here if part.role not in ("", head.role)}
    mixed = len(stages) > 1 or stages & {"left", "spent", "target"} and len({part.role for part in here}) > 1
    return beside and not mixed and not re.search(r"其中|包括|含|占|的", lead[-6:]) and not any("其中" in gap for gap in between)


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
        zone = _zone(parts, head, text)
        nearest = not any(alike(other, head) for other in before if other.order > head.order)
        for k in range(min(len(parts), 24), 1, -1):
            fits = _may_fit(head, parts[:k])
            if fits:
                strength = LOOSE if not nearest or k != zone or _NAMELY.search(text[head.end : first.start]) is None else LIKELY
                out.append(Candidate("sum_list", "sum", head, tuple(parts[:k]), strength, (1,) * k))
    return out


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
        return head.order == first.order - 1 and bool(re.search(r"(?:如下|其中|包括|分别为|用于|明细)?[：]$", head.passage.text[head.end :]))
    counted = _COUNTED.search(head.before[-40:])
    stated = numeral(counted[1]) if counted else None
    near_by = head.order == last.order + 1
    return near_by and (stated == len(run) or bool(re.match(r"^(?:以上|上述|合计|共计|总计)", head.before) and _SUMMED.search(head.label)))


def _without_brackets(text: str) -> str:
    return re.sub(r"（[^（）]*）?", "", text)
