"""What is found and agreed before a pension is decided, and what the decision makes of it; a refusal, a lump sum, a disability allowance."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shebao.agency.accounts import actions as accounts
from shebao.agency.accounts import queries as account_queries
from shebao.agency.benefits import award_history as history
from shebao.agency.benefits import awards, conclusions
from shebao.agency.benefits import queries as benefits
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.enrolment.actions import enrol
from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout import queries as payout
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.checks import run_checks
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.agency.store.columns import int_column
from shebao.base.dated import NATIONAL, Value
from shebao.base.finding import Refused
from shebao.core.policy.locale import shipped_places
from tests.world.calendar import GO_LIVE, by
from tests.world.employers import make_employer
from tests.world.people import make_people, make_village, new_person
from tests.world.public_units import scans
from tests.world.runs import settled_run
from tests.world.staff import carry_through, staff_as_made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
DAY = date(2025, 7, 10)
ALLOWANCES = [1742_85, 2140_73]
"""Far from the legal age: the base of 2025, 7,746 yuan, × (1 + 0.8) ÷ 2 × 25 years × 1 %; near it the account's part besides."""


@pytest.fixture
def staff(tmp_path: Path, settings) -> dict[str, int]:
    settings.FILES_FOLDER = tmp_path / "files"
    return staff_as_made()


def worker(birth: date, name: str = "周丙", *, balance_fen: int = 60_000_00, sex: str = "male", since: int = 199601) -> int:
    (person,) = make_people([new_person(name, birth=birth, sex=sex, village_id=make_village())], day=GO_LIVE)
    enrol([person], EMPLOYEE, since, by=by(GO_LIVE))
    if balance_fen:
        accounts.open_accounts([(person, balance_fen)], EMPLOYEE, 202412, by=by(GO_LIVE))
    return person


def archive(person: int, **more: Any) -> dict[str, Any]:
    facts = {
        "person_id": person,
        "scheme": EMPLOYEE,
        "birth_in_archive": "1965年5月，卷一第2页",
        "birth_decided": "1965-05-05",
        "first_work": "1985-07",
        "category": "male60",
        "findings": "一致",
        "scans": scans(),
    }
    return facts | more


def deemed(person: int, *rows: tuple[int, int], **more: Any) -> dict[str, Any]:
    stretches = [{"from_month": first, "to_month": last, "nature": "state_work", "page": "卷三第5页"} for first, last in rows]
    return {"person_id": person, "scheme": EMPLOYEE, "rows": stretches, "scans": scans()} | more


def undone(person: int, kind: str) -> dict[str, Any]:
    return {"person_id": person, "scheme": EMPLOYEE, "kind": kind, "reason": "认定有误", "scans": scans()}


def claim(person: int, **more: Any) -> dict[str, Any]:
    facts = {
        "person_id": person,
        "applied_on": "2025-07-08",
        "category": "male60",
        "road": "legal",
        "retire_month": "2025-07",
        "archive": "审核意见表",
        "actual_months": 300,
        "deemed_months": 0,
        "avg_index": "1.0",
    }
    return facts | more


def test_a_pension_is_decided_on_the_archives_birth_and_the_deemed_months_and_on_nothing_else(staff: dict[str, int]) -> None:
    person = worker(date(1965, 8, 5))
    with pytest.raises(Refused, match="写明以哪份最先记载"):
        procedures.preview("review_archive", archive(person), day=DAY)
    with pytest.raises(Refused, match="不满 16 周岁"):
        procedures.preview("review_archive", archive(person, first_work="1980-05", findings="与身份证不一致，以招工表为准"), day=DAY)
    shown = {row.what: row.after for row in procedures.preview("review_archive", archive(person, findings="以招工表最先记载为准"), day=DAY)}
    carry_through("review_archive", archive(person, findings="以招工表最先记载为准"), staff, DAY)
    carry_through("record_deemed_service", deemed(person, (198507, 198806), (199001, 199012)), staff, DAY)

    with pytest.raises(Refused, match="认定的是 48 个月"):
        procedures.preview("decide_employee_pension", claim(person, deemed_months=36, deemed_proof="卷三"), day=DAY)
    with pytest.raises(Refused, match="退休类别与档案审核结论不一致"):
        procedures.preview("decide_employee_pension", claim(person, category="female55"), day=DAY)
    final = claim(person, deemed_months=48, deemed_proof="认定表", transitional_fen="300.00")
    values = {row.what: row.after for row in procedures.preview("decide_employee_pension", final, day=DAY)}

    assert shown["法定退休年月"] == values["法定退休年月"] == "2025-07"


