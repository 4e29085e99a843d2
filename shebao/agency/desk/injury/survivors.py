"""Everything one death leaves: what ended, what was overpaid, the heirs, what each insurance owes them and what may still be decided."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency import schemes
from shebao.agency.accounts import queries as accounts
from shebao.agency.benefits import queries as benefits
from shebao.agency.desk.payout.steps import outcome_of
from shebao.agency.injury import queries as injury
from shebao.agency.injury.kinds import RELATIONS
from shebao.agency.matters import queries as matters
from shebao.agency.pages.access import me, needs, rights
from shebao.agency.pages.missing import or_missing
from shebao.agency.payout import queries as payout
from shebao.agency.people import heirs
from shebao.agency.people import queries as people
from shebao.agency.procedures.worklist import may_submit
from shebao.agency.schemes.work_injury import KEY as INJURY

STEPS = ("register_heirs", "decide_survivors", "inherit_account", "decide_resident_funeral", "open_debt", "cancel_owed", "withdraw_death")
"""What may be done for a death, in the order in which it is done."""


@needs("person.read")
def one(request: HttpRequest, person_id: int) -> HttpResponse:
    """The page; there is none of the living."""
    person = or_missing(lambda: people.person(person_id))
    if person.death_date is None:
        raise Http404
    dues = _dues(request, person_id)
    debts = [debt for scheme in schemes.titles() for debt in payout.debts_of(person_id, scheme)]
    cases = injury.cases_of(person_id)
    return render(
        request,
        "desk/injury/survivors.html",
        {
            "person": person,
            "benefits": benefits.of_person(person_id),
            "accounts": _accounts(person_id),
            "heirs": [(row, heirs.RELATIONS[row.relation]) for row in heirs.heirs_of(person_id)],
            "bases": heirs.BASES,
            "dues": dues,
            "paid_fen": sum(row["due"].amount_fen for row in dues),
            "debts": debts,
            "left_fen": sum(debt.left_fen for debt in debts),
            "set_offs": [(row, payout.DUE_KINDS[row.kind]) for row in payout.set_offs_of(debt.id for debt in debts)],
            "cases": cases,
            "dependants": _dependants(cases),
            "matters": matters.about("person", person_id),
            "services": _services(request, person_id),
        },
    )


def _dues(request: HttpRequest, person_id: int) -> list[dict[str, Any]]:
    """What each heir is owed, with what became of the payment."""
    rows = payout.dues_of(person_id)
    lines: dict[int, Any] = {line.pk: line for heir in {row.person_id for row in rows} for line in payout.lines_of_person(heir)}
    result = []
    for row in rows:
        line = lines.get(row.line_id)
        waiting = ("已列入批次", "attention") if row.run_id else ("待发", "waiting")
        word, tone = outcome_of(line.paid, line.withheld_reason) if line is not None else waiting
        address = reverse("payout_one", args=[row.run_id]) if row.run_id and "payout.read" in rights(request) else ""
        result.append({"due": row, "title": payout.DUE_KINDS[row.kind], "word": word, "tone": tone, "href": address})
    return result


def _accounts(person_id: int) -> list[tuple[str, Any]]:
    """The personal accounts of a dead person, by the title of their scheme."""
    held = ((title, accounts.of_person(person_id, scheme)) for scheme, title in schemes.titles().items())
    return [(title, account) for title, account in held if account is not None]


def _dependants(cases: list[injury.CaseRow]) -> list[dict[str, Any]]:
    rows = [row for case in cases for row in injury.dependants(case.id)]
    states = benefits.states_by_person([row.person_id for row in rows], INJURY)
    return [{"row": row, "relation": RELATIONS[row.relation][0], "state": states.get(row.person_id, "none")} for row in rows]


def _services(request: HttpRequest, person_id: int) -> list[dict[str, str]]:
    """The matters of a death that this member may accept, in their order."""
    mine = {one.key: one for one in may_submit(me(request))}
    return [
        {
            "title": mine[key].title,
            "href": f"{reverse('matters_list' if mine[key].columns else 'matters_form', args=[key])}?person_id={person_id}",
        }
        for key in STEPS
        if key in mine
    ]
