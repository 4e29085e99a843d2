"""Everything else an employer asks for: the year's bases by a list, particulars, deferral, injuries; looked at, sent on, confirmed by another agent."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any, NamedTuple

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from shebao.agency.installation import queries as installation
from shebao.agency.matters.attachments import SCANS, Scan
from shebao.agency.pages import uploads
from shebao.agency.pages.matter_form import asked_of, at_these
from shebao.agency.people import queries as people
from shebao.agency.people.imports import Read
from shebao.agency.portal.submission import to_complete, typed
from shebao.agency.procedures import form as forms
from shebao.agency.procedures import lists
from shebao.agency.procedures.catalogue import kind
from shebao.agency.public import actions
from shebao.agency.public.actions.inbox import Sender
from shebao.agency.public.kinds import MOST_SCAN_BYTES, UNIT
from shebao.agency.public.models import Submission
from shebao.agency.public.services import SERVICES, Asker, Content, Service, begin, said_by
from shebao.base.finding import Refused, refuse

from .list_files import MOST_ROWS, plain, read_list
from .sign_in import Agent, at_unit, shown

GROUPS = ("申报", "缴费", "工伤", "单位", "说一说")
SALT = "portal.unit_ask"


class Handed(NamedTuple):
    """A list as it was read: the rows that can go on, and number and reasons of those that cannot."""

    rows: list[dict[str, Any]]
    wrong: list[tuple[int, str]]


@at_unit("apply", look=False)
def services(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Everything there is to ask for, by what it is about."""
    listed = [one for one in SERVICES.values() if one.door == UNIT]
    groups = [(group, [one for one in listed if one.group == group]) for group in GROUPS]
    return shown(request, agent, "services", {"groups": groups})


@at_unit("apply", look=False)
def ask(request: HttpRequest, agent: Agent, key: str) -> HttpResponse:
    """A form, a look at what was typed and at each row of the list, and the receipt; nothing typed is lost."""
    one = SERVICES.get(key)
    if one is None or one.door != UNIT or one.group not in GROUPS:
        raise Http404
    follows = to_complete(request, one, agent.session.holder_index, employer_id=agent.employer_id)
    scans, wrong = uploads.received_at(request, agent.session.id, MOST_SCAN_BYTES)
    given = typed(request, one, follows, ("scans", "file"))
    fields = [field for field in one.fields if field.widget != "file"]
    page: dict[str, Any] = {"service": one, "key": request.POST.get("key", "")[:32] or secrets.token_hex(12), "follows": follows}
    page |= {
        "columns": lists.columns(kind(one.kind)) if takes_list(one) else (),
        "fields": asked_of(fields, given, {}, scans, agent.session.id),
    }
    if request.method != "POST" or request.POST.get("step") == "edit":
        return shown(request, agent, "ask", page)
    try:
        if not agent.may_enter:
            refuse("public.role", "您没有“录入”角色", "请本单位的授权人登记。")
        if wrong is not None:
            raise Refused(wrong)
        content, handed = _content(request, agent, one, given, scans)
        page["handed"] = handed
        if handed is None or not handed.wrong:
            _judge(one, content, agent)
            if request.POST.get("step") == "send":
                return _sent(one, content, agent, page["key"], follows)
            page |= {"look": said_by(one, content), "packed": _packed(handed, agent, one), "slips": uploads.slips(scans, agent.session.id)}
    except Refused as refused:
        page |= {"refusal": refused.finding, "fields": asked_of(fields, given, at_these(fields, refused.finding), scans, agent.session.id)}
    return shown(request, agent, "ask", page | {"given": given, "people": _called(page.get("handed"))})


def takes_list(one: Service) -> bool:
    """Whether a service is asked with a list of people."""
    return any(field.widget == "file" for field in one.fields)


def _content(request: HttpRequest, agent: Agent, one: Service, given: dict[str, Any], scans: list[Scan]) -> tuple[Content, Handed | None]:
    """What was typed in its final form, with the list; refused at each field that is wrong."""
    typed: dict[str, Any] = {name: value for name, value in given.items() if value != ""}
    takes_scans = any(field.widget == "scans" for field in one.fields)
    fields = [field for field in one.fields if field.widget != "file"]
    content = forms.clean(typed | ({SCANS: [scan._asdict() for scan in scans]} if scans and takes_scans else {}), fields)
    if not takes_list(one):
        return content, None
    handed = _handed(request, agent, one, content)
    return content | {"rows": handed.rows}, handed


def _handed(request: HttpRequest, agent: Agent, one: Service, content: Content) -> Handed:
    """The list that came now, every row judged; or the one that was looked at before and is carried along."""
    if request.POST.get("packed"):
        try:
            session_id, key, rows = signing.loads(request.POST["packed"], salt=SALT, max_age=3600)
        except signing.BadSignature:
            session_id, key, rows = 0, "", []
        if (session_id, key) != (agent.session.id, one.key):
            refuse("public.old", "这份名单已经过期", "请重新选择文件。", "rows")
        return Handed(rows, [])
    file = request.FILES.get("rows")
    if file is None:
        refuse("public.nothing", "没有选择名单", "请选一份表格；可以先下载空表。", "rows")
    read: Read = read_list(one.kind, file)
    if len(read.rows) > MOST_ROWS:
        refuse("public.size", f"名单超过 {MOST_ROWS:,} 行", "请到窗口用光盘或专线报送。", "rows")
    begun = begin(one, content, _asker(agent, installation.business_day()))
    read = lists.judged(kind(one.kind), read, {name: value for name, value in begun.items() if name != "rows"}, installation.business_day())
    return Handed([plain(row) for row in read.rows], [(row.row, "；".join(row.reasons)) for row in read.rejected])


def _judge(one: Service, content: Content, agent: Agent) -> None:
    """What the sender can put right now is said now: of a list everything, of a form what the service knows."""
    day = installation.business_day()
    asker = _asker(agent, day)
    if one.judge is not None:
        one.judge(content, asker)
    if takes_list(one):
        kind(one.kind).check(begin(one, content, asker), day)


def _asker(agent: Agent, day: date) -> Asker:
    return Asker(0, agent.employer_id, agent.session.name, day)


def _packed(handed: Handed | None, agent: Agent, one: Service) -> str:
    return signing.dumps([agent.session.id, one.key, handed.rows], salt=SALT, compress=True) if handed else ""


def _called(handed: Handed | None) -> list[tuple[str, dict[str, Any]]]:
    """The rows that can go on, with the names of the people."""
    if handed is None:
        return []
    names = people.person_names([row["person_id"] for row in handed.rows])
    return [(names.get(row["person_id"], ""), row) for row in handed.rows]


def sender_of(agent: Agent) -> Sender:
    """Who sends, for which employer, by which binding."""
    return Sender(UNIT, agent.session.holder_index, agent.session.name, employer_id=agent.employer_id, binding_id=agent.binding_id)


def _sent(one: Service, content: Content, agent: Agent, key: str, follows: Submission | None) -> HttpResponse:
    state = "received" if agent.may_confirm or not one.confirmed else "entered"
    day = installation.business_day()
    receipt = actions.send(one.key, content, sender_of(agent), key, day=day, follows_id=follows.id if follows else 0, state=state)
    return HttpResponseRedirect(reverse("unit_sent_one", args=[receipt.id]))
