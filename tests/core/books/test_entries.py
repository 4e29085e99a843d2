"""Every voucher that the accounting systems of the funds prescribe, to the fen, each on the chart of its own fund."""

from __future__ import annotations

from datetime import date

import pytest

from shebao.base.finding import Refused
from shebao.core.books.chart import OWN_LEDGERS, Chart, chart_on
from shebao.core.books.events import EVENTS, event, events_of
from shebao.core.books.forms import balance_sheet, form_names, income_statement, unlisted_items
from shebao.core.books.slip import Slip, check_slip
from shebao.core.books.voucher import Line, Voucher, add, balance, post

DAY = date(2023, 5, 31)
ITEMS = {
    "4001": {"unit": "单位缴费", "flexible": "灵活就业人员缴费"},
    "5001": {"basic_pension": "基础养老金", "account_pension": "个人账户养老金"},
}


def chart_of(fund: str) -> Chart:
    chart = chart_on(DAY, fund)
    return (chart if fund == "A" else chart.with_items(ITEMS)).for_fund(fund)


PRESCRIBED = """
R fees_treasury 100 0 | 1005 100 | 4001.own -100
R fees_treasury 785328 7776 | 1005 785328 | 4001.own -777552 | 4501.late_fee -7776
E fees_unit_treasury 500 0 | 1005 500 | 4001.unit -500
I fees_project_treasury 4800000 0 | 1005 4800000 | 4001.project -4800000
R unmatched_treasury 9 0 | 1005 9 | 4001.unmatched -9
R misdirected_treasury 9 0 | 1005 9 | 2001.misdirected -9
R misdirected_back 9 0 | 2001.misdirected 9 | 1005 -9
R misdirected_fiscal_back 9 0 | 2001.misdirected 9 | 1003 -9
R treasury_to_fiscal 103 3 | 1003 103 | 1005 -100 | 4201.deposit -3
P interest_1005 5 0 | 1005 5 | 4201.deposit -5
U fees_income 80 0 | 1002 80 | 4001.own -80
U income_to_fiscal 80 0 | 1003 80 | 1002 -80
R subsidy 70 0 | 1003 70 | 4101.basic_pension -70
R subsidy_contribution 70 0 | 1003 70 | 4101.contribution -70
E subsidy_fund 70 0 | 1003 70 | 4101 -70
R assisted 60 0 | 1003 60 | 4001.assisted -60
R collective_treasury 60 0 | 1005 60 | 4102 -60
E feed 55 0 | 1004 55 | 1003 -55
E feed_back 55 0 | 1003 55 | 1004 -55
R refund_this_year 40 0 | 4001.own 40 | 1004 -40
E refund_unit_this_year 40 0 | 4001.unit 40 | 1004 -40
R refund_treasury 40 0 | 4001.own 40 | 1005 -40
R refund_earlier 40 0 | 5401.refund 40 | 1004 -40
R recovered_this_year 30 0 | 1003 30 | 5001.basic_pension -30
R recovered_same_way 30 0 | 1004 30 | 5001.basic_pension -30
R recovered_earlier 6135267 0 | 1003 6135267 | 4501.recovered -6135267
E transfer_in 20 0 | 1003 20 | 4301 -20
E transfer_in_back 20 0 | 4301 20 | 1003 -20
E transfer_out 20 0 | 5201 20 | 1004 -20
E transfer_out_fiscal 20 0 | 5201 20 | 1003 -20
E transfer_out_back 20 0 | 1003 20 | 5201 -20
E transfer_out_back_income 20 0 | 1002 20 | 5201 -20
E upward 25 0 | 5301 25 | 1003 -25
E upward_expenditure 25 0 | 5301 25 | 1004 -25
E grant 230 0 | 1003 230 | 4401 -230
E grant_expenditure 230 0 | 1004 230 | 4401 -230
R interest_1004 3 0 | 1004 3 | 4201.deposit -3
R interest_to_fiscal 3 0 | 1003 3 | 1004 -3
R advance 12 0 | 1101.advance 12 | 1004 -12
R advance_back 12 0 | 1003 12 | 1101.advance -12
R advance_bad 12 0 | 5401.bad 12 | 1101.advance -12
R loan 900 0 | 1003 900 | 2101 -900
R loan_back 930 30 | 2101 900 | 1003 -930 | 5401.loan_interest 30
R loan_by_budget 900 0 | 2101 900 | 4101 -900
R bond 500 0 | 1201 500 | 1003 -500
R bond_matured 515 15 | 1003 515 | 1201 -500 | 4201.bond -15
R term_made 700 0 | 1003.term 700 | 1003 -700
R term_matured 721 21 | 1003 721 | 1003.term -700 | 4201.deposit -21
R donation 5 0 | 1003 5 | 4501.donation -5
R duplicate_in 77 0 | 1003 77 | 4501.duplicate -77
E duplicate_out 77 0 | 5401.duplicate 77 | 1004 -77
E entrusted 800 0 | 1101.entrusted 800 | 1003 -800
E entrusted_interest 8 0 | 1101.entrusted_interest 8 | 4201 -8
E entrusted_gain 9 0 | 1101.entrusted_gain 9 | 4202 -9
E entrusted_back 809 9 | 1003 809 | 1101.entrusted -800 | 1101.entrusted_gain -9
U stable_jobs 31 0 | 5104 31 | 1004 -31
U skills 32 0 | 5105 32 | 1004 -32
I assessment 33 0 | 5102 33 | 1004 -33
I prevention 34 0 | 5103 34 | 1004 -34
I first_paid 1843260 0 | 1101.first_paid 1843260 | 1004 -1843260
I first_paid_back 1000000 0 | 1003 1000000 | 1101.first_paid -1000000
I reserve_set 100 0 | 3001 100 | 3201 -100
I reserve_used 40 0 | 3201 40 | 3001 -40
A annuity_fees 1200 800 | 1006 1200 | 4001.own -400 | 4001.unit -800
A annuity_fees_treasury 1200 800 | 1005 1200 | 4001.own -400 | 4001.unit -800
A annuity_treasury_to_collection 1203 3 | 1006 1203 | 1005 -1200 | 4201.treasury -3
A annuity_treasury_up 1203 3 | 5301 1203 | 1005 -1200 | 4201.treasury -3
A annuity_fees_up 1200 800 | 5301 1200 | 4001.own -400 | 4001.unit -800
A annuity_made_real 784640 16640 | 1006 784640 | 4001.made_real -768000 | 4001.made_real_interest -16640
A annuity_to_real 784640 16640 | 1006 784640 | 4001.to_real -768000 | 4001.to_real_interest -16640
A annuity_other_fees 50 0 | 1006 50 | 4001.other -50
A annuity_interest 2 0 | 1006 2 | 4201.collection -2
A annuity_up 1202 0 | 5301 1202 | 1006 -1202
A annuity_transfer_in 44 0 | 1006 44 | 4301.annuity -44
A annuity_enterprise_in 44 0 | 1006 44 | 4301.enterprise -44
A annuity_army_in 44 0 | 1006 44 | 4301.army -44
A annuity_refund_this_year 44 0 | 4001.own 44 | 1006 -44
A annuity_refund_earlier 44 0 | 5401.refund 44 | 1006 -44
A annuity_recovered 44 0 | 1006 44 | 4501.recovered -44
"""
"""fund, movement, amount, part beside it | account.item debit (credit below zero) | …, all in fen."""


