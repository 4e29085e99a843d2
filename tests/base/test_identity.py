"""Citizen numbers, credit codes and cards: right ones pass however they were typed, wrong ones are refused with a reason."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shebao.base import identity
from shebao.base.finding import Refused

SAMPLE = identity.invented_citizen_number(identity.DEMO_REGION, date(1949, 12, 31), 2)


@given(st.dates(date(1900, 1, 1), date(2030, 1, 1)), st.integers(0, 999))
def test_an_invented_number_is_valid_and_says_what_it_was_made_of(birth: date, sequence: int) -> None:
    number = identity.invented_citizen_number(identity.DEMO_REGION, birth, sequence)

    assert identity.normalise_citizen_number(number) == number
    assert identity.birth_date_of(number) == birth
    assert identity.sex_of(number) == ("male" if sequence % 2 else "female")
    assert identity.is_invented(number)
    value = identity.check_values(np.array([int(number[:17])]))[0]
    assert number[17] == ("X" if value == 10 else str(value))


@given(st.integers(0, 17), st.integers(1, 9))
def test_one_mistyped_digit_is_found(place: int, shift: int) -> None:
    digit = "10" if SAMPLE[place] == "X" else SAMPLE[place]
    wrong = SAMPLE[:place] + str((int(digit) + shift) % 10) + SAMPLE[place + 1 :]

    if wrong != SAMPLE:
        with pytest.raises(Refused):
            identity.normalise_citizen_number(wrong)


def test_full_width_small_x_and_spaces_are_put_right() -> None:
    number = next(n for n in (identity.invented_citizen_number("990000", date(1960, 1, 1), k) for k in range(50)) if n.endswith("X"))
    wide = number.translate(str.maketrans("0123456789X", "０１２３４５６７８９ｘ"))

    assert identity.normalise_citizen_number(f" {wide} ") == number


def test_marks_nobody_sees_are_left_out_and_a_letter_that_only_looks_like_x_is_named() -> None:
    number = next(n for n in (identity.invented_citizen_number("990000", date(1960, 1, 1), k) for k in range(50)) if n.endswith("X"))

    for unseen in (f"\u202d{number}\u202c", f"'{number}", f"\u200b {number}\ufeff"):
        assert identity.normalise_citizen_number(unseen) == number
    for letter in "ХⅩ×":
        with pytest.raises(Refused, match="不是字母 X"):
            identity.normalise_citizen_number(number[:-1] + letter)


def test_fifteen_digits_are_refused_and_widened_only_where_somebody_asks_for_it() -> None:
    with pytest.raises(Refused, match="只有 15 位"):
        identity.normalise_citizen_number("110105491231002")
    assert identity.any_citizen_number(" 110105491231002 ") == "110105491231002"
    assert identity.widen("110105491231002") == "11010519491231002X"
    with pytest.raises(Refused, match="出生日期"):
        identity.any_citizen_number("110105491331002")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("11010519491331002X", "出生日期"),
        ("00010519491231002X", "地区代码"),
        ("110105194912310021", "校验位"),
        ("1101051949123100", "18 位"),
    ],
)
def test_a_wrong_number_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        identity.normalise_citizen_number(text)


def test_a_number_that_lost_its_digits_in_a_spreadsheet_is_refused() -> None:
    with pytest.raises(Refused, match="数值格式"):
        identity.normalise_citizen_number(1.10105194912310e17)  # type: ignore[arg-type]


def test_a_credit_code_is_checked() -> None:
    assert identity.check_uscc("91350100m000100y43") == "91350100M000100Y43"
    with pytest.raises(Refused, match="校验"):
        identity.check_uscc("91350100M000100Y44")
    with pytest.raises(Refused):
        identity.check_uscc("91350100I000100Y43")


def test_a_bank_card_is_checked() -> None:
    body = "621700000000000001"
    card = body + identity.luhn_digit(body)

    assert identity.check_bank_card(card[:4] + " " + card[4:]) == card
    with pytest.raises(Refused, match="校验位"):
        identity.check_bank_card(body + str((int(identity.luhn_digit(body)) + 1) % 10))
    with pytest.raises(Refused, match="16 至 19"):
        identity.check_bank_card("6217")


def test_a_passbook_has_no_check_digit_and_says_what_it_is() -> None:
    for written in ("存折8801000000000012345", "存折 8801 0000 0000 0012 345", "存折：8801000000000012345"):
        assert identity.check_bank_card(written) == "8801000000000012345"
    for wrong in ("存折123", "存折12345678901234567890123456", "存折880100A000"):
        with pytest.raises(Refused, match="存折账号"):
            identity.check_bank_card(wrong)
    with pytest.raises(Refused, match="存折"):
        identity.check_bank_card("8801000000000012345")


def test_masks_show_only_what_a_clerk_needs() -> None:
    assert identity.mask_citizen_number("11010519491231002X") == "1101**********002X"
    assert identity.mask_name("欧阳明月") == "欧***"
    assert identity.mask_account("6217000000000001234") == "**** 1234"
    assert identity.mask_phone("13800005678") == "138****5678"


@pytest.mark.parametrize("phone", ["13800001234", "0934-1234567", "01012345678"])
def test_a_mobile_or_a_line_with_its_area_code_is_a_phone(phone: str) -> None:
    assert identity.check_phone(phone) == phone


@pytest.mark.parametrize("phone", ["", "12", "1380000123", "138000012345", "23800001234", "8621234567", "138 0000 1234", 13800001234])
def test_anything_else_is_no_phone(phone: str) -> None:
    with pytest.raises(Refused, match="联系电话应为"):
        identity.check_phone(phone)
