"""What the unemployment fund pays for those at work: skill subsidies, refunds to firms that keep their people, and new jobs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from shebao.base.dated import MissingValue
from shebao.base.months import month_text, months_between
from shebao.core.arithmetic.exact import number
from shebao.core.policy.ask import Ask
from shebao.core.policy.unemployment import better_of, rules
from shebao.core.policy.unemployment.calculations import claim_day, on_file
from shebao.core.rules import RuleSet

UNEMPLOYMENT = RuleSet.of(rules)
BETTER_OF = UNEMPLOYMENT.replaced(better_of)
LEVELS = {
    **dict.fromkeys(("初级", "五级", "5"), "初级(五级)"),
    **dict.fromkeys(("中级", "四级", "4"), "中级(四级)"),
    **dict.fromkeys(("高级", "三级", "3"), "高级(三级)"),
}
"""Shorter words for the levels of a certificate; certificates also print them as 初级工, 中级工, 高级工."""


def skill_subsidy(ask: Ask) -> None:
    """技能提升补贴。人社部发〔2017〕40号；人社部发〔2024〕40号."""
    claim_day(ask, date(2024, 5, 1))
    _skill_gate(ask)
    content = ask.parameter_content("skill_subsidy_amounts")
    known = {str(level): number(str(amount)) for level, amount in dict(content).items()}
    levels = _levels(ask, "levels", "证书等级", known)
    _not_again(ask, levels, list(known))
    amounts = tuple(known[level] for level in levels)
    ask.record("amounts", amounts, "各证书补贴金额", "Table", ("skill_subsidy_amounts",), "人社部发〔2017〕40号")
    ask.record("amount", sum(amounts, number(0)), "补贴合计", "Yuan", ("amounts",), "人社部发〔2017〕40号")


def stability_refund(ask: Ask) -> None:
    """失业保险稳岗返还。人社部发〔2014〕76号及历年通知."""
    year = ask.count("year", "返还年度", 2014, 2100, default=2024)
    ask.on = date(year, 12, 31)
    ask.yuan("prev_year_contributions", "上年度单位和职工缴费总额")
    if ask.has("paid_in_full_months"):
        _at_least(ask, "paid_in_full_months", "足额缴费月数", "stability_paid_months")
    if ask.has("fund_months"):
        _at_least(ask, "fund_months", "基金备付月数", "stability_reserve_months")
    if ask.has("laid_off", "insured_heads", "heads_before"):
        _gate(ask)
    ask.flag("hard_hit", "受影响较大的企业", default=False)
    missing = [gap for kind in ("sme", "large") if (gap := _refund(ask, kind))]
    if len(missing) == 2:
        raise missing[0]
    for gap in missing:
        ask.record("rate_missing", gap.finding.message, "没有计算的一项", "Text")


def job_expansion_subsidy(ask: Ask) -> None:
    """一次性扩岗补助。人社厅发〔2022〕41号及后续通知."""
    claim_day(ask, date(2024, 12, 31))
    hires = ask.count("hires", "符合条件的新招用人数", 0, 10**6, unit="Persons")
    ask.count("already_claimed_hire_subsidy", "其中已领一次性吸纳就业补贴的人数", 0, hires, default=0, unit="Persons")
    if ask.has("insured_months"):
        _at_least(ask, "insured_months", "新招用人员三项社会保险缴费月数（取最短的）", "job_expansion_paid_months")
    ask.parameter("job_expansion_per_hire")
    ask.run(UNEMPLOYMENT, "expansion_amount")
    ask.also("amount", "expansion_amount")


def _skill_gate(ask: Ask) -> None:
    """What must be so before a skill subsidy is paid, as far as the case tells it."""
    if ask.has("training_subsidy") and ask.flag("training_subsidy", "同一证书已享受职业培训补贴"):
        ask.refuse("training_subsidy", "同一证书已享受职业培训补贴", "技能提升补贴与职业培训补贴不能同时享受。")
    if ask.has("paid_months"):
        _at_least(ask, "paid_months", "累计参保缴费月数", "skill_paid_months")
    if ask.has("certified"):
        certified, applied = ask.month("certified", "取得证书的年月"), ask.month("month", "申请月份")
        limit = ask.parameter("skill_apply_months")
        if not 0 <= months_between(certified, applied) <= limit:
            ask.refuse("certified", f"证书取得于 {month_text(certified)}，应在之后 {limit.text()} 个月内申请", "请核对证书日期。")
    if ask.has("claimed_this_year"):
        claimed = ask.count("claimed_this_year", "本年已领次数", 0, 100) + len(ask.items("levels", "证书等级"))
        limit = _yearly_limit(ask)
        if claimed > limit:
            ask.refuse("claimed_this_year", f"连同本次共 {claimed} 次，每人每年最多 {limit.text()} 次", "请核对已领次数。")


def _at_least(ask: Ask, name: str, title: str, key: str) -> None:
    """Refuse when fewer months were paid than the parameter asks for."""
    paid, needed = ask.count(name, title, 0, 960, unit="Months"), ask.parameter(key)
    if paid < needed:
        ask.refuse(name, f"{title}为 {paid}，少于 {needed.text()}", "不符合申领条件。")


def _refund(ask: Ask, kind: str) -> MissingValue | None:
    """The refund for firms of one size; what is missing when the year's notice for that size is not on file."""
    raised = "_hard_hit" if ask.values["hard_hit"] else ""
    try:
        ask.parameter(f"stability_rate_{kind}{raised}", f"stability_rate_{kind}")
    except MissingValue as missing:
        return missing
    ask.run(UNEMPLOYMENT, kind)
    return None


