"""Providers under agreement, and a month's settlement with one: what it charged, less the cuts and the deposit, becomes a payable."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency.injury import queries
from shebao.agency.injury.kinds import AGREEMENTS, PROVIDERS
from shebao.agency.injury.models import Provider, ProviderAccount, ProviderEvent, Settlement
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store import vault
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.money import Fen
from shebao.base.months import Month, month_text

from .claims import NewBill, post_bills
from .money import NewPayable, owe


class NewProvider(NamedTuple):
    """A provider as it comes under agreement for the first time, or with a new account."""

    uscc: str
    name: str
    kind: str
    bank: str
    account_number: str


class NewEvent(NamedTuple):
    """Something that happened to an agreement."""

    kind: str
    on: date
    from_month: Month
    to_month: Month
    deposit_e4: int
    score: int | None
    statement: str


def register_provider(new: NewProvider, *, by: By) -> int:
    """A provider's id; entered where it is new, its account where that is new."""
    assert new.kind in PROVIDERS, new.kind
    with transaction.atomic():
        take_turn()
        one = Provider.objects.filter(uscc=new.uscc).values_list("id", flat=True).first()
        if one is None:
            one = next_id(Provider)
            row = (one, new.uscc, new.name, new.kind)
            post(Provider, Provider.SEALED, [row], "injury.register_provider", by=by, subject=("provider", one))
        if new.account_number:
            _open_account(one, new, by)
    return int(one)


def _open_account(provider_id: int, new: NewProvider, by: By) -> None:
    index = vault.blind(new.account_number, "account")
    last = ProviderAccount.objects.filter(provider_id=provider_id).order_by("-id").values_list("account_index", flat=True).first()
    if last is not None and bytes(last) == index:
        return
    row_id = next_id(ProviderAccount)
    sealed = vault.seal(new.account_number, ProviderAccount.SEALED_PLACE, row_id)
    row = (row_id, provider_id, new.bank, index, new.account_number[-4:], sealed)
    names = (*ProviderAccount.SEALED, "account_sealed")
    post(ProviderAccount, names, [row], "injury.open_account", by=by, subject=("provider", provider_id))


def agree(provider_id: int, event: NewEvent, *, by: By) -> Entry:
    """Record what happened to a provider's agreement."""
    assert event.kind in AGREEMENTS, event
    with transaction.atomic():
        take_turn()
        row = (next_id(ProviderEvent), provider_id, *event)
        subject = ("provider", provider_id)
        return post(ProviderEvent, ProviderEvent.SEALED, [row], "injury.agree", by=by, subject=subject, body={"kind": event.kind})


def settle(provider_id: int, month: Month, bills: Sequence[NewBill], deposit_fen: Fen, *, by: By) -> int:
    """Settle a month with a provider; the settlement's id. Refused where the month stands settled, or a ticket was paid before."""
    charged, cut = sum(row.charged_fen for row in bills), sum(row.cut_fen for row in bills)
    with transaction.atomic():
        take_turn()
        standing = queries.settlements(provider_id, month=month)
        if any(not row.cancelled for row in standing):
            advice = "同一机构一个月只结算一次；漏报的并入下月。"
            refuse("injury.settled", f"{month_text(month)} 已经同这家机构结算过", advice, "month")
        settlement_id = next_id(Settlement)
        row = (settlement_id, provider_id, month, len(standing) + 1, charged, cut, deposit_fen)
        body = {"month": month, "amount_fen": charged - cut - deposit_fen}
        post(Settlement, Settlement.SEALED, [row], "injury.settle", by=by, subject=("provider", provider_id), body=body)
        post_bills(bills, settlement_id=settlement_id, by=by)
        if charged - cut - deposit_fen:
            name = queries.provider(provider_id).name
            what = f"{month_text(month)} 工伤医疗费结算"
            owe(NewPayable("settlement", settlement_id, provider_id, name, what, charged - cut - deposit_fen), by=by)
    return settlement_id
