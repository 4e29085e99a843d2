"""The usual entries of a fund (社会保险基金会计制度, 财会〔2017〕28号): what happened → the lines of its voucher.

Every function leaves out the lines that would be zero, and gives an empty tuple where nothing happened.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from shebao.base.money import Fen
from shebao.core.books.voucher import Line

INCOME_ACCOUNT, FISCAL_ACCOUNT, EXPENDITURE_ACCOUNT = "1002", "1003", "1004"
RECEIVED_ON_HOLD, GENERAL_BALANCE = "2001", "3001"
FEES, SUBSIDY, COLLECTIVE, INTEREST = "4001", "4101", "4102", "4201"
BENEFITS = "5001"
RETURNED = "returned"
BANK_ACCOUNTS = (INCOME_ACCOUNT, FISCAL_ACCOUNT, EXPENDITURE_ACCOUNT)


def _kept(*lines: Line) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.debit_fen or line.credit_fen)


class Received(NamedTuple):
    """One part of contributions received: the bank account it reached, and the income account and item it is booked under."""

    bank: str
    income: str
    item: str
    fen: Fen


def contributions(parts: Sequence[Received]) -> tuple[Line, ...]:
    """Contributions received, as a scheme divides them: what people pay reaches the income account, what the government pays
    for them goes straight to the fiscal account."""
    reached = {account: sum(part.fen for part in parts if part.bank == account) for account in BANK_ACCOUNTS}
    return _kept(
        *(Line(account, debit_fen=fen) for account, fen in reached.items()),
        *(Line(part.income, credit_fen=part.fen, item=part.item) for part in parts),
    )


def subsidy(fen: Fen) -> tuple[Line, ...]:
    """The budget's subsidy for basic pensions reaches the fiscal account."""
    return _kept(Line(FISCAL_ACCOUNT, debit_fen=fen), Line(SUBSIDY, credit_fen=fen, item="basic_pension"))


def sweep(fen: Fen) -> tuple[Line, ...]:
    """The income account is emptied into the fiscal account, at least at the end of each month."""
    return _kept(Line(FISCAL_ACCOUNT, debit_fen=fen), Line(INCOME_ACCOUNT, credit_fen=fen))


def feed(fen: Fen) -> tuple[Line, ...]:
    """The fiscal account feeds the expenditure account by plan."""
    return _kept(Line(EXPENDITURE_ACCOUNT, debit_fen=fen), Line(FISCAL_ACCOUNT, credit_fen=fen))


def interest(account: str, fen: Fen) -> tuple[Line, ...]:
    """The bank pays interest on one of the three accounts."""
    assert account in BANK_ACCOUNTS, account
    return _kept(Line(account, debit_fen=fen), Line(INTEREST, credit_fen=fen, item="deposit"))


def hand_over(fen: Fen) -> tuple[Line, ...]:
    """Interest of the expenditure account goes to the fiscal account."""
    return _kept(Line(FISCAL_ACCOUNT, debit_fen=fen), Line(EXPENDITURE_ACCOUNT, credit_fen=fen))


def benefits(by_item: Mapping[str, Fen]) -> tuple[Line, ...]:
    """Benefits leave the expenditure account, by item."""
    return _kept(
        *(Line(BENEFITS, debit_fen=fen, item=item) for item, fen in by_item.items()),
        Line(EXPENDITURE_ACCOUNT, credit_fen=sum(by_item.values())),
    )


def returned(fen: Fen) -> tuple[Line, ...]:
    """The bank returns what it could not deliver (打卡失败); it is owed to the people until it is paid again."""
    return _kept(Line(EXPENDITURE_ACCOUNT, debit_fen=fen), Line(RECEIVED_ON_HOLD, credit_fen=fen, item=RETURNED))


def paid_again(fen: Fen) -> tuple[Line, ...]:
    """A returned amount is paid again."""
    return _kept(Line(RECEIVED_ON_HOLD, debit_fen=fen, item=RETURNED), Line(EXPENDITURE_ACCOUNT, credit_fen=fen))
