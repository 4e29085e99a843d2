"""Opening what is owed back after a late death, setting it off against what the heirs are paid, and cancelling it.

A debt is a claim: no voucher is made of it. Money that comes back is booked when it comes, on its slip; what is set off is
never paid out, and the register keeps the whole beside the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.payout.deduction_states import available_of_debts, sums_of_debts
from shebao.agency.payout.models import Debt, DebtCancelled, SetOff
from shebao.agency.payout.queries.debts import debts_of, outstanding_by_person
from shebao.agency.payout.queries.overpaid import Overpaid
from shebao.agency.payout.run.owe import turn_of
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.months import Month

DRAWER_LONGEST, PROOFS_LONGEST = 60, 200


class DebtRow(NamedTuple):
    """One death's overpaid months beyond the debts it has already, who drew them, and the proofs of life after it, in words."""

    person_id: int
    owed: Overpaid
    drawn_by: str
    proofs: str


class Deduction(NamedTuple):
    """What an heir's payment of a kind is lessened by."""

    debt_id: int
    person_id: int
    kind: str
    amount_fen: int


def open_debts(rows: Sequence[DebtRow], scheme: str, *, by: By) -> Entry:
    """Enter debts; refused for somebody of whom nothing was overpaid beyond the debts they have."""
    with transaction.atomic():
        take_turn()
        empty = [row.person_id for row in rows if row.owed.fen <= 0]
        if empty or not rows:
            refuse("payout.no_debt", "没有多发的待遇，或已经立债", "不需要立债；请核对死亡日期和发放记录。", "person_id")
        first = next_id(Debt)
        return post(
            Debt,
            Debt.SEALED,
            [
                (
                    first + i,
                    row.person_id,
                    scheme,
                    row.owed.months[0],
                    row.owed.months[-1],
                    len(row.owed.months),
                    row.owed.fen,
                    row.owed.from_account_fen,
                    row.drawn_by[:DRAWER_LONGEST],
                    row.proofs[:PROOFS_LONGEST],
                )
                for i, row in enumerate(rows)
            ],
            "payout.open_debts",
            by=by,
            body={"scheme": scheme, "people": len(rows), "amount_fen": sum(row.owed.fen for row in rows)},
            subject=("person", rows[0].person_id) if len(rows) == 1 else None,
        )


def set_off(rows: Sequence[Deduction], *, by: By) -> Entry:
    """Enter what was kept back from heirs' payments; refused where more is kept back than is still owed."""
    with transaction.atomic():
        take_turn()
        asked: dict[int, int] = {}
        for row in rows:
            asked[row.debt_id] = asked.get(row.debt_id, 0) + row.amount_fen
        owner = {row.id: row for row in outstanding_by_person(debt_ids=list(asked))}
        left = available_of_debts(owner)
        if any(fen > left.get(debt, 0) for debt, fen in asked.items()):
            refuse("payout.set_off", "抵扣的金额超过尚欠的金额", "请按尚欠金额重新计算抵扣。")
        turns = {(row.debt_id, row.kind): turn_of(owner[row.debt_id].person_id, row.kind, owner[row.debt_id].scheme) for row in rows}
        first = next_id(SetOff)
        return post(
            SetOff,
            SetOff.SEALED,
            [(first + i, row.debt_id, row.person_id, row.kind, turns[row.debt_id, row.kind], row.amount_fen) for i, row in enumerate(rows)],
            "payout.set_off",
            by=by,
            body={"debts": len(asked), "amount_fen": sum(asked.values())},
        )


def cancel_debts(person_id: int, scheme: str, reason: str, *, by: By, after: Month = 0) -> Entry | None:
    """Cancel the debts of a death or a stop that never was, of months after one; None where there are none. Refused where something was
    set off from one."""
    with transaction.atomic():
        take_turn()
        rows = [row for row in debts_of(person_id, scheme) if row.first_month > after]
        if not rows:
            return None
        if any(row.set_off_fen or row.repaid_fen for row in rows) or any(map(any, sums_of_debts(row.id for row in rows).values())):
            refuse("payout.debt_set_off", "已有款项抵扣或退回过这笔债务，不能撤销", "请先核实并退还或补发已收的款项。", "person_id")
        return post(
            DebtCancelled,
            DebtCancelled.SEALED,
            [(row.id, reason) for row in rows],
            "payout.cancel_debts",
            by=by,
            body={"debts": len(rows)},
            subject=("person", person_id),
        )
