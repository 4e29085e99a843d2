"""What is decided in the year: who retires, who had a provisional pension, and the adjustment of everybody's."""

from __future__ import annotations

import numpy as np

from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits.awards import Award
from shebao.agency.certification.actions import record_events
from shebao.agency.journal.by import By
from shebao.agency.procedures.public_pension import declare_reform_data
from shebao.agency.schemes.public_institution import KEY as PUBLIC
from shebao.base.months import add_months

from ..branches.decisions import Claim, claims_in
from ..branches.figures import ADJUSTED_IN
from ..branches.members import PENSIONER
from ..lifeline import matter
from ..world import Column
from .takeover import Side

_ONE_BY_ONE = 2
"""So many final awards of a month go through the whole matter; the rest of the month's list is entered with the same calculation."""


def decide(side: Side, number: int) -> None:
    """The claims of the month: each retirement is a matter, and the employer's withdrawal another."""
    claims = claims_in(side.branch.claims, number)
    retiring = [claim for claim in claims if side.branch.members.retire[claim.row]]
    for claim in retiring:
        _by_matter(side, claim, number)
        _withdraw(side, claim, number)
    waiting = [claim for claim in claims if not side.branch.members.retire[claim.row]]
    for claim in waiting[:_ONE_BY_ONE]:
        _by_matter(side, claim, number)
    if waiting[_ONE_BY_ONE:]:
        _by_list(side, waiting[_ONE_BY_ONE:], number)


def report_deaths(side: Side, number: int) -> None:
    """Deaths of the second half of the month before, reported before this month is paid: insurance and pension end."""
    members, world = side.branch.members, side.world
    dead = np.flatnonzero((members.died > 0) & (members.died == number - 1))
    if dead.size:
        rows = [
            {"person_id": person, "died_on": world.day(number - 1, 16 + at % 12).isoformat()} for at, person in enumerate(side.people(dead))
        ]
        matter(world, "report_deaths", {"rows": rows, "source": "relatives"}, world.day(number, 5))


def adjust(side: Side, number: int) -> None:
    """The year's adjustment, once, of everybody whose pension was in payment when the year began."""
    row = side.branch.law.scheme_of_adjustment
    if number != ADJUSTED_IN or row is None:
        return
    payload = {
        "scheme": side.branch.scheme,
        "year": side.world.year,
        "document": row.document,
        "remote": "no",
        "month": side.world.month(number),
    }
    matter(side.world, "adjust_pensions_year", payload, side.world.day(number, 10))


def certify(side: Side, number: int) -> None:
    """Proofs of life of those whose last one runs out with the month."""
    members, world = side.branch.members, side.world
    due = np.flatnonzero((members.kind == PENSIONER) & (members.certified == add_months(world.month(number), -12)))
    due = due[(members.died[due] == 0) | (members.died[due] >= number)]
    if due.size:
        day = world.day(number, 9)
        online = _online_rows(side)
        kinds = ["self_service" if one else "village_round" for one in np.isin(due, online).tolist()]
        events = [(person, day, kind) for person, kind in zip(side.people(due), kinds, strict=True)]
        record_events(events, by=By(world.by("clerk"), day))


def _online_rows(side: Side) -> Column:
    """Who certifies by themselves: as many as the agency published (at the county's scale), all where it published nothing."""
    members = side.branch.members
    month = members.certified % 100
    rows = np.flatnonzero((members.kind == PENSIONER) & ((members.died == 0) | (members.died >= month)))
    text = side.world.county.agency.reported.get("certification_online", {}).get("employee_pensioners")
    if text is None or side.branch.scheme == PUBLIC:
        return rows
    return rows[: round(int(text) * side.world.county.scale)]


def _by_matter(side: Side, claim: Claim, number: int) -> None:
    world, (person,) = side.world, side.people(np.array([claim.row]))
    day = world.day(number, 20)
    if claim.reform is not None:
        matter(world, "declare_reform_data", {"person_id": person, **claim.reform}, world.day(number, 18))
    key = "decide_public_pension" if side.branch.scheme == PUBLIC else "decide_employee_pension"
    payload = {"person_id": person, "applied_on": world.day(number, 16).isoformat(), **claim.payload}
    matter(world, key, payload, day)


def _by_list(side: Side, claims: list[Claim], number: int) -> None:
    """The rest of the month's final awards: the declarations and the calculation of the matter, posted as one list."""
    world = side.world
    people = side.people(np.array([claim.row for claim in claims]))
    by = By(world.by("clerk"), world.day(number, 20))
    rows = []
    for person, claim in zip(people, claims, strict=True):
        assert claim.reform is not None
        benefits.declare_reform(person, declare_reform_data.facts_of(dict(claim.reform)), by=by)
        since = int(side.branch.members.since[claim.row])
        rows.append(Award(person, since, since, claim.award))
    benefits.revise(rows, side.branch.scheme, "cleared", month=world.month(number) + 1, by=by, body={"people": len(rows)})
    record_events([(person, by.day, "claim") for person in people], by=by)


def _withdraw(side: Side, claim: Claim, number: int) -> None:
    """The employer takes off the list who retires; the month of retirement is the last that is paid for."""
    members, world = side.branch.members, side.world
    if members.employer[claim.row] < 0:
        return
    (person,) = side.people(np.array([claim.row]))
    payload = {"employer_id": side.employers[int(members.employer[claim.row])], "person_id": person}
    matter(world, "withdraw_employees", payload | {"to_month": world.month(number), "reason": "retired"}, world.day(number, 21))
