"""The worked examples of a fund's year and of a bank reconciliation, to the fen: an enterprise pension fund that lives on its superior."""

from __future__ import annotations

from datetime import date

import pytest

from shebao.agency.fund import actions, ledger, queries, reports, statements
from shebao.agency.procedures.books.report_content import report_content
from shebao.core.books.reconciliation import Movement
from shebao.core.books.slip import Slip
from shebao.core.books.statements import hundredths
from shebao.core.books.voucher import Line
from tests.world.calendar import by
from tests.world.money import book, problems_of, reconcile

pytestmark = pytest.mark.django_db
FUND, YEAR = "employee", 2023
WAN = 10_000_00


def pension(fen: int, day: date) -> None:
    """A payout that left the expenditure account."""
    lines = [Line("5001", debit_fen=fen, item="basic_pension"), Line("1004", credit_fen=fen)]
    slip = Slip("银行代发回盘", f"F{day:%m}", "1004", fen)
    actions.post_voucher(FUND, day.year * 100 + day.month, day, "发放", lines, ("test", day.month), by=by(day), slip=slip)


@pytest.fixture
def year() -> None:
    """Example O: opening 3,000, income 6,791, expense 9,540, closing 251 (万元), moved in March, June, September and December."""
    actions.open_books(FUND, 202301, date(2023, 1, 1), {"1003": 2_850 * WAN, "1004": 150 * WAN}, by=by(date(2023, 1, 1)))
    for quarter, month in enumerate((3, 6, 9, 12)):
        day = date(YEAR, month, 10)
        flows = [
            ("fees_unit_treasury", (1_000, 1_000, 1_000, 1_100)[quarter]),
            ("treasury_to_fiscal", (1_000, 1_000, 1_000, 1_100)[quarter]),
            ("grant", (500, 500, 500, 800)[quarter]),
            ("subsidy_fund", (100, 100, 100, 50)[quarter]),
            ("interest_1003", (10, 10, 10, 11)[quarter]),
            ("feed", (2_400, 2_400, 2_300, 2_370)[quarter]),
            ("transfer_out", 30),
        ]
        for what, wan in flows:
            book(what, wan * WAN, day, f"{what}-{month}", scheme=FUND, source=month * 100 + len(what))
        pension((2_350, 2_350, 2_350, 2_370)[quarter] * WAN, day)
    for month in range(202301, 202313):
        reconcile(month, scheme=FUND)
        actions.close_period(FUND, month, by=by(date(2024, 1, 5)))


def test_the_year_of_the_enterprise_pension_fund_ends_with_a_third_of_a_month(year: None) -> None:
    totals = queries.totals(FUND, YEAR)
    payable = queries.payable_of(FUND, 202312)

    assert (totals["opening_fen"], totals["income_fen"], totals["expense_fen"], totals["closing_fen"]) == tuple(
        wan * WAN for wan in (3_000, 6_791, 9_540, 251)
    )
    assert {code: sum(fen for (one, _), fen in totals["income"].items() if one == code) // WAN for code, _ in totals["income"]} == {
        "4001": 4_100,
        "4101": 350,
        "4201": 41,
        "4401": 2_300,
    }
    assert (queries.balance_of(FUND, "1003"), queries.balance_of(FUND, "1004")) == (171 * WAN, 80 * WAN)
    assert payable is not None and hundredths(payable) == "0.32"
    assert queries.balance_of(FUND, "3001") == 251 * WAN