def _yearly_limit(ask: Ask) -> Any:
    """How many a year: the notice's number, and more for trades in urgent need where the notice says so."""
    limit = ask.parameter("skill_yearly_limit")
    if ask.has("shortage_occupation") and ask.flag("shortage_occupation", "急需紧缺职业（工种）") and on_file(ask, "skill_shortage_extra"):
        return limit + ask.parameter("skill_shortage_extra")
    return limit


def _levels(ask: Ask, name: str, title: str, known: Mapping[str, Any]) -> list[str]:
    """The levels of certificates as the notice names them."""
    levels = []
    for position, raw in enumerate(ask.items(name, title), 1):
        written = "".join(str(raw).split()).replace("（", "(").replace("）", ")").replace("级工", "级")
        level = LEVELS.get(written, written)
        if level not in known:
            ask.refuse(name, f"第 {position} 个{title}“{raw}”不在补贴范围", f"可选：{'、'.join(known)}。")
        levels.append(level)
    return levels


def _not_again(ask: Ask, levels: list[str], rising: list[str]) -> None:
    """In one occupation the same level is paid once, and no lower one after a higher."""
    if not ask.has("claimed_levels"):
        return
    claimed = _levels(ask, "claimed_levels", "同一职业已领补贴的证书等级", dict.fromkeys(rising))
    for level in levels:
        for earlier in claimed:
            if rising.index(level) <= rising.index(earlier):
                ask.refuse(
                    "claimed_levels",
                    f"同一职业已领过{earlier}的补贴，不能再领{level}",
                    "同一职业同一等级只补贴一次，领了高等级的不再补贴低等级。",
                )


def _gate(ask: Ask) -> None:
    """No refund where too many were laid off in the year before, by the place's way of counting."""
    by_decrease = ask.parameter_content("layoff_rate_method") == "better_of"
    if by_decrease:
        before = ask.count("heads_before", "上上年末参保人数", 1, 10**7, unit="Persons")
        ask.count("heads_end", "上年末参保人数", 0, 10**7, unit="Persons")
        ask.record("insured_heads", number(before), "计算裁员率的参保人数", "Persons", ("heads_before",))
        ask.count("laid_off", "上年度领取失业保险金人数", 0, 10**7, unit="Persons")
    else:
        before = ask.count("insured_heads", "上年末参保人数", 1, 10**7, unit="Persons")
        ask.count("laid_off", "上年度裁员人数", 0, before, unit="Persons")
    ask.parameter("small_heads")
    small = bool(ask.values["insured_heads"] <= ask.values["small_heads"])
    ask.parameter("layoff_rate_limit_small")
    if small and not ask.has("layoff_rate_limit") and not on_file(ask, "layoff_rate_limit"):
        ask.give("layoff_rate_limit", ask.values["layoff_rate_limit_small"], "裁员率上限", "Ratio", "小企业不适用")
    else:
        ask.parameter("layoff_rate_limit")
    if not ask.run(BETTER_OF if by_decrease else UNEMPLOYMENT, "gate_open")["gate_open"]:
        limit = ask.values["layoff_limit"].text()
        ask.refuse("laid_off", f"裁员率高于上限 {limit}，不符合返还条件", "请核对裁员人数和参保人数。")


CALCULATIONS = (skill_subsidy, stability_refund, job_expansion_subsidy)
