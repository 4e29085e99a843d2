"""Prints the templates of `phrases`: draws what they draw, works out what follows, and says which figures stand in the text."""

from __future__ import annotations

import ast
import re
from fractions import Fraction

from .words import Draw

_OPERATIONS = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
}


def lines(text: str) -> list[str]:
    """The templates of one kind."""
    return [line for line in text.strip().split("\n") if "|" in line]


def printed(template: str, draw: Draw) -> tuple[str, list[str]]:
    """The text of a template and its figures as printed."""
    draws, _, text = template.partition(" | ")
    text = text.replace("\\n", "\n")
    values: dict[str, tuple[Fraction, int]] = {}
    for part in draws.split(";"):
        _draw(part.strip(), values, draw)
    keep, comma = draw.rng.random() < 0.3, draw.rng.random() < 0.2
    shown = {name: _shown(value, places, keep=keep, comma=comma) for name, (value, places) in values.items()}
    figures = [shown[name] for name in re.findall(r"\{(\w)\}", text)]
    return re.sub(r"[<>]", "", re.sub(r"\{(\w)\}", lambda m: shown[m[1]], text)), figures


def _draw(part: str, values: dict[str, tuple[Fraction, int]], draw: Draw) -> None:
    if "=" in part:
        name, _, formula = part.partition("=")
        formula, _, places = formula.partition("~")
        exact = _value(ast.parse(formula, mode="eval").body, values)
        decimals = int(places) if places else max(values[n][1] for n in re.findall(r"[a-z]", formula))
        scaled = exact * 10**decimals
        values[name] = Fraction((2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator), 10**decimals), decimals
        return
    if "<" in part or ">" in part:
        name, sign, other = part[0], part[1], part[2:]
        whole, places = values[other]
        units = int(whole * 10**places)
        low, high = (units // 3, units * 9 // 10) if sign == "<" else (units + 1, units * 5 // 4)
        values[name] = Fraction(draw.rng.randint(low, high), 10**places), places
        return
    for word in part.split():
        name, _, bounds = word.partition(":")
        if not bounds:
            values[name] = Fraction(draw.rng.randint(1_000, 900_000), 100), 2
            continue
        first, _, last = bounds.partition("-")
        places = len(first.partition(".")[2])
        values[name] = Fraction(draw.rng.randint(int(first.replace(".", "")), int(last.replace(".", ""))), 10**places), places


def _value(node: ast.expr, values: dict[str, tuple[Fraction, int]]) -> Fraction:
    if isinstance(node, ast.BinOp):
        return _OPERATIONS[type(node.op)](_value(node.left, values), _value(node.right, values))
    if isinstance(node, ast.Name):
        return values[node.id][0]
    assert isinstance(node, ast.Constant) and isinstance(node.value, int)
    return Fraction(node.value)


def _shown(value: Fraction, places: int, *, keep: bool, comma: bool) -> str:
    units = int(value * 10**places)
    whole, rest = divmod(units, 10**places)
    text = f"{whole:,}" if comma else str(whole)
    if not places:
        return text
    decimals = f"{rest:0{places}d}"
    decimals = decimals if keep else decimals.rstrip("0")
    return f"{text}.{decimals}" if decimals else text
