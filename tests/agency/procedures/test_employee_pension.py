"""An employee's pension from the claim to the books: decided provisionally, decided again on the year's own base, the difference paid once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from shebao.agency.accounts import actions as accounts
from shebao.agency.accounts import queries as account_queries
from shebao.agency.benefits import award_history as history
from shebao.agency.benefits import queries as benefits
from shebao.agency.enrolment.actions import enrol
from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.matters import attachments
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout.models import Change, Cover, Line, LinePart
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.checks import run_checks
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.base.dated import Places, Value
from shebao.base.finding import Refused
from shebao.core.policy.locale import shipped_places
from tests.support.scans import pdf
from tests.world.calendar import GO_LIVE, by
from tests.world.people import bank_card, citizen_number, make_people, make_village, new_person
from tests.world.runs import settled_run
from tests.world.staff import carry_through, make_staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
MAY, PUBLISHED = date(2023, 5, 26), date(2023, 11, 15)
BALANCE_FEN = 143_567_89


@pytest.fixture
def staff(tmp_path: Path, settings) -> dict[str, int]:
    settings.FILES_FOLDER = tmp_path / "files"
    return make_staff()


@pytest.fixture(autouse=True)
def unpublished(monkeypatch: pytest.MonkeyPatch) -> Iterator[Places]:
    """The base of 2023 becomes known in November 2023."""
    places = shipped_places()
    late = replace(places, rows=tuple(replace(row, known_from=PUBLISHED) if _is_base(row) else row for row in places.rows))
    monkeypatch.setattr(parameters, "shipped_places", lambda: late)
    parameters._layered.cache_clear()
    yield late
    parameters._layered.cache_clear()


def _is_base(row: Any) -> bool:
    return (row.key, row.place, row.effective_from.year) == ("calc_base", "gansu", 2023)


@pytest.fixture
def retiree() -> int:
    """周丙 of the worked example: born in May 1963, insured for years, with an account of 143,567.89 yuan."""
    (person,) = make_people([new_person("周丙", birth=date(1963, 5, 5), village_id=make_village())], day=GO_LIVE)
    enrol([person], EMPLOYEE, 199601, by=by(GO_LIVE))
    accounts.open_accounts([(person, BALANCE_FEN)], EMPLOYEE, 202212, by=by(GO_LIVE))
    return person


def claim(person: int, **more: Any) -> dict[str, Any]:
    facts = {
        "person_id": person,
        "applied_on": "2023-05-08",
        "category": "male60",
        "road": "legal",
        "retire_month": 202305,
        "archive": "档案与身份证一致，卷三第2页",
        "actual_months": 256,
        "deemed_months": 37,
        "deemed_proof": "1992-12 至 1995-12 招工表，卷三第5页",
        "avg_index": "1.2287",
    }
    return facts | more


def scans() -> list[dict[str, Any]]:
    return [attachments.keep("依据.pdf", pdf())._asdict()]


def parts_of(run_id: int) -> dict[str, int]:
    return dict(LinePart.objects.filter(line_id__in=Line.objects.filter(run_id=run_id).values("id")).values_list("part", "fen"))


def booked(month: int) -> list[tuple[str, int]]:
    return [(row.item or row.account, row.amount_fen) for row in books.statement_of(EMPLOYEE, month, month).expense]


@pytest.mark.slow
def test_the_worked_example_of_a_provisional_award_comes_out_to_the_fen_vouchers_included(staff: dict[str, int], retiree: int) -> None:
    fund.open_books(EMPLOYEE, 202306, date(2023, 6, 1), {"1004": 10**7}, by=By(None, date(2023, 6, 1)))
    carry_through("decide_employee_pension", claim(retiree), staff, MAY)
    first = history.award_of(retiree, EMPLOYEE)
    regular = [settled_run(staff, EMPLOYEE, 202300 + month, date(2023, month, 8)) for month in range(6, 12)]
    entry = carry_through("recalculate_pension", {"year": 2023}, staff, date(2023, 11, 20))
    december = settled_run(staff, EMPLOYEE, 202312, date(2023, 12, 8))
    back = settled_run(staff, EMPLOYEE, 202312, date(2023, 12, 8), "back_pay")

    assert entry.body and first["provisional"] and first["total_fen"] == 3280_07
    assert {part.key: part.fen for part in first["parts"] if part.fen} == {
        "basic": 1925_82,
        "account_pension": 1032_86,
        "transitional": 321_39,
    }
    assert [run.amount_fen for run in regular] == [3280_07] * 6
    assert (december.amount_fen, back.amount_fen) == (3369_61, 6 * 89_54)
    assert parts_of(december.pk) == {"basic": 2002_56, "account_pension": 1032_86, "transitional": 334_19}
    assert parts_of(back.pk) == {"basic": 6 * 76_74, "transitional": 6 * 12_80}
    assert list(Cover.objects.values_list("month", "due_fen")) == [(202300 + month, 89_54) for month in range(6, 12)]
    assert list(Change.objects.filter(run=december).values_list("reason", "delta_fen")) == [("recalculated", 89_54)]
    assert booked(202311) == [("account_pension", 1032_86), ("basic_pension", 1925_82), ("transitional", 321_39)]
    assert sum(fen for _, fen in booked(202312)) == 3906_85
    assert books.booked_item(EMPLOYEE, "5001", "basic_pension") == 6 * 1925_82 + 2002_56 + 6 * 76_74
    assert account_queries.of_person(retiree, EMPLOYEE).balance_fen == BALANCE_FEN - 7 * 1032_86
    assert [check for check in run_checks() if not check.ok] == []


def test_a_claim_is_refused_with_what_is_wrong_and_what_to_do(staff: dict[str, int], retiree: int) -> None:
    for more, message in (
        ({"retire_month": 202304}, "法定退休年月是 2023-05"),
        ({"actual_months": 100}, "未达最低缴费 180 个月"),
        ({"deemed_proof": ""}, "没有写明依据"),
        ({"account_fen": "1.00", "account_proof": "清单第1页"}, "个人账户余额是 143,567.89 元"),
        ({"avg_index": "3.5"}, "应在 0 至 3 之间"),
        ({"applied_on": "2023-05-27"}, "晚于今天"),
    ):
        with pytest.raises(Refused, match=message):
            procedures.preview("decide_employee_pension", claim(retiree, **more), day=MAY)


def test_a_part_decided_by_hand_is_paid_as_it_was_decided(staff: dict[str, int], retiree: int) -> None:
    carry_through("decide_employee_pension", claim(retiree, transitional_fen="300.00"), staff, MAY)

    parts = {part.key: part.fen for part in history.award_of(retiree, EMPLOYEE)["parts"] if part.fen}
    assert parts == {"basic": 1925_82, "account_pension": 1032_86, "transitional": 300_00}


def test_nobody_draws_two_pensions(staff: dict[str, int], retiree: int) -> None:
    carry_through("decide_employee_pension", claim(retiree), staff, MAY)

    with pytest.raises(Refused, match="已有企业职工基本养老保险待遇"):
        procedures.preview("decide_employee_pension", claim(retiree), day=MAY)


def test_a_base_that_is_published_makes_no_provisional_award_and_nothing_to_recalculate(staff: dict[str, int], retiree: int) -> None:
    with pytest.raises(Refused, match="2023 年计发基数还没有录入"):
        procedures.preview("recalculate_pension", {"year": 2023}, day=MAY)

    carry_through("decide_employee_pension", claim(retiree), staff, date(2023, 11, 20))

    award = history.award_of(retiree, EMPLOYEE)
    assert (award["provisional"], award["total_fen"], award["from_month"]) == (False, 3369_61, 202312)
    with pytest.raises(Refused, match="没有 2023 年退休、正在预发的人"):
        procedures.preview("recalculate_pension", {"year": 2023}, day=date(2023, 11, 21))


@pytest.mark.slow
def test_arrears_that_arrive_later_make_a_new_version_from_the_month_after(staff: dict[str, int], retiree: int) -> None:
    carry_through("decide_employee_pension", claim(retiree, actual_months=255), staff, date(2023, 11, 20))
    before = history.award_of(retiree, EMPLOYEE)
    payload = {
        "person_id": retiree,
        "effective_from": 202401,
        "reason": "arrears",
        "document": "到账明细",
        "paid_months": 293,
        "scans": scans(),
    }

    carry_through("correct_award", payload, staff, date(2023, 12, 20))

    after = history.award_of(retiree, EMPLOYEE)
    assert (before["total_fen"], after["total_fen"]) == (3362_23, 3369_61)
    assert (after["version"], after["effective_month"], after["from_month"], after["reason_title"]) == (2, 202401, 202312, "更正核定")


SCHEME_2023 = {
    "fixed": "40.00",
    "tiers": (("15", "1.00"), (None, "1.50")),
    "pct": "0.01",
    "age": (("70", "79", "40.00"), ("80", None, "80.00")),
}
"""An invented scheme of the yearly adjustment; Gansu's own notice is not on file."""


