"""The calculations of a yearly adjustment for one retiree; the scheme comes from the province's file or from the case."""

from __future__ import annotations

import re
from datetime import date

from shebao.base.months import add_months, months_between
from shebao.core.arithmetic.exact import Q, exact, number
from shebao.core.policy.adjustment.questions import ADJUSTMENT, FULL, NATIONAL_LEVEL
from shebao.core.policy.adjustment.schemes import (
    EXCLUSIONS,
    LIMITS,
    SOURCE,
    Scheme,
    exclusions_of,
    give_amount,
    give_linked_limits,
    give_officer_minimum,
    give_remote,
    give_rows,
    scheme_of,
)
from shebao.core.policy.ask import Ask

NOTICE = "当年人社部、财政部通知（参加人员范围）"
_AGE_ON = re.compile(r"age_on_(\d{4})_12_31")
_YEARS = ("contribution_years_rounded_up", "contribution_years")


def pension_adjustment(ask: Ask) -> None:
    """基本养老金年度调整。当年人社部、财政部通知；省定调整办法."""
    age_name, year = _age_input(ask)
    ask.on = date(year, 12, 31)
    late = _retired_too_late(ask, year)
    # The notice alone leaves out who retired later: the province's scheme need not be on file to say so.
    listed_or_own = ask.raw("parameters", None) is not None or ask.raw("exclusion", None) is not None
    scheme = {} if late and not listed_or_own else scheme_of(ask)
    ask.yuan("pension_before", "调整前月养老金（上年十二月，不含补贴）")
    officer = ask.flag("transferred_officer", "企业退休军转干部", default=False)
    plain = not officer and not ask.has("retirement_month", "exclusion") and all(scheme.get(name) is None for name in (*LIMITS, EXCLUSIONS))
    if not plain and _excluded(ask, scheme):
        _left_out(ask, age_name, year)
        return
    _years(ask, scheme)
    _age(ask, age_name, year)
    steps = give_rows(ask, scheme, "age", 3, "age_steps")
    _open_ended(ask, steps)
    ask.values["age_steps"] = tuple(step for step in steps if step[2] is not None)
    _remote_area(ask)
    give_amount(ask, scheme, "fixed")
    give_remote(ask, scheme)
    for name in ("pct", "floor_total"):
        give_amount(ask, scheme, name)
    give_rows(ask, scheme, "brackets", 3)
    if not plain:
        give_linked_limits(ask, scheme)
        give_officer_minimum(ask, scheme)
    ask.run(ADJUSTMENT if plain else FULL, "by_bracket", "by_percent", "by_age", "by_area", "increase", "after")


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
    ask.run(ADJUSTMENT.parts["pension_adjustment"], "back_pay", "first_month_increment")
    ask.also(f"{_MONTHS[paid % 100 - 1]}_payment_increment", "first_month_increment")
    ask.record("last_back_month", add_months(paid, -1), "补发止月", "Month", ("first_paid",))


def adjustment_national_level(ask: Ask) -> None:
    """按全国总体比例测算的调整增支。当年人社部、财政部通知."""
    year = ask.count("year", "调整年度", 2016, 2100)
    ask.on = date(year, 12, 31)
    ask.yuan("average_pension", "上年人均月养老金")
    ask.count("retirees", "退休人数", 0, 10**9, unit="Count")
    ask.read(NATIONAL_LEVEL)
    ask.run(NATIONAL_LEVEL, "national_level")


_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december")


def _age_input(ask: Ask) -> tuple[str, int]:
    """The input that holds the age and the year of the adjustment: age_on_2013_12_31 is the age for 2014."""
    for name in ask.inputs:
        match = _AGE_ON.fullmatch(name)
        if match:
            return name, int(match[1]) + 1
    return "age", ask.count("year", "调整年度", 1994, 2100, default=2023)


def _retired_too_late(ask: Ask, year: int) -> bool:
    """Whether the notice leaves the person out by the month of retirement; who gives none is taken to be in."""
    if ask.raw("retirement_month", None) is None:
        ask.give("retired_too_late", False, "上年 12 月 31 日以后退休", "Truth", "未提供退休年月")
        return False
    ask.month("retirement_month", "退休年月")
    ask.give("last_retirement_month", (year - 1) * 100 + 12, "参加本次调整的最晚退休年月", "Month", NOTICE)
    return bool(ask.run(FULL, "retired_too_late")["retired_too_late"])


