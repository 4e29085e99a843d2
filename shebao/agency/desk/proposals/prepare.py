"""The year's list of refunds made of everybody who said yes: one matter for all, each submission accepted with it, in one transaction."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import SCANS, Scan
from shebao.agency.matters.kind import Kind, Payload
from shebao.agency.pages import uploads
from shebao.agency.pages.access import by, me, needs, rights
from shebao.agency.pages.matter_form import asked_of, at_these, typed
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures.catalogue import kind
from shebao.agency.public import actions, queries
from shebao.agency.public.kinds import STABILITY
from shebao.agency.public.services import SERVICES, Asker, begin
from shebao.base.finding import Refused

from .views import nothing

KEPT = ("rows", "year", "file_name")
"""What the page fills in and nobody types."""


@needs("person.read")
@never_cache
def stability(request: HttpRequest, year: int) -> HttpResponse:
    """The employers of a year that said yes; the notice and the publication are typed, everything else is filled in."""
    procedure = kind("refund_stability")
    if f"{procedure.area}.create" not in rights(request):
        raise PermissionDenied("这项业务不由您的岗位受理。")
    waiting = queries.agreed(STABILITY, year)
    scans, wrong = uploads.received(request, procedure, me(request))
    fields = [field for field in procedure.fields if field.name not in KEPT]
    given = {name: value for name, value in typed(request, procedure).items() if name not in KEPT}
    page: dict[str, Any] = {
        "year": year,
        "kind": procedure,
        "waiting": [(proposal.facts["row"]["name"], submission) for proposal, submission in waiting],
        "fields": asked_of(fields, given, {}, scans, me(request)),
        "refusal": None if waiting else nothing(),
    }
    if request.method != "POST" or request.POST.get("step") == "edit" or not waiting:
        return render(request, "desk/proposals/stability.html", page)
    payload = _payload(given, scans, waiting, year)
    try:
        if wrong is not None:
            raise Refused(wrong)
        if request.POST.get("step") == "send":
            matter_id = _submit(procedure, payload, [one.id for _, one in waiting], by(request))
            messages.success(request, "已受理，转下一岗位办理；每个单位都能看到办到哪一步。", extra_tags="done")
            return HttpResponseRedirect(reverse("matters_one", args=[matter_id]))
        heading, changes, table = procedures.headed(procedure.key, payload, day=installation.business_day())
        page |= {"heading": heading, "changes": changes, "table": table, "given": given, "slips": uploads.slips(scans, me(request))}
    except Refused as refused:
        wrong_fields = at_these(fields, refused.finding)
        page |= {"refusal": refused.finding, "fields": asked_of(fields, given, wrong_fields, scans, me(request))}
    return render(request, "desk/proposals/stability.html", page)


def _payload(given: dict[str, Any], scans: list[Scan], waiting: list[Any], year: int) -> Payload:
    """The whole list as its matter asks for it."""
    service = SERVICES["unit_stability"]
    rows: list[Payload] = []
    for _, submission in waiting:
        asker = Asker(0, submission.employer_id, submission.applicant_name, submission.received_on)
        rows += begin(service, queries.content_of(submission), asker)["rows"]
    payload = {name: value for name, value in given.items() if value != ""} | {"rows": rows, "year": year}
    return payload | ({SCANS: [scan._asdict() for scan in scans]} if scans else {})


def _submit(procedure: Kind, payload: Payload, submission_ids: list[int], by_me: By) -> int:
    """One matter; every submission is accepted as that matter, or none is."""
    with transaction.atomic():
        matter_id = procedures.submit(procedure.key, payload, by=by_me, comment="免申即享：单位网上回答“要办”")
        for row_id in submission_ids:
            actions.accept(row_id, lambda: matter_id, by=by_me)
    return matter_id
