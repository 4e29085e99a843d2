"""Two figures that bound or repeat each other: part and whole, used and planned, in post and establishment, goal and result, one fact twice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from shebao.core.evaluation.check.relations.figure import BASE, DELTA, OF_LAST_YEAR, Figure, alike, role_of
from shebao.core.evaluation.check.relations.subject import contradict, near, one_role, pairs_of, specific

_UNDER = {"person": ("post",), "spent": ("plan", "arrived"), "arrived": ("plan",), "done": ("plan",)}
_REVENUE = re.compile(r"收入|税|超收|征收|入库")
_MONEY_ONLY = ("spent", "done", "arrived")
_FLOOR = re.compile(r"(?:≥|不低于|不少于|至少|达到|目标值?|指标值|任务数?|计划|应)[一-龥]{0,4}(?:≥|不低于|不少于|至少)?(?:为|：|是)?$")
_CEILING = re.compile(r"≤|不高于|不超过|控制在|以内|以下|减少")
_ADDED = re.compile(r"(?:追加|增加|新增|调增)(?:了|预算|资金|安排)*$")
_BACK = re.compile(r"追回|退回|收回|追缴")
_OWED = (
    (_BACK, re.compile(r"多[一-龥]{0,3}发|补发|重复[发领]|冒领|应追|应收回|违规|欠缴|错发")),
    (re.compile(r"下达|安排|到位|拨付|支出|使用"), re.compile(r"估算|概算|总投资|匡算|总造价")),
)
_ACTUAL = re.compile(r"实际|完成值?|实现|达到|新增")
_COMPLETED = re.compile(
    r"(?:已|均|全部|全面|圆满|按照?计划|按时|如期)[一-龥]{0,8}完成[一-龥]{0,6}(?:目标|任务|指标)|(?:目标|任务|指标)[一-龥]{0,6}(?:全部|均已?|已全部|全面|圆满)(?:完成|实现)"
)


@dataclass(frozen=True, slots=True)
class Bound:
    """`low` must not be more than `high`. kind: bound, part, goal. claimed: the report says the goals
    were reached. sure: no other figure could be meant."""

    low: Figure
    high: Figure
    kind: str
    claimed: str = ""
    sure: bool = False

    @property
    def true(self) -> bool:
        """Whether it holds within rounding."""
        return self.low.point.middle - self.low.point.half <= self.high.point.middle + self.high.point.half

    @property
    def figures(self) -> tuple[Figure, Figure]:
        """Both."""
        return self.low, self.high


def bounds(rows: Sequence[Figure]) -> Iterator[Bound]:
    """Figures of which one cannot be more than the other: by their roles, or a part named by 其中."""
    for index, figure in enumerate(rows):
        if not figure.number.firm or DELTA.search(figure.label):
            continue
        part = _part(rows, index)
        if part is not None:
            yield part
        if figure.kind in ("percent", "points"):
            continue
        wanted = _UNDER.get(figure.role, ())
        if figure.role in _MONEY_ONLY and figure.kind not in ("money", "scaled", "bare"):
            continue
        close = [
            other
            for other in rows[max(0, index - 8) : index + 5]
            if other is not figure
            and other.role in wanted
            and (alike(other, figure) or _posts(other, figure))
            and other.number.firm
            and abs(other.sentence - figure.sentence) <= 5
            and abs(other.paragraph - figure.paragraph) <= 3
        ]
        close = [
            o for o in close if not contradict(o.label, figure.label) and not OF_LAST_YEAR.search(o.label) and not DELTA.search(o.label)
        ]
        if figure.role == "spent" and _CARRIED_IN.search(figure.before):
            continue  # what was left of last year may be spent as well
        if any(_REVENUE.search(o.label) for o in (figure, *close)):
            continue  # revenue may well exceed its plan
        if close and not OF_LAST_YEAR.search(figure.label):
            close.sort(key=lambda o: (o.depth, _within(o), abs(o.sentence - figure.sentence), abs(o.order - figure.order)))
            for role in wanted:
                readings = [Bound(figure, other, "bound", sure=len(close) == 1) for other in close if other.role == role]
                if readings:
                    yield next((reading for reading in readings if reading.true), readings[0])


_CARRIED_IN = re.compile(r"(?:年初|上年|去年|期初)[一-龥]{0,4}(?:结转|结[余存])")


def _within(figure: Figure) -> bool:
    """Whether the figure is a part named after 其中, and not the whole."""
    return bool(re.search(r"(?:其中|包括)[^；。]*$", figure.before[-40:]))


def owed(rows: Sequence[Figure]) -> Iterator[Bound]:
    """追回 ≤ 多发, 下达 ≤ 估算: what came back is not more than what went out, what was given not more than what the project costs."""
    for index, low in enumerate(rows):
        if low.cell or not low.number.firm or low.kind not in ("money", "people", "scaled"):
            continue
        for small, large in _OWED:
            if not small.search(low.label) and not (small is _BACK and small.search(low.before[-16:])):
                continue
            for high in reversed(rows[max(0, index - 6) : index]):
                if alike(high, low) and high.sentence >= low.sentence - 1 and large.search(high.label) and high.number.firm:
                    yield Bound(low, high, "bound")
                    break


def _posts(post: Figure, person: Figure) -> bool:
    """编制 249 个, 在职 246 人: posts may be counted in pieces."""
    return post.role == "post" and person.role == "person" and (post.kind, person.kind) == ("count:个", "people")


def _part(rows: Sequence[Figure], index: int) -> Bound | None:
    """27 个村，其中 11 个贫困村: the first figure after 其中 is a part of the figure before."""
    figure = rows[index]
    if figure.kind in ("percent", "permille", "percentage points", "points"):
        return None  # the rate of a part may well be higher than the rate of the whole
    gap = figure.passage.text[rows[index - 1].end : figure.start] if index and rows[index - 1].paragraph == figure.paragraph else ""
    if index and re.search(r"其中|（含[^）]*$", gap) and len(gap) < 40 and not re.search(r"按[^，。；]{1,16}(?:分|划分)|；", gap):
        for whole in reversed(rows[max(0, index - 3) : index]):
            if _ADDED.search(whole.label) and whole.paragraph == figure.paragraph:
                return None  # 年初安排 A，追加 B。其中: of both together
            if DELTA.search(whole.label) or OF_LAST_YEAR.search(whole.label):
                continue
            if whole.paragraph == figure.paragraph and alike(whole, figure) and whole.number.firm and whole.sentence >= figure.sentence - 1:
                return Bound(figure, whole, "part")
    return None


def goals(rows: Sequence[Figure], text: str) -> Iterator[Bound]:
    """A goal and the result printed after it: 不低于 105 人，实际 116 人."""
    claim = _COMPLETED.search(text)
    for index, goal in enumerate(rows):
        head = goal.label + goal.number.op
        if role_of(goal.label) != "target" and not _FLOOR.search(head):
            continue
        if _CEILING.search(head):
            continue
        for result in rows[index + 1 : index + 4]:
            if result.paragraph != goal.paragraph or result.sentence > goal.sentence + 1 or not alike(goal, result):
                continue
            if DELTA.search(result.label) or BASE.search(goal.label):
                break  # 较目标任务 65 公里多完成 3.5 公里
            beside = goal.number.op in ("≥", ">") and result.label == goal.label and not result.number.op and result.order == goal.order + 1
            if beside:
                yield Bound(goal, result, "goal", "")
                break
            if (
                _ACTUAL.search(result.label)
                and not _FLOOR.search(result.label + result.number.op)
                and not contradict(goal.label, result.label)
            ):
                yield Bound(goal, result, "goal", claim.group() if claim else "")
                break


_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same fact printed twice. sure: how surely it is the same fact (2 certain, 1 likely); slip: one digit or two neighbours apart."""

    first: Figure
    second: Figure
    sure: int
    slip: bool

    @property
    def true(self) -> bool:
        """Whether both say the same within the coarser rounding."""
        a, b = self.first.point, self.second.point
        return abs(a.middle - b.middle) <= max(a.half, b.half) * 2

    @property
    def figures(self) -> tuple[Figure, Figure]:
        """Both."""
        return self.first, self.second


