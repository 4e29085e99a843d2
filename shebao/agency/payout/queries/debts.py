"""Questions about what is owed back after late deaths: one death's debts, what is set off and left, and the sums for the books' annex."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db.models import Count, Exists, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from shebao.agency.payout.bank.outcomes import last_outcomes, with_state
from shebao.agency.payout.kinds import CLAIM, of_claim
from shebao.agency.payout.models import Debt, DebtCancelled, DebtStep, Due, DueCancelled, Line, LineDeduction, SetOff, SetOffCancelled
from shebao.agency.payout.recovery_kinds import PAYING
from shebao.agency.store.columns import among, among_texts, read_rows, total
from shebao.base.months import Month

from .overpaid import Overpaid, overpaid


class DebtState(NamedTuple):
    """One debt with what was set off from it at the death, what was paid back or written off, what lines that arrived were lessened by
    towards it, and what is left."""

    id: int
    person_id: int
    name: str
    scheme: str
    first_month: Month
    last_month: Month
    months: int
    amount_fen: int
    from_account_fen: int
    drawn_by: str
    proofs: str
    set_off_fen: int
    repaid_fen: int
    deducted_fen: int
    entry_id: int

    @property
    def left_fen(self) -> int:
        """What is still owed."""
        return self.amount_fen - self.set_off_fen - self.repaid_fen - self.deducted_fen


class SetOffRow(NamedTuple):
    """What one heir's payment was lessened by."""

    debt_id: int
    person_id: int
    name: str
    kind: str
    amount_fen: int


class DueRow(NamedTuple):
    """What one heir is owed once, after a set-off, and the line that pays it (0: none yet)."""

    id: int
    person_id: int
    name: str
    kind: str
    month: Month
    amount_fen: int
    line_id: int
    run_id: int


class ClaimDue(NamedTuple):
    """What a claim owes one person, and the line that pays it (0: none yet)."""

    claim_id: int
    id: int
    person_id: int
    kind: str
    amount_fen: int
    line_id: int
    run_id: int


def standing_set_offs() -> QuerySet[SetOff]:
    """Set-offs that were not cancelled."""
    return SetOff.objects.exclude(id__in=SetOffCancelled.objects.values("id"))


def standing_dues() -> QuerySet[Due]:
    """What is owed once and was not cancelled."""
    return Due.objects.exclude(id__in=DueCancelled.objects.values("id"))


def standing_steps() -> QuerySet[DebtStep]:
    """Steps of recovery that were not undone."""
    return DebtStep.objects.exclude(id__in=DebtStep.objects.filter(undoes__isnull=False).values("undoes_id"))


_PAID = standing_steps().filter(debt_id=OuterRef("id"), kind__in=PAYING).order_by().values("debt_id").annotate(fen=total("amount_fen"))
_SUM = standing_set_offs().filter(debt_id=OuterRef("id")).order_by().values("debt_id").annotate(fen=total("amount_fen")).values("fen")


_ARRIVED = last_outcomes().filter(line_id=OuterRef("line_id"), paid=True)
_KEPT = (
    LineDeduction.objects.filter(Exists(_ARRIVED), order__debt_id=OuterRef("id"))
    .order_by()
    .values("order__debt_id")
    .annotate(fen=total("fen"))
)


def unanswered(person_id: int, scheme: str) -> int:
    """How many sealed lines of one person the bank has not answered and nobody took out."""
    lines = with_state(Line.objects.filter(person_id=person_id, scheme=scheme, run__sealed=True, due_id=None))
    return lines.filter(paid=None, withheld_reason=None).count()


def debts(scheme: str = "") -> QuerySet[Debt, Any]:
    """Debts that were not cancelled, with `set_off_fen`, `repaid_fen` and `left_fen`, for a list that pages by itself."""
    rows = Debt.objects.exclude(id__in=DebtCancelled.objects.values("id")).annotate(
        set_off_fen=Coalesce(Subquery(_SUM, output_field=IntegerField()), 0),
        repaid_fen=Coalesce(Subquery(_PAID.values("fen"), output_field=IntegerField()), 0),
        deducted_fen=Coalesce(Subquery(_KEPT.values("fen"), output_field=IntegerField()), 0),
    )
    rows = rows.annotate(left_fen=F("amount_fen") - F("set_off_fen") - F("repaid_fen") - F("deducted_fen"))
    return rows.filter(scheme=scheme) if scheme else rows


def debts_of(person_id: int, scheme: str) -> list[DebtState]:
    """The debts of one death, the oldest first."""
    return _states(debts(scheme).filter(person_id=person_id))


def debt(debt_id: int) -> DebtState | None:
    """One debt; None where there is none or it was cancelled."""
    return next(iter(_states(debts().filter(id=debt_id))), None)


def debts_of_entry(entry_id: int) -> list[int]:
    """The ids of the debts that one journal entry opened, in the order of its list."""
    return [row[0] for row in read_rows(Debt.objects.filter(entry_id=entry_id).order_by("id"), "id")]