@pytest.fixture
def notice(unpublished: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """The notice of 2023 was entered in July, with effect from January."""
    own = Value("adjustment_scheme", "gansu_zhengning", date(2023, 1, 1), date(2023, 12, 31), SCHEME_2023, "调整通知（例）", "high")
    monkeypatch.setattr(parameters, "shipped_places", lambda: unpublished.overlay([own]))
    parameters._layered.cache_clear()


def handed_over(count: int) -> dict[str, Any]:
    rows = [
        {
            "citizen_number": citizen_number(birth=date(1945 + number % 20, 3, 5)),
            "name": "李甲乙丙丁"[number % 5] + "明",
            "village_id": make_village(),
            "bank": "农商银行",
            "account_number": bank_card(),
            "pension_from": 201004,
            "paid_months": 360,
            "balance_fen": 20_000_00,
            "basic_fen": 1500_00,
            "account_pension_fen": 400_00,
            "adjustment_fen": 600_00,
            "subsidy_fen": 20_00,
            "certified_on": "2022-12-01",
        }
        for number in range(count)
    ]
    return {"rows": rows, "month": 202301}


@pytest.mark.slow
def test_pensions_in_payment_are_taken_over_adjusted_from_january_and_the_months_behind_are_paid_once(
    staff: dict[str, int], notice: None
) -> None:
    fund.open_books(EMPLOYEE, 202301, date(2023, 1, 1), {"1004": 10**9}, by=By(None, date(2023, 1, 1)))
    people = carry_through("take_over_employee_pensions", handed_over(3), staff, GO_LIVE)
    january = [settled_run(staff, EMPLOYEE, 202300 + month, date(2023, month, 10)) for month in range(1, 8)][0]

    carry_through("adjust_pensions_year", adjustment(), staff, date(2023, 7, 20))

    august = settled_run(staff, EMPLOYEE, 202308, date(2023, 8, 8))
    back = settled_run(staff, EMPLOYEE, 202308, date(2023, 8, 8), "back_pay")
    young = 40_00 + 37_50 + 25_00
    assert january.amount_fen == 3 * 2520_00
    assert [history.award_of(person, EMPLOYEE)["total_fen"] for person in people] == [
        2520_00 + young + age for age in (40_00, 40_00, 40_00)
    ]
    assert august.amount_fen == 3 * (2520_00 + young + 40_00)
    assert parts_of(back.pk) == {"adjustment": 7 * (young + 40_00)}
    assert back.amount_fen == 3 * 7 * (young + 40_00)
    assert set(Change.objects.filter(run=august).values_list("reason", "delta_fen")) == {("adjusted", young + 40_00)}
    assert [check for check in run_checks() if not check.ok] == []
    with pytest.raises(Refused, match="没有应作 2023 年调整的人"):
        procedures.preview("adjust_pensions_year", adjustment(), day=date(2023, 7, 21))


def adjustment() -> dict[str, Any]:
    return {"scheme": EMPLOYEE, "year": 2023, "document": "调整通知（例）", "remote": "no", "scans": scans()}


@pytest.mark.slow
def test_a_recalculation_is_taken_back_by_its_matter_and_the_award_is_provisional_again(staff: dict[str, int], retiree: int) -> None:
    carry_through("decide_employee_pension", claim(retiree), staff, MAY)
    entry = carry_through("recalculate_pension", {"year": 2023}, staff, date(2023, 11, 20))
    payload = {"matter": entry.matter_id, "why": "基数录错", "scans": scans()}

    carry_through("withdraw_revision", payload, staff, date(2023, 11, 21))

    award = history.award_of(retiree, EMPLOYEE)
    assert (award["version"], award["total_fen"], award["provisional"], award["effective_month"]) == (3, 3280_07, True, 202306)
    assert list(history.provisional_awards(EMPLOYEE, 2023)) == [retiree]
    with pytest.raises(Refused, match="后来又有新的核定"):
        procedures.preview("withdraw_revision", payload, day=date(2023, 11, 22))


@pytest.mark.slow
def test_an_adjustment_waits_for_the_recalculation(staff: dict[str, int], retiree: int, notice: None) -> None:
    carry_through("decide_employee_pension", claim(retiree), staff, MAY)

    with pytest.raises(Refused, match="没有应作 2023 年调整的人"):
        procedures.preview("adjust_pensions_year", adjustment(), day=date(2023, 7, 21))
    with pytest.raises(Refused, match="还在预发"):
        procedures.preview("adjust_pensions_year", adjustment() | {"year": 2024}, day=date(2024, 7, 21))


def test_somebody_in_the_register_is_taken_over_with_the_others_and_refused_with_another_name(staff: dict[str, int]) -> None:
    known = new_person("李明", birth=date(1945, 3, 5), village_id=make_village())
    (person,) = make_people([known], day=GO_LIVE)
    listed = handed_over(2)
    listed["rows"][0] |= {"citizen_number": known.citizen_number, "name": "李明"}

    with pytest.raises(Refused, match="第1行.*姓名与登记的不一致|姓名与登记的不一致"):
        wrong = {**listed, "rows": [listed["rows"][0] | {"name": "李红"}, listed["rows"][1]]}
        procedures.preview("take_over_employee_pensions", wrong, day=GO_LIVE)
    ids = carry_through("take_over_employee_pensions", listed, staff, GO_LIVE)

    assert (ids[0], len(set(ids))) == (person, 2)
    assert history.award_of(person, EMPLOYEE)["total_fen"] == 2520_00
    with pytest.raises(Refused, match="已有企业职工基本养老保险待遇"):
        procedures.preview("take_over_employee_pensions", listed, day=GO_LIVE)


@pytest.mark.slow
def test_a_death_ends_an_employees_pension_and_its_withdrawal_brings_it_back(staff: dict[str, int]) -> None:
    (person,) = carry_through("take_over_employee_pensions", handed_over(1), staff, GO_LIVE)
    payload = {"person_id": person, "died_on": "2023-03-05", "source": "relatives", "scans": scans()}

    carry_through("report_death", payload, staff, date(2023, 3, 20))
    dead = benefits.of_person(person)[0]
    carry_through("withdraw_death", {"person_id": person, "why": "false_report", "scans": scans()}, staff, date(2023, 3, 25))
    alive = benefits.of_person(person)[0]

    assert (dead["scheme"], dead["state"], dead["last_month"]) == (EMPLOYEE, "ended", 202303)
    assert (alive["state"], alive["last_month"]) == ("active", None)


def test_the_books_of_the_employees_fund_are_opened_and_fed_by_their_own_matters(staff: dict[str, int]) -> None:
    opening = {"balance_1002": 0, "balance_1003": 285_000_00, "balance_1004": 15_000_00}
    finance = {"maker_id": staff["finance_maker"], "reviewer_id": staff["finance_checker"], "approver_id": staff["finance_checker"]}
    procedures.carry_through("open_books", {"scheme": EMPLOYEE, "month": 202301, "scans": scans(), **opening}, day=GO_LIVE, **finance)
    grant = {"scheme": EMPLOYEE, "what": "grant", "amount_fen": 230_000_00, "on": "2023-01-03", "reference": "XB1", "scans": scans()}

    procedures.carry_through("record_receipt", grant, day=GO_LIVE, **finance)

    unit = grant | {"what": "fees_unit_treasury", "reference": "GK1", "amount_fen": 51_836_80}
    procedures.carry_through("record_receipt", unit, day=GO_LIVE, **finance)
    assert books.schemes() == [EMPLOYEE]
    assert books.balance_of(EMPLOYEE, "1003") == 515_000_00
    assert [(row.title, row.first_fen) for row in books.income_statement_of(EMPLOYEE, 202301) if row.first_fen and row.account] == [
        ("社会保险费收入", 51_836_80),
        ("上级补助收入", 230_000_00),
    ]
    with pytest.raises(Refused, match="没有“集体补助入国库”这种收支"):
        procedures.preview("record_receipt", grant | {"what": "collective_treasury"}, day=GO_LIVE)
    with pytest.raises(Refused, match="已经启用"):
        procedures.preview("open_books", {"scheme": EMPLOYEE, "month": 202301, "scans": scans(), **opening}, day=GO_LIVE)


@pytest.mark.slow
def test_an_award_is_revoked_until_it_is_paid_and_the_person_may_claim_again(staff: dict[str, int], retiree: int) -> None:
    fund.open_books(EMPLOYEE, 202306, date(2023, 6, 1), {"1004": 10**7}, by=By(None, date(2023, 6, 1)))
    payload = {"person_id": retiree, "scheme": EMPLOYEE, "why": "月数录错", "scans": scans()}
    carry_through("decide_employee_pension", claim(retiree, actual_months=200), staff, MAY)

    carry_through("revoke_award", payload, staff, MAY)
    carry_through("decide_employee_pension", claim(retiree), staff, MAY)

    run = settled_run(staff, EMPLOYEE, 202306, date(2023, 6, 8))
    assert (run.amount_fen, history.award_of(retiree, EMPLOYEE)["version"]) == (3280_07, 2)
    with pytest.raises(Refused, match="已经列入发放"):
        procedures.preview("revoke_award", payload, day=date(2023, 6, 9))
    assert [check for check in run_checks() if not check.ok] == []


@pytest.mark.slow
def test_the_person_and_the_sheet_show_every_version_and_an_award_is_computed_again(staff: dict[str, int], retiree: int) -> None:
    carry_through("decide_employee_pension", claim(retiree), staff, MAY)
    first = history.award_of(retiree, EMPLOYEE)["id"]
    carry_through("recalculate_pension", {"year": 2023}, staff, date(2023, 11, 20))
    desk = Client()
    desk.force_login(get_user_model().objects.get(username="acceptance"))

    person = desk.get(f"/people/{retiree}/").content.decode()
    sheet = desk.get(f"/sheets/{first}/").content.decode()
    known_then = desk.get(f"/sheets/{first}/again/?known=2023-05-26").content.decode()
    known_now = desk.get(f"/sheets/{first}/again/?known=2023-11-20").content.decode()
    compared = desk.get(f"/sheets/{first}/compared/")

    assert all(words in person for words in ("第 2 版", "计发基数公布后重新核定", "新增核定（预发）", "3,369.61"))
    assert all(words in sheet for words in ("企业职工基本养老保险待遇核定表", "行政复议", "预发，计发基数公布后重新核定"))
    assert "3280.07" in known_then
    assert "已经公布" in known_now
    assert compared.status_code == 200
