"""Whether the keys of this installation are those the register was sealed with.

A database restored without its keys would otherwise get new ones, and people would be entered a second time under
indexes that match nothing.
"""

from __future__ import annotations

from typing import Any

from django.core.checks import Error, Tags, register
from django.db import connection

from shebao.agency.store import vault

from .models import BankAccount, Person


def keys_fit() -> bool:
    """Whether the last person and account entered open, and their indexes are made with the keys at hand."""
    person, account = Person.objects.order_by("-id").first(), BankAccount.objects.order_by("-id").first()
    try:
        if person is not None:
            number = vault.unseal(person.citizen_sealed, Person.SEALED_PLACE, person.id)
            if vault.blind(number, "citizen") != bytes(person.citizen_index):
                return False
        if account is not None:
            card = vault.unseal(account.account_sealed, BankAccount.SEALED_PLACE, account.id)
            return vault.blind(card, "account") == bytes(account.account_index)
    except vault.Unreadable:
        return False
    return True


def assert_keys_fit() -> None:
    """Stop before anything is sealed with keys that do not belong to this database."""
    if not keys_fit():
        raise vault.Unreadable(f"the keys in {vault.keys_folder()} are not those of this database; restore them from their own backup")


@register(Tags.database)
def keys_belong_to_the_database(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[Error]:
    """Said before a server starts."""
    made = databases and {Person._meta.db_table, BankAccount._meta.db_table} <= set(connection.introspection.table_names())
    if not made or keys_fit():
        return []
    return [
        Error(
            f"{vault.keys_folder()} 中的密钥打不开数据库里的号码。",
            hint="请从密钥的单独备份中恢复，不要在此状态下办理业务。",
            id="people.E001",
        )
    ]
