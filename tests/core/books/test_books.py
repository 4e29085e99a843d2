"""The pure books: balanced vouchers, a month's journal, closing and statements."""

from datetime import date

import pytest

from shebao.base.finding import Refused
from shebao.core.books import entries
from shebao.core.books.chart import chart_on
from shebao.core.books.close import check_close, year_end
from shebao.core.books.statements import fund_balance, position, statement
from shebao.core.books.voucher import Line, Voucher, add, balance, post, reversal

DAY = date(2023, 5, 31)
CHART = chart_on(DAY).with_items({entries.BENEFITS: {"basic_pension": "基础养老金", "account_pension": "个人账户养老金"}})


def voucher(*lines: Line, on: date = DAY) -> Voucher:
    return Voucher("resident", 202305, on, "试算", lines)


def received(own: int, collective: int = 0, subsidy: int = 0, assisted: int = 0) -> list[entries.Received]:
    return [
        entries.Received(entries.INCOME_ACCOUNT, entries.FEES, "own", own),
        entries.Received(entries.INCOME_ACCOUNT, entries.COLLECTIVE, "", collective),
        entries.Received(entries.FISCAL_ACCOUNT, entries.SUBSIDY, "contribution", subsidy),
        entries.Received(entries.FISCAL_ACCOUNT, entries.FEES, "assisted", assisted),
    ]


def test_a_month_of_a_county_fund_ends_in_the_balances_of_its_bank_accounts():
    opening = add({}, [Line("1003", debit_fen=80_000_00), Line("1004", debit_fen=9_000_00), Line("3001", credit_fen=89_000_00)])
    moves = [
        entries.contributions(received(10_000_00, 500_00, 3_000_00, 700_00)),
        entries.subsidy(60_000_00),
        entries.sweep(10_500_00),
        entries.feed(70_000_00),
        entries.benefits({"basic_pension": 61_234_56, "account_pension": 8_765_44}),
        entries.returned(321_09),
        entries.paid_again(200_00),
        entries.interest("1004", 7_77),
    ]

    books = opening
    for lines in moves:
        books = post(books, voucher(*lines), CHART)

    held = {row.account: row.amount_fen for row in position(books, CHART) if row.amount_fen}
    assert held == {
        "1003": 80_000_00 + 3_700_00 + 60_000_00 + 10_500_00 - 70_000_00,
        "1004": 9_000_00 + 70_000_00 - 70_000_00 + 321_09 - 200_00 + 7_77,
        "2001": 121_09,
    }
    month = statement(opening, {place: fen - opening.get(place, 0) for place, fen in books.items()}, CHART)
    assert (month.opening_fen, month.income_fen, month.expense_fen) == (89_000_00, 74_207_77, 70_000_00)
    assert month.difference_fen == 0 and month.closing_fen == fund_balance(books, CHART) == 93_207_77


@pytest.mark.parametrize(
    ("lines", "rule"),
    [
        ((Line("1004", debit_fen=5), Line("2001", credit_fen=4)), "books.balance"),
        ((Line("1004", debit_fen=5),), "books.lines"),
        ((Line("1004", debit_fen=5, credit_fen=5), Line("2001", credit_fen=0)), "books.side"),
        ((Line("1004", debit_fen=-5), Line("2001", credit_fen=-5)), "books.side"),
        ((Line("9999", debit_fen=5), Line("2001", credit_fen=5)), "books.account"),
        ((Line("5001", debit_fen=5, item="holiday"), Line("1004", credit_fen=5)), "books.item"),
        ((Line("1004", debit_fen=10**15), Line("2001", credit_fen=10**15)), "books.limit"),
    ],
)
def test_a_voucher_that_is_not_right_is_refused_by_name(lines, rule):
    before = add({}, [Line("1004", debit_fen=1)])

    with pytest.raises(Refused) as refused:
        post(before, voucher(*lines), CHART)

    assert refused.value.finding.rule == rule
    assert before == {("1004", ""): 1}