def debt_spans(person_ids: Iterable[int], scheme: str) -> dict[int, set[tuple[Month, Month]]]:
    """Person → (first, last month) of each debt that stands."""
    spans: dict[int, set[tuple[Month, Month]]] = {}
    for person, first, last in read_rows(debts(scheme).filter(person_id__in=among(person_ids)), "person_id", "first_month", "last_month"):
        spans.setdefault(person, set()).add((first, last))
    return spans


def count_owing(scheme: str) -> int:
    """Of how many debts something is still owed."""
    return sum(row.left_fen > 0 for row in _states(debts(scheme)))


def outstanding_by_person(*, debt_ids: Iterable[int]) -> list[DebtState]:
    """Debts by id, with what is left of each."""
    return _states(debts().filter(id__in=list(debt_ids)))


def _states(rows: QuerySet[Debt]) -> list[DebtState]:
    names = [name if name != "name" else "person__name" for name in DebtState._fields]
    return [DebtState(*row) for row in rows.order_by("id").values_list(*names)]


def set_offs_of(debt_ids: Iterable[int]) -> list[SetOffRow]:
    """Every deduction from some debts, the oldest first."""
    rows = standing_set_offs().filter(debt_id__in=list(debt_ids)).order_by("id")
    return [SetOffRow(*row) for row in rows.values_list("debt_id", "person_id", "person__name", "kind", "amount_fen")]


def not_opened(last_months: Mapping[int, Month], scheme: str) -> dict[int, Overpaid]:
    """For each dead person what was overpaid beyond the debts opened already; whoever has nothing more is left out."""
    known: dict[int, tuple[int, int, Month]] = {}
    for row in debts(scheme).filter(person_id__in=among(last_months)):
        if row.last_month <= last_months[row.person_id]:
            continue  # overpaid in life for another reason
        fen, account, last = known.get(row.person_id, (0, 0, 0))
        known[row.person_id] = (fen + row.amount_fen, account + row.from_account_fen, max(last, row.last_month))
    result = {}
    for person, owed in overpaid(last_months, scheme).items():
        fen, account, last = known.get(person, (0, 0, 0))
        months = tuple(month for month in owed.months if month > last) or owed.months
        if owed.fen > fen or (owed.under_way_fen and not fen):
            result[person] = Overpaid(months, owed.fen - fen, max(owed.from_account_fen - account, 0), owed.under_way_fen, owed.lines)
    return result


def totals_of_debts(scheme: str) -> tuple[int, int, int]:
    """(how many debts, what they come to, what was set off, kept back, paid back or written off), for the annex of claims."""
    sums = debts(scheme).aggregate(n=Count("id"), fen=total("amount_fen"))
    taken = standing_set_offs().filter(debt__scheme=scheme).aggregate(fen=total("amount_fen"))
    repaid = standing_steps().filter(debt__scheme=scheme, kind__in=PAYING).aggregate(fen=total("amount_fen"))
    arrived = last_outcomes().filter(line_id=OuterRef("line_id"), paid=True)
    kept = LineDeduction.objects.filter(Exists(arrived), order__debt__scheme=scheme).aggregate(fen=total("fen"))
    return int(sums["n"]), int(sums["fen"]), int(taken["fen"]) + int(repaid["fen"]) + int(kept["fen"])


def dues_of_claims(claim_ids: Iterable[int], scheme: str) -> list[ClaimDue]:
    """What stands of what some claims of a scheme owe, by claim, each with the line that pays it."""
    bases = among_texts(of_claim(claim) for claim in claim_ids)
    names = ("basis", "id", "person_id", "kind", "amount_fen")
    rows = read_rows(standing_dues().filter(scheme=scheme, basis__in=bases).order_by("id"), *names)
    lines = _lines_of([row[1] for row in rows])
    return sorted(ClaimDue._make((_claim_of(row[0]), *row[1:], *lines.get(row[1], (0, 0)))) for row in rows)


def claimed(scheme: str) -> dict[int, int]:
    """Claim → the sum of what it owes and was not cancelled."""
    sums = standing_dues().filter(scheme=scheme, basis__startswith=CLAIM).order_by().values("basis").annotate(fen=total("amount_fen"))
    return {_claim_of(basis): fen for basis, fen in read_rows(sums, "basis", "fen")}


def _claim_of(basis: str) -> int:
    return int(basis.removeprefix(CLAIM))


def _lines_of(due_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    lines = Line.objects.filter(due_id__in=among(due_ids))
    return {due: (line, run) for due, line, run in read_rows(lines, "due_id", "id", "run_id")}


def dues_of(deceased_id: int) -> list[DueRow]:
    """What the heirs of one death are owed once, each with the line that pays it."""
    rows = list(
        standing_dues()
        .filter(deceased_id=deceased_id)
        .order_by("id")
        .values_list("id", "person_id", "person__name", "kind", "month", "amount_fen")
    )
    lines = _lines_of([row[0] for row in rows])
    return [DueRow(*row, *lines.get(row[0], (0, 0))) for row in rows]
