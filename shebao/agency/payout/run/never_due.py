"""Deciding that returned payments are not due any more, taking that back, and noting that finance has cleared them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.payout.bank.outcomes import not_due, unpaid_lines
from shebao.agency.payout.models import NeverDue, NeverDueCancelled, NeverDueCleared
from shebao.base.finding import refuse


def decide_never_due(scheme: str, line_ids: Sequence[int], reason: str, *, by: By) -> Entry:
    """These returned payments will not be sent again; refused for one that did not come back or is being sent again."""
    with transaction.atomic():
        take_turn()
        waiting = unpaid_lines(scheme)
        gone = [line for line in line_ids if line not in waiting]
        if gone or not line_ids:
            refuse("payout.not_returned", f"{len(gone)} 笔没有退回，或已经列入重发批次", "请从退回待重发的名单中选择。", "rows")
        return post(NeverDue, NeverDue.SEALED, [(line, reason) for line in sorted(line_ids)], "payout.never_due", by=by)


def take_back_never_due(line_ids: Sequence[int], reason: str, *, by: By) -> Entry:
    """The payments are due after all; refused for what finance has cleared already."""
    with transaction.atomic():
        take_turn()
        decided = not_due(line_ids)
        cleared = NeverDueCleared.objects.filter(id__in=line_ids).exists()
        if cleared or len(decided) != len(line_ids):
            refuse("payout.never_due", "有的款项没有决定过不再支付，或已经由财务清理", "已经清理的，由业务重新核定后补发。", "rows")
        rows = [(line, reason) for line in sorted(line_ids)]
        return post(NeverDueCancelled, NeverDueCancelled.SEALED, rows, "payout.never_due_cancel", by=by)


def clear_never_due(rows: Sequence[tuple[int, int]], on: date, *, by: By) -> Entry:
    """Note that finance has cleared (line, fen) from the temporary receipts on a day."""
    with transaction.atomic():
        take_turn()
        return post(
            NeverDueCleared, NeverDueCleared.SEALED, [(line, on, fen) for line, fen in sorted(rows)], "payout.never_due_clear", by=by
        )
