"""Questions to the register of persons: one person, a search, the account in force, villages. Numbers come out masked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from django.db.models import Case, Count, IntegerField, Q, QuerySet, When

from shebao.agency.store import vault
from shebao.agency.store.columns import Column, Columns, MonthOf, among, int_column, look_up, narrowed, read_columns, read_rows
from shebao.base.finding import Refused, refuse
from shebao.base.identity import mask_citizen_number, mask_name, normalise_citizen_number

from . import lookup
from .models import BankAccount, Identity, Merged, Person, Village
from .sharing import Changed, Shared, accounts_changed, sharing

__all__ = ["Changed", "Shared", "accounts_changed", "sharing"]

_ACCOUNT = ("id", "person_id", "bank", "account_tail", "holder", "since", "until", "verified")


MANY = 20_000
"""From so many people on, what counts them all is counted apart from the pages."""


def are_many(many: int = MANY) -> bool:
    """Whether the register is so large that counting it takes more than a moment."""
    last = Person.objects.order_by("-id").values_list("id", flat=True).first()
    return (last or 0) > many


class PersonRow(NamedTuple):
    """A person as pages show it; `citizen_masked` is masked here, the full number never leaves without a purpose."""

    id: int
    name: str
    name_masked: str
    citizen_masked: str
    sex: str
    birth_date: date
    death_date: date | None
    village_id: int
    township: str
    village: str
    phone: str


class Account(NamedTuple):
    """A bank account without its number. `verified` is False until the bank has confirmed it or a cycle has passed."""

    id: int
    person_id: int
    bank: str
    tail: str
    holder: str
    since: date
    until: date | None
    verified: bool

    @property
    def masked(self) -> str:
        """The number as screens show it."""
        return f"**** {self.tail}"


class VillageRow(NamedTuple):
    """A village with its township and how many living persons it has."""

    id: int
    township: str
    name: str
    persons: int


def person(person_id: int) -> PersonRow:
    """One person; raises `Refused` where there is none."""
    rows = _rows(Person.objects.filter(id=person_id))
    if not rows:
        refuse("people.unknown", f"没有编号为 {person_id} 的人员", "请重新查找。")
    return rows[0]


def some_ids(most: int) -> list[int]:
    """The ids of the first so many people."""
    return list(Person.objects.order_by("id").values_list("id", flat=True)[:most])


def anybody() -> bool:
    """Whether anybody is registered here at all."""
    return Person.objects.exists()


def persons(person_ids: Iterable[int] | Column) -> dict[int, PersonRow]:
    """Persons by id, for lists of other counters; unknown ids are left out."""
    return {row.id: row for row in _rows(Person.objects.filter(id__in=among(person_ids)))}


def merged_into(person_id: int) -> int | None:
    """The record that took this one's place, where it is a second one of somebody."""
    return Merged.objects.filter(id=person_id).values_list("person_id", flat=True).first()


def person_names(person_ids: Iterable[int] | Column) -> dict[int, str]:
    """Names of persons by id, for exchange with other bodies."""
    return dict(Person.objects.filter(id__in=among(person_ids)).values_list("id", "name"))


def called(person_ids: Iterable[int] | Column, most: int = 5) -> str:
    """Persons for a message to staff, by name and the end of their number: “李甲（尾号0010）、王乙（尾号0029） 等 20 人”."""
    ids = int_column(person_ids).tolist()
    known = {
        key: f"{name}（尾号{tail}）"
        for key, name, tail in Person.objects.filter(id__in=ids[:most]).values_list("id", "name", "citizen_tail")
    }
    said = "、".join(known.get(key, f"人员 {key}") for key in ids[:most])
    return f"{said} 等 {len(ids)} 人" if len(ids) > most else said


def find(citizen_number: str) -> int | None:
    """The id behind a citizen number in any usual writing (15 digits, full-width, small x); None where it is not registered."""
    return find_many([citizen_number])[0]


def find_many(citizen_numbers: Sequence[str]) -> list[int | None]:
    """`find` for a column. Raises `Refused` on the first number that is none."""
    indexes = vault.blind_many((normalise_citizen_number(number) for number in citizen_numbers), "citizen")
    known: dict[bytes, int] = {}
    for start in range(0, len(indexes), 900):
        asked = Person.objects.filter(citizen_index__in=indexes[start : start + 900]).values_list("citizen_index", "id")
        known.update((bytes(index), person_id) for index, person_id in asked)
    return [known.get(index) for index in indexes]