def _excluded(ask: Ask, scheme: Scheme) -> bool:
    """Whether the person does not take part: by the scheme's list, whose code the case names, or by the notice."""
    raw, listed = ask.raw("exclusion", None), exclusions_of(ask, scheme)
    code = str(raw)
    if raw is None:
        ask.give("on_exclusion_list", False, "在不参加调整的名单上", "Truth", "未列入名单")
    elif not listed:
        problem = f"填写了不参加调整的情形“{code}”，但调整办法没有收录不参加的情形（{EXCLUSIONS}）"
        ask.refuse("exclusion", problem, "请取得调整通知，在调整办法中录入后再办理。")
    elif code not in listed:
        options = "、".join(f"{name}（{words}）" for name, words in listed.items())
        ask.refuse("exclusion", f"调整办法没有不参加调整的情形“{code}”", f"可选：{options}。")
    else:
        ask.give("on_exclusion_list", True, "在不参加调整的名单上", "Truth", SOURCE, listed[code])
    return bool(ask.run(FULL, "excluded")["excluded"])


def _left_out(ask: Ask, age_name: str, year: int) -> None:
    """The sheet of somebody who does not take part: why, no increase, the pension as it was. Facts given are checked all the same."""
    for name in _YEARS:
        if ask.raw(name, None) is not None:
            _contribution_years(ask, name)
    if ask.raw(age_name, None) is not None:
        _age(ask, age_name, year)
    _remote_area(ask)
    ask.raw("remote_class", None)
    reasons = {name: ask.origins[name] for name in ("on_exclusion_list", "retired_too_late") if ask.values[name]}
    words, sources = (
        "；".join(texts) for texts in zip(*((origin.note or origin.title, origin.source) for origin in reasons.values()), strict=True)
    )
    ask.record("exclusion_reason", words, "不参加调整的原因", "Text", tuple(reasons), sources)
    for name, title in (("increase_by_items", "各项增加额"), ("officer_supplement", "企业退休军转干部补足额")):
        ask.give(name, number(0), title, "Yuan", "不参加本次调整，不计算")
    ask.run(FULL, "increase", "after")


def _contribution_years(ask: Ask, name: str) -> Q:
    return ask.years(name, "缴费年限（含视同）", called="contribution_years")


def _age(ask: Ask, name: str, year: int) -> None:
    ask.number(name, f"{year - 1} 年 12 月 31 日年龄", "Years", 15, 130, called="age")


def _remote_area(ask: Ask) -> None:
    ask.flag("remote_area", "艰苦边远地区", default=False)


def _years(ask: Ask, scheme: Scheme) -> None:
    """The part linked to years: tiers on years rounded up, or an amount for each full year."""
    years = _contribution_years(ask, "contribution_years_rounded_up" if ask.has("contribution_years_rounded_up") else "contribution_years")
    if scheme.get("tiers") is not None:
        ask.give("credited_years", years.round_up(0), "计算用年限（不满一年按一年）", "Years")
        give_rows(ask, scheme, "tiers", 2)
        made = ask.run(ADJUSTMENT, "by_years_tiers")["by_years_tiers"]
        origin = "by_years_tiers"
    elif scheme.get("per_full_year") is not None:
        for key in ("per_full_year", "short_amount", "full_years_from"):
            give_amount(ask, scheme, key)
        made = ask.run(ADJUSTMENT, "by_years_full")["by_years_full"]
        origin = "by_years_full"
    else:
        made, origin = exact(0), "contribution_years"
    ask.record("by_years", made, "与缴费年限挂钩增加额", "Yuan", (origin,), SOURCE)


def _open_ended(ask: Ask, steps: tuple[tuple[Q | None, ...], ...]) -> None:
    """A step without an amount says that the notice has one that is not on file: ages in it are refused."""
    age = ask.values["age"]
    for low, high, amount in steps:
        if amount is None and age >= low and (high is None or age <= high):
            ask.refuse("age", f"年龄 {age.text()} 岁的高龄倾斜标准未收录", "请取得调整通知全文后录入该档。")


CALCULATIONS = (pension_adjustment, adjustment_back_pay, adjustment_national_level)
