"""The slip (原始凭证) that a voucher of moved money rests on: number, day, account and amount as the paper says them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.core.books.chart import Chart
from shebao.core.books.voucher import Line

LONGEST_NUMBER = 48


@dataclass(frozen=True, slots=True)
class Slip:
    """One paper of the bank, the treasury or the fiscal account.

    kind: what the paper is called; account: the code of our account whose keeper issued it; pages: how many originals are
    attached to the voucher (附单据张数).
    """

    kind: str
    number: str
    account: str
    amount_fen: Fen
    counterparty: str = ""
    pages: int = 1


def check_slip(slip: Slip, lines: Sequence[Line], chart: Chart) -> None:
    """Raise `Refused` unless the slip has a number and its amount is exactly what the voucher moves on its account."""
    if not slip.number or len(slip.number) > LONGEST_NUMBER:
        refuse("books.slip_number", f"单据号应有 1 至 {LONGEST_NUMBER} 个字", "请照单据上的号码填写。", "reference")
    moved = moved_on(slip.account, ((line.account, line.debit_fen, line.credit_fen) for line in lines))
    if slip.amount_fen != moved or not moved:
        refuse(
            "books.slip_amount",
            f"单据金额 {grouped(slip.amount_fen)} 元，凭证在{chart.account(slip.account).name}记了 {grouped(moved)} 元",
            "凭证金额以单据为准，请核对。",
        )
    if slip.pages < 1:
        refuse("books.slip_pages", f"附单据 {slip.pages} 张", "凭证至少附一张单据。", "pages")


def moved_on(account: str, lines: Iterable[tuple[str, Fen, Fen]]) -> Fen:
    """What lines (account, debit, credit) move on an account, whichever way: their difference, or of a move between two items of the
    same account (a deposit made) the larger side."""
    mine = [(debit, credit) for code, debit, credit in lines if code == account]
    debits, credits = sum(debit for debit, _ in mine), sum(credit for _, credit in mine)
    return max(abs(debits), abs(credits)) if debits and credits else abs(debits - credits)
