"""Sums and differences that no list word announces: this year less last year, above plan, less what is taken off, parallel clauses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from shebao.core.evaluation.check.relations.cues import SUMMED
from shebao.core.evaluation.check.relations.figure import BASE, DELTA, FALL, OF_LAST_YEAR, Figure, additive, alike
from shebao.core.evaluation.check.relations.relation import CLOSED, LIKELY, LOOSE, PROPOSED, Candidate

_AGAINST = re.compile(
    r"(?:决算数?)?(?:大于|高于|小于|低于|少于|多于|[比较](?=[一-龥]{0,6}(?:预算|任务|目标|计划)))(?:年初|调整)?(?:预算|任务|目标|计划)数?(?:[减增]少?加?|节约|降低|下降|[多少][一-龥]{0,2})?(?:了)?$"
)
"""较预算减少, 决算数大于预算数: a gap to the plan named before."""
_LESS = re.compile(r"小于|低于|少|减|节约|降")
_ABOVE = re.compile(r"(?:超收|超支|超额|超出|超额完成|超(?:额)?(?:计划|任务|目标|预算))(?:了|额|为|达)?$")
_BELOW = re.compile(r"(?:短收|欠收|短支)(?:了|额|为|达)?$")
_OF_PLAN = re.compile(r"预算|任务|计划|目标|指标|下达")
_TAKEN_OFF = re.compile(r"^(?:减|减去|扣除|扣减|剔除)(?!少|免|税|贫|排|灾|值)[一-龥]{0,14}$")
_AFTER_ALL = re.compile(r"余|净|差|剩|后")
_AND = re.compile(r"(?:追加|增加|新增|调增|补充|再?安排)(?:了|预算|资金|安排|指标|下达|经费)*$")
_AMONG = re.compile(r"其中|包括|分别(?:由|是|为|用于|安排)|具体[为是：]|如下|用于")
_MEAN = re.compile(r"[人户亩日月年场次生件]均|每")
_FEWEST = 3
_TAIL = 4


def derived(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """Relations of amounts that stand in the order of their telling, with no word for sum or rest."""
    money = [f for f in rows if additive(f) and not f.cell]
    for _, own in groupby(money, key=lambda f: f.paragraph):
        paragraph = list(own)
        yield from _changes(paragraph)
        yield from _taken_off(paragraph)
        yield from _two_heads(paragraph)
        yield from _parallel(paragraph)
        yield from _loans(paragraph)
        yield from _batches(paragraph, money)


def _clause(figure: Figure) -> tuple[int, int]:
    """The sentence and the semicolon it stands after: figures of one clause are of one subject."""
    text = figure.passage.text
    start = max(text.rfind(mark, figure.bounds[0], figure.start) for mark in ("；", "其中"))
    return figure.sentence, start


def _is_level(figure: Figure) -> bool:
    """Whether the figure says how much there was, and not how it changed or stood before."""
    label = figure.label
    return not (DELTA.search(label) or BASE.search(label) or OF_LAST_YEAR.search(label) or _MEAN.search(label[-8:]))


def _changes(own: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """收入 A，完成预算 P 的 R%，超收 D，较上年同期 B 增长 G%，增收 C: D = A − P and C = A − B, whatever stands between."""
    for _, group in groupby(own, key=_clause):
        clause = list(group)
        for place, change in enumerate(clause):
            before = [f for f in clause[:place] if alike(f, change) and f.depth == change.depth]
            present = [f for f in before if _is_level(f) and f.role not in ("plan", "target")]
            if _AGAINST.search(change.label):
                yield from _against_plan(change, before, own)
                continue
            if len(present) != 1 or not DELTA.search(change.label):
                continue
            now = present[0]
            planned = bool(_ABOVE.search(change.label) or _BELOW.search(change.label))
            if planned:
                bases = [f for f in before if f is not now and _OF_PLAN.search(f.label) and not DELTA.search(f.label)]
            else:
                bases = [f for f in before if (BASE.search(f.label) or OF_LAST_YEAR.search(f.label)) and not DELTA.search(f.label)]
            after = [f for f in clause[place + 1 : place + 2] if re.match(r"的\d", f.after) and _OF_PLAN.search(f.label)]
            if planned and not bases and len(after) == 1 and alike(after[0], change):
                pair = (after[0], now) if _BELOW.search(change.label) else (now, after[0])
                yield [Candidate("bal_difference", "sum", change, pair, LIKELY, (1, -1))]
                continue
            if len(bases) != 1 or (planned and change.order - bases[0].order > 2) or bases[0].order < now.order:
                continue
            falls = bool(_BELOW.search(change.label)) or (not planned and bool(FALL.search(change.label[-8:])))
            pair = (bases[0], now) if falls else (now, bases[0])
            yield [Candidate("bal_difference", "sum", change, pair, LIKELY, (1, -1))]


def _against_plan(change: Figure, before: Sequence[Figure], own: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """预算 A，决算 B，较预算减少 D: plan and result are the two levels before it, in either order."""
    earlier = [f for f in own if f.order < change.order and f.sentence == change.sentence and alike(f, change) and f.depth == change.depth]
    levels = [f for f in (before if len(before) >= 2 else earlier) if _is_level(f)]
    plans = [f for f in levels if _OF_PLAN.search(f.label) and not re.search(r"决算|实际|支出决算", f.label[-6:])]
    done = [f for f in levels if f not in plans and f.role not in ("left",)]
    if plans and done and plans[-1].order >= done[-1].order - 2 and not any(DELTA.search(f.label) for f in (plans[-1], done[-1])):
        less = bool(_LESS.search(change.label[-8:]))
        pair = (plans[-1], done[-1]) if less else (done[-1], plans[-1])
        if pair[0].point.middle >= pair[1].point.middle:
            yield [Candidate("bal_difference", "sum", change, pair, LIKELY, (1, -1))]


def _taken_off(own: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """收入总计 A，减支出总计 B，结余 C: what is taken off is named as such, and what remains comes next."""
    for whole, part, rest in zip(own, own[1:], own[2:], strict=False):
        after = rest.passage.text[part.end : rest.start] if part.sentence == rest.sentence else ""
        near = whole.sentence == part.sentence == rest.sentence and alike(whole, part) and alike(whole, rest)
        if near and _TAKEN_OFF.match(part.label) and _AFTER_ALL.search(after) and not DELTA.search(whole.label):
            together = rest.order - whole.order == 2
            yield [Candidate("bal_difference", "sum", rest, (whole, part), CLOSED if together else LIKELY, (1, -1))]


def _two_heads(own: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """年初安排 A，追加 B，…其中：a、b、c: the list divides both together."""
    for place, (first, added) in enumerate(pairwise(own)):
        text = added.passage.text
        parts = [f for f in own[place + 2 :] if alike(f, first) and f.depth == first.depth and _is_level(f)]
        if (
            not _AND.search(added.label)
            or BASE.search(added.label)
            or first.sentence != added.sentence
            or not _is_level(first)
            or len(parts) < _FEWEST
        ):
            continue
        parts = [f for f in parts if f.sentence == parts[0].sentence]
        gap = text[added.end : parts[0].start]
        if not _AMONG.search(gap) or parts[0].sentence - added.sentence > 2 or any(SUMMED.search(f.label) for f in parts):
            continue
        inputs = (*parts, added)
        signs = (*(1 for _ in parts), -1)
        whole = [Candidate("sum_derived", "sum", first, inputs, LIKELY, signs)] if len(parts) >= _FEWEST else []
        yield [*whole, Candidate("sum_list", "sum", first, tuple(parts), LOOSE, (1,) * len(parts))]


def _parallel(own: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """预算 A、执行 B。其中甲 预算 a、执行 b；乙 预算 c、执行 d: clauses that say the same of the parts, column by column."""
    clauses = [list(group) for _, group in groupby(own, key=_clause)]
    for place, head in enumerate(clauses):
        run = _run_of_parts(head, clauses[place + 1 :])
        if len(run) < 2:
            continue
        levels = [f for f in head if _is_level(f)]
        if len(levels) == 1 and "其中" in head[0].passage.text[head[-1].end : run[0][0].start]:
            continue  # one column is a list
        for position, whole in enumerate(levels):
            named = [_same_column(whole, position, levels, clause) for clause in run]
            parts = tuple(f for f in named if f is not None)
            if len(parts) < len(run) or any(part.point.middle > whole.point.middle for part in parts):
                continue
            tail = len(parts[0].label) >= _TAIL and all(part.label.endswith(whole.label[-_TAIL:]) for part in parts)
            semicolons = run[0][0].sentence == run[-1][0].sentence
            strength = LIKELY if semicolons and (tail or not position) else LOOSE
            yield [Candidate("sum_derived", "sum", whole, parts, strength, (1,) * len(parts))]


def _run_of_parts(head: Sequence[Figure], following: Sequence[Sequence[Figure]]) -> list[Sequence[Figure]]:
    """The clauses after a total that divide it: from 其中 to the end of the sentence, or sentences whose counted nouns are the total's."""
    if not following:
        return []
    first, text = following[0][0], head[0].passage.text
    gap = text[head[-1].end : first.start]
    if "其中" in gap and first.sentence - head[0].sentence <= 1 and "；" not in gap:
        return [clause for clause in following if clause[0].sentence == first.sentence]
    if head[0].sentence == first.sentence:
        return []
    by_sentence = [next(iter(group)) for _, group in groupby(following, key=lambda clause: clause[0].sentence)]
    run: list[Sequence[Figure]] = []
    for clause in by_sentence[:2]:
        if clause[0].sentence - head[0].sentence != len(run) + 1 or not any(alike(f, clause[0]) for f in head):
            break
        run.append([f for c in following if c[0].sentence == clause[0].sentence for f in c])
    return run


