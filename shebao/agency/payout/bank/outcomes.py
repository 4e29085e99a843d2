"""What became of each line: unknown, paid, returned, or held back; the last answer of the bank stands."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from shebao.agency.payout.models import Line, NeverDue, NeverDueCancelled, NeverDueCleared, Outcome, Withheld
from shebao.agency.store.columns import among, read_rows

MANY = 5_000
"""So many lines are no longer looked up one by one."""
UNKNOWN, PAID, RETURNED, WITHHELD = "unknown", "paid", "returned", "withheld"
TITLES = {UNKNOWN: "结果未知", PAID: "已到账", RETURNED: "已退回", WITHHELD: "送盘前扣下"}


def last_outcomes() -> QuerySet[Outcome]:
    """The last answer of each line: the one that no later answer of the same line follows."""
    later = Outcome.objects.filter(line_id=OuterRef("line_id"), id__gt=OuterRef("id"))
    return Outcome.objects.filter(~Exists(later))


def standing(lines: Q) -> Q:
    """Of some lines, those that stand: not withheld for good."""
    return lines & ~Q(id__in=Withheld.objects.filter(final=True).values("id"))


class Last(NamedTuple):
    """The bank's last answer of a line, and how many answers there are."""

    paid: bool
    code: str
    answers: int


def last_of(line_ids: list[int]) -> dict[int, Last]:
    """Line → the last answer, for lines the bank has answered."""
    if not line_ids:
        return {}
    # Many lines are those of one run, which lie together: their stretch of the table is read from end to end.
    asked = set(line_ids) if len(line_ids) >= MANY else None
    these = Q(line_id__in=among(line_ids)) if asked is None else Q(line_id__range=(min(asked), max(asked)))
    rows = read_rows(Outcome.objects.filter(these).order_by("id"), "id", "line_id", "paid", "code")
    return {line: Last(bool(paid), code, outcome % 10 + 1) for outcome, line, paid, code in rows if asked is None or line in asked}


def unpaid_lines(scheme: str, *, besides: int | None = None) -> dict[int, str]:
    """line → result code of lines that were returned, or held back at file time for another account, and have no successor
    and are still due.

    besides: a run whose own lines do not count as successors (it is being computed again).
    """
    # Few lines ever come back: they are looked up first, and only they are asked about.
    codes = dict(read_rows(last_outcomes().filter(paid=False), "line_id", "code"))
    codes |= {row[0]: WITHHELD for row in read_rows(Withheld.objects.filter(final=False), "id")}
    for line in not_due():
        codes.pop(line, None)
    successors = Line.objects.filter(reissue_of__in=among(codes))
    if besides is not None:
        successors = successors.exclude(run_id=besides)
    followed = {row[0] for row in read_rows(successors, "reissue_of")}
    mine = read_rows(Line.objects.filter(scheme=scheme, id__in=among(codes)).order_by("id"), "id")
    return {row[0]: codes[row[0]] for row in mine if row[0] not in followed}


def not_due(line_ids: Iterable[int] | None = None) -> dict[int, str]:
    """Line → why it is not due any more, of these lines or of all; what was taken back is left out."""
    decided = NeverDue.objects.exclude(id__in=NeverDueCancelled.objects.values("id"))
    if line_ids is not None:
        decided = decided.filter(id__in=among(line_ids))
    return dict(decided.order_by("id").values_list("id", "reason"))


def cleared() -> set[int]:
    """Lines that finance has cleared from the temporary receipts."""
    return {row[0] for row in read_rows(NeverDueCleared.objects.all(), "id")}


def with_state(lines: QuerySet[Line]) -> QuerySet[Any]:
    """Lines with `paid` (True, False, None = unknown), `code`, `withheld_reason` and `successor_id` beside them."""
    last = Outcome.objects.filter(line_id=OuterRef("id")).order_by("-id")
    return lines.annotate(
        paid=Subquery(last.values("paid")[:1]),
        code=Subquery(last.values("code")[:1]),
        withheld_reason=Subquery(Withheld.objects.filter(id=OuterRef("id")).values("reason")[:1]),
        successor_id=Subquery(Line.objects.filter(reissue_of=OuterRef("id")).values("id")[:1]),
    )
