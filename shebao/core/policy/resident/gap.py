"""A resident with too few years: who may pay for past years, for how many, and how much."""

from __future__ import annotations

from shebao.base.months import last_day, month_text
from shebao.core.arithmetic.formula import fen, greater, whole_up
from shebao.core.policy.ask import Ask
from shebao.core.policy.resident.calculations import cohort
from shebao.core.rules import RuleSet, Years, Yuan

UNIFIED = 201402
BY_LAW, LOCAL, NONE, NOT_ALLOWED = "国家规定可以补缴", "当地规定可以补缴", "不需要补缴", "按年缴费，不能补缴"


def missing_years(required_years: Years, paid_years: Years) -> Years:
    """尚差的缴费年限。国发〔2014〕8号 第七条."""
    return whole_up(greater(required_years - paid_years, 0))


def payable_years(minimum_paid_years: Years, paid_years: Years) -> Years:
    """最多可补缴的年数（累计不超过十五年）。国发〔2014〕8号 第七条.

    Clause: 距规定领取年龄不足15年的，应逐年缴费，也允许补缴，累计缴费不超过15年。
    """
    return whole_up(greater(minimum_paid_years - paid_years, 0))


def gap_payment(tier: Yuan, missing_years: Years) -> Yuan:
    """补足应缴年限的金额（只有个人缴费，不享受政府补贴）。国发〔2014〕8号 第七条；地方规定.

    Confidence: medium
    """
    return fen(tier * missing_years)


GAP = RuleSet.of(missing_years, payable_years, gap_payment)


def resident_gap_payment(ask: Ask) -> None:
    """城乡居民养老保险补缴的年数和金额。国发〔2014〕8号 第四条、第七条."""
    birth = ask.month("birth", "出生年月", called="birth_month")
    month = ask.month("month", "申请月份")
    ask.before_its_law("month", month, UNIFIED, "城乡居民基本养老保险制度（国发〔2014〕8号）")
    if birth > month:
        ask.refuse("birth", f"出生年月 {month_text(birth)} 晚于申请月份 {month_text(month)}", "请核对出生日期。")
    ask.on = last_day(month)
    claim = cohort(ask)
    ask.years("paid_years", "累计缴费年限")
    ask.run(claim, "months_to_claim_at_start", "required_years")
    ask.run(GAP, "missing_years", "payable_years")
    ask.record("way", _way(ask), "能否补缴", "Text", ("months_to_claim_at_start", "missing_years"))
    if ask.values["way"] in (BY_LAW, LOCAL) and ask.has("tier"):
        ask.yuan("tier", "补缴的年缴费档次")
        ask.run(GAP, "gap_payment")


def _way(ask: Ask) -> str:
    """Who was less than fifteen years from the age when the scheme began may pay by the nation's rule; others by the place's."""
    if ask.values["missing_years"] == 0:
        return NONE
    if ask.values["months_to_claim_at_start"] < ask.values["minimum_paid_years"] * 12:
        return BY_LAW
    return LOCAL if ask.parameter_content("resident_gap_allowed") == "true" else NOT_ALLOWED


CALCULATIONS = (resident_gap_payment,)
