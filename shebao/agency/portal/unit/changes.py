"""People in and out this month and wages put right, as lists: read and judged row by row, what each costs a month, entered by one agent and sent on by another."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

import numpy as np
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from shebao.agency.accounts import records
from shebao.agency.declarations.law import assessed
from shebao.agency.employers import queries as employers
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.installation import queries as installation
from shebao.agency.matters.attachments import SCANS
from shebao.agency.pages import uploads
from shebao.agency.pages.export import XLSX, attachment
from shebao.agency.pages.missing import or_missing
from shebao.agency.pages.paper import certificate_words, proof_of
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.people.imports import Read
from shebao.agency.procedures import lists
from shebao.agency.procedures.catalogue import kind
from shebao.agency.public import actions, queries
from shebao.agency.public.actions.inbox import Sender
from shebao.agency.public.kinds import MOST_SCAN_BYTES, UNIT
from shebao.agency.public.services import SERVICES, said_by
from shebao.agency.store.columns import int_column
from shebao.base.finding import Finding, Refused, refuse
from shebao.base.months import month_of

from .list_files import MOST_ROWS, plain, read_list
from .sign_in import Agent, at_unit, shown

LISTS = (
    ("unit_in", "enrol_many_employees", "增员名单"),
    ("unit_out", "withdraw_many_employees", "减员名单"),
    ("unit_wages", "correct_base", "改工资名单"),
)


@at_unit("changes", look=False)
def declare(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Up to three lists in one step; what is wrong is said row by row and nothing is sent before the look at what it costs."""
    page: dict[str, Any] = {
        "lists": [(key, title, lists.columns(kind(of))) for key, of, title in LISTS],
        "key": request.POST.get("key", "")[:32] or secrets.token_hex(12),
    }
    if request.method != "POST":
        return shown(request, agent, "changes", page)
    try:
        if not agent.may_enter:
            refuse("public.role", "您没有“录入”角色", "请本单位的授权人登记。")
        if request.POST.get("step") == "send":
            return _send(request, agent, page["key"])
        looks = [look for key, of, title in LISTS if (look := _look(request, agent, key, of, title))]
        if not looks:
            refuse("public.nothing", "没有选择名单", "请至少选一份名单。", "unit_in")
        page["looks"] = looks
        page["ready"] = all(not look["rejected"] and look["refusal"] is None for look in looks)
    except Refused as refused:
        page["refusal"] = refused.finding
    return shown(request, agent, "changes", page)


def _look(request: HttpRequest, agent: Agent, key: str, of: str, title: str) -> dict[str, Any] | None:
    """A list that was handed in: its good rows, its bad ones with reasons, and the cost of a month; None where there is none."""
    file = request.FILES.get(key)
    if file is None:
        return None
    day = installation.business_day()
    read = read_list(of, file)
    if len(read.rows) > MOST_ROWS:
        refuse("public.size", f"{title}超过 {MOST_ROWS:,} 行", "请分几份提交。", key)
    given = {"employer_id": agent.employer_id} | ({"reason": "mistake"} if key == "unit_wages" else {})
    more = _proof(request, agent) if key == "unit_wages" else {}
    read = lists.judged(kind(of), read, given | more, day)
    refusal: Finding | None = None
    if read.rows:
        try:
            kind(of).check(given | more | {"rows": [dict(row) for row in read.rows]}, day)
        except Refused as refused:
            refusal = refused.finding
    names = people.person_names([row["person_id"] for row in read.rows])
    return {
        "key": key,
        "title": title,
        "rows": [(names[row["person_id"]], row) for row in read.rows],
        "rejected": [(one.row, "；".join(one.reasons)) for one in read.rejected],
        "costs": _costs(read.rows, agent.employer_id, day) if key == "unit_in" and read.rows else [],
        "refusal": refusal,
        "packed": _packed(key, agent, read, more),
    }


def _proof(request: HttpRequest, agent: Agent) -> dict[str, Any]:
    """What stands behind another wage: the name of a paper, and the paper itself."""
    scans, wrong = uploads.received_at(request, agent.session.id, MOST_SCAN_BYTES)
    if wrong is not None:
        raise Refused(wrong)
    document = request.POST.get("document", "").strip()[:60]
    if not scans or not document:
        refuse("public.proof", "改工资没有写依据，或者没有附依据的照片", "请写明工资表等依据的名称，并附照片或扫描件。", "document")
    return {"document": document, SCANS: [scan._asdict() for scan in scans]}


def _costs(rows: list[dict[str, Any]], employer_id: int, day: date) -> list[dict[str, Any]]:
    """What one month of the people on a list costs, by scheme, by the law of the month: both parts, in fen."""
    month, place, places = month_of(day), installation.place(), parameters.places()
    ordered = sorted(rows, key=lambda row: int(row["person_id"]))
    ids, wages = int_column(row["person_id"] for row in ordered), int_column(row["wage_fen"] for row in ordered)
    whose = np.full(ids.size, employer_id, dtype=np.int64)
    costs: list[dict[str, Any]] = []
    for scheme in employers.insured_in(employer_id, month):
        try:
            result = assessed(scheme, ids, whose, wages, month, places, place)
        except Refused as refused:
            costs.append({"scheme": INSURANCES[scheme], "problem": refused.finding.message})
            continue
        costs.append({"scheme": INSURANCES[scheme], "unit_fen": int(result.unit_fen.sum()), "person_fen": int(result.person_fen.sum())})
    return costs


