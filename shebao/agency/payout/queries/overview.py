"""Questions about runs: which there are, one at a glance with its signatures, and what its reasons are called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from shebao.agency.payout.bank import layout
from shebao.agency.payout.bank.outcomes import TITLES as OUTCOME_TITLES
from shebao.agency.payout.bank.outcomes import last_outcomes
from shebao.agency.payout.holds import gates
from shebao.agency.payout.models import Approval, BankFile, Change, Epoch, Exclusion, Line, ReturnFile, Run, Withheld
from shebao.agency.payout.run import states
from shebao.agency.payout.run.sign import STEPS
from shebao.agency.payout.run.withhold import REASONS as WITHHELD_REASONS
from shebao.agency.payout.run.withhold import Fallen, fallen_of
from shebao.agency.payout.tables import explain
from shebao.agency.staff.queries import names
from shebao.agency.store.columns import total
from shebao.base.finding import refuse
from shebao.base.money import Fen
from shebao.base.months import Month


def run(run_id: int) -> Run:
    """One run; raises `Refused` where there is none."""
    row = Run.objects.select_related("maker").filter(pk=run_id).first()
    if row is None:
        refuse("payout.run", f"没有编号为 {run_id} 的发放批次", "请从批次列表中选择。")
    return row


def runs(
    scheme: str = "", *, month: Month | None = None, kind: str = "", state: str = "", most: int = 100, before: int | None = None
) -> list[Run]:
    """Runs, newest first; `before` is the last id already seen."""
    chosen = {"scheme": scheme, "kind": kind, "state": state, "month": month or ""}
    rows = Run.objects.filter(**{name: value for name, value in chosen.items() if value != ""})
    return list((rows.filter(pk__lt=before) if before else rows).order_by("-id")[:most])


def title(run: Run) -> str:
    """How a run is called: “2023年5月正常发放”."""
    return states.title(run)


def state_title(run: Run) -> str:
    """A run's state in words."""
    return states.STATES[run.state]


