"""How far what one sent is: received, asked for more, accepted, being checked, decided, with the legal day; taken back until it is decided."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from shebao.agency.accounts import records
from shebao.agency.installation import queries as installation
from shebao.agency.pages.missing import or_missing
from shebao.agency.pages.paper import certificate_words, proof_of
from shebao.agency.portal.access import Visitor, at_home, shown
from shebao.agency.public import actions, queries
from shebao.agency.public.models import Submission
from shebao.agency.public.services import SERVICES, said_by
from shebao.base.finding import Refused


@at_home("matters", look=False)
def listed(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Everything one sent, or somebody sent for whom one acts."""
    return shown(request, visitor, "matters", {"rows": queries.of_sender(visitor.session.holder_index, person_id=visitor.person_id)})


def mine(visitor: Visitor, row_id: int) -> Submission:
    """A submission that one sent, or that is about whose pages one sees; 404 for anybody else's, as for one there is not."""
    row: Submission = or_missing(lambda: queries.submission(row_id))
    sent = bytes(row.applicant_index) == visitor.session.holder_index and row.door == visitor.session.door
    if row.door != visitor.session.door or not (sent or (row.person_id and row.person_id == visitor.person_id)):
        raise Http404
    return row


@at_home("matter")
def one(request: HttpRequest, visitor: Visitor, row_id: int) -> HttpResponse:
    """One of them; a button to take it back while that is possible."""
    row = mine(visitor, row_id)
    refusal = None
    if request.method == "POST":
        try:
            if row.state == "accepted":
                actions.ask_withdrawal(row.id, day=installation.business_day())
            else:
                actions.withdraw(row.id, day=installation.business_day())
            return HttpResponseRedirect(reverse("my_matter", args=[row.id]))
        except Refused as refused:
            refusal = refused.finding
    (progress,) = queries.progress_of([row])
    service = SERVICES.get(row.service)
    page = {"row": row, "one": progress, "said": said_by(service, queries.content_of(row)) if service else [], "refusal": refusal}
    page |= {"steps": _steps(progress), "service": service, "digest": row.digest}
    return shown(request, visitor, "matter", page)


def _steps(one: queries.Progress) -> list[tuple[str, str, str]]:
    """(title, tense, day) of the way."""
    at = {"entered": 0, "received": 0, "asked": 1, "replaced": 1, "refused": 1, "accepted": 2, "done": 4, "withdrawn": 1}[one.state]
    if one.state == "accepted" and one.closed_on is not None:
        at = 4
    ended = {"asked": "请您补充", "refused": "不予受理", "withdrawn": "已撤回", "replaced": "已补充，看新的那份"}.get(one.state)
    titles = ["收到", ended or "受理", *([] if ended else ["核对", one.words if one.closed_on or one.state == "done" else "决定"])]
    days = [one.received_on.isoformat(), "", "", one.closed_on.isoformat() if one.closed_on else ""]
    return [
        (title, "past" if n < at or at == 4 else "now" if n == at or (ended and n == 1) else "", days[n] if n < len(days) else "")
        for n, title in enumerate(titles)
    ]


@at_home("certificate")
def certificate(request: HttpRequest, visitor: Visitor, number: int) -> HttpResponse:
    """A certificate of one's own as it was printed, with the code that proves it."""
    printed: records.Printed = or_missing(lambda: records.certificate(number))
    if not visitor.person_id or printed.person_id != visitor.person_id:
        raise Http404
    said = certificate_words(printed)
    page = {"printed": printed, "code": proof_of(request, said), "words": said.split("|")}
    return shown(request, visitor, "certificate", page)
