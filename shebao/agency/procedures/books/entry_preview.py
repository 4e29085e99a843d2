"""What a voucher would do, for whoever decides: its lines, the balances of the bank accounts it moves, its day and its slip."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from shebao.agency.fund import queries as books
from shebao.agency.fund.chart import chart_for
from shebao.agency.matters.kind import Change, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.money import grouped
from shebao.core.books.entries import BANK_ACCOUNTS
from shebao.core.books.voucher import Line


def entry_preview(payload: Payload, ledger: str, on: date, lines: Sequence[Line], change: Callable[[], Any]) -> list[Change]:
    """The lines with their accounts, each bank account's balance before and after, the voucher's day and slip."""
    chart = chart_for(ledger, on)
    touched = list(dict.fromkeys(line.account for line in lines if line.account in BANK_ACCOUNTS))
    before = {code: books.balance_of(ledger, code) for code in touched}
    after = simulated(change, lambda: {code: books.balance_of(ledger, code) for code in touched})
    return [
        *(
            Change(
                "借" if line.debit_fen else "贷",
                chart.title_of(line.account, line.item),
                f"{grouped(line.debit_fen or line.credit_fen)} 元",
            )
            for line in lines
        ),
        *(Change(f"{chart.account(code).name}余额", f"{grouped(before[code])} 元", f"{grouped(after[code])} 元") for code in touched),
        Change("凭证日期", "", f"{on.isoformat()}，附单据 {payload.get('pages', 1)} 张，单据号 {payload['reference']}"),
    ]
