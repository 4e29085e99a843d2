"""Questions to the payout counter: runs and what may be done with them, their three numbers, rows, files, and totals."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from shebao.agency.staff.queries import names
from shebao.agency.store.columns import total
from shebao.base.finding import refuse
from shebao.base.money import Fen
from shebao.base.months import Month

from . import explain, gates, states
from .actions.file import REASONS as WITHHELD_REASONS
from .actions.file import path_of
from .actions.sign import STEPS
from .bank import layout
from .models import Approval, BankFile, Change, Cover, Due, Epoch, Exclusion, Line, Outcome, ReturnFile, Run, Withheld
from .outcomes import TITLES as OUTCOME_TITLES
from .outcomes import last_outcomes, unpaid_lines, with_state
from .table import KINDS

__all__ = ["KINDS", "OUTCOME_TITLES"]
LINE_KINDS = {"regular": "正常发放", "back_pay": "补发", "funeral": "丧葬补助金", "inheritance": "个人账户继承", "reissue": "退票重发"}


def run(run_id: int) -> Run:
    """One run; raises `Refused` where there is none."""
    found = Run.objects.select_related("maker").filter(pk=run_id).first()
    if found is None:
        refuse("payout.run", f"没有编号为 {run_id} 的发放批次", "请从批次列表中选择。")
    return found


def runs(
    scheme: str = "", *, month: Month | None = None, kind: str = "", state: str = "", most: int = 100, before: int | None = None
) -> list[Run]:
    """Runs, newest first; `before` is the last id already seen."""
    chosen = {"scheme": scheme, "kind": kind, "state": state, "month": month or ""}
    found = Run.objects.filter(**{name: value for name, value in chosen.items() if value != ""})
    return list((found.filter(pk__lt=before) if before else found).order_by("-id")[:most])


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
    returns: tuple[ReturnFile, ...]


def summary(run_id: int) -> Summary:
    """Everything the page of a run shows above its lists."""
    found = run(run_id)
    file = BankFile.objects.filter(run=found).first()
    return Summary(
        found,
        title(found),
        state_title(found),
        _groups(Change.objects.filter(run=found), "reason", "delta_fen", explain.REASONS),
        _groups(Exclusion.objects.filter(run=found, kind="held"), "reason", "amount_fen", gates.TITLES),
        _groups(Exclusion.objects.filter(run=found, kind="excluded"), "reason", "amount_fen", {**explain.REASONS, **gates.TITLES}),
        _groups(Withheld.objects.filter(run_id=found.pk), "reason", "amount_fen", {key: pair[0] for key, pair in WITHHELD_REASONS.items()}),
        _outcomes(found, file),
        _signatures(found),
        file,
        tuple(file.returns.order_by("id")) if file else (),
    )


def _groups(rows: QuerySet[Any], key: str, amount: str, titles: dict[str, str]) -> tuple[Group, ...]:
    found = rows.order_by().values(key).annotate(n=Count("id"), fen=total(amount))
    groups = [Group(row[key], titles.get(row[key], row[key]), row["n"], row["fen"]) for row in found]
    return tuple(sorted(groups, key=lambda group: (-abs(group.fen), group.key)))


def _outcomes(found: Run, file: BankFile | None) -> tuple[Group, ...]:
    if file is None:
        return ()
    codes = layout(file.layout).CODES
    mine = last_outcomes().filter(line_id__in=Line.objects.filter(run=found).values("id")).order_by()
    rows = mine.values("code").annotate(n=Count("id"), fen=total("amount_fen"))
    groups = [Group(row["code"], codes[row["code"]].title, row["n"], row["fen"]) for row in rows]
    left = Group("", OUTCOME_TITLES["unknown"], file.lines - sum(g.count for g in groups), file.amount_fen - sum(g.fen for g in groups))
    return tuple(sorted(groups, key=lambda group: group.key)) + ((left,) if left.count else ())


def _signatures(found: Run) -> tuple[Signature, ...]:
    signed = list(Approval.objects.filter(run=found).order_by("id"))
    known = names(a.member_id for a in signed)
    return tuple(Signature(a.step, STEPS[a.step], known.get(a.member_id, ""), a.at, a.digest) for a in signed)


def lines(run_id: int, *, person_ids: Iterable[int] | None = None, outcome: str = "", after: int = 0, most: int = 100) -> list[Line]:
    """Lines of a run by id, each with `paid`, `code`, `withheld_reason`, `successor_id`; `outcome` paid | returned | unknown | withheld."""
    found = Line.objects.filter(run_id=run_id, id__gt=after)
    if person_ids is not None:
        found = found.filter(person_id__in=list(person_ids))
    return list(_by_outcome(with_state(found), outcome).order_by("id")[:most])


def _by_outcome(found: QuerySet[Any], outcome: str) -> QuerySet[Any]:
    if outcome == "withheld":
        return found.filter(withheld_reason__isnull=False)
    if outcome == "unknown":
        return found.filter(paid=None, withheld_reason=None)
    return found.filter(paid=outcome == "paid") if outcome else found


def lines_of_person(person_id: int, *, most: int = 200) -> list[Line]:
    """Every sealed payment instruction of a person, newest first, with what became of it."""
    return list(with_state(Line.objects.filter(person_id=person_id, run__sealed=True).select_related("run")).order_by("-id")[:most])


def covers(line_id: int) -> list[Cover]:
    """The months behind a back payment."""
    return list(Cover.objects.filter(line_id=line_id).order_by("month"))


def changes(run_id: int, reason: str = "", *, after: int = 0, most: int = 100) -> list[Change]:
    """Changes of a run by id, of one reason or all."""
    found = Change.objects.filter(run_id=run_id, id__gt=after)
    return list((found.filter(reason=reason) if reason else found).order_by("id")[:most])


def exclusions(run_id: int, *, kind: str = "", reason: str = "", after: int = 0, most: int = 100) -> list[Exclusion]:
    """People due but not in the run, with the reason; kind "held" or "excluded"."""
    found = Exclusion.objects.filter(run_id=run_id, id__gt=after)
    chosen = {"kind": kind, "reason": reason}
    return list(found.filter(**{name: value for name, value in chosen.items() if value}).order_by("id")[:most])


def returned(scheme: str) -> dict[int, str]:
    """line → result code of everything that came back and was not issued again."""
    return unpaid_lines(scheme)


def file_content(run_id: int) -> tuple[str, bytes]:
    """(name, bytes) of a run's file as it lies on disk, for the download."""
    file = BankFile.objects.filter(run_id=run_id).first()
    if file is None or not path_of(file).is_file():
        refuse("payout.file_missing", "这一批次还没有银行文件", "请先出盘。")
    path = path_of(file)
    return path.name, path.read_bytes()


