"""Questions about the exchange with the bank, whole columns at a time: files handed over, what was answered, what could not be taken."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Max, Q, QuerySet

from shebao.agency.payout.bank.outcomes import last_outcomes
from shebao.agency.payout.layout_models import FailedAnswer
from shebao.agency.payout.models import BankFile, BankSlip, Line, LinePart, Outcome, ReturnFile
from shebao.agency.store.columns import among, read_rows, total
from shebao.base.money import Fen
from shebao.base.months import Month, first_day, last_day

CHANGED_MIND = ("payout.return_changed", "payout.return_contradiction")
"""Refusals that a later good file does not settle: the bank said two different things."""


class SubmittedFile(NamedTuple):
    """A file that was handed over."""

    run_id: int
    number: str
    submitted_on: date
    submitted_by: int
    lines: int
    amount_fen: Fen


class Answered(NamedTuple):
    """What the bank's last answers say of a run."""

    run_id: int
    answered: int
    paid_fen: Fen


class Failed(NamedTuple):
    """An answer that could not be taken and still waits."""

    id: int
    run_id: int
    name: str
    day: date
    reason: str
    member_id: int


class UnusedSlip(NamedTuple):
    """A slip of the bank that no answer agreed with yet."""

    id: int
    run_id: int
    number: str
    paid_lines: int
    paid_fen: Fen


def submitted_files(scheme: str, first: Month, last: Month) -> list[SubmittedFile]:
    """Files of a scheme that were handed over in some months, oldest first."""
    rows = BankFile.objects.filter(run__scheme=scheme, submitted_on__gte=first_day(first), submitted_on__lte=last_day(last))
    names = ("run_id", "number", "submitted_on", "submitted_by_id", "lines", "amount_fen")
    return [SubmittedFile(*row) for row in rows.order_by("submitted_on", "id").values_list(*names)]


def handed_over() -> QuerySet[BankFile, Any]:
    """Files that were handed over to the bank, as rows for a list."""
    rows = BankFile.objects.filter(submitted_on__isnull=False)
    return rows.values("id", "run_id", "number", "lines", "amount_fen", "digest", "submitted_on")


def answered_of_runs(run_ids: list[int]) -> dict[int, Answered]:
    """Run → how many of its lines are answered and what arrived, by the last answers; runs without any are left out."""
    returns = dict(ReturnFile.objects.filter(bank_file__run_id__in=run_ids).values_list("id", "bank_file__run_id"))
    rows = (
        last_outcomes()
        .filter(return_file_id__in=list(returns))
        .order_by()
        .values("return_file_id")
        .annotate(n=Count("id"), fen=total("amount_fen", Q(paid=True)))
    )
    sums: dict[int, Answered] = {}
    for row in rows:
        run_id = returns[row["return_file_id"]]
        before = sums.get(run_id, Answered(run_id, 0, 0))
        sums[run_id] = Answered(run_id, before.answered + row["n"], before.paid_fen + int(row["fen"]))
    return sums


def returns_of_runs(run_ids: list[int]) -> list[tuple[int, int]]:
    """(return file, run) of some runs."""
    return list(ReturnFile.objects.filter(bank_file__run_id__in=run_ids).order_by("id").values_list("id", "bank_file__run_id"))


def failed_answers(run_ids: list[int]) -> list[Failed]:
    """Answers of some runs that could not be taken, and that neither the same file nor a good one after it has settled."""
    rows = list(FailedAnswer.objects.filter(run_id__in=run_ids).order_by("id"))
    if not rows:
        return []
    returns = dict(returns_of_runs(sorted({row.run_id for row in rows})))
    taken = set(ReturnFile.objects.filter(digest__in=[row.digest for row in rows]).values_list("digest", flat=True))
    latest: dict[int, int] = {}
    for entry in (
        Outcome.objects.filter(return_file_id__in=list(returns)).order_by().values("return_file_id").annotate(last=Max("entry_id"))
    ):
        run_id = returns[entry["return_file_id"]]
        latest[run_id] = max(latest.get(run_id, 0), entry["last"])
    return [
        Failed(row.pk, row.run_id, row.name, row.day, row.reason, row.member_id)
        for row in rows
        if row.digest not in taken and (row.rule in CHANGED_MIND or latest.get(row.run_id, 0) < row.entry_id)
    ]


def unused_slips(run_ids: list[int]) -> list[UnusedSlip]:
    """Slips of some runs that no answer was taken with."""
    rows = BankSlip.objects.filter(run_id__in=run_ids, return_files=None).order_by("id")
    return [UnusedSlip(*row) for row in rows.values_list("id", "run_id", "number", "paid_lines", "paid_fen")]


def arrived_in_year(scheme: str, year: int) -> list[tuple[int, int, str, Fen]]:
    """(line, person, kind, fen) of every payment for a year's months that arrived by the bank's last word, in the order of the lines."""
    paid = last_outcomes().filter(paid=True).values("line_id")
    rows = Line.objects.filter(scheme=scheme, run__month__gte=year * 100 + 1, run__month__lte=year * 100 + 12, id__in=paid)
    return list(rows.order_by("id").values_list("id", "person_id", "kind", "total_fen"))


def line_facts(line_ids: list[int]) -> dict[int, tuple[int, Fen]]:
    """Line → (person, fen)."""
    rows = read_rows(Line.objects.filter(id__in=among(line_ids)), "id", "person_id", "total_fen")
    return {line: (person, fen) for line, person, fen in rows}


def evidence(line_id: int) -> dict[str, object]:
    """What stands behind a payment: its run and who signed, its parts, how the bank answered, and the decision it rests on."""
    line = Line.objects.select_related("run", "run__maker").get(pk=line_id)
    outcome = last_outcomes().filter(line_id=line_id).first()
    parts = list(LinePart.objects.filter(line_id=line_id).order_by("id").values_list("part", "fen"))
    signed = [(one.step, one.member_id) for one in line.run.approvals.order_by("id")]
    return {"line": line, "run": line.run, "parts": parts, "signed": signed, "outcome": outcome}
