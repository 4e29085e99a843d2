"""Questions about providers: the agreement in force, settlements, deposits held, and what organisations are owed."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from shebao.agency.store import vault
from shebao.agency.store.columns import read_rows, total
from shebao.base.finding import refuse
from shebao.base.identity import mask_account
from shebao.base.money import Fen
from shebao.base.months import Month

from .models import Payable, PayableCancelled, PayablePaid, Provider, ProviderAccount, ProviderEvent, Settlement

OPEN, PAID, CANCELLED = "open", "paid", "cancelled"
PAYABLE_STATES: dict[str, tuple[str, str]] = {OPEN: ("待付", "attention"), PAID: ("已付", "done"), CANCELLED: ("已撤销", "stopped")}


class ProviderRow(NamedTuple):
    """A provider with the state of its agreement: under agreement, paused or none."""

    id: int
    uscc: str
    name: str
    kind: str


class EventRow(NamedTuple):
    """One event of an agreement."""

    kind: str
    on: date
    from_month: Month
    to_month: Month
    deposit_e4: int
    score: int | None
    statement: str


class Agreement(NamedTuple):
    """The agreement in force with a provider."""

    from_month: Month
    to_month: Month
    deposit_e4: int
    paused: bool


class SettlementRow(NamedTuple):
    """One settlement with the payable it made (0: everything was cut or kept)."""

    id: int
    provider_id: int
    month: Month
    charged_fen: int
    cut_fen: int
    deposit_fen: int
    payable_id: int
    state: str

    @property
    def cancelled(self) -> bool:
        """Whether it was taken back before it was paid."""
        return self.state == CANCELLED

    @property
    def payable_fen(self) -> int:
        """What is paid of it."""
        return self.charged_fen - self.cut_fen - self.deposit_fen


class PayableRow(NamedTuple):
    """One payable with its state and, once paid, the slip."""

    id: int
    kind: str
    source_id: int
    provider_id: int | None
    payee: str
    what: str
    amount_fen: int
    on: date
    state: str
    paid_on: date | None
    reference: str
    voucher_id: int


def providers() -> list[ProviderRow]:
    """All providers by name."""
    return [ProviderRow(*row) for row in Provider.objects.order_by("name").values_list(*ProviderRow._fields)]


def provider(provider_id: int) -> ProviderRow:
    """One provider; raises `Refused` where there is none."""
    row = Provider.objects.filter(id=provider_id).values_list(*ProviderRow._fields).first()
    if row is None:
        refuse("injury.no_provider", f"没有编号为 {provider_id} 的协议机构", "请从协议机构列表核对。", "provider_id")
    return ProviderRow(*row)


def find_provider(text: str) -> ProviderRow:
    """A provider by its code or its whole name; raises `Refused` where there is none."""
    row = Provider.objects.filter(Q(uscc=text.strip().upper()) | Q(name=text.strip())).values_list(*ProviderRow._fields).first()
    if row is None:
        refuse("injury.no_provider", f"没有登记过协议机构“{text}”", "请先办理“服务协议签订、考核与处理”。", "provider")
    return ProviderRow(*row)


def events(provider_id: int) -> list[EventRow]:
    """What happened to a provider's agreement, the first one first."""
    rows = ProviderEvent.objects.filter(provider_id=provider_id).order_by("id")
    return [EventRow(*row) for row in rows.values_list(*EventRow._fields)]


def agreement(provider_id: int, month: Month) -> Agreement | None:
    """The agreement in force in a month, as its events leave it; None where there is none."""
    result: Agreement | None = None
    for event in events(provider_id):
        if event.kind in ("signed", "renewed"):
            result = Agreement(event.from_month, event.to_month, event.deposit_e4, False)
        elif result is not None and event.kind in ("paused", "resumed"):
            result = result._replace(paused=event.kind == "paused")
        elif result is not None and event.kind == "ended":
            result = result._replace(to_month=min(result.to_month, event.to_month))
    return result if result and result.from_month <= month <= result.to_month else None


def account(provider_id: int) -> tuple[str, str] | None:
    """(bank, masked number) a provider is paid on; None where none is on file."""
    row = ProviderAccount.objects.filter(provider_id=provider_id).order_by("-id").first()
    if row is None:
        return None
    return row.bank, mask_account(vault.unseal(row.account_sealed, ProviderAccount.SEALED_PLACE, row.id))


def settlements(provider_id: int, *, month: Month = 0) -> list[SettlementRow]:
    """The settlements with a provider, the newest first; of one month or all."""
    rows = Settlement.objects.filter(provider_id=provider_id)
    rows = rows.filter(month=month) if month else rows
    return _settlements(rows.order_by("-month", "-turn"))


def settlement(settlement_id: int) -> SettlementRow:
    """One settlement."""
    return _settlements(Settlement.objects.filter(id=settlement_id))[0]


def _settlements(rows: QuerySet[Settlement]) -> list[SettlementRow]:
    listed = list(rows.values_list("id", "provider_id", "month", "charged_fen", "cut_fen", "deposit_fen"))
    made = {
        row.source_id: row
        for row in _payables(Payable.objects.filter(kind="settlement", source_id__in=[row[0] for row in listed]).order_by("id"))
    }
    return [SettlementRow(*row, *((made[row[0]].id, made[row[0]].state) if row[0] in made else (0, PAID))) for row in listed]


def deposit_held(provider_id: int) -> Fen:
    """What is kept of a provider's settlements as deposit and was not given back."""
    kept = sum(row.deposit_fen for row in settlements(provider_id) if not row.cancelled)
    back = Payable.objects.filter(kind="deposit", provider_id=provider_id).exclude(id__in=PayableCancelled.objects.values("id"))
    return kept - int(back.aggregate(fen=total("amount_fen"))["fen"])


def payables(*, provider_id: int = 0, state: str = "") -> list[PayableRow]:
    """Payables, the newest first."""
    rows = Payable.objects.order_by("-id")
    listed = _payables(rows.filter(provider_id=provider_id) if provider_id else rows)
    return [row for row in listed if not state or row.state == state]


def payable(payable_id: int) -> PayableRow:
    """One payable; raises `Refused` where there is none."""
    rows = _payables(Payable.objects.filter(id=payable_id))
    if not rows:
        refuse("injury.no_payable", f"没有编号为 {payable_id} 的应付机构款", "请从应付机构款清单核对编号。", "payable_id")
    return rows[0]


def open_fen() -> Fen:
    """What organisations are owed and were not paid."""
    return sum(row.amount_fen for row in payables(state=OPEN))


def _payables(rows: QuerySet[Payable]) -> list[PayableRow]:
    listed = list(rows.values_list("id", "kind", "source_id", "provider_id", "payee", "what", "amount_fen", "on"))
    ids = [row[0] for row in listed]
    paid = {row[0]: row[1:] for row in read_rows(PayablePaid.objects.filter(id__in=ids), "id", "on", "reference", "voucher_id")}
    gone = {row[0] for row in read_rows(PayableCancelled.objects.filter(id__in=ids), "id")}
    return [
        PayableRow(*row, CANCELLED if row[0] in gone else PAID if row[0] in paid else OPEN, *paid.get(row[0], (None, "", 0)))
        for row in listed
    ]
