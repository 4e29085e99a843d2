"""One-time codes are those of the standard, each counts once, and only around its own half minute."""

from __future__ import annotations

import base64

import pytest

from shebao.agency.staff import one_time_code

SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (2000000000, "279037"),
        (20000000000, "353130"),
    ],
)
def test_the_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    assert one_time_code.code_of(SECRET, one_time_code.step_at(seconds)) == code
    assert one_time_code.step_of(SECRET, f"{code[:3]} {code[3:]}", seconds, after=0) == seconds // 30


def test_a_code_is_good_for_its_half_minute_one_before_and_one_after_and_never_again() -> None:
    now = 1_700_000_000
    step = one_time_code.step_at(now)
    code = one_time_code.code_of(SECRET, step)

    assert [one_time_code.step_of(SECRET, code, now + 30 * apart, after=0) for apart in (-2, -1, 0, 1, 2)] == [None, step, step, step, None]
    assert one_time_code.step_of(SECRET, code, now, after=step) is None
    for wrong in ("", "000000", "一二三四五六", code + "0", code[:5]):
        assert one_time_code.step_of(SECRET, wrong, now, after=0) is None


def test_every_secret_is_another_and_the_telephone_reads_whose_it_is() -> None:
    assert len({one_time_code.new_secret() for _ in range(20)}) == 20
    assert one_time_code.address_of(SECRET, "正宁县社保局", "zhang").startswith("otpauth://totp/%E6%AD%A3") and "issuer=" in (
        one_time_code.address_of(SECRET, "x", "y")
    )
