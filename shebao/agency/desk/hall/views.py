"""The hall today: numbers given out and booked, one counter, the screen on the wall. Every button is one step of a number."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from shebao.agency.hall import actions, queries
from shebao.agency.hall.kinds import PURPOSES, SERVING, STATES, STEPS, WAITING, WAYS
from shebao.agency.installation import queries as installation
from shebao.agency.matters import queries as matters
from shebao.agency.pages.access import by, needs, rights
from shebao.agency.procedures.publicity.record_ratings import rating
from shebao.agency.registers import actions as registers
from shebao.agency.registers import services
from shebao.agency.registers.kinds import REGISTERS
from shebao.base.digits import whole_number
from shebao.base.finding import Finding, Refused, refuse

COUNTERS = 12
"""How many counters the pages offer."""


def _second() -> int:
    """The second of the day now, at this agency's clock."""
    now = timezone.localtime()
    return now.hour * 3600 + now.minute * 60 + now.second


def _rows(rows: list[queries.TicketRow]) -> list[dict[str, Any]]:
    return [
        {
            "row": row,
            "purpose": PURPOSES[row.purpose][0],
            "state": STATES[row.state],
            "slot": queries.clock(row.slot) if row.slot else "",
            "way": WAYS[row.way],
            "since": queries.clock(row.since // 60),
        }
        for row in rows
    ]


@needs("register.read")
def today(request: HttpRequest, refusal: Finding | None = None) -> HttpResponse:
    """Numbers of a day with the forms to take and to book one; `day` shows another day, `purpose` the free slots of one."""
    now = installation.business_day()
    day = _day(request.GET.get("day", ""), now)
    purpose = request.GET.get("purpose", "A") if request.GET.get("purpose", "A") in PURPOSES else "A"
    rows = queries.tickets(day)
    free = queries.free_slots(day, purpose)
    return render(
        request,
        "desk/hall/hall.html",
        {
            "rows": _rows(rows),
            "waiting": sum(row.state == WAITING for row in rows),
            "serving": sum(row.state == SERVING for row in rows),
            "done": sum(row.state == "done" for row in rows),
            "coming": sum(row.state == "coming" for row in rows),
            "day": day,
            "is_today": day == now,
            "days": [now + timedelta(days=n) for n in range(8)],
            "purposes": [(key, *one) for key, one in PURPOSES.items()],
            "purpose": purpose,
            "free": [(minute, queries.clock(minute), late, left) for minute, late, left in free],
            "hours": queries.hours(),
            "counters": range(1, COUNTERS + 1),
            "may": "register.create" in rights(request),
            "refusal": refusal,
        },
    )


def _day(text: str, default: date) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return default


@require_POST
@needs("register.create")
def take(request: HttpRequest) -> HttpResponse:
    """Give out a number now."""
    try:
        key = actions.take(request.POST.get("purpose", ""), _second(), by=by(request), party=request.POST.get("party", ""))
    except Refused as refused:
        return today(request, refused.finding)
    row = queries.ticket(key)
    messages.success(request, f"{row.number} 号，{PURPOSES[row.purpose][0]}，请到等候区看屏幕叫号。", extra_tags="done")
    return HttpResponseRedirect(reverse("hall"))


@require_POST
@needs("register.create")
def book(request: HttpRequest) -> HttpResponse:
    """Book a number for a day and a slot."""
    form = request.POST
    slot = whole_number(form.get("slot", ""), digits=4)
    day = _day(form.get("day", ""), installation.business_day())
    try:
        if slot is None:
            refuse("hall.slot", "没有选时段", "请选一个有空位的时段。", "slot")
        key = actions.book(day, form.get("purpose", ""), slot, _second(), by=by(request), party=form.get("party", ""))
    except Refused as refused:
        return today(request, refused.finding)
    row = queries.ticket(key)
    words = f"已预约 {row.day.isoformat()} {queries.clock(row.slot)}，{row.number} 号，{PURPOSES[row.purpose][0]}。到场后请先报到。"
    messages.success(request, words, extra_tags="done")
    return HttpResponseRedirect(f"{reverse('hall')}?day={row.day.isoformat()}&purpose={row.purpose}")


@needs("register.read")
def screen(request: HttpRequest) -> HttpResponse:
    """The screen on the wall: who is called where, and how many wait; it loads itself anew."""
    rows = queries.tickets(installation.business_day())
    called = sorted((row for row in rows if row.state == SERVING), key=lambda row: -row.since)
    waiting = [row for row in rows if row.state == WAITING]
    answer = render(
        request,
        "desk/hall/screen.html",
        {
            "called": _rows(called),
            "waiting": [
                (key, title, [row.number for row in sorted((w for w in waiting if w.purpose == key), key=lambda row: row.place)])
                for key, (title, _) in PURPOSES.items()
            ],
        },
    )
    answer["Refresh"] = (
        "15"  # of the answer, not of the page: it is a screen nobody sits at, and a reader's aid is not thrown about by a mark
    )
    return answer


def _chosen(request: HttpRequest) -> tuple[str, ...]:
    """The purposes a counter serves, by its address: none means any (一窗)."""
    return tuple(key for key in PURPOSES if key in request.GET.get("purposes", ""))


@needs("register.read")
def counter(request: HttpRequest, counter: int, refusal: Finding | None = None) -> HttpResponse:
    """One counter: the number it serves and what may be done with it, and who waits for it."""
    if not 1 <= counter <= COUNTERS:
        raise Http404
    day, chosen = installation.business_day(), _chosen(request)
    now = queries.served_at(day, counter)
    away = [row for row in queries.tickets(day) if row.state in ("absent", "coming")]
    return render(
        request,
        "desk/hall/counter.html",
        {
            "counter": counter,
            "counters": range(1, COUNTERS + 1),
            "now": _rows([now])[0] if now else None,
            "queue": _rows(queries.queue(day, chosen)),
            "away": _rows(away),
            "purposes": [(key, title, key in chosen, _with(chosen, key)) for key, (title, _) in PURPOSES.items()],
            "chosen": "".join(chosen),
            "others": [(key, title) for key, (title, _) in PURPOSES.items() if not now or key != now.purpose],
            "levels": list(REGISTERS["rating"].kinds.items()),
            "may": "register.create" in rights(request),
            "refusal": refusal,
        },
    )


def _with(chosen: tuple[str, ...], key: str) -> str:
    """The address's purposes with one switched."""
    return "".join(one for one in PURPOSES if (one in chosen) != (one == key))


@require_POST
@needs("register.create")
def call(request: HttpRequest, counter: int) -> HttpResponse:
    """Call whoever is next."""
    if not 1 <= counter <= COUNTERS:
        raise Http404
    return _acted(request, counter, lambda: actions.call_next(counter, _chosen(request), _second(), by=by(request)))


@require_POST
@needs("register.create")
def step(request: HttpRequest, ticket_id: int, name: str) -> HttpResponse:
    """A step of a number: arrived, absent, handed, finished (with the matter and its rating), cancelled."""
    if name not in STEPS or name == "called":
        raise Http404
    form = request.POST
    at = whole_number(form.get("counter", ""), digits=2) or 0
    number = form.get("matter_number", "").strip()

    def act() -> None:
        with transaction.atomic():
            actions.step(
                ticket_id,
                name,
                _second(),
                by=by(request),
                counter=at,
                purpose=form.get("purpose", ""),
                matter_number=number,
                text=form.get("text", ""),
            )
            if name == "finished" and form.get("level"):
                _rate(request, number, form["level"], form.get("words", ""))

    return _acted(request, at, act)


def _rate(request: HttpRequest, number: str, level: str, words: str) -> None:
    """Keep what the person thought of the matter: once a matter, and only of one there is."""
    if level not in REGISTERS["rating"].kinds:
        refuse("hall.level", "评价不在选项里", "请在五个评价里选一个。", "level")
    titles = matters.accepted_titles([number])
    if number not in titles:
        refuse("hall.matter", f"没有编号为“{number}”的办件，评价记不上", "请核对办件编号；没有办件的不选评价。", "matter_number")
    if services.rated([number]):
        refuse("hall.rated", f"办件 {number} 已经评价过", "一件评价一次；请去掉评价再按办完。", "level")
    registers.enter("rating", [rating(number, level, words[:160], "评价器", by(request).day, titles[number])], by=by(request))


def _acted(request: HttpRequest, at: int, act: Any) -> HttpResponse:
    """Do it and show the page it came from; a refusal stands on that page."""
    known = 1 <= at <= COUNTERS
    try:
        act()
    except Refused as refused:
        return counter(request, at, refused.finding) if known else today(request, refused.finding)
    if not known:
        return HttpResponseRedirect(reverse("hall"))
    chosen = "".join(_chosen(request))
    return HttpResponseRedirect(reverse("hall_counter", args=[at]) + (f"?purposes={chosen}" if chosen else ""))
