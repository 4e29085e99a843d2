"""One case as a page: its notice, its way against the law's days, what was found person by person, its papers, and what comes next."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shebao.agency import schemes
from shebao.agency.inspection import queries as inspection
from shebao.agency.inspection.kinds import CASE_STEPS, CASES, DISCREDIT, RECIPIENTS, STATES, SUBJECTS
from shebao.agency.inspection.queries import CaseRow
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import needs, rights
from shebao.agency.pages.missing import or_missing

from .letters import PAPERS, paper

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MATTERS = {"passed": "transfer_violation", "replied": "transfer_violation", "restored": "transfer_violation", "stopped": "open_inspection"}
"""Step → the kind of matter that takes it; the others belong to `conclude_inspection`."""


@needs("audit.read")
def one(request: HttpRequest, case_id: int) -> HttpResponse:
    """The page of one case."""
    row = or_missing(lambda: inspection.case(case_id))
    findings = inspection.findings_of(case_id)
    papers = [(key, one.title) for key, one in PAPERS.items() if row.state in one.states]
    return render(
        request,
        "desk/inspection/case.html",
        {
            "row": row,
            "kind": CASES[row.kind],
            "subject": SUBJECTS[row.subject_kind],
            "state": STATES[row.state],
            "inspectors": inspection.inspectors_of(case_id),
            "steps": [
                (step, CASE_STEPS[step.step].title, STATES[CASE_STEPS[step.step].leaves], _party(step))
                for step in inspection.steps_of(case_id)
            ],
            "findings": [(one, schemes.short_titles()[one.scheme]) for one in findings],
            "found_fen": sum(one.unit_fen + one.person_fen for one in findings),
            "heads": len({one.person_id for one in findings}),
            "following": _following(row) if "audit.create" in rights(request) else [],
            "papers": papers if "audit.create" in rights(request) else [],
        },
    )


def _party(step: inspection.CaseStep) -> str:
    """To whom a case went, and how bad the discredit is, in words."""
    return "；".join(filter(None, (RECIPIENTS.get(step.party, ""), DISCREDIT.get(step.discredit, ""))))


def _following(row: CaseRow) -> list[tuple[str, str]]:
    """(title, address) of the steps that the case's state allows."""
    result = []
    for key, kind in CASE_STEPS.items():
        if row.state in kind.allowed:
            matter = MATTERS.get(key, "conclude_inspection")
            page = "matters_list" if matter == "conclude_inspection" else "matters_form"
            result.append((kind.title, f"{reverse(page, args=[matter])}?case_id={row.id}&what={key}"))
    return result


@require_POST
@needs("audit.create")
def letter_of(request: HttpRequest, case_id: int, kind: str) -> HttpResponse:
    """A paper of a case as a Word file; taking it is journalled."""
    row = or_missing(lambda: inspection.case(case_id))
    if kind not in PAPERS or row.state not in PAPERS[kind].states:
        raise Http404
    day = installation.business_day()
    content, name = paper(kind, row, installation.name(), day), f"{PAPERS[kind].title}-案件{row.id}.docx"
    export.record_download(request, ("case", row.id), name, content, day)
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = export.attachment(name)
    return response