def test_a_voucher_dated_outside_its_month_is_refused():
    with pytest.raises(Refused, match="不在会计期间"):
        post({}, voucher(*entries.feed(100), on=date(2023, 6, 1)), CHART)


def test_a_reversal_brings_every_balance_back():
    first = voucher(*entries.benefits({"basic_pension": 300, "account_pension": 45}))

    after = post(post({}, first, CHART), reversal(first, 202305, DAY), CHART)

    assert not any(after.values())


def test_money_left_in_the_income_account_stops_the_closing():
    books = add({}, entries.contributions(received(100)))

    with pytest.raises(Refused, match="收入户还有 1.00 元"):
        check_close(books, CHART, 202305)
    check_close(add(books, entries.sweep(100)), CHART, 202305)


def test_an_overdrawn_account_stops_the_closing():
    with pytest.raises(Refused, match="支出户存款余额为 -5.00 元"):
        check_close(add({}, entries.benefits({"basic_pension": 500})), CHART, 202305)


def test_at_the_end_of_the_year_income_and_expense_go_to_the_fund_balance():
    books = add({}, (*entries.subsidy(900), *entries.benefits({"basic_pension": 700})))

    closed = add(books, year_end(books, CHART))

    assert all(balance(closed, CHART, account.code) == 0 for account in CHART.of_kind("income", "expense"))
    assert balance(closed, CHART, "3001") == 200 == fund_balance(closed, CHART)


def test_a_year_without_income_and_expense_has_nothing_to_close():
    assert year_end(add({}, entries.feed(5)), CHART) == ()


def test_no_chart_before_the_first_document():
    with pytest.raises(Refused, match="没有可用的科目表"):
        chart_on(date(2017, 12, 31))


@pytest.mark.parametrize(
    ("fund", "code", "name"),
    [
        ("I", "5102", "劳动能力鉴定支出"),
        ("I", "5103", "工伤预防费用支出"),
        ("U", "5104", "稳定岗位补贴支出"),
        ("U", "5105", "技能提升补贴支出"),
        ("R", "5201", "转移支出"),
        ("R", "5301", "上解上级支出"),
        ("R", "5302", "补助下级支出"),
        ("R", "5401", "其他支出"),
        ("A", "1006", "归集户存款"),
        ("I", "3201", "储备金结余"),
    ],
)
def test_an_account_has_the_number_and_the_fund_of_the_printed_annex(fund: str, code: str, name: str):
    chart = chart_on(DAY).for_fund(fund)

    assert chart.account(code).name == name
    assert (chart.confidence, chart.document) == ("high", "财会〔2017〕28号")


@pytest.mark.parametrize(
    ("fund", "code", "owner"),
    [
        ("R", "3201", "工伤保险基金专用"),
        ("R", "5102", "工伤保险基金专用"),
        ("I", "5201", "企业职工基本养老保险基金、"),
        ("E", "4102", "城乡居民基本养老保险基金专用"),
        ("R", "4601", "都不用这个科目"),
        ("E", "5101", "都不用这个科目"),
        ("R", "1202", "都不用这个科目"),
    ],
)
def test_a_fund_is_refused_the_accounts_of_another(fund: str, code: str, owner: str):
    chart = chart_on(DAY).for_fund(fund)

    with pytest.raises(Refused) as refused:
        post({}, voucher(Line("3001", debit_fen=5), Line(code, credit_fen=5)), chart)

    assert refused.value.finding.rule == "books.fund" and owner in refused.value.finding.advice
    assert code not in {account.code for account in chart.of_kind("asset", "liability", "net", "income", "expense")}


@pytest.mark.parametrize("code", ["5501", "5502", "5601", "5202"])
def test_numbers_that_the_annex_does_not_have_are_refused(code: str):
    with pytest.raises(Refused, match="没有科目"):
        CHART.account(code)
