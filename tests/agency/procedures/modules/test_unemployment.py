"""The line of unemployment: each module done by the right posts from form to effect, and taken back once; the list of them is printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.matters import attachments
from shebao.agency.payout import queries as runs
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.catalogue import catalogue, line_of
from shebao.agency.procedures.checks import run_checks
from shebao.agency.remittances import queries as remittances
from shebao.agency.schemes.unemployment import KEY as UNEMPLOYMENT
from shebao.agency.unemployment import queries as claims
from shebao.base.finding import Refused
from tests.agency.procedures.from_file import payload_from
from tests.support.scans import pdf
from tests.world.employers import make_employer, uscc
from tests.world.people import bank_card, citizen_number
from tests.world.runs import settled_run
from tests.world.staff import carry_through, make_staff
from tests.world.unemployment import MAY_15, claim, dismissed, enter_minimum_wage, enter_value, open_books, paid_by_finance

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
JUNE = date(2023, 6, 12)


@pytest.fixture
def staff(tmp_path: Path, settings) -> dict[str, int]:
    settings.FILES_FOLDER = tmp_path / "files"
    enter_minimum_wage()
    return make_staff()


def skill(person: int, **more: Any) -> dict[str, Any]:
    facts = {
        "person_id": person,
        "certificate_no": "ZS2023001",
        "occupation": "电工",
        "level": "中级",
        "certified_on": "2023-03-01",
        "checked": "true",
        "paid_months": 40,
        "training_subsidy": "false",
    }
    return facts | more


def firm(number: int, name: str, **more: Any) -> int:
    return make_employer(number, name, day=date(2023, 6, 1), bank="示例银行", account_number=f"620012345678{number:04d}", **more)


def refund_row(number: int, name: str, **more: Any) -> dict[str, Any]:
    row = {"uscc": uscc(number), "name": name, "paid_fen": 46_000_00, "size": "sme", "heads": 20, "laid_off": 3, "paid_months": 12}
    return row | more


def refund(rows: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    payload = {"year": 2023, "rows": rows, "document": "示例〔2023〕3号", "objection": "无"}
    return payload | {"published_from": "2023-06-05", "published_to": "2023-06-09"} | more


def test_the_line_has_its_modules_each_with_its_law_its_result_and_the_way_back(capsys: pytest.CaptureFixture[str]) -> None:
    mine = sorted(key for key, kind in catalogue().items() if line_of(kind)[1] in ("失业待遇", "对外划款"))
    with capsys.disabled():
        print(f"\nunemployment: {len(mine)} modules: {', '.join(mine)}")

    assert len(mine) >= 17
    assert all(catalogue()[key].reversal and catalogue()[key].law and catalogue()[key].result for key in mine)


@pytest.mark.slow
def test_a_skill_subsidy_is_granted_once_a_level_paid_by_a_run_and_booked_apart_from_benefits(staff: dict[str, int]) -> None:
    open_books()
    (person,) = dismissed()
    with pytest.raises(Refused, match="36|月数"):
        carry_through("decide_skill_subsidy", skill(person, paid_months=3), staff, MAY_15)
    grant = carry_through("decide_skill_subsidy", skill(person), staff, MAY_15)
    with pytest.raises(Refused, match="同一职业"):
        carry_through("decide_skill_subsidy", skill(person, certificate_no="ZS2023002", level="初级"), staff, MAY_15)

    carry_through("cancel_unemployment_grant", {"person_id": person, "grant_number": grant, "reason": "录错"}, staff, MAY_15)
    assert claims.grants_of(person) == []
    carry_through("decide_skill_subsidy", skill(person), staff, MAY_15)
    settled_run(staff, UNEMPLOYMENT, 202305, MAY_15, "one_off")

    assert books.booked_item(UNEMPLOYMENT, "5105", "") == 1_500_00
    assert [due.state for due in runs.living_dues(person)] == ["paid", "cancelled"]
    assert [check for check in run_checks() if not check.ok] == []


@pytest.mark.slow
def test_a_list_of_refunds_pays_who_passes_the_gate_of_its_year_and_says_which_rule_excludes_whom(staff: dict[str, int]) -> None:
    open_books(month=202306)
    firm(1, "丙纺织厂")
    firm(2, "丁食品厂")
    make_employer(3, "戊运输队")
    rows = [
        refund_row(1, "丙纺织厂"),
        refund_row(2, "丁食品厂", laid_off=5),
        refund_row(3, "戊运输队"),
    ]
    order = carry_through("refund_stability", refund(rows), staff, JUNE)

    listed = {row.employer_id: (row.amount_fen, row.rule) for row in claims.employer_rows("stability", year=2023)}
    assert [fen for fen, _ in listed.values()] == [27_600_00, 0, 0]
    assert [rule for _, rule in listed.values() if rule] == ["裁员率高于上限 0.2，不符合返还条件", "没有登记收款账户"]
    with pytest.raises(Refused, match="本年度已经返还"):
        carry_through("refund_stability", refund(rows[:1]), staff, JUNE)

    carry_through("cancel_remittances", {"order_id": order, "reason": "名单重报"}, staff, JUNE)
    order = carry_through("refund_stability", refund(rows), staff, JUNE)
    pay = {"order_id": order, "on": "2023-06-12", "reference": "HK1", "amount_fen": 27_600_00}
    paid_by_finance("pay_remittances", pay, staff, JUNE)
    assert books.booked_item(UNEMPLOYMENT, "5104", "") == 27_600_00

    (payee,) = remittances.of_order(order)
    back = {"order_id": order, "remittance_id": payee.id, "on": "2023-06-13", "reference": "TH1", "reason": "账号错误"}
    paid_by_finance("return_remittance", back, staff, date(2023, 6, 13))
    assert remittances.on_hold_fen(UNEMPLOYMENT) == 27_600_00
    paid_by_finance("pay_remittances", pay | {"reference": "HK2", "on": "2023-06-14"}, staff, date(2023, 6, 14))
    assert (remittances.on_hold_fen(UNEMPLOYMENT), books.booked_item(UNEMPLOYMENT, "5104", "")) == (0, 27_600_00)
    assert [check for check in run_checks() if not check.ok] == []


@pytest.mark.slow
def test_a_list_of_employers_in_a_file_is_read_by_code_and_name_and_in_the_words_people_write(
    staff: dict[str, int], tmp_path: Path
) -> None:
    firm(1, "丙纺织厂")
    head = "统一社会信用代码,单位名称,上年单位和个人实缴,划型,上年末参保人数,裁员人数,足额缴费月数,劳务派遣"
    wrong = tmp_path / "名单1.csv"
    wrong.write_text(f"{head}\n{uscc(1)},丙织布厂,46000,中小微,20,3,12,不是\n{uscc(7)},庚厂,100,大型,9,0,12,不是\n", encoding="utf-8")
    _, read = payload_from("refund_stability", wrong, whole=False)
    assert [one.reasons for one in read.rejected] == [("单位名称与登记的“丙纺织厂”不符",), ("没有登记过这个统一社会信用代码",)]

    good = tmp_path / "名单2.csv"
    good.write_text(f'{head}\n{uscc(1)},丙纺织厂,46000,中小微,20,3,12,"是，有分配协议"\n', encoding="utf-8")
    payload, _ = payload_from("refund_stability", good)
    carry_through("refund_stability", refund([]) | payload, staff, JUNE)
    assert [row.amount_fen for row in claims.employer_rows("stability", year=2023)] == [27_600_00]


@pytest.mark.slow
def test_hires_are_subsidised_once_whoever_hires_them(staff: dict[str, int]) -> None:
    first, second = firm(1, "丙纺织厂"), firm(2, "丁食品厂")
    one, two = dismissed(("周甲", "吴乙"))

    def hire(employer: int, person: int, months: int) -> dict[str, Any]:
        row = {"uscc": uscc(employer), "person_id": person, "name": people.person(person).name, "who": "graduate", "from_month": 202301}
        return row | {"insured_months": months}

    payload = {"month": 202306, "document": "示例〔2023〕4号", "rows": [hire(1, one, 4), hire(2, two, 0)]}
    carry_through("decide_job_expansion", payload, staff, JUNE)

    rows = claims.employer_rows("job_expansion", year=2023)
    assert [(row.employer_id, row.amount_fen) for row in rows] == [(first, 1_500_00), (second, 0)]
    with pytest.raises(Refused, match="已经享受过"):
        carry_through("decide_job_expansion", payload | {"rows": [hire(2, one, 5)]}, staff, JUNE)


@pytest.mark.slow
def test_a_claim_goes_through_stop_and_resumption_and_the_other_payments_of_a_claimant(staff: dict[str, int]) -> None:
    open_books()
    enter_value("reemployed_share", "0.5")
    enter_value("claimant_funeral_months", "6")
    enter_value("claimant_pension_months", "10")
    enter_value("claimant_death_base", "benefit")
    one, two = dismissed(("周甲", "吴乙"))
    for person in (one, two):
        carry_through("decide_unemployment", claim(person), staff, MAY_15)
    price = {"month": 202305, "cpi": "0.036", "standard_fen": 700_00, "document": "示例〔2023〕5号"}
    assert carry_through("run_price_subsidy", price, staff, date(2023, 5, 20)) == 2
    carry_through("confirm_unemployment_month", {"month": 202306}, staff, JUNE)
    carry_through("stop_unemployment", {"person_id": one, "reason": "own_wish", "from_month": 202306}, staff, date(2023, 6, 20))
    carry_through("resume_unemployment", {"person_id": one, "from_month": 202306, "reason": "停领登记有误"}, staff, date(2023, 7, 3))
    row = claims.claim_of(one)
    assert row and (row.granted, row.months) == (5, (202306, 202307))

    lump = {"person_id": two, "event": "business", "on": "2023-06-20"}
    carry_through("decide_reemployment_lump", lump, staff, date(2023, 6, 21))
    assert [(due.amount_fen, due.title) for due in runs.living_dues(two)][0] == (4 * 1_638_00, "一次性待遇")

    carry_through("report_death", {"person_id": one, "died_on": "2023-07-08", "source": "relatives"}, staff, date(2023, 7, 10))
    row = claims.claim_of(one)
    assert row and (row.end_reason, row.last_month) == ("died", 202307)

    scans = [attachments.keep("证明.pdf", pdf())._asdict()]
    heir = {"citizen_number": citizen_number(date(1986, 6, 7)), "name": "周乙", "relation": "spouse", "parts": 1}
    register = {"person_id": one, "rows": [heir | {"bank": "示例银行", "account_number": bank_card()}], "basis": "only", "scans": scans}
    carry_through("register_heirs", register, staff, date(2023, 7, 11))
    death = {"person_id": one, "chosen": "only", "set_off": "none", "scans": scans}
    carry_through("decide_claimant_death", death, staff, date(2023, 7, 12))
    assert [due.amount_fen for due in runs.dues_of(one)] == [16 * 1_638_00]
    assert [check for check in run_checks() if not check.ok] == []


@pytest.mark.slow
def test_a_stop_in_error_leaves_neither_debt_nor_premium_asked_back_once_the_claim_goes_on(staff: dict[str, int]) -> None:
    open_books()
    (person,) = dismissed()
    carry_through("decide_unemployment", claim(person), staff, MAY_15)
    settled_run(staff, UNEMPLOYMENT, 202305, MAY_15)
    premium = {
        "premium_fen": 390_00,
        "premium_document": "示例",
        "payee": "示例医保基金",
        "bank": "示例银行",
        "account_number": "62001234567890",
    }
    carry_through("confirm_unemployment_month", {"month": 202306, **premium}, staff, JUNE)
    settled_run(staff, UNEMPLOYMENT, 202306, JUNE)
    carry_through("stop_unemployment", {"person_id": person, "reason": "own_wish", "from_month": 202306}, staff, date(2023, 6, 20))
    assert len(runs.debts_of(person, UNEMPLOYMENT)) == len(claims.open_premiums()) == 1

    carry_through("resume_unemployment", {"person_id": person, "from_month": 202306, "reason": "停领登记有误"}, staff, date(2023, 6, 26))
    assert runs.debts_of(person, UNEMPLOYMENT) == claims.open_premiums() == []
    assert books.booked_item(UNEMPLOYMENT, "5001", "benefit") == 2 * 1_638_00
    with pytest.raises(Refused):
        settled_run(staff, UNEMPLOYMENT, 202306, date(2023, 6, 27), "back_pay")
    assert [check for check in run_checks() if not check.ok] == []


@pytest.mark.slow
def test_the_other_one_off_subsidies_ask_for_their_own_conditions(staff: dict[str, int]) -> None:
    (person,) = dismissed()
    employer = firm(1, "丙纺织厂")
    migrant = {
        "person_id": person, "employer_id": str(employer), "worked_from": 202103, "worked_to": 202304, "own_share": "no", "ended": "ended",
        "per_year_fen": 300_00, "document": "示例〔2023〕6号",
    }  # fmt: skip
    with pytest.raises(Refused, match="应申领失业保险金"):
        carry_through("decide_migrant_subsidy", migrant | {"own_share": "yes"}, staff, MAY_15)
    carry_through("decide_migrant_subsidy", migrant, staff, MAY_15)
    former = {
        "person_id": person,
        "applied_on": "2022-12-20",
        "from_month": 202212,
        "to_month": 202305,
        "monthly_fen": 1_200_00,
        "benefit_fen": 1_638_00,
    }
    with pytest.raises(Refused, match="不再受理"):
        carry_through("pay_unemployment_subsidy", former | {"applied_on": "2023-01-03"}, staff, MAY_15)
    carry_through("pay_unemployment_subsidy", former, staff, MAY_15)

    assert [(due.kind, due.amount_fen) for due in runs.living_dues(person)] == [("subsidy", 7_200_00), ("lump_sum", 600_00)]


def test_a_decision_of_a_claim_is_not_made_by_whoever_accepted_it(staff: dict[str, int]) -> None:
    (person,) = dismissed()
    matter = procedures.submit("decide_unemployment", claim(person), by=By(staff["acceptance"], MAY_15))

    with pytest.raises(Refused):
        procedures.approve(matter, by=By(staff["acceptance"], MAY_15))
