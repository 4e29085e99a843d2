"""The calculations of the work-injury fund for one injured or deceased worker."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from shebao.core.arithmetic.exact import exact, number
from shebao.core.arithmetic.formula import fen
from shebao.core.policy.ask import Ask
from shebao.core.policy.injury import rules
from shebao.core.policy.reading import read_grade
from shebao.core.rules import RuleSet

INJURY = RuleSet.of(rules)
IN_FORCE = date(2011, 1, 1)
SPOUSE, OTHER = "spouse", "other"
DEPENDANTS = {
    **dict.fromkeys(("spouse", "wife", "husband", "widow", "widower", "配偶", "妻子", "丈夫"), SPOUSE),
    **dict.fromkeys(
        (
            "child", "son", "daughter", "parent", "father", "mother", "grandparent", "grandfather", "grandmother", "grandchild",
            "grandson", "granddaughter", "sibling", "brother", "sister", "other", "子女", "儿子", "女儿", "父母", "父亲", "母亲",
            "祖父母", "祖父", "祖母", "外祖父母", "外祖父", "外祖母", "孙子女", "外孙子女", "兄弟姐妹",
        ),
        OTHER,
    ),
}  # fmt: skip
"""Words for dependants (因工死亡职工供养亲属范围规定 令第18号) → whose share they have."""
ORPHANS = frozenset({"orphan", "orphaned", "孤儿"})
LONE = frozenset({"lone", "孤寡"})
AGED = frozenset({"old", "elder", "elderly", "aged", "老人"})
"""An orphan, and a lone old person whoever they are to the dead, get ten points more."""
OTHERWISE = frozenset({"person", "minor", "disabled"})
"""Words beside the relation that do not change the share."""
SEVERE = 4
"""Grades one to four leave the post and are paid by the fund (工伤保险条例 第三十五条)."""
MOST_BY_GRADE = 100_000
FUND, EMPLOYER = "fund", "employer (if no suitable work)"


def injury_own_wage(ask: Ask) -> None:
    """工伤待遇的本人工资。工伤保险条例 第六十四条."""
    event_day(ask)
    ask.yuan("own_wage_12m_avg", "受伤前十二个月平均月缴费工资", called="own_wage")
    ask.yuan("avg_wage", "统筹地区上年度职工月平均工资")
    _limits(ask)
    ask.run(INJURY, "own_wage_used")


def injury_grade_benefit(ask: Ask) -> None:
    """伤残待遇。工伤保险条例 第三十五条至第三十七条."""
    event_day(ask)
    own_wage(ask)
    grade = grade_of(ask)
    grade_table(ask, "lump_sum_table")
    ask.run(INJURY, "lump_sum")
    if grade > 6:
        ask.record("payer", "none", "伤残津贴支付方", "Text", ("grade",))
        return
    grade_table(ask, "allowance_table")
    ask.run(INJURY, "monthly_allowance")
    _payer(ask, grade)


def injury_minimum_top_up(ask: Ask) -> None:
    """伤残津贴最低标准补足。工伤保险条例 第三十五条、第三十六条."""
    event_day(ask)
    own_wage(ask)
    grade = grade_of(ask)
    if grade > 6:
        ask.refuse("grade", "七级至十级没有伤残津贴", "请核对伤残等级。")
    grade_table(ask, "allowance_table")
    ask.parameter("minimum_wage")
    ask.run(INJURY, "monthly_allowance", "top_up", "payable")
    ask.also("base", "monthly_allowance")
    _payer(ask, grade)


def injury_nursing_allowance(ask: Ask) -> None:
    """生活护理费。工伤保险条例 第三十四条."""
    event_day(ask)
    ask.yuan("avg_wage", "统筹地区上年度职工月平均工资")
    for key in ("nursing_full", "nursing_most", "nursing_part"):
        ask.parameter(key)
    ask.run(INJURY, "full", "most", "part")


def injury_death_benefit(ask: Ask) -> None:
    """因工死亡待遇。工伤保险条例 第三十九条、第四十一条.

    A grade says that a severely disabled worker died after the paid leave: no death grant then, the rest as for others.
    """
    event_day(ask)
    if ask.has("avg_wage"):
        ask.yuan("avg_wage", "统筹地区上年度职工月平均工资")
        ask.parameter("injury_funeral_months")
        ask.run(INJURY, "funeral")
    if ask.has("grade") and grade_of(ask) > SEVERE:
        ask.refuse("grade", "停工留薪期满后死亡的，只有一级至四级伤残职工的近亲属享受待遇", "请核对伤残等级。")
    income_known = ask.has("urban_income") or _death_year(ask) is not None
    if income_known and not ask.has("grade"):
        _death_grant(ask)
    if ask.has("dependants"):
        dependants(ask)
    elif not income_known and not ask.has("avg_wage"):
        ask.refuse("death_year", "缺少死亡年度、平均工资或供养亲属", "请补充后重新计算。")


def injury_pension_difference(ask: Ask) -> None:
    """达到退休年龄后伤残津贴与基本养老金的差额。工伤保险条例 第三十五条."""
    event_day(ask)
    ask.yuan("allowance", "伤残津贴")
    ask.yuan("pension", "基本养老金")
    ask.run(INJURY, "difference_from_injury_fund")


def event_day(ask: Ask) -> None:
    if ask.has("accident_date"):
        ask.on = ask.day("accident_date", "事故日期")
    else:
        ask.on = date(_death_year(ask) or 2025, 12, 31)
    if ask.on < IN_FORCE:
        ask.refuse("accident_date", f"日期 {ask.on.isoformat()} 早于条例修订施行日 2011-01-01", "应按原条例办理。")


def _death_year(ask: Ask) -> int | None:
    """The year of the death: as given, or the one after the year whose income was given; None without either."""
    if ask.has("death_year"):
        return ask.count("death_year", "死亡年度", 2011, 2100)
    given = [name for name in ask.inputs if re.fullmatch(r"urban_income_20\d\d", name) and ask.has(name)]
    return int(given[0][-4:]) + 1 if len(given) == 1 else None


def grade_of(ask: Ask) -> int:
    """The grade of the assessment, one to ten."""
    return ask.count("grade", "伤残等级", 1, 10, read=read_grade)


def _payer(ask: Ask, grade: int) -> None:
    """Who pays the allowance, and with it what is missing to the minimum wage."""
    ask.record("payer", FUND if grade <= SEVERE else EMPLOYER, "伤残津贴支付方", "Text", ("grade",), "工伤保险条例 第三十五条、第三十六条")


def _limits(ask: Ask) -> None:
    ask.parameter("injury_wage_floor_ratio", "wage_floor_ratio")
    ask.parameter("injury_wage_cap_ratio", "wage_cap_ratio")


def own_wage(ask: Ask) -> None:
    """The person's wage, limited where the area's average is given."""
    ask.yuan("own_wage", "本人工资")
    if ask.has("avg_wage"):
        ask.yuan("avg_wage", "统筹地区上年度职工月平均工资")
        _limits(ask)
        ask.run(INJURY, "own_wage_used")
    else:
        ask.record(
            "own_wage_used", ask.values["own_wage"], "本人工资", "Yuan", ("own_wage",), note="未提供统筹地区平均工资，未按上下限调整"
        )


def grade_table(ask: Ask, name: str) -> None:
    """A parameter of this chapter that is a table by grade."""
    content = ask.parameter_content(f"injury_{name}", name)
    grades = {str(grade) for grade in range(1, 11)}
    if not isinstance(content, Mapping) or not content or not {str(grade) for grade in content} <= grades:
        ask.refuse(name, "按等级的数值应写成“等级: 数值”的对照", "等级为 1 至 10。")
    try:
        amounts = {int(str(grade)): number(str(amount)) for grade, amount in content.items()}
    except ValueError:
        ask.refuse(name, "按等级的数值中有不是数的", "请只填数。")
    if any(amount < 0 or amount > MOST_BY_GRADE for amount in amounts.values()):
        ask.refuse(name, "按等级的数值不合理", f"应在 0 至 {MOST_BY_GRADE} 之间。")
    ask.values[name] = amounts


def _death_grant(ask: Ask) -> None:
    """Twenty times the nation's urban income of the year before the death."""
    year = _death_year(ask)
    named = f"urban_income_{year - 1}" if year else "urban_income"
    if ask.has(named):
        ask.yuan(named, f"{year - 1 if year else '上一'}年度全国城镇居民人均可支配收入", called="urban_income")
    elif year:
        ask.parameter("urban_income", on=date(year - 1, 12, 31))
    ask.parameter("death_grant_multiple")
    ask.run(INJURY, "death_grant")
    if ask.flag("missing", "因工外出下落不明", default=False):
        ask.parameter("death_grant_advance_share")
        ask.run(INJURY, "death_grant_advance")


