"""Vouchers of the annuity's own books: what the collection account's slip says on one side, its parts on the other (财会〔2021〕19号)."""

from __future__ import annotations

from datetime import date

from shebao.agency.annuity.queries import ANNUITY_SCHEME as SCHEME
from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.fund.models import Voucher
from shebao.agency.journal.by import By
from shebao.agency.schemes import title
from shebao.base.finding import refuse
from shebao.base.money import Fen
from shebao.base.months import month_of, month_title
from shebao.core.books.entries import COLLECTION_ACCOUNT, FEES
from shebao.core.books.slip import Slip
from shebao.core.books.voucher import Line

SENT_UP = "5301"
PAPER = "归集户银行回单"


def collected(on: date, reference: str, parts: dict[str, Fen], memo: str, source: tuple[str, int], *, by: By) -> Voucher:
    """Money reaches the collection account: item of contributions → fen."""
    lines = [Line(COLLECTION_ACCOUNT, debit_fen=sum(parts.values()))]
    lines += [Line(FEES, credit_fen=fen, item=item) for item, fen in parts.items() if fen]
    return _post(on, reference, lines, memo, source, by)


def sent_up(on: date, reference: str, fen: Fen, memo: str, source: tuple[str, int], *, by: By) -> Voucher:
    """Money leaves for the province's trustee."""
    held = books.balance_of(SCHEME, COLLECTION_ACCOUNT)
    if fen > held:
        refuse("procedures.annuity", "归集户余额不足", "请核对金额，或先登记到账的缴费。", "amount_fen")
    return _post(on, reference, [Line(SENT_UP, debit_fen=fen), Line(COLLECTION_ACCOUNT, credit_fen=fen)], memo, source, by)


def _post(on: date, reference: str, lines: list[Line], memo: str, source: tuple[str, int], by: By) -> Voucher:
    first = books.first_month(SCHEME)
    if first is None or month_of(on) < first:
        refuse("procedures.annuity", f"{title(SCHEME)}在{month_title(month_of(on))}还没有建账", "请先由基金财务办理“启用账套”。", "on")
    fen = abs(sum(line.debit_fen - line.credit_fen for line in lines if line.account == COLLECTION_ACCOUNT))
    slip = Slip(PAPER, reference, COLLECTION_ACCOUNT, fen)
    return fund.post_voucher(SCHEME, month_of(on), on, memo, tuple(lines), source, by=by, slip=slip)


def reverse(source: tuple[str, int], *, by: By) -> Voucher | None:
    """Cancel the voucher that was made from a record by a red one; None where there is none."""
    made = [row for row in books.vouchers(SCHEME, source=source) if row.reverses_id is None]
    return fund.reverse_voucher(made[0].pk, month_of(by.day), by.day, by=by) if made else None
