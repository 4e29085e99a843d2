"""A decision's sheet beside another calculator's or another office's: the first step that differs, and by how much."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency.benefits import queries as benefits
from shebao.agency.pages.access import needs
from shebao.agency.pages.missing import or_missing
from shebao.agency.people import queries as people
from shebao.base.finding import Finding, Refused
from shebao.core.arithmetic.exact import number
from shebao.core.result_sheet import Compared, compare, read_lines

LARGEST = 200_000
"""Characters of another's sheet; a sheet has a hundred lines at most."""


@needs("person.read")
def compared(request: HttpRequest, decision_id: int) -> HttpResponse:
    """Paste or upload the other sheet; nothing is stored."""
    decision = or_missing(lambda: benefits.decision(decision_id))
    page: dict[str, Any] = {"decision": decision, "person": people.person(decision["person_id"])}
    if request.method != "POST":
        return render(request, "desk/people/sheet_compared.html", page)
    text = request.POST.get("other", "")
    upload = request.FILES.get("file")
    if upload is not None:
        text = upload.read(LARGEST).decode("utf-8-sig", errors="replace")
    page["other"] = text[:LARGEST]
    try:
        comparison = compare(benefits.stored_sheet(decision_id), read_lines(page["other"]))
    except Refused as refused:
        finding: Finding = refused.finding
        return render(request, "desk/people/sheet_compared.html", page | {"finding": finding})
    first = comparison.first
    page |= {
        "rows": [_row(line) | {"first": line is first} for line in comparison.lines],
        "first": _row(first) if first else None,
        "unmatched": comparison.unmatched,
    }
    return render(request, "desk/people/sheet_compared.html", page)


def _row(line: Compared) -> dict[str, Any]:
    return {
        "title": line.step.title,
        "label": line.label,
        "ours": line.step.value,
        "theirs": line.theirs,
        "difference": "" if line.agrees else number(line.difference).text(),
        "expression": line.step.expression,
        "figures": line.step.figures,
        "source": line.step.source,
        "hint": line.hint,
    }
