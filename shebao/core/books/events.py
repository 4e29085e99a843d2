"""Movements of a fund's money (收支事项): for each kind of slip, the debit and credit that the accounting system prescribes for it.

The entries follow 财会〔2017〕28号, part 3, those of the annuity 财会〔2021〕19号, and the uses of the bank accounts
财社〔2017〕144号, articles 40–42.
"""

from __future__ import annotations

from collections.abc import Mapping

from shebao.base.finding import refuse
from shebao.core.books.chart import Chart
from shebao.core.books.entries import (
    BENEFITS,
    COLLECTION_ACCOUNT,
    COLLECTIVE,
    EXPENDITURE_ACCOUNT,
    FEES,
    FISCAL_ACCOUNT,
    GENERAL_BALANCE,
    INCOME_ACCOUNT,
    INTEREST,
    OTHER_INCOME,
    RECEIVED_ON_HOLD,
    RESERVE,
    SUBSIDY,
    TREASURY_ACCOUNT,
)
from shebao.core.books.event_kind import Beside, Event, money_in, money_out, moved

TRANSFER_IN, GRANT, INVESTMENT = "4301", "4401", "4202"
TRANSFER_OUT, UPWARD, OTHER_EXPENSE = "5201", "5301", "5401"
ASSESSMENT, PREVENTION, STABLE_JOBS, SKILLS = "5102", "5103", "5104", "5105"
ADVANCES, LOANS, BONDS = "1101", "2101", "1201"
_BANK, _FISCAL, _TREASURY, _INTEREST, _REFUND = "银行回单", "财政专户缴拨凭证", "国库入库凭证", "利息清单", "退库凭证"
_DECISION, _NOTICE, _DEPOSIT = "批准文件", "上级通知", "存单"
_LATE_FEE = Beside(OTHER_INCOME, "late_fee", "滞纳金")
_TREASURY_INTEREST = Beside(INTEREST, "deposit", "国库存款利息")

