"""Asking for something from home: one question a page at most, a look before it is sent, a receipt at the end; nothing typed is lost."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, dumps, loads
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from shebao.agency import schemes
from shebao.agency.accounts import queries as accounts
from shebao.agency.contributions import queries as contributions
from shebao.agency.installation import queries as installation
from shebao.agency.matters.attachments import SCANS, Scan
from shebao.agency.pages import uploads
from shebao.agency.pages.matter_form import asked_of, at_these
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.portal.access import Visitor, at_home, shown
from shebao.agency.portal.estimate import page_of
from shebao.agency.portal.submission import to_complete, typed
from shebao.agency.procedures import form as forms
from shebao.agency.public import actions, provider
from shebao.agency.public.actions.inbox import Receipt, Sender
from shebao.agency.public.kinds import MINE, MOST_SCAN_BYTES
from shebao.agency.public.models import Submission
from shebao.agency.public.services import SERVICES, Content, Service, said_by
from shebao.agency.schemes import MAIN
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused, refuse
from shebao.base.money import yuan_text

GROUPS = ("常用", "领养老金", "交费", "失业", "转移", "家人去世", "家人", "说一说")
FACE_SALT, FACE_SECONDS = "portal.face", 900


@at_home("apply", look=False)
def services(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Everything there is to ask for, by what it is about."""
    listed = [one for one in SERVICES.values() if one.door == MINE and _fits(one, visitor)]
    groups = [(group, [one for one in listed if one.group == group]) for group in GROUPS]
    return shown(request, visitor, "services", {"groups": [group for group in groups if group[1]]})


def _fits(one: Service, visitor: Visitor) -> bool:
    """Whether somebody may ask for it: a helper only for what a helper may, and not with a mandate to look."""
    if visitor.binding is not None:
        return one.helped and visitor.may_apply
    return bool(visitor.person_id) or not one.living


def _service(key: str, visitor: Visitor) -> Service:
    one = SERVICES.get(key)
    if one is None or one.door != MINE:
        raise Http404
    if not _fits(one, visitor):
        raise PermissionDenied("这件事要本人自己办，或者家人给您的代办范围不够。")
    return one


def sender_of(visitor: Visitor) -> Sender:
    """Who sends, and for whom."""
    binding = visitor.binding.id if visitor.binding else 0
    return Sender(MINE, visitor.session.holder_index, visitor.session.name, visitor.person_id, binding_id=binding)


@at_home("apply", look=False)
def ask(request: HttpRequest, visitor: Visitor, key: str) -> HttpResponse:
    """A form, a look at what was typed, and the receipt."""
    if key == "certify":
        return HttpResponseRedirect(reverse("my_certify"))
    one = _service(key, visitor)
    follows = to_complete(request, one, visitor.session.holder_index, person_id=visitor.person_id)
    scans, wrong = uploads.received_at(request, visitor.session.id, MOST_SCAN_BYTES)
    given = typed(request, one, follows)
    page: dict[str, Any] = {"service": one, "key": request.POST.get("key", "") or secrets.token_hex(16), "follows": follows}
    page["fields"] = asked_of(one.fields, given, {}, scans, visitor.session.id)
    page["offer"] = _tiers() if one.key == "tier" else ""
    if request.method != "POST" or request.POST.get("step") == "edit":
        return shown(request, visitor, "ask", page)
    try:
        if wrong is not None:
            raise Refused(wrong)
        content = _content(one, given, scans)
        if request.POST.get("step") == "send":
            receipt = _send(one, content, visitor, page["key"], follows)
            return HttpResponseRedirect(reverse("my_matter", args=[receipt.id]))
    except Refused as refused:
        page["fields"] = asked_of(one.fields, given, at_these(one.fields, refused.finding), scans, visitor.session.id)
        return shown(request, visitor, "ask", page | {"refusal": refused.finding})
    slips = uploads.slips(scans, visitor.session.id)
    return shown(request, visitor, "ask", page | {"look": said_by(one, content), "given": given, "slips": slips})


def _tiers() -> str:
    """The tiers of this year, in words; nothing where the place's list is not on file."""
    day = installation.business_day()
    try:
        offer = schemes.of(MAIN).tiers_of(day.year, installation.place(), parameters.places(), helping=False)
    except Refused:
        return ""
    return f"{day.year} 年可选的档次（元/年）：{offer.choice()}。"


def _content(one: Service, given: dict[str, Any], scans: list[Scan]) -> Content:
    """What was typed, in its final form; refused at each field that is wrong."""
    typed: dict[str, Any] = {name: value for name, value in given.items() if value != ""}
    takes = any(field.widget == "scans" for field in one.fields)
    return forms.clean(typed | ({SCANS: [scan._asdict() for scan in scans]} if scans and takes else {}), one.fields)


def _send(one: Service, content: Content, visitor: Visitor, key: str, follows: Submission | None) -> Receipt:
    day = installation.business_day()
    return actions.send(one.key, content, sender_of(visitor), key, day=day, follows_id=follows.id if follows else 0)


@at_home("certify", look=False)
def certify(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """Proof of life: the provider asks the person's own telephone for their face; its word is put into the inbox, and a rule does the rest."""
    one = _service("certify", visitor)
    page: dict[str, Any] = {"service": one}
    try:
        if request.POST.get("step") == "begin":
            reference = provider.needed().begin_face(visitor.session.name, visitor.session.citizen_number)
            return shown(request, visitor, "certify", page | {"asked": dumps([visitor.session.id, reference], salt=FACE_SALT)})
        if request.POST.get("step") == "done":
            reference = _face_reference(request.POST.get("asked", ""), visitor)
            face = provider.needed().face(reference)
            page["asked"] = request.POST.get("asked", "")
            if face is None:
                refuse("public.face", "手机上还没有做完", "请在手机上做完刷脸，再点“我做完了”。")
            if not face.passed:
                refuse("public.face", "这次没有通过", "光线好一点再试一次，或者到窗口、请村（社区）上门认证。")
            receipt = actions.send("certify", face._asdict(), sender_of(visitor), f"face-{face.proof}", day=installation.business_day())
            return HttpResponseRedirect(reverse("my_matter", args=[receipt.id]))
    except Refused as refused:
        page["refusal"] = refused.finding
    return shown(request, visitor, "certify", page)


def _face_reference(text: str, visitor: Visitor) -> str:
    try:
        session_id, reference = loads(text, salt=FACE_SALT, max_age=FACE_SECONDS)
    except BadSignature:
        session_id, reference = 0, ""
    if session_id != visitor.session.id:
        refuse("public.face", "这次认证已经过期", "请重新开始。")
    return str(reference)


@at_home("estimate")
def estimate(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """What each choice would bring, with one's own figures filled in."""
    known: dict[str, str] = {}
    if visitor.person_id:
        ids, person = int_column([visitor.person_id]), people.person(visitor.person_id)
        balances = {scheme: fen for scheme, fen, _ in accounts.held_by(visitor.person_id)}
        scheme = "employee" if request.GET.get("scheme") == "employee" else MAIN
        known = {
            "birth": f"{person.birth_date:%Y-%m}",
            "paid_years": str(int(contributions.paid_years(ids, MAIN)[0])),
            "balance": yuan_text(balances.get(scheme, 0)),
        }
    return shown(request, visitor, "estimate", page_of(request, known))