def applicant_key(citizen_number: str) -> int:
    """A number that stands for a citizen number of somebody not registered yet: 63 bits of its blind index."""
    return int.from_bytes(vault.blind(normalise_citizen_number(citizen_number), "citizen")[:8], "big") >> 1


def search(text: str, *, after: int | None = None, most: int = 50) -> list[PersonRow]:
    """Persons by citizen number (exact), by the beginning of the name, pinyin initials, or as `lookup` says; at most `most`.

    after: id of the last person already shown; the next page begins behind it. An empty text finds nobody.
    """
    text = text.strip()
    if not text:
        return []
    if lookup.NUMBER.fullmatch(text):
        try:
            result = find(text)
        except Refused:
            result = None
        return _rows(Person.objects.filter(id=result)) if result is not None and after is None else []
    persons, column = lookup.matching(text)
    return _page(Person.objects.filter(persons), column, after, most)


def _page(rows: QuerySet[Person], column: str, after: int | None, most: int) -> list[PersonRow]:
    if after is not None:
        last = Person.objects.filter(id=after).values_list(column, flat=True).first()
        rows = rows.filter(Q(**{f"{column}__gt": last}) | Q(**{column: last}, id__gt=after)) if last is not None else rows.none()
    return _rows(rows, column, "id", most=most)


def _rows(items: QuerySet[Person], *order: str, most: int | None = None) -> list[PersonRow]:
    listed = items.order_by(*order).values_list(
        "id", "name", "citizen_sealed", "sex", "birth_date", "death_date", "village_id", "village__township", "village__name", "phone"
    )[:most]
    rows = list(listed)
    numbers = vault.unseal_many((row[2] for row in rows), Person.SEALED_PLACE, (row[0] for row in rows))
    return [
        PersonRow(row[0], row[1], mask_name(row[1]), mask_citizen_number(number), *row[3:])
        for row, number in zip(rows, numbers, strict=True)
    ]


def bank_account_in_force(person_ids: Iterable[int] | Column) -> dict[int, Account]:
    """The account each person is paid to now; persons without one are left out."""
    rows = BankAccount.objects.filter(person_id__in=among(person_ids), until=None).values_list(*_ACCOUNT)
    return {row[1]: Account(*row) for row in rows}


def bank_accounts_of(person_id: int) -> list[Account]:
    """All accounts of a person, the newest first."""
    return [Account(*row) for row in BankAccount.objects.filter(person_id=person_id).order_by("-id").values_list(*_ACCOUNT)]


def accounts(account_ids: Iterable[int] | Column) -> dict[int, Account]:
    """Accounts by id."""
    return {row[0]: Account(*row) for row in BankAccount.objects.filter(id__in=among(account_ids)).values_list(*_ACCOUNT)}


def payees(account_ids: Iterable[int] | Column) -> dict[int, tuple[str, str, str]]:
    """Account id → (holder, full number, bank), for the bank file alone.

    Raises `vault.Unreadable` where a number is not the one that was registered: the journal vouches for its index.
    """
    rows = read_rows(BankAccount.objects.filter(id__in=among(account_ids)), "id", "holder", "bank", "account_sealed", "account_index")
    numbers = vault.unseal_many((row[3] for row in rows), BankAccount.SEALED_PLACE, (row[0] for row in rows))
    for row, index in zip(rows, vault.blind_many(numbers, "account"), strict=True):
        if index != bytes(row[4]):
            raise vault.Unreadable(f"account {row[0]}: number and index do not belong together")
    return {row[0]: (row[1], number, row[2]) for row, number in zip(rows, numbers, strict=True)}


def citizen_numbers(person_ids: Sequence[int] | Column) -> list[str]:
    """Full citizen numbers in the order of the ids, for exchange with other bodies and the bank file alone."""
    listed = int_column(person_ids).tolist()
    known = dict(Person.objects.filter(id__in=among(listed)).values_list("id", "citizen_sealed"))
    return vault.unseal_many((known[i] for i in listed), Person.SEALED_PLACE, listed)