def test_the_year_is_closed_into_the_balance_the_next_one_opens_with_it_and_every_statement_balances(year: None) -> None:
    trial = {row.account: row for row in ledger.trial_balance(FUND, 202301, 202312) if not row.item_title}
    sheet = queries.balance_sheet_of(FUND, 202312)
    book("fees_unit_treasury", 5 * WAN, date(2024, 1, 8), "X1", scheme=FUND)
    january = queries.balance_sheet_of(FUND, 202401)
    quarter = reports.income_statement_of(FUND, "quarter", 202306)

    assert [(trial[code].debit_fen, trial[code].credit_fen, trial[code].closing_fen) for code in ("4001", "5001", "3001")] == [
        (4_100 * WAN, 4_100 * WAN, 0),
        (9_420 * WAN, 9_420 * WAN, 0),
        (9_540 * WAN, 6_791 * WAN, 251 * WAN),
    ]
    assert (sheet.assets[-1].first_fen, sheet.assets[-1].second_fen, sheet.difference_fen) == (3_000 * WAN, 251 * WAN, 0)
    assert (january.assets[-1].first_fen, january.assets[-1].second_fen) == (251 * WAN, 256 * WAN)
    assert [row.opening_fen for row in ledger.trial_balance(FUND, 202401, 202401) if row.account == "3001"] == [251 * WAN]
    assert {row.title: (row.first_fen // WAN, row.second_fen // WAN) for row in quarter if row.depth == 0} == {
        "一、基金收入": (1_610, 3_220),
        "二、基金支出": (2_380, 4_760),
        "三、本期基金结余": (-770, -1_540),
    }
    for check in ("fund.position", "fund.carried", "fund.banks", "fund.chart", "fund.numbers"):
        assert problems_of(check) == (), check


def test_the_notes_of_a_year_say_what_the_forms_cannot_and_compare_with_the_year_before_alone(year: None) -> None:
    first = dict(report_content(FUND, "year", 202312)["notes"])
    book("fees_unit_treasury", 5_125 * WAN, date(2024, 1, 8), "X1", scheme=FUND)
    second = dict(report_content(FUND, "year", 202412)["notes"])

    assert "可支付 0.32 个月" in first["基金结余和可支付月数"][1] and "主要项目的变动" not in first
    assert "社会保险费收入：51,250,000.00 元，上年同期 41,000,000.00 元，增 25.0%。" in second["主要项目的变动"]


def test_an_account_is_read_line_by_line_with_its_balance_and_the_opening_is_no_turnover(year: None) -> None:
    opening, rows, more = ledger.account_ledger(FUND, "1004", 202301, 202303)

    assert (opening, more) == (150 * WAN, 0)
    assert [(row.debit_fen // WAN, row.credit_fen // WAN, row.balance_fen // WAN) for row in rows] == [
        (2_400, 0, 2_550),
        (0, 30, 2_520),
        (0, 2_350, 170),
    ]


def test_the_bank_and_the_books_meet_when_what_each_has_alone_is_added() -> None:
    """Example O2: statement 1,291,240.32, books 1,282,540.32; a repayment not booked, a file not yet debited by the bank."""
    actions.open_books(FUND, 202305, date(2023, 5, 1), {"1004": 1_289_240_32}, by=by(date(2023, 5, 1)))
    pension(6_700_00, date(2023, 5, 31))

    actions.enter_statement(
        FUND,
        "1004",
        202305,
        1_291_240_32,
        [Movement("HK1", date(2023, 5, 30), 2_000_00)],
        by=by(date(2023, 6, 1)),
        reason="还款单次月到；31日送盘，银行次日扣款",
        owner="出纳",
        due_on=date(2023, 6, 10),
    )

    result = statements.reconciled(FUND, "1004", 202305)
    assert result is not None
    assert (result.our_balance_fen, result.bank_balance_fen) == (1_282_540_32, 1_291_240_32)
    assert result.our_adjusted_fen == result.bank_adjusted_fen == 1_284_540_32
    assert sorted((item.side, item.fen) for item in statements.open_items(FUND, "1004", 202305)) == [
        ("bank", 2_000_00),
        ("ours", -6_700_00),
    ]


def test_what_lies_on_hold_is_aged_by_counterparty_and_the_oldest_goes_first() -> None:
    actions.open_books(FUND, 202301, date(2023, 1, 1), {"1003": WAN}, by=by(date(2023, 1, 1)))
    for number, (party, fen, day) in enumerate(
        [("甲公司", 300, date(2023, 1, 5)), ("乙公司", 200, date(2023, 3, 5)), ("甲公司", 100, date(2023, 6, 5))]
    ):
        slip = Slip("财政专户缴拨凭证", f"D{number}", "1003", fen, party)
        actions.book_slip(FUND, "on_hold", day, slip, source=("receipt", number), by=by(day))
    back = Slip("财政专户缴拨凭证", "D9", "1003", 350, "甲公司")
    actions.book_slip(FUND, "on_hold_back", date(2023, 6, 9), back, source=("receipt", 9), by=by(date(2023, 6, 9)))

    rows = ledger.pending(FUND, "2001", to=202306)

    assert [(row.item, row.party, row.since, row.fen) for row in rows] == [
        ("其他暂收", "乙公司", date(2023, 3, 5), 200),
        ("其他暂收", "甲公司", date(2023, 6, 5), 50),
    ]
