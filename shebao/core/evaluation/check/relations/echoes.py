"""What is said in one place and a digit differently in another: rates of one name in prose and table, counts said twice in the same words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from shebao.core.evaluation.check.relations.exact import Point
from shebao.core.evaluation.check.relations.figure import DELTA, OF_LAST_YEAR, Figure
from shebao.core.evaluation.check.relations.pairs import Repeat, one_slip
from shebao.core.evaluation.check.relations.subject import near, specific

_NAME = re.compile(r"[一-龥]{3,24}(?:率|度|比例|比重)")
_GENERIC = re.compile(
    r"资金|预算|项目|全年|本年|支出|收入|执行|完成|到位|使用|拨付|支付|总体|综合|实际|目标|增长|下降|所占?|占|率|度|比例|比重|的|为"
)
GENERAL_WORDS = re.compile(
    r"(?:其中|共|全年|本年|当年|累计|预算|项目|资金|经费|支出|收入|完成|实际|计划|下达|到位|拨付|使用|执行|目标|补助|补贴|涉及|受益|覆盖|人数|户数|总|数|为|了)+"
)
_TOO_PLAIN = re.compile(r"合计|总计|其中|年度资金|上年结转|本年财政|其他资金|财政拨款")
_MOST_PLACES, _LONG = 60, 8
_FINE, _COARSE, _ALIKE = 7, 5, 60


def echoes(rows: Sequence[Figure]) -> Iterator[Repeat]:
    """Pairs that should read the same, and those that do."""
    yield from _rates(rows)
    yield from _twice(rows)
    yield from _in_another_unit(rows)
    yield from _side_by_side(rows)


def _side_by_side(rows: Sequence[Figure]) -> Iterator[Repeat]:
    """支付 190.80 万元，基金支出 190.80 万元: two amounts spent, next to each other, that differ in one digit of many or in none."""
    money = [f for f in rows if f.kind == "money" and not f.cell and f.number.firm]
    for first, second in pairwise(money):
        named = re.search(r"(?:支付|发放)$", first.label) and re.search(r"^(?:[一-龥]{0,4})支出$", second.label)
        spent = bool(named) and first.sentence == second.sentence and first.depth == second.depth
        if not spent or len(first.digits.replace(".", "")) < _COARSE - 1 or DELTA.search(second.label) or second.order - first.order > 2:
            continue
        if re.search(r"其中|；", first.passage.text[first.end : second.start]) or OF_LAST_YEAR.search(first.label + second.label):
            continue
        if first.point.middle == second.point.middle or one_slip(first.digits, second.digits):
            yield Repeat(first, second, 1, first.point.middle != second.point.middle)


def _rates(rows: Sequence[Figure]) -> Iterator[Repeat]:
    """A rate of one name: each place that prints it against each other place."""
    places: dict[str, dict[tuple[int, int], list[Figure]]] = defaultdict(lambda: defaultdict(list))
    listed = {
        re.sub(r"[“”]", "", f.label)
        for f in rows
        if f.cell and f.kind == "percent" and 4 <= len(f.label) <= 24 and not _TOO_PLAIN.match(f.label)
    }
    for figure in rows:
        bare = re.sub(r"不(?:低于|高于|少于|超过|大于|小于)", "", figure.label)
        if figure.kind != "percent" or DELTA.search(bare) or OF_LAST_YEAR.search(figure.label):
            continue
        plain = re.sub(r"[“”]|(?:为|达到?|：)$", "", bare)
        match = _NAME.search(plain)
        if plain in listed:
            match = re.fullmatch(r".*", plain)
            row = figure.name.passage.places[figure.name.start] if figure.name is not None and figure.name.passage.places else (0, 0)
            place = (figure.paragraph, 1000 * row[0] + row[1] if figure.cell else figure.order)
            places[plain][place].append(figure)
        elif match and (len(_GENERIC.sub("", match.group())) >= 2 or len(match.group()) >= _LONG):
            row = figure.name.passage.places[figure.name.start] if figure.name is not None and figure.name.passage.places else (0, 0)
            place = (figure.paragraph, 1000 * row[0] + row[1] if figure.cell else figure.sentence)
            places[match.group()][place].append(figure)
    names = sorted(places)[:_MOST_PLACES]
    for name in names:
        if name in listed and not any(figure.cell for figures in places[name].values() for figure in figures):
            continue
        own_words = len(name) >= 4 and len(_GENERIC.sub("", name)) >= 2
        alike = [other for other in names if other == name or (own_words and other.endswith(name))]
        own = [figures for other in alike for figures in places[other].values()]
        for first in places[name].values():
            yield from _against(first, [figures for figures in own if figures is not first])


def _against(here: Sequence[Figure], others: Sequence[Sequence[Figure]]) -> Iterator[Repeat]:
    for there in others:
        shared = [(a, b) for a in here for b in there if a.point.middle == b.point.middle]
        same_here, same_there = {id(a) for a, _ in shared}, {id(b) for _, b in shared}
        odd, rest = [f for f in here if id(f) not in same_here], [f for f in there if id(f) not in same_there]
        for a, b in shared[:1]:
            if a.order < b.order or a.paragraph < b.paragraph:
                yield Repeat(a, b, 1, False)
        slips = [(a, b) for a in odd for b in rest if one_slip(a.digits, b.digits)]
        if len(odd) == 1 and slips and len({b.point.middle for _, b in slips}) == 1:
            yield Repeat(*slips[0], 1, True)


def _in_another_unit(rows: Sequence[Figure]) -> Iterator[Repeat]:
    """176975384.52 元 in the prose, 17697.54 in a table of 万元: figures so long that only one fact can be meant."""
    fine = [f for f in rows if f.measure == "元" and f.number.firm and len(f.digits.partition(".")[0]) >= _FINE][:_MOST_PLACES]
    coarse = [f for f in rows if f.number.firm and len(f.digits.replace(".", "")) >= _COARSE and (f.measure == "万元" or _bare(f))]
    for whole in fine:
        for short in coarse:
            scale = 10_000 if _bare(short) else 1
            point = Point(short.point.middle * scale, short.point.half * scale)
            gap = abs(whole.point.middle - point.middle)
            first, second = sorted((whole, replace(short, point=point)), key=lambda f: f.order)
            if gap <= 2 * point.half:
                yield Repeat(first, second, 1, False)
            elif near(whole.label, short.label) >= _ALIKE and _one_digit(whole, point, short):
                yield Repeat(first, second, 1, True)


def _bare(figure: Figure) -> bool:
    """Whether it is a table's figure whose unit stands in the head."""
    return figure.cell and figure.kind == "bare" and "." in figure.digits


