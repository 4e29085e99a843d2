"""People of departments' lists who are not insured (扩面名单): owner, day, how it stands, and who was insured since."""

from __future__ import annotations

from datetime import date

import numpy as np
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency import schemes
from shebao.agency.enrolment import coverage
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.enrolment.schemes import COVERAGE_GROUPS, COVERAGE_STATES
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import needs, rights
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.agency.people import queries as people
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused

OPEN = (coverage.FIRST, "reminded")


@needs("person.read")
def tasks(request: HttpRequest) -> HttpResponse:
    """The list; asked with POST it is exported."""
    day = installation.business_day()
    listing, refusal = _listing(request, day), None
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, day)
        except Refused as refused:
            refusal = refused.finding
    counts = coverage.counts_of_tasks()
    page = {
        "list": listing.load(),
        "refusal": refusal,
        "counts": [(word, counts[key]) for key, (word, _) in COVERAGE_STATES.items() if counts.get(key)],
        "insured": len(_insured_since()),
    }
    return render(request, "desk/employers/coverage.html", page)


def _insured_since() -> set[int]:
    """Tasks that are open and whose person is insured by now."""
    rows = coverage.numbers_of_open_tasks()
    ids = [person or 0 for person in people.find_many([number for _, number, _ in rows])]
    known = np.unique(int_column(person for person in ids if person))
    insured = {scheme: set(enrolment.open_among(known, scheme).tolist()) for scheme in {scheme for *_, scheme in rows}}
    return {key for (key, _, scheme), person in zip(rows, ids, strict=True) if person in insured[scheme]}


def _listing(request: HttpRequest, day: date) -> Listing:
    since, may = _insured_since(), "person.create" in rights(request)

    def state(row: Row) -> Cell:
        word, tone = COVERAGE_STATES[row["state"]]
        if row["id"] in since:
            return Cell(word, "state", tone="done", hint="已查到参保，请登记进展")
        late = row["state"] in OPEN and row["due_on"] < day
        return Cell(word, "state", tone="stopped" if late else tone, hint="超过期限" if late else "")

    def step(row: Row) -> Cell:
        return (
            Cell("登记进展", "text", f"{reverse('matters_form', args=['follow_coverage'])}?task_number={row['id']}") if may else Cell("—")
        )

    return Listing(
        request,
        coverage.listed_tasks(),
        name="coverage",
        title="扩面名单",
        default_sort="due_on",
        search=lambda rows, text: coverage.listed_tasks(text),
        search_hint="姓名中的几个字",
        choices=[
            Choice("state", "状态", [(key, word) for key, (word, _) in COVERAGE_STATES.items()], field="state"),
            Choice("group", "对象群体", list(COVERAGE_GROUPS.items()), field="group"),
        ],
        columns=[
            Column("id", "编号"),
            Column("name", "姓名", sort="name"),
            Column("number_tail", "证件尾号"),
            Column("scheme", "疑似未参保险种", show=lambda row: Cell(schemes.title(row["scheme"]))),
            Column("group", "对象群体", show=lambda row: Cell(COVERAGE_GROUPS[row["group"]])),
            Column("source", "来源"),
            Column("township", "乡镇"),
            Column("owner", "包联人", sort="owner"),
            Column("due_on", "期限", "day", sort="due_on"),
            Column("state", "状态", show=state),
            Column("step", "办理", show=step),
        ],
        empty_title="没有扩面任务",
        empty_advice="市监、税务、民政、卫健的名单由受理岗位办“全民参保扩面名单核实”，没有参保的人在这里。",
    )