def _dependant(ask: Ask, raw: Any) -> tuple[str, bool]:
    """One dependant as (spouse or other, lone old person or orphan); a number behind the word only tells brothers apart."""
    spaced = (raw if isinstance(raw, str) else "").lower().replace("孤寡", "孤寡 ")
    words = set(re.findall(r"[^\W\d_]+", spaced))
    alone = bool(words & (ORPHANS | LONE))
    kinds = words - ORPHANS - LONE - AGED - OTHERWISE
    if not kinds and (words & ORPHANS or (alone and words & AGED)):
        return OTHER, True
    kind = next(iter(kinds), "")
    if len(kinds) != 1 or kind not in DEPENDANTS:
        ask.refuse(
            "dependants", f"供养亲属“{raw}”不认识", f"可选：{'、'.join((*DEPENDANTS, 'orphan', '孤儿'))}；孤寡的写成 lone_parent 等。"
        )
    return DEPENDANTS[kind], alone


def dependants(ask: Ask) -> None:
    """Each dependant's share; where they pass the wage together, all are cut in proportion, the last fen to the last."""
    if "own_wage_used" not in ask.values:
        own_wage(ask)
    wage = fen(ask.values["own_wage_used"])
    persons = [_dependant(ask, raw) for raw in ask.items("dependants", "供养亲属")]
    if sum(kind == SPOUSE for kind, _ in persons) > 1:
        ask.refuse("dependants", "配偶只能有一人", "请核对供养亲属。")
    for key in ("dependant_spouse", "dependant_other", "dependant_lone_extra"):
        ask.parameter(key)
    shares = [
        ask.values["dependant_spouse" if kind == SPOUSE else "dependant_other"] + (ask.values["dependant_lone_extra"] if lone else 0)
        for kind, lone in persons
    ]
    raw = tuple(fen(wage * share) for share in shares)
    together = sum(raw, exact(0))
    paid, over = raw, bool(together > wage)
    if over:
        cut = [fen(wage * (share.fraction / sum(s.fraction for s in shares))) for share in shares[:-1]]
        paid = (*cut, wage - sum(cut, exact(0)))
    inputs = ("own_wage_used", "dependant_spouse", "dependant_other", "dependant_lone_extra")
    ask.record("raw", raw, "各供养亲属抚恤金（限额之前）", "Table", inputs, "工伤保险条例 第三十九条")
    ask.record("raw_total", together, "抚恤金合计（限额之前）", "Yuan", ("raw",), "工伤保险条例 第三十九条")
    ask.record(
        "paid",
        paid,
        "各供养亲属抚恤金",
        "Table",
        ("raw", "own_wage_used"),
        "工伤保险条例 第三十九条",
        "medium" if over else "high",
        note="合计高于本人工资，按比例核减，尾差计入最后一人" if over else "",
    )
    ask.record("total", sum(paid, exact(0)), "抚恤金合计", "Yuan", ("paid",), "工伤保险条例 第三十九条")


CALCULATIONS = (
    injury_own_wage,
    injury_grade_benefit,
    injury_minimum_top_up,
    injury_nursing_allowance,
    injury_death_benefit,
    injury_pension_difference,
)