def test_stretches_that_overlap_come_too_early_or_too_late_are_refused_and_a_conclusion_is_taken_back(staff: dict[str, int]) -> None:
    person = worker(date(1965, 5, 5))
    for rows, message in (
        (((198001, 198012),), "不满 16 周岁"),
        (((198507, 198806), (198801, 198912)), "与前面的重叠"),
        (((198506, 198505),), "止月早于起月"),
        (((199001, 200001),), "建立个人账户"),
    ):
        with pytest.raises(Refused, match=message):
            procedures.preview("record_deemed_service", deemed(person, *rows), day=DAY)
    carry_through("record_deemed_service", deemed(person, (198507, 198806)), staff, DAY)
    carry_through("review_archive", archive(person), staff, DAY)

    for kind in ("deemed", "archive"):
        carry_through("withdraw_conclusion", undone(person, kind), staff, DAY)

    assert [conclusions.standing(person, EMPLOYEE, kind) for kind in ("deemed", "archive")] == [None, None]
    assert [row.stands for row in conclusions.of_person(person)] == [False, False, True, True]
    with pytest.raises(Refused, match="没有有效的退休档案审核"):
        procedures.preview("withdraw_conclusion", undone(person, "archive"), day=DAY)


def flexible(person: int, month: str, signed: str, **more: Any) -> dict[str, Any]:
    facts = {"person_id": person, "scheme": EMPLOYEE, "category": "male60", "post": "other", "month": month, "signed_on": signed}
    return facts | {"paid_months": 200, "scans": scans()} | more


def test_a_flexible_month_is_within_the_law_agreed_in_time_and_never_prolonged(staff: dict[str, int]) -> None:
    person = worker(date(1966, 5, 5))  # legal month: 2026-09, sixty years and four months
    for payload, message in (
        (flexible(person, "2025-09", "2025-07-01"), "不在 2026-05 至"),
        (flexible(person, "2026-05", "2026-04-01"), "晚于今天"),
        (flexible(person, "2027-09", "2025-07-01"), "没有单位同意"),
        (flexible(person, "2027-09", "2025-07-01", employer_agree="yes", post="manager"), "不能延迟退休"),
        (flexible(person, "2026-06", "2025-07-01", paid_months=100), "少于 180 个月"),
    ):
        with pytest.raises(Refused, match=message):
            procedures.preview("choose_flexible_retirement", payload, day=DAY)
    carry_through("choose_flexible_retirement", flexible(person, "2027-09", "2025-07-01", employer_agree="yes"), staff, DAY)
    with pytest.raises(Refused, match="不再延长"):
        later = flexible(person, "2028-09", "2025-07-02", employer_agree="yes")
        procedures.preview("choose_flexible_retirement", later, day=DAY)

    assert conclusions.standing(person, EMPLOYEE, "flexible").facts["kind"] == "延迟"
    carry_through("withdraw_conclusion", undone(person, "flexible"), staff, DAY)
    assert conclusions.standing(person, EMPLOYEE, "flexible") is None


def special(person: int, **more: Any) -> dict[str, Any]:
    rows = [{"from_month": 199001, "to_month": 199912, "post": "井下采掘", "page": "工资表卷二"}]
    facts = {
        "person_id": person,
        "employer_id": str(make_employer(81, "丁煤矿", day=date(2023, 3, 2))),
        "kind": "underground",
        "rows": rows,
    }
    return facts | {"month": "2025-06", "published_from": "2025-06-20", "published_to": "2025-06-27", "scans": scans()} | more


