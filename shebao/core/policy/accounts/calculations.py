"""Calculations of a personal account for one person: a year, many years, to retirement, in payment, and its ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from shebao.base.dated import MissingValue
from shebao.core.arithmetic.exact import Q, number
from shebao.core.arithmetic.formula import total
from shebao.core.policy.accounts.questions import ACCOUNT_YEARS, EMPLOYEE_YEAR, RATES
from shebao.core.policy.ask import Ask
from shebao.core.policy.retirement.calculations import minimum

RULES = EMPLOYEE_YEAR.parts["account_year"]
PRODUCT = "各月记账额 × 计息月数之和"
EXITS = ("years_not_met", "emigrated")
"""Why an account is paid out once: too few years at the legal age, or settling abroad without the nationality."""
ORDINANCE_13 = 2011
"""The year in which 人社部令第13号 came into force."""


def account_year(ask: Ask) -> None:
    """职工个人账户年度计息。劳办发〔1997〕116号；人社部发〔2017〕31号."""
    year = _year(ask)
    ask.yuan("opening_balance", "上年末储存额")
    credits = _months(ask, "monthly_credits", "月记账额", 12)
    _rate(ask, year)
    ask.give("interest_months", number(12), "上年储存额计息月数", "Months", "全年")
    _credited(ask, credits, 12)
    ask.run(EMPLOYEE_YEAR, "opening_interest", "current_interest", "closing")
    ask.also("current_year_interest", "current_interest")
    ask.also("current_year_interest_month_product", "current_interest")
    ask.also("closing_month_product", "closing")
    if credits == credits[:1] * 12:
        ask.run(EMPLOYEE_YEAR, "annual_interest", "annual_closing")
        ask.also("current_year_interest_annual_method", "annual_interest")
        ask.also("closing_annual_method", "annual_closing")


def account_roll_forward(ask: Ask) -> None:
    """职工个人账户历年滚存。劳办发〔1997〕116号；人社部发〔2017〕31号."""
    first, last = _year(ask, "first_year", "起始年度"), _year(ask, "last_year", "终止年度")
    if last < first:
        ask.refuse("last_year", f"终止年度 {last} 早于起始年度 {first}", "请核对年度。")
    credit = ask.yuan("monthly_credit", "月记账额")
    opening = ask.yuan("opening_balance", "起始储存额", default="0")
    rates = ask.raw("rates", {}, "各年利率")
    if not isinstance(rates, dict) or not all(str(year).isdigit() for year in rates):
        ask.refuse("rates", "“各年利率”应按年份填写", "例如 {2023: 0.0397, 2024: 0.0262}。")
    scheme = ask.raw("account_scheme", "employee", "账户所属制度")
    years, carried = [], ask.origins["opening_balance"]
    for year in range(first, last + 1):
        own = {"rate": rates.get(str(year), rates.get(year)), "account_scheme": scheme}
        inner = Ask("account_year", ask.source, ask.place, own, ask.places)
        inner.values["opening_balance"], inner.origins["opening_balance"] = opening, carried
        inner.give("interest_months", number(12), "上年储存额计息月数", "Months", "全年")
        rate = _rate(inner, year)
        _credited(inner, [credit] * 12, 12)
        values = inner.run(EMPLOYEE_YEAR, "opening_interest", "current_interest", "closing")
        ask.adopt(inner, f"{{}}_{year}", f"{year} 年")
        ask.values[f"closing_{year}"], ask.origins[f"closing_{year}"] = values["closing"], inner.origins["closing"]
        years.append(
            {
                "year": number(year),
                "rate": rate,
                "opening": opening,
                "opening_interest": values["opening_interest"],
                "month_product": values["month_product"],
                "current_interest": values["current_interest"],
                "closing": values["closing"],
            }
        )
        opening = values["closing"]
        carried = replace(carried, title=f"{year} 年末结转的储存额", source="上年结转", confidence=inner.steps["closing"].confidence)
    closings = tuple(f"closing_{year}" for year in range(first, last + 1))
    ask.record("years", tuple(years), "逐年计息", "Table", ("monthly_credit", *closings))


def account_to_retirement(ask: Ask) -> None:
    """退休当年个人账户计息至退休月。劳办发〔1997〕116号."""
    year = _year(ask)
    ask.on = date(year, 12, 31)
    ask.yuan("opening_balance", "上年末储存额")
    last = ask.count("last_month", "最后记账月份", 1, 12)
    credits = _months(ask, "monthly_credits", "月记账额", 12)
    if any(credit > 0 for credit in credits[last:]):
        ask.refuse("monthly_credits", f"“月记账额”在最后记账月份 {last} 月之后还有金额", "请核对最后记账月份。")
    credits = credits[:last]
    if ask.has("rate_used"):
        if ask.has("account_scheme"):
            _scheme(ask)
        ask.ratio("rate_used", "采用的记账利率", called="rate")
    else:
        _last_published_rate(ask, year)
    weight = ask.parameter_content("retirement_month_weight")
    if weight not in ("inclusive", "exclusive"):
        ask.refuse("retirement_month_weight", f"“退休当年计息是否含退休月”填写为“{weight}”", "请填写 inclusive 或 exclusive。")
    ask.give("interest_months", number(last), "上年储存额计息月数", "Months", "计至退休月")
    # Without its own month, a credit earns up to the month before the last.
    _credited(ask, credits, last if weight == "inclusive" else last - 1, ("retirement_month_weight",))
    ask.run(RULES, "opening_interest", "current_interest", "closing")
    ask.record("balance_at_retirement", ask.values["closing"], "退休时个人账户储存额", "Yuan", ("closing",))


def account_payment_year(ask: Ask) -> None:
    """领取期个人账户年度计息。劳办发〔1997〕116号；国发〔2005〕38号."""
    year = _year(ask)
    ask.yuan("opening_balance", "上年末储存额")
    paid = _months(ask, "monthly_payments", "月发个人账户养老金", 12)
    _rate(ask, year)
    ask.give("interest_months", number(12), "上年储存额计息月数", "Months", "全年")
    product = total([amount * (12 - place) for place, amount in enumerate(paid)])
    ask.record("paid_product", product, "发放积数", "Yuan", expression="各月发放额 × 少计息月数之和")
    ask.record("paid", total(list(paid)), "本年已发", "Yuan", expression="各月发放额之和")
    ask.run(RULES, "opening_interest", "payment_interest", "payment_closing")


def account_inheritance(ask: Ask) -> None:
    """个人账户余额继承。社会保险法 第十四条；国发〔2005〕38号."""
    name = "balance_at_retirement" if ask.has("balance_at_retirement") or not ask.has("account_balance") else "account_balance"
    ask.yuan(name, "退休时（或死亡时）个人账户储存额", called="balance_at_retirement")
    ask.yuan("account_pension_paid_total", "已发个人账户养老金合计", default="0")
    ask.yuan("interest_after_retirement", "退休后利息", default="0")
    ask.run(RULES, "inheritable")


def account_merge(ask: Ask) -> None:
    """重复个人账户合并（重复月份只留一处，另一处退还个人缴费）。人社部规〔2016〕5号."""
    balances, paid_months = [], []
    for place, entry in enumerate(ask.items("accounts", "各账户"), 1):
        if not isinstance(entry, dict) or not {"balance", "months"} <= set(entry):
            ask.refuse("accounts", f"第 {place} 个账户应有 balance 和 months", "例如 {balance: 5000.00, months: [2020-01, 2020-02]}。")
        balances.append(ask.item("accounts", f"第 {place} 个账户余额", entry["balance"]))
        if not isinstance(entry["months"], (list, tuple)):
            ask.refuse("accounts", f"第 {place} 个账户的 months 应为列表", "例如 months: [2020-01, 2020-02]。")
        months = [str(month) for month in entry["months"]]
        if len(set(months)) != len(months):
            ask.refuse("accounts", f"第 {place} 个账户有重复的月份", "请核对缴费明细。")
        paid_months.append(months)
    every = [month for months in paid_months for month in months]
    overlap = sorted({month for month in every if every.count(month) > 1})
    if overlap and not ask.has("overlap_own_amount"):
        ask.refuse("overlap_own_amount", f"有 {len(overlap)} 个重复月份（{'、'.join(overlap[:3])}…）", "请填写应退的个人缴费本息。")
    refund = ask.yuan("overlap_own_amount", "重复月份个人缴费本息") if overlap else number(0)
    ask.record("overlap_months", number(len(overlap)), "重复月数", "Months", source=ask.source)
    ask.record("refund", refund, "退还个人缴费", "Yuan", ("overlap_months",))
    ask.record("paid_months", number(len(set(every))), "合并后缴费月数", "Months", ("overlap_months",))
    ask.record("balance", total(balances) - refund, "合并后储存额", "Yuan", ("refund",), expression="各账户余额之和 − 退还个人缴费")


def lump_sum_exit(ask: Ask) -> None:
    """一次性支付个人账户储存额并终止关系。人社部令第13号 第三条、第六条."""
    ask.yuan("account_balance", "个人账户储存额")
    if ask.choice("reason", "一次性支付的原因", EXITS, default=EXITS[0]) == EXITS[0]:
        _too_few_months(ask)
    if not ask.flag("applied_in_writing", "本人书面申请"):
        ask.refuse("applied_in_writing", "没有本人书面申请", "请先由本人书面申请并签收风险告知。")
    if ask.flag("continued", "继续缴费或转入居民养老", default=False):
        ask.refuse("continued", "已选择继续缴费或转入城乡居民养老保险", "不再一次性支付。")
    ask.record("lump_sum", ask.values["account_balance"], "一次性支付金额", "Yuan", ("account_balance",))
    ask.record("relation_status", "terminated", "养老保险关系", "Text", ("lump_sum",))


def _too_few_months(ask: Ask) -> None:
    """Refuse a lump sum to someone who may draw a pension every month."""
    months = ask.number("total_months", "累计缴费月数", "Months", 0, 960, 0)
    if ask.has("min_months"):
        needed = ask.number("min_months", "最低缴费月数", "Months", 1, 480, 0)
    elif ask.has("year"):
        year = ask.count("year", "到龄年份", ORDINANCE_13, 2100)
        ask.on = date(year, 12, 31)
        needed = minimum(ask, year)
    else:
        # The minimum only ever rises: who has fewer months than at its beginning has too few in every year.
        needed = minimum(ask, ORDINANCE_13)
        if months >= needed:
            ask.refuse("year", "缺少“到龄年份”", f"累计缴费 {months.text()} 个月是否达到最低年限要看到龄年份。")
    if months >= needed:
        ask.refuse("total_months", f"累计缴费 {months.text()} 个月，已达 {needed.text()} 个月", "符合按月领取条件，不能一次性支付。")


def _year(ask: Ask, name: str = "year", title: str = "年度") -> int:
    """A year since accounts exist."""
    return ask.count(name, title, 1986, 2150)


def _rate(ask: Ask, year: int) -> Q:
    """The year's rate of the account's scheme (see `RATES`)."""
    ask.read(ACCOUNT_YEARS[_scheme(ask)], "rate", on=date(year, 12, 31))
    rate: Q = ask.values["rate"]
    return rate


def _scheme(ask: Ask) -> str:
    return ask.choice("account_scheme", "账户所属制度", tuple(RATES), default="employee")


def _last_published_rate(ask: Ask, year: int) -> None:
    """The year's rate if it is on file, else the latest published one: at a retirement the year's is not out yet."""
    try:
        ask.row(RATES[_scheme(ask)].key, date(year, 12, 31))
        _rate(ask, year)
    except MissingValue:
        _rate(ask, year - 1)
        note = f"{year} 年利率未公布，按 {year - 1} 年利率计息；公布后是否更正由地方规定"
        ask.origins["rate"] = replace(ask.origins["rate"], confidence="medium", note=note)


def _months(ask: Ask, name: str, title: str, most: int) -> list[Q]:
    """Monthly amounts from January on."""
    raw = ask.items(name, title)
    if len(raw) > most:
        ask.refuse(name, f"“{title}”有 {len(raw)} 个月", f"最多 {most} 个月。")
    return [ask.item(name, f"第 {place} 个{title}", amount) for place, amount in enumerate(raw, 1)]


def _credited(ask: Ask, credits: list[Any], last: int, by: tuple[str, ...] = ()) -> None:
    """The year's credits and their month product: a credit of month n earns for every month from n to the last (settled `by`)."""
    product = total([credit * (last - place) for place, credit in enumerate(credits)])
    ask.record("principal", total(credits), "本年记账额", "Yuan", expression="各月记账额之和")
    ask.record("month_product", product, "月积数", "Yuan", by, expression=PRODUCT)


CALCULATIONS = (
    account_year,
    account_roll_forward,
    account_to_retirement,
    account_payment_year,
    account_inheritance,
    account_merge,
    lump_sum_exit,
)
