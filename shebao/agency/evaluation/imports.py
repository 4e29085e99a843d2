"""Stated figures as people write them: in 元, in heads, in per cent; from a form or from a spreadsheet with a reason for each bad row."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from shebao.agency.matters.kind import Wanted
from shebao.agency.people.imports import Read, read_rows, template_workbook
from shebao.base.finding import Refused, refuse
from shebao.base.money import grouped, parse_yuan
from shebao.core.evaluation.facts import decimal_text

from .catalogue import UNITS, Stated, stated

WAN = ("万", "万元")
_DECIMAL = re.compile(r"[0-9]{1,9}(\.[0-9]{1,6})?")
COLUMNS = (Wanted("title", "项目"), Wanted("value", "数值", "yuan"), Wanted("document", "依据"))
"""A spreadsheet's columns: amounts in 元, rates in per cent, heads as whole numbers."""


def template() -> bytes:
    """The empty spreadsheet."""
    return template_workbook(COLUMNS)


def read(path: Path, *, name: str = "") -> Read:
    """Rows as a matter wants them (scope, key, value, document); rows with an unknown item or a wrong number carry their reason."""
    rows = read_rows(path, COLUMNS, name=name)
    by_title = {one.title: one for one in stated().values()}
    wrong: dict[int, str] = {}
    for i, row in enumerate(rows.rows):
        known = by_title.get(row.pop("title"))
        if known is None:
            wrong[i] = f"没有“{rows.cells[i][0]}”这个项目，请照模板中的名称填写"
            continue
        try:
            row |= {"scope": known.scope, "key": known.key, "value": exact(known, Fraction(row["value"], 100))}
        except Refused as refused:
            wrong[i] = refused.finding.message
    return rows.without(wrong)


def typed(known: Stated, text: str) -> str:
    """The exact value of what was typed into the form. Raises `Refused` for what is no number of the item's unit."""
    text = text.strip()
    if known.unit == "fen" and text.endswith(WAN):
        number = text.removesuffix("元").removesuffix("万").replace(",", "").strip()
        if not _DECIMAL.fullmatch(number):
            refuse("evaluation.entered", f"“{text[:20]}”不是金额", "写成 176975400 或 17697.54万元。", known.title)
        fen = Fraction(number) * 10_000 * 100
        if fen.denominator != 1:
            refuse("evaluation.entered", f"“{text[:20]}”不到一分", "万元最多写六位小数。", known.title)
        return exact(known, fen / 100)
    return exact(known, Fraction(parse_yuan(text.removesuffix("%")), 100))


def exact(known: Stated, number: Fraction) -> str:
    """As it is kept: amounts in fen, rates as a share of one, heads whole."""
    if number < 0:
        refuse("evaluation.entered", f"“{known.title}”不能是负数", "请核对。", known.title)
    if known.unit == "fen":
        return str(number * 100)
    if known.unit == "rate":
        return str(number / 100)
    if number.denominator != 1:
        refuse("evaluation.entered", f"“{known.title}”应为整数", f"单位是{UNITS[known.unit]}。", known.title)
    return str(number)


def shown(known: Stated, value: str) -> str:
    """A kept value as people read it: 元 with separators, per cent, heads."""
    number = Fraction(value)
    if known.unit == "fen":
        return grouped(int(number))
    return f"{decimal_text(number * 100, 2)}%" if known.unit == "rate" else f"{int(number):,}"


def form_value(known: Stated, value: str) -> str:
    """A kept value as the form shows it again."""
    return shown(known, value).removesuffix("%")


def described(row: Mapping[str, Any]) -> tuple[Stated, str]:
    """(what is stated, its value as people read it) of a row of a matter; refused where it is not in the catalogue."""
    known = stated().get((str(row.get("scope")), str(row.get("key"))))
    if known is None:
        refuse("evaluation.entered", f"没有“{row.get('scope')} {row.get('key')}”这个填报项目", "请照目录填写。")
    return known, shown(known, str(row["value"]))
