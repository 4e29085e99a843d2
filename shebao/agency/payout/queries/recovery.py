"""Questions about getting debts back: the steps of one, what stands of them, what is due, and what came back in a year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from shebao.agency.payout.bank.outcomes import with_state
from shebao.agency.payout.models import DebtStep, Line
from shebao.agency.store.columns import among, total
from shebao.base.months import Month

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


def benefit_of_month(person_id: int, month: Month) -> tuple[int, int, str]:
    """(how many, fen, state) of the regular lines that sealed runs hold for somebody in a month, all schemes together; state "paid" where
    one of them was sent and not returned, "held" where every one is still with the agency, "" where there is none."""
    rows = with_state(Line.objects.filter(person_id=person_id, month=month, kind="regular", run__sealed=True))
    lines = list(rows.values_list("total_fen", "paid", "withheld_reason"))
    if not lines:
        return 0, 0, ""
    held = all(paid is False or reason is not None for _, paid, reason in lines)
    return len(lines), sum(int(fen) for fen, _, _ in lines), "held" if held else "paid"


def set_off_in(person_id: int, month: Month) -> int:
    """What was set off already from somebody's benefit of a month, towards whatever debts."""
    rows = standing_steps().filter(kind="set_off", text__startswith=benefit_mark(person_id, month))
    return int(rows.aggregate(fen=total("amount_fen"))["fen"])


def benefit_mark(person_id: int, month: Month) -> str:
    """How a step names the benefit it was taken from."""
    return f"从人员{person_id}的{month}月待遇抵扣；"


def repaid_by_step(scheme: str) -> dict[int, tuple[int, bool]]:
    """Repayment → (fen, whether it stands), of a scheme."""
    standing = set(standing_steps().filter(kind="repaid", debt__scheme=scheme).values_list("id", flat=True))
    rows = DebtStep.objects.filter(kind="repaid", debt__scheme=scheme).values_list("id", "amount_fen")
    return {key: (fen, key in standing) for key, fen in rows}
