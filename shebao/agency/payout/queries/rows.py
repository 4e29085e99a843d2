"""Questions about the rows of runs: instructions with what became of them, months covered, changes, who was left out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from shebao.agency import schemes
from shebao.agency.payout.bank.outcomes import unpaid_lines, with_state
from shebao.agency.payout.models import Change, Cover, Exclusion, Line, LinePart, Outcome, Run, Withheld
from shebao.agency.store.columns import read_rows
from shebao.base.money import Fen

_PERSON = ("person_id", "person__name", "person__village__township", "person__village__name")


def lines(run_id: int, *, person_ids: Iterable[int] | None = None, outcome: str = "", after: int = 0, most: int = 100) -> list[Line]:
    """Lines of a run by id, each with `paid`, `code`, `withheld_reason`, `successor_id`; `outcome` paid | returned | unknown | withheld."""
    rows = Line.objects.filter(run_id=run_id, id__gt=after)
    if person_ids is not None:
        rows = rows.filter(person_id__in=list(person_ids))
    return list(_by_outcome(with_state(rows), outcome).order_by("id")[:most])


def _by_outcome(rows: QuerySet[Any], outcome: str) -> QuerySet[Any]:
    if outcome == "withheld":
        return rows.filter(withheld_reason__isnull=False)
    if outcome == "unknown":
        return rows.filter(paid=None, withheld_reason=None)
    return rows.filter(paid=outcome == "paid") if outcome else rows


def lines_of_person(person_id: int, *, most: int = 200) -> list[Line]:
    """Every sealed payment instruction of a person, newest first, with what became of it and the amounts of its `parts` in the order of its scheme."""
    lines: list[Any] = list(
        with_state(Line.objects.filter(person_id=person_id, run__sealed=True).select_related("run")).order_by("-id")[:most]
    )
    amounts = dict(LinePart.objects.filter(id__in=_part_ids(lines)).values_list("id", "fen"))
    for line in lines:
        line.parts = [amounts.get(line.pk * 10 + place, 0) for place, _ in enumerate(schemes.of(line.scheme).PARTS, 1)]
    return lines


def _part_ids(lines: Iterable[Line]) -> list[int]:
    return [line.pk * 10 + place for line in lines for place, _ in enumerate(schemes.of(line.scheme).PARTS, 1)]


def amounts_by_person(run_id: int) -> dict[int, Fen]:
    """Person → what a run still pays them: its lines less those taken out and what is kept back towards debts."""
    lines = Line.objects.filter(run_id=run_id).exclude(id__in=Withheld.objects.filter(run_id=run_id).values("id")).order_by("id")
    amounts: dict[int, Fen] = {}
    for person, due, kept in read_rows(lines, "person_id", "total_fen", "deducted_fen"):
        amounts[person] = amounts.get(person, 0) + due - kept
    return amounts


def paid_once_before(run_id: int) -> list[int]:
    """People of a re-issue whom the bank had once said to be paid for the very line that is paid again."""
    again = Line.objects.filter(run_id=run_id, reissue_of__isnull=False)
    paid = Outcome.objects.filter(line_id=OuterRef("reissue_of"), paid=True)
    return sorted(set(again.filter(Exists(paid)).values_list("person_id", flat=True)))


def answered_lines(run_id: int, person_ids: Iterable[int]) -> dict[int, list[int]]:
    """Person → their lines of a run that the bank has answered."""
    answered = Line.objects.filter(Exists(Outcome.objects.filter(line_id=OuterRef("id"))), run_id=run_id, person_id__in=list(person_ids))
    lines: dict[int, list[int]] = {}
    for person, line in read_rows(answered.order_by("id"), "person_id", "id"):
        lines.setdefault(person, []).append(line)
    return lines


def covers(line_id: int) -> list[Cover]:
    """The months behind a back payment."""
    return list(Cover.objects.filter(line_id=line_id).order_by("month"))


def changes(run_id: int, reason: str = "", *, after: int = 0, most: int = 100) -> list[Change]:
    """Changes of a run by id, of one reason or all."""
    rows = Change.objects.filter(run_id=run_id, id__gt=after)
    return list((rows.filter(reason=reason) if reason else rows).order_by("id")[:most])


def changes_of(run_id: int, person_id: int) -> list[tuple[str, Fen]]:
    """(reason, by how much) of everything that changed what one person is paid in a run."""
    return list(Change.objects.filter(run_id=run_id, person_id=person_id).order_by("id").values_list("reason", "delta_fen"))


def exclusions(run_id: int, *, kind: str = "", reason: str = "", after: int = 0, most: int = 100) -> list[Exclusion]:
    """People due but not in the run, with the reason; kind "held" or "excluded"."""
    rows = Exclusion.objects.filter(run_id=run_id, id__gt=after)
    chosen = {"kind": kind, "reason": reason}
    return list(rows.filter(**{name: value for name, value in chosen.items() if value}).order_by("id")[:most])


def returned(scheme: str) -> dict[int, str]:
    """line → result code of everything that came back and was not issued again."""
    return unpaid_lines(scheme)


def line_rows(run_id: int) -> QuerySet[Any, Any]:
    """Lines of a run as rows for a list, with the person's name and village, a column a part of the scheme, and what became of each."""
    parts = part_amounts(Run.objects.values_list("scheme", flat=True).get(pk=run_id))
    return with_state(Line.objects.filter(run_id=run_id)).values(
        "id",
        *_PERSON,
        "kind",
        "month",
        "from_month",
        "decision_id",
        "total_fen",
        "deducted_fen",
        "paid",
        "code",
        "withheld_reason",
        "successor_id",
        "run__state",
        paid_fen=F("total_fen") - F("deducted_fen"),
        **parts,
    )


def part_amounts(scheme: str) -> dict[str, Coalesce]:
    """Annotations of a line: the amount of each part of the scheme (`basic_fen` …), 0 where the line has none of it."""
    amounts = {}
    for place, part in enumerate(schemes.of(scheme).PARTS, 1):
        mine = LinePart.objects.filter(id=OuterRef("id") * 10 + place).values("fen")
        amounts[f"{part.key}_fen"] = Coalesce(Subquery(mine), 0)
    return amounts


def with_outcome(rows: QuerySet[Any, Any], outcome: str) -> QuerySet[Any, Any]:
    """Those of `line_rows` that are paid, returned, unknown or withheld."""
    return _by_outcome(rows, outcome)


def change_rows(run_id: int) -> QuerySet[Any, Any]:
    """Changes of a run as rows for a list."""
    return Change.objects.filter(run_id=run_id).values("id", *_PERSON, "reason", "delta_fen")


def exclusion_rows(run_id: int) -> QuerySet[Any, Any]:
    """Those due but not in the run as rows for a list."""
    return Exclusion.objects.filter(run_id=run_id).values("id", *_PERSON, "kind", "reason", "amount_fen", "message", "cause")
