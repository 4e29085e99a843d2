"""What was paid after a death: a benefit stops from the month after it, everything later is to be paid back."""

from __future__ import annotations

from shebao.base.months import Month, add_months, last_day, month_of, month_range, month_text, months_between, parse_month
from shebao.core.arithmetic.exact import Q, number
from shebao.core.policy.ask import Ask


def overpayment_after_death(ask: Ask) -> None:
    """死亡以后多发的月份和金额。社会保险法 第八十八条；国发〔2014〕8号（次月起停止支付）."""
    if ask.has("death_date"):
        died = month_of(ask.day("death_date", "死亡日期"))
    else:
        died = ask.month("death_month", "死亡年月")
    ask.on = last_day(died)
    first = add_months(died, 1)
    ask.record("stopped_from", first, "应停发的首月", "Month", tuple(ask.values), expression="死亡次月起停止支付")
    rows = _listed(ask, first) if ask.has("payments") else _monthly(ask, first)
    ask.record("overpaid_months", number(len(rows)), "多发月数", "Months", ("stopped_from",))
    ask.record("overpaid_by_month", tuple(rows), "各月多发金额", "Table", ("stopped_from",))
    ask.record("overpaid", sum((amount for _, amount in rows), number(0)), "多发金额合计", "Yuan", ("overpaid_by_month",))


def _listed(ask: Ask, first: Month) -> list[tuple[str, Q]]:
    """Payments named one by one; those up to the death were due."""
    rows: list[tuple[str, Q]] = []
    seen: set[Month] = set()
    for position, entry in enumerate(ask.items("payments", "逐月发放"), 1):
        if not isinstance(entry, (list, tuple)) or len(entry) != 2:
            ask.refuse("payments", f"第 {position} 项应为 [月份, 金额]", "例如 [2023-06, 203.00]。")
        month = parse_month(str(entry[0]), "payments")
        if month in seen:
            ask.refuse("payments", f"第 {position} 项的月份 {month_text(month)} 重复", "一个月只列一次。")
        seen.add(month)
        amount = ask.item("payments", f"第 {position} 项金额", entry[1])
        if month >= first:
            rows.append((month_text(month), amount))
    return sorted(rows)


def _monthly(ask: Ask, first: Month) -> list[tuple[str, Q]]:
    """One amount a month up to the last one paid."""
    amount = ask.yuan("monthly", "月待遇")
    last = ask.month("last_paid_month", "最后发放月份")
    if months_between(first, last) < 0:
        return []
    return [(month_text(month), amount) for month in month_range(first, last)]


CALCULATIONS = (overpayment_after_death,)
