"""What must always be true of the register, worked out again from the journal: for `shebao verify`. Each gives (examined, problems)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from shebao.agency.journal import queries as journal
from shebao.agency.journal.later import Moves, add_move, check_later

from .models import IDENTITY, BankAccount, Identity, Person, Village

Checked = tuple[int, list[str]]


def check_deaths() -> Checked:
    """Every recorded death that was not withdrawn, and no other, is in the journal with its date."""
    said: dict[int, str] = {}
    for *_, body in journal.told("people.record_deaths", "people.withdraw_deaths"):
        entry = json.loads(body)
        said |= dict(entry.get("deaths", ()))
        for person_id, _ in entry.get("withdrawn", ()):
            said.pop(person_id, None)
    kept = {
        person_id: died_on.isoformat()
        for person_id, died_on in Person.objects.filter(death_date__isnull=False).values_list("id", "death_date")
        if died_on is not None
    }
    wrong = sorted(person_id for person_id in said.keys() | kept.keys() if said.get(person_id) != kept.get(person_id))
    return len(kept), [
        f"人员 {person_id}：死亡日期（{kept.get(person_id, '无')}）与日志（{said.get(person_id, '无')}）不符。" for person_id in wrong
    ]


def check_residences() -> Checked:
    """Everybody lives where the journal says, and has the telephone the journal says."""
    stored = {person: [village, phone] for person, village, phone in Person.objects.values_list("id", "village_id", "phone")}
    first: dict[int, list[Any]] = {}
    last: dict[int, list[Any]] = {}
    told = journal.told("people.move_persons", "people.change_phone")
    for verb, *_, body in told:
        place = int(verb == "people.change_phone")
        for person_id, before, after in json.loads(body)["moves"]:
            if person_id not in first:
                # What no entry speaks of has not moved: it is what it was.
                first[person_id], last[person_id] = [None, None], [None, None]
            if first[person_id][place] is None:
                first[person_id][place] = (before,)
            last[person_id][place] = (after,)
    moves: Moves = {}
    for person_id, before in first.items():
        present = stored.get(person_id, [None, None])
        ends = [tuple(side[place][0] if side[place] else present[place] for place in (0, 1)) for side in (before, last[person_id])]
        add_move(moves, person_id, ends[0], ends[1])
    return check_later(Person, moves)


def check_identities() -> Checked:
    """Every correction of an identity begins where the one before ended, and the person is what the last one says."""
    stored = {row[0]: row[1:] for row in Person.objects.values_list("id", *IDENTITY)}
    last: dict[int, tuple[Any, ...]] = {}
    problems: list[str] = []
    rows = Identity.objects.order_by("id").values_list(
        "person_id", *(f"before_{name}" for name in IDENTITY), *(f"after_{name}" for name in IDENTITY)
    )
    for person, *values in rows:
        before, after = _plain(values[: len(IDENTITY)]), _plain(values[len(IDENTITY) :])
        if last.get(person, before) != before:
            problems.append(f"人员 {person}：身份更正前后不衔接。")
        last[person] = after
    problems += [f"人员 {person}：登记的身份与最后一次更正不符。" for person, after in last.items() if _plain(stored[person]) != after]
    return len(last), problems


def _plain(values: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(bytes(value) if isinstance(value, memoryview) else value for value in values)


def check_villages() -> Checked:
    """Every village is called what it was entered as, and no village was entered past the journal."""
    entered: dict[int, tuple[str, str]] = {}
    known: set[tuple[str, str]] = set()
    for *_, body in journal.told("people.enter_villages"):
        entry = json.loads(body)
        pairs = [(township, name) for township, name in entry["villages"]]
        known.update(pairs)
        entered |= dict(zip(entry.get("ids", ()), pairs, strict=False))
    present = {village_id: (township, name) for village_id, township, name in Village.objects.values_list("id", "township", "name")}
    wrong = sorted(
        village_id
        for village_id in entered.keys() | present.keys()
        if present.get(village_id) != entered.get(village_id) and (village_id in entered or present[village_id] not in known)
    )
    return len(present), [
        f"村（社区）{village_id}（{''.join(present.get(village_id, ('已不存在',)))}）与日志（{''.join(entered.get(village_id, ('无',)))}）不符。"
        for village_id in wrong
    ]


def check_bank_accounts() -> Checked:
    """A person's accounts follow one another, the last one in force; and what is marked as verified was verified by somebody."""
    verified = {account for *_, body in journal.told("people.verify_bank_accounts") for account in json.loads(body)["accounts"]}
    for *_, body in (*journal.told("people.open_bank_accounts"), *journal.told("people.change_bank_accounts")):
        posted = json.loads(body)
        if posted["verified"]:
            verified.update(range(posted["first_id"], posted["last_id"] + 1))
    problems: list[str] = []
    rows = list(BankAccount.objects.order_by("person_id", "id").values_list("id", "person_id", "since", "until", "verified"))
    following: list[tuple[int, date] | None] = [*((later[1], later[2]) for later in rows[1:]), None][: len(rows)]
    for (account_id, person_id, _, until, is_verified), later in zip(rows, following, strict=True):
        ends = later[1] if later is not None and later[0] == person_id else None
        if until != ends:
            problems.append(f"银行账户 {account_id}：停用日期与下一账户的启用日期不衔接。")
        if is_verified != (account_id in verified):
            problems.append(f"银行账户 {account_id}：核验标志与日志不符。")
    return len(rows), problems
