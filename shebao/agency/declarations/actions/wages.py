"""Declaring wages: yearly, at hiring, or corrected for a span of months; what was declared before stays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.db import transaction

from shebao.agency.declarations.kinds import FOREVER, WAGE_KINDS, YEARLY
from shebao.agency.declarations.models import Wage
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.people.lists import each_once, refuse_people
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import among, int_column, look_up, read_columns


class NewWage(NamedTuple):
    """A monthly wage of one person from one month to another, in fen."""

    person_id: int
    from_month: int
    wage_fen: int
    to_month: int = FOREVER
    reason: str = ""


def declare_wages(rows: Sequence[NewWage], employer_id: int, kind: int, *, by: By) -> Entry:
    """Post wages of an employer's people; kind: a key of `kinds.WAGE_KINDS`.

    Refused, naming people, for a wage of nought or less, for a span that runs backwards, for somebody listed twice, and where a
    later year was declared already: then a correction is wanted.
    """
    assert kind in WAGE_KINDS, kind
    people = each_once("declarations", (row.person_id for row in rows))
    starts, ends, fen = (int_column(getattr(row, name) for row in rows) for name in ("from_month", "to_month", "wage_fen"))
    nothing = people[fen <= 0]
    if nothing.size:
        refuse_people("declarations.wage", nothing, "的工资应大于零。", "请核对工资。", "wage_fen")
    backwards = people[ends < starts]
    if backwards.size:
        refuse_people("declarations.span", backwards, "的终止月早于起始月。", "请核对所属期。", "to_month")
    with transaction.atomic():
        take_turn()
        if kind == YEARLY:
            before = read_columns(
                Wage.objects.filter(employer_id=employer_id, kind=YEARLY, person_id__in=among(people)).order_by("from_month"),
                "person_id",
                "from_month",
            )
            last = dict(zip(before["person_id"].tolist(), before["from_month"].tolist(), strict=True))
            later = look_up(int_column(last.keys()), int_column(last.values()), people)
            late = people[later > starts]
            if late.size:
                refuse_people("declarations.year", late, "以后年度的工资已申报。", "以前年度有误的，请办理缴费基数更正。", "year")
        start = next_id(Wage)
        return post(
            Wage,
            Wage.SEALED,
            [
                (start + at, row.person_id, employer_id, row.from_month, row.to_month, row.wage_fen, kind, row.reason)
                for at, row in enumerate(rows)
            ],
            "declarations.declare_wages",
            by=by,
            subject=("employer", employer_id),
            body={"people": len(rows), "kind": kind, "from_month": int(starts.min()), "wage_fen": int(fen.sum())},
        )
