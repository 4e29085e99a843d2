"""The calculations of a yearly adjustment for one retiree; the scheme comes from the province's file or from the case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from shebao.base.months import add_months, months_between
from shebao.core.exact import Q, exact, number
from shebao.core.policy.adjustment import rules
from shebao.core.policy.ask import Ask
from shebao.core.rules import RuleSet

ADJUSTMENT = RuleSet.of(rules)
_AGE_ON = re.compile(r"age_on_(\d{4})_12_31")
_AMOUNTS = {
    "fixed": "定额调整",
    "remote": "艰苦边远地区每人标准",
    "floor_total": "保底增加额",
    "per_full_year": "每满一年标准",
    "short_amount": "不满起点定额",
    "full_years_from": "每满一年标准的起点年限",
    "pct": "挂钩比例",
}
_TITLES = {"tiers": "年限分段标准", "brackets": "养老金分档标准", "age": "高龄倾斜档次"}


def pension_adjustment(ask: Ask) -> None:
    """基本养老金年度调整。当年人社部、财政部通知；省定调整办法."""
    age_name, year = _age_input(ask)
    ask.on = date(year, 12, 31)
    scheme = _scheme(ask)
    ask.yuan("pension_before", "调整前月养老金（上年十二月，不含补贴）")
    _years(ask, scheme)
    ask.number(age_name, f"{year - 1} 年 12 月 31 日年龄", "Years", 15, 130, called="age")
    steps = _rows(ask, scheme, "age", 3, "age_steps")
    _open_ended(ask, steps)
    ask.values["age_steps"] = tuple(step for step in steps if step[2] is not None)
    ask.flag("remote_area", "艰苦边远地区", default=False)
    for name, title in (("fixed", "定额调整"), ("remote", "艰苦边远地区每人标准"), ("pct", "挂钩比例"), ("floor_total", "保底增加额")):
        _amount(ask, scheme, name, title)
    _rows(ask, scheme, "brackets", 3)
    ask.run(ADJUSTMENT, "by_bracket", "by_percent", "by_age", "by_area", "increase", "after")


def adjustment_back_pay(ask: Ask) -> None:
    """调待补发。当年调整通知."""
    ask.yuan("increase", "每月增加额")
    effective, paid = ask.month("effective", "执行月份"), ask.month("first_paid", "首次发放月份")
    if paid < effective:
        ask.refuse("first_paid", "首次发放月份早于执行月份", "请核对月份。")
    months = months_between(effective, paid)
    ask.record(
        "back_months",
        exact(months),
        "补发月数",
        "Months",
        ("effective", "first_paid"),
        "当年调整通知",
        expression="执行月份至首次发放月份的前一个月",
    )
    ask.run(ADJUSTMENT, "back_pay", "first_month_increment")
    ask.also(f"{_MONTHS[paid % 100 - 1]}_payment_increment", "first_month_increment")
    ask.record("last_back_month", add_months(paid, -1), "补发止月", "Month", ("first_paid",))


def adjustment_national_level(ask: Ask) -> None:
    """按全国总体比例测算的调整增支。当年人社部、财政部通知."""
    year = ask.count("year", "调整年度", 2016, 2100)
    ask.on = date(year, 12, 31)
    ask.yuan("average_pension", "上年人均月养老金")
    ask.count("retirees", "退休人数", 0, 10**9, unit="Count")
    ask.parameter("adjustment_national_ratio")
    ask.run(ADJUSTMENT, "national_level")


_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")


def _age_input(ask: Ask) -> tuple[str, int]:
    """The input that holds the age and the year of the adjustment: age_on_2013_12_31 is the age for 2014."""
    for name in ask.inputs:
        match = _AGE_ON.fullmatch(name)
        if match:
            return name, int(match[1]) + 1
    return "age", ask.count("year", "调整年度", 1994, 2100, default=2023)


def _scheme(ask: Ask) -> Mapping[str, Any]:
    """The year's scheme: the case's own parameters, or the province's."""
    if ask.has("parameters"):
        scheme = ask.raw("parameters")
        if not isinstance(scheme, dict):
            ask.refuse("parameters", "调整办法应为名称和数值的对照", '例如 fixed: "28.00"。')
    else:
        scheme = dict(ask.parameter_content("adjustment_scheme"))
    unknown = set(map(str, scheme)) - set(_AMOUNTS) - set(_TITLES)
    if unknown:
        ask.refuse("parameters", f"调整办法中的“{'、'.join(sorted(unknown))}”不认识", f"可用：{'、'.join((*_AMOUNTS, *_TITLES))}。")
    return scheme


def _amount(ask: Ask, scheme: Mapping[str, Any], name: str, title: str) -> None:
    raw = scheme.get(name)
    value = number(0) if raw is None else ask.item("parameters", title, raw)
    ask.give(name, value, title, "Ratio" if name == "pct" else "Yuan", "当年省定调整办法" if raw is not None else "办法没有这一项")


def _years(ask: Ask, scheme: Mapping[str, Any]) -> None:
    """The part linked to years: tiers on years rounded up, or an amount for each full year."""
    name = "contribution_years_rounded_up" if ask.has("contribution_years_rounded_up") else "contribution_years"
    years = ask.years(name, "缴费年限（含视同）", called="contribution_years")
    if scheme.get("tiers") is not None:
        ask.give("credited_years", years.round_up(0), "计算用年限（不满一年按一年）", "Years")
        _rows(ask, scheme, "tiers", 2)
        made = ask.run(ADJUSTMENT, "by_years_tiers")["by_years_tiers"]
        origin = "by_years_tiers"
    elif scheme.get("per_full_year") is not None:
        for key in ("per_full_year", "short_amount", "full_years_from"):
            _amount(ask, scheme, key, _AMOUNTS[key])
        made = ask.run(ADJUSTMENT, "by_years_full")["by_years_full"]
        origin = "by_years_full"
    else:
        made, origin = exact(0), "contribution_years"
    ask.record("by_years", made, "与缴费年限挂钩增加额", "Yuan", (origin,), "当年省定调整办法")


def _rows(ask: Ask, scheme: Mapping[str, Any], name: str, width: int, called: str = "") -> tuple[tuple[Q | None, ...], ...]:
    """The rows of a table of the scheme as quantities; an empty cell is an open end."""
    rows = scheme.get(name) or ()
    if not isinstance(rows, (list, tuple)):
        ask.refuse("parameters", f"“{name}”应为列表", "请核对调整办法。")
    for row in rows:
        if not isinstance(row, (list, tuple)) or len(row) != width:
            ask.refuse("parameters", f"“{name}”的每行应有 {width} 项", "请核对调整办法。")
    made = tuple(tuple(None if cell is None else ask.item("parameters", name, cell) for cell in row) for row in rows)
    ask.give(called or name, made, _TITLES[name], "Table", "当年省定调整办法")
    return made


def _open_ended(ask: Ask, steps: tuple[tuple[Q | None, ...], ...]) -> None:
    """A step without an amount says that the notice has one that is not on file: ages in it are refused."""
    age = ask.values["age"]
    for low, high, amount in steps:
        if amount is None and age >= low and (high is None or age <= high):
            ask.refuse("age", f"年龄 {age.text()} 岁的高龄倾斜标准未收录", "请取得调整通知全文后录入该档。")


CALCULATIONS = (pension_adjustment, adjustment_back_pay, adjustment_national_level)