def sealed_numbers() -> list[tuple[str, Column, Callable[[Column], object]]]:
    """(what it is, ids, reader that raises `vault.Unreadable`) of every table with an encrypted number, for `verify`."""
    return [
        ("人员", read_columns(Person.objects.order_by("id"), "id")["id"], _checked_citizen_numbers),
        ("更正前的号码", read_columns(Identity.objects.order_by("id"), "id")["id"], _checked_former_numbers),
        ("银行账户", read_columns(BankAccount.objects.order_by("id"), "id")["id"], payees),
    ]


def _checked_citizen_numbers(person_ids: Column) -> list[str]:
    """`citizen_numbers`, each compared with its index and its tail."""
    numbers = citizen_numbers(person_ids)
    known = {row[0]: row[1:] for row in Person.objects.filter(id__in=among(person_ids)).values_list("id", "citizen_index", "citizen_tail")}
    for person_id, number, index in zip(int_column(person_ids).tolist(), numbers, vault.blind_many(numbers, "citizen"), strict=True):
        if (index, number[-4:]) != (bytes(known[person_id][0]), known[person_id][1]):
            raise vault.Unreadable(f"person {person_id}: number and index do not belong together")
    return numbers


def _checked_former_numbers(identity_ids: Column) -> list[str]:
    """The numbers before each correction of an identity, each compared with its index and its tail."""
    rows = read_rows(
        Identity.objects.filter(id__in=among(identity_ids)), "id", "before_sealed", "before_citizen_index", "before_citizen_tail"
    )
    numbers = vault.unseal_many((row[1] for row in rows), Identity.SEALED_PLACE, (row[0] for row in rows))
    for row, number, index in zip(rows, numbers, vault.blind_many(numbers, "citizen"), strict=True):
        if (index, number[-4:]) != (bytes(row[2]), row[3]):
            raise vault.Unreadable(f"identity {row[0]}: number and index do not belong together")
    return numbers


def shared_accounts(most: int = 1000) -> list[list[int]]:
    """Groups of persons whose accounts in force are one and the same account."""
    shared = (
        BankAccount.objects.filter(until=None)
        .values("account_index")
        .annotate(n=Count("id"))
        .filter(n__gt=1)
        .values("account_index")[:most]
    )
    groups: dict[bytes, list[int]] = {}
    for index, person_id in read_rows(
        BankAccount.objects.filter(until=None, account_index__in=shared).order_by("person_id"), "account_index", "person_id"
    ):
        groups.setdefault(bytes(index), []).append(person_id)
    return list(groups.values())


def villages() -> list[VillageRow]:
    """All villages by township and name with the number of their living persons."""
    living = Count("person", filter=Q(person__death_date=None))
    return [
        VillageRow(*row)
        for row in Village.objects.annotate(living=living).order_by("township", "name").values_list("id", "township", "name", "living")
    ]


def townships(village_ids: Iterable[int] | Column) -> dict[int, str]:
    """Village id → township, of some villages."""
    return dict(Village.objects.filter(id__in=among(village_ids)).values_list("id", "township"))


def any_registered() -> bool:
    """Whether anybody has been registered at all."""
    return Person.objects.exists()


def count(*, living: bool = True) -> int:
    """How many persons are registered."""
    return Person.objects.filter(death_date=None).count() if living else Person.objects.count()


def deaths(person_ids: Iterable[int] | Column) -> dict[int, date]:
    """Dates of death of those who have died."""
    rows = Person.objects.filter(id__in=among(person_ids), death_date__isnull=False).values_list("id", "death_date")
    return {person_id: died_on for person_id, died_on in rows if died_on is not None}


def death_months(person_ids: Column) -> Column:
    """The month of death (YYYYMM) beside each person, 0 where none is recorded."""
    dead = Person.objects.filter(death_date__isnull=False).annotate(month=MonthOf("death_date"))
    columns = read_columns(dead.filter(id__in=among(person_ids)), "id", "month")
    return look_up(columns["id"], columns["month"], person_ids)


