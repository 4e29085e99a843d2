"""Matters as pages: what waits for me, a form, the change before it is made, one matter with its steps and what I may do."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shebao.agency.installation import queries as installation
from shebao.agency.matters import actions as matter_actions
from shebao.agency.matters import attachments
from shebao.agency.matters import queries as matters
from shebao.agency.matters.attachments import SCANS, Scan
from shebao.agency.matters.kind import Kind, Payload
from shebao.agency.pages import export, uploads
from shebao.agency.pages.access import by, me, rights
from shebao.agency.pages.correction import looked_at, sent_back
from shebao.agency.pages.lists import Choice, Column, Listing, Row
from shebao.agency.pages.matter_form import Asked, asked_fields, at_fields, by_hand, by_list, kind_for, typed
from shebao.agency.pages.missing import or_missing
from shebao.agency.pages.words import MATTER_STATES
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions, numbers, wording
from shebao.agency.procedures import catalogue as kinds_of_matters
from shebao.agency.procedures import worklist as work
from shebao.agency.public import queries as public
from shebao.base.finding import Finding, Refused

FIRST_ROWS = 20
DONE = {"review": "已复核，转下一岗位审批。", "approve": "已批准，变更已经生效。", "send_back": "已退回受理人。", "withdraw": "已撤回。"}


def worklist(request: HttpRequest) -> HttpResponse:
    """What waits for me first; below it all matters, searchable."""
    day = installation.business_day()
    listing = _listing(request)
    refusal = None
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, day)
        except Refused as refused:
            refusal = refused.finding
    return render(
        request,
        "desk/matters/matters.html",
        {
            "mine": work.worklist(me(request), day),
            "list": listing.load(),
            "refusal": refusal,
            "may_submit": work.may_submit(me(request)),
        },
    )


def form(request: HttpRequest, kind: str) -> HttpResponse:
    """A form, then the change it would make, then the matter. Nothing typed is lost on the way."""
    one = kind_for(request, kind, by_hand)
    scans, wrong = uploads.received(request, one, me(request))
    return _ask(
        request,
        one,
        typed(request, one),
        scans,
        wrong,
        send=lambda payload: actions.submit(one.key, payload, by=by(request), comment=request.POST.get("comment", "")),
    )


def again(request: HttpRequest, matter_id: int) -> HttpResponse:
    """A returned matter put right by its maker; the form begins with what was asked. A sealed field does not come back to the page:
    left empty it stays as it was, and only what changes is typed."""
    detail = or_missing(lambda: matters.matter(matter_id))
    one = kinds_of_matters.kind(detail.row.kind)
    if by_list(one):
        return HttpResponseRedirect(reverse("matters_list_again", args=[matter_id]))
    if "resubmit" not in work.work_row(detail.row, me(request), installation.business_day()).verbs:
        raise PermissionDenied("退回的办件由受理人修改后重新提交。")
    given, scans = wording.form_text(one, detail.payload), attachments.scans_of(detail.payload)
    wrong = None
    if request.method == "POST":
        given = typed(request, one)
        scans, wrong = uploads.received(request, one, me(request))

    def send(payload: dict[str, Any]) -> int:
        actions.resubmit(matter_id, payload, by=by(request), comment=request.POST.get("comment", ""))
        return matter_id

    sealed = matter_actions.content(matter_id) if request.method == "POST" else {}
    kept = {name: sealed[name] for name in one.sensitive if isinstance(sealed.get(name), str) and not given.get(name)}
    return _ask(request, one, given, scans, wrong, send=send, detail=detail, kept=kept)


def _ask(
    request: HttpRequest,
    one: Kind,
    given: dict[str, Any],
    scans: Sequence[Scan],
    wrong: Finding | None,
    *,
    send: Any,
    detail: Any = None,
    kept: Payload | None = None,
) -> HttpResponse:
    """Three faces of one page: the form, the form with what is wrong, the change to look at before it is sent. kept: what a returned
    matter holds sealed and was not typed again; it is checked with the rest and never shown."""

    def fields(errors: dict[str, str]) -> list[Asked]:
        return asked_fields(one, given, errors, scans, me(request), again=detail is not None)

    page: dict[str, Any] = {
        "kind": one,
        "detail": detail,
        "sent_back": sent_back(detail),
        "fields": fields({}),
        "changes": None,
        "scans": uploads.slips(scans, me(request)),
        "takes_scans": uploads.field_of(one) is not None,
    }
    if request.method != "POST" or request.POST.get("step") == "edit":
        return render(request, "desk/matters/form.html", page)
    try:
        if wrong is not None:
            raise Refused(wrong)
        typed_in = {name: value for name, value in given.items() if value != ""}
        payload = typed_in | (kept or {}) | ({SCANS: [scan._asdict() for scan in scans]} if scans else {})
        if request.POST.get("step") == "send":
            matter_id = send(payload)
            messages.success(request, "已受理，转下一岗位办理。", extra_tags="done")
            return HttpResponseRedirect(reverse("matters_one", args=[matter_id]))
        page |= looked_at(one, detail, payload)
    except Refused as refused:
        page |= {"refusal": refused.finding, "fields": fields(at_fields(one, refused.finding))}
        return render(request, "desk/matters/form.html", page)
    return render(request, "desk/matters/form.html", page)


def one(request: HttpRequest, matter_id: int) -> HttpResponse:
    """One matter: what changes, who did what, how long there is, and what I may do."""
    return render(request, "desk/matters/matter.html", page_of(request, matter_id))


def result(request: HttpRequest, matter_id: int) -> HttpResponse:
    """What a matter did, to print: for the person or office it was done for, with the law, the hands, and how it is put right."""
    page = page_of(request, matter_id)
    if page["row"].state != "applied":
        raise Http404
    return render(request, "desk/matters/result.html", page | {"whole": actions.rows_of(matter_id)})


@require_POST
def act(request: HttpRequest, matter_id: int, verb: str) -> HttpResponse:
    """Review, approve, send back or withdraw; the engine judges again whether this member may."""
    if verb not in DONE:
        raise Http404
    comment = request.POST.get("comment", "").strip()
    try:
        if verb in ("review", "approve"):
            numbers.compare(matter_id, request.POST.dict(), by=by(request))
            getattr(actions, verb)(matter_id, digest=request.POST.get("digest"), comment=comment, by=by(request))
        else:
            getattr(actions, verb)(matter_id, reason=comment, by=by(request))
    except Refused as refused:
        return render(request, "desk/matters/matter.html", page_of(request, matter_id) | {"refusal": refused.finding, "comment": comment})
    messages.success(request, DONE[verb], extra_tags="done")
    return HttpResponseRedirect(reverse("matters_one", args=[matter_id]))


def readable(request: HttpRequest) -> list[Kind]:
    """The kinds of matters whose area this member may read."""
    held = rights(request)
    return [one for one in kinds_of_matters.catalogue().values() if f"{one.area}.read" in held]


def may_read(request: HttpRequest, matter_id: int) -> matters.MatterDetail:
    """A matter this member may read; the page that says no where its kind is another post's business."""
    detail = or_missing(lambda: matters.matter(matter_id))
    if detail.row.kind not in {one.key for one in readable(request)}:
        raise PermissionDenied("这类办件不归您的岗位查看。")
    return detail


