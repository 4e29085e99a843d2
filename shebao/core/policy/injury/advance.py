"""What an employer owes the fund that paid in advance for it: the advance, interest once late, and reasonable costs."""

from __future__ import annotations

from datetime import date, timedelta

from shebao.core.arithmetic.exact import number
from shebao.core.arithmetic.formula import fen
from shebao.core.policy.ask import Ask
from shebao.core.rules import Count, Days, Ratio, RuleSet, Yuan

IN_FORCE = date(2011, 7, 1)


def late_interest(advanced: Yuan, advance_interest_rate: Ratio, days_late: Days, year_days: Count) -> Yuan:
    """逾期偿还部分的利息损失。社会保险基金先行支付暂行办法（令第15号）第十四条.

    Confidence: medium
    """
    return fen(advanced * advance_interest_rate * days_late / year_days)


def owed(advanced: Yuan, late_interest: Yuan, costs: Yuan) -> Yuan:
    """用人单位应偿还的金额（先行支付、利息和合理费用）。社会保险基金先行支付暂行办法（令第15号）第十三条、第十四条."""
    return advanced + late_interest + costs


ADVANCE = RuleSet.of(late_interest, owed)


def advance_recovery(ask: Ask) -> None:
    """先行支付的追偿。社会保险基金先行支付暂行办法（令第15号）第十三条、第十四条."""
    ordered = ask.day("ordered_on", "责令偿还日期")
    if ordered < IN_FORCE:
        ask.refuse("ordered_on", f"日期 {ordered.isoformat()} 早于令第15号施行日 2011-07-01", "请核对日期。")
    ask.on = ordered
    ask.yuan("advanced", "先行支付金额")
    ask.yuan("costs", "追偿的合理费用", default="0")
    days = int(ask.parameter("limit_advance_repayment"))
    due = ordered + timedelta(days=days)
    ask.record("repay_by", due, "应偿还的最后日期", "Day", ("ordered_on", "limit_advance_repayment"))
    repaid = ask.day("repaid_on", "偿还日期")
    if repaid < ordered:
        ask.refuse("repaid_on", f"偿还日期 {repaid.isoformat()} 早于责令偿还日期", "请核对日期。")
    late = max(0, (repaid - due).days)
    ask.record("days_late", number(late), "逾期天数", "Days", ("repay_by", "repaid_on"))
    if late:
        ask.parameter("advance_interest_rate")
        ask.give("year_days", number(365), "一年的天数", "Count", "按日计息，一年三百六十五天")
    else:
        ask.give("late_interest", number(0), "逾期偿还部分的利息损失", "Yuan", "没有逾期")
    ask.run(ADVANCE, "owed")


CALCULATIONS = (advance_recovery,)
