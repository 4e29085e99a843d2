"""What becomes of a disability allowance after its award: its yearly adjustment, and the month in which it ends."""

from __future__ import annotations

from datetime import date

from shebao.base.months import Month, add_months, last_day, month_text
from shebao.core.policy.ask import Ask
from shebao.core.policy.employee import disability
from shebao.core.rules import RuleSet

DISABILITY = RuleSet.of(disability)
FIRST_YEAR, FIRST_MONTH = 2025, 202501
ENDINGS = (
    ("contribution_resumed", "恢复缴费年月", "恢复缴费"),
    ("reassessed_month", "复查鉴定结论年月", "复查鉴定不再符合条件"),
    ("legal_retirement_month", "法定退休年月", "办理退休，改发基本养老金"),
    ("death_month", "死亡年月", "死亡"),
)
"""Events that end the allowance: the month of the event is the last one paid, it stops from the month after."""


def disability_allowance_adjustment(ask: Ask) -> None:
    """病残津贴的年度调整。人社部发〔2024〕72号 第三条、第四条."""
    year = ask.count("year", "调整年度", FIRST_YEAR + 1, 2150)
    ask.on = date(year, 12, 31)
    if ask.flag("full_pension", "按基本养老金计发办法核定（满最低缴费年限且距法定退休年龄五年以内）"):
        ask.refuse(
            "full_pension",
            "按基本养老金计发办法核定的病残津贴随待遇领取地退休人员同步调整",
            "请用退休人员基本养老金调整（pension_adjustment）计算。",
        )
    ask.yuan("allowance_before", "调整前月病残津贴")
    ask.parameter("adjustment_national_ratio")
    ask.run(DISABILITY, "increase", "allowance_after")


def disability_allowance_end(ask: Ask) -> None:
    """病残津贴停发的月份。人社部发〔2024〕72号."""
    months: dict[str, tuple[Month, str]] = {}
    for name, title, reason in ENDINGS:
        if ask.has(name):
            month = ask.month(name, title)
            ask.before_its_law(name, month, FIRST_MONTH, "病残津贴办法（人社部发〔2024〕72号）")
            months[name] = (month, reason)
    if not months:
        ask.refuse("contribution_resumed", "没有写明停发的原因", f"请填写其中一项：{'、'.join(name for name, *_ in ENDINGS)}。")
    first = min(months, key=lambda name: months[name][0])
    last, reason = months[first]
    ask.on = last_day(last)
    ask.record("reason", reason, "停发原因", "Text", tuple(months))
    ask.record("last_month", last, "末次发放月份", "Month", tuple(months), expression=f"{month_text(last)} 发生，次月起停发")
    ask.record("stopped_from", add_months(last, 1), "停发起始月份", "Month", ("last_month",), expression="次月起停发")


CALCULATIONS = (disability_allowance_adjustment, disability_allowance_end)
