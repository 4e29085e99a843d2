"""Questions about what is owed once to people who live: where a line of it is booked, and one person's or one matter's rows with their state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import QuerySet

from shebao.agency import schemes
from shebao.agency.payout.bank.again import first_lines
from shebao.agency.payout.bank.outcomes import with_state
from shebao.agency.payout.kinds import DUES, LIVING
from shebao.agency.payout.models import Due, DueCancelled, Line
from shebao.agency.store.columns import among, read_rows
from shebao.base.months import Month


class LivingDue(NamedTuple):
    """What somebody is owed once, and where it stands: a key of `STATES`."""

    id: int
    person_id: int
    scheme: str
    kind: str
    basis: str
    month: Month
    amount_fen: int
    entry_id: int
    state: str

    @property
    def title(self) -> str:
        """The Chinese title of its kind."""
        return {**DUES, **LIVING}[self.kind]


STATES: dict[str, tuple[str, str]] = {
    "": ("待付", "waiting"),
    "running": ("已列入批次", "waiting"),
    "paid": ("已到账", "done"),
    "returned": ("银行退回", "attention"),
    "cancelled": ("已撤销", "stopped"),
}
"""State → word and tone."""


def booked_under(line_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Line of something owed once → account and item, also of a re-issue of what the bank never saw."""
    first = first_lines(line_ids)
    dues = dict(read_rows(Line.objects.filter(id__in=among(set(first.values())), due_id__isnull=False), "id", "due_id"))
    places = {
        due: (account, item) if account else schemes.entry_of(scheme, kind)
        for due, scheme, kind, account, item in read_rows(
            Due.objects.filter(id__in=among(dues.values())), "id", "scheme", "kind", "account", "item"
        )
    }
    return {line: places[dues[origin]] for line, origin in first.items()}


def living_dues(person_id: int, scheme: str = "") -> list[LivingDue]:
    """Everything one person was ever owed once, the newest first."""
    rows = Due.objects.filter(person_id=person_id, basis__gt="").order_by("-id")
    return _with_states(rows.filter(scheme=scheme) if scheme else rows)


def _with_states(dues: QuerySet[Due]) -> list[LivingDue]:
    names = LivingDue._fields[:-1]
    rows = list(dues.values_list(*names))
    ids = [row[0] for row in rows]
    gone = set(DueCancelled.objects.filter(id__in=among(ids)).values_list("id", flat=True))
    states = {
        due: "paid" if paid else "returned" if paid is False else "running"
        for due, paid in with_state(Line.objects.filter(due_id__in=among(ids))).values_list("due_id", "paid")
    }
    return [
        LivingDue(row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], "cancelled" if row[0] in gone else states.get(row[0], ""))
        for row in rows
    ]
