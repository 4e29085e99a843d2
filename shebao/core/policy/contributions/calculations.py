"""Calculations of one month's contributions in every scheme, for one person or one employer."""

from __future__ import annotations

from shebao.base.dated import MissingValue
from shebao.base.months import last_day
from shebao.core.arithmetic.exact import number
from shebao.core.policy.ask import Ask
from shebao.core.policy.contributions import base, employee, flexible, injury
from shebao.core.rules import RuleSet

EMPLOYEE = RuleSet.of(base, employee)
FLEXIBLE = RuleSet.of(flexible)
INJURY = RuleSet.of(injury)
UNIFIED_SYSTEM, ALL_TO_ACCOUNT_FROM, INJURY_RATES = 199801, 200601, 201510
"""Months from which there is one employee scheme, only own payments go to the account, and injury rates have eight classes."""


def employee_contribution(ask: Ask) -> None:
    """企业职工基本养老保险月缴费。社会保险法 第十二条；国办发〔2019〕13号."""
    asked_period(ask, UNIFIED_SYSTEM, "统一的企业职工基本养老保险制度（国发〔1997〕26号）")
    _base(ask, "reported_wage")
    asked_rates(ask)
    ask.run(EMPLOYEE, "contribution_base", "unit_amount", "person_amount", "account_credit")


def flexible_worker_contribution(ask: Ask) -> None:
    """灵活就业人员基本养老保险缴费。国发〔2005〕38号；国办发〔2019〕13号."""
    asked_period(ask, ALL_TO_ACCOUNT_FROM, "国发〔2005〕38号")
    ask.parameter("flexible_rate_total", "rate_total")
    ask.parameter("flexible_rate_account", "rate_account")
    floor, cap = ask.parameter("base_floor_ratio", "floor_ratio"), ask.parameter("base_cap_ratio", "cap_ratio")
    if ask.has("chosen_base", "contribution_base"):
        name = "chosen_base" if ask.has("chosen_base") else "contribution_base"
        chosen = ask.yuan(name, "自选缴费基数", called="contribution_base")
        if ask.has("reference_wage") or ask.on:
            asked_reference(ask)
            limits = ask.run(RuleSet.of(base), "base_floor", "base_cap")
            if not limits["base_floor"] <= chosen <= limits["base_cap"]:
                span = f"{limits['base_floor'].text()} 至 {limits['base_cap'].text()} 元"
                ask.refuse(name, f"自选缴费基数 {chosen.text()} 元不在 {span} 之间", "请在上下限之间选择。")
    else:
        ask.number("chosen_base_ratio", "自选缴费基数比例", "Ratio", floor, cap)
        ask.parameter("reference_wage")
    ask.run(FLEXIBLE, "contribution_base", "total", "account_credit", "pooled")


def public_institution_contribution(ask: Ask) -> None:
    """机关事业单位基本养老保险和职业年金月缴费。国发〔2015〕2号；国办发〔2015〕18号."""
    asked_period(ask, 201410, "机关事业单位养老保险制度改革（国发〔2015〕2号）")
    _base(ask, "reported_wage")
    for key, name in (
        ("public_unit_rate", "unit_pension_rate"),
        ("public_person_rate", "person_pension_rate"),
        ("annuity_unit_rate", "unit_annuity_rate"),
        ("annuity_person_rate", "person_annuity_rate"),
    ):
        ask.parameter(key, name)
    ask.run(EMPLOYEE, "unit_pension", "person_pension", "unit_annuity", "person_annuity")


def unemployment_contribution(ask: Ask) -> None:
    """失业保险月缴费。失业保险条例 第六条；社会保险法 第四十四条."""
    asked_period(ask, 199901, "失业保险条例（国务院令第258号）")
    if _by_minimum_wage(ask):
        _base_over_minimum_wage(ask)
    else:
        _base(ask, "reported_wage")
    ask.parameter("unemployment_unit_rate", "unit_rate")
    ask.parameter("unemployment_person_rate", "person_rate")
    ask.run(EMPLOYEE, "unit_amount", "person_amount")


def work_injury_contribution(ask: Ask) -> None:
    """工伤保险单位缴费。社会保险法 第三十四条、第三十五条；人社部发〔2015〕71号."""
    asked_period(ask, INJURY_RATES, "人社部发〔2015〕71号")
    class_ = ask.count("class_" if ask.has("class_") else "industry_class", "行业风险类别", 1, 8)
    day = ask.on or last_day(INJURY_RATES)
    ask.yuan("payroll", "缴费工资总额")
    if ask.has("benchmark_rate"):
        ask.ratio("benchmark_rate", "行业基准费率")
    else:
        rates = ask.parameter_content("injury_benchmark", on=day)
        origin = ask.origins["injury_benchmark"]
        if str(class_) not in rates:
            title = f"第 {class_} 类行业基准费率"
            raise MissingValue("injury_benchmark", ask.place, day, title, "当地文件只取得其他类别")
        rate = number(rates[str(class_)])
        ask.record("benchmark_rate", rate, "行业基准费率", "Ratio", ("injury_benchmark",), origin.source, origin.confidence)
    name = "requested_float_factor" if ask.has("requested_float_factor") else "float_factor"
    factor = ask.number(name, "浮动系数", default="1", called="float_factor")
    allowed = ask.parameter_content("injury_float_first" if class_ == 1 else "injury_float_other", "allowed_factors", day)
    if all(factor != number(str(text)) for text in allowed):
        known = tuple(number(str(text)).text(2) for text in allowed)
        ask.refuse(
            name, f"第 {class_} 类行业的浮动系数不能是 {factor.text(2)}", f"可选：{'、'.join(known)}。",
            error="FLOAT_FACTOR_NOT_ALLOWED", allowed=known,
        )  # fmt: skip
    _temporary_factor(ask)
    ask.run(INJURY, "effective_rate", "amount")


