"""Arithmetic that the text writes out in signs: 360 ÷ 400 × 100% = 90%, 12 + 8 = 20, 5 × 0.9 = 4.5; the signs leave no second reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from shebao.core.evaluation.check.relations.exact import Point
from shebao.core.evaluation.check.relations.figure import Figure
from shebao.core.evaluation.check.relations.relation import CLOSED, Candidate

_SIGN = re.compile(r"^[一-龥（）“”：/]{0,14}?([+＋÷/×*xX＊—–-]|[=＝])[一-龥（）“”：]{0,14}?$")
_HUNDRED = re.compile(r"^[）]?[×*xX＊]100(?:\.0+)?%?$")
_DIVIDED = "÷/"
_LONGEST = 12


def formulas(rows: Sequence[Figure]) -> Iterator[list[Candidate]]:
    """Every run of figures joined by signs of arithmetic that ends in an equals sign and its result."""
    index = 0
    while index < len(rows) - 2:
        run, signs, end = _run(rows, index)
        if len(run) >= 3 and signs[-1] in "=＝" and not any(sign in "=＝" for sign in signs[:-1]):
            candidate = _candidate(run, signs[:-1])
            if candidate is not None:
                yield [candidate]
        index = max(end, index + 1)


def _run(rows: Sequence[Figure], index: int) -> tuple[list[Figure], list[str], int]:
    """Figures joined by signs from `index` on; × 100% between the last sign and the equals sign is passed over."""
    run, at = [rows[index]], index
    signs: list[str] = []
    while at + 1 < len(rows) and len(run) < _LONGEST:
        last, following = rows[at], rows[at + 1]
        if following.paragraph != last.paragraph:
            break
        text = last.passage.text
        gap = text[last.end : following.start]
        match = _SIGN.match(gap)
        if match is None or (following.number.text.startswith("-") and not match):
            break
        hundred = text[last.end : following.end].lstrip("元万亿")
        if signs and _HUNDRED.match(hundred) and following.number.value == 100:
            at += 1
            after = re.match(r"[）]?[=＝]", text[following.end : following.end + 2])
            if not after or at + 1 >= len(rows):
                break
            at += 1
            run.append(rows[at])
            signs.append("=")
            break
        run.append(following)
        signs.append(match[1])
        at += 1
        if match[1] in "=＝":
            break
    return run, signs, at


def _candidate(run: Sequence[Figure], signs: Sequence[str]) -> Candidate | None:
    *inputs, result = run
    if all(sign in "+＋—–-" for sign in signs) and len({figure.kind for figure in inputs}) == 1:
        terms = (1, *(1 if sign in "+＋" else -1 for sign in signs))
        if result.kind == inputs[0].kind or "bare" in (result.kind, inputs[0].kind):
            return Candidate("sum_derived", "sum", result, tuple(inputs), CLOSED, terms, sure=True)
    if len(inputs) == 2 and signs[0] in _DIVIDED and inputs[0].kind == inputs[1].kind and result.kind == "percent":
        return Candidate("rat_pair", "ratio", result, (inputs[0], inputs[1]), CLOSED, sure=True)
    if (
        len(inputs) == 2
        and signs[0] in "×*xX＊"
        and "percent" not in (inputs[0].kind, inputs[1].kind)
        and result.kind in ("money", "points", "bare")
    ):
        return Candidate("int_product", "product", result, (inputs[0], inputs[1]), CLOSED, sure=True)
    if len(inputs) == 3 and all(sign in "×*xX＊" for sign in signs) and result.kind == "money":
        heads, price, months = inputs
        if months.kind == "months" and price.kind == "money" and months.number.firm:
            factor = int(months.number.value)
            point = Point(price.point.middle * factor, price.point.half * factor)
            number = replace(price.number, value=price.number.value * factor, text=f"{price.number.text} × {months.printed}")
            return Candidate("int_product", "product", result, (heads, replace(price, point=point, number=number)), CLOSED, sure=True)
    if len(inputs) == 2 and signs[0] in "×*xX＊" and inputs[1].kind == "percent" and inputs[0].kind == result.kind:
        return Candidate("int_product", "share", result, (inputs[0], inputs[1]), CLOSED, sure=True)
    return None
