"""Calculations of paying late: late fee, the 2020 relief, back payment and its proof, fines, and what a payment covers."""

from __future__ import annotations

import re
from datetime import date, timedelta

from shebao.base.months import last_day, month_of, month_text, months_between, parse_month
from shebao.core.arithmetic.exact import Q, number
from shebao.core.arithmetic.formula import lesser
from shebao.core.policy.ask import Ask
from shebao.core.policy.contributions import fines, late
from shebao.core.policy.retirement.calculations import minimum
from shebao.core.rules import RuleSet

LATE, FINES = RuleSet.of(late), RuleSet.of(fines)
LAST_DAY_BEFORE_LAW = date(2011, 6, 30)
DAY_COUNTS = {"paid_date-due_date": (0, 0), "paid_date-due_date+1": (1, 0), "paid_date-due_date-1": (0, 1)}
"""How collectors count the days of a late fee: how many days earlier it begins, how many it ends before the payment."""
LUMP_SUM_BEFORE, LUMP_SUM_AFTER_MONTHS = 201107, 60
"""Ordinance 13, article 2: insured before July 2011, and still short after five years of paying on."""


def late_fee(ask: Ask) -> None:
    """滞纳金。社会保险法 第八十六条；社会保险费征缴暂行条例 第十三条."""
    ask.yuan("principal", "欠缴本金")
    due, paid = ask.day("due_date", "应缴日期"), ask.day("paid_date", "缴费日期")
    ask.on = paid
    if ask.has("deferred_until"):
        # Deferred contributions fall due when the deferral ends (人社厅发〔2022〕16号); until then there is no late fee.
        due = max(due, ask.day("deferred_until", "缓缴到期日"))
    payer = ask.choice("payer", "缴费人", ("employer", "person"), default="employer")
    after, until = _counted(ask, due, paid)
    days = max((until - after).days, 0)
    before = max((min(until, LAST_DAY_BEFORE_LAW) - after).days, 0) if not ask.has("daily_rate") else 0
    ask.record("days", number(days), "滞纳天数", "Days", ("due_date", "paid_date"), expression="缴费日期 − 应缴日期（次日起算）")
    ask.record("days_before_law", number(before), "其中2011年7月1日前的天数", "Days", ("due_date", "paid_date"))
    ask.record("days_under_law", number(days - before), "其中2011年7月1日起的天数", "Days", ("days", "days_before_law"))
    if payer == "person":
        for name in ("daily_rate", "daily_rate_before_law"):
            ask.used.add(name)
            ask.give(name, number(0), "滞纳金日费率", "Ratio", "个人缴费的不加收滞纳金")
    else:
        ask.parameter("late_fee_daily_rate", "daily_rate", max(paid, LAST_DAY_BEFORE_LAW + timedelta(1)))
        ask.parameter("late_fee_daily_rate", "daily_rate_before_law", LAST_DAY_BEFORE_LAW)
    if ask.has("late_fee_cap_at_principal"):
        ask.flag("late_fee_cap_at_principal", "滞纳金不超过本金")
        ask.values["late_fee_cap"] = ask.values["late_fee_cap_at_principal"]
    else:
        ask.values["late_fee_cap"] = ask.parameter_content("late_fee_cap_at_principal", "late_fee_cap") == "true"
    ask.run(LATE, "late_fee")


def _counted(ask: Ask, due: date, paid: date) -> tuple[date, date]:
    """The days of a late fee: those after the first of two dates, up to and with the second (应缴日次日起，至缴费当日)."""
    if not ask.has("day_count") or paid <= due:
        ask.used.add("day_count")
        return due, max(due, paid)
    text = re.sub(r"\s", "", str(ask.raw("day_count"))).replace("−", "-")
    if text not in DAY_COUNTS:
        ask.refuse("day_count", f"不认识的天数算法“{ask.raw('day_count')}”", f"可选：{'、'.join(DAY_COUNTS)}。")
    earlier, shorter = DAY_COUNTS[text]
    return due - timedelta(earlier), paid - timedelta(shorter)


def contribution_relief_2020(ask: Ask) -> None:
    """2020年阶段性减免企业社会保险费。人社部发〔2020〕11号、49号."""
    month = ask.month("month", "费款所属期")
    ask.on = last_day(month)
    ask.yuan("base", "缴费基数")
    ask.parameter("employee_unit_rate", "unit_rate")
    ask.parameter("employee_person_rate", "person_rate")
    ask.parameter("relief_2020_sme_share", "sme_share")
    ask.parameter("relief_2020_large_share", "large_share")
    ask.run(LATE, "full_unit", "sme_unit", "large_unit", "person")
    ask.record(
        "years_credited",
        "full month in both cases",
        "缴费年限",
        "Text",
        ("month",),
        "人社部发〔2020〕11号",
        expression="减免月份足额计算缴费年限",
    )


