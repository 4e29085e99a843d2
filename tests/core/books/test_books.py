"""The pure books: balanced vouchers, a month's journal, closing and statements."""

from datetime import date

import pytest

from shebao.base.finding import Refused
from shebao.core.books import entries
from shebao.core.books.chart import chart_on
from shebao.core.books.close import check_close, left_over, transfer
from shebao.core.books.events import EVENTS, event, events_of
from shebao.core.books.forms import balance_sheet, income_statement, unlisted_items
from shebao.core.books.slip import Slip, check_slip
from shebao.core.books.statements import fund_balance, position, statement
from shebao.core.books.voucher import Line, Voucher, add, balance, post, reversal

DAY = date(2023, 5, 31)
CHART = chart_on(DAY).with_items({entries.BENEFITS: {"basic_pension": "基础养老金", "account_pension": "个人账户养老金"}})


def voucher(*lines: Line, on: date = DAY) -> Voucher:
    return Voucher("resident", 202305, on, "试算", lines)


def moved(what: str, fen: int) -> tuple[Line, ...]:
    return event(what).lines(fen)


def test_a_month_of_a_county_fund_ends_in_the_balances_of_its_bank_accounts():
    opening = add({}, [Line("1003", debit_fen=80_000_00), Line("1004", debit_fen=9_000_00), Line("3001", credit_fen=89_000_00)])
    moves = [
        moved("fees_treasury", 10_000_00),
        moved("collective_treasury", 500_00),
        moved("subsidy_contribution", 3_000_00),
        moved("assisted", 700_00),
        moved("subsidy", 60_000_00),
        moved("treasury_to_fiscal", 10_500_00),
        moved("feed", 70_000_00),
        entries.benefits({"basic_pension": 61_234_56, "account_pension": 8_765_44}),
        entries.returned(321_09),
        entries.paid_again(200_00),
        moved("interest_1004", 7_77),
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
    ("what", "debit", "credit"),
    [
        ("fees_treasury", "1005", "4001"),
        ("late_fee_treasury", "1005", "4501"),
        ("treasury_to_fiscal", "1003", "1005"),
        ("subsidy", "1003", "4101"),
        ("assisted", "1003", "4001"),
        ("feed", "1004", "1003"),
        ("interest_to_fiscal", "1003", "1004"),
        ("interest_1005", "1005", "4201"),
        ("transfer_in", "1003", "4301"),
        ("transfer_out", "5201", "1004"),
        ("transfer_out_back", "1003", "5201"),
        ("grant", "1003", "4401"),
        ("upward", "5301", "1003"),
        ("recovered_earlier", "1003", "4501"),
        ("refund_this_year", "4001", "1004"),
        ("refund_earlier", "5401", "1004"),
        ("misdirected_treasury", "1005", "2001"),
        ("advance", "1101", "1004"),
        ("bond_interest", "1003", "4201"),
    ],
)
def test_a_movement_is_booked_as_the_accounting_system_has_it(what: str, debit: str, credit: str):
    left, right = moved(what, 12_34)

    assert (left.account, left.debit_fen, left.credit_fen) == (debit, 12_34, 0)
    assert (right.account, right.debit_fen, right.credit_fen) == (credit, 0, 12_34)
    post({}, voucher(left, right), CHART)


def test_a_movement_is_offered_where_the_chart_has_its_accounts_and_items_and_the_injury_fund_has_no_transfers():
    items = {"5001": {"basic_pension": "基础养老金"}}
    residents, injury = chart_on(DAY).with_items(items).for_fund("R"), chart_on(DAY).for_fund("I")
    employees = chart_on(DAY).with_items(items | {"4001": {"unit": "单位缴费", "flexible": "灵活就业人员缴费"}}).for_fund("E")

    of_employers = {"fees_unit_treasury", "fees_flexible_treasury"}
    of_claimants = {"recovered_unemployment", "medical_back"}
    assert {one.key for one in events_of(residents)} == EVENTS.keys() - of_employers - of_claimants
    assert {one.key for one in events_of(employees)} == EVENTS.keys() - {"collective_treasury", "collective_income"} - of_claimants
    claims = {"5001": {"benefit": "失业保险金", "medical": "基本医疗保险费"}}
    assert of_claimants <= {one.key for one in events_of(chart_on(DAY).with_items(claims).for_fund("U"))}
    assert {"transfer_in", "transfer_out", "collective_treasury"} & {one.key for one in events_of(injury)} == set()
    with pytest.raises(Refused, match="没有“gift”"):
        event("gift")


@pytest.mark.parametrize(
    ("number", "fen", "pages", "words"),
    [("", 100, 1, "单据号"), ("9" * 49, 100, 1, "单据号"), ("B1", 99, 1, "单据金额 0.99 元"), ("B1", 100, 0, "附单据 0 张")],
)
def test_a_slip_says_its_number_and_exactly_the_amount_of_its_voucher(number: str, fen: int, pages: int, words: str):
    with pytest.raises(Refused, match=words):
        check_slip(Slip("银行回单", number, "1004", fen, pages=pages), moved("feed", 100), CHART)
    check_slip(Slip("银行回单", "B1", "1004", 100), moved("feed", 100), CHART)
    check_slip(Slip("财政专户缴拨凭证", "B1", "1003", 100), moved("feed", 100), CHART)


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
        post({}, voucher(*moved("feed", 100), on=date(2023, 6, 1)), CHART)


