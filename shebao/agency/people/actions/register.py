"""Entering persons into the register: numbers checked and encrypted, nobody entered twice, with the account they are paid to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.people.keys import assert_keys_fit
from shebao.agency.people.models import BankAccount, Person, Village
from shebao.agency.people.names import BANK_LONGEST, PLACE_LONGEST, initials_of_many, name_problem, tidy_name
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.store import vault
from shebao.agency.store.bulk import next_id
from shebao.base.finding import Refused
from shebao.base.identity import birth_date_of, check_bank_card, check_phone, mask_phone, normalise_citizen_number, sex_of
from shebao.base.plain_text import text_problem

_ASKED_AT_ONCE = 900


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to be entered. Without `account_number` no bank account is opened."""

    citizen_number: str
    name: str
    village_id: int
    phone: str = ""
    bank: str = ""
    account_number: str = ""


@dataclass(frozen=True, slots=True)
class _Checked:
    """A row that may be entered: the number in its 18 characters, the card in digits, the phone masked."""

    number: str
    birth_date: date
    name: str
    village_id: int
    phone: str
    bank: str
    card: str


def register(rows: Sequence[NewPerson], *, by: By, accounts_verified: bool = False) -> list[int]:
    """Enter persons; their ids in the order of the rows. Refuses the whole list where a row is wrong or already entered.

    accounts_verified: the accounts were checked elsewhere (a hand-over from the system before); otherwise they wait.
    """
    assert rows, "nobody to register"
    checked = check_rows(rows, by.day)
    with transaction.atomic():
        journal.take_turn()
        assert_keys_fit()
        indexes = vault.blind_many((row.number for row in checked), "citizen")
        _refuse_known(checked, indexes)
        first = next_id(Person)
        ids = list(range(first, first + len(checked)))
        _post_persons(checked, ids, indexes, by)
        held = [(person_id, row) for person_id, row in zip(ids, checked, strict=True) if row.card]
        if held:
            post_accounts(
                [(person_id, row.bank, row.card, row.name) for person_id, row in held],
                verified=accounts_verified,
                verb="people.open_bank_accounts",
                by=by,
            )
    return ids


def check_new(rows: Sequence[NewPerson], day: date) -> None:
    """Refuse what `register` would refuse as things are now, and change nothing."""
    checked = check_rows(rows, day)
    _refuse_known(checked, vault.blind_many((row.number for row in checked), "citizen"))


def check_rows(rows: Sequence[NewPerson], day: date) -> list[_Checked]:
    """The rows checked and brought into one form; refuses listing every row that is wrong by itself or repeated in the list."""
    problems: list[Problem] = []
    checked: list[_Checked] = []
    villages = set(Village.objects.values_list("id", flat=True))
    seen: dict[str, int] = {}
    for row_number, row in enumerate(rows, 1):
        one, result = _check(row, day, villages)
        if one is not None:
            earlier = seen.setdefault(one.number, row_number)
            if earlier != row_number:
                result.append(f"与第{earlier}行是同一个身份证号码")
            checked.append(one)
        problems += [(row_number, reason) for reason in result]
    if problems:
        refuse_rows("people.register", "登记", len(rows), problems)
    return checked


def _check(row: NewPerson, day: date, villages: set[int]) -> tuple[_Checked | None, list[str]]:
    problems: list[str] = []
    name = tidy_name(row.name)
    if wrong := name_problem(name):
        problems.append(f"姓名{wrong}")
    if row.village_id not in villages:
        problems.append(f"村（社区）编号 {row.village_id} 不存在")
    if row.phone:
        try:
            check_phone(row.phone)
        except Refused as refused:
            problems.append(refused.finding.message)
    card = ""
    if row.account_number:
        try:
            card = check_bank_card(row.account_number)
        except Refused as refused:
            problems.append(refused.finding.message)
        if not row.bank.strip():
            problems.append("填了银行账号但没有填开户行")
    if wrong := text_problem(row.bank.strip(), BANK_LONGEST):
        problems.append(f"开户行{wrong}")
    try:
        number = normalise_citizen_number(row.citizen_number)
    except Refused as refused:
        return None, [*problems, refused.finding.message]
    born = birth_date_of(number)
    if born > day:
        problems.append(f"出生日期 {born.isoformat()} 在受理日期之后")
    return _Checked(number, born, name, row.village_id, mask_phone(row.phone), row.bank.strip(), card), problems


