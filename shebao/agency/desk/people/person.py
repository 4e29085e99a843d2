"""One person's page: who they are, and everything this agency did for them, each number with the way to its origin."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shebao.agency import schemes
from shebao.agency.accounts import queries as accounts
from shebao.agency.benefits import conclusions
from shebao.agency.benefits import queries as benefits
from shebao.agency.certification import queries as certification
from shebao.agency.contributions import queries as contributions
from shebao.agency.desk.payout.steps import outcome_of
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.installation import queries as installation
from shebao.agency.journal import queries as journal
from shebao.agency.matters import queries as matters
from shebao.agency.pages import words
from shebao.agency.pages.access import by, me, needs, rights
from shebao.agency.pages.clock import shown
from shebao.agency.pages.drawing import timeline, year_grid
from shebao.agency.pages.missing import or_missing
from shebao.agency.payout import queries as payout
from shebao.agency.people import actions as people_actions
from shebao.agency.people import heirs
from shebao.agency.people import queries as people
from shebao.agency.schemes import MAIN
from shebao.agency.staff import queries as staff
from shebao.base import months
from shebao.base.finding import Refused

from . import services
from .family import family_of
from .monthly import monthly_of


@needs("person.read")
@never_cache
def one(request: HttpRequest, person_id: int) -> HttpResponse:
    """The page, with numbers masked."""
    return render(request, "desk/people/person.html", _page(request, person_id))


@needs("person.unmask")
@require_POST
@never_cache
def unmask(request: HttpRequest, person_id: int) -> HttpResponse:
    """The same page with the full citizen number, once the purpose is in the journal; never kept by the browser."""
    purpose = request.POST.get("purpose", "")
    try:
        number = people_actions.unmask(person_id, purpose, by=by(request))
    except Refused as refused:
        return render(request, "desk/people/person.html", _page(request, person_id) | {"refusal": refused.finding, "purpose": purpose})
    return render(request, "desk/people/person.html", _page(request, person_id) | {"full_number": number})


@needs("person.unmask")
@require_POST
@never_cache
def unmask_account(request: HttpRequest, person_id: int, account_id: int) -> HttpResponse:
    """The same page with one full account number, once the purpose is in the journal; never kept by the browser."""
    purpose = request.POST.get("account_purpose", "")
    if account_id not in {account.id for account in people.bank_accounts_of(person_id)}:
        raise Http404
    try:
        number = people_actions.unmask_account(account_id, purpose, by=by(request))
    except Refused as refused:
        page = _page(request, person_id) | {"refusal": refused.finding, "account_purpose": purpose}
        return render(request, "desk/people/person.html", page)
    return render(request, "desk/people/person.html", _page(request, person_id) | {"full_account": (account_id, number)})


def _page(request: HttpRequest, person_id: int) -> dict[str, Any]:
    day = installation.business_day()
    person = or_missing(lambda: people.person(person_id))
    spells = enrolment.spells(person_id)
    grid = contributions.of_person(person_id, MAIN)
    held = benefits.of_person(person_id)
    scheme = _scheme_of(held, spells)
    certified = certification.of_person(person_id)
    owned = people.bank_accounts_of(person_id)
    return {
        "person": person,
        "age": months.age_on(person.birth_date, person.death_date or day),
        "bank_accounts": owned,
        "bank_account": next((a for a in owned if a.until is None), None),
        "assistance": enrolment.assistance_of(person_id),
        "spells": spells,
        "timeline": timeline(spells, _events(person, held), day),
        "contributions": {
            # Who was never insured in the scheme that is paid by the year has no years to show.
            "yearly": not spells or bool(grid.rows) or any(spell.scheme == MAIN for spell in spells),
            "years_paid": grid.paid_years,
            "carried": grid.carried_over,
            "rows": grid.rows,
            "grid": year_grid(grid, _last_year(spells, held, day.year)),
            "own_fen": sum(row["own_fen"] for row in grid.rows),
            "subsidy_fen": sum(row["subsidy_fen"] for row in grid.rows),
        },
        "monthly": monthly_of(person_id),
        **family_of(person_id, day),
        "account": accounts.of_person(person_id, scheme),
        "ask": urlencode({"person_id": person_id}),
        "other_accounts": [row for row in accounts.held_by(person_id) if row[0] != scheme],
        "reviewed_before": sorted({row.scheme for row in conclusions.of_person(person_id)} - {benefit["scheme"] for benefit in held}),
        "benefits": held,
        "payments": _payments(request, person_id, scheme),
        "overpaid": _overpaid(person, scheme),
        "merged_into": people.merged_into(person.id),
        **_after_death(person, scheme),
        "certification": certified,
        "certification_overdue": bool(certified["valid_until"]) and certified["valid_until"] < months.month_of(day),
        "matters": matters.about("person", person_id),
        "history": _history(person_id),
        "services": []
        if people.merged_into(person.id)
        else services.services(
            me(request),
            person_id,
            services.Standing(
                dead=person.death_date is not None,
                insured=any(spell.to_month is None for spell in spells),
                states=frozenset(benefit["state"] for benefit in held if benefit["state"] in ("active", "suspended")),
                has_account=any(account.until is None for account in owned),
                verified=all(account.verified for account in owned if account.until is None),
                assisted=any(group["to_year"] is None or group["to_year"] >= day.year for group in enrolment.assistance_of(person_id)),
            ),
        ),
    }


def _scheme_of(held: list[dict[str, Any]], spells: list[enrolment.SpellRow]) -> str:
    """The scheme whose account and payments the page shows: that of the pension in payment, else of the insurance that goes on."""
    paid = sorted(held, key=lambda benefit: benefit["state"] != "active")
    open_spells = [spell for spell in spells if spell.to_month is None]
    return str(paid[0]["scheme"] if paid else open_spells[0].scheme if open_spells else MAIN)


def _events(person: people.PersonRow, held: list[dict[str, Any]]) -> list[tuple[int, str]]:
    """What the time line marks: the first month of a benefit, and a death."""
    marks = [(min(decision["from_month"] for decision in benefit["decisions"]), "开始领取") for benefit in held if benefit["decisions"]]
    return marks + ([(months.month_of(person.death_date), "死亡")] if person.death_date else [])


def _last_year(spells: list[enrolment.SpellRow], held: list[dict[str, Any]], year: int) -> int:
    """The last year in which a contribution could be missing: nobody owes one after the benefit began."""
    claimed = [decision["from_month"] // 100 - 1 for benefit in held for decision in benefit["decisions"]]
    return min([max((s.to_month // 100 if s.to_month else year for s in spells), default=year), *claimed])


def _history(person_id: int) -> list[dict[str, Any]]:
    entries = journal.history("person", person_id, 50)
    names = staff.names(entry.actor_id for entry in entries)
    return [
        {
            "seq": e.seq,
            "day": e.business_day or shown(e.at),
            "title": words.word(e.verb, words.VERBS),
            "actor": names.get(e.actor_id or 0, ""),
        }
        for e in entries
    ]


def _overpaid(person: people.PersonRow, scheme: str) -> payout.Overpaid | None:
    """What the dead were paid for months after their death and no debt says yet."""
    if person.death_date is None:
        return None
    return payout.not_opened({person.id: months.month_of(person.death_date)}, scheme).get(person.id)


def _after_death(person: people.PersonRow, scheme: str) -> dict[str, Any]:
    """The heirs, what they are owed and what is owed back; and whose heir this person is."""
    if person.death_date is None:
        return {"inherits_from": heirs.inherits_from(person.id)}
    return {
        "heirs": [(row, heirs.RELATIONS[row.relation]) for row in heirs.heirs_of(person.id)],
        "bases": heirs.BASES,
        "dues": [(row, payout.DUE_KINDS[row.kind]) for row in payout.dues_of(person.id)],
        "debts": payout.debts_of(person.id, scheme),
    }


def _payments(request: HttpRequest, person_id: int, scheme: str) -> dict[str, Any]:
    """What was ordered for this person, newest first, and what became of each."""
    if "payout.read" not in rights(request):
        return {"rows": []}
    items: list[Any] = list(payout.lines_of_person(person_id, most=60))
    mine = [line for line in items if line.scheme == scheme]
    kept: dict[int, list[int]] = {}
    for one in payout.kept_back_of_lines(line.pk for line in items if line.deducted_fen):
        kept.setdefault(one.line_id, []).append(one.debt_id)
    shown = [at for at, part in enumerate(schemes.of(scheme).PARTS) if not schemes.stands(scheme) or any(line.parts[at] for line in mine)]
    for line in mine:
        line.parts = [line.parts[at] for at in shown]
    return {
        "rows": [
            {
                "line": line,
                "outcome": outcome_of(line.paid, line.withheld_reason),
                "paid_fen": line.total_fen - (line.deducted_fen or 0),
                "debts": kept.get(line.pk, []),
            }
            for line in items
        ],
        "deducted": bool(kept),
        "scheme": scheme,
        "parts": [schemes.of(scheme).PARTS[at] for at in shown],
        "count": len(items),
        "paid_fen": sum(line.total_fen - (line.deducted_fen or 0) for line in items if line.paid),
    }
