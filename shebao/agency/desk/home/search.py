"""Finding by what was typed. It is sent in the body, never in the address: a citizen number has no business in histories and logs."""

from __future__ import annotations

import unicodedata
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from shebao.agency.benefits import queries as benefits
from shebao.agency.installation import queries as installation
from shebao.agency.matters import queries as matters
from shebao.agency.pages.access import rights
from shebao.agency.pages.words import ENTITLEMENT_STATES, state
from shebao.agency.people import queries as people
from shebao.agency.schemes import MAIN
from shebao.base import months
from shebao.base.finding import Refused

UNKNOWN = "没有登记过这个身份证号码，请核对；尚未登记的，先办理参保登记。"
MOST_SUGGESTED = 8
NOT_CARRIED = {"csrfmiddlewaretoken", "back", "q"}


@require_POST
def search(request: HttpRequest) -> HttpResponse:
    """The field in the top bar: a matter number leads to the matter, one person found leads to that person, else the list."""
    text = _typed(request)
    may_see_people = "person.read" in rights(request)
    home = reverse("people" if may_see_people else "matters")
    result = _matter(text) if text else None
    if result is not None:
        return HttpResponseRedirect(reverse("matters_one", args=[result]))
    if may_see_people and is_number(text):
        person = _person(request, text)
        return HttpResponseRedirect(reverse("people_one", args=[person]) if person else home)
    persons = people.search(text, most=2) if may_see_people else []
    if len(persons) == 1:
        return HttpResponseRedirect(reverse("people_one", args=[persons[0].id]))
    return HttpResponseRedirect(f"{home}?{urlencode({'q': text})}" if text else home)


@require_POST
def suggest(request: HttpRequest) -> HttpResponse:
    """Who and which matter the text typed so far may mean, to choose from; a fragment of the page, no numbers in it."""
    text = _typed(request)
    page: dict[str, Any] = {"text": text, "people": [], "matter": _matter(text) if text else None}
    if "person.read" in rights(request) and len(text) > 1 and not is_number(text):
        rows = people.search(text, most=MOST_SUGGESTED + 1)
        states, day = benefits.states_by_person([row.id for row in rows], MAIN), installation.business_day()
        page["people"] = [
            {
                "id": row.id,
                "name": row.name,
                "township": row.township,
                "village": row.village,
                "age": months.age_on(row.birth_date, row.death_date or day),
                "state": "已故" if row.death_date else state(states[row.id], ENTITLEMENT_STATES)[0] if states.get(row.id) else "",
            }
            for row in rows[:MOST_SUGGESTED]
        ]
        page["more"] = len(rows) > MOST_SUGGESTED
    return render(request, "desk/home/suggest.html", page)


@require_POST
def narrow(request: HttpRequest) -> HttpResponse:
    """A list's own search and filters: back to the list, with what may stand in an address. A citizen number becomes the person's id."""
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, None) or "?" in back:
        back = reverse("home")
    pairs = [(name, str(value)) for name, value in request.POST.items() if name not in NOT_CARRIED and value]
    text = _typed(request)
    if is_number(text):
        person = _person(request, text) if "person.read" in rights(request) or "payout.read" in rights(request) else None
        pairs += [("person", str(person))] if person else []
    elif text:
        pairs.append(("q", text))
    return HttpResponseRedirect(f"{back}?{urlencode(pairs)}" if pairs else back)


def _typed(request: HttpRequest) -> str:
    """What was typed; a citizen number pasted in groups loses its blanks."""
    text = request.POST.get("q", "").strip()[:60]
    return "".join(text.split()) if is_number(text) else text


def _matter(text: str) -> int | None:
    """The matter of a number; the year may be left out where it is this one."""
    short = text.isdigit() and len(text) <= 6
    return matters.by_number(f"{installation.business_day().year}-{int(text):06d}" if short else text)


def is_number(text: str) -> bool:
    """Whether a text looks like a citizen number, in whatever width of digits it was typed."""
    return sum(character.isdigit() for character in unicodedata.normalize("NFKC", text)) >= 14


def _person(request: HttpRequest, number: str) -> int | None:
    """The person behind a number; says on the next page where there is none."""
    try:
        result = people.find(number)
    except Refused as refused:
        messages.error(request, f"{refused.finding.message}。{refused.finding.advice}", extra_tags="attention")
        return None
    if result is None:
        messages.error(request, UNKNOWN, extra_tags="attention")
    return result
