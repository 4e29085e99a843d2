"""A formula in words says what the code does: every sign, bracket, rounding and branch."""

from __future__ import annotations

from typing import Any

import pytest

from shebao.core.arithmetic.exact import Q, number
from shebao.core.arithmetic.formula import (
    band,
    clamp,
    either,
    fen,
    fen_down,
    greater,
    jiao_up,
    lesser,
    no,
    percent,
    rounded,
    step,
    table,
    total,
    where,
    whole,
    whole_up,
    yuan,
)
from shebao.core.wording import formula_in_words

LIMIT = number("0.6")
STEPS = "附表"
TIMES = 3
UNKNOWN = object()
TABLE = (abs,)
NAMES = {name: name.upper() for name in "abcd"}


def helper(x: Any) -> Any:
    """折算。把一个数折成另一个数."""
    return x


def plain(x: Any) -> Any:
    """Halves it."""
    return x


def words(function: Any) -> str:
    return formula_in_words(function, NAMES)


def test_products_of_sums_get_brackets_and_sums_of_products_do_not() -> None:
    def f(a: Q, b: Q, c: Q, d: Q) -> Any:
        return (a + b) * c - a * b / c + d

    assert words(f) == "（A + B） × C − A × B ÷ C + D"


def test_what_is_divided_by_or_taken_off_is_kept_together() -> None:
    def f(a: Q, b: Q, c: Q) -> Any:
        return a / (b * c) - (a - b)

    def g(a: Q, b: Q, c: Q) -> Any:
        return a / (b + c) + (a + b) + a - b * c

    assert words(f) == "A ÷ （B × C） − （A − B）"
    assert words(g) == "A ÷ （B + C） + A + B + A − B × C"


def test_every_sign_has_its_word() -> None:
    def compared(a: Q, b: Q) -> Any:
        return (a < b, a <= b, a > b, a >= b, a == b, a != b, a in b, a not in b, a is b, a is not b, a < b <= a)  # type: ignore[operator]

    def counted(a: Q, b: Q) -> Any:
        return [a // b, a % b, -a, not a, ~a, +a, (a > b) & (b > a), (a > b) | (b > a), a**b]  # type: ignore[operator]

    assert words(compared) == "A ＜ B、A ≤ B、A ＞ B、A ≥ B、A ＝ B、A ≠ B、A 属于 B、A 不属于 B、A 为 B、A 不为 B、A ＜ B ≤ A"
    assert words(counted) == "A 整除 B、A 取余 B、−A、非 A、非 A、A、A ＞ B 且 B ＞ A、A ＞ B 或 B ＞ A、A ? B"


def test_roundings_stand_after_what_they_round() -> None:
    def f(a: Q, b: Q) -> Any:
        return (fen(a / b), fen_down(a), jiao_up(a), yuan(a), whole(a), whole_up(a), rounded(a, "up_jiao"))

    def methods(a: Q, b: Q) -> Any:
        return ((a / b).round(4), a.round_up(1), a.round_down(0), a.within(0, 3), a.scaled(2), a.text(2))

    assert words(f) == (
        "A ÷ B，四舍五入到分、A，舍到分、A，见分进角、A，四舍五入到元、A，取整数（舍去不足一）、A，取整数（不足一按一计）、A（按“up_jiao”）"
    )
    assert words(methods) == "（A ÷ B，四舍五入到 4 位小数）、（A，进位到 1 位小数）、（A，舍到 0 位小数）、A、A、A.text（2）"


def test_the_words_of_the_law_are_written_out() -> None:
    def f(a: Q, b: Q, c: Q) -> Any:
        return (
            percent("1.3"), where(a > b, b, c), lesser(a, b), greater(a, b), clamp(a, b, c), band(a, b), step(a, b),  # type: ignore[arg-type]
            table(a, b), total([a, b]), no(a), either(a, b, c),  # type: ignore[arg-type]
        )  # fmt: skip

    assert words(f) == (
        "1.3%、（若 A ＞ B 则 B，否则 C）、（A 与 B 的较小者）、（A 与 B 的较大者）、（A，不低于 B，不高于 C）、A 在“B”中所属一档、"
        "A 在“B”中达到的最高一级、A 查“B”、A、B 之和、非（A）、A 或 B 或 C"
    )


def test_names_of_the_module_are_written_as_their_values_and_helpers_by_their_titles() -> None:
    def f(a: Q, e: Q) -> Any:
        return (
            a * LIMIT,
            STEPS,
            TIMES,
            UNKNOWN,
            e,
            helper(a),
            plain(a),
            abs(a),
            number(2),
            None,
            a[0],
            a.num,
            UNKNOWN.call(a),
            TABLE[0](a),
        )  # type: ignore[attr-defined, index]

    assert words(f) == "A × 0.6、附表、3、UNKNOWN、e、折算（A）、plain（A）、A、2、无、A〔0〕、A的num、UNKNOWN.call（A）、TABLE[0]（A）"


def test_a_local_name_is_written_as_what_it_stands_for() -> None:
    def f(a: Q, b: Q, c: Q) -> Any:
        """说明不是公式."""
        both = a + b
        one: Q = fen(a)
        more = both if a > b else one
        over = a > b
        return (both * c, one, more, where(over, a, b))

    assert words(f) == "（A + B） × C、A，四舍五入到分、（若 A ＞ B 则 （A + B），否则 A，四舍五入到分）、（若 （A ＞ B） 则 A，否则 B）"


def test_branches_that_return_are_told_in_order_and_one_that_raises_is_a_demand() -> None:
    def f(a: Q, b: Q) -> Any:
        if a > b and b > 1 or not a:  # type: ignore[operator]
            return a
        if a == b:
            raise ValueError
        return b

    assert words(f) == "若 A ＞ B 且 B ＞ 1 或 非 A：A；要求不出现 A ＝ B；B"


@pytest.mark.parametrize("value", [True, "x"])
def test_a_word_or_truth_of_the_module_is_written_as_it_stands(value: object) -> None:
    def f(a: Q) -> Any:
        return OPTION  # noqa: F821

    f.__globals__["OPTION"] = value
    try:
        assert words(f) == str(value)
    finally:
        del f.__globals__["OPTION"]


def test_a_formula_that_goes_through_a_table_row_by_row_says_so_and_names_no_variable_of_the_code() -> None:
    def by_rows(value: Q, rows: Any) -> Q:
        result = number(0)
        for low, amount in rows:
            result = where(value >= low, amount, result)
        return result

    assert formula_in_words(by_rows, {"value": "年限", "rows": "分段标准"}) == "按标准逐段计算"