def file_fen(run_id: int) -> Fen:
    """What a run's file asks the bank to pay."""
    found = BankFile.objects.filter(run_id=run_id).values_list("amount_fen", flat=True).first()
    return int(found or 0)


def promised_fen(scheme: str) -> Fen:
    """What submitted files ask for and the bank has not answered yet."""
    files = BankFile.objects.filter(run__scheme=scheme, submitted_on__isnull=False)
    answered = Outcome.objects.filter(line_id=OuterRef("id"))
    lines_sent = Line.objects.filter(run__bank_file__in=files).exclude(id__in=Withheld.objects.values("id"))
    open_runs = lines_sent.filter(run__state=states.SUBMITTED)
    return int(open_runs.filter(~Exists(answered)).aggregate(fen=total("total_fen"))["fen"])


def owed_at_death(person_id: int, scheme: str) -> list[str]:
    """Titles of the one-off amounts entered for a person, paid or not."""
    kinds = Due.objects.filter(scheme=scheme, person_id=person_id).order_by("id").values_list("kind", flat=True)
    return [LINE_KINDS[kind] for kind in kinds]


def owed_once(scheme: str) -> list[Due]:
    """One-off amounts that no line pays yet."""
    return list(Due.objects.filter(scheme=scheme).exclude(id__in=Line.objects.filter(due_id__isnull=False).values("due_id")).order_by("id"))


