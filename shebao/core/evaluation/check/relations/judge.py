"""The verdict from evidence: what fits holds; what does not is an error, a question or nothing, by grammar and by the smallest repair."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from shebao.core.evaluation.check.interval import Agreement, plain
from shebao.core.evaluation.check.model import Severity
from shebao.core.evaluation.check.relations import exact
from shebao.core.evaluation.check.relations.cues import OVERLAP
from shebao.core.evaluation.check.relations.figure import Figure
from shebao.core.evaluation.check.relations.relation import (
    CLOSED,
    LIKELY,
    LOOSE,
    PERCENTS,
    PROPOSED,
    Candidate,
    Repair,
    chance,
    likeness,
    repairs,
)
from shebao.core.evaluation.check.relations.subject import partition

# calibrated on labelled reports: how unlikely a coincidence must be before it counts (see docs)
_FIT = {CLOSED: Fraction(1), LIKELY: Fraction(1), LOOSE: Fraction(1, 12), PROPOSED: Fraction(1, 60)}
_SURE = {CLOSED: Fraction(1), LIKELY: Fraction(1, 5), LOOSE: Fraction(1, 50), PROPOSED: Fraction(0)}
_TELLING = Fraction(1, 1_000)
_WEAK = Fraction(1, 3)
_DOUBT = {CLOSED: Fraction(1), LIKELY: Fraction(1), LOOSE: Fraction(1, 4), PROPOSED: Fraction(0)}


@dataclass(frozen=True, slots=True)
class Relation:
    """A candidate with its verdict: "" severity means it holds."""

    candidate: Candidate
    severity: Severity | Literal[""]
    repair: Repair | None = None
    sure: bool = False

    @property
    def figures(self) -> tuple[Figure, ...]:
        """The figures it speaks of."""
        return self.candidate.figures


def judge(groups: Iterable[Sequence[Candidate]]) -> list[Relation]:
    """One verdict for each group of competing readings; groups whose result another group explains are dropped."""
    holding: list[Relation] = []
    failing: list[Sequence[Candidate]] = []
    for group in groups:
        fitting = _fitting(group)
        if fitting is not None:
            holding.append(Relation(fitting, ""))
        elif any(candidate.strength > PROPOSED for candidate in group):
            failing.append(group)
    telling = [r for r in holding if r.candidate.strength > PROPOSED and r.candidate.shape not in exact.MIXED]
    explained: dict[tuple[tuple[int, int], str], list[set[tuple[int, int]]]] = {}
    for r in telling:
        explained.setdefault((r.candidate.result.key, _class(r.candidate)), []).append({f.key for f in r.candidate.inputs})
    wholes = {(r.candidate.inputs[1].key, r.candidate.result.paragraph) for r in holding if r.candidate.rule == "rat_pair"}
    known = {(r.candidate.inputs[1].key, r.candidate.inputs[0].key) for r in holding if r.candidate.rule == "bal_difference"}
    summed = {(r.candidate.result.key, f.key) for r in holding if r.candidate.shape == "sum" and _all_added(r) for f in r.candidate.inputs}
    patterns = {_pattern(r.candidate) for r in holding if r.candidate.shape == "sum" and len(r.candidate.inputs) >= 2}
    mates = {(_mate(r.candidate), r.candidate.result.paragraph) for r in holding if _mate(r.candidate)}
    shared = {(r.candidate.inputs[0].key, r.candidate.inputs[1].key): r.candidate.result for r in holding if r.candidate.rule == "rat_pair"}
    failing = [group for group in failing if not _rest_left(group, shared)]
    failing = [_like_mate(group, mates) for group in failing]
    failing = [_like_sibling(_raised(group, wholes, known, summed), patterns) for group in failing]
    sides = {f.key for r in holding if r.candidate.shape == "sum" for f in r.candidate.figures}
    broken: list[Relation] = []
    below: list[Relation] = []
    for group in failing:
        relation = _broken(group, sides)
        if relation is None:
            below.extend(Relation(candidate, "") for candidate in group[:1] if _stays_below(candidate))
            continue
        others = explained.get((group[0].result.key, _class(group[0])), [])
        if others and relation.candidate.strength < CLOSED and not _divided_again(relation, others):
            continue
        broken.append(relation)
    exact_sums = {frozenset(f.key for f in relation.figures) for relation in holding}
    below = [relation for relation in below if frozenset(f.key for f in relation.figures) not in exact_sums]
    return holding + below + _once(broken)


Pairs = set[tuple[tuple[int, int], tuple[int, int]]]


_AGAIN = Fraction(1, 40)


def _divided_again(relation: Relation, others: Sequence[set[tuple[int, int]]]) -> bool:
    """Whether a total that other figures make already is divided once more by these: none in common, and one digit mends it."""
    candidate, mend = relation.candidate, relation.repair
    if candidate.rule != "sum_list" or candidate.strength < LIKELY or mend is None or mend.kind not in ("digit", "swap"):
        return False
    own = {f.key for f in candidate.inputs}
    return chance(candidate, mend.kind) <= _AGAIN and not any(own & other for other in others)


def _rest_left(group: Sequence[Candidate], shares: dict[tuple[tuple[int, int], tuple[int, int]], Figure]) -> bool:
    """Whether each named part has its true share of the total and the shares leave more than rounding: the list does not name every part."""
    first = group[0]
    if first.rule != "sum_list" or first.shape != "sum":
        return False
    own = [shares.get((part.key, first.result.key)) for part in first.inputs]
    result = [share for share in own if share is not None]
    return len(result) == len(own) and sum(share.number.value for share in result) <= 100 - len(own)


def _all_added(relation: Relation) -> bool:
    """Whether it is a total of parts that holds by more than chance."""
    candidate = relation.candidate
    return min(candidate.signs, default=1) > 0 and len(candidate.inputs) >= 2 and candidate.strength >= LOOSE


def _mate(candidate: Candidate) -> str:
    """What a total is called, income and expenditure alike: 收入总量 and 支出总量 are mates; "" for other relations."""
    if candidate.shape != "sum" or candidate.result.order < candidate.inputs[-1].order or min(candidate.signs, default=1) < 0:
        return ""
    named = re.search(r"(?:收入|支出)(?:总计|总量|总额|合计)[为是达]?$", candidate.result.label)
    return re.sub(r"收入|支出|[为是达]$", "", named.group()) if named else ""


def _like_mate(group: Sequence[Candidate], mates: set[tuple[str, int]]) -> Sequence[Candidate]:
    """收入总量 is the sum of what stands before it; 支出总量 beside it is meant the same way."""
    out: list[Candidate] = []
    for candidate in group:
        name = _mate(candidate)
        paragraph = candidate.result.paragraph
        told = name and candidate.strength == LIKELY and any((name, paragraph + step) in mates for step in (-1, 0, 1))
        out.append(replace(candidate, strength=CLOSED) if told else candidate)
    return sorted(out, key=lambda candidate: -candidate.strength)


def _pattern(candidate: Candidate, shift: int = 0) -> tuple[int, ...]:
    """The places of a sum's figures among those of the report."""
    return tuple(figure.order + shift for figure in candidate.figures)


