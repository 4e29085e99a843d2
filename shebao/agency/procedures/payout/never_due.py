"""Clearing returned benefits that nobody is due any more, across three counters: the register, the personal accounts, the books.

What was first paid this year takes its benefit back, item by item; what was paid in an earlier year is other income. The account
gets back what it bore, unless it was closed and its rest went to the heirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from shebao.agency import schemes
from shebao.agency.accounts import actions as accounts
from shebao.agency.accounts import queries as account_queries
from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.payout.queries import NeverDueLine, never_due_lines
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import month_of
from shebao.core.books import entries
from shebao.core.books.slip import Slip

__all__ = ["book_never_due", "never_due_lines"]

REASON = "银行退回、不再支付的待遇退回个人账户"
PAPER = "不再支付决定"


def book_never_due(scheme: str, on: date, number: str, fen: Fen, pages: int = 1, *, by: By) -> list[int]:
    """Clear everything that is decided and not cleared, on one paper; the ids of its vouchers."""
    with transaction.atomic():
        rows = never_due_lines(scheme)
        total = sum(row.fen for row in rows)
        if not rows or total != fen:
            refuse("procedures.suspense", f"已决定不再支付的退回款是 {grouped(total)} 元", "请核对金额。", "amount_fen")
        borne = _borne(rows, scheme)
        by_item, earlier = _divided(rows, borne, scheme, on.year)
        lines = entries.never_due(by_item, earlier)
        slip = Slip(PAPER, number, entries.RECEIVED_ON_HOLD, total, f"{len(rows)} 人", pages)
        source = (books.NEVER_DUE, by.matter_id or 0)
        voucher = fund.post_voucher(
            scheme, month_of(on), on, f"银行退回的待遇不再支付，{len(rows)} 笔（{number}）"[:120], lines, source, by=by, slip=slip
        )
        _give_back(rows, borne, scheme, by)
        payout.clear_never_due([(row.line_id, row.fen) for row in rows], on, by=by)
    return [int(voucher.pk)]


def _borne(rows: Sequence[NeverDueLine], scheme: str) -> dict[int, tuple[int, Fen]]:
    """Line → (account entry, fen) of what the personal account bore of it when it was first paid."""
    entries_of = account_queries.borne_by({row.person_id for row in rows}, scheme)
    by_line = {line: (entry, fen) for some in entries_of.values() for line, entry, fen in some}
    return {row.line_id: by_line[row.origin_id] for row in rows if row.origin_id in by_line}


def _divided(rows: Sequence[NeverDueLine], borne: dict[int, tuple[int, Fen]], scheme: str, year: int) -> tuple[dict[str, Fen], Fen]:
    """(item of benefits → fen paid this year, fen paid in earlier years)."""
    by_item: dict[str, Fen] = {}
    earlier = 0
    for row in rows:
        if row.paid_on.year != year:
            earlier += row.fen
            continue
        for item, fen in _items(row, borne.get(row.line_id, (0, 0))[1], scheme).items():
            by_item[item] = by_item.get(item, 0) + fen
    return {item: fen for item, fen in by_item.items() if fen}, earlier


def _items(row: NeverDueLine, borne_fen: Fen, scheme: str) -> dict[str, Fen]:
    if row.kind in runs.DUE_KINDS:
        return {row.kind: row.fen}
    items: dict[str, Fen] = {}
    for part in schemes.of(scheme).PARTS:
        fen = row.parts.get(part.key, 0)
        own = min(fen, borne_fen) if part.from_account else fen
        items[part.item] = items.get(part.item, 0) + own
        if part.pooled:
            items[part.pooled] = items.get(part.pooled, 0) + fen - own
    assert sum(items.values()) == row.fen, row.line_id
    return items


def _give_back(rows: Sequence[NeverDueLine], borne: dict[int, tuple[int, Fen]], scheme: str, by: By) -> None:
    """Put what accounts bore back, a correction a person; nothing for accounts whose rest the heirs were paid."""
    closed = set(account_queries.debits(scheme, "inheritance")["person_id"].tolist())
    corrections: dict[int, accounts.Correction] = {}
    for row in rows:
        if row.line_id in borne and row.person_id not in closed:
            entry, fen = borne[row.line_id]
            before = corrections.get(row.person_id)
            corrections[row.person_id] = accounts.Correction(row.person_id, fen + (before.amount_fen if before else 0), entry)
    if corrections:
        accounts.correct(list(corrections.values()), scheme, month_of(by.day), REASON, by=by)
