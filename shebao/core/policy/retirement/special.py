"""Calculations of retiring early from hard work, and of which group of the reform a person belongs to."""

from __future__ import annotations

from shebao.base.months import Month, add_months, last_day, month_text
from shebao.core.arithmetic.exact import number
from shebao.core.policy.ask import Ask

KINDS = ("high_altitude", "heavy_labour", "underground", "high_heat", "harmful", "plateau")


def special_occupation_retirement(ask: Ask) -> None:
    """特殊工种提前退休。国发〔1978〕104号；劳部发〔1993〕120号；全国人大常委会2024-09-13决定."""
    month = ask.month("month", "申请退休年月")
    ask.on = last_day(month)
    sex = ask.choice("sex", "性别", ("male", "female"))
    kind = ask.choice("kind", "工种类别", KINDS)
    birth = ask.month("birth", "出生年月")
    years = ask.years("special_years", "从事该类工种累计年数")
    ages, needed = ask.parameter_content("special_age"), ask.parameter_content("special_years_needed")
    if kind not in needed:
        ask.refuse("kind", "高原地区工作的最低年数没有录入", "请取得当地文件，由两人录入后再办理。")
    age, least = number(ages[sex]), number(needed[kind])
    for name, value, title, unit, key in (
        ("special_age_years", age, "特殊工种退休年龄", "Years", "special_age"),
        ("special_least_years", least, "该类工种最低累计年数", "Years", "special_years_needed"),
    ):
        origin = ask.origins[key]
        ask.record(name, value, title, unit, ("sex", "kind", key), origin.source, origin.confidence)
    earliest = add_months(birth, int(age) * 12)
    ask.record(
        "earliest_month",
        earliest,
        "可以提前退休的最早年月",
        "Month",
        ("birth", "special_age_years"),
        expression="出生年月 加 特殊工种退休年龄",
    )
    if years < least:
        ask.refuse("special_years", f"累计 {years.text()} 年，少于 {least.text()} 年", "不符合特殊工种提前退休条件，按法定年龄办理。")
    if month < earliest:
        ask.refuse("month", f"{month_text(month)} 早于 {month_text(earliest)}", "到龄后再申请。")
    ask.record("permitted", True, "可以提前退休", "Truth", ("special_years", "special_least_years", "earliest_month"))


def reform_group(ask: Ask) -> None:
    """参保人员类别（老人、中人、新人）。国发〔1997〕26号；国发〔2005〕38号."""
    start = ask.month("work_start", "参加工作年月")
    begun = account_start(ask)
    retired = ask.month("retired_month", "退休年月") if ask.has("retired_month") else None
    if retired is not None and retired < start:
        ask.refuse("retired_month", f"退休年月 {month_text(retired)} 早于参加工作年月 {month_text(start)}", "请核对年月。")
    group = "老人" if retired is not None and retired < begun else "新人" if start >= begun else "中人"
    ask.record(
        "group", group, "人员类别", "Text", ("work_start", "account_start"), expression="建账前退休为老人；建账后参加工作为新人；其余为中人"
    )
    ask.record("has_deemed_years", group == "中人", "有视同缴费年限", "Truth", ("group",))


def account_start(ask: Ask) -> Month:
    """When accounts began: of the place for enterprises, of the nation for public institutions, or as the case says."""
    title = "建立个人账户时间"
    if ask.has("account_start"):
        return ask.month("account_start", title)
    public = ask.choice("scheme", "险种", ("enterprise", "public_institution"), default="enterprise") == "public_institution"
    key = "public_account_start" if public else "account_start"
    rows = [row for at in ask.places.line(ask.place) for row in ask.places.history(key, at)]
    if not rows:
        ask.refuse("account_start", "本地建立个人账户的时间没有录入", "请补充当地文件规定的时间。")
    content = ask.parameter_content(key, "account_start_text", rows[0].effective_from)
    begun = int(str(content).replace("-", ""))
    origin = ask.origins["account_start_text"]
    ask.record("account_start", begun, title, "Month", ("account_start_text",), origin.source, origin.confidence)
    return begun


CALCULATIONS = (special_occupation_retirement, reform_group)
