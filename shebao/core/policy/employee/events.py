"""Calculations around an award: corrected awards, birth dates that differ, and months paid when nothing was due any more."""

from __future__ import annotations

from shebao.base.months import Month, add_months, last_day, later, month_range, month_text, months_between, parse_month
from shebao.core.arithmetic.exact import Q, number
from shebao.core.arithmetic.formula import greater, total
from shebao.core.policy.ask import Ask


def award_correction(ask: Ask) -> None:
    """待遇重新核定的逐月差额（另立新版本，不改旧核定）。社会保险经办条例 第四十六条；国发〔2005〕38号."""
    rows: list[tuple[str, Q]] = []
    for place, entry in enumerate(ask.items("months", "逐段已发与应发"), 1):
        if not isinstance(entry, (list, tuple)) or len(entry) != 4:
            ask.refuse("months", f"第 {place} 段应为 [起月, 止月, 已发, 应发]", "例如 [2023-01, 2023-06, 2400.00, 2455.20]。")
        first, last = (parse_month(str(text), "months") for text in entry[:2])
        if last < first:
            ask.refuse("months", f"第 {place} 段止月 {month_text(last)} 早于起月 {month_text(first)}", "请核对月份。")
        paid, due = (ask.item("months", f"第 {place} 段金额", amount) for amount in entry[2:])
        rows += [(month_text(month), due - paid) for month in month_range(first, last)]
    listed = [month for month, _ in rows]
    if len(set(listed)) != len(listed):
        ask.refuse("months", "有重叠的月份", "各段月份不能重叠。")
    ask.record("differences", tuple(rows), "逐月差额（应发 − 已发）", "Table", source=ask.source)
    short, over = (total([greater(sign * difference, 0) for _, difference in rows]) for sign in (1, -1))
    ask.record("back_pay", short, "应补发", "Yuan", ("differences",), expression="正差额之和")
    ask.record("overpaid", over, "多发应追回", "Yuan", ("differences",), expression="负差额之和")


def pension_start(ask: Ask) -> None:
    """基本养老金从哪个月发起（到龄并核准的次月）。社会保险法 第十六条；国发〔2005〕38号."""
    retired = ask.month("retire_month", "退休年月")
    approved = ask.month("approved_month", "核准年月", default=month_text(retired))
    ask.on = last_day(retired)
    if ask.has("late_award_back_pay"):
        back = ask.flag("late_award_back_pay", "到龄后申请可以补发到到龄次月")
    else:
        back = ask.parameter_content("late_award_back_pay") == "true"
    first = add_months(retired if back else later(retired, approved), 1)
    inputs = ("retire_month", "approved_month", "late_award_back_pay")
    ask.record("first_month", first, "养老金首发月份", "Month", inputs, confidence="medium", expression="到龄与核准两者较晚的次月")
    owed = greater(number(months_between(first, add_months(approved, 1))), 0)
    ask.record("months_owed", owed, "核准时应补发的月数", "Months", ("first_month", "approved_month"), confidence="medium")


def birth_date_decision(ask: Ask) -> None:
    """出生日期认定（身份证与档案不一致时，以最先记载的档案为准）。劳社部发〔1999〕8号."""
    on_card, on_file = ask.day("id_birth", "身份证出生日期"), ask.day("file_birth", "档案最先记载的出生日期")
    differ = on_card != on_file
    ask.record("differ", differ, "两者不一致", "Truth", ("id_birth", "file_birth"))
    if differ and not ask.raw("evidence", "", "档案材料名称"):
        ask.refuse("evidence", "身份证与档案记载不一致，没有登记档案材料", "请登记最先记载出生日期的材料名称和页码。")
    ask.record("birth_used", on_file, "认定的出生日期", "Day", ("id_birth", "file_birth"), expression="不一致时以最先记载的档案为准")


def contributions_after_legal_age(ask: Ask) -> None:
    """法定退休年龄后误缴的处理。社会保险法 第十六条；人社部发〔2024〕94号."""
    legal = ask.month("legal_retirement_month", "法定退休年月")
    agreed = ask.flag("late_retirement_agreed", "已约定弹性延迟退休", default=False)
    own, unit = _paid_after(ask, legal)
    zero = number(0)
    inputs = ("months_after", "late_retirement_agreed")
    ask.record("refund_own", zero if agreed else own, "退还个人缴费", "Yuan", inputs, expression="约定延迟退休的不退，其余全退")
    ask.record("refund_unit", zero if agreed else unit, "退还单位缴费", "Yuan", inputs, expression="约定延迟退休的不退，其余全退")
    ask.record("counted", agreed, "计入缴费年限", "Truth", inputs)


def contributions_after_award(ask: Ask) -> None:
    """领取基本养老金后再就业期间误缴的处理（养老金照发，不再参加本险种）。社会保险法 第十六条；国发〔2005〕38号."""
    awarded = ask.month("award_month", "核定退休年月")
    own, unit = _paid_after(ask, awarded)
    ask.record("refund_own", own, "退还个人缴费", "Yuan", ("months_after",), expression="核定退休之后的缴费全退")
    ask.record("refund_unit", unit, "退还单位缴费", "Yuan", ("months_after",), expression="核定退休之后的缴费全退")
    ask.record("counted", False, "计入缴费年限", "Truth", ("award_month",))
    ask.record("pension_continues", True, "养老金照发", "Truth", ("award_month",))


def _paid_after(ask: Ask, last: Month) -> tuple[Q, Q]:
    """The own and the unit's contributions of months after the last one in which any were due."""
    own, unit, result = number(0), number(0), set()
    for place, entry in enumerate(ask.items("months", "逐月缴费"), 1):
        if not isinstance(entry, (list, tuple)) or len(entry) != 3:
            ask.refuse("months", f"第 {place} 项应为 [月份, 个人, 单位]", "例如 [2025-03, 400.00, 800.00]。")
        month = parse_month(str(entry[0]), "months")
        if month > last:
            if month in result:
                ask.refuse("months", f"第 {place} 项的月份 {month_text(month)} 重复", "一个月只列一次。")
            result.add(month)
            own = own + ask.item("months", f"第 {place} 项个人缴费", entry[1])
            unit = unit + ask.item("months", f"第 {place} 项单位缴费", entry[2])
    ask.record("months_after", number(len(result)), f"{month_text(last)} 之后的缴费月数", "Months")
    return own, unit


CALCULATIONS = (pension_start, award_correction, birth_date_decision, contributions_after_legal_age, contributions_after_award)