def _same_column(whole: Figure, position: int, columns: Sequence[Figure], clause: Sequence[Figure]) -> Figure | None:
    """The figure of a clause that says of the part what the total says of the whole."""
    levels = [f for f in clause if _is_level(f) and alike(f, whole)]
    named = [f for f in levels if f.label[-_TAIL:] == whole.label[-_TAIL:] and len(f.label) >= _TAIL]
    if named:
        return named[0]
    first = levels and not position and levels[0] is clause[0]
    return levels[0] if first and len(levels) == len([f for f in columns if alike(f, whole)]) else None


_BATCH = re.compile(r"第([一二三四五六七八九])[批次期轮]")
_ORDINALS = "一二三四五六七八九"
_LONG = 4


def _batches(own: Sequence[Figure], everywhere: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """第一批 A 万元 …；第二批 B 万元: together an amount that stands anywhere in the report."""
    firsts: list[Figure] = []
    for figure in own:
        match = _BATCH.search(figure.label) or _BATCH.search(figure.before[-60:])
        if match and len(firsts) < len(_ORDINALS) and match[1] == _ORDINALS[len(firsts)] and not figure.depth:
            firsts.append(figure)
    if len(firsts) < 2:
        return
    total, rough = sum(f.point.middle for f in firsts), sum(f.point.half for f in firsts)
    for head in everywhere:
        telling = len(head.digits.replace(".", "")) >= _LONG and head not in firsts
        if telling and alike(head, firsts[0]) and abs(head.point.middle - total) <= head.point.half + rough:
            yield [Candidate("sum_derived", "sum", head, tuple(firsts), PROPOSED, (1,) * len(firsts))]


_SHARE = re.compile(r"(?:按|安排|承担|负担|配套|占)?(\d{1,2}(?:\.\d+)?)%(?:计|即|共计|，|为)?$")
_BEARS = re.compile(r"承担|负担|配套|自筹|安排|筹集|解决|负责|补助|出资")


def _loans(own: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """需 A 万元，市级安排 80% 计 B 万元，县里承担 C 万元: a part named by its share, and who bears the rest."""
    for place, (whole, part, rest) in enumerate(zip(own, own[1:], own[2:], strict=False)):
        if not whole.sentence == part.sentence == rest.sentence or not (alike(whole, part) and alike(whole, rest)):
            continue
        text = whole.passage.text
        share = _SHARE.search(text[part.bounds[0] : part.start])
        bears = _BEARS.search(text[part.end : rest.start])
        more = [f for f in own[place + 3 :] if f.sentence == rest.sentence and alike(f, rest) and _BEARS.search(f.label)]
        less = part.point.middle < whole.point.middle and rest.point.middle < whole.point.middle
        if share and bears and less and not more and _is_level(whole) and _is_level(rest):
            yield [Candidate("sum_list", "sum", whole, (part, rest), LIKELY, (1, 1))]
