"""The line of transfers: each module done by the right posts from form to effect, and taken back once; the list of them is printed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from shebao.agency.accounts import actions as accounts
from shebao.agency.accounts import queries as account_queries
from shebao.agency.enrolment.actions import enrol
from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.people import queries as people
from shebao.agency.people.actions import change_bank_accounts, verify_bank_accounts
from shebao.agency.procedures.catalogue import catalogue, line_of
from shebao.agency.procedures.checks import run_checks
from shebao.agency.procedures.transfers.exchange import take_packet
from shebao.agency.transfers import packets
from shebao.agency.transfers import queries as transfers
from shebao.agency.unemployment import queries as claims
from shebao.base.finding import Refused
from shebao.core.books.slip import Slip
from shebao.core.books.voucher import Line as Entry
from tests.world.calendar import GO_LIVE, by
from tests.world.employers import Works
from tests.world.money import account_of
from tests.world.people import bank_card, make_people, new_person
from tests.world.runs import settled_run
from tests.world.staff import carry_through, make_staff
from tests.world.unemployment import claim, dismissed, enter_minimum_wage, paid_by_finance

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]
MAY_16, MAY_24 = date(2023, 5, 16), date(2023, 5, 24)
PAYEE = {"holder": "示例财政专户", "bank": "示例银行", "account_number": "62001234567890"}


@pytest.fixture
def staff(tmp_path: Path, settings) -> dict[str, int]:
    settings.FILES_FOLDER = tmp_path / "files"
    return make_staff()


def insured(scheme: str, *, birth: date = date(1975, 3, 4), fen: int = 0) -> int:
    (person,) = make_people([new_person("蒋壬", birth=birth)], day=GO_LIVE)
    enrol([person], scheme, 201501, by=by(GO_LIVE))
    if fen:
        accounts.open_accounts([(person, fen)], scheme, 202212, by=by(GO_LIVE))
    return person


def open_books(*schemes: str) -> None:
    for scheme in schemes:
        fund.open_books(scheme, 202305, date(2023, 5, 1), {"1004": 10**8, "1003": 10**8}, by=by(date(2023, 5, 1)))


def asked(person: int, kind: str = "employee", **more: Any) -> dict[str, Any]:
    payload = {"person_id": person, "kind": kind, "from_place": "旧地", "from_agency": "旧地社保局", "same_province": "false"}
    return payload | {"registered_elsewhere": "false"} | PAYEE | more


def foreign(kind: str, person: int, number: str, transfer: str, **more: Any) -> bytes:
    """A packet as another agency writes it."""
    one = people.person(person)
    head = {
        "kind": kind, "number": number, "transfer": transfer, "on": "2023-05-08", "from": {"place": "旧地", "agency": "旧地社保局"},
        "to": {"place": "本县", "agency": "本县社保局"}, "person": {"name": one.name, "citizen_number": people.citizen_numbers([person])[0]},
    }  # fmt: skip
    return packets.written(head | more)


def test_the_line_has_its_modules_each_with_its_law_its_result_and_the_way_back(capsys: pytest.CaptureFixture[str]) -> None:
    mine = sorted(key for key, kind in catalogue().items() if line_of(kind)[1] == "关系转移接续")
    with capsys.disabled():
        print(f"\ntransfers: {len(mine)} modules: {', '.join(mine)}")

    assert len(mine) == 7
    assert all(catalogue()[key].reversal and catalogue()[key].law and catalogue()[key].result for key in mine)


@pytest.mark.slow
def test_a_transfer_in_is_received_whole_counts_no_month_twice_and_is_sent_back_once(staff: dict[str, int]) -> None:
    open_books("employee")
    person = insured("employee")
    case = carry_through("request_transfer_in", asked(person), staff, MAY_16)
    number = transfers.case(case).number
    with pytest.raises(Refused, match="还没有办结"):
        carry_through("request_transfer_in", asked(person), staff, MAY_16)
    sheet = {"years": [{"year": 2010, "months": 12, "base_fen": 30_000_00}], "months": [], "account_fen": 2_400_00, "pooled_fen": 3_600_00}
    take_packet(foreign("info", person, number, "employee", **sheet), by=By(staff["acceptance"], MAY_16))
    paid = {"case_id": case, "received_on": "2023-05-24", "reference": "JB1", "amount_fen": 6_000_00}
    with pytest.raises(Refused, match="没有重复缴费"):
        carry_through("receive_transfer", paid | {"refund_fen": 100, "overlap": "here", "refund_year": "this"}, staff, MAY_24)
    carry_through("receive_transfer", paid, staff, MAY_24)
    account = account_queries.of_person(person, "employee")
    assert account and (account.balance_fen, -books.booked_item("employee", "4301", "")) == (2_400_00, 6_000_00)

    carry_through("return_transfer", {"case_id": case, "reason": "不是本人", "on": "2023-05-24", "reference": "TH1"}, staff, MAY_24)
    account = account_queries.of_person(person, "employee")
    assert account and (account.balance_fen, books.booked_item("employee", "4301", "")) == (0, 0)
    assert transfers.years_of(person, "employee") == []
    assert [check for check in run_checks() if not check.ok] == []


@pytest.mark.slow
def test_a_letter_is_answered_once_and_what_cannot_move_is_refused_with_its_reason(staff: dict[str, int]) -> None:
    open_books("public_institution")
    person = insured("public_institution", fen=8_000_00)
    letter = foreign("letter", person, "X-2023-1", "to_employee", same_province=False, temporary=False, payee=PAYEE)
    case = take_packet(letter, by=By(staff["acceptance"], MAY_16))
    with pytest.raises(Refused, match="已经登记过"):
        take_packet(letter, by=By(staff["acceptance"], MAY_16))
    carry_through("cancel_transfer", {"case_id": case, "reason": "待遇领取中"}, staff, MAY_16)
    assert transfers.case(case).state == "refused" and transfers.packet(case, "refusal", sent=True)

    again = take_packet(
        foreign("letter", person, "X-2023-2", "to_employee", same_province=False, temporary=False, payee=PAYEE),
        by=By(staff["acceptance"], MAY_16),
    )
    rows = [
        {"year": 2015, "months": 12, "base_fen": 40_000_00},
        {"year": 2014, "months": 3, "base_fen": 9_000_00, "stays": "一次性缴费没有文书"},
    ]
    order = carry_through("answer_transfer_out", {"case_id": again, "rows": rows}, staff, MAY_16)
    row = transfers.case(again)
    assert (row.account_fen, row.pooled_fen) == (8_000_00, 4_800_00)
    pay = {"order_id": order, "on": "2023-05-18", "reference": "HK1", "amount_fen": 12_800_00}
    paid_by_finance("pay_remittances", pay, staff, date(2023, 5, 18))
    assert books.booked_item("public_institution", "5201", "") == 12_800_00
    take_packet(foreign("done", person, "X-2023-2", "to_employee"), by=By(staff["acceptance"], MAY_24))
    assert transfers.case(again).state == "ended"
    assert [check for check in run_checks() if not check.ok] == []


@pytest.mark.slow
def test_within_a_province_and_for_unemployment_only_what_the_law_moves_is_moved(staff: dict[str, int]) -> None:
    person = insured("unemployment")
    rows = [{"year": year, "months": 12, "base_fen": 40_000_00} for year in (2020, 2021, 2022)]
    same = foreign("letter", person, "X-1", "unemployment", same_province=True, temporary=False, payee=PAYEE)
    case = take_packet(same, by=By(staff["acceptance"], MAY_16))
    assert carry_through("answer_transfer_out", {"case_id": case, "rows": rows}, staff, MAY_16) == 0

    other = foreign("letter", person, "X-2", "unemployment", same_province=False, temporary=False, payee=PAYEE)
    case = take_packet(other, by=By(staff["acceptance"], MAY_16))
    with pytest.raises(Refused, match="月标准"):
        carry_through("answer_transfer_out", {"case_id": case, "rows": rows}, staff, MAY_16)
    claim = {"monthly_fen": 1_500_00, "claim_months": 9}
    carry_through("answer_transfer_out", {"case_id": case, "rows": rows} | claim, staff, MAY_16)
    assert transfers.case(case).total_fen == 20_250_00


@pytest.mark.slow
def test_a_claim_that_is_drawn_moves_with_what_is_left_of_it_and_the_half_and_ends_here(staff: dict[str, int]) -> None:
    enter_minimum_wage()
    (person,) = dismissed()
    carry_through("decide_unemployment", claim(person), staff, MAY_16)
    letter = foreign("letter", person, "X-3", "unemployment", same_province=False, temporary=False, payee=PAYEE)
    case = take_packet(letter, by=By(staff["acceptance"], MAY_16))
    rows = [{"year": 2022, "months": 12, "base_fen": 40_000_00}]
    carry_through("answer_transfer_out", {"case_id": case, "rows": rows}, staff, MAY_16)

    assert transfers.case(case).total_fen == 5 * 1_638_00 * 3 // 2
    row = claims.claim_of(person)
    assert row and (row.end_reason, row.used, row.kept) == ("moved_away", 1, 0)


@pytest.mark.slow
def test_an_employee_short_of_the_years_joins_the_residents_account_and_money_leaves_one_fund_for_the_other(staff: dict[str, int]) -> None:
    open_books("employee", "resident")
    person = insured("employee", birth=date(1963, 5, 4), fen=9_000_00)
    enrol([person], "resident", 201001, by=by(GO_LIVE))
    accounts.open_accounts([(person, 4_000_00)], "resident", 202212, by=by(GO_LIVE))
    payload = {"person_id": person, "category": "male60", "employee_months": 60, **PAYEE}
    case = carry_through("link_employee_resident", payload, staff, MAY_16)
    row = transfers.case(case)
    assert (row.kind, row.state, row.total_fen) == ("to_resident", "info_received", 9_000_00)

    out = transfers.numbered(row.number, "out")
    assert out is not None
    pay = {"order_id": out.order_id, "on": "2023-05-18", "reference": "HK1", "amount_fen": 9_000_00}
    paid_by_finance("pay_remittances", pay, staff, date(2023, 5, 18))
    received = {"case_id": case, "received_on": "2023-05-24", "reference": "JB1", "amount_fen": 9_000_00}
    carry_through("receive_transfer", received, staff, MAY_24)

    joined, left = account_queries.of_person(person, "resident"), account_queries.of_person(person, "employee")
    assert joined and left and (joined.balance_fen, left.balance_fen, left.closed) == (13_000_00, 0, True)
    assert (books.booked_item("employee", "5201", ""), books.booked_item("resident", "4301", "")) == (9_000_00, -9_000_00)
    assert [check for check in run_checks() if not check.ok] == []


def test_a_transfer_of_medical_insurance_is_counted_and_never_booked(staff: dict[str, int]) -> None:
    person = insured("employee")
    payload = {"person_id": person, "direction": "in", "done_on": "2023-05-16", "agency": "示例医保局"}
    carry_through("record_medical_transfer", payload, staff, MAY_16)

    assert transfers.counts(2023) == {("in", "medical"): 1}
    with pytest.raises(Refused, match="已经登记过"):
        carry_through("record_medical_transfer", payload, staff, MAY_16)


@pytest.mark.slow
def test_a_month_paid_in_both_places_counts_once_and_the_own_part_of_the_other_goes_back_out_of_fees(works: Works) -> None:
    works.receive(works.rows())
    person, staff = works.workers[0], works.staff
    june = date(2023, 6, 29)
    change_bank_accounts([(person, "示例银行", bank_card(), people.person(person).name)], by=by(june))
    verify_bank_accounts([account_of(person)], "银行柜面核验", by=by(june))
    fund.post_voucher(
        "employee", 202306, june, "调拨", [Entry("1004", debit_fen=1_000_00), Entry("1005", credit_fen=1_000_00)], ("test", 1),
        by=by(june), slip=Slip("银行回单", "DB1", "1004", 1_000_00),
    )  # fmt: skip
    case = carry_through("request_transfer_in", asked(person), staff, june)
    sheet = {"years": [{"year": 2023, "months": 6, "base_fen": 24_000_00}], "months": [202301, 202302, 202303, 202304, 202305, 202306]}
    info = foreign("info", person, transfers.case(case).number, "employee", **sheet, account_fen=1_920_00, pooled_fen=2_880_00)
    take_packet(info, by=By(staff["acceptance"], june))
    paid = {"case_id": case, "received_on": "2023-06-29", "reference": "JB1", "amount_fen": 4_800_00}
    with pytest.raises(Refused, match="1 个月两地都缴了费"):
        carry_through("receive_transfer", paid, staff, june)
    before = account_queries.of_person(person, "employee")
    carry_through("receive_transfer", paid | {"overlap": "here", "refund_fen": 345_28, "refund_year": "this"}, staff, june)

    after = account_queries.of_person(person, "employee")
    assert before and after and after.balance_fen - before.balance_fen == 1_920_00 - 345_28
    assert [(year, months) for _, year, months, _ in transfers.years_of(person, "employee")] == [(2023, 5)]
    fees = books.booked_item("employee", "4001", "own")
    settled_run(staff, "employee", 202306, june, "one_off")
    assert books.booked_item("employee", "4001", "own") - fees == 345_28
    assert [check for check in run_checks() if not check.ok] == []
