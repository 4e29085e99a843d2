"""The calculations around a transfer: temporary accounts, where the pension is claimed, and what becomes of double insurance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from shebao.base.dated import NATIONAL
from shebao.base.months import Month, add_months, last_day, month_of, month_range, month_text, months_between, parse_date, parse_month
from shebao.core.arithmetic.exact import exact, number
from shebao.core.policy.ask import Ask
from shebao.core.policy.retirement.calculations import minimum
from shebao.core.policy.transfer import rules
from shebao.core.rules import RuleSet

TRANSFER = RuleSet.of(rules)
LINKAGE_IN_FORCE = date(2014, 7, 1)


def temporary_account(ask: Ask) -> None:
    """临时缴费账户的认定。国办发〔2009〕66号 第五条."""
    sex = ask.choice("sex", "性别", ("male", "female"))
    ask.month("birth", "出生年月", called="birth_month")
    first = ask.month("first_insured", "首次参保年月")
    ask.before_its_law("first_insured", first, 201001, "转移接续办法（国办发〔2009〕66号）")
    ask.on = last_day(first)
    ask.flag("registered_elsewhere", "户籍不在参保地")
    ages = ask.parameter_content("temporary_account_age")
    ask.record(
        "age_limit",
        number(str(ages[sex])),
        "建立临时缴费账户的年龄",
        "Years",
        ("temporary_account_age", "sex"),
        "国办发〔2009〕66号 第五条",
    )
    ask.run(TRANSFER, "temporary")


def claim_place(ask: Ask) -> None:
    """待遇领取地。国办发〔2009〕66号 第六条."""
    ask.on = date(2025, 12, 31)
    home = str(ask.raw("hukou", title="户籍地"))
    current = str(ask.raw("current", title="现参保地"))
    ask.give("hukou", home, "户籍地", "Text")
    ask.give("current", current, "现参保地", "Text")
    months: dict[str, Any] = defaultdict(lambda: exact(0))
    order: list[str] = []
    for position, entry in enumerate(ask.items("history", "参保经历"), 1):
        place, paid, account = _stretch(ask, entry, position)
        count = ask.item("history", "缴费月数", paid, 0, 960)
        if _temporary(place) or _temporary(account):
            continue
        months[place] = months[place] + count
        order = [*(known for known in order if known != place), place]
    ask.parameter("claim_place_months")
    needed = ask.values["claim_place_months"]
    if current == home and not _temporary(current):
        chosen, why = home, "关系在户籍地，由户籍地负责"
    elif not _temporary(current) and months[current] >= needed:
        chosen, why = current, "现参保地累计满十年，由现参保地负责"
    else:
        earlier = [place for place in reversed(order) if place != current and months[place] >= needed]
        chosen, why = (earlier[0], "转回上一个缴费满十年的参保地") if earlier else (home, "各地均不满十年，归集到户籍地")
    ask.record(
        "claim_place", chosen, "待遇领取地", "Text", ("hukou", "current", "claim_place_months"), "国办发〔2009〕66号 第六条", expression=why
    )


def _stretch(ask: Ask, entry: Any, position: int) -> tuple[str, Any, str]:
    """One stretch of insurance as (place, months paid, kind of account), written as a list or with names."""
    if isinstance(entry, dict) and {"place", "months"} <= set(entry) <= {"place", "months", "account"}:
        entry = [entry[name] for name in ("place", "months", "account") if entry.get(name) is not None]
    if not isinstance(entry, (list, tuple)) or len(entry) not in (2, 3) or type(entry[0]) not in (str, int):
        ask.refuse("history", f"第 {position} 段参保经历应为 [地区, 月数]，临时账户写成 [地区, 月数, 临时]", "请按先后顺序逐段填写。")
    account = str(entry[2]) if len(entry) == 3 else ""
    if account and not _temporary(account):
        ask.refuse("history", f"第 {position} 段参保经历的账户种类“{account}”不认识", "临时账户写“临时”，其他的不写。")
    return str(entry[0]), entry[1], account


def employee_resident_linkage(ask: Ask) -> None:
    """城镇职工养老与城乡居民养老的衔接。人社部发〔2014〕17号."""
    ask.on = ask.day("apply_date", "申请日期") if ask.has("apply_date") else date(2025, 12, 31)
    if ask.on < LINKAGE_IN_FORCE:
        ask.refuse("apply_date", "申请日期早于 2014-07-01，衔接办法尚未施行", "请核对日期。")
    if ask.has("overlap"):
        _double_benefit(ask)
        return
    ask.count("employee_months", "职工养老缴费月数", 0, 960, unit="Months")
    ask.yuan("employee_account", "职工养老个人账户储存额")
    ask.years("resident_years", "城乡居民养老缴费年数", default="0")
    ask.yuan("resident_account", "城乡居民养老个人账户储存额", default="0")
    ask.count("overlapping_months", "重复缴费月数", 0, 960, default=0, unit="Months")
    _duplicate(ask)
    if ask.has("minimum_months"):
        ask.count("minimum_months", "转入职工养老所需缴费月数", 0, 960, unit="Months")
    else:
        minimum(ask, ask.on.year)
    ask.run(TRANSFER, "to_employee", "account_after", "resident_paid_months", "employee_paid_months")
    joined = ask.values["to_employee"]
    ask.record("direction", "employee" if joined else "resident", "转入", "Text", ("to_employee",), "人社部发〔2014〕17号 第三条")
    ask.record("pooled_moved", exact(0), "划转的统筹基金", "Yuan", source="人社部发〔2014〕17号 第五条、第六条", note="统筹基金不划转")
    ask.record(
        "resident_years_counted",
        exact(0) if joined else ask.values["resident_years"],
        "计入的居民缴费年数",
        "Years",
        ("resident_years", "to_employee"),
    )


def _double_benefit(ask: Ask) -> None:
    """Both benefits drawn at once: the residents' ends, its basic pension of the overlap is paid back."""
    raw = ask.raw("overlap", title="重复领取期间")
    text = "..".join(map(str, raw)) if isinstance(raw, (list, tuple)) and len(raw) == 2 else str(raw)
    begin, dots, end = text.partition("..")
    first, last = _month(begin, "overlap"), _month(end if dots else begin, "overlap")
    if last < first:
        ask.refuse("overlap", f"重复领取期间 {text} 先后颠倒", "请核对起止月份。")
    ask.record("overlap_months", exact(months_between(first, last) + 1), "重复领取月数", "Months", source="人社部发〔2014〕17号 第八条")
    owed, covered = exact(0), set[int]()
    for position, entry in enumerate(_standards(ask, first, last), 1):
        if not isinstance(entry, (list, tuple)) or len(entry) != 3:
            ask.refuse("resident_basic", f"第 {position} 项应为 [起月, 止月, 月标准]", "请逐期间填写。")
        start, stop = max(_month(entry[0], "resident_basic"), first), min(_month(entry[1], "resident_basic"), last)
        months = [add_months(start, k) for k in range(months_between(start, stop) + 1)] if stop >= start else []
        if covered & set(months):
            ask.refuse("resident_basic", "各期间有重叠的月份", "同一个月只能有一个标准。")
        covered |= set(months)
        owed = owed + ask.item("resident_basic", "基础养老金月标准", entry[2]) * len(months)
    if len(covered) != months_between(first, last) + 1:
        ask.refuse("resident_basic", "重复领取期间有月份没有基础养老金标准", "请补全各月标准。")
    ask.record("overpaid_basic", owed.round(2), "应退还的基础养老金", "Yuan", ("overlap_months",), "人社部发〔2014〕17号 第八条")
    ask.yuan("resident_account_left", "居民个人账户余额")
    ask.yuan("government_subsidy", "其中政府补贴", default="0")
    if ask.values["government_subsidy"] > ask.values["resident_account_left"]:
        ask.refuse("government_subsidy", "政府补贴多于个人账户余额", "请核对账户各部分。")
    ask.run(TRANSFER, "refundable", "offset_from_account", "still_due", "account_refund")


