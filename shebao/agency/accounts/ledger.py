"""Posting entries and moving the balances beside them: the one place where an account changes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from shebao.agency.journal.actions import Entry, post
from shebao.agency.journal.by import By
from shebao.agency.people.lists import refuse_people
from shebao.agency.store.bulk import bulk_insert, next_id
from shebao.agency.store.columns import Column, among, change_rows, look_up, read_columns

from .models import AccountEntry, Balance


class Movement(NamedTuple):
    """One movement to post: signed amount in fen, and the business row it comes from."""

    person_id: int
    month: int
    kind: str
    amount_fen: int
    source_kind: str
    source_id: int


class Account(NamedTuple):
    """Accounts of some people, in the order asked: row id (0: none), balance, whether closed (0 or 1)."""

    row_id: Column
    balance_fen: Column
    closed: Column


def accounts_of(people: Column, scheme: str) -> Account:
    """The accounts of these people; call it inside the transaction that will change them."""
    rows = read_columns(Balance.objects.filter(scheme=scheme, person_id__in=among(people)), "id", "person_id", "balance_fen", "closed")
    return Account(*(look_up(rows["person_id"], rows[name], people) for name in ("id", "balance_fen", "closed")))


def post_movements(movements: Sequence[Movement], scheme: str, verb: str, *, by: By, body: dict[str, Any]) -> Entry:
    """Post movements and move the balances by their sums, opening the account of whoever has none.

    Refused where an account is closed or would fall below zero.
    """
    people, sums = _sums(movements)
    accounts = accounts_of(people, scheme)
    refused = people[accounts.closed == 1]
    if refused.size:
        refuse_people("accounts.closed", refused, "的个人账户已清户。", "请核对名单；确需入账的，先办理更正。", "person_ids")
    overdrawn = people[accounts.balance_fen + sums < 0]
    if overdrawn.size:
        refuse_people("accounts.overdrawn", overdrawn, "的个人账户余额不足。", "请核对金额。", "amount_fen")
    rows = [(m.person_id, scheme, m.month, m.kind, m.amount_fen, m.source_kind, m.source_id) for m in movements]
    return _insert(people, sums, rows, accounts, scheme, verb, by, body)


def post_columns(
    people: Column, fen: Column, rows: Sequence[tuple[Any, ...]], scheme: str, verb: str, *, by: By, body: dict[str, Any]
) -> Entry:
    """Post one movement each of many people, whose accounts are open and will not be overdrawn: a county's million in one go.

    rows: the columns of an entry after its id, in the order of the people.
    """
    accounts = accounts_of(people, scheme)
    assert (accounts.row_id > 0).all() and not (accounts.closed == 1).any() and not (accounts.balance_fen + fen < 0).any()
    return _insert(people, fen, rows, accounts, scheme, verb, by, body)


def _insert(
    people: Column,
    sums: Column,
    rows: Sequence[tuple[Any, ...]],
    accounts: Account,
    scheme: str,
    verb: str,
    by: By,
    body: dict[str, Any],
) -> Entry:
    start = next_id(AccountEntry)
    entry = post(
        AccountEntry,
        AccountEntry.SEALED,
        [(start + i, *row) for i, row in enumerate(rows)],
        verb,
        by=by,
        subject=("person", int(people[0])) if people.size == 1 else None,
        body=body | {"scheme": scheme, "accounts": int(people.size), "amount_fen": int(sums.sum()) if sums.size else 0},
    )
    _move(people, sums, accounts, scheme)
    return entry


def _sums(movements: Sequence[Movement]) -> tuple[Column, Column]:
    if not movements:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    who = np.fromiter((m.person_id for m in movements), dtype=np.int64, count=len(movements))
    amounts = np.fromiter((m.amount_fen for m in movements), dtype=np.int64, count=len(movements))
    people, place = np.unique(who, return_inverse=True)
    sums = np.zeros(people.size, dtype=np.int64)
    np.add.at(sums, place, amounts)
    return people, sums


def _move(people: Column, sums: Column, accounts: Account, scheme: str) -> None:
    there = accounts.row_id > 0
    after = accounts.balance_fen + sums
    if there.any():
        change_rows(Balance, accounts.row_id[there], balance_fen=after[there])
    if not there.all():
        first = next_id(Balance)
        new = zip(people[~there].tolist(), after[~there].tolist(), strict=True)
        bulk_insert(
            Balance,
            ["id", "person_id", "scheme", "balance_fen", "closed"],
            [(first + i, person, scheme, fen, False) for i, (person, fen) in enumerate(new)],
        )
