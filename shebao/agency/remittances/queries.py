"""Questions about orders to bodies: one order with its payees and their state, the list, what is due, and whether everything agrees."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, QuerySet

from shebao.agency.store import vault
from shebao.agency.store.columns import among, read_rows, total
from shebao.base.finding import refuse
from shebao.base.money import grouped

from .models import Bounce, Order, OrderCancelled, Payment, Remittance

STATES: dict[str, tuple[str, str]] = {"waiting": ("待付", "waiting"), "paid": ("已付", "done"), "bounced": ("退汇，待重付", "attention")}
"""State of a payee of an order → word and tone."""


class OrderRow(NamedTuple):
    """One order as pages show it."""

    id: int
    scheme: str
    basis: str
    title: str
    month: int
    account: str
    item: str
    payees: int
    amount_fen: int
    entry_id: int
    cancelled: bool


class PayeeRow(NamedTuple):
    """One payee of an order. turn: how often it was paid; on, slip: of the last time."""

    id: int
    employer_id: int | None
    holder: str
    bank: str
    tail: str
    amount_fen: int
    note: str
    turn: int
    on: date | None
    slip: str
    state: str

    @property
    def state_word(self) -> str:
        """Its state in Chinese."""
        return STATES[self.state][0]

    @property
    def tone(self) -> str:
        """The tone its state is shown in."""
        return STATES[self.state][1]


_CANCELLED = Exists(OrderCancelled.objects.filter(id=OuterRef("id")))


def orders(scheme: str = "") -> QuerySet[Any, Any]:
    """Orders for a list that pages by itself, with `cancelled` and `paid_fen`."""
    rows: QuerySet[Any, Any] = Order.objects.annotate(cancelled=_CANCELLED)
    return rows.filter(scheme=scheme) if scheme else rows


def paid_fen(order_ids: Iterable[int]) -> dict[int, int]:
    """Order → what of it is paid and did not come back."""
    good = Payment.objects.exclude(id__in=Bounce.objects.values("id")).filter(remittance__order_id__in=among(order_ids)).order_by()
    rows = good.annotate(order=F("remittance__order_id")).values("order").annotate(fen=total("remittance__amount_fen"))
    return {row["order"]: int(row["fen"]) for row in rows}


def order(order_id: int) -> OrderRow:
    """One order; raises `Refused` where there is none."""
    row = orders().filter(id=order_id).values_list(*OrderRow._fields).first()
    if row is None:
        refuse("remittances.unknown", f"没有编号为 {order_id} 的划款单", "请核对编号。", "order_id")
    return OrderRow(*row)


def standing(scheme: str, basis: str) -> OrderRow | None:
    """The order for something that was not cancelled."""
    row = orders(scheme).filter(basis=basis, cancelled=False).values_list(*OrderRow._fields).first()
    return OrderRow(*row) if row else None


def of_order(order_id: int) -> list[PayeeRow]:
    """The payees of an order, in their order."""
    rows = read_rows(
        Remittance.objects.filter(order_id=order_id).order_by("id"),
        "id",
        "employer_id",
        "holder",
        "bank",
        "account_tail",
        "amount_fen",
        "note",
    )
    paid: dict[int, tuple[int, int, date | None, str]] = {}
    for key, remittance, turn, on, slip in (
        Payment.objects.filter(remittance__order_id=order_id).order_by("turn").values_list("id", "remittance_id", "turn", "on", "slip")
    ):
        paid[remittance] = (key, turn, on, slip)
    back = set(Bounce.objects.filter(id__in=[one[0] for one in paid.values()]).values_list("id", flat=True))
    result = []
    for row in rows:
        last: tuple[int, int, date | None, str] = paid.get(row[0], (0, 0, None, ""))
        state = "waiting" if not last[0] else "bounced" if last[0] in back else "paid"
        result.append(PayeeRow(row[0], row[1], row[2], row[3], row[4], row[5], row[6], *last[1:], state))
    return result


def open_orders(scheme: str = "") -> list[OrderRow]:
    """Orders of which something waits to be paid, the oldest first."""
    good = Payment.objects.filter(remittance_id=OuterRef("id")).exclude(id__in=Bounce.objects.values("id"))
    waiting = Remittance.objects.filter(~Exists(good)).values("order_id")
    rows = orders(scheme).filter(cancelled=False, id__in=waiting).order_by("id")
    return [OrderRow(*row) for row in rows.values_list(*OrderRow._fields)]


def account_numbers(order_id: int) -> list[str]:
    """The full account numbers of an order's payees, in their order, for the payment list that finance takes to the bank."""
    rows = list(Remittance.objects.filter(order_id=order_id).order_by("id").values_list("id", "account_sealed"))
    return vault.unseal_many([row[1] for row in rows], Remittance.SEALED_PLACE, [row[0] for row in rows])


def on_hold_fen(scheme: str) -> int:
    """What came back and was not paid again."""
    later = Payment.objects.filter(remittance_id=OuterRef("remittance_id"), turn__gt=OuterRef("turn"))
    rows = Payment.objects.filter(~Exists(later), remittance__order__scheme=scheme, id__in=Bounce.objects.values("id"))
    return int(rows.aggregate(fen=total("remittance__amount_fen"))["fen"])


def by_voucher() -> dict[int, int]:
    """Voucher → fen of the payments (+) or returns (−) that it booked."""
    sums: dict[int, int] = {}
    for voucher, fen in Payment.objects.values_list("voucher_id", "remittance__amount_fen"):
        sums[voucher] = sums.get(voucher, 0) + fen
    payments = dict(Payment.objects.values_list("id", "remittance__amount_fen"))
    for payment, voucher in Bounce.objects.values_list("id", "voucher_id"):
        sums[voucher] = sums.get(voucher, 0) - payments[payment]
    return sums


def check_orders() -> tuple[int, list[str]]:
    """(orders examined, problems): every order is the sum of its payees, and nothing of a cancelled one was paid."""
    sums = {
        row["order_id"]: (row["n"], row["fen"])
        for row in Remittance.objects.order_by().values("order_id").annotate(n=Count("id"), fen=total("amount_fen"))
    }
    paid = set(Payment.objects.values_list("remittance__order_id", flat=True))
    problems, examined = [], 0
    for row in orders().values_list("id", "payees", "amount_fen", "cancelled"):
        examined += 1
        if sums.get(row[0], (0, 0)) != (row[1], row[2]):
            problems.append(f"划款单{row[0]}：各收款单位之和不等于 {grouped(row[2])} 元。")
        if row[3] and row[0] in paid:
            problems.append(f"划款单{row[0]}：已撤销，却有付出。")
    return examined, problems


def check_accounts_open() -> tuple[int, list[str]]:
    """(accounts examined, problems): every encrypted account number opens and ends as the row says."""
    problems, examined = [], 0
    for key, sealed, tail in Remittance.objects.values_list("id", "account_sealed", "account_tail"):
        examined += 1
        try:
            number = vault.unseal(sealed, Remittance.SEALED_PLACE, key)
        except (vault.Unreadable, UnicodeDecodeError):
            problems.append(f"划款收款账户{key}：密文打不开。")
            continue
        if number[-4:] != tail:
            problems.append(f"划款收款账户{key}：密文与尾号不符。")
    return examined, problems