@dataclass(frozen=True, slots=True)
class Group:
    """One row of a breakdown: key, Chinese title, how many, how much."""

    key: str
    title: str
    count: int
    fen: Fen


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed what, and when."""

    step: str
    title: str
    name: str
    at: Any
    digest: str


@dataclass(frozen=True, slots=True)
class RefusalRow:
    """That a run was sent back: who, from which state, why."""

    name: str
    state_title: str
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """One run at a glance: last month + explained changes = this month; who waits and why; who signed; what the bank said."""

    run: Run
    title: str
    state_title: str
    changes: tuple[Group, ...]
    held: tuple[Group, ...]
    excluded: tuple[Group, ...]
    withheld: tuple[Group, ...]
    outcomes: tuple[Group, ...]
    signatures: tuple[Signature, ...]
    file: BankFile | None
    fallen: tuple[Fallen, ...]
    refusal: RefusalRow | None
    returns: tuple[ReturnFile, ...]

    @property
    def file_is_stale(self) -> bool:
        """Whether the file pays somebody who was taken out, or may no longer be paid, since it was made."""
        return self.file is not None and (bool(self.fallen) or sum(group.count for group in self.withheld) != self.file.withheld)

    @property
    def withheld_fen(self) -> Fen:
        """What was taken out of the run before hand-over."""
        return sum(group.fen for group in self.withheld)


def summary(run_id: int) -> Summary:
    """Everything the page of a run shows above its lists."""
    this = run(run_id)
    file = BankFile.objects.filter(run=this).first()
    return Summary(
        this,
        title(this),
        state_title(this),
        _groups(Change.objects.filter(run=this), "reason", "delta_fen", explain.titles()),
        _groups(Exclusion.objects.filter(run=this, kind="held"), "reason", "amount_fen", gates.TITLES),
        _groups(Exclusion.objects.filter(run=this, kind="excluded"), "reason", "amount_fen", {**explain.titles(), **gates.TITLES}),
        _groups(
            Withheld.objects.filter(run_id=this.pk),
            "reason",
            "amount_fen",
            {key: reason.title for key, reason in WITHHELD_REASONS.items()},
        ),
        _outcomes(this, file),
        _signatures(this),
        file,
        tuple(fallen_of(this)) if this.state in states.HOLDERS else (),
        _refusal(this),
        tuple(file.returns.order_by("id")) if file else (),
    )


def _groups(rows: QuerySet[Any], key: str, amount: str, titles: dict[str, str]) -> tuple[Group, ...]:
    result = rows.order_by().values(key).annotate(n=Count("id"), fen=total(amount))
    groups = [Group(row[key], titles.get(row[key], row[key]), row["n"], row["fen"]) for row in result]
    return tuple(sorted(groups, key=lambda group: (-abs(group.fen), group.key)))


def _outcomes(run: Run, file: BankFile | None) -> tuple[Group, ...]:
    if file is None:
        return ()
    codes = layout(file.layout).CODES
    mine = last_outcomes().filter(line_id__in=Line.objects.filter(run=run).values("id")).order_by()
    rows = mine.values("code").annotate(n=Count("id"), fen=total("amount_fen"))
    groups = [Group(row["code"], codes[row["code"]].title, row["n"], row["fen"]) for row in rows]
    left = Group("", OUTCOME_TITLES["unknown"], file.lines - sum(g.count for g in groups), file.amount_fen - sum(g.fen for g in groups))
    return tuple(sorted(groups, key=lambda group: group.key)) + ((left,) if left.count else ())


def _signatures(run: Run) -> tuple[Signature, ...]:
    signed = list(Approval.objects.filter(run=run).order_by("id"))
    known = names(a.member_id for a in signed)
    return tuple(Signature(a.step, STEPS[a.step], known.get(a.member_id, ""), a.at, a.digest) for a in signed)


def _refusal(run: Run) -> RefusalRow | None:
    refusal = run.refusals.select_related("member").first()
    return RefusalRow(refusal.member.name, states.STATES[refusal.state], refusal.reason) if refusal else None


def stopping_rights(state: str) -> tuple[str, ...]:
    """The rights of which one is enough to send back a run in a state, or to take somebody out of it; none once it is handed over."""
    return states.HOLDERS.get(state, ())


def months_of_runs() -> list[Month]:
    """The months that have runs, newest first."""
    return list(Run.objects.order_by("-month").values_list("month", flat=True).distinct())


def run_rows(scheme: str = "") -> QuerySet[Any, Any]:
    """Runs as rows for a list that pages, filters and sorts by itself."""
    rows = Run.objects.filter(scheme=scheme) if scheme else Run.objects.all()
    return rows.values(
        "id", "scheme", "month", "kind", "part", "state", "lines", "amount_fen", "held", "held_fen", "business_day", "maker__name"
    )


def change_titles() -> dict[str, str]:
    """Reason → title of every change."""
    return explain.titles()


def hold_titles() -> dict[str, str]:
    """Reason → title of everything that keeps a person out of a run."""
    return {**explain.titles(), **gates.TITLES}


def releasable_titles() -> dict[str, str]:
    """Gate → title of those that hold people until somebody has looked; a hard gate is not among them."""
    hard = {gate.key for some in gates.GATES.values() for gate in some if gate.hard}
    return {key: title for key, title in gates.TITLES.items() if key not in hard}


def withheld_titles() -> dict[str, str]:
    """Reason → title of what takes a sealed line out of the file."""
    return {key: reason.title for key, reason in WITHHELD_REASONS.items()}


def epoch() -> tuple[int, bool]:
    """(restore epoch, whether payments are locked)."""
    row = Epoch.objects.filter(id=1).first()
    return (row.number, row.locked) if row else (0, False)


def months_paid(scheme: str) -> list[Month]:
    """Months with a sealed regular run, newest first."""
    rows = Run.objects.filter(scheme=scheme, kind="regular", sealed=True).order_by("-month").values_list("month", flat=True)
    return list(rows.distinct())
