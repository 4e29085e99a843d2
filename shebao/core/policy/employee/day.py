"""The day of an award: the month of retirement as a case names it, and the parameters that hold on it."""

from __future__ import annotations

from datetime import date

from shebao.base.dated import FOREVER
from shebao.base.months import last_day
from shebao.core.arithmetic.exact import Q
from shebao.core.policy.ask import Ask

METHOD = 200601
"""The month from which pensions are computed by 国发〔2005〕38号."""


def retirement_month(ask: Ask) -> None:
    """The month of retirement, or only its year, if the case names one; it is the day of every parameter."""
    for name in ("month", "retire_month", "retirement_month"):
        if ask.has(name):
            month = ask.month(name, "退休年月", called="retirement_month")
            ask.before_its_law(name, month, METHOD, "国发〔2005〕38号")
            ask.on = last_day(month)
            return
    for name in ("year", "retirement_year"):
        if ask.has(name):
            ask.on = date(ask.count(name, "退休年份", METHOD // 100, 2150), 12, 31)
            return


def parameter(ask: Ask, key: str, name: str = "") -> Q:
    """A parameter on the award's day; without a day, the only value the place ever had, if there was only one."""
    return ask.parameter(key, name, day_of(ask, key))


def day_of(ask: Ask, key: str) -> date | None:
    """The day to look a parameter up on: None where the case names no day and the value has changed."""
    if ask.on is not None:
        return ask.on
    rows = next((rows for at in ask.places.line(ask.place) if (rows := ask.places.history(key, at))), ())
    return rows[0].effective_from if len(rows) == 1 and rows[0].effective_to == FOREVER else None
