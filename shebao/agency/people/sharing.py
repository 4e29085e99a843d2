"""Who is paid to one and the same account: the end of its number and everybody it belongs to, for whoever looks into held payments."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from shebao.agency.people.models import BankAccount
from shebao.agency.store.columns import among, read_rows


class Holder(NamedTuple):
    """One person whose account in force it is."""

    person_id: int
    name: str
    dead: bool


class Shared(NamedTuple):
    """An account of a person: the last four of its number, and who else is paid to it."""

    tail: str
    others: tuple[Holder, ...]


def sharing(person_ids: Iterable[int]) -> dict[int, Shared]:
    """Person → the account in force and its other holders, the longest registered first; people without an account are left out."""
    own = BankAccount.objects.filter(until=None, person_id__in=among(person_ids))
    mine = {person: (bytes(index), tail) for person, index, tail in read_rows(own, "person_id", "account_index", "account_tail")}
    everybody = BankAccount.objects.filter(until=None, account_index__in=[index for index, _ in mine.values()]).order_by("id")
    holders: dict[bytes, list[Holder]] = {}
    for index, person, name, died_on in read_rows(everybody, "account_index", "person_id", "person__name", "person__death_date"):
        holders.setdefault(bytes(index), []).append(Holder(person, name, died_on is not None))
    return {
        person: Shared(tail, tuple(holder for holder in holders[index] if holder.person_id != person))
        for person, (index, tail) in mine.items()
    }
