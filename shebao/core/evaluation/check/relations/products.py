"""Heads times a standard is an amount, an amount times a percentage is an amount, and one quantity in two units."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from shebao.core.evaluation.check.interval import Agreement
from shebao.core.evaluation.check.numbers import numeral
from shebao.core.evaluation.check.relations.exact import ONE, Point, product_agreement
from shebao.core.evaluation.check.relations.figure import Figure, measured
from shebao.core.evaluation.check.relations.relation import CLOSED, LIKELY, LOOSE, PROPOSED, Candidate

_EACH = re.compile(
    r"每|分别[一-龥]{0,8}$|各(?:自|安排|补助|奖励|拨付|下达|发放|投入|给予)[一-龥]{0,6}$|(?<!高)标准|人均|单价|生均|户均|亩均|均"
)
_PER = re.compile(r"^(?:/|每)[一-龥]|^(?:/[一-龥]{1,2})?(?:的)?(?:[一-龥]{0,10})?(?:补助|补贴|补偿|奖励|发放|救助|慰问|扶助)?标准")
_COUNTED = ("people", "times", "scaled")
_UNITS = {"count:吨": Fraction(1000), "count:斤": Fraction(1, 2), "count:公斤": Fraction(1), "count:千克": Fraction(1)}
_LENGTHS = {"count:公里": Fraction(1000), "count:米": Fraction(1), "count:千米": Fraction(1000)}
_AREAS = {"count:亩": Fraction(1), "count:公顷": Fraction(15)}


def products(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """Every amount that may be a product of figures near it."""
    for index, result in enumerate(rows):
        if result.kind not in ("money", "scaled") or not result.number.firm or _each(result):
            continue
        near = [f for f in rows[max(0, index - 10) : index + 5] if f is not result and abs(f.paragraph - result.paragraph) <= 1]
        near = [f for f in near if f.number.firm and abs(f.sentence - result.sentence) <= 2]
        prices = [standard(f) for f in near if f.kind == "money" and _each(f)]
        counts = [f for f in near if f.kind in _COUNTED or f.kind.startswith("count:")]
        if result.kind == "scaled":
            prices, counts = [price for price in prices if _spoken(price) is not None], []  # 70 万: of yuan only where the sentence says so
        counts += [spoken for price in prices if (spoken := _spoken(price)) is not None]
        prices += [monthly(price, result) for price in prices if "月" in price.label[-12:] + price.after[:6]]
        candidates = [
            Candidate("int_product", "product", result, (count, price), strength)
            for price in prices
            for count in counts
            if (strength := _strength(result, count, price, near)) or _fits(result, count, price, 1)
        ]
        if result.kind == "scaled":
            if candidates:
                yield candidates
            continue
        bare = [f for f in near if f.kind == "money" and not _each(f) and f.measure == "元" and f.number.value <= 100_000]
        candidates += [
            Candidate("int_product", "product", result, (count, price), PROPOSED)
            for price in bare
            for count in counts
            if _fits(result, count, price, 1)
        ]
        wholes = [f for f in near if f.kind == "money" and not _each(f)]
        shares = [f for f in near if f.kind == "percent" and f.number.value != 100 and not f.number.op]
        candidates += [
            Candidate("int_product", "share", result, (whole, share), strength)
            for whole in wholes
            for share in shares
            if (strength := _share_strength(result, whole, share, wholes)) or _fits(result, whole, share, 100)
        ]
        if candidates:
            candidates.sort(key=lambda c: (-c.strength, sum(abs(f.order - result.order) for f in c.inputs)))
            yield candidates


def distant_products(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """A standard said once and an amount paid said elsewhere: only figures of many digits can tell."""
    prices = [f for f in rows if f.kind == "money" and f.number.firm and _each(f)][:6]
    shares = [f for f in rows if f.kind == "percent" and f.number.firm and not f.number.op and f.number.value not in (0, 100)][:12]
    amounts = [f for f in rows if f.kind == "money" and f.number.firm and not _each(f) and len(f.digits.replace(".", "")) >= 3][:60]
    counts = [f for f in rows if (f.kind in _COUNTED or f.kind.startswith("count:")) and len(f.digits) >= 3][:60]
    for result in amounts:
        for price in prices:
            for count in counts:
                if count.sentence == price.sentence and _fits(result, count, price, 1):
                    yield [Candidate("int_product", "product", result, (count, price), PROPOSED)]
        for share in shares:
            for whole in amounts:
                if whole is not result and result.order > share.order and _fits(result, whole, share, 100):
                    yield [Candidate("int_product", "share", result, (whole, share), PROPOSED)]


def _fits(result: Figure, a: Figure, b: Figure, divisor: int) -> bool:
    return product_agreement(result.point, a.point, b.point, divisor) is Agreement.EQUAL


def standard(figure: Figure) -> Figure:
    """A standard per head is exact where it is a whole number; an average is rounded to the yuan it is printed in."""
    averaged = re.search(r"均", figure.label[-6:])
    if not averaged and figure.number.whole and figure.point.half:
        return replace(figure, point=Point(figure.point.middle, 0))  # 每户 3 万元 is a standard, not a rounded figure
    if not averaged or figure.point.half:
        return figure
    return replace(figure, point=Point(figure.point.middle, ONE // 2))


def _each(figure: Figure) -> bool:
    tail = figure.after[:14]
    return bool(_EACH.search(figure.label[-10:])) or bool(_PER.match(tail)) or bool(re.match(r"/", tail))


_MONTHS = re.compile(r"(\d{1,2}|[一二两三四五六七八九十]{1,2})个月|全年|年度|上半年|季度")


_SPOKEN = re.compile(r"([一二两三四五六七八九十]{1,3})(?:个|户|家|所|名|村|镇|乡)[一-龥]{0,6}(?:分别|各|均)[一-龥]{0,10}$")
_NUMERALS = "一二两三四五六七八九十"


def _spoken(price: Figure) -> Figure | None:
    """The count written in words before an amount each of them gets: 十个乡镇分别补助 7 万元."""
    match = _SPOKEN.search(price.before)
    value = numeral(match[1]) if match else None
    if match is None or value is None:
        return None
    start = price.bounds[0] + match.start()
    number = replace(
        price.number,
        start=start,
        end=start + len(match[1]),
        text=f"{match[1]}个",
        value=Fraction(value),
        ulp=Fraction(0),
        kind="count:个",
        unit="个",
    )
    return replace(price, number=number, label="", label_start=start, point=Point(value * ONE, 0), digits=str(value), measure="个")


def _alone(result: Figure, price: Figure, near: Sequence[Figure]) -> bool:
    """Whether the amount is the only one around that can be what all of them get together."""
    larger = {
        f.point.middle
        for f in near
        if f.kind in ("money", "scaled") and f.point.middle > price.point.middle and f.paragraph == price.paragraph
    }
    return result.paragraph == price.paragraph and result.order < price.order and larger <= {result.point.middle}


def _share_strength(result: Figure, whole: Figure, share: Figure, wholes: Sequence[Figure]) -> int:
    """合同价款 b 万元，按 30% 支付 m 万元: a share taken by 按, just before its amount, of the only amount before it."""
    own = [f for f in wholes if f.sentence == result.sentence and f.order < share.order]
    taken = re.search(r"(?:按|按照|的|约定)[一-龥]{0,4}$", share.label) and re.match(
        r"(?:的比例|比例)?[，]?[一-龥]{0,8}(?:支付|提取|计提|补助|补贴|配套|安排|预留|扣)", share.after
    )
    return LOOSE if own == [whole] and result.order == share.order + 1 and taken else PROPOSED


def monthly(price: Figure, result: Figure) -> Figure:
    """每人每月 80 元, paid for the months the sentence names, or for the year."""
    named = list(_MONTHS.finditer(result.passage.text, result.bounds[0], min(result.bounds[1], result.end + 12)))
    months = 12
    if named:
        word = named[-1]
        months = numeral(word[1]) or 12 if word[1] else {"上半年": 6, "季度": 3}.get(word.group(), 12)
    number = price.number
    changed = replace(number, value=number.value * months, ulp=number.ulp * months, text=f"{number.text}×{months}")
    return replace(price, number=changed, point=Point(price.point.middle * months, price.point.half * months))


def _strength(result: Figure, count: Figure, price: Figure, near: Sequence[Figure]) -> int:
    together = result.sentence == count.sentence == price.sentence
    if count.number.text[:1] in _NUMERALS:
        return LIKELY if _alone(result, price, near) else PROPOSED  # 十个乡镇分别补助 7 万元
    if "均" in price.label[-6:]:
        closest = count.order < result.order and abs(price.order - count.order) == 1 and abs(result.order - price.order) == 1
        return LOOSE if together and closest and "平均" not in price.label[-6:] else PROPOSED  # an average may have heads of its own
    if "月" in price.label[-12:] + price.after[:6] and "×" not in price.number.text:
        return PROPOSED  # a monthly standard times heads is a month's amount
    units = {f"count:{unit}" for unit in re.findall(r"[每/]([一-龥])", price.label[-12:] + price.after[:4])}
    if count.kind in units and count.sentence == price.sentence:
        rivals = [f for f in near if f.kind == count.kind and f.sentence == count.sentence]
        planned = [f for f in near if f.kind == "money" and not _each(f) and f.sentence in (count.sentence, count.sentence - 1)]
        if len(rivals) == 1 and not planned and result.sentence in (count.sentence, count.sentence - 1):
            return LIKELY
    rivals = [
        f
        for f in near
        if f.kind == count.kind and f.sentence == result.sentence and abs(f.order - price.order) <= abs(count.order - price.order)
    ]
    prices = [f.order for f in near if f.kind == "money" and f.sentence == result.sentence]
    if together and len(rivals) == 1 and prices == [price.order]:
        return LIKELY
    first, last = sorted((count.sentence, price.sentence))
    following = result.sentence in (last + 1, first - 1) and result.paragraph == price.paragraph
    alone = prices == [] and len([f for f in near if f.kind == count.kind]) == 1
    return LOOSE if together or (following and alone) else PROPOSED


_LASTS = re.compile(r"(?:可支付|支付能力|可支撑|可用|能支付|备付)[一-龥]{0,6}$")


def lasting(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """支出 B … 年末结余 C，可支付 N 个月: how long the balance lasts at the year's monthly expense."""
    money = [f for f in rows if f.kind == "money" and f.number.firm and not f.cell and not f.depth]
    for months in rows:
        if months.kind != "months" or not _LASTS.search(months.label) or not re.search(r"月均支出|平均支出", months.before[-24:]):
            continue
        before = [f for f in money if f.order < months.order and abs(f.paragraph - months.paragraph) <= 1]
        balance = [f for f in before if re.search(r"(?:年末|期末|累计|滚存)[一-龥]{0,4}(?:结余|余额)[为是]?$", f.label)]
        spent = [f for f in before if f.label.endswith("支出") or re.search(r"(?:基金|待遇|当年)支出[为是]?$", f.label)]
        if balance and spent:
            yield [Candidate("int_product", "months", balance[-1], (spent[-1], months), LIKELY)]


def conversions(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """7000000 斤（3500 吨）: the same quantity in brackets in another unit."""
    for first, second in pairwise(rows):
        if first.paragraph != second.paragraph or second.start - first.end > 6:
            continue
        gap = first.passage.text[first.end : second.start]
        if not re.fullmatch(r"（|（[约合即折]{1,3}|[，]?(?:即|折合|合|约合)", gap):
            continue
        for table in (_UNITS, _LENGTHS, _AREAS):
            if first.kind in table and second.kind in table and first.kind != second.kind:
                yield [Candidate("unt_conversion", "same", _scaled(first, table), (_scaled(second, table),), CLOSED, (1,))]
        if first.kind == second.kind == "money" and first.number.measure != second.number.measure:
            yield [Candidate("unt_conversion", "same", first, (second,), CLOSED, (1,))]


def _scaled(figure: Figure, table: dict[str, Fraction]) -> Figure:
    factor = table[figure.kind]
    number = figure.number
    return measured(replace(figure, number=replace(number, value=number.value * factor, ulp=number.ulp * factor, vague=False)))


__all__ = ["conversions", "products"]