def project_injury_contribution(ask: Ask) -> None:
    """工程建设项目按造价缴纳工伤保险费。社会保险法 第三十四条；各地项目参保办法."""
    asked_period(ask, INJURY_RATES, "人社部发〔2015〕71号")
    ask.yuan("contract_price", "工程合同造价")
    ask.parameter("injury_project_rate", "project_rate")
    ask.run(INJURY, "project_amount")


def _temporary_factor(ask: Ask) -> None:
    """The temporary cut: named, or by how many months the fund could pay, in the years it was in force."""
    if ask.has("temporary_factor"):
        ask.ratio("temporary_factor", "阶段性降费系数")
    elif ask.has("fund_months", "fund_balance_months"):
        name = ask.called("fund_months", "fund_balance_months")
        months = ask.count(name, "工伤基金可支付月数", 0, 1200)
        steps = ask.parameter_content("injury_temporary_cut")
        reached = [factor for least, factor in sorted(steps.items(), key=lambda pair: int(pair[0])) if months >= int(least)]
        origin = ask.origins["injury_temporary_cut"]
        ask.record(
            "temporary_factor", number(reached[-1] if reached else "1"), "阶段性降费系数", "Ratio",
            (name, "injury_temporary_cut"), origin.source, origin.confidence,
        )  # fmt: skip
    else:
        ask.give("temporary_factor", number(1), "阶段性降费系数", "Ratio", "未提供基金可支付月数，不降费")


def asked_period(ask: Ask, first: int, law: str) -> None:
    """The month contributed for, if it is given: not before its law, and the parameters' day."""
    if ask.has("period"):
        period = ask.month("period", "费款所属期")
        ask.before_its_law("period", period, first, law)
        ask.on = last_day(period)


def _base(ask: Ask, wage_name: str) -> None:
    """The base as given, or the wage between floor and cap."""
    if ask.has("contribution_base"):
        ask.yuan("contribution_base", "缴费基数")
        return
    ask.yuan(wage_name, "申报工资")
    asked_reference(ask)
    ask.run(EMPLOYEE, "base_floor", "base_cap", "contribution_base")


def _by_minimum_wage(ask: Ask) -> bool:
    """Whether the place sets the floor of this base by the minimum wage; a base or a wage that was named decides for itself."""
    if ask.has("contribution_base") or ask.has("reference_wage") or not ask.on:
        return False
    return bool(ask.parameter_content("unemployment_base_floor") == "minimum_wage")


def _base_over_minimum_wage(ask: Ask) -> None:
    """The wage, at least the minimum wage of the place; three times that is below any cap, a larger wage needs the cap."""
    wage = ask.yuan("reported_wage", "申报工资")
    lowest = ask.parameter("minimum_wage")
    ask.record("base_floor", lowest, "失业保险缴费基数下限", "Yuan", ("minimum_wage", "unemployment_base_floor"), "当地最低工资标准")
    if wage > lowest * 3:
        ask.parameter("unemployment_base_cap", "base_cap")
    else:
        ask.record(
            "base_cap", lowest * 3, "不需要上限的最高工资", "Yuan", ("minimum_wage",), "上限按平均工资的三倍定，不低于最低工资的三倍"
        )
    ask.run(EMPLOYEE, "contribution_base")


def asked_rates(ask: Ask) -> None:
    """What employer and worker pay, and how much of it goes to the account."""
    ask.parameter("employee_unit_rate", "unit_rate")
    rate = ask.parameter("employee_person_rate", "person_rate")
    if ask.values.get("period", ALL_TO_ACCOUNT_FROM) < ALL_TO_ACCOUNT_FROM:
        ask.parameter("employee_account_credit_rate", "account_rate")
    else:
        # Since 2006 exactly what the worker pays goes to the account, whatever the rate is.
        ask.record("account_rate", rate, "记入个人账户的比例", "Ratio", ("person_rate",), "国发〔2005〕38号 第六条")


def asked_reference(ask: Ask) -> None:
    """The reference wage and its floor and cap: those published in yuan, else made of the wage and rounded."""
    named = ask.has("reference_wage")
    ask.parameter("reference_wage")
    for limit in ("base_floor", "base_cap"):
        # A wage that was named speaks for itself; the limits on file belong to the wage on file.
        if ask.has(limit) or not named and ask.places.answers(limit, ask.place, ask.parameter_day(limit)):
            ask.parameter(limit)
    ask.parameter("base_floor_ratio", "floor_ratio")
    ask.parameter("base_cap_ratio", "cap_ratio")
    if not ask.has("base_limit_rounding"):
        ask.parameter_content("base_limit_rounding", on=ask.on or last_day(UNIFIED_SYSTEM))
    else:
        ask.give("base_limit_rounding", str(ask.raw("base_limit_rounding")), "上下限取整办法", "Text")


CALCULATIONS = (
    employee_contribution,
    flexible_worker_contribution,
    public_institution_contribution,
    unemployment_contribution,
    work_injury_contribution,
    project_injury_contribution,
)