def test_a_red_voucher_brings_every_balance_back_on_the_same_sides():
    first = voucher(*entries.benefits({"basic_pension": 300, "account_pension": 45}))

    red = reversal(first, 202305, DAY)
    after = post(post({}, first, CHART), red, CHART)

    assert not any(after.values())
    assert [(line.debit_fen, line.credit_fen) for line in red.lines] == [(-300, 0), (-45, 0), (0, -345)]
    assert red.memo == "注销5月31日凭证：试算"


def test_money_left_in_the_income_account_or_the_treasury_stops_the_closing_until_a_reason_is_given():
    books = add({}, (*moved("fees_income", 100), *moved("fees_treasury", 200)))

    with pytest.raises(Refused, match="收入户存款还有 1.00 元"):
        check_close(books, CHART, 202305)
    with pytest.raises(Refused, match="国库存款还有 2.00 元"):
        check_close(add(books, moved("income_to_fiscal", 100)), CHART, 202305, "  ")
    check_close(books, CHART, 202305, "31日下午到账")
    check_close(add(books, (*moved("income_to_fiscal", 100), *moved("treasury_to_fiscal", 200))), CHART, 202305)
    assert left_over(books, CHART) == {"1002": 100, "1005": 200}


def test_an_overdrawn_account_stops_the_closing():
    with pytest.raises(Refused, match="支出户存款余额为 -5.00 元"):
        check_close(add({}, entries.benefits({"basic_pension": 500})), CHART, 202305)


def test_at_the_end_of_a_period_income_and_expense_go_to_the_fund_balance():
    books = add({}, (*moved("subsidy", 900), *entries.benefits({"basic_pension": 700})))

    closed = add(books, transfer(books, CHART))

    assert all(balance(closed, CHART, account.code) == 0 for account in CHART.of_kind("income", "expense"))
    assert balance(closed, CHART, "3001") == 200 == fund_balance(closed, CHART)


def test_a_period_without_income_and_expense_has_nothing_to_transfer():
    assert transfer(add({}, moved("feed", 5)), CHART) == ()


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


def test_the_balance_sheet_has_every_line_of_the_form_and_balances_before_and_after_the_transfer():
    chart = chart_on(DAY).for_fund("R")
    opening = add({}, [Line("1003", debit_fen=900), Line("1101", debit_fen=50), Line("2001", credit_fen=30), Line("3001", credit_fen=920)])
    before = add(opening, (*moved("fees_treasury", 200), *moved("interest_1004", 7), *moved("upward", 40)))

    open_month, closed = balance_sheet(opening, before, chart), balance_sheet(opening, add(before, transfer(before, chart)), chart)

    assert [row.title for row in closed.assets] == [
        "库存现金",
        "收入户存款",
        "财政专户存款",
        "支出户存款",
        "国库存款",
        "暂付款",
        "债券投资",
        "资产总计",
    ]
    assert [row.title for row in closed.claims] == ["暂收款", "借入款项", "负债合计", "一般基金结余", "净资产合计", "负债与净资产总计"]
    assert (closed.assets[-1].first_fen, closed.assets[-1].second_fen) == (950, 950 + 207 - 40)
    assert (open_month.assets, open_month.claims) == (closed.assets, closed.claims)
    assert (open_month.pending_fen, closed.pending_fen) == (167, 0)
    assert open_month.difference_fen == closed.difference_fen == 0
    broken = add(before, [Line("1003", debit_fen=1)])
    assert balance_sheet(opening, broken, chart).difference_fen == 1


def test_the_income_statement_has_the_residents_lines_in_their_order_with_zeros():
    chart = chart_on(DAY).with_items({entries.BENEFITS: {"basic_pension": "", "account_pension": "", "account_pension_pooled": ""}})
    chart = chart.for_fund("R")
    paid = {"basic_pension": 100, "account_pension": 20, "account_pension_pooled": 3, "inheritance": 50, "funeral": 7}
    month = add({}, (*entries.benefits(paid), *moved("fees_treasury", 500), *moved("recovered_this_year", 1)))
    year = add(month, (*moved("subsidy", 1000), *moved("refund_this_year", 30)))

    rows = income_statement(month, year, chart)

    assert [(row.title, row.first_fen, row.second_fen) for row in rows] == [
        ("一、基金收入", 500, 1470),
        ("社会保险费收入", 500, 470),
        ("财政补贴收入", 0, 1000),
        ("集体补助收入", 0, 0),
        ("利息收入", 0, 0),
        ("委托投资收益", 0, 0),
        ("转移收入", 0, 0),
        ("上级补助收入", 0, 0),
        ("下级上解收入", 0, 0),
        ("其他收入", 0, 0),
        ("二、基金支出", 179, 179),
        ("社会保险待遇支出", 179, 179),
        ("（一）基础养老金", 99, 99),
        ("（二）个人账户养老金", 73, 73),
        ("1.按月支付", 23, 23),
        ("2.一次性支出", 50, 50),
        ("（三）丧葬补助金", 7, 7),
        ("转移支出", 0, 0),
        ("上解上级支出", 0, 0),
        ("补助下级支出", 0, 0),
        ("其他支出", 0, 0),
        ("三、本期基金结余", 321, 1291),
    ]
    assert unlisted_items(chart) == frozenset()


@pytest.mark.parametrize(("fund", "absent", "present"), [("I", "转移收入", "工伤预防费用支出"), ("U", "集体补助收入", "稳定岗位补贴支出")])
def test_the_form_of_a_fund_has_its_own_lines_only(fund: str, absent: str, present: str):
    titles = [row.title for row in income_statement({}, {}, chart_on(DAY).for_fund(fund))]

    assert absent not in titles and present in titles
