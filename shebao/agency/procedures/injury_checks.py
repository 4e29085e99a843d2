"""What joins injury cases to the fund's books, worked out again for `shebao verify`: payables and slips, advances and 1101."""

from __future__ import annotations

from shebao.agency.fund import queries as books
from shebao.agency.injury import queries as injury
from shebao.agency.schemes.work_injury import ADVANCED
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.base.money import grouped
from shebao.core.books.entries import EXPENDITURE_ACCOUNT
from shebao.core.books.events import ADVANCES

Checked = tuple[int, list[str]]
PAYMENT, REPAYMENT = "injury_payment", "injury_repayment"
"""What vouchers of payables and of repayments are made from: kinds of sources of the fund's counter."""


def check_paid_organisations() -> Checked:
    """Every payable that is paid has left the expenditure account with its amount, and nothing else has left for organisations."""
    said = {row.id: row.amount_fen for row in injury.payables() if row.voucher_id}
    booked = {source: -fen for source, fen in books.booked(INJURY, PAYMENT, EXPENDITURE_ACCOUNT).items()}
    problems = [
        f"应付机构款{row}：登记已付{grouped(said.get(row, 0))}元，支出户记了{grouped(booked.get(row, 0))}元。"
        for row in sorted(said.keys() | booked.keys())
        if said.get(row, 0) != booked.get(row, 0)
    ]
    return len(said), problems


def reversed_voucher(kind: str, source_id: int) -> bool:
    """Whether the voucher made from a payment or a repayment was reversed."""
    made = list(books.vouchers(INJURY, source=(kind, source_id)))
    return all(books.vouchers(INJURY, source=(books.REVERSAL, voucher.pk)).exists() for voucher in made)


def check_repaid_advances() -> Checked:
    """What was repaid of advances has left 1101 with its amount, and what lies there is what is still owed of advances that were paid."""
    said = {one.pk: one.amount_fen for one in injury.all_repayments()}
    booked = {source: -fen for source, fen in books.booked(INJURY, REPAYMENT, ADVANCES).items()}
    problems = [
        f"先行支付偿还{row}：登记{grouped(said.get(row, 0))}元，暂付款减少{grouped(booked.get(row, 0))}元。"
        for row in sorted(said.keys() | booked.keys())
        if said.get(row, 0) != booked.get(row, 0)
    ]
    left, lying = sum(row.left_fen for row in injury.advances()), books.booked_item(INJURY, ADVANCES, ADVANCED)
    if lying > left:
        problems.append(f"先行支付尚欠{grouped(left)}元，账上暂付款{grouped(lying)}元。")
    return len(said), problems
