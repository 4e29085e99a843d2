"""Questions about getting debts back: the steps of one, what stands of them, what is due, and what came back in a year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from shebao.agency.payout.models import DebtStep
from shebao.agency.store.columns import among, total

from .debts import standing_steps


def debt_steps(debt_id: int) -> list[DebtStep]:
    """Every step of a debt, the oldest first, those undone too."""
    return list(DebtStep.objects.filter(debt_id=debt_id).order_by("id"))


def standing_debt_steps(debt_id: int, kinds: Iterable[str] = ()) -> list[DebtStep]:
    """The steps of a debt that were not undone, of some kinds."""
    rows = standing_steps().filter(debt_id=debt_id).exclude(kind="undone").order_by("id")
    return list(rows.filter(kind__in=list(kinds)) if kinds else rows)


def debt_step(step_id: int) -> DebtStep | None:
    """One step that was not undone."""
    return standing_steps().filter(id=step_id).exclude(kind="undone").first()


def last_steps(debt_ids: Iterable[int]) -> dict[int, DebtStep]:
    """Debt → its last step that was not undone."""
    rows = standing_steps().filter(debt_id__in=among(debt_ids)).exclude(kind="undone").order_by("id")
    return {row.debt_id: row for row in rows}


def receipt_used(document: str, day: date) -> bool:
    """Whether a slip stands for a repayment already."""
    return standing_steps().filter(kind="repaid", document=document, day=day).exists()


def recovered(year: int) -> tuple[int, int]:
    """(how many people's debts, fen) that were paid back or set off in a year."""
    rows = standing_steps().filter(kind__in=("repaid", "set_off"), day__year=year)
    return rows.values("debt__person_id").distinct().count(), int(rows.aggregate(fen=total("amount_fen"))["fen"])


def repaid_by_step(scheme: str) -> dict[int, tuple[int, bool]]:
    """Repayment → (fen, whether it stands), of a scheme."""
    standing = set(standing_steps().filter(kind="repaid", debt__scheme=scheme).values_list("id", flat=True))
    rows = DebtStep.objects.filter(kind="repaid", debt__scheme=scheme).values_list("id", "amount_fen")
    return {key: (fen, key in standing) for key, fen in rows}
