"""What joins repayments of debts to the fund's books, worked out again for `shebao verify`: each came with its amount, once."""

from __future__ import annotations

from shebao.agency.fund import queries as books
from shebao.agency.payout import queries as payout
from shebao.base.money import grouped
from shebao.core.books.entries import EXPENDITURE_ACCOUNT, FISCAL_ACCOUNT, INCOME_ACCOUNT

Checked = tuple[int, list[str]]
REPAYMENT = "debt_repayment"
"""What vouchers of repayments are made from: a kind of source of the fund's counter."""


def reversed_voucher(scheme: str, step_id: int) -> bool:
    """Whether every voucher made from a repayment was reversed."""
    made = list(books.vouchers(scheme, source=(REPAYMENT, step_id)))
    return all(books.vouchers(scheme, source=(books.REVERSAL, voucher.pk)).exists() for voucher in made)


def check_kept_back() -> Checked:
    """What the lines of each return file were lessened by and arrived, or came back after all, is in the books with its amount."""
    problems: list[str] = []
    examined = 0
    for scheme in books.schemes():
        moved, booked = payout.kept_back_by_return(scheme), books.debits_by_source(scheme, books.KEPT_BACK)
        examined += len(moved)
        problems += [
            f"回盘文件{file}：抵扣多发待遇{grouped(moved.get(file, 0))}元，凭证记了{grouped(booked.get(file, 0))}元。"
            for file in sorted(moved.keys() | booked.keys())
            if moved.get(file, 0) != booked.get(file, 0)
        ]
    return examined, problems


def check_repaid_debts() -> Checked:
    """Every repayment is in the books with its amount, and nothing else is there under that source; one undone was reversed."""
    problems: list[str] = []
    examined = 0
    for scheme in books.schemes():
        said = payout.repaid_by_step(scheme)
        booked = books.booked(scheme, REPAYMENT, EXPENDITURE_ACCOUNT, INCOME_ACCOUNT, FISCAL_ACCOUNT)
        examined += len(said)
        for step in sorted(said.keys() | booked.keys()):
            fen, stands = said.get(step, (0, True))
            if fen != booked.get(step, 0):
                problems.append(f"追回第{step}步：登记{grouped(fen)}元，凭证记了{grouped(booked.get(step, 0))}元。")
            elif not stands and not reversed_voucher(scheme, step):
                problems.append(f"追回第{step}步：已经更正，凭证没有冲销。")
    return examined, problems
