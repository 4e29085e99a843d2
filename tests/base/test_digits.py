"""A whole number is ten ASCII digits in any order and not too many; whatever else looks like one is none."""

from __future__ import annotations

import pytest

from shebao.base.digits import whole_number


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("202305", 202305), (12, 12), ("9" * 12, 999_999_999_999)])
def test_a_whole_number_is_read(text: object, number: int) -> None:
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["", "²", "１２", "٣", "-1", "+1", "1.0", "1e3", " 1", "1\n", "1\0", "9" * 13, "9" * 5000, None])
def test_whatever_only_looks_like_a_number_is_none(text: object) -> None:
    assert whole_number(text) is None


def test_the_room_for_digits_is_the_caller_s() -> None:
    assert whole_number("1234", digits=3) is None and whole_number("1234", digits=4) == 1234
