"""Amounts are read strictly, printed plainly, and rounded to the same bits as whole numbers and as columns."""

from __future__ import annotations

from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal

import cn2an
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shebao.base import money
from shebao.base.finding import Refused


@pytest.mark.parametrize(
    ("text", "fen"),
    [("0", 0), ("12", 1200), ("1,234.50", 123450), ("0.1", 10), ("-3.07", -307), (" 7 ", 700), ("12,345,678.9", 1234567890)],
)
def test_an_amount_in_yuan_is_read_as_fen(text: str, fen: int) -> None:
    assert money.parse_yuan(text) == fen


@pytest.mark.parametrize(
    "text", ["", "１２３", "1.005", "1e3", "nan", "inf", "1,23.00", "12.", ".5", "--1", "1 000", "￥5", "1.5元", "9" * 14]
)
def test_what_is_not_an_amount_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        money.parse_yuan(text)


def test_a_number_out_of_a_spreadsheet_is_refused() -> None:
    with pytest.raises(Refused, match="必须是文本"):
        money.parse_yuan(12.5)  # type: ignore[arg-type]


@given(st.integers(-(10**14), 10**14))
def test_an_amount_survives_being_written_and_read(fen: int) -> None:
    assert money.parse_yuan(money.yuan_text(fen)) == fen
    assert money.parse_yuan(money.grouped(fen)) == fen


@given(st.integers(0, 10**13))
def test_bank_capitals_say_the_same_number(fen: int) -> None:
    text = money.uppercase(fen)

    yuan, _, part = text.partition("元")
    whole = cn2an.cn2an(yuan, "smart") if yuan != "零" and "元" in text else 0
    tail = (part if "元" in text else text).replace("整", "")
    jiao = money._DIGITS.index(tail[tail.index("角") - 1]) if "角" in tail else 0
    cents = money._DIGITS.index(tail[tail.index("分") - 1]) if "分" in tail else 0
    assert whole * 100 + jiao * 10 + cents == fen


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (190461, "壹仟玖佰零肆元陆角壹分"),
        (100000000, "壹佰万元整"),
        (100000005, "壹佰万元零伍分"),
        (1680032, "壹万陆仟捌佰元零叁角贰分"),
        (0, "零元整"),
        (-307, "负叁元零柒分"),
        (10010010010, "壹亿零壹拾万零壹佰元零壹角整"),
    ],
)
def test_bank_capitals_follow_the_usage_of_bills(fen: int, text: str) -> None:
    assert money.uppercase(fen) == text


@given(st.integers(-(10**15), 10**15), st.integers(1, 10**6))
def test_the_three_roundings_are_those_of_decimal_on_ints_and_columns(n: int, d: int) -> None:
    value = Decimal(n) / Decimal(d)
    for how, mode in ((money.half_up, ROUND_HALF_UP), (money.up, ROUND_UP), (money.down, ROUND_DOWN)):
        expected = int(value.quantize(Decimal(1), rounding=mode))
        assert how(n, d) == expected
        assert how(np.array([n]), d).tolist() == [expected]
        assert how(np.array([n]), np.array([d])).tolist() == [expected]


def test_ten_thousands_are_exact_and_half_up() -> None:
    assert money.wan_text(7342_000000) == "7342.00"
    assert money.wan_text(5_000) == "0.01"
    assert money.wan_text(4_999) == "0.00"
    assert money.wan_text(-5_000) == "-0.01"
    assert money.wan_text(123_456_789, 4) == "123.4568"


def test_amounts_inside_a_text_get_separators_and_other_numbers_stay() -> None:
    assert money.separated("12213.65 ÷ 139，四舍五入到分") == "12,213.65 ÷ 139，四舍五入到分"
    assert money.separated("2023-01 至 1953-07；0.0150；20141.5；1234567.89") == "2023-01 至 1953-07；0.0150；20141.5；1,234,567.89"


@given(st.lists(st.integers(min_value=-(10**15), max_value=10**15)))
def test_a_column_of_amounts_is_written_as_each_of_them(amounts: list[int]) -> None:
    assert money.yuan_texts(amounts) == [money.yuan_text(fen) for fen in amounts]