_FEES = (
    money_in("fees_treasury", "税务征收的保险费入国库", _TREASURY, TREASURY_ACCOUNT, FEES, "own", _LATE_FEE, "ERPUI"),
    money_in("fees_unit_treasury", "税务征收的单位缴费入国库", _TREASURY, TREASURY_ACCOUNT, FEES, "unit", _LATE_FEE, "ERPUI"),
    money_in("fees_flexible_treasury", "税务征收的灵活就业人员缴费入国库", _TREASURY, TREASURY_ACCOUNT, FEES, "flexible"),
    money_in("fees_project_treasury", "建筑项目参保缴费入国库", _TREASURY, TREASURY_ACCOUNT, FEES, "project", funds="I"),
    money_in("unmatched_treasury", "入国库但还没有认到人的保险费", _TREASURY, TREASURY_ACCOUNT, FEES, "unmatched"),
    money_in("collective_treasury", "集体补助入国库", _TREASURY, TREASURY_ACCOUNT, COLLECTIVE),
    money_in("late_fee_treasury", "滞纳金入国库", _TREASURY, TREASURY_ACCOUNT, OTHER_INCOME, "late_fee"),
    money_in("misdirected_treasury", "别的基金误入国库本户的款项", _TREASURY, TREASURY_ACCOUNT, RECEIVED_ON_HOLD, "misdirected"),
    money_in("fees_income", "经办机构收的保险费到收入户", _BANK, INCOME_ACCOUNT, FEES, "own", _LATE_FEE),
    money_in("collective_income", "集体补助到收入户", _BANK, INCOME_ACCOUNT, COLLECTIVE),
    money_out("refund_this_year", "退还本年收的保险费（支出户付）", _BANK, EXPENDITURE_ACCOUNT, FEES, "own"),
    money_out("refund_unit_this_year", "退还本年收的单位缴费（支出户付）", _BANK, EXPENDITURE_ACCOUNT, FEES, "unit"),
    money_out("refund_income", "退还本年收的保险费（收入户付）", _BANK, INCOME_ACCOUNT, FEES, "own"),
    money_out("refund_treasury", "退还本年收的保险费（国库退库）", _REFUND, TREASURY_ACCOUNT, FEES, "own"),
    money_out("refund_unit_treasury", "退还本年收的单位缴费（国库退库）", _REFUND, TREASURY_ACCOUNT, FEES, "unit"),
    money_out("refund_earlier", "退还以前年度收的保险费", _BANK, EXPENDITURE_ACCOUNT, OTHER_EXPENSE, "refund"),
    money_out("misdirected_back", "误入款项转给应得的基金（国库）", _REFUND, TREASURY_ACCOUNT, RECEIVED_ON_HOLD, "misdirected"),
    money_out("misdirected_fiscal_back", "误入款项转给应得的基金（财政专户）", _FISCAL, FISCAL_ACCOUNT, RECEIVED_ON_HOLD, "misdirected"),
)
_BUDGET = (
    money_in("subsidy", "财政补贴基础养老金到财政专户", _FISCAL, FISCAL_ACCOUNT, SUBSIDY, "basic_pension"),
    money_in("subsidy_fund", "财政对基金的补贴到财政专户", _FISCAL, FISCAL_ACCOUNT, SUBSIDY),
    money_in("subsidy_contribution", "财政对缴费的补贴到财政专户", _FISCAL, FISCAL_ACCOUNT, SUBSIDY, "contribution"),
    money_in("assisted", "财政代缴保险费到财政专户", _FISCAL, FISCAL_ACCOUNT, FEES, "assisted"),
)
_OWN_ACCOUNTS = (
    moved("treasury_to_fiscal", "国库存款划入财政专户", _FISCAL, FISCAL_ACCOUNT, FISCAL_ACCOUNT, TREASURY_ACCOUNT, _TREASURY_INTEREST),
    moved("income_to_fiscal", "收入户划入财政专户", _BANK, INCOME_ACCOUNT, FISCAL_ACCOUNT, INCOME_ACCOUNT),
    moved("feed", "财政专户拨入支出户", _BANK, EXPENDITURE_ACCOUNT, EXPENDITURE_ACCOUNT, FISCAL_ACCOUNT),
    moved("feed_back", "支出户退回财政专户", _BANK, EXPENDITURE_ACCOUNT, FISCAL_ACCOUNT, EXPENDITURE_ACCOUNT),
    moved("interest_to_fiscal", "支出户利息划入财政专户", _BANK, EXPENDITURE_ACCOUNT, FISCAL_ACCOUNT, EXPENDITURE_ACCOUNT),
    money_in("interest_1002", "收入户存款利息", _INTEREST, INCOME_ACCOUNT, INTEREST, "deposit"),
    money_in("interest_1003", "财政专户存款利息", _INTEREST, FISCAL_ACCOUNT, INTEREST, "deposit"),
    money_in("interest_1004", "支出户存款利息", _INTEREST, EXPENDITURE_ACCOUNT, INTEREST, "deposit"),
    money_in("interest_1005", "国库存款利息", _INTEREST, TREASURY_ACCOUNT, INTEREST, "deposit"),
    Event(
        "term_made",
        "财政专户活期存款转定期",
        _DEPOSIT,
        FISCAL_ACCOUNT,
        FISCAL_ACCOUNT,
        FISCAL_ACCOUNT,
        debit_item="term",
        matter="record_term_deposit",
    ),
    Event(
        "term_matured",
        "定期存款到期或提前支取",
        _DEPOSIT,
        FISCAL_ACCOUNT,
        FISCAL_ACCOUNT,
        FISCAL_ACCOUNT,
        credit_item="term",
        beside=Beside(INTEREST, "deposit", "利息"),
        matter="record_term_deposit",
    ),
)
_RELATIONS = (
    money_in("transfer_in", "关系转入资金到财政专户", _FISCAL, FISCAL_ACCOUNT, TRANSFER_IN),
    money_in("transfer_in_income", "关系转入资金到收入户", _BANK, INCOME_ACCOUNT, TRANSFER_IN),
    money_out("transfer_in_back", "退回关系转入资金", _FISCAL, FISCAL_ACCOUNT, TRANSFER_IN),
    money_out("transfer_in_back_income", "从收入户退回关系转入资金", _BANK, INCOME_ACCOUNT, TRANSFER_IN),
    money_out("transfer_out", "关系转出资金", _BANK, EXPENDITURE_ACCOUNT, TRANSFER_OUT),
    money_out("transfer_out_fiscal", "关系转出资金（财政专户直接划出）", _FISCAL, FISCAL_ACCOUNT, TRANSFER_OUT),
    money_in("transfer_out_back", "关系转出资金被退回到财政专户", _FISCAL, FISCAL_ACCOUNT, TRANSFER_OUT),
    money_in("transfer_out_back_income", "关系转出资金被退回到收入户", _BANK, INCOME_ACCOUNT, TRANSFER_OUT),
)
_LEVELS = (
    money_in("grant", "上级补助到财政专户", _FISCAL, FISCAL_ACCOUNT, GRANT),
    money_in("grant_income", "上级补助到收入户", _BANK, INCOME_ACCOUNT, GRANT),
    money_in("grant_expenditure", "上级补助到支出户", _BANK, EXPENDITURE_ACCOUNT, GRANT),
    money_out("grant_back", "退回上级补助", _FISCAL, FISCAL_ACCOUNT, GRANT),
    money_out("upward", "上解上级", _FISCAL, FISCAL_ACCOUNT, UPWARD),
    money_out("upward_income", "上解上级（收入户付）", _BANK, INCOME_ACCOUNT, UPWARD),
    money_out("upward_expenditure", "上解上级（支出户付）", _BANK, EXPENDITURE_ACCOUNT, UPWARD),
    money_in("upward_back", "上级退回上解款到财政专户", _FISCAL, FISCAL_ACCOUNT, UPWARD),
)
_BENEFITS = (
    money_in("recovered_this_year", "收回本年多发的基础养老金到财政专户", _FISCAL, FISCAL_ACCOUNT, BENEFITS, "basic_pension"),
    money_in("recovered_same_way", "本年多发的基础养老金按原渠道退回支出户", _BANK, EXPENDITURE_ACCOUNT, BENEFITS, "basic_pension"),
    money_in("recovered_account", "收回本年多发的个人账户养老金到财政专户", _FISCAL, FISCAL_ACCOUNT, BENEFITS, "account_pension"),
    money_in("recovered_earlier", "收回以前年度多发的待遇到财政专户", _FISCAL, FISCAL_ACCOUNT, OTHER_INCOME, "recovered"),
    money_in("recovered_earlier_income", "收回以前年度多发的待遇到收入户", _BANK, INCOME_ACCOUNT, OTHER_INCOME, "recovered"),
    money_in("duplicate_in", "重复领取的待遇由另一险种划回财政专户", _FISCAL, FISCAL_ACCOUNT, OTHER_INCOME, "duplicate"),
    money_out("duplicate_out", "重复领取的待遇划给另一险种", _BANK, EXPENDITURE_ACCOUNT, OTHER_EXPENSE, "duplicate"),
    money_out("assessment", "劳动能力鉴定支出", _BANK, EXPENDITURE_ACCOUNT, ASSESSMENT),
    money_out("prevention", "工伤预防费用支出", _BANK, EXPENDITURE_ACCOUNT, PREVENTION),
    money_out("stable_jobs", "稳定岗位补贴支出", _BANK, EXPENDITURE_ACCOUNT, STABLE_JOBS),
    money_out("skills", "技能提升补贴支出", _BANK, EXPENDITURE_ACCOUNT, SKILLS),
)
_OTHER = (
    money_in("donation", "捐赠到财政专户", _FISCAL, FISCAL_ACCOUNT, OTHER_INCOME, "donation"),
    money_in("other_income", "其他经批准的收入到财政专户", _FISCAL, FISCAL_ACCOUNT, OTHER_INCOME, "other"),
    money_out("advance", "预付、垫付款项", _BANK, EXPENDITURE_ACCOUNT, ADVANCES, "advance"),
    money_in("advance_back", "收回预付、垫付款项到财政专户", _FISCAL, FISCAL_ACCOUNT, ADVANCES, "advance"),
    money_out("first_paid", "工伤待遇先行支付", _BANK, EXPENDITURE_ACCOUNT, ADVANCES, "first_paid", funds="I"),
    money_in("first_paid_back", "追回先行支付款到财政专户", _FISCAL, FISCAL_ACCOUNT, ADVANCES, "first_paid", funds="I"),
    Event(
        "first_paid_bad",
        "核销追不回的先行支付款",
        _DECISION,
        ADVANCES,
        OTHER_EXPENSE,
        ADVANCES,
        "bad",
        "first_paid",
        funds="I",
        matter="clear_suspense",
    ),
    Event(
        "advance_bad", "核销收不回的预付、垫付款", _DECISION, ADVANCES, OTHER_EXPENSE, ADVANCES, "bad", "advance", matter="clear_suspense"
    ),
    money_in("loan", "借入款项到财政专户", _FISCAL, FISCAL_ACCOUNT, LOANS),
    money_out("loan_back", "归还借入款项", _FISCAL, FISCAL_ACCOUNT, LOANS, beside=Beside(OTHER_EXPENSE, "loan_interest", "借款利息")),
    Event("loan_by_budget", "财政代还借入款项", _DECISION, LOANS, LOANS, SUBSIDY),
    money_out("bond", "购买国债", _FISCAL, FISCAL_ACCOUNT, BONDS),
    money_in("bond_matured", "国债到期收回", _FISCAL, FISCAL_ACCOUNT, BONDS, beside=Beside(INTEREST, "bond", "国债利息")),
    money_in("bond_interest", "国债利息到财政专户", _FISCAL, FISCAL_ACCOUNT, INTEREST, "bond"),
    money_out("entrusted", "委托上级投资本金划出", _FISCAL, FISCAL_ACCOUNT, ADVANCES, "entrusted", funds="ERP"),
    Event("entrusted_interest", "委托上级投资计息通知", _NOTICE, ADVANCES, ADVANCES, INTEREST, "entrusted_interest", funds="ERP"),
    Event("entrusted_gain", "委托上级投资收益通知", _NOTICE, ADVANCES, ADVANCES, INVESTMENT, "entrusted_gain", funds="ERP"),
    money_in(
        "entrusted_back",
        "委托上级投资收回到财政专户",
        _FISCAL,
        FISCAL_ACCOUNT,
        ADVANCES,
        "entrusted",
        Beside(ADVANCES, "entrusted_gain", "投资收益"),
        "ERP",
    ),
    money_in("on_hold", "性质待查的款项到财政专户", _FISCAL, FISCAL_ACCOUNT, RECEIVED_ON_HOLD, "other"),
    money_out("on_hold_back", "退回性质待查的款项", _FISCAL, FISCAL_ACCOUNT, RECEIVED_ON_HOLD, "other", matter="clear_suspense"),
    Event(
        "on_hold_unpayable",
        "性质待查的款项批准转收入",
        _DECISION,
        RECEIVED_ON_HOLD,
        RECEIVED_ON_HOLD,
        OTHER_INCOME,
        "other",
        "unpayable",
        matter="clear_suspense",
    ),
    Event("reserve_set", "提取工伤保险储备金", _DECISION, RESERVE, GENERAL_BALANCE, RESERVE),
    Event("reserve_used", "动用工伤保险储备金", _DECISION, RESERVE, RESERVE, GENERAL_BALANCE),
)
_ANNUITY = (
    money_in(
        "annuity_fees",
        "职业年金缴费到归集户",
        _BANK,
        COLLECTION_ACCOUNT,
        FEES,
        "own",
        Beside(FEES, "unit", "单位缴费（非财政全额供款）"),
    ),
    money_in(
        "annuity_fees_treasury",
        "职业年金缴费入国库",
        _TREASURY,
        TREASURY_ACCOUNT,
        FEES,
        "own",
        Beside(FEES, "unit", "单位缴费（非财政全额供款）"),
        "A",
    ),
    moved(
        "annuity_treasury_to_collection",
        "国库的职业年金划入归集户",
        _BANK,
        COLLECTION_ACCOUNT,
        COLLECTION_ACCOUNT,
        TREASURY_ACCOUNT,
        Beside(INTEREST, "treasury", "国库存款利息"),
    ),
    Event(
        "annuity_treasury_up",
        "国库的职业年金直接划到上级归集户",
        "划转凭证",
        UPWARD,
        UPWARD,
        TREASURY_ACCOUNT,
        beside=Beside(INTEREST, "treasury", "国库存款利息"),
        funds="A",
    ),
    Event(
        "annuity_fees_up",
        "税务直接缴到上级归集户的职业年金",
        _NOTICE,
        UPWARD,
        UPWARD,
        FEES,
        credit_item="own",
        beside=Beside(FEES, "unit", "单位缴费（非财政全额供款）"),
        funds="A",
    ),
    money_in(
        "annuity_made_real",
        "职业年金记账部分记实",
        _BANK,
        COLLECTION_ACCOUNT,
        FEES,
        "made_real",
        Beside(FEES, "made_real_interest", "记实的利息"),
    ),
    money_in(
        "annuity_to_real",
        "职业年金记账改实账",
        _BANK,
        COLLECTION_ACCOUNT,
        FEES,
        "to_real",
        Beside(FEES, "to_real_interest", "改实账的利息"),
    ),
    money_in("annuity_other_fees", "职业年金试点期划转、补记等其他缴费", _BANK, COLLECTION_ACCOUNT, FEES, "other"),
    money_in("annuity_interest", "职业年金归集户利息", _INTEREST, COLLECTION_ACCOUNT, INTEREST, "collection"),
    money_out("annuity_up", "职业年金上解上级归集户", _BANK, COLLECTION_ACCOUNT, UPWARD),
    money_in("annuity_transfer_in", "职业年金转入", _BANK, COLLECTION_ACCOUNT, TRANSFER_IN, "annuity"),
    money_in("annuity_enterprise_in", "企业年金转入", _BANK, COLLECTION_ACCOUNT, TRANSFER_IN, "enterprise"),
    money_in("annuity_army_in", "军人职业年金转入", _BANK, COLLECTION_ACCOUNT, TRANSFER_IN, "army"),
    money_out("annuity_refund_this_year", "退还本年收的职业年金个人缴费", _BANK, COLLECTION_ACCOUNT, FEES, "own"),
    money_out("annuity_refund_earlier", "退还以前年度收的职业年金缴费", _BANK, COLLECTION_ACCOUNT, OTHER_EXPENSE, "refund"),
    money_in("annuity_recovered", "收回职业年金待遇或转出款", _BANK, COLLECTION_ACCOUNT, OTHER_INCOME, "recovered"),
)
EVENTS: Mapping[str, Event] = {
    one.key: one for one in (*_BUDGET, *_FEES, *_OWN_ACCOUNTS, *_RELATIONS, *_LEVELS, *_BENEFITS, *_OTHER, *_ANNUITY)
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
        if {one.debit, one.credit} <= usable
        and _has(chart, one.debit, one.debit_item)
        and _has(chart, one.credit, one.credit_item)
        and (not one.funds or chart.fund in one.funds)
    )


def _has(chart: Chart, account: str, item: str) -> bool:
    return not item or item in chart.accounts[account].items
