"""机关事业单位基本养老保险: an award that stands, with the comparison of the ten years after the reform and its clearing behind it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from shebao.agency.schemes import Awarded, ContributionPart, Decided, Interest, Part
from shebao.agency.schemes._amounts import fen_of
from shebao.agency.schemes._handed_over import handed_over_awards
from shebao.agency.schemes._interest import interest_by
from shebao.agency.schemes._interest import interest_until as earned_until
from shebao.agency.schemes.employee import WORKING_AGE
from shebao.agency.store.columns import Columns
from shebao.base.canonical import canonical
from shebao.base.dated import Places
from shebao.base.months import Month
from shebao.core.books.entries import BENEFITS, FEES
from shebao.core.policy import awards
from shebao.core.policy.calculation import calculate

KEY, TITLE, CODE, FUND = "public_institution", "机关事业单位基本养老保险", "120", "P"
SHORT = "机关养老"
CALCULATION = "public_institution_award"

PARTS = (
    Part("basic", "基础养老金", "基础", "基础养老金变化", rule="basic_paid", item="basic_pension"),
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
    Part("transitional", "过渡性养老金", "过渡", "过渡性养老金变化", rule="transitional_paid", item="transitional"),
    Part("retirement_pay", "退休（职）费", "退休费", "退休（职）费变化", rule="retirement_pay", item="retirement_pay"),
    Part("sick_pay", "病退生活费", "病退", "病退生活费变化", rule="sick_pay", item="sick_pay"),
    Part("top_up", "补差资金", "补差", "补差资金变化", rule="top_up", item="top_up"),
    Part("adjustment", "历年调整增加", "调整", "年度调整", rule="adjustment", item="basic_pension"),
    Part("subsidy", "其他", "其他", "其他部分变化", rule="", item="basic_pension", rest=True),
)
SHEET_FACTS = ("", "account_balance")
ITEMS = {
    FEES: {"unit": "单位缴费"},
    BENEFITS: {
        "basic_pension": "基本养老金—基础养老金",
        "account_pension": "基本养老金—个人账户养老金—按月支付",
        "account_pension_pooled": "基本养老金—个人账户养老金—按月支付（账户用完以后）",
        "inheritance": "基本养老金—个人账户养老金—一次性支出",
        "transitional": "基本养老金—过渡性养老金",
        "retirement_pay": "基本养老金—退休（职）费",
        "sick_pay": "基本养老金—病退生活费",
        "top_up": "基本养老金—补差资金",
        "funeral": "丧葬补助金和抚恤金",
        "disability": "病残津贴",
    },
}
CONTRIBUTIONS = (ContributionPart("person", "个人缴费", FEES, "own"), ContributionPart("unit", "单位缴费", FEES, "unit"))
ONE_OFFS = {"exit": (BENEFITS, "inheritance")}
"""A lump sum that ends the relation is what is left of the account (人社部令第13号 第三条)."""
month = law_digest = decision = contribution = tiers_of = None


def entry_age(month: Month, place: str, places: Places) -> int:
    """From how many years of age somebody may be insured."""
    return WORKING_AGE


def award(inputs: Mapping[str, Any], place: str, places: Places) -> Awarded:
    """One person's award (国发〔2015〕2号、人社部发〔2015〕28号): what the pension fund pays of it; the annuity is another fund's.

    inputs: those of the calculation `public_institution_award`, and `paid_months`, the months of all years together.
    """
    answer = calculate(CALCULATION, place, {name: value for name, value in inputs.items() if name != "paid_months"}, places)
    values = answer.values
    parts = {part.key: fen_of(values[part.rule]) for part in PARTS if part.rule in values}
    years = int(values["total_years"].fraction)
    return Awarded(parts, years, fen_of(values["account_balance"]), canonical(dict(inputs)), *awards.stored(answer))


def handed_over(columns: Columns, month: Month, place: str, places: Places) -> Decided:
    """The awards of people whose pension another system decided, part by part as it paid them."""
    return handed_over_awards("机关事业单位基本养老待遇移交", columns, PARTS, month, place)


def interest(accounts: Columns, year: int, place: str, places: Places) -> Interest:
    """The year's interest of every account: one rate for employees and public institutions alike (人社部发〔2017〕31号)."""
    return interest_by("employee", accounts, year, place, places)


def interest_until(accounts: Columns, month: Month, place: str, places: Places) -> Interest:
    """The interest of a year up to the month in which an account is closed."""
    return earned_until("employee", accounts, month, place, places)
