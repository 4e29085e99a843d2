"""Showing a masked number in full: with a purpose, a daily limit, and an entry in the journal before it is shown."""

from __future__ import annotations

from django.db import transaction

from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.journal.queries import count_by
from shebao.agency.people.models import BankAccount, Person
from shebao.agency.staff.queries import posts_of, require
from shebao.agency.store import vault
from shebao.base.finding import refuse

_DAILY = {"inspector": 100}
_DAILY_OTHERS = 30


def unmask(person_id: int, purpose: str, *, by: By) -> str:
    """A person's full citizen number. Refused without the right, without a purpose, or past the day's limit."""
    person = Person.objects.filter(id=person_id).first()
    if person is None:
        refuse("people.unmask", f"人员编号 {person_id} 不存在", "请重新查找。")
    _account_for("citizen_number", person_id, purpose, by)
    return vault.unseal(person.citizen_sealed, Person.SEALED_PLACE, person.id)


def unmask_account(account_id: int, purpose: str, *, by: By) -> str:
    """A bank account's full number, under the same conditions as `unmask`."""
    account = BankAccount.objects.filter(id=account_id).first()
    if account is None:
        refuse("people.unmask", f"账户编号 {account_id} 不存在", "请重新查找。")
    _account_for("account_number", account.person_id, purpose, by)
    return vault.unseal(account.account_sealed, BankAccount.SEALED_PLACE, account.id)


def _account_for(what: str, person_id: int, purpose: str, by: By) -> None:
    """Check the right, the purpose and the limit, and write the entry; the entry is committed before the number leaves."""
    purpose = purpose.strip()
    if len(purpose) < 4:
        refuse("people.unmask", "没有写明查看用途", "请用一句话写明为什么要看完整号码，例如“核对银行退回原因”。")
    with transaction.atomic():
        journal.take_turn()
        require(by.member_id, "person.unmask")
        limit = max((_DAILY.get(post, _DAILY_OTHERS) for post in posts_of(by.member_id)), default=_DAILY_OTHERS)
        if count_by("people.unmask", by.member_id, by.day) >= limit:
            refuse("people.unmask", f"今天查看完整号码已达 {limit} 次上限", "请明天再看，或由稽核人员查看。")
        journal.record("people.unmask", by=by, body={"what": what, "purpose": purpose[:200]}, subject=("person", person_id))