def totals(scheme: str, year: int) -> dict[str, Any]:
    """A year's payout for statistics, by the lines that reached the people (last answer “paid”): `times`, `amount_fen`, and both by
    month of the run (`months`) and by kind of line (`kinds`); a re-issued line counts once, when it arrives."""
    paid = Line.objects.filter(
        scheme=scheme,
        run__month__gte=year * 100 + 1,
        run__month__lte=year * 100 + 12,
        id__in=last_outcomes().filter(paid=True).values("line_id"),
    ).order_by()
    months = {
        row["run__month"]: (row["n"], row["fen"]) for row in paid.values("run__month").annotate(n=Count("id"), fen=total("total_fen"))
    }
    kinds = {row["kind"]: (row["n"], row["fen"]) for row in paid.values("kind").annotate(n=Count("id"), fen=total("total_fen"))}
    return {
        "times": sum(n for n, _ in months.values()),
        "amount_fen": sum(fen for _, fen in months.values()),
        "months": months,
        "kinds": kinds,
    }


def recipients(scheme: str, month: Month) -> int:
    """How many different people a month's sealed regular runs pay."""
    return Line.objects.filter(scheme=scheme, kind="regular", month=month, run__sealed=True).values("person_id").distinct().count()


def epoch() -> tuple[int, bool]:
    """(restore epoch, whether payments are locked)."""
    found = Epoch.objects.filter(id=1).first()
    return (found.number, found.locked) if found else (0, False)


def months_paid(scheme: str) -> list[Month]:
    """Months with a sealed regular run, newest first."""
    found = Run.objects.filter(scheme=scheme, kind="regular", sealed=True).order_by("-month").values_list("month", flat=True)
    return list(found.distinct())


def run_rows(scheme: str = "") -> QuerySet[Any, Any]:
    """Runs as rows for a list that pages, filters and sorts by itself."""
    found = Run.objects.filter(scheme=scheme) if scheme else Run.objects.all()
    return found.values(
        "id", "scheme", "month", "kind", "part", "state", "lines", "amount_fen", "held", "held_fen", "business_day", "maker__name"
    )


_PERSON = ("person_id", "person__name", "person__village__township", "person__village__name")


def line_rows(run_id: int) -> QuerySet[Any, Any]:
    """Lines of a run as rows for a list, with the person's name and village and what became of each."""
    return with_state(Line.objects.filter(run_id=run_id)).values(
        "id",
        *_PERSON,
        "kind",
        "month",
        "from_month",
        "decision_id",
        "basic_fen",
        "seniority_fen",
        "account_fen",
        "age_addon_fen",
        "total_fen",
        "paid",
        "code",
        "withheld_reason",
        "successor_id",
    )


def with_outcome(found: QuerySet[Any, Any], outcome: str) -> QuerySet[Any, Any]:
    """Those of `line_rows` that are paid, returned, unknown or withheld."""
    return _by_outcome(found, outcome)


def change_rows(run_id: int) -> QuerySet[Any, Any]:
    """Changes of a run as rows for a list."""
    return Change.objects.filter(run_id=run_id).values("id", *_PERSON, "reason", "delta_fen")


def exclusion_rows(run_id: int) -> QuerySet[Any, Any]:
    """Those due but not in the run as rows for a list."""
    return Exclusion.objects.filter(run_id=run_id).values("id", *_PERSON, "kind", "reason", "amount_fen", "message")


def change_titles() -> dict[str, str]:
    """Reason → title of every change."""
    return dict(explain.REASONS)


def hold_titles() -> dict[str, str]:
    """Reason → title of everything that keeps a person out of a run."""
    return {**explain.REASONS, **gates.TITLES}