def _like_sibling(group: Sequence[Candidate], patterns: set[tuple[int, ...]]) -> Sequence[Candidate]:
    """A sum beside one of the same shape that holds, figure by figure next to it (8 户 20 人), is as certain as that one is true."""
    out: list[Candidate] = []
    for candidate in group:
        own = set(_pattern(candidate))
        beside = (_pattern(candidate, shift) for shift in (-2, -1, 1, 2))
        twin = candidate.shape == "sum" and any(pattern in patterns and not own & set(pattern) for pattern in beside)
        out.append(replace(candidate, strength=CLOSED) if twin and not candidate.result.cell else candidate)
    return sorted(out, key=lambda candidate: -candidate.strength)


def _raised(group: Sequence[Candidate], wholes: set[tuple[tuple[int, int], int]], known: Pairs, summed: Pairs) -> Sequence[Candidate]:
    """A share whose siblings fit the same whole is meant of that whole; part and whole that a true difference names are certain."""
    out: list[Candidate] = []
    for candidate in group:
        if candidate.rule == "rat_pair" and candidate.strength > PROPOSED:
            part, whole = candidate.inputs
            if (part.key, whole.key) in known and part.role == "spent":
                candidate = replace(candidate, strength=CLOSED, sure=True)
            elif (
                candidate.strength == LOOSE
                and part.order == candidate.result.order - 1
                and (whole.key, part.key) in summed
                or (
                    candidate.strength == LOOSE
                    and part.order == candidate.result.order - 1
                    and (whole.key, candidate.result.paragraph) in wholes
                )
            ):
                candidate = replace(candidate, strength=LIKELY)
        out.append(candidate)
    return out


def _class(candidate: Candidate) -> str:
    """What a relation explains of its result: a rate, a product, what is left over, or what it is made of."""
    if candidate.shape in PERCENTS or candidate.shape == "quotient":
        return "rate"
    if candidate.shape in exact.PRODUCTS:
        return "product"
    return "rest" if -1 in candidate.signs else "amount"


