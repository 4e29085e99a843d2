"""Claimants near the legal age: the benefit goes on until it, and the fund pays their pension contributions back."""

from __future__ import annotations

from typing import Any

from shebao.base.months import Month, add_months, last_day, month_range, month_text, months_between, parse_month
from shebao.core.arithmetic.exact import Q, number
from shebao.core.arithmetic.formula import fen, lesser
from shebao.core.policy.ask import Ask
from shebao.core.policy.contributions.calculations import EMPLOYEE, asked_reference

FIRST_MONTH, LAST_MONTH = 202501, 203912
"""The months in which the retirement age rises, and in which the fund pays these contributions."""
LAST_YEAR = 12
"""A refund is due for the last months before the legal age, so many at most."""


def unemployment_until_legal_age(ask: Ask) -> None:
    """失业保险金延长领取至法定退休年龄。国务院关于渐进式延迟法定退休年龄的办法 第七条."""
    first = ask.month("first_month", "首次领取月份")
    months = ask.count("months", "核定领取月数", 1, 24, unit="Months")
    legal = ask.month("legal_retirement_month", "达到法定退休年龄的月份")
    regular = add_months(first, months - 1)
    if legal < first:
        ask.refuse(
            "legal_retirement_month",
            f"首领月份 {month_text(first)} 已过法定退休年龄 {month_text(legal)}",
            "应办理退休，不再领取失业保险金。",
        )
    ask.before_its_law("months", max(regular, first), FIRST_MONTH, "延长领取的规定（2025-01-01 起）")
    ask.on = last_day(regular)
    ask.record("regular_last_month", regular, "核定期限的末月", "Month", ("first_month", "months"))
    left = months_between(regular, legal)
    ask.parameter("older_claimant_months")
    extended = bool(0 < left <= ask.values["older_claimant_months"])
    ask.record(
        "months_to_legal_age", number(left), "期满时距法定退休年龄的月数", "Months", ("regular_last_month", "legal_retirement_month")
    )
    ask.record("extended", extended, "延长领取至法定退休年龄", "Truth", ("months_to_legal_age", "older_claimant_months"))
    last = legal if extended or left < 0 else regular
    ask.record(
        "last_month", last, "末次领取月份", "Month", ("extended", "regular_last_month", "legal_retirement_month"),
        expression="延长的到法定退休年龄当月，其余到核定期满，都不超过法定退休年龄当月",
    )  # fmt: skip
    paid = months_between(first, last) + 1
    ask.record("months_paid", number(paid), "共领取月数", "Months", ("first_month", "last_month"), note="延长的月数不受二十四个月限制")
    ask.record("extra_months", number(max(0, paid - months)), "延长的月数", "Months", ("months_paid", "months"))


def older_claimant_pension_refund(ask: Ask) -> None:
    """大龄领取失业保险金人员养老保险费的支付。人社部发〔2024〕76号；国务院关于渐进式延迟法定退休年龄的办法 第七条."""
    legal = ask.month("legal_retirement_month", "达到法定退休年龄的月份")
    benefit = _benefit(ask)
    if ask.has("lowest_amount"):
        ask.yuan("lowest_amount", "当地灵活就业人员最低缴费标准")
    rows: list[tuple[str, Q]] = []
    left_out: list[tuple[str, str]] = []
    seen: set[Month] = set()
    for position, entry in enumerate(ask.items("contributions", "以个人身份缴费的各月"), 1):
        if not isinstance(entry, (list, tuple)) or len(entry) != 2:
            ask.refuse("contributions", f"第 {position} 项应为 [月份, 金额]", "例如 [2025-03, 900.00]。")
        month = parse_month(str(entry[0]), "contributions")
        if month in seen:
            ask.refuse("contributions", f"第 {position} 项的月份 {month_text(month)} 重复", "一个月只列一次。")
        seen.add(month)
        paid = ask.item("contributions", f"第 {position} 项缴费金额", entry[1])
        reason = _reason(month, legal, benefit)
        if reason:
            left_out.append((month_text(month), reason))
            continue
        rows.append((month_text(month), lesser(paid, _lowest(ask, month))))
    ask.on = ask.on or last_day(legal)
    ask.record("refunds", tuple(rows), "各月支付金额", "Table", expression="实缴数与当地灵活就业人员最低缴费标准两者较低的")
    ask.record("left_out", tuple(left_out), "不支付的月份及原因", "Table")
    ask.record("amount", sum((amount for _, amount in rows), number(0)), "失业保险基金支付的养老保险费", "Yuan", ("refunds",))


def _benefit(ask: Ask) -> set[Month]:
    """The months in which the benefit was drawn."""
    first, last = ask.month("first_month", "首次领取月份"), ask.month("last_month", "末次领取月份")
    if last < first:
        ask.refuse("last_month", f"末次领取月份 {month_text(last)} 早于首次 {month_text(first)}", "请核对月份。")
    return set(month_range(first, last))


def _reason(month: Month, legal: Month, benefit: set[Month]) -> str:
    """Why a month is not paid back; nothing when it is."""
    if not FIRST_MONTH <= month <= LAST_MONTH:
        return "不在 2025-01 至 2039-12 之间"
    if month not in benefit:
        return "当月没有领取失业保险金"
    left = months_between(month, legal)
    return "" if 0 <= left < LAST_YEAR else "不在达到法定退休年龄前一年之内"


def _lowest(ask: Ask, month: Month) -> Q:
    """The lowest a flexible worker pays that month in that place."""
    if "lowest_amount" in ask.values:
        given: Q = ask.values["lowest_amount"]
        return given
    inner = Ask(ask.calculation, ask.source, ask.place, ask.inputs, ask.places, last_day(month))
    asked_reference(inner)
    inner.parameter("flexible_rate_total", "rate_total")
    values: dict[str, Any] = inner.run(EMPLOYEE, "base_floor")
    text = month_text(month)
    ask.adopt(inner, f"{{}}_{month}", text)
    lowest: Q = ask.record(
        f"lowest_{month}", fen(values["base_floor"] * values["rate_total"]), f"最低缴费标准（{text}）", "Yuan", (f"base_floor_{month}",)
    )
    return lowest


CALCULATIONS = (unemployment_until_legal_age, older_claimant_pension_refund)
