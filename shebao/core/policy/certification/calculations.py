"""The calculations of certification and recovery for one person."""

from __future__ import annotations

from datetime import date, timedelta

from shebao.base.months import add_months, last_day, month_of, month_text, months_between, parse_month
from shebao.core.arithmetic.exact import exact
from shebao.core.policy.ask import Ask
from shebao.core.policy.certification import rules
from shebao.core.rules import RuleSet

RECOVERY = RuleSet.of(rules)


def certification(ask: Ask) -> None:
    """领取待遇资格认证的有效期、暂停与补发。社会保险经办条例 第二十六条；地方规定."""
    certified = ask.day("last_certified", "最近一次认证日期")
    ask.on = certified
    until = _valid_until(ask, certified)
    if not ask.has("certified_again"):
        return
    again = ask.day("certified_again", "再次认证日期")
    if again < certified:
        ask.refuse("certified_again", f"再次认证日期 {again.isoformat()} 早于上次认证", "请核对日期。")
    first = ask.month("first_unpaid", "停发首月", default=add_months(month_of(until), 1))
    resumed = _resumed_month(ask, again)
    if first <= month_of(until):
        ask.refuse("first_unpaid", f"停发首月 {month_text(first)} 在认证有效期内", "有效期内不得暂停发放。")
    count = max(0, months_between(first, resumed)) if again > until else 0
    months = tuple(month_text(add_months(first, k)) for k in range(count))
    ask.record("suspended_months", months, "暂停发放的月份", "Table", ("valid_until", "certified_again"), "社会保险经办条例 第二十六条")
    ask.record("suspended_count", exact(count), "暂停发放月数", "Months", ("suspended_months",), "社会保险经办条例 第二十六条")
    if ask.has("monthly"):
        ask.yuan("monthly", "月待遇")
        ask.run(RECOVERY, "back_pay")


def _valid_until(ask: Ask, certified: date) -> date:
    """The last day of validity: so many days where the place counts them, else the end of the twelfth month.

    A validity that is still running when the place changes its length has the new length.
    """
    read: tuple[str, ...]
    if ask.has("certification_days") or ask.places.find("certification_days", ask.place, certified) is not None:
        days = int(ask.parameter("certification_days"))
        until = certified + timedelta(days=days)
        if not ask.has("certification_days") and ask.places.find("certification_days", ask.place, until) is not None:
            until = certified + timedelta(days=int(ask.parameter("certification_days", on=until)))
        read, how = ("last_certified", "certification_days"), "最近一次认证之日起按天滚动"
    else:
        ask.parameter("certification_months")
        until = last_day(add_months(month_of(certified), int(ask.values["certification_months"])))
        read, how = ("last_certified", "certification_months"), "认证当月起第十二个月的最后一天"
    source = "社会保险经办条例 第二十六条；地方规定"
    valid: date = ask.record("valid_until", until, "认证有效期至", "Day", read, source, "medium", expression=how)
    return valid


def overpayment_recovery(ask: Ask) -> None:
    """多发待遇的追回与分期退还。社会保险法 第八十八条；社会保险经办条例 第四十六条."""
    ask.on = date(2025, 12, 31)
    if ask.has("overpaid_months") and not ask.has("overpaid"):
        ask.yuan("monthly", "月待遇")
        ask.count("overpaid_months", "多发月数", 0, 1200, unit="Months")
        ask.run(RECOVERY, "overpaid_by_months")
        ask.record("overpaid", ask.values["overpaid_by_months"], "多发金额", "Yuan", ("overpaid_by_months",), "社会保险法 第八十八条")
    else:
        ask.yuan("overpaid", "多发金额")
    ask.yuan("paid_at_signing", "签订协议时已退还", default="0")
    if ask.values["paid_at_signing"] > ask.values["overpaid"]:
        ask.refuse("paid_at_signing", "已退还金额大于多发金额", "请核对金额。")
    ask.run(RECOVERY, "remaining")
    if ask.has("monthly_benefit"):
        ask.yuan("monthly_benefit", "月待遇")
        ask.yuan("living_minimum", "应保留的基本生活费", default="0")
        ask.run(RECOVERY, "set_off")
    if ask.has("instalment"):
        _instalments(ask)


def _instalments(ask: Ask) -> None:
    ask.yuan("instalment", "每期退还金额", lo="0.01")
    values = ask.run(RECOVERY, "full_instalments", "last_instalment")
    whole = int(values["full_instalments"])
    count = whole + (1 if values["last_instalment"] > 0 else 0)
    ask.record(
        "instalments_total", exact(count), "退还期数", "Count", ("full_instalments", "last_instalment"), "社会保险经办条例 第四十六条"
    )
    if ask.has("first_instalment") and count:
        begin = ask.month("first_instalment", "首期退还月份")
        ask.record("last_month", add_months(begin, count - 1), "末期退还月份", "Month", ("first_instalment", "instalments_total"))


def _resumed_month(ask: Ask, again: date) -> int:
    """The payroll month that pays again; by default the month after the new certification."""
    if not ask.has("resumed_with"):
        return add_months(month_of(again), 1)
    month = parse_month(str(ask.raw("resumed_with"))[:7], "resumed_with")
    if month < month_of(again):
        ask.refuse("resumed_with", "恢复发放的月份早于再次认证", "请核对月份。")
    return month


CALCULATIONS = (certification, overpayment_recovery)
