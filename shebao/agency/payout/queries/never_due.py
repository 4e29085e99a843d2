"""Returned payments that nobody is due any more: which are decided, and what each was made of when it was first paid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from shebao.agency.payout.bank.outcomes import cleared, last_outcomes, not_due
from shebao.agency.payout.deduction_states import without
from shebao.agency.payout.models import Line, LinePart, NeverDueCleared, Outcome, ReturnFile
from shebao.agency.store.columns import among, read_rows
from shebao.base.money import Fen


@dataclass(frozen=True, slots=True)
class NeverDueLine:
    """One such payment: who, how much, since when it is back, why; the line with which it was first paid, its kind, its parts, and
    the day on which the bank first answered it."""

    line_id: int
    person_id: int
    name: str
    fen: Fen
    since: date
    reason: str
    origin_id: int
    kind: str
    paid_on: date
    parts: Mapping[str, Fen]


def cleared_fen() -> dict[str, Fen]:
    """Scheme → what finance has cleared."""
    sums: dict[str, Fen] = {}
    fen = dict(read_rows(NeverDueCleared.objects.all(), "id", "fen"))
    for line, scheme in Line.objects.filter(id__in=among(fen)).values_list("id", "scheme"):
        sums[scheme] = sums.get(scheme, 0) + fen[line]
    return sums


def never_due_lines(scheme: str) -> list[NeverDueLine]:
    """Those of a scheme that are decided and not cleared, the oldest first."""
    reasons = {line: reason for line, reason in not_due().items() if line not in cleared()}
    origins = _origins(reasons)
    back = dict(read_rows(last_outcomes().filter(line_id__in=among(reasons)), "line_id", "return_file_id"))
    first = dict(read_rows(Outcome.objects.filter(line_id__in=among(set(origins.values()))).order_by("-id"), "line_id", "return_file_id"))
    days = dict(read_rows(ReturnFile.objects.filter(id__in=among({*back.values(), *first.values()})), "id", "day"))
    parts: dict[int, dict[str, Fen]] = {}
    for line, part, fen in LinePart.objects.filter(line_id__in=among(set(origins.values()))).values_list("line_id", "part", "fen"):
        parts.setdefault(line, {})[part] = fen
    kinds = dict(Line.objects.filter(id__in=among(set(origins.values()))).values_list("id", "kind"))
    rows = Line.objects.filter(scheme=scheme, id__in=among(reasons)).order_by("id")
    listed = [
        NeverDueLine(
            line,
            person,
            name,
            due - (kept or 0),
            days[back[line]],
            reasons[line],
            origins[line],
            kinds[origins[line]],
            days[first[origins[line]]],
            without(parts.get(origins[line], {}), kept or 0, scheme),
        )
        for line, person, name, due, kept in rows.values_list("id", "person_id", "person__name", "total_fen", "deducted_fen")
    ]
    return sorted(listed, key=lambda one: (one.since, one.line_id))


def _origins(line_ids: Iterable[int]) -> dict[int, int]:
    """Line → the line with which its amount was first promised and answered by the bank."""
    origins = {line: line for line in line_ids}
    while True:
        before = dict(
            read_rows(
                Line.objects.filter(id__in=among(set(origins.values())), reissue_of__in=Outcome.objects.values("line_id")),
                "id",
                "reissue_of",
            )
        )
        if not before:
            return origins
        origins = {line: before.get(last, last) for line, last in origins.items()}