def test_early_retirement_from_special_work_needs_its_years_its_age_and_its_publication(staff: dict[str, int]) -> None:
    person = worker(date(1969, 5, 5))
    right = special(person)
    short = [{"from_month": 199001, "to_month": 199506, "post": "井下采掘", "page": "工资表卷二"}]
    for payload, message in (
        (right | {"rows": short}, "少于 9 年"),
        (right | {"published_to": "2025-06-22"}, "至少公示|公示 3 天"),
        (right | {"published_to": "2025-07-30"}, "才结束"),
        (right | {"month": "2024-01"}, "早于 2024-05"),
    ):
        with pytest.raises(Refused, match=message):
            procedures.preview("approve_special_occupation", payload, day=DAY)
    with pytest.raises(Refused, match="没有特殊工种提前退休的审核结论"):
        procedures.preview("decide_employee_pension", claim(person, road="special"), day=DAY)
    carry_through("approve_special_occupation", right, staff, DAY)

    values = {row.what: row.after for row in procedures.preview("decide_employee_pension", claim(person, road="special"), day=DAY)}
    assert values["起领月"] > "2025-07"
    carry_through("withdraw_conclusion", undone(person, "special"), staff, DAY)
    assert conclusions.standing(person, EMPLOYEE, "special") is None


def test_who_lacks_years_at_the_age_may_pay_on_and_may_not_buy_the_gap_after_2011(staff: dict[str, int]) -> None:
    person, young = worker(date(1965, 1, 5), since=201501), worker(date(1975, 1, 5))
    facts = {"category": "male60", "option": "monthly", "first_insured": "2015-01", "paid_months": 156, "scans": scans()}

    for payload, message in (
        (facts | {"person_id": young}, "还没有到"),
        (facts | {"person_id": person, "paid_months": 200}, "已达最低缴费年限"),
        (facts | {"person_id": person, "option": "once", "monthly_fen": "900.00"}, "2011 年 7 月以后参保"),
    ):
        with pytest.raises(Refused, match=message):
            procedures.preview("continue_after_age", payload, day=DAY)
    carry_through("continue_after_age", facts | {"person_id": person}, staff, DAY)

    stands = conclusions.standing(person, EMPLOYEE, "continued")
    assert (stands.facts["missing"], stands.facts["until"]) == (24, 202702)
    carry_through("withdraw_conclusion", undone(person, "continued"), staff, DAY)
    assert conclusions.standing(person, EMPLOYEE, "continued") is None


def refusal(person: int, **more: Any) -> dict[str, Any]:
    facts = {
        "person_id": person,
        "scheme": EMPLOYEE,
        "claim": "企业职工养老待遇核定",
        "reason": "累计缴费 156 个月，未达最低缴费年限",
        "law": "社会保险法第十六条",
        "way": "three",
        "remedy_office": "正宁县人民政府",
        "scans": scans(),
    }
    return facts | more


def test_a_refusal_names_the_article_the_other_ways_and_the_remedies_and_is_taken_back(staff: dict[str, int]) -> None:
    person = worker(date(1965, 1, 5))
    with pytest.raises(Refused, match="没有写到条文"):
        procedures.preview("refuse_claim", refusal(person, law="有关规定"), day=DAY)
    with pytest.raises(Refused, match="没有选补正"):
        procedures.preview("refuse_claim", refusal(person, missing="招工表"), day=DAY)
    with pytest.raises(Refused, match="没有编号为"):
        procedures.preview("refuse_claim", refusal(person, matter_number="2025-000099"), day=DAY)
    shown = {row.what: row.after for row in procedures.preview("refuse_claim", refusal(person), day=DAY)}
    carry_through("refuse_claim", refusal(person), staff, DAY)

    assert "六十日内申请行政复议" in shown["救济途径"] and "正宁县人民政府" in shown["救济途径"]
    assert conclusions.standing(person, EMPLOYEE, "refusal").facts["claim"] == "企业职工养老待遇核定"
    carry_through("withdraw_conclusion", undone(person, "refusal"), staff, DAY)
    assert conclusions.standing(person, EMPLOYEE, "refusal") is None


