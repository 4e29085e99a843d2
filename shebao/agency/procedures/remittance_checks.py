"""What joins orders to bodies to the fund's books, worked out again for `shebao verify`: payments and vouchers, what came back and 暂收款."""

from __future__ import annotations

from shebao.agency.fund import queries as books
from shebao.agency.remittances import queries as remittances
from shebao.base.money import grouped
from shebao.core.books.entries import EXPENDITURE_ACCOUNT, RECEIVED_ON_HOLD

Checked = tuple[int, list[str]]
HOLD = "bounced"


def check_remittances() -> Checked:
    """Every payment and every return is in the books with exactly its amount, and what waits to be paid again is what 暂收款 says."""
    problems: list[str] = []
    sums = remittances.by_voucher()
    for voucher_id, fen in sums.items():
        _, lines = books.voucher(voucher_id)
        moved = sum(line.credit_fen - line.debit_fen for line in lines if line.account == EXPENDITURE_ACCOUNT)
        if moved != fen:
            problems.append(f"凭证{voucher_id}：支出户付出 {grouped(moved)} 元，划款单登记 {grouped(fen)} 元。")
    for scheme in books.schemes():
        held, booked = remittances.on_hold_fen(scheme), -books.booked_item(scheme, RECEIVED_ON_HOLD, HOLD)
        if held != booked:
            problems.append(f"{scheme}：退汇待重付 {grouped(held)} 元，账上暂收款 {grouped(booked)} 元。")
    return len(sums), problems
