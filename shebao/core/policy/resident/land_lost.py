"""Farmers who lost their land: the fee that must be deposited before the land is taken, and what one of them receives of it."""

from __future__ import annotations

from datetime import date

from shebao.base.months import age_months, month_of
from shebao.core.arithmetic.exact import Q, number
from shebao.core.arithmetic.formula import fen, greater, lesser
from shebao.core.policy.ask import Ask
from shebao.core.policy.resident.calculations import checked_bands
from shebao.core.policy.resident.questions import bands
from shebao.core.rules import Ratio, RuleSet, Yuan
from shebao.core.sheet import lowest

IN_FORCE = date(2011, 7, 1)
YOUNGEST = 16
RESIDENT, EMPLOYEE = "resident", "employee"


def land_lost_subsidy_amount(per_head: Yuan, lost_share: Ratio) -> Yuan:
    """被征地农民的养老保险缴费补贴（每人标准乘以失地比例）。社会保险法 第九十六条；地方规定.

    Confidence: medium
    """
    return fen(per_head * lost_share)


def reimbursed(land_lost_subsidy_amount: Yuan, already_paid: Yuan, vouchers: Yuan) -> Yuan:
    """按职工养老缴费凭证兑付的金额（不超过尚未兑付的补贴）。地方规定.

    Confidence: low
    """
    return lesser(greater(land_lost_subsidy_amount - already_paid, 0), vouchers)


def left(land_lost_subsidy_amount: Yuan, already_paid: Yuan, reimbursed: Yuan) -> Yuan:
    """尚未兑付的补贴。地方规定.

    Confidence: low
    """
    return greater(land_lost_subsidy_amount - already_paid, 0) - reimbursed


LAND_LOST = RuleSet.of(land_lost_subsidy_amount, reimbursed, left)


def land_lost_subsidy(ask: Ask) -> None:
    """被征地农民养老保险缴费补贴。社会保险法 第九十六条；土地管理法 第四十八条."""
    approved = _approved(ask)
    birth = ask.month("birth", "出生年月", called="birth_month")
    age = _age(ask, birth, approved, "birth")
    _per_head(ask, age)
    ask.ratio("lost_share", "失地比例", default="1")
    ask.run(LAND_LOST, "land_lost_subsidy_amount")
    if ask.choice("route", "补贴去向", (RESIDENT, EMPLOYEE)) == RESIDENT:
        ask.record(
            "account_credit", ask.values["land_lost_subsidy_amount"], "记入居民个人账户的政府补贴", "Yuan", ("land_lost_subsidy_amount",),
            "社会保险法 第九十六条；地方规定", "medium", note="不增加缴费年限",
        )  # fmt: skip
        return
    ask.yuan("already_paid", "以前已兑付的金额", default="0")
    ask.yuan("vouchers", "本次职工养老保险缴费凭证金额")
    ask.run(LAND_LOST, "reimbursed", "left")


def land_lost_project(ask: Ask) -> None:
    """征地项目的社会保障费是否足额预存（不足的不得报批）。土地管理法实施条例 第三十二条；社会保险法 第九十六条."""
    approved = _approved(ask)
    rows: list[tuple[str, Q]] = []
    for place, entry in enumerate(ask.items("people", "被征地农民名单"), 1):
        if not isinstance(entry, (list, tuple)) or len(entry) != 2:
            ask.refuse("people", f"第 {place} 人应为 [出生年月, 失地比例]", "例如 [1970-05, 0.5]。")
        inner = Ask(ask.calculation, ask.source, ask.place, {**ask.inputs, "birth": entry[0], "lost_share": entry[1]}, ask.places, ask.on)
        age = _age(inner, inner.month("birth", f"第 {place} 人出生年月", called="birth_month"), approved, "people")
        _per_head(inner, age)
        inner.ratio("lost_share", f"第 {place} 人失地比例")
        inner.run(LAND_LOST, "land_lost_subsidy_amount")
        rows.append((str(entry[0]), inner.values["land_lost_subsidy_amount"]))
        ask.adopt(inner, f"{{}}_{place}", f"第 {place} 人")
    ask.record(
        "amounts", tuple(rows), "各人应计提的社会保障费", "Table", tuple(name for name in ask.steps if name.startswith("land_lost_"))
    )
    total = sum((amount for _, amount in rows), number(0))
    ask.record("needed", total, "应预存的社会保障费", "Yuan", ("amounts",))
    deposited = ask.yuan("deposited", "已预存金额")
    ask.record("short", greater(total - deposited, 0), "尚差金额", "Yuan", ("needed", "deposited"))
    ask.record("may_be_submitted", bool(deposited >= total), "社会保障费已足额，可以报批", "Truth", ("needed", "deposited"))


def _approved(ask: Ask) -> date:
    approved = ask.day("approved_on", "征地批准日期")
    if approved < IN_FORCE:
        ask.refuse("approved_on", f"日期 {approved.isoformat()} 早于 2011-07-01，社会保险法尚未施行", "按当时的规定办理。")
    ask.on = approved
    return approved


def _age(ask: Ask, birth: int, approved: date, field: str) -> int:
    """Age in whole years on the day of approval; nobody under sixteen takes part."""
    age = age_months(birth, month_of(approved)) // 12
    if age < YOUNGEST:
        ask.refuse(field, f"征地批准时 {age} 周岁，未满 {YOUNGEST} 周岁", "未满十六周岁的不列入社会保障名单。")
    ask.record("age_at_approval", number(age), "征地批准时年龄", "Years", ("birth_month", "approved_on"))
    return age


def _per_head(ask: Ask, age: int) -> None:
    """What a person of this age is given: named by the case, else out of the place's bands of age."""
    if ask.has("per_head"):
        ask.yuan("per_head", "每人标准")
        return
    key, title = "land_lost_amounts", "每人标准档次"
    if ask.has(key):
        content = checked_bands(ask, key, title)
        ask.give(key, content, title, "Table")
    else:
        content = ask.parameter_content(key)
    amount = next((cell for low, high, cell in bands(content) if low <= age and (high is None or high >= age)), None)
    if amount is None:
        ask.refuse("birth", f"{age} 周岁没有标准", "请核对当地的年龄分档。")
    origin = ask.origins[key]
    ask.record("per_head", amount, "每人标准", "Yuan", (key, "age_at_approval"), origin.source, lowest(["high", origin.confidence]))


CALCULATIONS = (land_lost_subsidy, land_lost_project)
