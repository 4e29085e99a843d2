"""Movements of a fund's money (收支事项): for each kind of slip, the debit and credit that the accounting system prescribes for it.

The entries follow 财会〔2017〕28号, part 3, and the uses of the bank accounts 财社〔2017〕144号, articles 40–42.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from shebao.base.finding import refuse
from shebao.base.money import Fen
from shebao.core.books.chart import Chart
from shebao.core.books.entries import (
    BENEFITS,
    COLLECTIVE,
    EXPENDITURE_ACCOUNT,
    FEES,
    FISCAL_ACCOUNT,
    INCOME_ACCOUNT,
    INTEREST,
    RECEIVED_ON_HOLD,
    SUBSIDY,
    TREASURY_ACCOUNT,
)
from shebao.core.books.voucher import Line

TRANSFER_IN, GRANT, OTHER_INCOME = "4301", "4401", "4501"
TRANSFER_OUT, UPWARD, OTHER_EXPENSE = "5201", "5301", "5401"
ADVANCES, LOANS, BONDS = "1101", "2101", "1201"
_BANK_SLIP, _FISCAL_SLIP, _TREASURY_SLIP, _INTEREST_SLIP = "银行回单", "财政专户缴拨凭证", "国库入库凭证", "利息清单"


@dataclass(frozen=True, slots=True)
class Event:
    """One kind of movement: its Chinese title, the paper that proves it, the account whose keeper issues the paper, debit, credit,
    and the item of the side that has one."""

    key: str
    title: str
    paper: str
    account: str
    debit: str
    credit: str
    item: str = ""
    item_account: str = ""

    def lines(self, fen: Fen) -> tuple[Line, ...]:
        """The two lines of the voucher."""
        return (
            Line(self.debit, debit_fen=fen, item=self.item if self.debit == self.item_account else ""),
            Line(self.credit, credit_fen=fen, item=self.item if self.credit == self.item_account else ""),
        )


def _in(key: str, title: str, paper: str, bank: str, account: str, item: str = "") -> Event:
    return Event(key, title, paper, bank, bank, account, item, account)


def _out(key: str, title: str, paper: str, bank: str, account: str, item: str = "") -> Event:
    return Event(key, title, paper, bank, account, bank, item, account)


def _move(key: str, title: str, paper: str, issued_by: str, to: str, from_: str) -> Event:
    return Event(key, title, paper, issued_by, to, from_)


EVENTS: Mapping[str, Event] = {
    event.key: event
    for event in (
        _in("subsidy", "财政补贴基础养老金到财政专户", _FISCAL_SLIP, FISCAL_ACCOUNT, SUBSIDY, "basic_pension"),
        _in("subsidy_fund", "财政对基金的补贴到财政专户", _FISCAL_SLIP, FISCAL_ACCOUNT, SUBSIDY),
        _in("subsidy_contribution", "财政对缴费的补贴到财政专户", _FISCAL_SLIP, FISCAL_ACCOUNT, SUBSIDY, "contribution"),
        _in("assisted", "财政代缴保险费到财政专户", _FISCAL_SLIP, FISCAL_ACCOUNT, FEES, "assisted"),
        _in("fees_treasury", "税务征收的保险费入国库", _TREASURY_SLIP, TREASURY_ACCOUNT, FEES, "own"),
        _in("fees_unit_treasury", "税务征收的单位缴费入国库", _TREASURY_SLIP, TREASURY_ACCOUNT, FEES, "unit"),
        _in("fees_flexible_treasury", "税务征收的灵活就业人员缴费入国库", _TREASURY_SLIP, TREASURY_ACCOUNT, FEES, "flexible"),
        _in("unmatched_treasury", "入国库但还没有认到人的保险费", _TREASURY_SLIP, TREASURY_ACCOUNT, FEES, "unmatched"),
        _in("collective_treasury", "集体补助入国库", _TREASURY_SLIP, TREASURY_ACCOUNT, COLLECTIVE),
        _in("late_fee_treasury", "滞纳金入国库", _TREASURY_SLIP, TREASURY_ACCOUNT, OTHER_INCOME, "late_fee"),
        _in("misdirected_treasury", "别的基金误入国库本户的款项", _TREASURY_SLIP, TREASURY_ACCOUNT, RECEIVED_ON_HOLD, "misdirected"),
        _in("fees_income", "经办机构收的保险费到收入户", _BANK_SLIP, INCOME_ACCOUNT, FEES, "own"),
        _in("collective_income", "集体补助到收入户", _BANK_SLIP, INCOME_ACCOUNT, COLLECTIVE),
        _move("treasury_to_fiscal", "国库存款划入财政专户", _FISCAL_SLIP, FISCAL_ACCOUNT, FISCAL_ACCOUNT, TREASURY_ACCOUNT),
        _move("income_to_fiscal", "收入户划入财政专户", _BANK_SLIP, INCOME_ACCOUNT, FISCAL_ACCOUNT, INCOME_ACCOUNT),
        _move("feed", "财政专户拨入支出户", _BANK_SLIP, EXPENDITURE_ACCOUNT, EXPENDITURE_ACCOUNT, FISCAL_ACCOUNT),
        _move("interest_to_fiscal", "支出户利息划入财政专户", _BANK_SLIP, EXPENDITURE_ACCOUNT, FISCAL_ACCOUNT, EXPENDITURE_ACCOUNT),
        _in("interest_1002", "收入户存款利息", _INTEREST_SLIP, INCOME_ACCOUNT, INTEREST, "deposit"),
        _in("interest_1003", "财政专户存款利息", _INTEREST_SLIP, FISCAL_ACCOUNT, INTEREST, "deposit"),
        _in("interest_1004", "支出户存款利息", _INTEREST_SLIP, EXPENDITURE_ACCOUNT, INTEREST, "deposit"),
        _in("interest_1005", "国库存款利息", _INTEREST_SLIP, TREASURY_ACCOUNT, INTEREST, "deposit"),
        _in("transfer_in", "关系转入资金到财政专户", _FISCAL_SLIP, FISCAL_ACCOUNT, TRANSFER_IN),
        _out("transfer_in_back", "退回关系转入资金", _FISCAL_SLIP, FISCAL_ACCOUNT, TRANSFER_IN),
        _out("transfer_out", "关系转出资金", _BANK_SLIP, EXPENDITURE_ACCOUNT, TRANSFER_OUT),
        _in("transfer_out_back", "关系转出资金被退回到财政专户", _FISCAL_SLIP, FISCAL_ACCOUNT, TRANSFER_OUT),
        _in("grant", "上级补助到财政专户", _FISCAL_SLIP, FISCAL_ACCOUNT, GRANT),
        _out("upward", "上解上级", _FISCAL_SLIP, FISCAL_ACCOUNT, UPWARD),
        _in("recovered_this_year", "收回本年多发的基础养老金到财政专户", _FISCAL_SLIP, FISCAL_ACCOUNT, BENEFITS, "basic_pension"),
        _in("recovered_unemployment", "收回本年多发的失业保险金到财政专户", _FISCAL_SLIP, FISCAL_ACCOUNT, BENEFITS, "benefit"),
        _in("medical_back", "退回代缴的基本医疗保险费到支出户", _BANK_SLIP, EXPENDITURE_ACCOUNT, BENEFITS, "medical"),
        _in("recovered_earlier", "收回以前年度多发的待遇到财政专户", _FISCAL_SLIP, FISCAL_ACCOUNT, OTHER_INCOME, "recovered"),
        _out("refund_this_year", "退还本年收的保险费（支出户付）", _BANK_SLIP, EXPENDITURE_ACCOUNT, FEES, "own"),
        _out("refund_treasury", "退还本年收的保险费（国库退库）", "退库凭证", TREASURY_ACCOUNT, FEES, "own"),
        _out("refund_earlier", "退还以前年度收的保险费", _BANK_SLIP, EXPENDITURE_ACCOUNT, OTHER_EXPENSE, "refund"),
        _out("misdirected_back", "误入款项转给应得的基金（国库）", "退库凭证", TREASURY_ACCOUNT, RECEIVED_ON_HOLD, "misdirected"),
        _in("donation", "捐赠到财政专户", _FISCAL_SLIP, FISCAL_ACCOUNT, OTHER_INCOME, "donation"),
        _in("other_income", "其他经批准的收入到财政专户", _FISCAL_SLIP, FISCAL_ACCOUNT, OTHER_INCOME, "other"),
        _out("advance", "预付、垫付款项", _BANK_SLIP, EXPENDITURE_ACCOUNT, ADVANCES, "advance"),
        _in("advance_back", "收回预付、垫付款项到财政专户", _FISCAL_SLIP, FISCAL_ACCOUNT, ADVANCES, "advance"),
        _in("loan", "借入款项到财政专户", _FISCAL_SLIP, FISCAL_ACCOUNT, LOANS),
        _out("loan_back", "归还借入款项", _FISCAL_SLIP, FISCAL_ACCOUNT, LOANS),
        _out("bond", "购买国债", _FISCAL_SLIP, FISCAL_ACCOUNT, BONDS),
        _in("bond_matured", "国债到期收回本金", _FISCAL_SLIP, FISCAL_ACCOUNT, BONDS),
        _in("bond_interest", "国债利息到财政专户", _FISCAL_SLIP, FISCAL_ACCOUNT, INTEREST, "bond"),
    )
}
"""Every kind of movement, in the order in which a form offers them."""


def event(key: str) -> Event:
    """A kind of movement by its key; raises `Refused` for one there is not."""
    value = EVENTS.get(key)
    if value is None:
        refuse("books.event", f"没有“{key}”这种收支事项", "请从收支事项中选择。", "what")
    return value


def events_of(chart: Chart) -> tuple[Event, ...]:
    """The movements whose two accounts a fund may use, with the items that its chart has."""
    usable = {account.code for account in chart.of_kind("asset", "liability", "net", "income", "expense")}
    return tuple(
        one
        for one in EVENTS.values()
        if {one.debit, one.credit} <= usable and (not one.item or one.item in chart.accounts[one.item_account].items)
    )
