"""The occupational annuity drawn month by month: the account over the divisor, until it is exhausted."""

from __future__ import annotations

from shebao.base.months import add_months, last_day
from shebao.core.arithmetic.exact import number
from shebao.core.arithmetic.formula import fen, whole
from shebao.core.policy.ask import Ask
from shebao.core.policy.retirement.calculations import divisor_of, read_age
from shebao.core.rules import Divisor, Months, RuleSet, Yuan

IN_FORCE = 201410


def monthly_annuity(account_balance: Yuan, divisor: Divisor) -> Yuan:
    """职业年金月领取额（按计发月数）。国办发〔2015〕18号 第九条."""
    return fen(account_balance / divisor)


def full_months(account_balance: Yuan, monthly_annuity: Yuan) -> Months:
    """足额领取的月数。国办发〔2015〕18号 第九条（发完为止）."""
    return whole(account_balance / monthly_annuity)


def last_amount(account_balance: Yuan, monthly_annuity: Yuan, full_months: Months) -> Yuan:
    """最后一个月领取的金额（正好发完的为零）。国办发〔2015〕18号 第九条（发完为止）."""
    return account_balance - monthly_annuity * full_months


ANNUITY = RuleSet.of(monthly_annuity, full_months, last_amount)


def annuity_payout(ask: Ask) -> None:
    """职业年金按计发月数领取。国办发〔2015〕18号 第九条."""
    first = ask.month("first_month", "首次领取月份")
    ask.before_its_law("first_month", first, IN_FORCE, "职业年金办法（国办发〔2015〕18号）")
    ask.on = last_day(first)
    ask.yuan("account_balance", "职业年金个人账户储存额（已记实）", lo="0.01")
    if ask.has("divisor"):
        ask.number("divisor", "计发月数", "Divisor", 1, 400)
    else:
        ask.give("age_in_months", number(read_age(ask, "age", "退休时年龄")), "退休时年龄（折合月数）", "Months")
        divisor_of(ask)
    monthly = ask.run(ANNUITY, "monthly_annuity")["monthly_annuity"]
    if monthly == 0:
        ask.refuse("account_balance", "账户储存额不足以按月领取", "请核对储存额。")
    # The amount of a month is at least a fen: dividing by it is safe.
    ask.values["monthly_annuity"] = number(monthly.fraction)
    values = ask.run(ANNUITY, "full_months", "last_amount")
    months = int(values["full_months"]) + (1 if values["last_amount"] > 0 else 0)
    ask.record("months_drawn", number(months), "领取月数", "Months", ("full_months", "last_amount"))
    ask.record("last_month", add_months(first, months - 1), "末次领取月份", "Month", ("first_month", "months_drawn"), expression="发完为止")


CALCULATIONS = (annuity_payout,)
