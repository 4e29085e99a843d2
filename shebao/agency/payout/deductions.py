"""Deciding that a part of somebody's later payments goes towards a debt, and ending such a decision; each run takes it from there."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.payout.deduction_states import ORDER_SOURCES
from shebao.agency.payout.models import DeductionOrder, DeductionOrderEnded
from shebao.agency.payout.queries.debts import debt as debt_of
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import Month, month_title


class NewOrder(NamedTuple):
    """A decision or agreement: whose payments, from when, how much of each (an amount, or a share in ten-thousandths), what is left to
    them in any case and by which document. earlier_fen: of a debt that spans years, what was paid in those before its last."""

    debt_id: int
    person_id: int
    source: str
    basis: str
    decided_on: date
    from_month: Month
    protected_fen: Fen
    protected_source: str
    document: str
    amount_fen: Fen = 0
    share_e4: int = 0
    last_month: Month | None = None
    earlier_fen: Fen | None = None


def order_deduction(new: NewOrder, *, by: By) -> int:
    """Enter a decision; its id. Refused for a debt that is paid, without an amount or a share, where nothing or no document protects the
    debtor, and while another decision on the same debt and person stands."""
    with transaction.atomic():
        take_turn()
        debt = debt_of(new.debt_id)
        if debt is None or debt.left_fen <= 0:
            refuse("payout.debt", f"第 {new.debt_id} 号债务已经还清、核销或撤销", "不需要抵扣。", "debt_id")
        if new.decided_on > by.day:
            refuse("payout.debt_day", "日期晚于今天", "请按实际发生的日期填写。", "on")
        if bool(new.amount_fen > 0) == bool(0 < new.share_e4 <= 10_000):
            refuse("payout.deduction_amount", "每次抵扣要写一个金额，或者写一个比例，二者只写一样", "请照决定书或协议填写。", "amount_fen")
        if new.protected_fen <= 0 or not new.protected_source.strip():
            refuse("payout.minimum", "没有写明每次至少留给本人多少、依据哪个文件", "抵扣要留足基本生活，请照当地文件填写。", "minimum_fen")
        if new.last_month is not None and new.last_month < new.from_month:
            refuse("payout.deduction_months", "终止月早于起始月", "请核对。", "last_month")
        if (
            debt.first_month // 100 != debt.last_month // 100
            and not 0 <= (new.earlier_fen if new.earlier_fen is not None else -1) <= debt.amount_fen
        ):
            what = f"这笔债务跨年，没有写明其中 {debt.last_month // 100} 年以前发放的金额"
            refuse("payout.deduction_years", what, f"先还最早的月份；请按月份分开，至多 {grouped(debt.amount_fen)} 元。", "earlier_fen")
        ended = DeductionOrderEnded.objects.values("id")
        same = DeductionOrder.objects.filter(debt_id=new.debt_id, person_id=new.person_id, source=new.source).exclude(id__in=ended).first()
        if same is not None:
            what = f"这笔债务已有从{ORDER_SOURCES[new.source]}抵扣的决定（{same.document}）"
            refuse("payout.deduction_twice", what, "要改变金额的，先办理“停止抵扣”，再重新决定。", "debt_id")
        key = next_id(DeductionOrder)
        row = (
            key, new.debt_id, new.person_id, new.source, new.basis, new.decided_on, new.from_month, new.last_month, new.amount_fen,
            new.share_e4, new.protected_fen, new.protected_source.strip()[:120], new.earlier_fen, new.document[:80],
        )  # fmt: skip
        body = {"debt": new.debt_id, "person": new.person_id, "amount_fen": new.amount_fen, "share_e4": new.share_e4}
        post(DeductionOrder, DeductionOrder.SEALED, [row], "payout.order_deduction", by=by, subject=("debt", new.debt_id), body=body)
        return key


def end_deduction(order_id: int, from_month: Month, reason: str, *, by: By) -> int:
    """End a decision from a month on; its id. What sealed runs hold stays as it is: to pay it whole the run is sent back."""
    with transaction.atomic():
        take_turn()
        order = DeductionOrder.objects.filter(id=order_id).exclude(id__in=DeductionOrderEnded.objects.values("id")).first()
        if order is None:
            refuse("payout.deduction", f"没有第 {order_id} 号抵扣决定，或已经停止", "请在债务页上看“抵扣决定”。", "order_id")
        if from_month < order.from_month:
            what = f"停止月份早于抵扣开始的{month_title(order.from_month)}"
            refuse("payout.deduction_months", what, f"从没有抵扣过的，填{month_title(order.from_month)}。", "from_month")
        body = {"order": order_id, "from_month": from_month}
        rows = [(order_id, from_month, reason)]
        subject = ("debt", order.debt_id)
        post(DeductionOrderEnded, DeductionOrderEnded.SEALED, rows, "payout.end_deduction", by=by, subject=subject, body=body)
        return order_id
