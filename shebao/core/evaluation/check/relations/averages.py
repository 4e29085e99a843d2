"""An amount, a number and what each of them gets, in one clause: 640 件、51.2 万元、件均 800 元; and how many a day, a session, a batch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from shebao.core.evaluation.check.relations.exact import ONE, Point
from shebao.core.evaluation.check.relations.figure import DELTA, OF_LAST_YEAR, Figure, noun_of
from shebao.core.evaluation.check.relations.products import standard
from shebao.core.evaluation.check.relations.relation import LIKELY, LOOSE, Candidate

_PER = re.compile(
    r"(?:每(?:一|个)?(?P<each>[一-龥]{1,2}?)|(?P<mean>[一-龥])均)(?:(?<!月)[补支安奖投发标约给下拨兑扶救慰资经金助排励放准付偿贴计为达成接待参与费用造价检测是])*$"
)
_AFTER = re.compile(r"^/(?P<each>[一-龥]{1,2})|^每(?P<other>[一-龥])(?![一-龥]?月)")
_PEOPLE, _TIMES = "人生名员", "次"
_TIMED = re.compile(r"每[人生户名]?每?(?:月|天|日|季)|月均|/(?:月|天|日)|[人户]·?月|均每月")
_NO_PRICE = re.compile(r"收入|收益|增收|消费|产值|负担|利润|缺口|欠|结余|余额")
_BREAK = re.compile(r"[；。]|（\d{1,2}）|[①-⑩]|(?<=[，。；：])[一二三四五六七八九]是")
_SUBJECT = re.compile(r"[一-龥]{2,}")


def averages(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """The one number and the one amount of each clause that names what one of them gets; and the same over the report, by subject."""
    prose = [f for f in rows if not f.cell and f.number.firm]
    loose: list[tuple[Figure, Figure]] = []
    for _, group in groupby(prose, key=lambda f: (f.paragraph, f.sentence)):
        own = list(group)
        for clause in _clauses(own):
            for price in clause:
                unit = _unit(price)
                if unit is None or _several(own, price):
                    continue
                counts = [f for f in clause if f is not price and _counts(f, unit)]
                near = _inside(price, clause) or clause
                totals = [f for f in near if f is not price and f.kind == price.kind and _whole(f)]
                if len(totals) > 1:
                    totals = [f for f in totals if f.order == price.order - 1]
                if len(counts) > 1 and (earlier := [f for f in counts if f.order < price.order]) and unit in "次笔":
                    counts = earlier[-1:]
                if len(counts) != 1 and len(own_counts := [f for f in counts if abs(f.order - price.order) == 1]) == 1:
                    counts = own_counts
                if len(counts) == len(totals) == 1:
                    yield from _product(totals[0], counts[0], price)
                elif len(counts) == 1 and not totals and price.kind == "money":
                    loose.append((counts[0], price))
    for count, price in loose:
        yield from _elsewhere(count, price, prose)
    yield from _by_subject(prose)


def _several(own: Sequence[Figure], price: Figure) -> bool:
    """下达 T 万元，其中：计税面积 a 亩，每亩 p 元；散种面积 b 亩，每亩 q 元: the total is of all of them together."""
    text = price.passage.text
    prices = [f for f in own if _unit(f) == _unit(price) and f.kind == price.kind]
    among = re.search(r"其中|包括|分别", text[own[0].start : prices[0].start]) if prices else None
    return len(prices) >= 2 and among is not None and not any(_whole(f) and f.kind == price.kind for f in own if f.order > prices[0].order)


def _clauses(own: Sequence[Figure]) -> Iterator[list[Figure]]:
    """The figures of a sentence between semicolons, numbers of items and 一是, 二是."""
    text = own[0].passage.text
    clause: list[Figure] = []
    for figure in own:
        if clause and _BREAK.search(text[clause[-1].end : figure.start]):
            yield clause
            clause = []
        clause.append(figure)
    yield clause


def _inside(price: Figure, clause: Sequence[Figure]) -> list[Figure]:
    """培训补贴 410.2 万元（2051 人，人均 2000 元）: of a bracket, the amount just before it."""
    if not price.depth:
        return []
    before = [f for f in clause if f.order < price.order and f.depth == price.depth - 1]
    return before[-1:]


def _unit(figure: Figure) -> str | None:
    """What the figure is said for each of; None where it is no such figure, or one for a time besides."""
    spell = figure.label[-14:] + figure.printed + figure.after[:5]
    match = _PER.search(re.sub(r"每年度?$", "", figure.label)[-12:]) or _AFTER.match(figure.after[:4])
    if match is None or _TIMED.search(spell) or _NO_PRICE.search(figure.label[-10:]) or figure.kind not in ("money", "people", "times"):
        return None
    words = match.groupdict()
    return words.get("each") or words.get("mean") or words.get("other")


def _counts(figure: Figure, unit: str) -> bool:
    """Whether the figure counts what the unit names."""
    if DELTA.search(figure.label) or OF_LAST_YEAR.search(figure.label) or _unit(figure) is not None:
        return False
    if unit[:1] in _PEOPLE:
        return figure.kind == "people" or (figure.kind == "times" and unit[:1] == "人")
    if unit[:1] == _TIMES:
        return figure.kind in ("times", "count:次", "count:批")
    if unit in "天日":
        return figure.kind == "duration" and figure.measure in ("天", "日")
    return figure.kind.startswith("count:") and (figure.kind.removeprefix("count:") == unit or noun_of(figure)[:1] == unit[:1])


def _whole(figure: Figure) -> bool:
    label = figure.label
    return not (DELTA.search(label) or OF_LAST_YEAR.search(label) or _unit(figure) is not None or re.search(r"标准|单价", label[-8:]))


def _rounded(price: Figure) -> Figure:
    """An average is rounded to the last digit printed, a standard is exact."""
    if re.search(r"均[^每]{0,6}$", price.label[-8:]) and not price.point.half:
        step = ONE // int("1" + "0" * len(price.digits.partition(".")[2]))
        return replace(price, point=Point(price.point.middle, step // 2))
    return standard(price)


def _product(total: Figure, count: Figure, price: Figure) -> Iterator[list[Candidate]]:
    rough = "均" in price.label[-8:] and count.order > price.order and not re.match(r"的?(?:补助|补贴|奖补)?标准", price.after)
    yield [Candidate("int_product", "product", total, (count, _rounded(price)), LOOSE if rough else LIKELY)]


_LISTED = re.compile(r"([一-龥]{2,12}?)(?:按|补助|补贴|奖补)?每[一-龥](?:[补奖][助贴补])?$")


def _by_subject(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """国有林每亩 10 元，集体林每亩 16 元 … 国有林 6.9 万亩，补偿资金 69 万元: standards said once, each for its own subject."""
    prices = []
    for figure in rows:
        match = _LISTED.search(figure.label)
        unit = _unit(figure) if match and figure.kind == "money" else None
        if match and unit:
            subject = re.sub(r"^.*?(?:标准[为是]?|其中|对)", "", match[1])
            prices.append((figure, unit, subject))
    for price, unit, subject in prices[:12]:
        if len(subject) < 2 or sum(other == subject for _, _, other in prices) > 1:
            continue
        for count, amount in pairwise(rows):
            named = count.label.endswith((subject, subject[:4])) and count.sentence != price.sentence and count.sentence == amount.sentence
            if named and amount.order == count.order + 1 and amount.kind == "money" and _counts(count, unit) and _whole(amount):
                yield [Candidate("int_product", "product", amount, (count, _rounded(price)), LIKELY)]


def _elsewhere(count: Figure, price: Figure, rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """临时救助 1274 人次，次均 2500 元, the amount 临时救助金 318.5 万元 in another paragraph: found by its subject."""
    words = _SUBJECT.findall(count.label)
    subject = words[-1][-6:] if words else ""
    core = re.sub(r"(?:共|累计|全年|完成|救助|补助|发放|享受|惠及|覆盖|为|有)+$", "", subject) or subject
    if len(subject) < 2:
        return
    named = [
        f
        for f in rows
        if f.kind == "money"
        and f.sentence != price.sentence
        and _whole(f)
        and subject[:4] in f.label
        and len(core) >= 2
        and core[:4] in f.label
    ]
    if len({f.point.middle for f in named}) == 1:
        yield [Candidate("int_product", "product", named[0], (count, _rounded(price)), LOOSE)]
