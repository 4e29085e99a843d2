"""What must always be true of the register, worked out again from the journal: for `shebao verify`. Each gives (examined, problems)."""

from __future__ import annotations

import json
from datetime import date

from shebao.agency.journal import queries as journal
from shebao.agency.journal.later import Moves, add_move, check_later

from .models import BankAccount, Person, Village

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
    """Everybody lives where the journal says, and has the telephone they were registered with."""
    moves: Moves = {}
    phones = dict(Person.objects.values_list("id", "phone"))
    for *_, body in journal.told("people.move_persons"):
        for person_id, before, after in json.loads(body)["moves"]:
            add_move(moves, person_id, (before, phones.get(person_id)), (after, phones.get(person_id)))
    return check_later(Person, moves)


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
