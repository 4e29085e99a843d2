"""One person's page: who they are, and everything this agency did for them, each number with the way to its origin."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shebao.agency.accounts import queries as accounts
from shebao.agency.certification import queries as certification
from shebao.agency.contributions import queries as contributions
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.enrolment.schemes import RESIDENT
from shebao.agency.journal import queries as journal
from shebao.agency.matters import queries as matters
from shebao.agency.people import actions as people_actions
from shebao.agency.people import queries as people
from shebao.agency.staff import queries as staff
from shebao.base import months
from shebao.base.finding import Refused

from .. import place, words
from ..access import needs, rights
from ..drawing import timeline, year_grid
from ..found import or_missing
from ..moments import shown


@needs("person.read")
@never_cache
def one(request: HttpRequest, person_id: int) -> HttpResponse:
    """The page, with numbers masked."""
    return render(request, "desk/person.html", _page(request, person_id))


@needs("person.unmask")
@require_POST
@never_cache
def unmask(request: HttpRequest, person_id: int) -> HttpResponse:
    """The same page with the full citizen number, once the purpose is in the journal; never kept by the browser."""
    purpose = request.POST.get("purpose", "")
    try:
        number = people_actions.unmask(person_id, purpose, actor_id=int(request.user.pk), day=place.business_day())
    except Refused as refused:
        return render(request, "desk/person.html", _page(request, person_id) | {"refusal": refused.finding, "purpose": purpose}, status=422)
    return render(request, "desk/person.html", _page(request, person_id) | {"full_number": number})


def _page(request: HttpRequest, person_id: int) -> dict[str, Any]:
    day = place.business_day()
    person = or_missing(lambda: people.person(person_id))
    spells = enrolment.spells(person_id)
    grid = contributions.of_person(person_id, RESIDENT)
    certified = certification.of_person(person_id)
    owned = people.bank_accounts_of(person_id)
    return {
        "person": person, "age": months.age_on(person.birth_date, person.death_date or day), "bank_accounts": owned,
        "bank_account": next((a for a in owned if a.until is None), None), "assistance": enrolment.assistance_of(person_id),
        "spells": spells, "timeline": timeline(spells, _events(person, []), day),
        "contributions": {"years_paid": grid.paid_years, "carried": grid.carried_over, "grid": year_grid(grid, _last_year(spells, day.year)),
                          "own_fen": sum(row["own_fen"] for row in grid.rows), "subsidy_fen": sum(row["subsidy_fen"] for row in grid.rows)},
        "account": accounts.of_person(person_id, RESIDENT), "benefits": [], "payments": {"rows": []},
        "certification": certified, "certification_overdue": bool(certified["valid_until"]) and certified["valid_until"] < months.month_of(day),
        "matters": matters.about("person", person_id), "history": _history(person_id), "services": _services(request),
    }


def _events(person: people.PersonRow, decided: list[dict[str, Any]]) -> list[tuple[int, str]]:
    """What the time line marks: sixty years of age is not one, a decision and a death are."""
    marks = [(benefit["from_month"], "开始领取") for benefit in decided]
    return marks + ([(months.month_of(person.death_date), "死亡")] if person.death_date else [])


def _last_year(spells: list[enrolment.SpellRow], year: int) -> int:
    """The last year in which a contribution could be missing."""
    return max((s.to_month // 100 if s.to_month else year for s in spells), default=year)


def _history(person_id: int) -> list[dict[str, Any]]:
    entries = journal.history("person", person_id, 50)
    names = staff.names(entry.actor_id for entry in entries)
    return [{"seq": e.seq, "day": e.business_day or shown(e.at), "title": words.word(e.verb, words.VERBS), "actor": names.get(e.actor_id or 0, "")}
            for e in entries]


def _services(request: HttpRequest) -> list[Any]:
    return [] if "person.create" not in rights(request) else []