def _fitting(group: Sequence[Candidate]) -> Candidate | None:
    """The first reading that fits and is no likely coincidence; beside a sure reading that fails, a loose one must be far less likely."""
    strongest = max((candidate.strength for candidate in group), default=PROPOSED)
    for accepted in (Agreement.EQUAL, Agreement.CUT):
        for candidate in group:
            bound = _FIT[candidate.strength] / _doubted(candidate, strongest)
            if accepted is Agreement.CUT and candidate.strength < LIKELY:
                continue
            overlapping = candidate.shape == "sum" and any(OVERLAP.search(f.label) for f in candidate.inputs)
            if overlapping and (candidate.strength == PROPOSED or (candidate.strength == LOOSE and "级指标" in candidate.inputs[0].label)):
                continue
            if candidate.agreement() is accepted and likeness(candidate) <= bound and _meaningful(candidate):
                return candidate
    return None


def _stays_below(candidate: Candidate) -> bool:
    """Whether the named parts of a list left open are less than the total, as they must be."""
    value = candidate.computed()
    return candidate.open and candidate.strength >= LIKELY and value is not None and value <= candidate.result.number.value


def _doubted(candidate: Candidate, strongest: int) -> int:
    """How many times less likely a coincidence must be, for a loose reading beside a surer one that does not fit."""
    if strongest < LIKELY or candidate.strength >= LIKELY:
        return 1
    return 4 if candidate.rule == "sum_list" and candidate.strength == LOOSE else 20 * strongest


def _meaningful(candidate: Candidate) -> bool:
    """A sum that holds because all but one part is nought says nothing unless its grammar is sure."""
    if candidate.strength >= LIKELY or candidate.shape != "sum":
        return True
    return sum(figure.number.value != 0 for figure in candidate.inputs) >= 2


def _broken(group: Sequence[Candidate], sides: set[tuple[int, int]]) -> Relation | None:
    best: tuple[tuple[bool, int, Fraction], Candidate, Repair | None] | None = None
    for candidate in group[:12]:
        if candidate.strength == PROPOSED or candidate.computed() is None:
            continue
        if candidate.agreement() is Agreement.EQUAL:
            continue
        mends = [repair for repair in repairs(candidate) if _plausible(repair, candidate, sides)]
        mends.sort(key=lambda repair: (chance(candidate, repair.kind), repair.figure.key in sides))
        odds = chance(candidate, mends[0].kind) if mends else Fraction(2)
        rank = (not mends and candidate.strength < CLOSED, -candidate.strength, odds)
        if best is None or rank < best[0]:
            best = rank, candidate, mends[0] if mends else None
    if best is None:
        return None
    _, candidate, mend = best
    severity = _severity(candidate, mend)
    return Relation(candidate, severity, mend, candidate.strength == CLOSED) if severity else None


def _plausible(repair: Repair, candidate: Candidate, sides: set[tuple[int, int]]) -> bool:
    """Whether the slip is one a hand makes here: a loose reading is mended by a digit only, and not in a figure that fits elsewhere."""
    if not repair.positive:
        return False
    return candidate.strength >= LIKELY or (repair.kind in ("digit", "swap") and repair.figure.key not in sides)


def _severity(candidate: Candidate, mend: Repair | None) -> Severity | Literal[""]:
    value = candidate.computed()
    exceeds = (
        candidate.shape == "sum" and min(candidate.signs, default=1) > 0 and value is not None and value > candidate.result.number.value
    )
    if candidate.open:
        return "question" if exceeds and candidate.strength >= LIKELY else ""
    if candidate.strength == CLOSED and mend is None and not exceeds and (_among(candidate) or _by_stage(candidate)):
        return ""  # 其中：甲 a，乙 b: need not name every part
    if candidate.strength == CLOSED:
        return "error" if mend or candidate.sure or candidate.shape == "sum" or _inverse(candidate) else "question"
    if candidate.strength == LIKELY and _inverse(candidate):
        return "error"
    odds = chance(candidate, mend.kind) if mend else Fraction(2)
    if candidate.shape in exact.MIXED:
        return ("warn" if candidate.strength >= LIKELY else "question") if mend and _of_a_rate(mend, candidate) else ""
    if mend and odds <= _SURE[candidate.strength]:
        telling = candidate.rule.startswith("rat") or mend.kind == "swap" or (mend.kind == "digit" and odds <= _TELLING)
        return "error" if candidate.strength >= LIKELY else "warn" if telling else "question"
    divided = candidate.shape == "sum" and partition([figure.label for figure in candidate.inputs])
    if candidate.strength == LIKELY and exceeds and candidate.rule == "sum_list":
        overlapping = 0 if divided else sum(bool(OVERLAP.search(figure.label)) for figure in candidate.inputs)
        if overlapping >= 2:
            return ""  # 亿元以上 5 个，5 亿元以上 3 个: each counts the next again
        counted = candidate.result.kind not in ("money", "people") and not divided and not _enumerated(candidate)
        return "question" if overlapping or counted else "error"
    if candidate.rule == "sum_list" and candidate.strength == LIKELY and odds > _WEAK and not divided:
        return "question" if mend and odds < 1 else ""  # 其中 need not name every part
    doubt = _SURE[LOOSE] if candidate.rule == "sum_list" and len(candidate.inputs) < 4 else _DOUBT[candidate.strength]
    if mend and odds <= doubt and candidate.strength < LIKELY:
        return "question"
    if mend and candidate.strength == LIKELY:
        return "warn" if mend.kind in ("digit", "swap") else "question"
    if candidate.rule == "sum_total_last" and not re.search(r"合计|共计|总计|小计", candidate.result.label):
        return ""  # 累计, 共: of what, only figures that nearly fit can say
    return "question" if candidate.strength == LIKELY and candidate.rule not in ("sum_list", "rat_growth") else ""


