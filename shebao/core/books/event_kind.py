"""One kind of movement of a fund's money (收支事项): the paper that proves it, its debit and its credit, and how forms build them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from shebao.base.money import Fen
from shebao.core.books.voucher import Line


class Beside(NamedTuple):
    """A part of the paper's amount that is booked on an account of its own: late fees inside a receipt, interest inside a repayment."""

    account: str
    item: str
    title: str


@dataclass(frozen=True, slots=True)
class Event:
    """One kind of movement: its Chinese title, the paper that proves it, the account whose keeper issues the paper (for a decision
    the account it is about), debit and credit, each with its item where it has one.

    beside: what part of the amount may stand on an account of its own, on the side that the paper's account is not.
    funds: the letters of the funds that have it, "" for every fund whose chart has its accounts. matter: the kind of matter that
    alone books it, "" where the slip may be entered by itself.
    """

    key: str
    title: str
    paper: str
    account: str
    debit: str
    credit: str
    debit_item: str = ""
    credit_item: str = ""
    beside: Beside | None = None
    funds: str = ""
    matter: str = ""

    def lines(self, fen: Fen, beside_fen: Fen = 0) -> tuple[Line, ...]:
        """The lines of the voucher: the whole amount on the paper's side, on the other what stands beside it apart."""
        assert 0 <= beside_fen <= fen and (self.beside or not beside_fen), self.key
        on_credit = self.account == self.debit
        rest = fen - beside_fen
        lines = [Line(self.debit, debit_fen=fen if on_credit else rest, item=self.debit_item)]
        lines.append(Line(self.credit, credit_fen=rest if on_credit else fen, item=self.credit_item))
        if self.beside and beside_fen:
            amounts = {"credit_fen": beside_fen} if on_credit else {"debit_fen": beside_fen}
            lines.append(Line(self.beside.account, item=self.beside.item, **amounts))
        return tuple(line for line in lines if line.debit_fen or line.credit_fen)


def money_in(
    key: str,
    title: str,
    paper: str,
    bank: str,
    account: str,
    item: str = "",
    beside: Beside | None = None,
    funds: str = "",
    matter: str = "",
) -> Event:
    """Money reaches an account of ours."""
    return Event(key, title, paper, bank, bank, account, "", item, beside, funds, matter)


def money_out(
    key: str,
    title: str,
    paper: str,
    bank: str,
    account: str,
    item: str = "",
    beside: Beside | None = None,
    funds: str = "",
    matter: str = "",
) -> Event:
    """Money leaves an account of ours."""
    return Event(key, title, paper, bank, account, bank, item, "", beside, funds, matter)


def moved(key: str, title: str, paper: str, issued_by: str, to: str, from_: str, beside: Beside | None = None, funds: str = "") -> Event:
    """Money moves from one account of ours to another."""
    return Event(key, title, paper, issued_by, to, from_, beside=beside, funds=funds)
