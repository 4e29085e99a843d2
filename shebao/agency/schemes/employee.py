"""企业职工基本养老保险: an award that stands until another version of it says otherwise, divided as the books divide a pension."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from shebao.agency.schemes import Awarded, ContributionPart, Decided, Interest, Part
from shebao.agency.schemes._amounts import fen_of
from shebao.agency.schemes._handed_over import handed_over_awards
from shebao.agency.schemes._interest import interest_by
from shebao.agency.schemes._interest import interest_until as earned_until
from shebao.agency.store.columns import Columns, int_column
from shebao.base.canonical import canonical
from shebao.base.dated import Places
from shebao.base.months import Month
from shebao.core.books.entries import BENEFITS, FEES
from shebao.core.policy import awards
from shebao.core.policy.calculation import Answer, calculate

KEY, TITLE, CODE, FUND = "employee", "企业职工基本养老保险", "110", "E"
SHORT = "企业养老"
CALCULATION = "employee_pension"
ALLOWANCE = "disability_allowance"
CALCULATIONS = (CALCULATION, ALLOWANCE)
"""Those whose sheet can be made again from the law alone."""

PARTS = (
    Part("basic", "基础养老金", "基础", "基础养老金变化", rule="basic_pension", item="basic_pension"),
    Part(
        "account_pension",
        "个人账户养老金",
        "账户",
        "个人账户养老金变化",
        "account_pension",
        "account_pension",
        from_account=True,
        pooled="account_pension_pooled",
    ),
    Part("transitional", "过渡性养老金", "过渡", "过渡性养老金变化", rule="transitional_pension", item="transitional"),
    Part("cadre_pay", "离休金", "离休", "离休金变化", rule="cadre_pay", item="cadre_pay"),
    Part("retirement_pay", "退休金", "退休", "退休金变化", rule="retirement_pay", item="retirement_pay"),
    Part("resignation_pay", "退职金", "退职", "退职金变化", rule="resignation_pay", item="resignation_pay"),
    Part("adjustment", "历年调整增加", "调整", "年度调整", rule="adjustment", item="basic_pension"),
    Part("disability", "病残津贴", "病残", "病残津贴变化", rule="allowance", item="disability"),
    Part("subsidy", "补贴和地方加发", "补贴", "补贴变化", rule="", item="subsidy", rest=True),
)
"""The accounting system names no line for what the yearly adjustments added: it is booked with the basic pension. Old pensions
(before the reform of 1996) came as one sum and stay one."""
SHEET_FACTS = ("", "account_balance")
ITEMS = {
    FEES: {"unit": "单位缴费", "flexible": "灵活就业人员缴费"},
    BENEFITS: {
        "basic_pension": "基本养老金—基础养老金",
        "account_pension": "基本养老金—个人账户养老金—按月支付",
        "account_pension_pooled": "基本养老金—个人账户养老金—按月支付（账户用完以后）",
        "inheritance": "基本养老金—个人账户养老金—一次性支出",
        "transitional": "基本养老金—过渡性养老金",
        "cadre_pay": "基本养老金—离休金",
        "retirement_pay": "基本养老金—退休金",
        "resignation_pay": "基本养老金—退职金",
        "subsidy": "基本养老金—补贴",
        "medical_aid": "医疗补助金",
        "funeral": "丧葬补助金和抚恤金",
        "disability": "病残津贴",
    },
}
CONTRIBUTIONS = (
    ContributionPart("person", "个人缴费", FEES, "own"),
    ContributionPart("unit", "单位缴费", FEES, "unit"),
    ContributionPart("flexible", "灵活就业人员缴费", FEES, "flexible"),
)
ONE_OFFS = {"exit": (BENEFITS, "inheritance")}
"""A lump sum that ends the relation is what is left of the account (人社部令第13号 第三条)."""
month = law_digest = decision = contribution = tiers_of = None
WORKING_AGE = 16
"""劳动法 第十五条: nobody younger may be employed."""


def entry_age(month: Month, place: str, places: Places) -> int:
    """From how many years of age somebody may be insured."""
    return WORKING_AGE


def award(inputs: Mapping[str, Any], place: str, places: Places) -> Awarded:
    """One person's award (国发〔2005〕38号). inputs: those of the calculation `employee_pension`; with `calculation` in them those of
    the disability allowance."""
    if inputs.get("calculation") == ALLOWANCE:
        return _allowance(inputs, place, places)
    return of_answer(calculate(CALCULATION, place, inputs, places), inputs)


def _allowance(inputs: Mapping[str, Any], place: str, places: Places) -> Awarded:
    """A disability allowance (人社部发〔2024〕72号): one amount, booked as such; the account is not drawn on.

    inputs: those of the calculation, `paid_months`, the months of all years together, and `full_pension`, whether it is the whole
    pension's method, which its yearly adjustment asks.
    """
    facts = {name: value for name, value in inputs.items() if name not in ("calculation", "paid_months", "full_pension")}
    answer = calculate(ALLOWANCE, place, facts, places)
    ask, values = answer.ask, answer.values
    if "account_balance" not in ask.steps:
        ask.record("account_balance", values["account_balance"], "个人账户储存额", "Yuan", (), "登记数据")
    ask.record("total", values["allowance"], "月病残津贴合计", "Yuan", ("allowance",), expression="月病残津贴")
    whole = replace(answer, values=ask.values, sheet=replace(answer.sheet, steps=tuple(ask.steps.values())))
    account = fen_of(ask.values["account_balance"])
    years = int(inputs["paid_months"]) // 12
    return Awarded({"disability": fen_of(values["allowance"])}, years, account, canonical(dict(inputs)), *awards.stored(whole))


def expired(awarded: Awarded, month: Month, place: str) -> Awarded:
    """What an allowance of limited time comes to from a month on: nothing."""
    columns = {part.key: int_column([0]) for part in PARTS} | {"account_balance": int_column([awarded.account_fen])}
    made = handed_over_awards("病残津贴发放期限届满", columns, PARTS, month, place)
    return awarded._replace(parts={}, sheet=made.sheets[0], wording=made.wording)


def of_answer(answer: Answer, inputs: Mapping[str, Any]) -> Awarded:
    """The award of a calculation that was made: named parts, and what the place adds to them or rounds off."""
    values = answer.values
    parts = {part.key: fen_of(values[part.rule]) for part in PARTS if part.rule in values}
    rest = fen_of(values.get("grand_total", values["total"])) - sum(parts.values())
    sheet, wording = awards.stored(answer)
    months = int(values["total_years"].fraction * 12)
    return Awarded(parts | {"subsidy": rest}, months // 12, fen_of(values["account_balance"]), canonical(dict(inputs)), sheet, wording)


def handed_over(columns: Columns, month: Month, place: str, places: Places) -> Decided:
    """The awards of people whose pension another system decided, part by part as it paid them."""
    return handed_over_awards("企业职工基本养老待遇移交", columns, PARTS, month, place)


def interest(accounts: Columns, year: int, place: str, places: Places) -> Interest:
    """The year's interest of every account: one rate for employees and public institutions alike (人社部发〔2017〕31号)."""
    return interest_by("employee", accounts, year, place, places)


def interest_until(accounts: Columns, month: Month, place: str, places: Places) -> Interest:
    """The interest of a year up to the month in which an account is closed."""
    return earned_until("employee", accounts, month, place, places)
