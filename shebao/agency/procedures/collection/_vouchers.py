"""The voucher of one scheme's receipts in the treasury: the whole slip on one side, its parts on the other."""

from __future__ import annotations

from collections.abc import Mapping

from shebao.agency.declarations.actions.receive import SchemeSums
from shebao.core.books.entries import FEES, INTEREST, TREASURY_ACCOUNT
from shebao.core.books.events import OTHER_INCOME
from shebao.core.books.voucher import Line

PAPER = "国库入库凭证"
_PARTS: Mapping[str, tuple[str, str]] = {
    "unit_fen": (FEES, "unit"),
    "person_fen": (FEES, "own"),
    "flexible_fen": (FEES, "flexible"),
    "project_fen": (FEES, "project"),
    "left_fen": (FEES, "unmatched"),
    "late_fee_fen": (OTHER_INCOME, "late_fee"),
    "interest_fen": (INTEREST, "deposit"),
}
"""Sum of a list → income account and item (财会〔2017〕28号: late fees are other income, what nobody is credited with waits as an item)."""


def lines_of(sums: SchemeSums) -> tuple[Line, ...]:
    """The lines of the voucher, without those that would be nought."""
    credits = [(account, item, getattr(sums, name)) for name, (account, item) in _PARTS.items()]
    return (
        Line(TREASURY_ACCOUNT, debit_fen=sums.total_fen),
        *(Line(account, credit_fen=fen, item=item) for account, item, fen in credits if fen),
    )
