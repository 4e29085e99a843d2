"""Changing the bank account a person is paid to: the old one is closed, the new one waits until it is verified."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.people.keys import assert_keys_fit
from shebao.agency.people.models import BankAccount, Person
from shebao.agency.people.names import BANK_LONGEST, tidy_name
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.store import vault
from shebao.agency.store.columns import among, change_rows
from shebao.base.finding import Refused, refuse
from shebao.base.identity import check_bank_card
from shebao.base.plain_text import plain_text, text_problem

from .register import post_accounts


class NewAccount(NamedTuple):
    """The account a person asks to be paid to."""

    person_id: int
    bank: str
    account_number: str
    holder: str


def change_bank_accounts(rows: Sequence[NewAccount | tuple[int, str, str, str]], *, by: By) -> list[int]:
    """Close the accounts in force and open new ones, not yet verified; the new accounts' ids in the order of the rows.

    The holder must be the person. `payout` holds the first payment to an account that is not verified.
    """
    asked = [NewAccount(*row) for row in rows]
    assert asked, "no account to change"
    with transaction.atomic():
        journal.take_turn()
        assert_keys_fit()
        cards = check_accounts(asked)
        closed = list(
            BankAccount.objects.filter(person_id__in=among(row.person_id for row in asked), until=None).values_list("id", flat=True)
        )
        change_rows(BankAccount, closed, until=by.day.isoformat())
        return post_accounts(
            [(row.person_id, row.bank.strip(), card, tidy_name(row.holder)) for row, card in zip(asked, cards, strict=True)],
            verified=False,
            verb="people.change_bank_accounts",
            by=by,
        )


def check_accounts(rows: Sequence[NewAccount]) -> list[str]:
    """The card numbers in digits; refuses listing every row that cannot be done as things are now."""
    persons = {p.id: p for p in Person.objects.filter(id__in=among(row.person_id for row in rows)).only("id", "name", "death_date")}
    present = {
        person_id: bytes(index)
        for person_id, index in BankAccount.objects.filter(person_id__in=among(persons), until=None).values_list(
            "person_id", "account_index"
        )
    }
    problems: list[Problem] = []
    cards: list[str] = []
    seen: set[int] = set()
    for row_number, row in enumerate(rows, 1):
        result, card = _check(row, persons.get(row.person_id), present.get(row.person_id))
        if row.person_id in seen:
            result.append("同一人在本批中出现两次")
        seen.add(row.person_id)
        problems += [(row_number, reason) for reason in result]
        cards.append(card)
    if problems:
        refuse_rows("people.change_bank_accounts", "变更银行账户", len(rows), problems)
    return cards


def _check(row: NewAccount, person: Person | None, present: bytes | None) -> tuple[list[str], str]:
    if person is None:
        return [f"人员编号 {row.person_id} 不存在"], ""
    problems: list[str] = []
    if person.death_date is not None:
        problems.append(f"{person.name}已于 {person.death_date.isoformat()} 死亡，不能变更银行账户")
    if tidy_name(row.holder) != person.name:
        problems.append(f"户名“{row.holder}”与本人姓名“{person.name}”不一致，待遇只能发到本人账户")
    if not row.bank.strip():
        problems.append("没有填开户行")
    if wrong := text_problem(row.bank.strip(), BANK_LONGEST):
        problems.append(f"开户行{wrong}")
    try:
        card = check_bank_card(row.account_number)
    except Refused as refused:
        return [*problems, refused.finding.message], ""
    if present is not None and present == vault.blind(card, "account"):
        problems.append("新账号与现用账号相同")
    return problems, card


def check_evidence(evidence: str) -> None:
    """Refuse what does not say by what an account was verified."""
    if len(plain_text(evidence, "核验依据", where="evidence")) < 4:
        refuse("people.verify_bank_accounts", "没有写明核验依据", "请写明依据，例如“银行户名核验回执 2023-05-08”。", "evidence")


def verify_bank_accounts(account_ids: Sequence[int], evidence: str, *, by: By) -> journal.Entry:
    """Mark accounts as verified (the bank confirmed name and number, or a held cycle passed).

    evidence: what confirmed it, in words; kept in the journal.
    """
    check_evidence(evidence)
    with transaction.atomic():
        journal.take_turn()
        rows = set(BankAccount.objects.filter(id__in=among(account_ids), until=None).values_list("id", flat=True))
        gone = [i for i, account_id in enumerate(account_ids, 1) if account_id not in rows]
        if gone:
            refuse_rows("people.verify_bank_accounts", "核验", len(account_ids), [(i, "该账户不存在或已停用") for i in gone])
        change_rows(BankAccount, list(account_ids), verified=True)
        return journal.record("people.verify_bank_accounts", by=by, body={"accounts": list(account_ids), "evidence": evidence.strip()})