def repeats(rows: Sequence[Figure]) -> Iterator[Repeat]:
    """Facts stated in two places: equal figures of one subject; unequal ones only where everything beside them is equal."""
    usable = [f for f in rows if f.number.firm and f.kind in ("money", "people", "scaled") or f.kind.startswith("count:")]
    usable = [f for f in usable if not DELTA.search(f.label) and not OF_LAST_YEAR.search(f.label) and pairs_of(f.label)][:400]
    for index, second in enumerate(usable):
        equal = False
        for first in usable[:index]:
            if first.sentence == second.sentence or not alike(first, second):
                continue
            if first.point.middle == second.point.middle and len(first.digits) > 1:
                if near(first.label, second.label) >= 40 and one_role(first, second) and not equal:
                    equal = True
                    yield Repeat(first, second, 1, False)
        if not equal and len(second.digits.replace(".", "")) >= 3:
            yield from _unequal(usable[:index], second, rows)


_NUMBERED = re.compile(r"^(?:（[一二三四五六七八九十\d]{1,2}）|\d{1,2}[.、．]|[①-⑩])")


def _unequal(earlier: Sequence[Figure], second: Figure, rows: Sequence[Figure]) -> Iterator[Repeat]:
    named = [f for f in rows if f.label == second.label and alike(f, second)]
    if len({f.point.middle for f in named}) >= _SEVERAL:
        return  # 中央资金 a 万元 … 中央资金 b 万元 … 中央资金 c 万元: of several projects
    for first in earlier:
        if _NUMBERED.match(first.label) and _NUMBERED.match(second.label) and first.depth == second.depth == 0:
            continue  # （三）… under two headings
        if first.sentence == second.sentence or not alike(first, second) or first.role != second.role or first.measure != second.measure:
            continue
        shared = len(pairs_of(first.label) & pairs_of(second.label))
        if near(first.label, second.label) < 80 or not shared or not specific(first.label):
            continue
        slip = one_slip(first.digits, second.digits)
        if slip and not _told_alike(first, second, rows):
            continue
        company = _company(first, second, rows) and (shared >= 3 or near(first.label, second.label) == 100)
        if not company and shared < 3:
            continue
        if slip and company:
            yield Repeat(first, second, 2, True)
        elif slip:
            yield Repeat(first, second, 1, True)


