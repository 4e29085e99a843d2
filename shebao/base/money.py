"""Money is integer fen: reading it, printing it, and the only three roundings there are, for one amount or a column.

Nothing here ever passes through a float. A rounding takes a numerator and a divisor, both whole, so that the exact
value is known when the rounding is decided; corrections may be negative and are rounded away from zero at the half.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from shebao.base.finding import refuse

Fen = int
"""An amount in fen (分, 0.01 yuan)."""

Ints = TypeVar("Ints", int, npt.NDArray[np.int64])

FEN_LIMIT = 10**15
"""No single amount may reach ten thousand billion yuan; a larger one is a typing mistake."""

_YUAN = re.compile(r"(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?", re.ASCII)
_AMOUNT_IN_TEXT = re.compile(r"(?<![\d.,-])(\d{4,})(\.\d{2})(?![\d.])", re.ASCII)
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


def half_up(n: Ints, d: Ints | int) -> Ints:
    """n ÷ d to the nearest whole number, a half away from zero; d > 0. Ints and int64 columns give the same bits."""
    if isinstance(n, int):
        q = (abs(n) + d // 2) // d
        return -q if n < 0 else q
    magnitude = (np.abs(n) + d // 2) // d
    return np.where(n < 0, -magnitude, magnitude)


def up(n: Ints, d: Ints | int) -> Ints:
    """n ÷ d to the next whole number away from zero (进一); d > 0."""
    if isinstance(n, int):
        q = -(-abs(n) // d)
        return -q if n < 0 else q
    magnitude = -(-np.abs(n) // d)
    return np.where(n < 0, -magnitude, magnitude)


def down(n: Ints, d: Ints | int) -> Ints:
    """n ÷ d cut off towards zero (舍去); d > 0."""
    if isinstance(n, int):
        q = abs(n) // d
        return -q if n < 0 else q
    magnitude = np.abs(n) // d
    return np.where(n < 0, -magnitude, magnitude)


def parse_yuan(text: str, where: str = "") -> Fen:
    """Read an amount in yuan ("1,234.50") as fen.

    Strict on purpose: half-width digits, correctly grouped commas, at most two decimals. Raises `Refused`
    for anything else (full-width digits, an exponent, NaN, 1.005), because a guess at an amount is a wrong payment.
    """
    if not isinstance(text, str):
        refuse("money.text", f"金额必须是文本，收到的是{type(text).__name__}", "请把单元格设为文本格式后重新提交。", where)
    match = _YUAN.fullmatch(text.strip())
    if match is None:
        refuse(
            "money.shape",
            f"“{text.strip()}”不是有效金额",
            "请用半角数字填写，单位元，最多两位小数，例如 1234.50。",
            where,
        )
    sign, whole, part = match.groups()
    fen = int(whole.replace(",", "")) * 100 + int((part or "").ljust(2, "0") or "0")
    if fen >= FEN_LIMIT:
        refuse("money.limit", f"金额“{text.strip()}”过大", "请核对小数点和单位（元）。", where)
    return -fen if sign else fen


def yuan_text(fen: Fen) -> str:
    """fen as yuan for files and programs: 123450 → "1234.50"."""
    whole, part = divmod(abs(int(fen)), 100)
    return f"{'-' if fen < 0 else ''}{whole}.{part:02d}"


def yuan_texts(amounts: Sequence[Fen]) -> list[str]:
    """`yuan_text` of a whole column."""
    if amounts and min(amounts) < 0:
        return list(map(yuan_text, amounts))
    return [f"{fen // 100}.{fen % 100:02d}" for fen in amounts]


def grouped(fen: Fen) -> str:
    """fen as yuan for people: 123450 → "1,234.50"."""
    whole, part = divmod(abs(int(fen)), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{part:02d}"


def separated(text: str) -> str:
    """Amounts inside a text as people read them: 12213.65 becomes 12,213.65; every other number stands as it is."""
    return _AMOUNT_IN_TEXT.sub(lambda amount: f"{int(amount[1]):,}{amount[2]}", text)


def wan_text(fen: Fen, places: int = 2) -> str:
    """fen as 万元 with so many decimals, a half away from zero: 7342000000 → "7342.00"."""
    return scaled_text(half_up(int(fen) * 10**places, 1_000_000), places)


def scaled_text(number: int, places: int) -> str:
    """A whole number of 10^-places as decimal text: (12287, 4) → "1.2287"."""
    if places == 0:
        return str(number)
    whole, part = divmod(abs(number), 10**places)
    return f"{'-' if number < 0 else ''}{whole}.{part:0{places}d}"


def uppercase(fen: Fen) -> str:
    """fen in bank capitals (大写金额, 票据法 usage): 190461 → "壹仟玖佰零肆元陆角壹分"."""
    yuan, part = divmod(abs(int(fen)), 100)
    jiao, cents = divmod(part, 10)
    head = _whole_uppercase(yuan) + "元" if yuan else ""
    if not part:
        tail = "整" if yuan else "零元整"
    elif not jiao:
        tail = ("零" if yuan else "") + _DIGITS[cents] + "分"
    else:
        # 票据 usage puts a 零 between a whole yuan ending in zero and the jiao, so that no digit can be slipped in.
        gap = "零" if yuan and yuan % 10 == 0 else ""
        tail = gap + _DIGITS[jiao] + "角" + (_DIGITS[cents] + "分" if cents else "整")
    return ("负" if fen < 0 else "") + head + tail


def _whole_uppercase(yuan: int) -> str:
    """A whole number of yuan, below 10^16, in capitals without the unit."""
    groups: list[int] = []
    while yuan:
        yuan, group = divmod(yuan, 10_000)
        groups.append(group)
    text, gap = "", False
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if not group:
            gap = bool(text)
            continue
        if text and (gap or group < 1000):
            text += "零"
        text += _four_uppercase(group) + _GROUPS[place]
        gap = False
    return text


def _four_uppercase(group: int) -> str:
    """One to four digits in capitals, inner zeros written once."""
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if not digit:
            gap = bool(text)
            continue
        text += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
        gap = False
    return text
