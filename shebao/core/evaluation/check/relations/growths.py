"""Growth and decline: a rate against two levels, or against a change and the level it led to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import permutations

from shebao.core.evaluation.check.interval import Agreement
from shebao.core.evaluation.check.relations.cues import without_brackets
from shebao.core.evaluation.check.relations.exact import quotient_agreement
from shebao.core.evaluation.check.relations.figure import BASE, DELTA, FALL, OF_LAST_YEAR, Figure, alike, of_last_year
from shebao.core.evaluation.check.relations.relation import CLOSED, LIKELY, LOOSE, PROPOSED, Candidate
from shebao.core.evaluation.check.relations.subject import near

OVER_TASK = re.compile(r"超(?:额|过|出)?(?:完成)?[一-龥]{0,4}(?:任务|目标|计划)[一-龥]{0,4}$")
_ADJUSTED = re.compile(r"(?<!自然)口径|可比|不变价|剔除|扣除|名义|自然增长|实际增长|年均")
_OVER_PLAN = re.compile(r"超收|短收|超支|超额")


def growths(rate: Figure, around: Sequence[Figure]) -> Iterator[Candidate]:
    """Every pair of amounts near it that the rate may compare: two levels, or a change and a level."""
    falls = bool(FALL.search(rate.label[-8:]))
    adjusted = bool(_ADJUSTED.search(rate.passage.text, max(rate.bounds[0], rate.start - 24), rate.end + 8))
    here = [f for f in around if f.sentence == rate.sentence and f.order < rate.order]
    for a, b in permutations(around, 2):
        if not alike(a, b):
            continue
        form, strength = "fall" if falls else "growth", PROPOSED
        pair = [f for f in here if alike(f, a)]
        moved = re.search(r"(?:由|从)[^，；]*$", b.label) and re.search(r"(?:到|至|为)$", a.label)
        yearly = of_last_year(b, a)
        if (
            b.order == rate.order - 1
            and a.order == b.order - 1
            and BASE.search(b.label)
            and yearly
            and not DELTA.search(a.label)
            or len(pair) == 2
            and {a.order, b.order} == {f.order for f in pair}
            and (yearly or moved)
            and not DELTA.search(a.label)
            or OVER_TASK.search(rate.label)
            and a.role in ("done", "spent")
            and b.role == "target"
        ):
            strength = LIKELY
        elif DELTA.search(a.label):
            strength = _change_strength(rate, a, b, around)
            if _OVER_PLAN.search(a.label) and b.role == "plan" and b.sentence == rate.sentence and a.order == rate.order - 1:
                yield Candidate("rat_growth", "ratio", rate, (a, b), LIKELY)
            if strength == CLOSED and len(pair) > 2 and _present(rate, a, around) != [b]:
                strength = LOOSE  # with more figures about, the base may be another one
            form = "fall of" if falls or FALL.search(a.label[-6:]) else "rise of"
            based = (bool(OF_LAST_YEAR.search(b.label) or BASE.search(b.label))) and b.order == a.order - 1
            if DELTA.search(a.label) and based and a.order == rate.order - 1 and b.sentence == rate.sentence:
                form, strength = "ratio", LIKELY  # 较上年 80 万元增加 8 万元，增长 10%: the base itself is printed
        for shape, surely in ((form, strength), *((s, PROPOSED) for s in ("growth", "fall", "ratio", "rise of", "fall of") if s != form)):
            if adjusted:
                surely = PROPOSED  # 同口径, 可比价: the base is not the printed one
            if surely > PROPOSED or (
                shape in _shapes(falls) and quotient_agreement(shape, rate.point, a.point, b.point) is Agreement.EQUAL
            ):
                yield Candidate("rat_growth", shape, rate, (a, b), surely)


def _shapes(falls: bool) -> tuple[str, ...]:
    return ("fall", "fall of", "ratio") if falls else ("growth", "rise of", "ratio")


def _present(rate: Figure, change: Figure, around: Sequence[Figure]) -> list[Figure]:
    """The figures of the clause that may be the present level: no change, no plan, not of last year, after the last semicolon."""
    start = rate.passage.text.rfind("；", rate.bounds[0], rate.start)
    return [
        f
        for f in around
        if f.sentence == rate.sentence
        and f.order < change.order
        and f.start > start
        and f.depth == rate.depth
        and alike(f, change)
        and f.role not in ("plan", "target")
        and not DELTA.search(f.label)
        and not OF_LAST_YEAR.search(f.label)
        and not BASE.search(f.label)
        and not re.search(r"其中", without_brackets(rate.passage.text[f.end : change.start]))
    ]


_COMPARED = re.compile(r"^(?:同比|[较比](?:上年|去年|上一年))|^(?:与|较|比|同)[一-龥\d（）]{0,8}(?:年|年度|期)[一-龥]{0,4}相?比")


def _change_strength(rate: Figure, change: Figure, now: Figure, around: Sequence[Figure]) -> int:
    """增加 783 万元，增长 8.7%: the change stands just before the rate, the present figure just before the change."""
    together = change.sentence == now.sentence == rate.sentence and not BASE.search(now.label)
    compared = _COMPARED.match(rate.passage.text[rate.bounds[0] : change.start])
    if compared and change.order == rate.order - 1 and now.paragraph == rate.paragraph and now.order < change.order:
        # 收支总计均为 A 万元。与上年相比，各增加 D 万元，增长 R%
        own = [f for f in around if f.sentence == rate.sentence - 1 and alike(f, now) and not DELTA.search(f.label)]
        return LIKELY if own == [now] and not OF_LAST_YEAR.search(now.label) else LOOSE if own[:1] == [now] else PROPOSED
    if together and change.order == rate.order - 1 and _present(rate, change, around) == [now]:
        return LIKELY  # 完成 A 万元，为预算 P 万元的 96%，比上年增加 D 万元，增长 R%
    if together and change.order == rate.order + 1 and not _OVER_PLAN.search(change.label) and _present(rate, change, around) == [now]:
        return LIKELY  # 完成 A 万元，完成预算 P 万元的 96%，同比增长 R%，增收 D 万元
    if together and change.order == rate.order - 1 and now.order == change.order - 1 and not DELTA.search(now.label):
        return CLOSED if not OF_LAST_YEAR.search(now.label) else LOOSE
    if together and change.order == rate.order + 1 and now.order == rate.order - 1 and not DELTA.search(now.label):
        return LIKELY
    return LOOSE if together and change.order == rate.order - 1 and now.order < change.order else PROPOSED


def over_task(rate: Figure, rows: Sequence[Figure], not_amounts: Sequence[str]) -> Iterator[Candidate]:
    """超任务 43%: the task and what was done stand elsewhere in the report, once or always alike."""
    for kind in sorted({f.kind for f in rows if f.role == "target"} - set(not_amounts)):
        targets = {f.number.value: f for f in reversed(rows) if f.kind == kind and f.role == "target" and f.number.firm}
        results = {f.number.value: f for f in reversed(rows) if f.kind == kind and f.role == "done" and f.number.firm}
        if len(targets) == len(results) == 1:
            done, target = next(iter(results.values())), next(iter(targets.values()))
            if near(done.label, target.label) >= 30:
                yield Candidate("rat_growth", "growth", rate, (done, target), LIKELY)
