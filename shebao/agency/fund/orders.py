"""Questions about plans and orders: how much money followed each on its slips, and what is still to come."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from shebao.agency.store.columns import total
from shebao.base.finding import refuse
from shebao.base.money import Fen
from shebao.base.months import Month
from shebao.core.books.entries import EXPENDITURE_ACCOUNT

from . import queries
from .models import Order, OrderCancelled, OrderLine, Voucher

PLAN, ASK, GRANT, UP, BUDGET = "plan", "ask", "grant", "up", "budget"
KINDS: Mapping[str, str] = {PLAN: "用款计划", ASK: "缺口申请", GRANT: "下拨通知", UP: "上解通知", BUDGET: "财政请款"}
SOURCE, SOURCE_BACK = "order", "order_back"
"""The sources of the vouchers that an order's money makes, and money that goes back where it came from."""


@dataclass(frozen=True, slots=True)
class OrderRow:
    """An order with what followed it: money on slips, or of a request what notices grant."""

    id: int
    scheme: str
    kind: str
    title: str
    number: str
    month: Month
    amount_fen: Fen
    moved_fen: Fen
    reason: str
    cancelled: str
    parent_id: int | None

    @property
    def left_fen(self) -> Fen:
        """What is still to move."""
        return 0 if self.cancelled else self.amount_fen - self.moved_fen


def orders(scheme: str, *, kind: str = "", most: int = 200) -> list[OrderRow]:
    """Orders of a ledger, the newest first."""
    chosen = Order.objects.filter(scheme=scheme, **({"kind": kind} if kind else {})).order_by("-id")[:most]
    rows = list(chosen)
    moved = _moved([row.pk for row in rows]) | _granted([row.pk for row in rows if row.kind == ASK])
    cancelled = dict(OrderCancelled.objects.filter(id__in=[row.pk for row in rows]).values_list("id", "reason"))
    return [
        OrderRow(
            row.pk,
            row.scheme,
            row.kind,
            KINDS[row.kind],
            row.number,
            row.month,
            row.amount_fen,
            moved.get(row.pk, 0),
            row.reason,
            cancelled.get(row.pk, ""),
            row.parent_id,
        )
        for row in rows
    ]


def order(scheme: str, kind: str, number: str) -> OrderRow:
    """One order by its number; raises `Refused` where there is none."""
    row = next((one for one in orders(scheme, kind=kind, most=10_000) if one.number == number.strip()), None)
    if row is None:
        refuse("fund.order", f"没有文号为“{number}”的{KINDS[kind]}", "请核对文号，或先登记。", "number")
    return row


def lines_of(order_id: int) -> list[tuple[str, Fen]]:
    """(purpose, fen) of a plan."""
    return list(OrderLine.objects.filter(order_id=order_id).order_by("id").values_list("purpose", "fen"))


def _granted(ids: list[int]) -> dict[int, Fen]:
    """Request → what its notices grant, those taken back left out."""
    rows = Order.objects.filter(parent_id__in=ids).exclude(id__in=OrderCancelled.objects.values("id")).order_by().values("parent_id")
    return {row["parent_id"]: row["fen"] for row in rows.annotate(fen=total("amount_fen"))}


def _moved(ids: list[int]) -> dict[int, Fen]:
    """Order → fen of the vouchers that stand on its slips; money that came back counts against it."""
    rows = (
        Voucher.objects.filter(source_kind=SOURCE, source_id__in=ids, reverses=None, reversed_by=None)
        .order_by()
        .values("source_id")
        .annotate(fen=total("slip__amount_fen"))
    )
    moved = {row["source_id"]: row["fen"] for row in rows}
    back = (
        Voucher.objects.filter(source_kind=SOURCE_BACK, source_id__in=ids, reverses=None, reversed_by=None)
        .order_by()
        .values("source_id")
        .annotate(fen=total("slip__amount_fen"))
    )
    for row in back:
        moved[row["source_id"]] = moved.get(row["source_id"], 0) - row["fen"]
    return moved


def retained_months(scheme: str, month: Month) -> Fraction | None:
    """How many months of this year's average expense lie in the expenditure account; None without expense so far."""
    return queries.payable_of(scheme, month, held_fen=queries.balance_of(scheme, EXPENDITURE_ACCOUNT))
