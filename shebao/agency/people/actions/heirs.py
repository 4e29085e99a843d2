"""Entering the heirs of the dead, with the accounts they are paid to; whoever is not in the register yet comes into it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.people.heirs import BASES, RELATIONS
from shebao.agency.people.models import BankAccount, Heir, Person
from shebao.agency.people.names import tidy_name
from shebao.agency.people.queries import bank_account_in_force, find_many
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.store import vault
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import among
from shebao.base.finding import refuse

from .bank_accounts import NewAccount, change_bank_accounts
from .register import NewPerson, ensure_villages, register

ELSEWHERE = ("县外", "县外居住")
"""Township and village of heirs who do not live in the county."""


class Share(NamedTuple):
    """An heir who is in the register. The first of a death receives what comes back and what is paid late."""

    deceased_id: int
    person_id: int
    relation: str
    parts: int


class NewHeir(NamedTuple):
    """An heir as the family names them. Without an account number the account in force stays; village 0: lives elsewhere."""

    citizen_number: str
    name: str
    relation: str
    parts: int
    village_id: int = 0
    bank: str = ""
    account_number: str = ""


def register_heirs(deceased_id: int, rows: Sequence[NewHeir], basis: str, *, by: By) -> journal.Entry:
    """Enter the heirs of one death, in the place of those entered before; refused whole, with the reason for each row.

    Whoever is not in the register comes into it, and a new account waits to be verified like any other.
    """
    with transaction.atomic():
        journal.take_turn()
        people = ensure_family(deceased_id, rows, by=by)
        return enter_shares(
            [Share(deceased_id, person, row.relation, row.parts) for row, person in zip(rows, people, strict=True)], basis, by=by
        )


def ensure_family(deceased_id: int, rows: Sequence[NewHeir], *, by: By) -> list[int]:
    """The ids of people named by the family of somebody who died, in their order: whoever is not in the register comes into it, and
    a new account waits to be verified. Refused whole, with the reason for each row."""
    with transaction.atomic():
        journal.take_turn()
        ids = find_many([row.citizen_number for row in rows])
        _check(deceased_id, rows, ids)
        new = [row for row, person in zip(rows, ids, strict=True) if person is None]
        if new:
            elsewhere = ensure_villages([ELSEWHERE], by=by)[ELSEWHERE] if any(not row.village_id for row in new) else 0
            register(
                [NewPerson(row.citizen_number, row.name, row.village_id or elsewhere, "", row.bank, row.account_number) for row in new],
                by=by,
            )
        changed = [
            NewAccount(person, row.bank, row.account_number, row.name)
            for row, person in zip(rows, ids, strict=True)
            if person is not None and row.account_number and not _is_in_force(person, row.account_number)
        ]
        if changed:
            change_bank_accounts(changed, by=by)
        return [person for person in find_many([row.citizen_number for row in rows]) if person is not None]


def enter_shares(rows: Sequence[Share | tuple[int, int, str, int]], basis: str, *, by: By) -> journal.Entry:
    """Enter people of the register as the heirs of the dead, many deaths at once; each list takes the place of the one before."""
    shares = [Share(*row) for row in rows]
    assert shares and basis in BASES and all(row.relation in RELATIONS and row.parts > 0 for row in shares), "a checked list"
    with transaction.atomic():
        journal.take_turn()
        _check_shares(shares)
        before = dict(
            Heir.objects.filter(deceased_id__in=among({row.deceased_id for row in shares}))
            .order_by("version")
            .values_list("deceased_id", "version")
        )
        first, seen = next_id(Heir), set[int]()
        posted = []
        for i, row in enumerate(shares):
            receives = row.deceased_id not in seen
            seen.add(row.deceased_id)
            version = before.get(row.deceased_id, 0) + 1
            posted.append((first + i, row.deceased_id, version, row.person_id, row.relation, row.parts, receives, basis))
        return journal.post(
            Heir,
            Heir.SEALED,
            posted,
            "people.enter_heirs",
            by=by,
            body={"deaths": len(seen), "heirs": len(shares), "basis": basis},
            subject=("person", shares[0].deceased_id) if len(seen) == 1 else None,
        )


def _check(deceased_id: int, rows: Sequence[NewHeir], ids: Sequence[int | None]) -> None:
    """Refuse the list with the reason for each row that cannot be: another name, the dead person's own account, no account at all."""
    if strangers := [i for i, row in enumerate(rows, 1) if row.relation not in RELATIONS]:
        refuse_rows("people.register_heirs", "登记继承人", len(rows), [(i, "没有写明与死者的关系") for i in strangers])
    names = dict(Person.objects.filter(id__in=among(i for i in ids if i is not None)).values_list("id", "name"))
    present = bank_account_in_force(names)
    own = {bytes(index) for index in BankAccount.objects.filter(person_id=deceased_id).values_list("account_index", flat=True)}
    problems: list[Problem] = []
    for number, (row, person) in enumerate(zip(rows, ids, strict=True), 1):
        if person == deceased_id:
            problems.append((number, "死者本人不能是继承人"))
        if person is not None and names[person] != tidy_name(row.name):
            problems.append((number, f"姓名“{row.name}”与登记的姓名不符"))
        if row.account_number and vault.blind(row.account_number, "account") in own:
            problems.append((number, "账号是死者本人的账户，款项不能付到死者账户"))
        if row.account_number and not row.bank.strip():
            problems.append((number, "填了银行账号但没有填开户行"))
        if not row.account_number and (person is None or person not in present):
            problems.append((number, f"{row.name}没有登记过银行账户，请填写开户行和银行账号"))
        if row.parts < 1:
            problems.append((number, "份数应为正整数"))
    if problems:
        refuse_rows("people.register_heirs", "登记继承人", len(rows), problems)


def _check_shares(shares: Sequence[Share]) -> None:
    """The one has died, the other lives, nobody is listed twice for one death."""
    both = {row.deceased_id for row in shares} | {row.person_id for row in shares}
    dead = dict(Person.objects.filter(id__in=among(both)).values_list("id", "death_date"))
    problems: list[Problem] = []
    pairs: set[tuple[int, int]] = set()
    for number, row in enumerate(shares, 1):
        if dead.get(row.deceased_id) is None:
            refuse("people.register_heirs", "没有死亡登记，不能登记继承人", "请先办理死亡登记。", "person_id")
        if dead.get(row.person_id) is not None:
            problems.append((number, "继承人也已登记死亡，请登记再下一顺位或代位继承的人"))
        if (row.deceased_id, row.person_id) in pairs:
            problems.append((number, "同一继承人出现两次"))
        pairs.add((row.deceased_id, row.person_id))
    if problems:
        refuse_rows("people.register_heirs", "登记继承人", len(shares), problems)


def _is_in_force(person_id: int, account_number: str) -> bool:
    index = vault.blind(account_number, "account")
    return BankAccount.objects.filter(person_id=person_id, until=None, account_index=index).exists()
