"""Accounts that come in from another agency or scheme, and that leave for one: an entry of their own, with the case they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import Entry, record, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.columns import among, change_rows, int_column
from shebao.base.finding import refuse

from .ledger import Movement, accounts_of, post_movements
from .models import AccountEntry, Balance

SOURCE = "transfer"


def bring_in(person_id: int, fen: int, scheme: str, month: int, case_id: int, *, by: By) -> Entry:
    """Credit what came with a person; the account is opened where there is none."""
    with transaction.atomic():
        take_turn()
        if AccountEntry.objects.filter(person_id=person_id, scheme=scheme, kind="transfer_in", source_id=case_id).exists():
            refuse("accounts.twice", "这一件转入的账户已经记过", "同一件只记一次。", "case_id")
        movement = Movement(person_id, month, "transfer_in", fen, SOURCE, case_id)
        return post_movements([movement], scheme, "accounts.bring_in", by=by, body={"case": case_id})


def take_out(person_id: int, fen: int, scheme: str, month: int, case_id: int, *, close: bool, by: By) -> Entry:
    """Debit what leaves with a person; close: nothing more may be posted to the account."""
    with transaction.atomic():
        take_turn()
        movement = Movement(person_id, month, "transfer_out", -fen, SOURCE, case_id)
        entry = post_movements([movement], scheme, "accounts.take_out", by=by, body={"case": case_id})
        if close:
            account = accounts_of(int_column([person_id]), scheme)
            change_rows(Balance, account.row_id, closed=True)
            record("accounts.close", by=by, subject=("person", person_id), body={"scheme": scheme, "case": case_id})
        return entry


class LandLost(NamedTuple):
    """A land-lost subsidy of one person, and the payment it comes from."""

    person_id: int
    amount_fen: int
    payment_id: int


def credit_land_lost(rows: Sequence[LandLost], scheme: str, month: int, *, by: By) -> Entry:
    """Credit subsidies that taken land gives, each with the payment it comes from."""
    with transaction.atomic():
        take_turn()
        movements = [Movement(row.person_id, month, "land_lost", row.amount_fen, "land_payment", row.payment_id) for row in rows]
        body = {"people": len(rows), "amount_fen": sum(row.amount_fen for row in rows)}
        return post_movements(movements, scheme, "accounts.credit_land_lost", by=by, body=body)


def land_lost_entries(payment_ids: Iterable[int], scheme: str) -> list[tuple[int, int, int]]:
    """(entry, person, fen) of what some payments were credited as, for whoever takes it back."""
    rows = AccountEntry.objects.filter(scheme=scheme, kind="land_lost", source_id__in=among(payment_ids)).order_by("id")
    return list(rows.values_list("id", "person_id", "amount_fen"))