def leaving(person: int, **more: Any) -> dict[str, Any]:
    facts = {"person_id": person, "scheme": EMPLOYEE, "reason": "years_not_met", "category": "male60", "total_months": 100}
    return facts | {"told_on": "2025-06-20", "confirmed_on": "2025-07-08", "scans": scans()} | more


@pytest.mark.slow
def test_a_lump_sum_is_told_of_confirmed_earns_to_the_month_taken_back_paid_once_and_booked(staff: dict[str, int]) -> None:
    fund.open_books(EMPLOYEE, 202507, date(2025, 7, 1), {"1004": 10**8}, by=By(None, date(2025, 7, 1)))
    person, young, rich = worker(date(1965, 1, 5), balance_fen=8_000_00), worker(date(1980, 1, 5)), worker(date(1965, 1, 6), balance_fen=0)
    for payload, message in (
        (leaving(young), "还没有到"),
        (leaving(person, total_months=200), "符合按月领取条件"),
        (leaving(person, confirmed_on="2025-06-01"), "日期次序不对"),
        (leaving(rich), "没有个人账户余额"),
    ):
        with pytest.raises(Refused, match=message):
            procedures.preview("exit_lump_sum", payload, day=DAY)

    carry_through("exit_lump_sum", leaving(person), staff, DAY)
    gone = account_queries.of_person(person, EMPLOYEE)
    carry_through("undo_exit", {"person_id": person, "scheme": EMPLOYEE, "reason": "改为延长缴费", "scans": scans()}, staff, DAY)
    back = account_queries.of_person(person, EMPLOYEE)
    insured = enrolment.open_among(int_column([person]), EMPLOYEE).size
    carry_through("exit_lump_sum", leaving(person), staff, DAY)
    run = settled_run(staff, EMPLOYEE, 202507, date(2025, 7, 20), "one_off")

    earned = 8_000_00 * 7 * 150 // (12 * 10_000)  # 1.5 per cent of 2025, seven months
    assert (gone.closed, gone.balance_fen, back.closed, back.balance_fen, insured) == (True, 0, False, 8_000_00 + earned, 1)
    assert (run.lines, run.amount_fen) == (1, 8_000_00 + earned)
    assert books.booked_item(EMPLOYEE, "5001", "inheritance") == 8_000_00 + earned
    assert not enrolment.open_among(int_column([person]), EMPLOYEE).size
    with pytest.raises(Refused, match="已经列入发放批次"):
        procedures.preview("undo_exit", {"person_id": person, "scheme": EMPLOYEE, "reason": "反悔", "scans": scans()}, day=DAY)
    assert [check for check in run_checks() if not check.ok] == []


def disabled(person: int, **more: Any) -> dict[str, Any]:
    facts = {
        "person_id": person,
        "category": "male60",
        "conclusion_no": "劳鉴〔2025〕12号",
        "concluded_on": "2025-06-20",
        "applied_month": "2025-07",
        "paid_months": 300,
        "deemed_months": 0,
        "avg_index": "0.8",
        "scans": scans(),
    }
    return facts | more


@pytest.mark.slow
def test_an_allowance_far_from_the_age_is_the_basic_part_alone_paid_booked_stopped_and_decided_again_nearer(staff: dict[str, int]) -> None:
    fund.open_books(EMPLOYEE, 202508, date(2025, 8, 1), {"1004": 10**8}, by=By(None, date(2025, 8, 1)))
    far, near = worker(date(1975, 5, 5)), worker(date(1967, 5, 5), "吴己")
    carry_through("decide_disability_allowance", disabled(far), staff, DAY)
    carry_through("decide_disability_allowance", disabled(near), staff, DAY)
    run = settled_run(staff, EMPLOYEE, 202508, date(2025, 8, 8))

    amounts = [history.award_of(person, EMPLOYEE)["total_fen"] for person in (far, near)]
    assert amounts == ALLOWANCES
    assert run.amount_fen == sum(amounts)
    assert books.booked_item(EMPLOYEE, "5001", "disability") == sum(amounts)
    assert account_queries.of_person(far, EMPLOYEE).balance_fen == 60_000_00
    with pytest.raises(Refused, match="还有五年以上"):
        procedures.preview("decide_disability_allowance", disabled(far), day=DAY)
    carry_through(
        "end_disability_allowance",
        {"person_id": far, "reason": "recovered", "event_month": "2025-08", "document": "复查结论", "scans": scans()},
        staff,
        date(2025, 8, 20),
    )
    assert (benefits.of_person(far)[0]["state"], benefits.of_person(far)[0]["last_month"]) == ("ended", 202508)
    assert [check for check in run_checks() if not check.ok] == []


