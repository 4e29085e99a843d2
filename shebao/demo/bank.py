"""The bank's side of the exchange, simulated: it reads our file as sent and answers with a return file in the agreed layout."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from shebao.agency.payout.bank import Answer, Result, layout

PAID = "00"
NAME_DIFFERS, CLOSED, TRY_AGAIN = "01", "02", "09"


def answer(content: bytes, rejects: Mapping[str, str], day: date, layout_key: str) -> bytes:
    """The return file for an order: every row paid, but for accounts in `rejects` (account number → result code)."""
    format_ = layout(layout_key)
    order = format_.read_order(content)
    rows = tuple(Result(row.line_id, row.holder, row.account, row.amount_fen, rejects.get(row.account, PAID)) for row in order.rows)
    answered: bytes = format_.write_answer(Answer(order.number, day, rows))
    return answered


def arrived(content: bytes, layout_key: str) -> tuple[int, int]:
    """(payments, fen) that arrived by a return file: what the bank's paper slip says beside it."""
    format_ = layout(layout_key)
    paid = [row.amount_fen for row in format_.read_answer(content).rows if format_.CODES[row.code].paid]
    return len(paid), sum(paid)
