"""Questions about getting debts back: the steps of one, what stands of them, what is due, and what came back in a year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from shebao.agency.payout.bank.outcomes import last_outcomes
from shebao.agency.payout.models import DebtStep, LineDeduction, ReturnFile
from shebao.agency.payout.recovery_kinds import CAUSES
from shebao.agency.store.columns import among, read_rows

from .debts import debts, standing_steps


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


def mistaken_debts() -> set[int]:
    """The debts that the agency or its system caused, as the step that says whose fault it was has it; the last such step counts."""
    causes = dict(read_rows(standing_steps().filter(kind="cause").order_by("id"), "debt_id", "text"))
    return {debt for debt, text in causes.items() if text.startswith(CAUSES["agency"])}


def mistakes(year: int) -> tuple[int, int]:
    """(how many people, fen) of the debts that the agency or its system caused and that were found so in a year."""
    found = set(standing_steps().filter(kind="cause", day__year=year).values_list("debt_id", flat=True)) & mistaken_debts()
    rows = read_rows(debts().filter(id__in=among(found)), "person_id", "amount_fen")
    return len({person for person, _ in rows}), sum(fen for _, fen in rows)


def recovered(year: int, *, mistaken: bool = False) -> tuple[int, int]:
    """(how many people's debts, fen) that came back in a year: paid back, set off from accounts, or kept back of lines that arrived; of
    the debts that the agency caused, or of the others."""
    theirs = mistaken_debts()
    steps = standing_steps().filter(kind__in=("repaid", "set_off"), day__year=year)
    came_back = read_rows(steps, "debt_id", "debt__person_id", "amount_fen")
    lines = LineDeduction.objects.values("line_id")
    arrived = dict(read_rows(last_outcomes().filter(paid=True, line_id__in=lines), "line_id", "return_file_id"))
    of_year = set(ReturnFile.objects.filter(id__in=among(set(arrived.values())), day__year=year).values_list("id", flat=True))
    names = ("line_id", "order__debt_id", "order__debt__person_id", "fen")
    kept = read_rows(LineDeduction.objects.filter(line_id__in=among(arrived)), *names)
    came_back += [(debt, person, fen) for line, debt, person, fen in kept if arrived[line] in of_year]
    mine = [(person, fen) for debt, person, fen in came_back if (debt in theirs) is mistaken]
    return len({person for person, _ in mine}), sum(fen for _, fen in mine)


def repaid_by_step(scheme: str) -> dict[int, tuple[int, bool]]:
    """Repayment → (fen, whether it stands), of a scheme."""
    standing = set(standing_steps().filter(kind="repaid", debt__scheme=scheme).values_list("id", flat=True))
    rows = DebtStep.objects.filter(kind="repaid", debt__scheme=scheme).values_list("id", "amount_fen")
    return {key: (fen, key in standing) for key, fen in rows}
