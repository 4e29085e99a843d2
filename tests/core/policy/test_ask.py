"""What a calculation asks for is checked at the door: limits, decimals, months, parameters of the place, and the sheet."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from shebao.base.dated import FOREVER, NATIONAL, Place, Places, Value
from shebao.base.finding import Refused
from shebao.core.arithmetic.exact import Q, number
from shebao.core.policy.ask import Ask

DAY = date(2023, 5, 31)


def row(key: str, place: str, value: str, note: str = "") -> Value:
    return Value(key, place, date(2020, 1, 1), FOREVER, value, "某号文", "medium", note)


PLACES = Places(
    {"national": Place("national", "全国", ""), "county": Place("county", "某县", "national")},
    (
        row("resident_basic_standard", NATIONAL, "100"),
        row("resident_tiers", NATIONAL, "300", note="由省补充"),
        row("resident_minimum_paid_years", NATIONAL, "15"),
        row("resident_subsidy", "county", "45", note="县文"),
    ),
)


def asked(place: str = "county", **inputs: Any) -> Ask:
    return Ask("example", "某号文 第一条", place, inputs, PLACES, DAY)


def refusal(ask: Ask, how: str, *arguments: Any, **options: Any) -> str:
    with pytest.raises(Refused) as caught:
        getattr(ask, how)(*arguments, **options)
    assert caught.value.finding.where in arguments
    assert caught.value.finding.source == "某号文 第一条"
    return str(caught.value)


@pytest.mark.parametrize(
    ("how", "good", "bad"),
    [
        ("number", ["0", 10**12, Fraction(1, 3), number("2.5"), "1,000"], ["-0.0001", "1000000000000.01"]),
        ("yuan", ["0", "0.01", "1000000000000"], ["0.001", "-0.01", "1000000000000.01"]),
        ("ratio", ["0", "1", "0.123456"], ["-0.1", "1.000001"]),
        ("years", ["0", "80", "12.5"], ["80.01", "-1"]),
        ("count", ["0", 10**12], ["0.5", "-1", 10**12 + 1]),
    ],
)
def test_a_number_is_taken_up_to_its_limits_and_decimals(how: str, good: list[Any], bad: list[Any]) -> None:
    for value in good:
        got = getattr(asked(x=value), how)("x", "数")
        assert (got if isinstance(got, int) else got.fraction) == (
            value.fraction if isinstance(value, Q) else Fraction(str(value).replace(",", ""))
        )
    for value in bad:
        assert "“数”为" in refusal(asked(x=value), how, "x", "数")


def test_what_is_taken_carries_the_limits_it_was_checked_against() -> None:
    above = asked(x="2.5").number("x", "数", lo="0.7", hi="3.8")
    below = asked(x="-2.5").number("x", "数", lo="-3.8", hi="-0.7")

    assert (above.num, above.den, above.lo, above.hi) == (5, 2, 2, 7)
    assert (below.num, below.den, below.lo, below.hi) == (-5, 2, -7, -2)


def test_a_left_out_input_takes_its_default_whether_quantity_or_fraction() -> None:
    assert asked().number("x", "数", default=number("0.5")).text() == "0.5"
    assert asked().number("x", "数", default=Fraction(1, 4)).text() == "0.25"
    assert "缺少“数”" in refusal(asked(), "number", "x", "数")


def test_a_mistyped_name_is_suggested_unless_it_was_asked_for_itself() -> None:
    ask = asked(balanse="1", balances="2")
    ask.yuan("balances", "余额合计")

    assert "写成了 balanse" in refusal(ask, "yuan", "balance", "余额")
    ask.yuan("balanse", "别的")
    assert "请补充后重新计算" in refusal(ask, "yuan", "balance", "余额")


def test_customary_names_are_tried_in_order() -> None:
    assert asked(b="1", c="2").called("a", "b", "c") == "b"
    assert asked().called("a", "b") == "a"


@pytest.mark.parametrize(("raw", "month"), [("2023-05", 202305), ("2023-05-31", 202305), (date(2023, 5, 1), 202305), (202305, 202305)])
def test_a_month_is_read_in_every_customary_form(raw: Any, month: int) -> None:
    ask = asked(x=raw)

    assert ask.month("x", "月份") == month
    assert ask.values["x"] == month
    assert ask.origins["x"].title == "月份"


@pytest.mark.parametrize("raw", [9999, 10**6, "2023-13", "2023-05-32", True, ["2023-05"]])
def test_what_is_no_month_is_shown_as_it_came(raw: Any) -> None:
    assert f"“{raw}”不是有效" in refusal(asked(x=raw), "month", "x", "月份")


def test_an_item_of_a_list_is_checked_like_an_input() -> None:
    assert asked().item("x", "数", "1.5", 1, 2).text() == "1.5"
    assert asked().item("x", "数", 2, 1, 2).text() == "2"
    for raw in ("0.99", "2.01"):
        assert "超出合理范围" in refusal(asked(), "item", "x", "数", raw, 1, 2)
    assert "不是有效数字" in refusal(asked(), "item", "x", "数", "多")


def test_an_input_overrides_the_parameter_and_is_checked_against_its_plausible_range() -> None:
    ask = asked(basic="120.00")

    assert ask.parameter("resident_basic_standard", "basic").text() == "120"
    assert (ask.origins["basic"].source, ask.origins["basic"].confidence) == ("输入", "given")
    assert "应在" in refusal(asked(basic="1000000"), "parameter", "resident_basic_standard", "basic")


def test_a_parameter_says_document_place_and_since_when() -> None:
    ask = asked()
    ask.parameter("resident_subsidy")

    origin = ask.origins["resident_subsidy"]
    assert (origin.source, origin.confidence, origin.note) == ("某号文（某县，2020-01-01 起）", "medium", "县文")


@pytest.mark.parametrize(
    ("place", "key", "note"),
    [
        ("county", "resident_basic_standard", "未取得某县的地方标准，按国家规定计算"),
        ("county", "resident_tiers", "未取得某县的地方标准，按国家规定计算；由省补充"),
        ("county", "resident_subsidy", "县文"),
        ("county", "resident_minimum_paid_years", ""),
        ("national", "resident_basic_standard", ""),
        ("national", "resident_tiers", "由省补充"),
    ],
)
def test_a_local_standard_taken_from_the_nation_says_so(place: str, key: str, note: str) -> None:
    ask = asked(place)
    ask.parameter(key)

    assert ask.origins[key].note == note


def test_a_parameter_without_any_date_is_refused_by_name() -> None:
    ask = asked()
    ask.on = None

    assert "基础养老金标准" in refusal(ask, "parameter", "resident_basic_standard")
    assert ask.parameter("resident_basic_standard", on=DAY).text() == "100"


def test_a_recorded_result_brings_the_lines_it_was_made_from_once_and_is_as_sure_as_the_least_sure() -> None:
    ask = asked(x="1", y="2")
    ask.yuan("x", "甲")
    ask.parameter("resident_subsidy")
    ask.record("first", number(1), "第一", "Yuan", ["x"])
    kept = ask.steps["x"]
    ask.record("second", number("2.5"), "第二", "Yuan", ["x", "resident_subsidy", "unheard_of", "first"])

    assert list(ask.steps) == ["x", "first", "resident_subsidy", "second"]
    assert ask.steps["x"] is kept
    assert (ask.steps["first"].confidence, ask.steps["second"].confidence) == ("high", "medium")
    assert (ask.steps["second"].value, ask.steps["second"].unit, ask.steps["second"].source) == ("2.50", "元", "某号文 第一条")
    ask.also("again", "second")
    assert ask.values["again"] is ask.values["second"]
    assert ask.origins["again"].confidence == "medium"


def test_an_input_nobody_asked_for_is_refused_with_the_name_that_was_meant() -> None:
    ask = asked(account_balanc="1")
    ask.used.add("account_balance")

    with pytest.raises(Refused, match="是否想写 account_balance？"):
        ask.refuse_unused(known=["account_balances_of_all"])
    with pytest.raises(Refused, match="请去掉该字段"):
        asked(qqq="1").refuse_unused(known=["account_balance"])


@pytest.mark.parametrize(
    ("raw", "flag"), [(True, True), ("是", True), ("yes", True), ("TRUE", True), (False, False), ("否", False), ("no", False)]
)
def test_yes_and_no_are_read_in_both_languages(raw: Any, flag: bool) -> None:
    assert asked(x=raw).flag("x", "是否") is flag


@pytest.mark.parametrize("raw", ["对", 1, "", [True]])
def test_what_is_neither_yes_nor_no_is_refused(raw: Any) -> None:
    assert "不是“是”或“否”" in refusal(asked(x=raw), "flag", "x", "是否")


@pytest.mark.parametrize("raw", [True, 1.5, ["1"], "1e3", "１", "1,00", "0x10", "12:30", ""])
def test_what_is_no_decimal_number_is_refused(raw: Any) -> None:
    assert "数" in refusal(asked(x=raw), "number", "x", "金额")


def test_lines_of_another_run_are_taken_over_under_names_of_their_own() -> None:
    inner = asked(x="1")
    inner.yuan("x", "甲")
    inner.record("twice", number(2), "两倍", "Yuan", ["x"])
    inner.record("more", number(3), "更多", "Yuan", ["x", "twice"])
    all_of_it, some = asked(x="1"), asked(x="1")

    all_of_it.adopt(inner, "before_{}", "到账前")
    some.adopt(inner, "{}_2023", "2023 年", only=("twice", "more"))

    assert {name: step.inputs for name, step in all_of_it.steps.items()} == {
        "before_x": (),
        "before_twice": ("before_x",),
        "before_more": ("before_x", "before_twice"),
    }
    assert all_of_it.steps["before_twice"].title == "两倍（到账前）"
    assert {name: step.inputs for name, step in some.steps.items()} == {"twice_2023": (), "more_2023": ("twice_2023",)}
    assert all_of_it.unused() == ()


@pytest.mark.parametrize(
    ("sought", "written", "sentence"),
    [
        ("year", "", "请填写 year，例如 year=2023；"),
        ("death_date", "", "请填写 death_date，例如 death_date=2023-05-31；"),
        ("month", "paid_month", "（写了 paid_month，这项计算不用它）"),
        ("period", "", "请填写 period，例如 period=2023-05；"),
        ("years_old", "", "请补充待遇或缴费所属的月份；"),
    ],
)
def test_a_missing_day_is_asked_for_by_the_word_to_type_and_what_was_written_instead_is_named(
    sought: str, written: str, sentence: str
) -> None:
    ask = asked(amount="5", used_month="2023-01", **({written: "2023-04"} if written else {}))
    ask.on = None
    ask.raw("used_month")
    ask.has("amount", "used_month", sought)

    with pytest.raises(Refused) as caught:
        ask.parameter("resident_basic_standard")

    said = str(caught.value)
    assert sentence in said
    assert ("写了" in said) == bool(written)


def test_a_day_that_was_written_elsewhere_is_not_what_is_missing() -> None:
    ask = asked(month="2023-05", place_name="某县")
    ask.on = None
    ask.has("month", "year")

    with pytest.raises(Refused, match="请填写 year，例如 year=2023"):
        ask.parameter("resident_basic_standard")


def test_a_word_given_instead_of_a_parameter_is_one_of_its_words_and_a_table_is_taken_as_it_is() -> None:
    assert asked(year_rounding="down_4").parameter_content("year_rounding") == "down_4"
    assert "year_rounding" in refusal(asked(year_rounding="sideways"), "parameter_content", "year_rounding")
    table = {"male60": 720, "female55": 660, "female50": 600}
    assert asked(old_retirement_age=table).parameter_content("old_retirement_age") == table
    assert asked(resident_tiers=[100, 200]).parameter_content("resident_tiers") == [100, 200]
