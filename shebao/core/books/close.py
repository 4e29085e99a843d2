"""Closing: what stands in the way of it, and the transfer of a period's income and expense to the fund balance."""

from __future__ import annotations

from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import Month, month_title
from shebao.core.books.chart import Chart
from shebao.core.books.entries import BANK_ACCOUNTS, EMPTY_AT_MONTH_END, GENERAL_BALANCE
from shebao.core.books.voucher import Balances, Line, balance


def left_over(balances: Balances, chart: Chart) -> dict[str, Fen]:
    """What lies in the accounts that in principle are empty at the end of a month, account → fen; empty where nothing does."""
    usable = {account.code for account in chart.of_kind("asset")}
    held = {code: balance(balances, chart, code) for code in EMPTY_AT_MONTH_END if code in usable}
    return {code: fen for code, fen in held.items() if fen}


def check_close(balances: Balances, chart: Chart, month: Month, reason: str = "") -> None:
    """Raise `Refused` where a month may not be closed: money left in the income account or the treasury without a reason given,
    or an overdrawn account. The money itself moves on the bank's slip alone."""
    for code, fen in left_over(balances, chart).items():
        if not reason.strip():
            refuse(
                "books.sweep",
                f"{month_title(month)}末{chart.account(code).name}还有 {grouped(fen)} 元",
                "期末一般应无余额：请凭单据登记划入财政专户；最后一次划转以后才到账的，写明原因再结账。",
                "reason",
                source="财会〔2017〕28号",
            )
    for account in chart.of_kind("asset"):
        fen = balance(balances, chart, account.code)
        if account.code in BANK_ACCOUNTS and fen < 0:
            refuse("books.overdrawn", f"{account.name}余额为 {grouped(fen)} 元，不能为负", "请核对本月凭证。")


def transfer(balances: Balances, chart: Chart) -> tuple[Line, ...]:
    """The lines that bring every income and expense account to zero against the general fund balance (一般基金结余)."""
    lines: list[Line] = []
    sums = {"income": 0, "expense": 0}
    for (code, item), fen in sorted(balances.items()):
        kind = chart.account(code).kind
        if fen and kind in sums:
            lines.append(Line(code, debit_fen=max(-fen, 0), credit_fen=max(fen, 0), item=item))
            sums[kind] += fen
    # Income comes to the balance and expense is taken from it, each on a line of its own.
    lines += [Line(GENERAL_BALANCE, debit_fen=max(fen, 0), credit_fen=max(-fen, 0)) for fen in sums.values() if fen]
    return tuple(lines)
