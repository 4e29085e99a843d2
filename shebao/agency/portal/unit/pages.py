"""What an employer's agents look at: first page, roster, what is due and paid by month and scheme, the notice of a month."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from shebao.agency.contributions import months as month_store
from shebao.agency.employers import queries as employers
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.enrolment.schemes import FORMS
from shebao.agency.installation import queries as installation
from shebao.agency.people import queries as people
from shebao.agency.public import queries
from shebao.base.months import month_of

from .sign_in import Agent, at_unit, shown

MOST_SHOWN = 2000
MOST_MONTHS = 120


@at_unit("home")
def home(request: HttpRequest, agent: Agent) -> HttpResponse:
    """The employer in a few figures, and what waits for its agents."""
    month = month_of(installation.business_day())
    owed = month_store.owed(agent.employer_id)
    sent = queries.of_sender(agent.session.holder_index, employer_id=agent.employer_id, most=20)
    page = {
        "people": len(enrolment.employees(agent.employer_id, month)),
        "schemes": [INSURANCES[key] for key in employers.insured_in(agent.employer_id, month)],
        "owed_fen": sum(one.owed_fen for one in owed),
        "owed_months": len({one.month for one in owed}),
        "to_confirm": [one for one in sent if one.state == "entered"],
        "going": [one for one in sent if one.state in ("received", "asked") or (one.state == "accepted" and one.closed_on is None)],
        "month": month,
        "offers": sum(not one.reply for one in queries.proposals_of(employer_id=agent.employer_id)),
    }
    return shown(request, agent, "home", page)


@at_unit("roster")
def roster(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Everybody insured through the employer this month, with schemes, form and day of hiring, and last base."""
    month = month_of(installation.business_day())
    listed = enrolment.employees(agent.employer_id, month)
    ids = list(listed)[:MOST_SHOWN]
    known, hired = people.persons(ids), enrolment.employments(agent.employer_id)
    bases = _last_bases(agent.employer_id)
    rows = [
        {
            "person": known[person_id],
            "id": person_id,
            "schemes": "、".join(INSURANCES.get(key, key) for key in listed[person_id]),
            "form": FORMS.get(hired[person_id][0], "") if person_id in hired else "",
            "hired_on": hired[person_id][1] if person_id in hired else None,
            "base_fen": bases.get(person_id),
        }
        for person_id in ids
        if person_id in known
    ]
    return shown(request, agent, "roster", {"rows": rows, "count": len(listed), "month": month, "most": MOST_SHOWN})


def _last_bases(employer_id: int) -> dict[int, int]:
    """Person → base of the last assessed month of the pension, everything of it added up."""
    due = month_store.due_by_month(employer_id, 999912)
    bases: dict[int, int] = {}
    for person_id, row in month_store.of_employer(employer_id, due[0][0]) if due else []:
        if row.scheme == "employee":
            bases[person_id] = bases.get(person_id, 0) + row.base_fen
    return bases


@at_unit("dues")
def dues(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Due and paid, by month and scheme."""
    last = month_of(installation.business_day())
    rows = [
        {"month": month, "scheme": INSURANCES.get(scheme, scheme), "people": count, "base_fen": base, "due_fen": due, "paid_fen": paid}
        for month, scheme, count, base, due, paid in month_store.due_by_month(agent.employer_id, last)
    ]
    return shown(request, agent, "dues", {"rows": rows})


@at_unit("notice")
def notice(request: HttpRequest, agent: Agent, month: int) -> HttpResponse:
    """The amounts notice (核定单) of a month: each person, each scheme."""
    rows = month_store.of_employer(agent.employer_id, month)
    if not rows:
        raise Http404
    names = people.person_names({person_id for person_id, _ in rows if person_id > 0})
    table: dict[tuple[int, str], dict[str, Any]] = {}
    for person_id, row in rows:
        line = table.setdefault(
            (person_id, row.scheme),
            {
                "name": names.get(person_id, "全部职工"),
                "scheme": INSURANCES.get(row.scheme, row.scheme),
                **dict.fromkeys(("base_fen", "unit_fen", "person_fen", "paid_fen"), 0),
            },
        )
        line["base_fen"] += row.base_fen
        line["unit_fen"] += row.unit_fen
        line["person_fen"] += row.person_fen
        line["paid_fen"] += row.paid_unit_fen + row.paid_person_fen
    lines = list(table.values())
    sums = {name: sum(line[name] for line in lines) for name in ("unit_fen", "person_fen", "paid_fen")}
    return shown(request, agent, "notice", {"lines": lines, "sums": sums, "month": month})


@at_unit("person")
def person(request: HttpRequest, agent: Agent, person_id: int) -> HttpResponse:
    """One of the employer's people: since when and until when insured through it, and the base of each month; of no other employer."""
    spells = [row for row in enrolment.employers_of(person_id) if row[1] == agent.employer_id]
    if not spells:
        raise Http404
    months: dict[tuple[int, str], dict[str, Any]] = {}
    for row in month_store.of_person(person_id):
        if row.employer_id == agent.employer_id:
            sums = dict.fromkeys(("base_fen", "unit_fen", "person_fen", "owed_fen"), 0)
            line = months.setdefault(
                (row.month, row.scheme), {"month": row.month, "scheme": INSURANCES.get(row.scheme, row.scheme), **sums}
            )
            for name in sums:
                line[name] += getattr(row, name)
    page = {
        "person": people.person(person_id),
        "hired": enrolment.employments(agent.employer_id).get(person_id),
        "forms": FORMS,
        "spells": [(INSURANCES.get(scheme, scheme), first, last) for scheme, _, first, last in spells],
        "months": list(months.values())[:MOST_MONTHS],
        "most": MOST_MONTHS,
    }
    return shown(request, agent, "person", page)
