"""What came in online (网上申请): the list, one submission, the form of its matter filled in, and the answers 补正 and 不予受理.

A clerk looks at what was typed, fills in what a clerk finds out, sees what it would change, and accepts: from then on it is an ordinary matter.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shebao.agency.employers import queries as employers
from shebao.agency.installation import queries as installation
from shebao.agency.matters.attachments import SCANS, scans_of
from shebao.agency.matters.kind import Kind, Payload
from shebao.agency.pages import export, scans, uploads
from shebao.agency.pages.access import by, me, needs, rights
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.agency.pages.matter_form import asked_of, at_these, typed
from shebao.agency.pages.missing import or_missing
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions as procedures
from shebao.agency.procedures import form as forms
from shebao.agency.procedures.catalogue import kind
from shebao.agency.procedures.worklist import may_submit
from shebao.agency.public import actions, queries
from shebao.agency.public.kinds import STATES
from shebao.agency.public.models import Submission
from shebao.agency.public.services import SERVICES, Asker, Service, begin, said_by
from shebao.base.finding import Refused

READ = ("person.read", "register.read", "collection.read")
TONES = {"entered": "", "received": "attention", "asked": "waiting", "accepted": "done", "done": "done", "refused": "stopped"}


def _readable(request: HttpRequest) -> list[str]:
    """The services whose matters this member may read."""
    held = rights(request)
    return [key for key, one in SERVICES.items() if f"{kind(one.kind).area}.read" in held]


@needs(*READ)
@never_cache
def listed(request: HttpRequest) -> HttpResponse:
    """Everything that came in, what waits first; asked with POST the list is exported."""
    services = _readable(request)
    listing, refusal = _listing(request, services), None
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            refusal = refused.finding
    unwanted = [(row, queries.progress_of([row])[0]) for row in queries.unwanted(services)]
    page = {"list": listing.load(), "refusal": refusal, "waiting": queries.waiting_count(services), "unwanted": unwanted}
    return render(request, "desk/inbox/inbox.html", page)


@needs(*READ)
@never_cache
def terminals(request: HttpRequest) -> HttpResponse:
    """The self-service terminals in use, each with the number by which it is put out of use."""
    may = "register_terminal" in {one.key for one in may_submit(me(request))}
    return render(request, "desk/inbox/terminals.html", {"rows": queries.terminals(), "may": may})


def _listing(request: HttpRequest, services: list[str]) -> Listing:
    titles = {key: SERVICES[key].title for key in services}

    def decorate(rows: list[Row]) -> None:
        for row in rows:
            row["title"] = titles.get(row["service"], row["service"])

    def state(row: Row) -> Cell:
        text = "申请人要求撤回" if row["withdrawal_on"] and row["state"] == "accepted" else STATES[row["state"]]
        return Cell(text, "state", "", TONES.get(row["state"], ""))

    return Listing(
        request,
        queries.listed(services).exclude(state="entered"),
        name="inbox",
        title="网上申请",
        default_sort="-received_on",
        search=lambda rows, text: rows.filter(Q(receipt__contains=text) | Q(applicant_name__startswith=text)),
        search_hint="回执号或申请人姓名",
        choices=[
            Choice("state", "状态", [(key, word) for key, word in STATES.items() if key != "entered"], field="state"),
            Choice("service", "事项", list(titles.items()), field="service"),
        ],
        columns=[
            Column("receipt", "回执号", link=lambda row: reverse("inbox_one", args=[row["id"]])),
            Column("title", "事项"),
            Column("applicant_name", "申请人"),
            Column("received_on", "收到日期", "day", sort="received_on"),
            Column("state", "状态", show=state),
        ],
        decorate=decorate,
        empty_title="没有网上申请",
        empty_advice="群众和单位从网上提交的申请列在这里。",
    )


def _mine(request: HttpRequest, row_id: int) -> tuple[Submission, Service, Kind]:
    """A submission this member may read, with its service and the kind it becomes."""
    row: Submission = or_missing(lambda: queries.submission(row_id))
    one = SERVICES.get(row.service)
    if one is None or row.state == "entered":
        raise Http404
    if row.service not in _readable(request):
        raise PermissionDenied("这类申请不归您的岗位查看。")
    return row, one, kind(one.kind)


@needs(*READ)
@never_cache
def one(request: HttpRequest, row_id: int) -> HttpResponse:
    """One submission, its applicant, its papers, and the form of the matter for whoever may accept it."""
    row, service, procedure = _mine(request, row_id)
    return render(request, "desk/inbox/one.html", _page(request, row, service, procedure))


def _page(request: HttpRequest, row: Submission, service: Service, procedure: Kind) -> dict[str, Any]:
    content = queries.content_of(row)
    begun = begin(service, content, _asker(row)) if content else {}
    (progress,) = queries.progress_of([row])
    given = forms.as_typed({name: value for name, value in begun.items() if name not in ("rows", SCANS)}, procedure.fields)
    return {
        "row": row,
        "service": service,
        "kind": procedure,
        "progress": progress,
        "said": said_by(service, content),
        "person": people.person(row.person_id) if row.person_id else None,
        "employer": employers.employer(row.employer_id) if row.employer_id else None,
        "binding": row.binding_id,
        "scans": [(scan, uploads.told(scan)) for scan in scans_of(content)],
        "listed": _named(begun),
        "sealed": sorted(field.label for field in procedure.fields if field.name in procedure.sensitive and field.name in begun),
        "fields": asked_of(_asked(procedure, begun), given, {}),
        "may_accept": row.state == "received" and not service.automatic and f"{procedure.area}.create" in rights(request),
        "may_withdraw": row.state == "accepted" and row.withdrawal_on is not None and progress.closed_on is None,
    }


def _asker(row: Submission) -> Asker:
    return Asker(row.person_id, row.employer_id, row.applicant_name, row.received_on)


def _asked(procedure: Kind, begun: Payload) -> list[Any]:
    """The fields a clerk fills in or corrects: not the list, the papers, what came sealed, or what only goes on with an older record."""
    of_a_register = {"what", "record_id"} if any(field.name == "record_id" for field in procedure.fields) else set()
    return [
        field
        for field in procedure.fields
        if field.name not in of_a_register
        and field.widget not in ("file", "scans")
        and field.name != "file_name"
        and not (field.name in procedure.sensitive and field.name in begun)
    ]


def _named(begun: Payload) -> list[str]:
    """Whom a list names."""
    ids = [row["person_id"] for row in begun.get("rows", ()) if "person_id" in row]
    names = people.person_names(ids)
    return [names.get(person_id, "") for person_id in ids]


@require_POST
@needs(*READ)
@never_cache
def accept(request: HttpRequest, row_id: int) -> HttpResponse:
    """The form as it was filled in: first what it would change, then the matter."""
    row, service, procedure = _mine(request, row_id)
    if service.automatic or f"{procedure.area}.create" not in rights(request):
        raise PermissionDenied("这项业务不由您的岗位受理。")
    begun = begin(service, queries.content_of(row), _asker(row))
    asked = _asked(procedure, begun)
    given = {name: value for name, value in typed(request, procedure).items() if name in {field.name for field in asked}}
    page = _page(request, row, service, procedure) | {"fields": asked_of(asked, given, {})}
    if request.POST.get("step") == "edit":
        return render(request, "desk/inbox/one.html", page)
    kept = {name: value for name, value in begun.items() if name in ("rows", SCANS) or name in procedure.sensitive}
    payload = {name: value for name, value in given.items() if value != ""} | kept
    try:
        if request.POST.get("step") == "send":
            by_me = by(request)
            matter_id = actions.accept(
                row.id, lambda: procedures.submit(procedure.key, payload, by=by_me, comment=f"网上申请 {row.receipt}"), by=by_me
            )
            messages.success(request, "已受理，转下一岗位办理；申请人能看到办结期限。", extra_tags="done")
            return HttpResponseRedirect(reverse("matters_one", args=[matter_id]))
        heading, changes, table = procedures.headed(procedure.key, payload, day=installation.business_day())
        page |= {"heading": heading, "changes": changes, "table": table, "given": given}
    except Refused as refused:
        page |= {"refusal": refused.finding, "fields": asked_of(asked, given, at_these(asked, refused.finding))}
    return render(request, "desk/inbox/one.html", page)


@require_POST
@needs(*READ)
@never_cache
def answer(request: HttpRequest, row_id: int) -> HttpResponse:
    """Ask for what is missing, or turn down; the applicant reads the sentence."""
    row, service, procedure = _mine(request, row_id)
    if f"{procedure.area}.create" not in rights(request):
        raise PermissionDenied("这项业务不由您的岗位受理。")
    text = request.POST.get("answer", "")
    verb = actions.refuse_submission if request.POST.get("what") == "refuse" else actions.ask_more
    try:
        verb(row.id, text, by=by(request))
    except Refused as refused:
        return render(request, "desk/inbox/one.html", _page(request, row, service, procedure) | {"refusal": refused.finding, "text": text})
    messages.success(request, "已经答复申请人。", extra_tags="done")
    return HttpResponseRedirect(reverse("inbox_one", args=[row.id]))


@require_POST
@needs(*READ)
@never_cache
def withdraw(request: HttpRequest, row_id: int) -> HttpResponse:
    """Take an accepted matter back as its applicant asked; its maker does."""
    row, service, procedure = _mine(request, row_id)
    if row.withdrawal_on is None or row.state != "accepted":
        raise Http404
    try:
        procedures.withdraw(row.matter_id, by=by(request), reason="申请人网上要求撤回")
    except Refused as refused:
        return render(request, "desk/inbox/one.html", _page(request, row, service, procedure) | {"refusal": refused.finding})
    messages.success(request, "已按申请人的要求撤回。", extra_tags="done")
    return HttpResponseRedirect(reverse("inbox_one", args=[row.id]))


@needs(*READ)
@never_cache
def scan(request: HttpRequest, row_id: int, digest: str) -> HttpResponse:
    """A paper that came with a submission; the journal says who opened it."""
    row, _, _ = _mine(request, row_id)
    try:
        paper, content = actions.open_scan(row.id, digest, by=by(request))
    except Refused as refused:
        raise Http404(refused.finding.message) from refused
    return scans.as_file(paper, content, save=request.GET.get("save") == "1")