def back_payment(ask: Ask) -> None:
    """补缴审查。人社部规〔2016〕5号；人社部发〔2016〕132号."""
    first, last = ask.month("from_month", "补缴起始月份"), ask.month("to_month", "补缴终止月份")
    applied = ask.day("applied_date", "申请日期")
    ask.on = applied
    if last < first:
        ask.refuse("to_month", f"补缴终止月份 {month_text(last)} 早于起始月份 {month_text(first)}", "请核对起止月份。")
    if last >= month_of(applied):
        ask.refuse("to_month", f"补缴终止月份 {month_text(last)} 还没有过去", "补缴只能补以前的月份。")
    months = months_between(first, last) + 1
    ask.record("months", number(months), "补缴月数", "Months", ("from_month", "to_month"))
    if ask.has("legal_retirement_month"):
        legal = ask.month("legal_retirement_month", "法定退休年月")
        excepted = ask.raw("exception_document", "", "例外依据")
        if month_of(applied) >= legal and not excepted:
            ask.refuse(
                "legal_retirement_month",
                "已达法定退休年龄，不得一次性补缴增加年限",
                "确有政策例外的，请附文件（字段 exception_document）。",
            )
    limit = ask.parameter("back_payment_proof_months", "proof_months")
    needed = bool(number(months) >= limit)
    ask.record("proof_needed", needed, "需要证明材料（一次补缴满三年）", "Truth", ("months", "proof_months"))
    if needed and not ask.raw("proof_document", "", "证明文书"):
        ask.refuse("proof_document", f"一次补缴 {months} 个月，须附人民法院、仲裁、劳动监察或审计文书", "请登记文书名称和文号后再办理。")
    ask.record("permitted", True, "可以补缴", "Truth", ("proof_needed",))


def continued_payment(ask: Ask) -> None:
    """到龄后延长缴费。人社部令第13号 第二条；社会保险法 第十六条."""
    first, legal = ask.month("first_insured", "首次参保年月"), ask.month("legal_retirement_month", "法定退休年月")
    month = ask.month("month", "申请年月")
    ask.on = last_day(month)
    if month < legal:
        ask.refuse("month", f"{month_text(month)} 尚未到法定退休年月 {month_text(legal)}", "到龄前按月正常缴费。")
    paid = ask.number("paid_months", "累计缴费月数", "Months", 0, 960, 0)
    needed = minimum(ask, legal // 100)
    if paid >= needed:
        ask.refuse("paid_months", f"累计缴费 {paid.text()} 个月，已达 {needed.text()} 个月", "符合按月领取条件，不需延长缴费。")
    short = ask.record("months_short", number((needed - paid).fraction), "还差月数", "Months", ("paid_months", "minimum_months"))
    waited = months_between(legal, month)
    ask.record("months_waited", number(waited), "延长缴费已满月数", "Months", ("legal_retirement_month", "month"))
    at_once = first < LUMP_SUM_BEFORE and waited >= LUMP_SUM_AFTER_MONTHS
    ask.record(
        "may_pay_at_once", at_once, "可以一次性缴足", "Truth", ("first_insured", "months_waited"),
        expression="2011年7月前参保、延长缴费五年后仍不足的，可以一次性缴费至满最低年限",
    )  # fmt: skip
    ask.record("months_payable_now", short if at_once else number(0), "现在可一次性缴的月数", "Months", ("may_pay_at_once",))


def fine_range(ask: Ask) -> None:
    """行政罚款的幅度。社会保险法 第八十四条、第八十六条、第八十八条."""
    ask.on = ask.day("decided_date", "作出决定的日期")
    kind = ask.choice("kind", "违法行为", ("unpaid", "unregistered", "fraud"))
    ask.yuan("amount", "骗取金额" if kind == "fraud" else "应缴（欠缴）数额")
    of = "fraud" if kind == "fraud" else "fine"
    ask.parameter(f"{of}_lowest_multiple", "lowest_multiple")
    ask.parameter(f"{of}_highest_multiple", "highest_multiple")
    ask.run(FINES, "lowest_fine", "highest_fine")
    if kind == "unregistered":
        for key in ("fine_responsible_lowest", "fine_responsible_highest"):
            limit, origin = ask.parameter(key), ask.origins[key]
            ask.record(key, limit, origin.title, "Yuan", (), origin.source, origin.confidence)


def payment_allocation(ask: Ask) -> None:
    """欠费冲抵顺序（先本金后滞纳金，先远后近）。社会保险费征缴暂行条例 第十三条."""
    left: Q = ask.yuan("paid", "本次缴费金额")
    rows: list[tuple[int, Q, Q]] = []
    for place, entry in enumerate(ask.items("arrears", "欠费明细"), 1):
        if not isinstance(entry, (list, tuple)) or len(entry) != 3:
            ask.refuse("arrears", f"第 {place} 项应为 [月份, 本金, 滞纳金]", "例如 [2023-01, 1280.00, 67.20]。")
        month = parse_month(str(entry[0]), "arrears")
        principal, fee = (ask.item("arrears", f"第 {place} 项金额", amount) for amount in entry[1:])
        rows.append((month, principal, fee))
    items = []
    for month, principal, fee in sorted(rows, key=lambda row: row[0]):
        to_principal = lesser(left, principal)
        to_fee = lesser(left - to_principal, fee)
        left = left - to_principal - to_fee
        items.append((month_text(month), to_principal, to_fee))
    ask.record("allocation", tuple(items), "冲抵明细（月份、本金、滞纳金）", "Table", ("paid",))
    ask.record("left_over", left, "余额", "Yuan", ("paid", "allocation"))


CALCULATIONS = (late_fee, contribution_relief_2020, back_payment, continued_payment, fine_range, payment_allocation)
