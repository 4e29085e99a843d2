"""Taking a step towards getting a debt back, and undoing one that was taken in error."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.payout.deduction_states import available_of_debts
from shebao.agency.payout.models import DebtStep
from shebao.agency.payout.queries.debts import DebtState
from shebao.agency.payout.queries.debts import debt as debt_of
from shebao.agency.payout.queries.recovery import debt_step, receipt_used
from shebao.agency.payout.recovery_kinds import STEPS
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped


class NewDebtStep(NamedTuple):
    """What was done."""

    kind: str
    day: date
    amount_fen: Fen = 0
    due_on: date | None = None
    document: str = ""
    text: str = ""


def step_debt(debt_id: int, new: NewDebtStep, *, by: By) -> int:
    """Enter a step; its id. Refused for a day to come, beyond what is left, and for a slip that stands already."""
    with transaction.atomic():
        take_turn()
        row = debt_of(debt_id)
        if row is None:
            refuse("payout.debt", f"没有第 {debt_id} 号债务，或已经撤销", "请从“多发待遇”里打开这笔债务。", "debt_id")
        if new.day > by.day:
            refuse("payout.debt_day", "日期晚于今天", "请按实际发生的日期填写。", "on")
        if STEPS[new.kind].pays:
            _refuse_beyond(row, new.amount_fen)
        if new.kind == "repaid" and receipt_used(new.document, new.day):
            refuse("payout.debt_slip", f"单据 {new.document} 已经登记过", "同一张单据只登记一次。", "reference")
        return _post(debt_id, new, None, by)


def step_debts(rows: Sequence[tuple[int, NewDebtStep]], *, by: By) -> None:
    """Enter a step that carries no money for many debts at once: (debt, step)."""
    assert not any(STEPS[new.kind].pays for _, new in rows), "what carries money is entered debt by debt"
    with transaction.atomic():
        take_turn()
        first = next_id(DebtStep)
        sealed = [
            (first + i, debt, new.kind, new.day, 0, new.due_on, new.document[:80], new.text[:300], None)
            for i, (debt, new) in enumerate(rows)
        ]
        post(DebtStep, DebtStep.SEALED, sealed, "payout.debt_step", by=by, body={"debts": len(sealed), "kind": rows[0][1].kind})


def _refuse_beyond(row: DebtState, fen: Fen) -> None:
    """Refuse more than is owed, and more than is left beside what sealed runs already keep back."""
    free = available_of_debts([row.id])[row.id]
    if 0 < fen <= free:
        return
    what = f"尚欠 {grouped(row.left_fen)} 元，填写的是 {grouped(fen)} 元"
    if free < row.left_fen:
        what = f"尚欠 {grouped(row.left_fen)} 元，其中 {grouped(row.left_fen - free)} 元已在发放批次中扣下、等银行回盘，填写的是 {grouped(fen)} 元"
    refuse("payout.debt_left", what, "请按尚欠数核对；多收的先按暂收款登记，再退还。", "amount_fen")


def undo_debt_step(step_id: int, reason: str, *, by: By) -> int:
    """Undo a step; what it took from the debt is owed again."""
    with transaction.atomic():
        take_turn()
        step = debt_step(step_id)
        if step is None:
            refuse("payout.debt_step", f"没有第 {step_id} 步，或已经更正过", "请在债务页上看“编号”。", "step_id")
        return _post(step.debt_id, NewDebtStep("undone", by.day, text=reason), step_id, by)


def _post(debt_id: int, new: NewDebtStep, undoes: int | None, by: By) -> int:
    key = next_id(DebtStep)
    row = (key, debt_id, new.kind, new.day, new.amount_fen, new.due_on, new.document[:80], new.text[:300], undoes)
    body = {"debt": debt_id, "kind": new.kind, "amount_fen": new.amount_fen}
    post(DebtStep, DebtStep.SEALED, [row], "payout.debt_step", by=by, subject=("debt", debt_id), body=body)
    return key
