"""Closing: a month may be closed when its income account is empty; a year's income and expense go to the fund balance."""

from __future__ import annotations

from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import Month, month_title
from shebao.core.books.chart import Chart
from shebao.core.books.entries import BANK_ACCOUNTS, GENERAL_BALANCE, INCOME_ACCOUNT
from shebao.core.books.voucher import Balances, Line, balance


def check_close(balances: Balances, chart: Chart, month: Month) -> None:
    """Raise `Refused` where a month may not be closed: money left in the income account, or an overdrawn account."""
    left = balance(balances, chart, INCOME_ACCOUNT)
    if left:
        refuse(
            "books.sweep",
            f"{month_title(month)}末收入户还有 {grouped(left)} 元",
            "收入户月末应无余额，请先划转财政专户再结账。",
            source="财社〔2017〕144号",
        )
    for code in BANK_ACCOUNTS:
        if balance(balances, chart, code) < 0:
            refuse(
                "books.overdrawn",
                f"{chart.account(code).name}余额为 {grouped(balance(balances, chart, code))} 元，不能为负",
                "请核对本月凭证。",
            )


def year_end(balances: Balances, chart: Chart) -> tuple[Line, ...]:
    """The lines that bring every income and expense account to zero against the general fund balance (一般基金结余)."""
    lines: list[Line] = []
    for (code, item), fen in sorted(balances.items()):
        if fen and chart.account(code).kind in ("income", "expense"):
            lines.append(Line(code, debit_fen=max(-fen, 0), credit_fen=max(fen, 0), item=item))
    surplus = sum(line.debit_fen - line.credit_fen for line in lines)
    if surplus:
        lines.append(Line(GENERAL_BALANCE, debit_fen=max(-surplus, 0), credit_fen=max(surplus, 0)))
    return tuple(lines)