def _one_digit(whole: Figure, point: Point, short: Figure) -> bool:
    """Whether the long figure, cut to the short one's last digit, differs from it in one digit."""
    step = 2 * point.half
    if not step:
        return False
    rounded = (whole.point.middle + point.half) // step
    return one_slip(str(rounded), short.digits.replace(".", ""))


_LEAD = 6
_MARKED = re.compile(r"^(?:（[一二三四五六七八九十\d]{1,2}）|\d{1,2}[.、．])")
_NUMBERING = re.compile(r"^(?:[一二三四五六七八九十\d]{1,2}[、.．]|（[一二三四五六七八九十\d]{1,2}）)$")


def _inside(figure: Figure) -> bool:
    """Whether its words stand inside a sentence that says before them what it is about."""
    lead = figure.passage.text[figure.bounds[0] : figure.label_start]
    return bool(lead) and not _NUMBERING.match(lead)


def _twice(rows: Sequence[Figure]) -> Iterator[Repeat]:
    """A count that the report says exactly twice, in the same words and in different paragraphs."""
    said: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in rows:
        counted = figure.kind in ("people", "times", "money") or figure.kind.startswith("count:")
        if counted and figure.number.firm and not figure.cell and not DELTA.search(figure.label):
            words = re.sub(r"^(?:[一二三四五六七八九十\d]{1,2}[、.．]|（[一二三四五六七八九十\d]{1,2}）)", "", figure.label)
            own_words = len(specific(words)) >= 4 or (len(words) >= 4 and specific(words) and not GENERAL_WORDS.fullmatch(words))
            if own_words and not OF_LAST_YEAR.search(words):
                said[words, figure.measure].append(figure)
    for figures in said.values():
        if len(figures) == 2 and figures[0].paragraph != figures[1].paragraph and len(figures[0].digits) >= 2:
            first, second = figures
            if _MARKED.match(first.label) and _MARKED.match(second.label):
                continue  # （三）… under two headings
            if (_inside(first) or _inside(second)) and first.before[:_LEAD] != second.before[:_LEAD]:
                continue  # 甲险种参保 a 人，领取 b 人。乙险种参保 c 人，领取 d 人
            if first.point.middle == second.point.middle or one_slip(first.digits, second.digits):
                yield Repeat(first, second, 1, first.point.middle != second.point.middle)
