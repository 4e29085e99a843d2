"""A late retirement that was agreed: it is never prolonged, and both sides may end it earlier."""

from __future__ import annotations

from shebao.base.months import last_day, month_text
from shebao.core.policy.ask import Ask


def late_retirement_end(ask: Ask) -> None:
    """弹性延迟退休的终止（不再延长，可以协商提前终止）。人社部发〔2024〕94号 第四条、第五条."""
    legal = ask.month("legal_retirement_month", "法定退休年月")
    agreed = ask.month("agreed_month", "约定的延迟退休年月")
    ask.before_its_law("legal_retirement_month", legal, 202501, "弹性退休制度（人社部发〔2024〕94号）")
    if agreed <= legal:
        ask.refuse(
            "agreed_month", f"约定的 {month_text(agreed)} 不晚于法定退休年月 {month_text(legal)}", "没有延迟退休，按法定退休年月办理。"
        )
    ended = ask.month("ended_month", "协商终止的年月", default=month_text(agreed))
    if ended > agreed:
        ask.refuse(
            "ended_month", f"{month_text(ended)} 晚于约定的 {month_text(agreed)}", "弹性延迟退休时间确定后不再延长，到约定年月办理退休。"
        )
    if ended < legal:
        ask.refuse("ended_month", f"{month_text(ended)} 早于法定退休年月 {month_text(legal)}", "协商终止只能在延迟期间内。")
    ask.on = last_day(ended)
    ask.record("retirement_month", ended, "办理退休的年月", "Month", ("agreed_month", "ended_month"))
    ask.record("ended_early", ended < agreed, "协商提前终止", "Truth", ("agreed_month", "ended_month"))


CALCULATIONS = (late_retirement_end,)
