"""Questions about the operations behind a run: what each does to it, who waits for it, and whose rows are to be opened."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from shebao.agency.journal import queries as journal
from shebao.agency.matters import queries as matters
from shebao.agency.payout.holds import gates, releases
from shebao.agency.payout.holds.operations import PRODUCT
from shebao.agency.payout.holds.thresholds import MovedThreshold, moved
from shebao.agency.payout.models import Cover, Exclusion, Operation, Run
from shebao.agency.payout.run import states
from shebao.agency.staff.queries import names
from shebao.agency.store.columns import total
from shebao.base.money import Fen


@dataclass(frozen=True, slots=True)
class OperationRow:
    """One operation of a run in words: how many people it moves and how much, and who of them waits."""

    cause: int
    gate: str
    gate_title: str
    title: str
    matter_id: int
    maker: str
    people: int
    fen: Fen
    held: bool
    waiting: int
    waiting_fen: Fen

    @property
    def number(self) -> int:
        """How an address and a form call the cause: 0 stands for what came with the product."""
        return max(self.cause, 0)


def operations(run_id: int) -> list[OperationRow]:
    """Every operation a run was measured by, those that wait first, then the largest."""
    rows = list(Operation.objects.filter(run_id=run_id))
    left = Exclusion.objects.filter(run_id=run_id, kind=gates.HELD, cause__in={row.cause for row in rows})
    waiting = {
        (cause, reason): (n, fen)
        for cause, reason, n, fen in left.order_by()
        .values("cause", "reason")
        .annotate(n=Count("id"), fen=total("amount_fen"))
        .values_list("cause", "reason", "n", "fen")
    }
    titles = cause_titles(row.cause for row in rows)
    origins = journal.origins(row.cause for row in rows if row.cause > 0)
    called = names(origin.actor_id for origin in origins.values())
    result = [
        OperationRow(
            row.cause,
            row.gate,
            gates.TITLES[row.gate],
            titles[row.cause],
            origins[row.cause].matter_id if row.cause in origins else 0,
            called.get(origins[row.cause].actor_id, "系统") if row.cause in origins else "系统",
            row.people,
            row.fen,
            bool(row.held),
            *waiting.get((row.cause, row.gate), (0, 0)),
        )
        for row in rows
    ]
    return sorted(result, key=lambda row: (not row.held, -row.fen, row.cause))


def waiting_operations(scheme: str) -> list[tuple[int, str, int, int]]:
    """(run, its title, cause, people) of every operation that keeps a computed run from paying its people."""
    rows = Operation.objects.filter(held=1, run__scheme=scheme, run__state=states.COMPUTED).select_related("run").order_by("id")
    return [(row.run_id, states.title(row.run), row.cause, row.people) for row in rows]


def operation(run_id: int, cause: int) -> OperationRow | None:
    """One operation of a run that waits; None where there is none."""
    return next((row for row in operations(run_id) if row.cause == cause and row.held), None)


def sample(run_id: int, cause: int) -> tuple[int, ...]:
    """The persons whose rows must be opened before an operation of a run is let through."""
    row = Operation.objects.select_related("run").filter(run_id=run_id, cause=cause, held=1).first()
    return releases.sample_of(row) if row else ()


def cause_titles(causes: Iterable[int]) -> dict[int, str]:
    """Cause → what it is called: the matter with its number, or the verb of the entry where there was no matter."""
    wanted = sorted(set(causes))
    origins = journal.origins(cause for cause in wanted if cause > 0)
    called = matters.titles(origin.matter_id for origin in origins.values() if origin.matter_id)
    verbs = journal.verbs_of(cause for cause, origin in origins.items() if not origin.matter_id)
    titles = {cause: called.get(origin.matter_id) or verbs.get(cause, "") for cause, origin in origins.items()}
    return {0: "没有单独的来由", PRODUCT: "随产品更新的标准或公式"} | titles


def causes_of_line(line_id: int) -> dict[int, Fen]:
    """Cause → how much of a back payment it owes, by its months."""
    rows = Cover.objects.filter(line_id=line_id).order_by().values("cause").annotate(fen=total("due_fen"))
    return {row["cause"] or 0: row["fen"] for row in rows}


def thresholds_moved(run: Run) -> list[MovedThreshold]:
    """Which thresholds of the guard are not those of the last sealed run of the kind; the signers see them."""
    before = Run.objects.filter(scheme=run.scheme, kind=run.kind, sealed=True, id__lt=run.pk).order_by("-id").first()
    return moved(before.thresholds, run.thresholds) if before and before.thresholds and run.thresholds else []
