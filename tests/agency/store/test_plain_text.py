"""A text that cannot be kept, printed or sent to a bank is refused with the place and the character."""

from __future__ import annotations

import pytest

from shebao.agency.payout.bank.layouts import delimited
from shebao.base.finding import Refused
from shebao.base.plain_text import SEPARATORS, plain_text, text_problem


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("农商行|城关支行", "第 4 个字是“|”"),
        ("农商行｜城关支行", "第 4 个字是“｜”"),
        ("农商行\n城关支行", "第 4 个字处有换行"),
        ("农商行\t城关支行", "制表符"),
        ("农商行\x00", "控制字符（U+0000）"),
        ("农\u200b商行", "看不见的字符（U+200B）"),
        ("农商\u202d行", "看不见的字符（U+202D）"),
        ("农商\ud800行", "残缺的字符"),
        ("行" * 41, "有 41 个字，最多 40 个字"),
    ],
)
def test_what_a_text_may_not_hold_is_named_with_its_place(text: str, reason: str) -> None:
    assert reason in text_problem(text, 40)
    with pytest.raises(Refused, match="开户行"):
        plain_text(text, "开户行", 40)


@pytest.mark.parametrize(
    "text", ["中国农业银行（正宁县）支行", "䶮㛃𠅤", "甘农信〔2023〕5 号，附件 2", "Agricultural Bank, No. 5", "行" * 40, ""]
)
def test_ordinary_writing_stands_as_it_is(text: str) -> None:
    assert plain_text(f" {text} ", "开户行", 40) == text


def test_the_separator_of_every_layout_is_among_those_refused() -> None:
    assert delimited.PART in SEPARATORS