def _refuse_known(checked: list[_Checked], indexes: list[bytes]) -> None:
    if not Person.objects.exists():
        return
    known: set[bytes] = set()
    for start in range(0, len(indexes), _ASKED_AT_ONCE):
        asked = Person.objects.filter(citizen_index__in=indexes[start : start + _ASKED_AT_ONCE])
        known.update(bytes(index) for index in asked.values_list("citizen_index", flat=True))
    if known:
        refuse_rows(
            "people.duplicate",
            "登记",
            len(checked),
            [
                (i, f"{row.name}的身份证号码已登记过，请直接在原有人员上办理")
                for i, (row, index) in enumerate(zip(checked, indexes, strict=True), 1)
                if index in known
            ],
        )


def _post_persons(checked: list[_Checked], ids: list[int], indexes: list[bytes], by: By) -> None:
    sealed = vault.seal_many([row.number for row in checked], Person.SEALED_PLACE, ids)
    initials = initials_of_many([row.name for row in checked])
    rows = [
        (
            ids[i],
            indexes[i],
            row.number[-4:],
            row.name,
            initials[i],
            sex_of(row.number),
            row.birth_date,
            sealed[i],
            row.village_id,
            row.phone,
        )
        for i, row in enumerate(checked)
    ]
    journal.post(
        Person,
        (*Person.SEALED, "citizen_sealed", "village_id", "phone"),
        rows,
        "people.register",
        by=by,
        body={"persons": len(ids), "first_id": ids[0], "last_id": ids[-1]},
        subject=("person", ids[0]) if len(ids) == 1 else None,
    )


def post_accounts(rows: Sequence[tuple[int, str, str, str]], *, verified: bool, verb: str, by: By) -> list[int]:
    """Post new bank accounts (person id, bank, checked card number, holder) as the ones in force; their ids."""
    first = next_id(BankAccount)
    ids = list(range(first, first + len(rows)))
    cards = [row[2] for row in rows]
    sealed = vault.seal_many(cards, BankAccount.SEALED_PLACE, ids)
    indexes = vault.blind_many(cards, "account")
    posted = [
        (ids[i], person_id, bank, indexes[i], card[-4:], holder, by.day, sealed[i], verified)
        for i, (person_id, bank, card, holder) in enumerate(rows)
    ]
    journal.post(
        BankAccount,
        (*BankAccount.SEALED, "account_sealed", "verified"),
        posted,
        verb,
        by=by,
        body={"accounts": len(ids), "first_id": ids[0], "last_id": ids[-1], "verified": verified},
        subject=("person", rows[0][0]) if len(rows) == 1 else None,
    )
    return ids


def place_problems(pairs: Sequence[tuple[str, str]]) -> list[Problem]:
    """(row, reason) of each township or village whose name cannot be kept."""
    return [
        (number, f"{title}{wrong}")
        for number, pair in enumerate(pairs, 1)
        for title, text in zip(("乡镇", "村（社区）"), pair, strict=True)
        if (wrong := text_problem(text, PLACE_LONGEST))
    ]


def ensure_villages(pairs: Iterable[tuple[str, str]], *, by: By) -> dict[tuple[str, str], int]:
    """Villages (township, name) with their ids; those that are missing are entered."""
    wanted = list(dict.fromkeys(pairs))
    if problems := place_problems(wanted):
        refuse_rows("people.enter_villages", "登记村（社区）", len(wanted), problems)
    with transaction.atomic():
        journal.take_turn()
        present = {(township, name) for township, name in Village.objects.values_list("township", "name")}
        missing = [pair for pair in wanted if pair not in present]
        if missing:
            rows = Village.objects.bulk_create([Village(township=township, name=name) for township, name in missing])
            journal.record(
                "people.enter_villages", by=by, body={"villages": [list(pair) for pair in missing], "ids": [row.pk for row in rows]}
            )
        known = {(township, name): village_id for village_id, township, name in Village.objects.values_list("id", "township", "name")}
    return {pair: known[pair] for pair in wanted}
