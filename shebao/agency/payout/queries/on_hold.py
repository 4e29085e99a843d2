"""Returned payments that are owed to people until they are paid again (暂收款的明细): who, how much, since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shebao.agency.payout.bank.again import paid_again
from shebao.agency.payout.bank.outcomes import cleared, last_outcomes, not_due
from shebao.agency.payout.models import Line, ReturnFile
from shebao.agency.store.columns import among, read_rows
from shebao.base.money import Fen


@dataclass(frozen=True, slots=True)
class OnHold:
    """One payment that came back and whose re-issue the bank has not answered."""

    line_id: int
    run_id: int
    person_id: int
    name: str
    fen: Fen
    since: date
    never_due: str = ""
    """Why it will not be sent again; it lies here until finance clears it."""


def on_hold(scheme: str) -> list[OnHold]:
    """Every payment of a scheme that stands in the fund's temporary receipts, the oldest first."""
    back = dict(read_rows(last_outcomes().filter(paid=False), "line_id", "return_file_id"))
    days = dict(read_rows(ReturnFile.objects.filter(id__in=set(back.values())), "id", "day"))
    decided = not_due()
    rows = Line.objects.filter(scheme=scheme, id__in=among(set(back) - paid_again(back) - cleared())).order_by("id")
    listed = [
        OnHold(line, run, person, name, due - (kept or 0), days[back[line]], decided.get(line, ""))
        for line, run, person, name, due, kept in rows.values_list("id", "run_id", "person_id", "person__name", "total_fen", "deducted_fen")
    ]
    return sorted(listed, key=lambda one: (one.since, one.line_id))
