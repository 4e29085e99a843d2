"""The bank's side of the exchange, simulated: it reads our file as sent and answers with a return file in the agreed layout."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from shebao.agency.payout.bank import Answer, Result, layout

NAME_DIFFERS, CLOSED, TRY_AGAIN = "01", "02", "09"


def answer(content: bytes, rejects: Mapping[str, str], day: date, layout_key: str) -> bytes:
    """The return file for an order: every row paid, but for accounts in `rejects` (account number → result code)."""
    format_ = layout(layout_key)
    order = format_.read_order(content)
    good = next(code for code, meaning in format_.CODES.items() if meaning.paid)
    bad = [code for code, meaning in format_.CODES.items() if not meaning.paid]
    # A bank with codes of its own answers with the first of them that says no.
    codes = {account: code if code in format_.CODES else bad[0] for account, code in rejects.items()}
    rows = tuple(Result(row.line_id, row.holder, row.account, row.amount_fen, codes.get(row.account, good)) for row in order.rows)
    return format_.write_answer(Answer(order.number, day, rows))


def arrived(content: bytes, layout_key: str) -> tuple[int, int]:
    """(payments, fen) that arrived by a return file: what the bank's paper slip says beside it."""
    format_ = layout(layout_key)
    paid = [row.amount_fen for row in format_.read_answer(content).rows if format_.CODES[row.code].paid]
    return len(paid), sum(paid)