def rows() -> list[tuple[str, str, int, int, dict[tuple[str, str], int]]]:
    result = []
    for text in PRESCRIBED.strip().splitlines():
        head, *sides = text.split("|")
        fund, key, fen, beside = head.split()
        expected = {}
        for side in sides:
            place, amount = side.split()
            code, _, item = place.partition(".")
            expected[code, item] = int(amount)
        result.append((fund, key, int(fen), int(beside), expected))
    return result


@pytest.mark.parametrize(
    ("fund", "key", "fen", "beside", "expected"), rows(), ids=lambda value: str(value) if isinstance(value, str) else ""
)
def test_a_movement_makes_the_voucher_that_the_accounting_system_prescribes(
    fund: str, key: str, fen: int, beside: int, expected: dict[tuple[str, str], int]
) -> None:
    chart, one = chart_of(fund), event(key)
    lines = one.lines(fen, beside)

    assert one in events_of(chart)
    assert post({}, Voucher("x", 202305, DAY, one.title, lines), chart) == expected
    check_slip(Slip(one.paper, "B1", one.account, fen), lines, chart)
    with pytest.raises(Refused, match="凭证金额以单据为准"):
        check_slip(Slip(one.paper, "B1", one.account, fen + 1), lines, chart)


def test_every_movement_stands_in_the_table_or_differs_from_one_there_by_its_bank_account_or_item_alone() -> None:
    tried = {key for _, key, *_ in rows()}
    others = {key: event(key) for key in EVENTS if key not in tried}
    kinds = {(event(key).debit[0], event(key).credit[0]) for key in tried}

    assert [key for key, one in others.items() if (one.debit[0], one.credit[0]) not in kinds] == []
    assert len(tried) >= 75


