"""An account that ends: its interest up to the month of the end, what is left paid out once, and both taken back before anything is paid."""

from __future__ import annotations

from typing import Any

import numpy as np
from django.db import transaction
from django.db.models import F, Q

from shebao.agency import schemes
from shebao.agency.journal.actions import Entry, take_turn
from shebao.agency.journal.by import By
from shebao.agency.people.lists import refuse_people
from shebao.agency.schemes import Interest
from shebao.agency.store.columns import int_column, read_columns, total
from shebao.base.dated import Places
from shebao.base.months import Month

from .ledger import Movement, accounts_of, post_movements
from .models import AccountEntry, Balance

CLOSING = 9
"""Interest up to a closing is known by the year × 10 and this."""


def closing_interest(person_id: int, scheme: str, month: Month, *, place: str, places: Places) -> Interest | None:
    """What an account earned in the year of its closing up to a month, at the year's rate or, while that is not published, the last
    one; None where the scheme has none to the month, or the year's interest is credited already."""
    until = getattr(schemes.of(scheme), "interest_until", None)
    entries = AccountEntry.objects.filter(scheme=scheme, person_id=person_id, month__lte=month)
    if until is None or entries.filter(kind="interest", month__gte=month // 100 * 100 + 1).exists():
        return None
    first = month // 100 * 100 + 1
    product = F("amount_fen") * (month + 1 - F("month"))
    paid = Q(month__gte=first, kind="pension")
    rows = entries.values("person_id").annotate(
        opening=total("amount_fen", Q(month__lt=first)),
        credited=total(product, Q(month__gte=first) & ~Q(kind="pension")),
        paid=total(-product, paid),
        left=total("amount_fen"),
    )
    columns = read_columns(rows, "person_id", "opening", "credited", "paid", "left")
    if not columns["person_id"].size:
        return None
    result: Interest = until(columns, month, place, places)
    return result


def credit_until_closing(person_id: int, scheme: str, month: Month, *, place: str, places: Places, by: By) -> Entry | None:
    """Credit the interest up to the month of a closing; None where there is none."""
    with transaction.atomic():
        take_turn()
        result = closing_interest(person_id, scheme, month, place=place, places=places)
        fen = int(result.interest_fen[0]) if result is not None else 0
        if result is None or not fen:
            return None
        body: dict[str, Any] = {"month": month, "rate": result.rate, "rate_document": result.document}
        turn = AccountEntry.objects.filter(scheme=scheme, person_id=person_id, kind="interest", source_id__gte=10_000).count()
        movement = Movement(person_id, month, "interest", fen, "closing", (month // 100 * 10 + CLOSING) + 100_000 * turn)
        return post_movements([movement], scheme, "accounts.credit_until_closing", by=by, body=body)


def exit_account(person_id: int, scheme: str, month: Month, *, by: By) -> tuple[Entry, int]:
    """Close a living person's account and take out what is left, which is paid once: the entry, and how much it was."""
    with transaction.atomic():
        take_turn()
        accounts = accounts_of(int_column([person_id]), scheme)
        if accounts.row_id[0] == 0 or accounts.closed[0] or not accounts.balance_fen[0]:
            refuse_people("accounts.nothing_left", np.array([person_id]), "没有可以支付的个人账户余额。", "请核对个人账户。", "person_id")
        fen = int(accounts.balance_fen[0])
        turn = AccountEntry.objects.filter(scheme=scheme, person_id=person_id, kind="exit").count()
        movement = Movement(person_id, month, "exit", -fen, "person", person_id * 10 + turn)
        entry = post_movements([movement], scheme, "accounts.exit", by=by, body={"month": month})
        Balance.objects.filter(scheme=scheme, person_id=person_id).update(closed=True)
        return entry, fen


def undo_exit(person_id: int, scheme: str, month: Month, reason: str, *, by: By) -> Entry:
    """Open the account again and give back what was to be paid and was not."""
    with transaction.atomic():
        take_turn()
        taken = AccountEntry.objects.filter(scheme=scheme, person_id=person_id, kind="exit").order_by("-id").first()
        assert taken is not None, "only an exit is undone"
        Balance.objects.filter(scheme=scheme, person_id=person_id).update(closed=False)
        movement = Movement(person_id, month, "correction", -taken.amount_fen, "entry", taken.id)
        return post_movements([movement], scheme, "accounts.undo_exit", by=by, body={"month": month, "reason": reason})
