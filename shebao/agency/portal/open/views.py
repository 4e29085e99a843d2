"""Pages for everybody, without coming in: estimate, what to bring, open figures, the words explained, and how pages look."""

from __future__ import annotations

import threading
from datetime import date
from fractions import Fraction
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from shebao.agency.installation import queries as installation
from shebao.agency.matters.kind import Kind
from shebao.agency.pages.words import GLOSS
from shebao.agency.parameters import queries as parameters
from shebao.agency.portal.access import opened
from shebao.agency.portal.estimate import page_of
from shebao.agency.procedures.catalogue import catalogue, line_of
from shebao.agency.public.kinds import MINE
from shebao.agency.public.services import SERVICES
from shebao.agency.schemes import MAIN
from shebao.agency.statistics import queries as statistics
from shebao.base.digits import whole_number
from shebao.base.money import grouped
from shebao.base.months import add_months, month_of
from shebao.core.evaluation.score import plain

TOLD = "resident.insured resident.recipients resident.contributors resident.paid resident.average fund.income fund.expense fund.closing fund.months_payable"
FIGURES_SECONDS = 6 * 3600
_COUNTING = threading.Lock()
PLAIN_WORDS = {
    "基础养老金": "政府按月发的那一部分，不管交了多少都有，交得久的还会加一点。",
    "个人账户": "您自己交的、集体补的、政府补的钱和利息，都记在您名下；领取时按月发，没有领完的由继承人继承。",
    "缴费年限": "一共交了几年（职工按月数）。够了规定的年数，才能按月领养老金。",
    "资格认证": "每年证明一次本人健在，刷脸、窗口、上门都可以；住院、乘车等记录能证明的，不用再做。",
    "权益记录单": "每年一张，写着个人账户进了多少、出了多少、还有多少，带核验码。",
    "免申即享": "系统算出您可以领，先告诉您，您点一下“要办”就算申请了。",
    "补缴": "以前年度没有交的，按规定现在补交；补的年份没有政府补贴。",
    "转移接续": "换了地方参保，把原来的年限和账户的钱转过来；您只申请一次，两地经办机构自己去办。",
    "丧葬补助金": "参保人去世后发给办理丧事的人；有没有、多少，由当地文件规定。",
    "受理": "收下您的申请，材料齐了，从这一天起算办理期限。",
    "补正": "材料不齐或写得不清楚，一次告诉您还缺什么，补上就行。",
    "核定": "按规定算出您该领多少，三个人经手，算法都能点开看。",
}


@opened
def home(request: HttpRequest) -> HttpResponse:
    """What can be done without coming in."""
    return render(request, "portal/open/home.html")


@opened
@require_POST
def look(request: HttpRequest) -> HttpResponse:
    """Larger letters, or black on white; plain cookies, so that the choice outlives the session."""
    back = request.POST.get("back", "/open/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/open/"
    response = HttpResponseRedirect(back)
    name = "contrast" if request.POST.get("what") == "contrast" else "large"
    if request.COOKIES.get(name) == "1":
        response.delete_cookie(name)
    else:
        response.set_cookie(name, "1", max_age=365 * 86400, samesite="Lax", secure=request.is_secure(), httponly=True)
    return response


@opened
def estimate(request: HttpRequest) -> HttpResponse:
    """What each choice would bring; nothing is stored."""
    return render(request, "portal/open/estimate.html", page_of(request, {}))


@opened
def documents(request: HttpRequest) -> HttpResponse:
    """Every kind of matter with what it asks for, by line of work; what can be done online first."""
    kinds = sorted(_for_people().values(), key=lambda one: (line_of(one)[0], one.title))
    groups: dict[str, list[Kind]] = {}
    text = request.GET.get("q", "").strip()[:40]
    for one in kinds:
        if text in one.title or text in line_of(one)[1]:
            groups.setdefault(line_of(one)[1], []).append(one)
    return render(request, "portal/open/documents.html", {"groups": groups.items(), "q": text})


def _for_people() -> dict[str, Kind]:
    """The kinds that somebody asks for at a counter: a form about a person, an employer or a citizen number."""
    asked = {"person", "citizen_number", "employer"}
    inside = ("shebao.agency.procedures.books", "shebao.agency.procedures.payout", "shebao.agency.procedures.office")
    outside = {one.kind for one in SERVICES.values()}
    return {
        key: one
        for key, one in catalogue().items()
        if (key in outside or any(field.widget in asked for field in one.fields)) and not one.module.startswith(inside)
    }


@opened
def document(request: HttpRequest, key: str) -> HttpResponse:
    """One kind: what is asked, what to bring, how long it may take, by which law, what comes of it."""
    one = _for_people().get(key)
    if one is None:
        raise Http404
    online = [service for service in SERVICES.values() if service.kind == key and service.door == MINE]
    brought = list(dict.fromkeys(paper for service in online for paper in service.documents))
    brought += [f"{field.label}：{field.help}" for field in one.fields if field.widget == "scans"]
    asked = [field for field in one.fields if field.widget not in ("scans", "file") and field.name != "file_name"]
    return render(request, "portal/open/document.html", {"kind": one, "online": online, "brought": brought, "asked": asked})


@opened
def figures(request: HttpRequest) -> HttpResponse:
    """The figures of the year that the agency tells everybody; counted at most once in six hours, however often they are asked for."""
    day = installation.business_day()
    current = add_months(month_of(day), -1) // 100  # in January the year before: of the new one there is nothing to tell yet
    years = [current, current - 1]
    asked = whole_number(request.GET.get("year", ""))
    year = asked if asked in years else current
    return render(
        request,
        "portal/open/figures.html",
        {"rows": _figures(year), "year": year, "years": years, "day": day if year == day.year else date(year, 12, 31)},
    )


def _figures(year: int) -> list[dict[str, Any]]:
    name = f"portal.figures.{year}.{installation.place()}"
    kept: list[dict[str, Any]] | None = cache.get(name)
    if kept is None:
        with _COUNTING:
            kept = cache.get(name)
            if kept is None:
                cache.set(name, kept := _counted(year), FIGURES_SECONDS)
    return kept


def _counted(year: int) -> list[dict[str, Any]]:
    about = statistics.asked(MAIN, year, installation.place(), parameters.places())
    rows = []
    for one in statistics.measures(about, TOLD.split()).values():
        definition = one.definition
        value = one.value
        if value is None:
            continue
        rows.append({"title": definition.title, "value": _shown(value, definition.unit), "meaning": definition.definition})
    return rows


def _shown(value: Fraction, unit: str) -> str:
    """A figure with its unit: yuan from fen, months to one decimal, whole people."""
    if unit == "fen":
        return f"{grouped(int(value))} 元"
    return f"{plain(value, 1)} 个月" if unit == "月" else f"{int(value):,} {unit}"


@opened
def words(request: HttpRequest) -> HttpResponse:
    """The words of the trade in plain Chinese."""
    return render(request, "portal/open/words.html", {"words": sorted((PLAIN_WORDS | GLOSS).items())})