def _packed(key: str, agent: Agent, read: Read, more: dict[str, Any]) -> str:
    """The good rows as the next step carries them: signed for this session, so that what is sent is what was looked at."""
    return signing.dumps([agent.session.id, key, [plain(row) for row in read.rows], more], salt="portal.unit_rows", compress=True)


def _send(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """The lists into the inbox; those of an agent who may only enter wait for one who may confirm."""
    state = "received" if agent.may_confirm else "entered"
    sent = []
    for packed in request.POST.getlist("rows")[: len(LISTS)]:
        try:
            session_id, service, rows, more = signing.loads(packed, salt="portal.unit_rows", max_age=3600)
        except signing.BadSignature:
            session_id, service, rows, more = 0, "", [], {}
        if session_id != agent.session.id or not rows:
            refuse("public.old", "这份名单已经过期", "请重新选择文件。")
        sender = Sender(UNIT, agent.session.holder_index, agent.session.name, employer_id=agent.employer_id, binding_id=agent.binding_id)
        day = installation.business_day()
        sent.append(actions.send(service, {"rows": rows} | more, sender, f"{key}-{service}", day=day, state=state))
    if len(sent) == 1:
        return HttpResponseRedirect(reverse("unit_sent_one", args=[sent[0].id]))
    return HttpResponseRedirect(reverse("unit_sent"))


@at_unit("sent", look=False)
def listed(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Everything the employer's agents sent."""
    return shown(request, agent, "sent", {"rows": queries.of_sender(agent.session.holder_index, employer_id=agent.employer_id)})


@at_unit("sent_one")
def one(request: HttpRequest, agent: Agent, row_id: int) -> HttpResponse:
    """One of them; confirmed by another agent, or taken back."""
    row = or_missing(lambda: queries.submission(row_id))
    if row.door != UNIT or row.employer_id != agent.employer_id:
        raise Http404
    refusal = None
    if request.method == "POST":
        try:
            if request.POST.get("step") == "confirm":
                if not agent.may_confirm:
                    refuse("public.role", "您没有“确认”角色", "请有“确认”角色的经办人确认。")
                actions.confirm(row.id, agent.session.holder_index, agent.employer_id)
            elif row.state == "accepted":
                actions.ask_withdrawal(row.id, day=installation.business_day())
            else:
                actions.withdraw(row.id, day=installation.business_day())
            return HttpResponseRedirect(reverse("unit_sent_one", args=[row.id]))
        except Refused as refused:
            refusal = refused.finding
    (progress,) = queries.progress_of([row])
    content = queries.content_of(row)
    rows = content.get("rows", [])
    names = people.person_names([line["person_id"] for line in rows])
    page = {
        "row": row,
        "one": progress,
        "said": said_by(SERVICES[row.service], content),
        "people": [names.get(line["person_id"], "") for line in rows],
        "refusal": refusal,
    }
    return shown(
        request,
        agent,
        "sent_one",
        page
        | {
            "service": SERVICES[row.service],
            "own": bytes(row.applicant_index) == agent.session.holder_index,
            "again": row.service not in {key for key, _, _ in LISTS},
        },
    )


@at_unit("papers", look=False)
def papers(request: HttpRequest, agent: Agent) -> HttpResponse:
    """A certificate that the employer takes part (参保证明): asked for here, printed by a rule, opened with its code."""
    refusal = None
    if request.method == "POST":
        try:
            if not agent.may_enter:
                refuse("public.role", "您没有“录入”角色", "请本单位的授权人登记。")
            sender = Sender(
                UNIT, agent.session.holder_index, agent.session.name, employer_id=agent.employer_id, binding_id=agent.binding_id
            )
            key = request.POST.get("key", "")[:32] or secrets.token_hex(12)
            receipt = actions.send("unit_certificate", {}, sender, key, day=installation.business_day())
            return HttpResponseRedirect(reverse("unit_sent_one", args=[receipt.id]))
        except Refused as refused:
            refusal = refused.finding
    return shown(request, agent, "papers", {"refusal": refusal, "key": secrets.token_hex(12)})


@at_unit("certificate")
def certificate(request: HttpRequest, agent: Agent, number: int) -> HttpResponse:
    """A certificate of the employer as it was printed, with the code that proves it."""
    printed: records.Printed = or_missing(lambda: records.certificate(number))
    if printed.employer_id != agent.employer_id:
        raise Http404
    said = certificate_words(printed)
    return shown(request, agent, "certificate", {"printed": printed, "code": proof_of(request, said), "words": said.split("|")})


@at_unit("template", look=False)
def template(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """The empty table for a list."""
    one = SERVICES.get(key)
    if one is None or one.door != UNIT or not any(field.widget == "file" for field in one.fields):
        raise Http404
    of = one.kind
    response = HttpResponse(lists.template(kind(of)), content_type=XLSX)
    response["Content-Disposition"] = attachment(f"{kind(of).title}.xlsx")
    return response