def test_the_annuitys_ledger_has_its_own_accounts_and_the_two_forms_of_its_own_rule() -> None:
    chart = chart_of("A")
    fees = add({}, [*event("annuity_fees").lines(1200, 800), *event("annuity_interest").lines(2), *event("annuity_up").lines(1000)])

    sheet, income = balance_sheet({}, fees, chart), income_statement(fees, fees, chart)

    assert form_names("A") == ("会职金01表", "会职金02表") and form_names("R") == ("会社保01表", "会社保02表")
    assert [row.title for row in sheet.assets] == ["国库存款", "归集户存款", "暂付款", "资产总计"]
    assert [row.title for row in sheet.claims] == ["暂收款", "负债合计", "一般基金结余", "净资产合计", "负债与净资产总计"]
    assert [(row.title, row.first_fen) for row in income] == [
        ("一、基金收入", 1202),
        ("职业年金缴费收入", 1200),
        ("利息收入", 2),
        ("转移收入", 0),
        ("下级上解收入", 0),
        ("其他收入", 0),
        ("二、基金支出", 1000),
        ("上解上级支出", 1000),
        ("其他支出", 0),
        ("三、本期基金结余", 202),
    ]
    assert sheet.difference_fen == 0 and balance(fees, chart, "1006") == 202
    assert set(OWN_LEDGERS.values()) == {"A"} and unlisted_items(chart) == frozenset()
    with pytest.raises(Refused, match="没有科目"):
        post({}, Voucher("annuity", 202305, DAY, "待遇", (Line("5001", debit_fen=5), Line("1006", credit_fen=5))), chart)
    with pytest.raises(Refused, match="没有可用的科目表"):
        chart_on(date(2021, 12, 31), "A")


@pytest.mark.parametrize(
    ("fund", "items", "lines"),
    [
        (
            "U",
            {
                "benefit": "失业保险金支出",
                "premium": "基本医疗保险费支出",
                "rural": "其他费用支出—农民合同制工人一次性生活补助金",
                "price": "其他费用支出—价格临时补贴",
            },
            [
                ("（一）失业保险金支出", 5),
                ("（二）基本医疗保险费支出", 4),
                ("（三）丧葬补助金和抚恤金支出", 0),
                ("（四）职业培训和职业介绍补贴支出", 0),
                ("（五）其他费用支出", 3),
            ],
        ),
        (
            "I",
            {"benefit": "工伤医疗待遇支出—治疗费", "premium": "伤残待遇支出", "rural": "工亡待遇支出—丧葬补助金", "price": "工亡待遇支出"},
            [("（一）工伤医疗待遇支出", 5), ("（二）伤残待遇支出", 4), ("（三）工亡待遇支出", 3)],
        ),
    ],
)
def test_funds_whose_lines_are_divided_further_add_their_items_up_on_the_line_that_begins_their_title(
    fund: str, items: dict[str, str], lines: list[tuple[str, int]]
) -> None:
    chart = chart_on(DAY).with_items({"5001": items}).for_fund(fund)
    paid = add({}, [Line("5001", debit_fen=fen, item=item) for item, fen in zip(items, (5, 4, 2, 1), strict=True)])

    assert [(row.title, row.first_fen) for row in income_statement(paid, paid, chart) if row.title.startswith("（")] == lines