def _by_stage(candidate: Candidate) -> bool:
    """370 户：已开工 213 户、已完工 111 户: how far things have come, one stage within the other."""
    return candidate.rule == "sum_list" and sum(bool(re.search(r"已|开工|完工|竣工|完成", f.label)) for f in candidate.inputs) >= 2


_AMONG = re.compile(r"[，。（]?其中[一-龥]{0,4}[，：]?[一-龥（）“”]{2,}$")


def _among(candidate: Candidate) -> bool:
    """Whether a list of amounts is only introduced by 其中 and its parts are not the classes of one division."""
    if candidate.rule != "sum_list" or candidate.result.kind != "money" or partition([f.label for f in candidate.inputs]):
        return False
    first, head = candidate.inputs[0], candidate.result
    return first.passage is head.passage and bool(_AMONG.search(first.passage.text[head.end : first.start]))


def _of_a_rate(mend: Repair, candidate: Candidate) -> bool:
    """Whether the slip lies in a rate: the amounts add up already."""
    proportion = len(candidate.inputs) == 3  # two amounts and their shares: the slip may lie in each
    return mend.kind in ("digit", "swap") and (proportion or mend.figure.kind == "percent")


_ALL_OF_IT = re.compile(r"(?<!公)共|总|合计|实有|现有")


def _enumerated(candidate: Candidate) -> bool:
    """共 N 所，其中小学 a 所、初中 b 所、高中 c 所: three and more parts one after another, of what is called all."""
    parts = candidate.inputs
    joined = all(a.passage.text[a.end : a.end + 1] in "、，" and b.order == a.order + 1 for a, b in pairwise(parts))
    return len(parts) >= 3 and joined and bool(_ALL_OF_IT.search(candidate.result.label))


def _inverse(candidate: Candidate) -> bool:
    """Whether the rate was worked out the wrong way round: base over part."""
    if candidate.shape not in ("ratio", "growth"):
        return False
    a, b = candidate.inputs
    other = Candidate(candidate.rule, "ratio", candidate.result, (b, a), candidate.strength)
    return other.agreement() in (Agreement.EQUAL, Agreement.CUT) and likeness(other) < Fraction(1, 20)


def _once(broken: list[Relation]) -> list[Relation]:
    """One verdict for the same figures: the gravest, then the first."""
    order = {"error": 0, "warn": 1, "question": 2, "info": 3}
    kept: dict[frozenset[tuple[int, int]], Relation] = {}
    for relation in sorted(
        broken, key=lambda r: (order[r.severity], r.candidate.result.order, r.candidate.shape not in ("ratio", "growth"))
    ):
        kept.setdefault(frozenset(f.key for f in relation.candidate.figures), relation)
    rates: set[tuple[int, int]] = set()
    out: list[Relation] = []
    for relation in kept.values():
        rate = relation.candidate.result.key if _class(relation.candidate) == "rate" else None
        if rate is None or rate not in rates:
            out.append(relation)  # one printed rate is wrong once, whatever it is worked out from
        rates |= {rate} if rate is not None else set()
    return out


def shown(candidate: Candidate) -> str:
    """The exact result in the printed unit of the result."""
    value = candidate.computed()
    if value is None:
        return ""
    number = candidate.result.number
    if number.kind in ("percent", "permille", "percentage points", "to one", "count:倍"):
        places = len(candidate.result.digits.partition(".")[2])
        return plain(value, max(2, places)) + number.measure
    return number.shown(value)


def offers(relation: Relation) -> Iterator[str]:
    """The repaired value as advice."""
    if relation.repair is not None:
        words = {"digit": "改一位", "swap": "调换相邻两位", "point": "移动小数点", "unit": "更正单位"}[relation.repair.kind]
        yield f"若把“{relation.repair.figure.printed}”{words}写成“{relation.repair.text}”，就合得上；请对照原始数据。"
