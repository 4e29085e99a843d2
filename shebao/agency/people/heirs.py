"""Questions about heirs (继承人): who they are in law, who is entered for a death, and to whose account what is left goes.

An heir is a person of the register and need not be insured. Nothing is ever paid to the account of somebody who has died.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from django.db.models import Exists, OuterRef, QuerySet

from shebao.agency.store.columns import Column, among, int_column, look_up, narrowed, read_columns, read_rows
from shebao.base.identity import mask_citizen_number

from .models import BankAccount, Heir, Person
from .queries import Account, bank_account_in_force, citizen_numbers

RELATIONS: dict[str, str] = {
    "spouse": "配偶",
    "child": "子女",
    "parent": "父母",
    "sibling": "兄弟姐妹",
    "grandparent": "祖父母、外祖父母",
    "other": "遗嘱或判决指定的人",
}
"""Relation → its title: the first three inherit first, then the next two (民法典第1127条)."""
FIRST_RANK = ("spouse", "child", "parent")
BASES: dict[str, str] = {"agreement": "书面协议", "notary": "公证书", "judgment": "判决书、调解书", "only": "唯一继承人承诺"}
"""On what paper the shares rest → its title."""


class HeirRow(NamedTuple):
    """One heir of a death as pages show it; `account` is the heir's own account in force."""

    person_id: int
    name: str
    masked: str
    relation: str
    parts: int
    receives: bool
    basis: str
    account: Account | None


def in_force() -> QuerySet[Heir]:
    """The heirs of each death's last list."""
    later = Heir.objects.filter(deceased_id=OuterRef("deceased_id"), version__gt=OuterRef("version"))
    return Heir.objects.filter(~Exists(later))


def heirs_of(deceased_id: int) -> list[HeirRow]:
    """The heirs of one death, in the order they were entered; none where none are registered."""
    rows = list(
        in_force()
        .filter(deceased_id=deceased_id)
        .order_by("id")
        .values_list("person_id", "person__name", "relation", "parts", "receives", "basis")
    )
    ids = [row[0] for row in rows]
    numbers, accounts = citizen_numbers(ids), bank_account_in_force(ids)
    return [
        HeirRow(row[0], row[1], mask_citizen_number(number), *row[2:], accounts.get(row[0]))
        for row, number in zip(rows, numbers, strict=True)
    ]


def shares(deceased_ids: Iterable[int] | Column) -> dict[int, list[tuple[int, int]]]:
    """Dead person → (heir, parts) in the order they were entered."""
    result: dict[int, list[tuple[int, int]]] = {}
    rows = in_force().filter(deceased_id__in=among(deceased_ids)).order_by("id")
    for deceased, person, parts in read_rows(rows, "deceased_id", "person_id", "parts"):
        result.setdefault(deceased, []).append((person, parts))
    return result


def inherits_from(person_id: int) -> list[tuple[int, str]]:
    """(id, name) of the dead whose heir a person is."""
    return list(
        in_force()
        .filter(person_id=person_id, deceased__death_date__isnull=False)
        .order_by("id")
        .values_list("deceased_id", "deceased__name")
    )


def account_columns(person_ids: Column) -> dict[str, Column]:
    """For a run, beside each person id: `account_id` of the account to pay to (0: none), `verified` (0 or 1), and `estate`, 1 for
    whoever has died and has no living heir who receives. Of the dead it is that heir's account, never their own."""
    people = int_column(person_ids)
    dead = read_columns(narrowed(Person.objects.filter(death_date__isnull=False), people, "id"), "id")["id"]
    receivers = read_columns(
        in_force().filter(receives=True, deceased_id__in=among(dead), person__death_date=None), "deceased_id", "person_id"
    )
    gone = np.isin(people, dead)
    payees = np.where(gone, look_up(receivers["deceased_id"], receivers["person_id"], people), people)
    columns = read_columns(narrowed(BankAccount.objects.filter(until=None), payees), "person_id", "id", "verified")
    return {
        "account_id": look_up(columns["person_id"], columns["id"], payees),
        "verified": look_up(columns["person_id"], columns["verified"], payees),
        "estate": (gone & (payees == 0)).astype(np.int64),
    }