def releasable_titles() -> dict[str, str]:
    """Gate → title of those that hold people until somebody has looked; a hard gate is not among them."""
    hard = {gate.key for some in gates.GATES.values() for gate in some if gate.hard}
    return {key: title for key, title in gates.TITLES.items() if key not in hard}


def withheld_titles() -> dict[str, str]:
    """Reason → title of what takes a sealed line out of the file."""
    return {key: pair[0] for key, pair in WITHHELD_REASONS.items()}


def performance(scheme: str, year: int) -> dict[str, int]:
    """How a year's sealed payments went: `due`/`due_fen` (lines owed, re-issues left out), `on_time`/`on_time_fen` (first answer “paid”),
    `returned` (first answer “returned”), `reissued` (of those, arrived by a later line), `arrived_fen` (by whichever line), `open`
    (returned and not arrived yet), `unknown` (not answered yet), `held` (people held by the gates)."""
    owed = Line.objects.filter(scheme=scheme, run__sealed=True, run__month__gte=year * 100 + 1, run__month__lte=year * 100 + 12).order_by()
    void = Withheld.objects.filter(final=True).values("id")
    first = owed.exclude(kind="reissue").exclude(id__in=void)
    answers = Outcome.objects.exclude(id__in=Outcome.objects.filter(line_id=OuterRef("line_id"), id__lt=OuterRef("id")).values("id"))
    firsts = first.aggregate(n=Count("id"), fen=total("total_fen"))
    paid = first.filter(id__in=answers.filter(paid=True).values("line_id")).aggregate(n=Count("id"), fen=total("total_fen"))
    returned_lines = first.filter(id__in=answers.filter(paid=False).values("line_id")).count()
    arrived = owed.filter(id__in=last_outcomes().filter(paid=True).values("line_id")).aggregate(n=Count("id"), fen=total("total_fen"))
    later = owed.filter(kind="reissue", id__in=last_outcomes().filter(paid=True).values("line_id")).count()
    answered = first.filter(id__in=Outcome.objects.values("line_id")).count()
    held = Exclusion.objects.filter(
        run__scheme=scheme, run__sealed=True, run__month__gte=year * 100 + 1, run__month__lte=year * 100 + 12, kind="held"
    )
    return {
        "due": firsts["n"],
        "due_fen": firsts["fen"],
        "on_time": paid["n"],
        "on_time_fen": paid["fen"],
        "returned": returned_lines,
        "reissued": later,
        "arrived_fen": arrived["fen"],
        "open": max(0, returned_lines - later),
        "unknown": firsts["n"] - answered,
        "held": held.count(),
    }


def count_returned(scheme: str) -> int:
    """How many payments came back, or were held back at file time, and are not issued again; quick enough for a first page."""
    last = Outcome.objects.filter(line_id=OuterRef("line_id"), id__gt=OuterRef("id"))
    again = Line.objects.filter(reissue_of=OuterRef("line_id"))
    of_scheme = Line.objects.filter(id=OuterRef("line_id"), scheme=scheme)
    back = Outcome.objects.filter(~Exists(last), ~Exists(again), Exists(of_scheme), paid=False).count()
    held = Withheld.objects.filter(
        ~Exists(Line.objects.filter(reissue_of=OuterRef("id"))), Exists(Line.objects.filter(id=OuterRef("id"), scheme=scheme)), final=False
    )
    return back + held.count()


def arrived(run_id: int) -> tuple[int, Fen, int]:
    """(lines paid, fen paid, lines returned) of a run by the bank's last answers, read from one stretch of the table."""
    first = run_id * 100_000_000
    last = Outcome.objects.filter(id__gte=first, id__lt=first + 100_000_000).filter(~Exists(Outcome.objects.filter(id=OuterRef("id") + 1)))
    found = last.aggregate(
        paid_lines=Count("id", filter=Q(paid=True)), paid_fen=total("amount_fen", Q(paid=True)), returned=Count("id", filter=Q(paid=False))
    )
    return int(found["paid_lines"]), int(found["paid_fen"]), int(found["returned"])
