"""A term deposit made and ended, each on its slip: the fiscal account's money moves between its items, the interest is income."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from shebao.agency.fund import deposits
from shebao.agency.fund.chart import chart_for
from shebao.agency.fund.models import Deposit, Voucher
from shebao.agency.journal.actions import post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.money import Fen
from shebao.base.months import month_of
from shebao.core.books.entries import FISCAL_ACCOUNT
from shebao.core.books.events import event
from shebao.core.books.slip import Slip

from .post import post_voucher


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate of deposit says. rate: per cent a year, as text."""

    number: str
    bank: str
    principal_fen: Fen
    rate: str
    begins: date
    ends: date


def make_deposit(scheme: str, paper: Certificate, *, by: By, pages: int = 1) -> Voucher:
    """Money of the fiscal account becomes a term deposit on its first day."""
    if paper.ends <= paper.begins:
        refuse("fund.deposit", "到期日应晚于起存日", "请照存单填写。", "ends")
    with transaction.atomic():
        take_turn()
        if Deposit.objects.filter(scheme=scheme, number=paper.number).exists():
            refuse("fund.deposit_twice", f"存单“{paper.number}”已经登记过", "同一存单只登记一次。", "number")
        key = next_id(Deposit)
        row = (key, scheme, paper.number, paper.bank, paper.principal_fen, paper.rate, paper.begins, paper.ends)
        post(Deposit, Deposit.SEALED, [row], "fund.deposit", by=by, subject=("deposit", key))
        made = event("term_made")
        slip = Slip(made.paper, paper.number, made.account, paper.principal_fen, paper.bank, pages)
        memo = f"{made.title}（存单 {paper.number}，{paper.bank}，年利率 {paper.rate}%，{paper.ends.isoformat()} 到期）"[:120]
        lines = made.lines(paper.principal_fen)
        return post_voucher(scheme, month_of(paper.begins), paper.begins, memo, lines, (deposits.SOURCE, key), by=by, slip=slip)


def end_deposit(scheme: str, row: deposits.DepositRow, on: date, number: str, interest_fen: Fen, *, by: By, pages: int = 1) -> Voucher:
    """A deposit comes back with its interest, at its end or before, on the bank's slip."""
    if on < row.begins:
        refuse("fund.deposit", f"支取日期早于起存日 {row.begins.isoformat()}", "请照单据填写。", "on")
    with transaction.atomic():
        take_turn()
        row = deposits.deposit(scheme, row.number)
        ended = event("term_matured")
        fen = row.principal_fen + interest_fen
        early = "提前支取" if on < row.ends else "到期"
        memo = f"定期存款{early}（存单 {row.number}，{row.bank}，单据 {number}）"[:120]
        slip = Slip("银行回单", number, FISCAL_ACCOUNT, fen, row.bank, pages)
        chart_for(scheme, on)
        return post_voucher(scheme, month_of(on), on, memo, ended.lines(fen, interest_fen), (deposits.SOURCE_END, row.id), by=by, slip=slip)
