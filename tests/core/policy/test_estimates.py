"""An estimate is the law run for each choice: its figures are those of the sheet, and paying more never brings less."""

from __future__ import annotations

from fractions import Fraction

import pytest

from shebao.base.finding import Refused
from shebao.base.months import month_text
from shebao.core.policy.calculation import calculate
from shebao.core.policy.estimates import employee_plans, resident_plans
from shebao.core.policy.locale import shipped_places

PLACES = shipped_places()


def test_a_higher_tier_brings_a_higher_pension_and_a_fuller_account() -> None:
    plans = resident_plans(
        "gansu_zhengning", PLACES, birth=197003, now=202312, paid_years=12, balance="6000.00", tiers=["300", "500", "1000", "2000"]
    )

    pensions = [Fraction(plan.pension) for plan in plans]
    assert pensions == sorted(set(pensions))
    assert [plan.paid_in for plan in plans] == ["2100.00", "3500.00", "7000.00", "14000.00"]


def test_the_figure_of_a_plan_is_the_one_the_law_gives() -> None:
    plan = resident_plans("gansu_zhengning", PLACES, birth=197003, now=202312, paid_years=12, balance="6000.00", tiers=["500"])[0]

    again = calculate(
        "resident_pension",
        "gansu_zhengning",
        {"month": month_text(plan.month), "account_balance": plan.account, "birth": "1970-03", "paid_years": "19", "basic_standard": "103"},
        strict=False,
    )
    assert plan.sheet is not None
    assert plan.pension == again.values["total"].text(2) == plan.sheet.step("total").value


def test_somebody_of_age_gets_one_answer_for_now() -> None:
    plans = resident_plans("gansu_zhengning", PLACES, birth=196001, now=202312, paid_years=15, balance="13900.00", tiers=["300", "500"])

    assert [(plan.title, plan.month, plan.pension) for plan in plans] == [("现在领取", 202312, "203.00")]


def test_too_few_years_are_said_and_not_counted() -> None:
    plan = resident_plans("gansu_zhengning", PLACES, birth=196112, now=202306, paid_years=2, balance="900.00", tiers=["300"])[0]

    assert not plan.pension
    assert "年" in plan.problem


def test_retiring_later_brings_more_a_month() -> None:
    plans = employee_plans(
        "gansu_zhengning",
        PLACES,
        category="male60",
        birth=197007,
        now=202512,
        paid_months=200,
        index="1.02",
        balance="60000.00",
        base="5000",
    )

    assert [plan.month for plan in plans] == [203007, 203012, 203112, 203212, 203412]
    pensions = [Fraction(plan.pension) for plan in plans]
    assert pensions == sorted(pensions)


def test_an_employee_with_too_few_years_reads_the_law_instead_of_a_number() -> None:
    plans = employee_plans(
        "gansu_zhengning", PLACES, category="female50", birth=198001, now=202512, paid_months=3, index="1.0", balance="900.00", base="4000"
    )

    assert all(bool(plan.problem) != bool(plan.pension) for plan in plans)
    assert any(plan.problem for plan in plans)


def test_a_retirement_that_has_passed_is_sent_to_the_counter() -> None:
    with pytest.raises(Refused, match="已过"):
        employee_plans(
            "gansu_zhengning", PLACES, category="male60", birth=196001, now=202512, paid_months=200, index="1", balance="1", base="4000"
        )
