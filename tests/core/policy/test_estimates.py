"""An estimate is the law run for each choice: its figures are those of the sheet, and paying more never brings less."""

from __future__ import annotations

from fractions import Fraction

import pytest

from shebao.base.finding import Refused
from shebao.base.months import month_text
from shebao.core.policy.calculation import calculate
from shebao.core.policy.estimates import Plan, employee_plans, resident_plans
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
    assert plan.month == 203004
    assert (plan.paid_in, plan.account) == ("3500.00", "9920.00"), "seven years of 500 and 60 of subsidy each"
    assert plan.pension == again.values["total"].text(2) == plan.sheet.step("total").value


def test_somebody_of_age_gets_one_answer_for_now() -> None:
    plans = resident_plans("gansu_zhengning", PLACES, birth=196001, now=202312, paid_years=15, balance="13900.00", tiers=["300", "500"])

    assert [(plan.title, plan.month, plan.pension) for plan in plans] == [("现在领取", 202312, "203.00")]


@pytest.mark.parametrize(
    ("birth", "now", "title", "month"),
    [(196311, 202312, "现在领取", 202312), (196310, 202312, "现在领取", 202312), (196309, 202303, "到龄领取", 202310)],
)
def test_with_no_year_left_to_pay_for_there_is_one_plan(birth: int, now: int, title: str, month: int) -> None:
    plans = resident_plans("gansu_zhengning", PLACES, birth=birth, now=now, paid_years=15, balance="13900.00", tiers=["300", "500"])

    assert [(plan.title, plan.month, plan.paid_in, plan.account) for plan in plans] == [(title, month, "0.00", "13900.00")]


def test_a_claim_next_january_has_one_more_year_to_pay() -> None:
    plans = resident_plans("gansu_zhengning", PLACES, birth=196312, now=202312, paid_years=15, balance="0.00", tiers=["300", "500"])

    assert [(plan.title, plan.month, plan.paid_in) for plan in plans] == [
        ("每年缴 300 元", 202401, "300.00"),
        ("每年缴 500 元", 202401, "500.00"),
    ]


def test_a_plan_works_where_the_place_has_nothing_of_its_own() -> None:
    plan = resident_plans("national", PLACES, birth=197003, now=202312, paid_years=12, balance="6000.00", tiers=["300"])[0]

    assert plan.problem == ""
    assert plan.pension


def test_too_few_years_are_said_where_nothing_on_file_lets_them_be_paid_for() -> None:
    plans = resident_plans("gansu_zhengning", PLACES, birth=197503, now=202401, paid_years=0, balance="0.00", tiers=["300", "500"])

    assert [plan.pension for plan in plans] == ["", ""]
    assert {plan.problem for plan in plans} == {"缴费 11 年，应缴 15 年，未达到领取条件（依据：国发〔2014〕8号 第六条、第七条）。"}


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


def plans_of(category: str, birth: int, now: int, base: str = "5000.07", paid: int = 200) -> list[Plan]:
    return employee_plans(
        "gansu_zhengning", PLACES, category=category, birth=birth, now=now, paid_months=paid, index="1.02", balance="60000.00", base=base
    )


def test_a_plan_of_an_employee_counts_months_account_age_and_base_by_hand() -> None:
    plan = plans_of("male60", 197007, 202512)[2]

    assert plan.title == "按法定年龄"
    assert plan.month == 203112
    assert (plan.paid_in, plan.account) == ("28800.72", "88800.72"), "72 months of 8 % of 5,000.07, each rounded up to 400.01"
    assert plan.sheet is not None
    steps = {step.name: step.value for step in plan.sheet.steps}
    assert (steps["age_years"], steps["age_months"], steps["divisor"]) == ("61", "5", "129.1")
    assert (steps["total_years"], steps["deemed_years"]) == ("22.67", "0"), "200 and 72 months, at two decimals as in Gansu"
    assert (steps["calc_base"], steps["avg_index"]) == ("7746.00", "1.0200")
    assert plan.pension == steps["total"] == "2461.42"


def test_whole_years_are_written_whole() -> None:
    plan = plans_of("male60", 197007, 202512, paid=204)[2]

    assert plan.sheet is not None
    assert plan.sheet.step("total_years").value == "23"


def test_a_retirement_before_the_last_known_base_uses_its_own_year() -> None:
    plan = next(plan for plan in plans_of("male60", 196303, 202212) if plan.title == "按法定年龄")

    assert plan.month == 202303
    assert plan.sheet is not None
    assert plan.sheet.step("calc_base").value == "7359.00"


def test_three_years_either_side_of_the_legal_month_are_the_limits() -> None:
    plans = plans_of("female50", 199001, 202512)

    assert [(plan.title, plan.month) for plan in plans] == [
        ("提前到最早", 204201),
        ("提前一年", 204401),
        ("按法定年龄", 204501),
        ("延迟一年", 204601),
        ("延迟到最晚", 204801),
    ]


def test_somebody_whose_legal_month_is_now_may_go_now_or_later() -> None:
    plans = plans_of("male60", 196402, 202402)

    assert [(plan.title, plan.month) for plan in plans] == [("按法定年龄", 202402), ("延迟一年", 202502), ("延迟到最晚", 202702)]


def test_a_plan_that_cannot_be_still_says_what_would_be_paid_by_then() -> None:
    plan = plans_of("female50", 198001, 202512, base="4000.07", paid=3)[0]

    assert plan.problem
    assert (plan.paid_in, plan.account) == ("15680.49", "75680.49"), "49 months of 8 % of 4,000.07, each 320.01"


def test_too_few_years_are_paid_for_at_each_tier_where_the_law_allows_it() -> None:
    plans = resident_plans("gansu_zhengning", PLACES, birth=196112, now=202306, paid_years=2, balance="900.00", tiers=["300", "500"])

    asked = {"birth": "1961-12", "month": "2023-06", "paid_years": "2", "tier": "500"}
    law = calculate("resident_gap_payment", "gansu_zhengning", asked, strict=False).values
    assert plans[0].missing_years == int(law["missing_years"].text()) == 10
    assert Fraction(plans[1].paid_in) == law["gap_payment"].fraction == 5000
    assert plans[1].account == "5900.00", "what is paid for past years brings no subsidy"
    assert all(Fraction(plan.pension) > 0 for plan in plans)
    assert [plan.months_to_recover for plan in plans] == [-(-Fraction(p.paid_in) // Fraction(p.pension)) for p in plans]
