"""One employer's page: who it is, what it takes part in, what it owes month by month, and who is insured there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.contributions import months as month_store
from shebao.agency.employers import queries as employers
from shebao.agency.employers.kinds import ENDINGS, FUNDING, INSURANCES, KINDS, RESULTS
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.installation import queries as installation
from shebao.agency.journal import queries as journal
from shebao.agency.matters import queries as matters
from shebao.agency.pages import export, words
from shebao.agency.pages.access import me, needs
from shebao.agency.pages.clock import shown
from shebao.agency.pages.drawing import month_table
from shebao.agency.pages.lists import Column, Listing, Row
from shebao.agency.pages.matter_form import by_hand
from shebao.agency.pages.missing import or_missing
from shebao.agency.people import queries as people
from shebao.agency.procedures.worklist import may_submit
from shebao.agency.staff import queries as staff
from shebao.base import months
from shebao.base.finding import Refused
from shebao.base.money import scaled_text

from .standing import standing_of

YEARS_SHOWN = 3
_SHORT = INSURANCES


@needs("person.read")
def one(request: HttpRequest, employer_id: int) -> HttpResponse:
    """The page."""
    one = or_missing(lambda: employers.employer(employer_id))
    day = installation.business_day()
    owed = month_store.owed(employer_id)
    rates = [row._asdict() | {"factor": scaled_text(row.factor_e2, 2)} for row in employers.injury_rates(employer_id)]
    return render(
        request,
        "desk/employers/employer.html",
        {
            "employer": one,
            "kind": KINDS.get(one.kind, one.kind),
            "funding": FUNDING.get(one.funding, ""),
            "ending": ENDINGS.get(one.end_reason, one.end_reason),
            "insurances": [(INSURANCES[row.scheme], row) for row in employers.insurances(employer_id)],
            "account": employers.account(employer_id),
            "rates": rates,
            "verifications": [(row, *RESULTS[row.result]) for row in employers.verifications(employer_id)],
            "insured": enrolment.employed_count(employer_id),
            "owed": owed,
            "owed_fen": sum(row.owed_fen for row in owed),
            "schemes": INSURANCES,
            "months": _months(employer_id, months.month_of(day)),
            "matters": matters.about("employer", employer_id),
            "history": _history(employer_id),
            "services": _services(request),
            "year": day.year,
            **standing_of(employer_id),
        },
    )


@needs("person.read")
def people_list(request: HttpRequest, employer_id: int) -> HttpResponse:
    """Who is insured there; asked with POST the list is exported."""
    one = or_missing(lambda: employers.employer(employer_id))
    listing = _listing(request, employer_id)
    page = {"employer": one}
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            return render(request, "desk/employers/people.html", page | {"list": listing.load(), "refusal": refused.finding})
    return render(request, "desk/employers/people.html", page | {"list": listing.load()})


def _listing(request: HttpRequest, employer_id: int) -> Listing:
    insured = enrolment.employees(employer_id, months.month_of(installation.business_day()))

    def add_facts(rows: list[Row]) -> None:
        numbers = people.masked_numbers([row["id"] for row in rows])
        for row in rows:
            row["number"] = numbers[row["id"]]
            row["schemes"] = "、".join(INSURANCES[scheme] for scheme in insured[row["id"]])

    return Listing(
        request,
        people.among_listed(insured),
        name="employees",
        title="在保职工",
        key="id",
        person_field="id",
        default_sort="id",
        columns=[
            Column("name", "姓名", sort="name", link=lambda row: reverse("people_one", args=[row["id"]])),
            Column("number", "公民身份号码"),
            Column("sex", "性别", "word:sex"),
            Column("birth_date", "出生日期", "day", sort="birth_date"),
            Column("schemes", "险种"),
        ],
        decorate=add_facts,
        empty_title="没有在保职工",
        empty_advice="由单位申报增员，受理岗位办“职工参保增员”。",
    )


def _months(employer_id: int, last: int) -> list[dict[str, Any]]:
    """What is due and paid month by month, every scheme added up, a line a year."""
    first = last // 100 - YEARS_SHOWN + 1
    cells: dict[int, tuple[int, int]] = {}
    for month, _, _, _, due, paid in month_store.due_by_month(employer_id, last):
        if month // 100 >= first:
            before = cells.get(month, (0, 0))
            cells[month] = (before[0] + due, before[1] + paid)
    return month_table(cells)


def _history(employer_id: int) -> list[dict[str, Any]]:
    entries = journal.history("employer", employer_id, 50)
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


def _services(request: HttpRequest) -> list[dict[str, str]]:
    """The matters this member may accept that are asked for one employer."""
    mine = [one for one in may_submit(me(request)) if any(field.widget == "employer" for field in one.fields)]
    return [{"title": one.title, "href": reverse("matters_form" if by_hand(one) else "matters_list", args=[one.key])} for one in mine]