def _told_alike(first: Figure, second: Figure, rows: Sequence[Figure]) -> bool:
    """Whether two lists of the same names are one list told twice: 预算 a、b、c and 完成 a′、b′、c′ differ in more than one."""
    here = {f.label: f.point.middle for f in rows[max(0, first.order - 8) : first.order + 9] if f.sentence == first.sentence}
    there = {f.label: f.point.middle for f in rows[max(0, second.order - 8) : second.order + 9] if f.sentence == second.sentence}
    return sum(here[name] != there[name] for name in here.keys() & there.keys()) <= 1


def one_slip(a: str, b: str) -> bool:
    """Whether two figures differ in one digit or by two neighbours swapped."""
    if len(a) != len(b):
        return False
    apart = [i for i in range(len(a)) if a[i] != b[i]]
    return len(apart) == 1 or (len(apart) == 2 and apart[1] == apart[0] + 1 and a[apart[0]] == b[apart[1]] and a[apart[1]] == b[apart[0]])


def _company(first: Figure, second: Figure, rows: Sequence[Figure]) -> bool:
    """Whether a figure beside the first stands equal beside the second too."""

    def beside(figure: Figure) -> set[tuple[str, int]]:
        near_by = rows[max(0, figure.order - 2) : figure.order + 3]
        return {(f.kind, f.point.middle) for f in near_by if f is not figure and f.sentence == figure.sentence and f.number.value > 10}

    return bool(beside(first) & beside(second))
