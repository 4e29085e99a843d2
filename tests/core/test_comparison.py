"""The past recomputes to the same fen under what was known then, and the difference to now is explained by its cause."""

from __future__ import annotations

from datetime import date

from shebao.base.dated import Value
from shebao.core.comparison import differences
from shebao.core.policy.calculation import calculate, explain_calculation
from shebao.core.policy.locale import shipped_places
from shebao.core.sheet import Sheet, Step

INPUTS = {"month": "2023-05", "birth": "1962-03", "account_balance": "12345.67", "paid_years": "20"}
LATE_NOTICE = Value(
    "resident_basic_standard", "gansu_zhengning", date(2023, 1, 1), date(2023, 12, 31), "125", "县文（例）", "high",
    known_from=date(2023, 9, 15),
)  # fmt: skip


def test_a_month_recomputes_to_the_same_sheet_under_what_was_known_then() -> None:
    before = shipped_places()
    after = before.overlay([LATE_NOTICE])

    then = explain_calculation("resident_pension", "gansu_zhengning", INPUTS, after, on=date(2023, 9, 14))
    now = explain_calculation("resident_pension", "gansu_zhengning", INPUTS, after, on=date(2023, 9, 15))

    assert then == explain_calculation("resident_pension", "gansu_zhengning", INPUTS, before)
    assert then.step("total").value == "191.82"
    assert now.step("total").value == "213.82"


def test_the_difference_names_the_cause_before_what_follows_from_it() -> None:
    then = calculate("resident_pension", "gansu_zhengning", INPUTS).sheet
    now = calculate("resident_pension", "gansu_zhengning", INPUTS, shipped_places().overlay([LATE_NOTICE])).sheet

    result = differences(then, now)

    assert (result[0].name, result[0].reason) == ("local_standard", "parameter")
    assert str(result[0]) == "基础养老金标准：103.00 → 125.00元（参数不同）"
    assert result[0].source_after.startswith("县文（例）")
    assert {d.name for d in result if d.reason == "follows"} == {"basic_standard", "basic_pension", "total"}
    assert differences(now, now) == ()


def test_changed_inputs_and_steps_that_come_or_go_are_told_apart() -> None:
    one = calculate("resident_pension", "gansu_zhengning", INPUTS).sheet
    other = calculate("resident_pension", "gansu_zhengning", {**INPUTS, "account_balance": "13900.00"}).sheet
    without_age = calculate("resident_pension", "gansu_zhengning", {k: v for k, v in INPUTS.items() if k != "birth"}).sheet

    assert [(d.name, d.reason) for d in differences(one, other)] == [
        ("account_balance", "input"),
        ("account_pension", "follows"),
        ("total", "follows"),
    ]
    assert ("age", "removed") in {(d.name, d.reason) for d in differences(one, without_age)}
    assert ("age", "added") in {(d.name, d.reason) for d in differences(without_age, one)}


def test_a_line_that_is_given_here_and_computed_there_has_another_rule() -> None:
    given = Sheet("c", "例", "national", date(2023, 1, 1), (Step("x", "甲", "1.00", "元", source="输入"),))
    made = Sheet("c", "例", "national", date(2023, 1, 1), (Step("x", "甲", "2.00", "元", ("y",), "第一条", "high", "乙 × 2"),))

    assert [d.reason for d in differences(given, made)] == ["rule"]
    assert [d.reason for d in differences(made, given)] == ["rule"]
    assert [str(d) for d in differences(made, given)] == ["甲：2.00 → 1.00元（公式或条文不同）"]
