"""What is granted once to a person: entered with its facts, owed, and taken up by a one-off run; the same for every kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change
from shebao.agency.payout import actions as payout
from shebao.agency.procedures.employee_pension._claim import account_change
from shebao.agency.schemes.unemployment import KEY as SCHEME
from shebao.agency.unemployment import actions as claims
from shebao.agency.unemployment import queries as known
from shebao.agency.unemployment.kinds import GRANTS
from shebao.base.money import grouped


def basis_of(kind: str, grant_id: int) -> str:
    """What a grant is owed for, as the payout counter keeps it."""
    return f"{kind}.{grant_id}"


def grant_and_owe(rows: Sequence[claims.NewGrant], kind: str, *, by: By) -> list[int]:
    """Enter grants and what is owed for them; the ids of the grants."""
    _, owed, account, item = GRANTS[kind]
    ids = claims.grant(rows, kind, by=by)
    due = [
        payout.Owed(0, row.person_id, owed, row.month, row.amount_fen, basis_of(kind, grant_id), account, item)
        for row, grant_id in zip(rows, ids, strict=True)
    ]
    payout.owe(due, SCHEME, by=by)
    return ids


def granted(person_id: int, kind: str) -> Change:
    """What the person was just granted, and how it is paid."""
    row = known.grants_of(person_id, kind)[0]
    return Change(GRANTS[kind][0], "未核定", f"{grouped(row.amount_fen)} 元，列入一次性待遇批次发放")


def account_of(person_id: int) -> list[Change]:
    """What whoever decides should know of the bank account."""
    return account_change(person_id)


def fen(answer: Any, name: str = "amount") -> int:
    """An amount of a calculation in fen."""
    amount = answer.values[name].fraction * 100
    assert amount.denominator == 1, "the law rounds to the fen"
    return int(amount)
