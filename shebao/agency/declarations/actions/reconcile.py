"""Reconciling a month of a scheme (三方对账): tax office, treasury and fiscal account against our own records, no fen without a reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from django.db import transaction

from shebao.agency.declarations.kinds import CAUSES, OWNER, SIDES
from shebao.agency.declarations.models import ReconciledDifference, Reconciliation
from shebao.agency.journal.actions import post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.money import grouped


class Compared(NamedTuple):
    """The three papers beside our own records, in fen."""

    tax_fen: int
    received_fen: int
    treasury_fen: int
    booked_fen: int
    fiscal_fen: int
    moved_fen: int

    def differences(self) -> dict[str, int]:
        """Side (a key of `kinds.SIDES`) → by how much its two figures differ; those that agree are left out."""
        pairs = {
            "tax": self.tax_fen - self.received_fen,
            "treasury": self.treasury_fen - self.booked_fen,
            "fiscal": self.fiscal_fen - self.moved_fen,
            "transit": self.booked_fen - self.moved_fen,
        }
        return {side: fen for side, fen in pairs.items() if fen}


def reconcile(scheme: str, month: int, compared: Compared, causes: Mapping[str, tuple[str, str]], *, by: By) -> Reconciliation:
    """Keep the comparison; causes: side → (a key of `kinds.CAUSES`, a note) for each that differs.

    Refused where a difference has no cause, and where a cause is given for figures that agree.
    """
    differing = compared.differences()
    for side, fen in differing.items():
        cause, note = causes.get(side, ("", ""))
        if cause not in CAUSES or not note.strip():
            refuse(
                "declarations.unexplained",
                f"{SIDES[side]}相差 {grouped(fen)} 元，没有写明原因",
                "请逐项写明原因；没有原因不能对账。",
                f"{side}_cause",
            )
    for side in causes:
        if side not in differing:
            refuse("declarations.no_difference", f"{SIDES[side]}一致，不需要写原因", "请清空这一项。", f"{side}_cause")
    with transaction.atomic():
        take_turn()
        versions = Reconciliation.objects.filter(scheme=scheme, month=month).count()
        key = next_id(Reconciliation)
        body = {"scheme": scheme, "month": month, "differences": differing}
        post(
            Reconciliation,
            Reconciliation.SEALED,
            [(key, scheme, month, versions + 1, *compared)],
            "declarations.reconcile",
            by=by,
            body=body,
        )
        if differing:
            start = next_id(ReconciledDifference)
            rows = [
                (start + at, key, side, causes[side][0], fen, OWNER, causes[side][1]) for at, (side, fen) in enumerate(differing.items())
            ]
            post(ReconciledDifference, ReconciledDifference.SEALED, rows, "declarations.reconcile.differences", by=by, body=body)
    return Reconciliation.objects.get(id=key)