def _duplicate(ask: Ask) -> None:
    """What of the overlapping months goes back: the own payment and the collective's, not the government's."""
    if not ask.has("overlap_own", "overlap_collective", "overlap_government"):
        ask.yuan("duplicate_refund", "重复缴费退还金额（个人缴费和集体补助）", default="0")
        return
    ask.yuan("overlap_own", "重复时段的居民个人缴费", default="0")
    ask.yuan("overlap_collective", "重复时段的集体补助", default="0")
    ask.yuan("overlap_government", "重复时段的政府补贴", default="0")
    ask.run(TRANSFER, "duplicate_refund", "subsidy_kept")


def _month(raw: Any, where: str) -> Month:
    """A month; a whole date is accepted for one, as everywhere, but it must be a day there is."""
    text = str(raw).strip()
    return month_of(parse_date(text, where)) if len(text) == len("2023-05-31") else parse_month(text, where)


def _standards(ask: Ask, first: Month, last: Month) -> Sequence[Any]:
    """Spans of the overlap with their monthly basic pension: named by the case, or the place's standard month by month."""
    if ask.has("resident_basic"):
        return ask.items("resident_basic", "各期间基础养老金")
    months = month_range(first, last)
    return [(month_text(month), month_text(month), _standard_in(ask, month)) for month in months]


def _standard_in(ask: Ask, month: Month) -> str:
    """The resident basic pension of a month: the higher of the place's and the nation's."""
    rows = [ask.places.value("resident_basic_standard", place, last_day(month)) for place in (ask.place, NATIONAL)]
    return max((str(row.value) for row in rows), key=Fraction)


def _temporary(place: str) -> bool:
    """Months on a temporary account (临时缴费账户) never make a claim place."""
    return "temporary" in place.lower() or "临时" in place


CALCULATIONS = (temporary_account, claim_place, employee_resident_linkage)