def listed(text: str = "") -> QuerySet[Person, Any]:
    """Persons as rows for a list that pages, filters and sorts by itself; `text` narrows them as `search` does."""
    rows = Person.objects.values(
        "id", "name", "initials", "sex", "birth_date", "death_date", "village_id", "village__township", "village__name"
    )
    text = text.strip()
    if not text:
        return rows
    if lookup.NUMBER.fullmatch(text):
        try:
            result = find(text)
        except Refused:
            return rows.none()
        return rows.none() if result is None else rows.filter(id=result)
    return rows.filter(lookup.matching(text)[0])


def among_listed(person_ids: Iterable[int] | Column) -> QuerySet[Person, Any]:
    """Rows of `listed` for some persons, however many."""
    return listed().filter(id__in=among(person_ids))


def masked_numbers(person_ids: Sequence[int]) -> dict[int, str]:
    """Masked citizen numbers of the persons on a page, by id."""
    return dict(zip(person_ids, map(mask_citizen_number, citizen_numbers(person_ids)), strict=True))


class VillageName(NamedTuple):
    """A village by its names alone, for forms and filters."""

    id: int
    township: str
    name: str


def village_names() -> list[VillageName]:
    """All villages by township and name."""
    return [VillageName(*row) for row in Village.objects.order_by("township", "name").values_list("id", "township", "name")]


def by_township(person_ids: Column) -> dict[str, Column]:
    """Township → ids of some persons who live there, by village and id; townships in order of their names."""
    rows = read_columns(Person.objects.filter(id__in=among(person_ids)), "id", "village_id")
    order = np.lexsort((rows["id"], rows["village_id"]))
    ids, homes = rows["id"][order], rows["village_id"][order]
    result: dict[str, list[Column]] = {}
    for village in village_names():
        begin, end = np.searchsorted(homes, village.id, "left"), np.searchsorted(homes, village.id, "right")
        if end > begin:
            result.setdefault(village.township, []).append(ids[begin:end])
    return {township: np.concatenate(parts) for township, parts in result.items()}


def profiles(person_ids: Column) -> Columns:
    """`birth_year`, `female` (1 or 0), `village_id` beside each person of some; 0 for an unknown one."""
    female = Case(When(sex="female", then=1), default=0, output_field=IntegerField())
    rows = narrowed(Person.objects.order_by("id"), person_ids, "id").annotate(born=MonthOf("birth_date"), female=female)
    columns = read_columns(rows, "id", "born", "female", "village_id")
    names = {"birth_year": columns["born"] // 100, "female": columns["female"], "village_id": columns["village_id"]}
    return {name: look_up(columns["id"], column, person_ids) for name, column in names.items()}


def births(person_ids: Iterable[int] | None = None) -> Columns:
    """`person`, `birth`, `death` (days YYYYMMDD, 0: none) of everybody in the register, or of some."""
    rows = Person.objects.order_by("id") if person_ids is None else Person.objects.filter(id__in=among(person_ids)).order_by("id")
    table = [(key, _day(birth), _day(death)) for key, birth, death in read_rows(rows, "id", "birth_date", "death_date")]
    whole = np.array(table, dtype=np.int64).reshape(-1, 3)
    return {"person": whole[:, 0], "birth": whole[:, 1], "death": whole[:, 2]}


def account_groups(person_ids: Iterable[int] | None = None) -> Columns:
    """`person`, `account` (one number for one and the same account), `since_day`, `own_name` of accounts in force; of some people
    with everybody who shares an account with them."""
    rows = BankAccount.objects.filter(until=None).order_by("person_id")
    if person_ids is not None:
        rows = rows.filter(account_index__in=rows.filter(person_id__in=among(person_ids)).values("account_index"))
    table = [
        (person, int.from_bytes(bytes(index)[:7], "big"), _day(since), int(holder == name))
        for person, index, since, holder, name in read_rows(rows, "person_id", "account_index", "since", "holder", "person__name")
    ]
    whole = np.array(table, dtype=np.int64).reshape(-1, 4)
    return {name: whole[:, place] for place, name in enumerate(("person", "account", "since_day", "own_name"))}


def _day(value: object) -> int:
    """A date as YYYYMMDD, as either database gives it; none is 0."""
    return int(str(value)[:10].replace("-", "")) if value else 0
