"""What the fund pays every month: a disabled worker's allowance with its top-up, nursing, what a pension lacks, one dependant's pension;
and all of them after the yearly adjustment of the place."""

from __future__ import annotations

from shebao.base.months import first_day
from shebao.core.arithmetic.exact import exact
from shebao.core.arithmetic.formula import fen
from shebao.core.policy.ask import Ask
from shebao.core.policy.injury import adjustment
from shebao.core.policy.injury.calculations import INJURY, SEVERE, dependants, event_day, grade_of, grade_table, own_wage
from shebao.core.rules import RuleSet

NONE = "none"
NURSING = ("full", "most", "part")
ADJUSTMENT = RuleSet.of(adjustment)
PARTS = ("allowance_paid", "top_up_paid", "difference_paid", "nursing_paid", "dependant_paid")
"""The lines a month's benefit stands on; those that are nought are left out."""


def injury_monthly(ask: Ask) -> None:
    """工伤职工的定期待遇（伤残津贴、生活护理费、养老金差额）。工伤保险条例 第三十四条、第三十五条."""
    event_day(ask)
    own_wage(ask)
    grade = grade_of(ask)
    if grade <= SEVERE:
        grade_table(ask, "allowance_table")
        ask.run(INJURY, "monthly_allowance")
        _allowance(ask)
    _nursing(ask)
    _total(ask)


def injury_dependant(ask: Ask) -> None:
    """一名供养亲属的抚恤金（与其他供养亲属一起受本人工资限制）。工伤保险条例 第三十九条."""
    event_day(ask)
    dependants(ask)
    paid = ask.values["paid"]
    number = ask.count("number", "第几名供养亲属", 1, len(paid))
    ask.record("dependant_paid", paid[number - 1], "供养亲属抚恤金", "Yuan", ("paid", "number"), "工伤保险条例 第三十九条")
    _total(ask)


def injury_adjustment(ask: Ask) -> None:
    """工伤定期待遇的年度调整。工伤保险条例 第四十条；地方调整文件."""
    month = ask.month("month", "执行起月")
    ask.on = first_day(month)
    if ask.has("allowance_before"):
        ask.yuan("allowance_before", "调整前的伤残津贴")
        grade_of(ask)
        grade_table(ask, "allowance_raise")
        ask.parameter("injury_allowance_raise_ratio", "allowance_raise_ratio")
        ask.run(ADJUSTMENT, "monthly_allowance")
        _allowance(ask)
    if ask.has("nursing_before"):
        ask.yuan("nursing_before", "生活护理费（这次不调整）")
        ask.record("nursing_paid", ask.values["nursing_before"], "生活护理费", "Yuan", ("nursing_before",))
    else:
        _nursing(ask)
    if ask.has("dependant_before"):
        ask.yuan("dependant_before", "调整前的供养亲属抚恤金")
        ask.parameter("injury_dependant_raise", "dependant_raise")
        ask.parameter("injury_dependant_raise_ratio", "dependant_raise_ratio")
        ask.run(ADJUSTMENT, "dependant_paid")
    _total(ask)


def _allowance(ask: Ask) -> None:
    """Before the pension the allowance, topped up to the minimum wage; with a pension only what it lacks."""
    if ask.flag("retired", "已领取基本养老金", default=False):
        ask.record("allowance", ask.values["monthly_allowance"], "伤残津贴（停发，只作比较）", "Yuan", ("monthly_allowance",))
        ask.yuan("pension", "基本养老金")
        ask.run(INJURY, "difference_from_injury_fund")
        difference = ask.values["difference_from_injury_fund"]
        ask.record("difference_paid", difference, "养老金低于伤残津贴的差额", "Yuan", ("difference_from_injury_fund",))
        return
    ask.parameter("minimum_wage")
    ask.run(INJURY, "monthly_allowance", "top_up")
    ask.record("allowance_paid", ask.values["monthly_allowance"], "伤残津贴", "Yuan", ("monthly_allowance",))
    ask.record("top_up_paid", ask.values["top_up"], "最低工资补足", "Yuan", ("top_up",))


def _nursing(ask: Ask) -> None:
    level = ask.choice("nursing", "生活护理等级", (NONE, *NURSING), default=NONE)
    if level == NONE:
        return
    if "avg_wage" not in ask.values:
        ask.yuan("avg_wage", "统筹地区上年度职工月平均工资")
    ask.parameter(f"nursing_{level}")
    ask.run(INJURY, level)
    ask.record("nursing_paid", ask.values[level], "生活护理费", "Yuan", (level,), "工伤保险条例 第三十四条")


def _total(ask: Ask) -> None:
    lines = [name for name in PARTS if name in ask.values]
    if not lines:
        ask.refuse("grade", "五级至十级没有由工伤保险基金按月支付的待遇", "五级、六级的伤残津贴由用人单位支付；需要护理的请填写护理等级。")
    ask.record("total", fen(sum((ask.values[name] for name in lines), exact(0))), "每月合计", "Yuan", lines, expression="各项之和")


CALCULATIONS = (injury_monthly, injury_dependant, injury_adjustment)
