"""Someone who reaches the legal age with too few years: how many are missing, and whether they may be paid at once."""

from __future__ import annotations

from shebao.base.months import add_months, last_day, month_text
from shebao.core.arithmetic.formula import fen, greater
from shebao.core.policy.ask import Ask
from shebao.core.policy.retirement.calculations import minimum
from shebao.core.rules import Months, RuleSet, Yuan

LAW = 201107
"""The month in which the law came into force: who was insured before may close the gap at once after five more years."""
EXTENSION = 60


def missing_months(minimum_months: Months, paid_months: Months) -> Months:
    """尚差的缴费月数。社会保险法 第十六条；国务院关于渐进式延迟法定退休年龄的办法 第二条."""
    return greater(minimum_months - paid_months, 0)


def lump_sum(monthly_payment: Yuan, missing_months: Months) -> Yuan:
    """一次性缴费金额（不含滞纳金）。人力资源和社会保障部令第13号 第二条."""
    return fen(monthly_payment * missing_months)


GAP = RuleSet.of(missing_months, lump_sum)


def minimum_years_gap(ask: Ask) -> None:
    """缴费年限不足的延长缴费和一次性缴费。社会保险法 第十六条；人力资源和社会保障部令第13号 第二条；国务院关于渐进式延迟法定退休年龄的办法 第二条."""
    legal = ask.month("legal_retirement_month", "达到法定退休年龄的年月")
    ask.before_its_law("legal_retirement_month", legal, LAW, "社会保险法")
    first = ask.month("first_insured", "首次参保年月")
    ask.count("paid_months", "累计缴费月数（含视同）", hi=960, unit="Months")
    extended = ask.count("extended_months", "已延长缴费的月数", 0, 600, default=0, unit="Months")
    ask.on = last_day(add_months(legal, extended))
    minimum(ask, legal // 100)
    missing = ask.run(GAP, "missing_months")["missing_months"]
    if missing == 0:
        ask.record("way", "已达最低缴费年限", "办法", "Text", ("missing_months",))
        return
    allowed = str(ask.parameter_content("gap_lump_sum"))
    read = ("missing_months", "first_insured", "extended_months", "gap_lump_sum")
    if allowed == "after_extension" and (first >= LAW or extended < EXTENSION):
        why = "2011 年 7 月以后参保，不能一次性缴费" if first >= LAW else f"延长缴费未满五年（已 {extended} 个月），还不能一次性缴费"
        ask.record("way", "延长缴费", "办法", "Text", read, expression=why)
        ask.record("extended_until", add_months(legal, extended + int(missing)), "延长缴费最早到", "Month", read)
        return
    ask.record("way", "一次性缴费", "办法", "Text", read, expression=f"{month_text(first)} 参保，当地规定可以一次性缴费")
    if ask.has("monthly_payment"):
        ask.yuan("monthly_payment", "当地每月缴费额")
        ask.run(GAP, "lump_sum")


CALCULATIONS = (minimum_years_gap,)
