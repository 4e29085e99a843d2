"""Who is paid to one and the same account, and whose account was changed by whom: for whoever looks into payments before they go."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef

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


class Changed(NamedTuple):
    """Somebody whose account in force took the place of another: on which day, under which journal entry."""

    person_id: int
    since: date
    entry_id: int


def accounts_changed(since: date) -> list[Changed]:
    """Everybody whose account in force was opened on a day or later, in place of an earlier one."""
    earlier = BankAccount.objects.filter(person_id=OuterRef("person_id"), until__isnull=False)
    rows = BankAccount.objects.filter(Exists(earlier), until=None, since__gte=since).order_by("person_id")
    return [Changed(*row) for row in rows.values_list("person_id", "since", "entry_id")]