@pytest.mark.slow
def test_an_allowance_short_of_the_minimum_runs_for_its_months_and_not_one_more(staff: dict[str, int]) -> None:
    person = worker(date(1975, 5, 5))
    shown = {row.what: row.after for row in procedures.preview("decide_disability_allowance", disabled(person, paid_months=66), day=DAY)}
    carry_through("decide_disability_allowance", disabled(person, paid_months=66), staff, DAY)

    due = [int(awards.in_force(int_column([person]), EMPLOYEE, month).amounts.total_fen[0]) for month in (202508, 202610, 202611)]
    assert shown["发放月数"].startswith("15 个月，末次 2026-10")
    assert due[0] == due[1] > 0 == due[2]
    assert [check for check in run_checks() if not check.ok] == []
    carry_through("revoke_award", {"person_id": person, "scheme": EMPLOYEE, "why": "结论有误", "scans": scans()}, staff, DAY)
    assert payout.lines_of_person(person) == [] and benefits.of_person(person)[0]["state"] == "ended"


@pytest.mark.slow
def test_an_allowance_far_from_the_age_is_raised_by_the_nations_ratio_and_one_near_it_like_a_pension(
    staff: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    scheme = {"fixed": "40.00", "tiers": ((None, "1.50"),), "pct": "0.01", "age": (("80", None, "80.00"),)}
    span = (date(2026, 1, 1), date(2026, 12, 31))
    rows = [Value("adjustment_scheme", "gansu_zhengning", *span, scheme, "调整通知（例）", "high")]
    rows.append(Value("adjustment_national_ratio", NATIONAL, *span, "0.02", "全国通知（例）", "high"))
    places = shipped_places().overlay(rows)
    monkeypatch.setattr(parameters, "shipped_places", lambda: places)
    parameters._layered.cache_clear()
    far, near, short = worker(date(1975, 5, 5)), worker(date(1967, 5, 5), "吴己"), worker(date(1975, 5, 6), "郑庚")
    for person in (far, near):
        carry_through("decide_disability_allowance", disabled(person), staff, DAY)
    carry_through("decide_disability_allowance", disabled(short, paid_months=66), staff, DAY)
    notice = {"scheme": EMPLOYEE, "year": 2026, "document": "调整通知（例）", "remote": "no", "scans": scans()}

    carry_through("adjust_pensions_year", notice, staff, date(2026, 7, 20))

    with pytest.raises(Refused, match="病残津贴不在这里更正"):
        correction = {"person_id": far, "effective_from": "2026-01", "reason": "months", "document": "补记", "paid_months": 301}
        procedures.preview("correct_award", correction, day=date(2026, 7, 21))
    after = [{part.key: part.fen for part in history.award_of(person, EMPLOYEE)["parts"]} for person in (far, near)]
    due = [int(awards.in_force(int_column([short]), EMPLOYEE, month).amounts.total_fen[0]) for month in (202512, 202601, 202610, 202611)]
    assert due[0] < due[1] == due[2] and due[3] == 0  # fifteen months and not one more, adjusted or not
    assert after == [{"disability": 1742_85 + 34_86}, {"disability": 2140_73 + 40_00 + 37_50 + 21_41}]
    assert [check for check in run_checks() if not check.ok] == []
    parameters._layered.cache_clear()