def page_of(request: HttpRequest, matter_id: int) -> dict[str, Any]:
    """Everything the page of one matter shows."""
    detail = may_read(request, matter_id)
    one, row = kinds_of_matters.kind(detail.row.kind), work.work_row(detail.row, me(request), installation.business_day())
    subject = people.person(detail.subject[1]) if detail.subject and detail.subject[0] == "person" else None
    return {
        "detail": detail,
        "sent_back": sent_back(detail),
        "row": detail.row,
        "kind": one,
        "work": row,
        "subject": subject,
        "asked": wording.request_text(one, {name: value for name, value in detail.payload.items() if name != "person_id"}),
        "table": actions.rows_of(matter_id, most=FIRST_ROWS),
        "to_compare": numbers.to_compare(one, matter_id, row.verbs),
        "may_reveal": bool({"review", "approve"} & set(row.verbs)) and bool(numbers.number_fields(one)),
        "clerk_counts": _counts_of_clerk(one, detail),
        "steps": _stations(one, detail),
        "beside": work.neighbours(me(request), installation.business_day(), detail.row),
        "once_more": _once_more(request, one) if detail.row.maker_id == me(request) else "",
        "scans": [(scan, uploads.told(scan)) for scan in attachments.scans_of(detail.payload)],
        "submission": public.of_matter(matter_id),
    }


