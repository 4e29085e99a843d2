"""The matters of personal accounts in every scheme: interest, its withdrawal, corrections, statements, certificates, objections, inheritance."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from shebao.agency.accounts import actions as accounts
from shebao.agency.accounts import queries, records, statements
from shebao.agency.accounts.models import AccountEntry
from shebao.agency.benefits import conclusions
from shebao.agency.enrolment.actions import enrol
from shebao.agency.payout import queries as payout
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.checks import run_checks
from shebao.agency.schemes.annuity import KEY as ANNUITY
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.base.finding import Refused
from tests.world.calendar import GO_LIVE, YEAR_END, by
from tests.world.people import BANK, bank_card, citizen_number, make_people, make_village, new_person
from tests.world.public_units import scans
from tests.world.staff import carry_through, staff_as_made

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
JANUARY = date(2024, 1, 10)


@pytest.fixture
def staff(tmp_path: Path, settings) -> dict[str, int]:
    settings.FILES_FOLDER = tmp_path / "files"
    return staff_as_made()


def holders(scheme: str, *balances_fen: int, birth: date = date(1975, 4, 2)) -> list[int]:
    rows = [new_person("张三李四"[2 * (i % 2) : 2 * (i % 2) + 2], birth=birth, village_id=make_village()) for i in range(len(balances_fen))]
    people = make_people(rows, day=GO_LIVE)
    enrol(people, scheme, 201001, by=by(GO_LIVE))
    accounts.open_accounts(list(zip(people, balances_fen, strict=True)), scheme, 202212, by=by(GO_LIVE))
    return people


def balances(people: list[int], scheme: str) -> list[int]:
    return queries.balances(np.array(people), scheme).tolist()


@pytest.mark.slow
@pytest.mark.parametrize("scheme", [EMPLOYEE, PUBLIC])
def test_interest_of_employees_accounts_is_that_of_the_calculations_and_is_taken_back_whole(staff: dict[str, int], scheme: str) -> None:
    saver, drawing = people = holders(scheme, 100_000_00, 50_000_00)
    # 345.28 a month from June on, and 300.00 a month drawn from March on, which counts from the month of the payment.
    for month in range(6, 13):
        accounts.pay_pension([(saver, 0, month)], scheme, 202300 + month, by=by(date(2023, month, 20)))
    for month in range(3, 13):
        accounts.pay_pension([(drawing, 300_00, 100 + month)], scheme, 202300 + month, by=by(date(2023, month, 20)))
    year = {"scheme": scheme, "year": "2023"}

    shown = {row.what: row.after for row in procedures.preview("credit_interest", year, day=YEAR_END)}
    carry_through("credit_interest", year, staff, YEAR_END)
    with_interest = balances(people, scheme)
    carry_through("withdraw_interest", year | {"reason": "利率录错", "scans": scans()}, staff, JANUARY)
    without = balances(people, scheme)
    carry_through("credit_interest", year, staff, JANUARY)

    # 2023: 3.97 per cent. 3,970.00 on the opening; 1,985.00 less 300.00 × 55 months × 3.97 % ÷ 12 = 54.59.
    assert shown["记账利率"].startswith("0.0397") and shown["利息合计"] == "5,900.41 元"
    assert with_interest == [103_970_00, 50_000_00 - 3_000_00 + 1_985_00 - 54_59]
    assert without == [100_000_00, 47_000_00] and balances(people, scheme) == with_interest
    with pytest.raises(Refused, match="不能重复结息"):
        procedures.preview("credit_interest", year, day=JANUARY)
    assert [check for check in run_checks() if not check.ok] == []


def test_interest_cannot_be_taken_back_once_people_were_told_and_a_year_left_out_is_refused(staff: dict[str, int]) -> None:
    holders(EMPLOYEE, 10_000_00)
    year = {"scheme": EMPLOYEE, "year": "2023"}
    with pytest.raises(Refused, match="还没有结息"):
        procedures.preview("issue_rights_statement", year | {"channel": "post"}, day=JANUARY)
    with pytest.raises(Refused, match="没有记入"):
        procedures.preview("withdraw_interest", year | {"reason": "利率录错", "scans": scans()}, day=JANUARY)
    carry_through("credit_interest", year, staff, YEAR_END)
    with pytest.raises(Refused, match="2024年还没有结息"):
        procedures.preview("credit_interest", year | {"year": "2025"}, day=date(2026, 1, 5))
    carry_through("issue_rights_statement", year | {"channel": "post"}, staff, JANUARY)

    with pytest.raises(Refused, match="已经出具"):
        procedures.preview("withdraw_interest", year | {"reason": "利率录错", "scans": scans()}, day=JANUARY)


@pytest.mark.slow
def test_a_statement_says_what_came_in_and_went_out_has_a_code_and_can_be_void(staff: dict[str, int]) -> None:
    one, two = holders(EMPLOYEE, 10_000_00, 0)
    accounts.pay_pension([(one, 100_00, 1)], EMPLOYEE, 202312, by=by(YEAR_END))
    year = {"scheme": EMPLOYEE, "year": "2023"}
    carry_through("credit_interest", year, staff, YEAR_END)
    carry_through("issue_rights_statement", year | {"channel": "web"}, staff, JANUARY)
    first = statements.statement(one, EMPLOYEE, 2023)
    with pytest.raises(Refused, match="已经出具"):
        procedures.preview("issue_rights_statement", year | {"channel": "web"}, day=JANUARY)
    with pytest.raises(Refused, match="没有个人账户"):
        statements.statement(two, EMPLOYEE, 2023)

    void = {"kind": "statement", "record": first.issue_id, "reason": "利率录错"}
    carry_through("withdraw_statement", void, staff, JANUARY)
    with pytest.raises(Refused, match="还没有出具"):
        statements.statement(one, EMPLOYEE, 2023)
    with pytest.raises(Refused, match="已经作废过"):
        procedures.preview("withdraw_statement", void, day=JANUARY)
    carry_through("issue_rights_statement", year | {"channel": "web"}, staff, JANUARY)
    second = statements.statement(one, EMPLOYEE, 2023)

    assert (first.opening_fen, first.closing_fen) == (10_000_00, 10_000_00 - 100_00 + 397_00 - 33)
    assert [(line.title, line.fen) for line in first.lines] == [("支付个人账户养老金", -100_00), ("利息", 396_67)]
    assert len(first.code) == 12 and second.code != first.code and second.lines == first.lines
    assert [issue.void for issue in statements.issues(EMPLOYEE)] == [False, True]
    assert [check for check in run_checks() if not check.ok] == []


def test_a_correction_of_an_employees_account_is_an_entry_of_its_own_and_corrected_in_turn(staff: dict[str, int]) -> None:
    (person,) = holders(EMPLOYEE, 10_000_00)
    entry = AccountEntry.objects.get().id
    payload = {"person_id": person, "scheme": EMPLOYEE, "entry_number": entry, "direction": "take", "amount_fen": "100.00"}
    payload |= {"reason": "移交余额有误", "scans": scans()}

    carry_through("correct_account", payload, staff, JANUARY)
    wrong = queries.of_person(person, EMPLOYEE).movements[-1]
    carry_through("correct_account", payload | {"entry_number": wrong.id, "direction": "add"}, staff, JANUARY)

    assert wrong.balance_fen == 9_900_00 and balances([person], EMPLOYEE) == [10_000_00]
    with pytest.raises(Refused, match="没有所指的那笔记录"):
        procedures.preview("correct_account", payload | {"scheme": PUBLIC}, day=JANUARY)


def certificate(**more: Any) -> dict[str, Any]:
    return {"kind": "person", "asked_by": "own"} | more


def test_a_certificate_says_what_the_records_say_then_and_its_number_can_be_void(staff: dict[str, int]) -> None:
    (person,) = holders(EMPLOYEE, 10_000_00)
    (nobody,) = make_people([new_person("王五", village_id=make_village())], day=GO_LIVE)
    for payload, message in (
        (certificate(), "没有选择人员"),
        (certificate(kind="employer"), "没有选择用人单位"),
        (certificate(person_id=person, asked_by="agent"), "没有委托书"),
        (certificate(person_id=person, kind="none"), "正在参保"),
        (certificate(person_id=nobody), "没有参保记录"),
        (certificate(person_id=person, kind="benefit"), "没有在发的待遇"),
    ):
        with pytest.raises(Refused, match=message):
            procedures.preview("print_record", payload, day=JANUARY)
    number = carry_through("print_record", certificate(person_id=person), staff, JANUARY)
    carry_through("withdraw_statement", {"kind": "certificate", "record": number, "reason": "打印有误"}, staff, JANUARY)

    printed = records.certificate(number)
    assert printed.text["rows"][0][0] == "企业职工基本养老保险" and printed.void and len(printed.code) == 12
    assert records.certificate(carry_through("print_record", certificate(person_id=nobody, kind="none"), staff, JANUARY)).void is False


def test_an_objection_is_answered_with_the_remedies_and_looked_at_again_once(staff: dict[str, int]) -> None:
    (person,) = holders(EMPLOYEE, 10_000_00)
    payload = {"person_id": person, "about": "account", "claim": "余额少记", "outcome": "rejected", "answer": "已核对移交清单，余额一致"}
    shown = {row.what: row.after for row in procedures.preview("object_to_record", payload, day=JANUARY)}
    carry_through("object_to_record", payload, staff, JANUARY)
    first = records.objections_of(person)[0]
    carry_through("object_to_record", payload | {"review_of": first.id, "outcome": "upheld"}, staff, JANUARY)

    assert "六十日内申请行政复议" in shown["救济途径"]
    assert [(row.outcome, row.review_of) for row in records.objections_of(person)] == [("upheld", first.id), ("rejected", None)]
    with pytest.raises(Refused, match="已经复查过"):
        procedures.preview("object_to_record", payload | {"review_of": first.id}, day=JANUARY)


@pytest.mark.slow
@pytest.mark.parametrize("scheme", [EMPLOYEE, PUBLIC, ANNUITY])
def test_the_heirs_of_an_employee_inherit_the_account_with_its_interest_to_the_month_of_death(staff: dict[str, int], scheme: str) -> None:
    (person,) = holders(scheme, 12_000_00)
    day = date(2024, 5, 10)
    carry_through("report_death", {"person_id": person, "died_on": "2024-04-20", "source": "relatives", "scans": scans()}, staff, day)
    heir = {"citizen_number": citizen_number(birth=date(2000, 5, 1)), "name": "张小", "relation": "child", "parts": 1, "receives": "yes"}
    heir |= {"bank": BANK, "account_number": bank_card(), "village_id": make_village()}
    carry_through("register_heirs", {"person_id": person, "rows": [heir], "basis": "only", "scans": scans()}, staff, day)
    payload = {"person_id": person, "scheme": scheme, "set_off": "none", "scans": scans()}

    shown = {row.what: row.after for row in procedures.preview("inherit_account", payload, day=day)}
    carry_through("inherit_account", payload, staff, day)
    closed, owed = queries.of_person(person, scheme), payout.dues_of(person)
    back = {"person_id": person, "scheme": scheme, "kind": "inheritance", "reason": "继承人有误", "scans": scans()}
    carry_through("cancel_owed", back, staff, day)

    earned = 0 if scheme == ANNUITY else 12_000_00 * 4 * 262 // (12 * 10_000)
    assert closed.closed and closed.balance_fen == 0
    assert [row.amount_fen for row in owed] == ([] if scheme == ANNUITY else [12_000_00 + earned])
    assert balances([person], scheme) == [12_000_00 + earned]
    assert ("省级代理人支付" in shown["继承总额"]) == (scheme == ANNUITY)
    assert conclusions.of_person(person) == []
    assert [check for check in run_checks() if not check.ok] == []
