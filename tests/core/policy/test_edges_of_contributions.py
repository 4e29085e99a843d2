"""The limits of contributions, accounts, funds, certification and recovery, and codes: on the limit and one step past it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from shebao.base.finding import Refused
from shebao.core.policy.calculation import calculate
from shebao.core.policy.cases import Case, read_cases, run_case
from tests.core.policy.limits import hold

CASES = read_cases(Path(__file__).with_name("edges_of_contributions.yaml"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_at_the_edge_the_law_says_exactly_this(case: Case) -> None:
    result = run_case(case)

    assert result.status == "pass", dict(result.differences)


LATER = {"first_insured": "2005-03", "legal_retirement_month": "2018-06", "month": "2023-06"}
EXIT = {"account_balance": "1.00", "applied_in_writing": True}

LIMITS: tuple[tuple[str, dict[str, Any], str, Any, Any], ...] = (
    ("lump_sum_exit", {**EXIT, "total_months": 100}, "year", 2011, 2010),
    ("lump_sum_exit", {**EXIT, "total_months": 0}, "min_months", 1, 0),
    ("lump_sum_exit", {**EXIT, "total_months": 100}, "min_months", 480, 481),
    ("account_roll_forward", {"monthly_credit": "1.00", "first_year": 2023, "last_year": 2024}, "rates", {}, {"x": "0.03"}),
    ("fund_accounts", {"opening": {}}, "events", [["government subsidy", "1"]], [["nothing said", "1"]]),
)  # fmt: skip


@pytest.mark.parametrize("edge", LIMITS, ids=lambda edge: f"{edge[0]}-{edge[2]}-{edge[4]}"[:60])
def test_the_last_possible_value_is_taken_and_the_first_impossible_one_is_refused(edge: Any) -> None:
    hold(edge)


@pytest.mark.parametrize(
    ("calculation", "inputs", "words"),
    [
        ("account_merge", {"accounts": [{"balance": "1"}]}, "第 1 个账户"),
        ("account_merge", {"accounts": [{"balance": "x", "months": []}]}, "第 1 个账户"),
        ("account_merge", {"accounts": [{"balance": "1", "months": ["2020-01"]}, {"balance": "1", "months": ["2020-01"]}]}, "1 个重复月份"),
        ("account_year", {"year": 2024, "opening_balance": "1", "monthly_credits": ["x"]}, "第 1 个月记账额"),
        ("payment_allocation", {"paid": "1.00", "arrears": [["2023-01", "1"]]}, "第 1 项"),
        ("payment_allocation", {"paid": "1.00", "arrears": [["2023-01", "x", "1"]]}, "第 1 项"),
        ("lump_sum_exit", {**EXIT, "total_months": 180}, "缺少“到龄年份”"),
        ("continued_payment", {**LATER, "paid_months": 960}, "已达 180 个月"),
        ("continued_payment", {**LATER, "paid_months": 961}, "0 至 960 之间"),
        ("lump_sum_exit", {**EXIT, "total_months": 960, "year": 2024}, "已达 180 个月"),
        ("lump_sum_exit", {**EXIT, "total_months": 961, "year": 2024}, "0 至 960 之间"),
        ("flexible_worker_contribution", {"period": "2025-03", "chosen_base_ratio": "4"}, "应在 0.6 至 3 之间"),
        ("employer_contribution", {"period": "2023-05", "reference_wage": "7000", "wages": ["x"]}, "第 1 人申报工资"),
        (
            "employer_contribution",
            {"period": "2023-05", "reference_wage": "7000", "wages": ["1.001"]},
            "第 1 人申报工资为 1.001，最多 2 位小数",
        ),
        ("fine_range", {"decided_date": "2023-05-10", "kind": "fraud", "amount": "x"}, "“骗取金额”"),
        ("fine_range", {"decided_date": "2023-05-10", "kind": "unpaid", "amount": "x"}, "“应缴（欠缴）数额”"),
        ("fund_accounts", {"opening": {}, "events": [["fees", "1"], ["nothing said", "1"]]}, "第 2 笔业务看不出"),
        ("fund_accounts", {"opening": {}, "events": [["transfers out", "1"]]}, "支出户期末余额为负"),
    ],
)
def test_a_refusal_says_which_figure_and_why(calculation: str, inputs: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        calculate(calculation, "national", inputs, strict=False)