def _counts_of_clerk(one: Kind, detail: matters.MatterDetail) -> list[tuple[str, int]]:
    """Of a matter about accounts: how many of each such kind its maker accepted in the thirty days up to it, for whoever decides."""
    if one.area != "bank_account":
        return []
    kinds = {kind.key: kind.title for kind in kinds_of_matters.catalogue().values() if kind.area == "bank_account"}
    counts = matters.people_by(detail.row.maker_id, kinds, detail.row.accepted_on - timedelta(days=30))
    return [(kinds[key], count) for key, count in sorted(counts.items())]


def _once_more(request: HttpRequest, one: Kind) -> str:
    """Where another matter of the same kind begins, for whoever may accept it."""
    if not (by_hand(one) or by_list(one)) or f"{one.area}.create" not in rights(request):
        return ""
    return reverse("matters_list" if by_list(one) else "matters_form", args=[one.key])


def _stations(one: Kind, detail: matters.MatterDetail) -> list[dict[str, str]]:
    """The way of a matter with who stood at each station."""
    way = [
        ("受理", ("submit", "resubmit")),
        *([("复核", ("review",))] if one.risk == "high" else []),
        ("审批" if one.risk == "high" else "复核", ("approve",)),
        ("生效", ("approve",)),
    ]
    if detail.row.state == "returned":
        return [
            {"title": "改好后重新提交", "tense": "now", "who": detail.row.maker, "at": ""},
            *({"title": title, "tense": "", "who": "", "at": ""} for title, _ in way[1:]),
        ]
    begun = max((i for i, step in enumerate(detail.steps) if step.verb in ("submit", "resubmit")), default=0)
    done = {step.verb: step for step in detail.steps[begun:]}
    stations, waiting = [], detail.row.state in ("accepted", "reviewed")
    for title, verbs in way:
        step = next((done[verb] for verb in verbs if verb in done), None)
        tense = "past" if step else "now" if waiting else ""
        waiting = waiting and step is not None
        stations.append(
            {
                "title": title,
                "tense": tense,
                "who": step.member if step and title != "生效" else "",
                "at": step.day.isoformat() if step else "",
            }
        )
    return stations


def _listing(request: HttpRequest) -> Listing:
    titles = {one.key: one.title for one in readable(request)}

    def decorate(rows: list[Row]) -> None:
        for row in rows:
            row["kind_title"] = titles.get(row["kind"], row["kind"])

    return Listing(
        request,
        matters.rows().filter(kind__in=list(titles)),
        name="matters",
        title="办件",
        default_sort="-id",
        search=matters.matching,
        search_hint="办件编号或标题里的字",
        choices=[
            Choice("state", "状态", [(code, word) for code, (word, _) in MATTER_STATES.items()], field="state"),
            Choice("kind", "事项", list(titles.items()), field="kind"),
        ],
        columns=[
            Column("number", "办件编号", sort="number", link=lambda row: reverse("matters_one", args=[row["id"]])),
            Column("title", "标题", link=lambda row: reverse("matters_one", args=[row["id"]])),
            Column("kind_title", "事项"),
            Column("people", "人数", "count", sort="people"),
            Column("maker__name", "受理人"),
            Column("accepted_on", "受理日期", "day", sort="accepted_on"),
            Column("due_on", "办结期限", "day"),
            Column("state", "状态", "state:matter"),
        ],
        decorate=decorate,
        empty_title="还没有办件",
        empty_advice="从“办理业务”开始，或换一个筛选条件。",
    )
