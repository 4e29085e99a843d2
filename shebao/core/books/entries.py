"""The entries that the bank's answer to a payout run makes (社会保险基金会计制度, 财会〔2017〕28号), and the accounts by name.

Every function leaves out the lines that would be zero, and gives an empty tuple where nothing happened.
"""

from __future__ import annotations

from collections.abc import Mapping

from shebao.base.money import Fen
from shebao.core.books.voucher import Line

INCOME_ACCOUNT, FISCAL_ACCOUNT, EXPENDITURE_ACCOUNT, TREASURY_ACCOUNT = "1002", "1003", "1004", "1005"
COLLECTION_ACCOUNT = "1006"
RECEIVED_ON_HOLD, GENERAL_BALANCE, RESERVE = "2001", "3001", "3201"
FEES, SUBSIDY, COLLECTIVE, INTEREST = "4001", "4101", "4102", "4201"
BENEFITS, OTHER_INCOME = "5001", "4501"
STABILITY, SKILLS = "5104", "5105"
RETURNED = "returned"
BANK_ACCOUNTS = (INCOME_ACCOUNT, FISCAL_ACCOUNT, EXPENDITURE_ACCOUNT, TREASURY_ACCOUNT, COLLECTION_ACCOUNT)
EMPTY_AT_MONTH_END = (INCOME_ACCOUNT, TREASURY_ACCOUNT)
"""Accounts that in principle hold nothing when a month closes (期末一般应无余额)."""


def _kept(*lines: Line) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.debit_fen or line.credit_fen)


def benefits(by_item: Mapping[str, Fen], other: Mapping[tuple[str, str], Fen] | None = None) -> tuple[Line, ...]:
    """Benefits leave the expenditure account, by item; other: what left it with them for another account, by account and item."""
    others = other or {}
    return _kept(
        *(Line(BENEFITS, debit_fen=fen, item=item) for item, fen in by_item.items()),
        *(Line(account, debit_fen=fen, item=item) for (account, item), fen in others.items()),
        Line(EXPENDITURE_ACCOUNT, credit_fen=sum(by_item.values()) + sum(others.values())),
    )


def returned(fen: Fen) -> tuple[Line, ...]:
    """The bank returns what it could not deliver (打卡失败); it is owed to the people until it is paid again."""
    return _kept(Line(EXPENDITURE_ACCOUNT, debit_fen=fen), Line(RECEIVED_ON_HOLD, credit_fen=fen, item=RETURNED))


def paid_again(fen: Fen) -> tuple[Line, ...]:
    """A returned amount is paid again."""
    return _kept(Line(RECEIVED_ON_HOLD, debit_fen=fen, item=RETURNED), Line(EXPENDITURE_ACCOUNT, credit_fen=fen))


def kept_back(
    by_item: Mapping[str, Fen], this_year_item: str, this_year_fen: Fen, earlier_fen: Fen, *, rises: bool = False
) -> tuple[Line, ...]:
    """Benefits of which the bank was not asked to pay a part, because it goes towards debts: the benefit was granted (debit, by item) and
    what was overpaid came back with it, this year's as a benefit in red, an earlier year's as income. rises: the lines came back after
    all, and everything is the other way round."""
    granted = [(BENEFITS, item, fen) for item, fen in by_item.items()]
    came_back = [(BENEFITS, this_year_item, this_year_fen), (OTHER_INCOME, "recovered", earlier_fen)]
    debits, credits = (came_back, granted) if rises else (granted, came_back)
    return _kept(
        *(Line(account, debit_fen=fen, item=item) for account, item, fen in debits),
        *(Line(account, credit_fen=fen, item=item) for account, item, fen in credits),
    )


def never_due(by_item: Mapping[str, Fen], earlier_fen: Fen) -> tuple[Line, ...]:
    """Returned money that will never be due: what was paid this year takes its benefits back, what was paid in an earlier year is income."""
    return _kept(
        Line(RECEIVED_ON_HOLD, debit_fen=sum(by_item.values()) + earlier_fen, item=RETURNED),
        *(Line(BENEFITS, credit_fen=fen, item=item) for item, fen in by_item.items()),
        Line(OTHER_INCOME, credit_fen=earlier_fen, item="recovered"),
    )
