"""The telephones of the demonstration: a provider that really answers over HTTP, and three invented people to come in as."""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import Any, NamedTuple

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from shebao.agency.benefits import queries as benefits
from shebao.agency.contributions import queries as contributions
from shebao.agency.installation import queries as installation
from shebao.agency.people import queries as people
from shebao.agency.public.provider import KEY_BYTES, KEY_NAME, HttpProvider
from shebao.agency.schemes import MAIN
from shebao.agency.store import vault
from shebao.base.months import month_of
from shebao.demo.code_provider import Service

SHOWN = 3
_STARTING = Lock()


class Citizen(NamedTuple):
    """An invented person whose name and number the page prints."""

    who: str
    name: str
    citizen_number: str


@cache
def _service() -> Service:
    return Service(vault.key(KEY_NAME, KEY_BYTES))


def service() -> Service:
    """The provider of this process, started when it is first asked for."""
    with _STARTING:
        return _service()


def provider() -> HttpProvider:
    """The adapter of a demonstration: the provider of this very process, spoken to over HTTP like any other."""
    return HttpProvider(service().url, vault.key(KEY_NAME, KEY_BYTES))


@cache
def citizens() -> tuple[Citizen, ...]:
    """Somebody in payment, and somebody who pays; found once, in order of the register."""
    day = installation.business_day()
    groups = (
        ("正在领养老金的人", benefits.people_in_payment(MAIN, month_of(day))),
        ("正在缴费的人", contributions.payers(MAIN, day.year - 1)),
    )
    chosen = []
    for who, ids in groups:
        alive = [row for row in people.persons(ids[:20]).values() if row.death_date is None]
        if alive:
            person = min(alive, key=lambda row: row.id)
            chosen.append(Citizen(who, person.name, people.citizen_numbers([person.id])[0]))
    return tuple(chosen)


def messages() -> dict[str, Any]:
    """What lies on the telephones: the last codes, and the faces that are asked for."""
    telephones = service().telephones
    faces = [(reference, face) for reference, face in reversed(telephones.faces.items()) if face.passed is None]
    return {"codes": telephones.inbox()[:SHOWN], "faces": faces[:SHOWN]}


@login_not_required
@require_POST
def press(request: HttpRequest, reference: str) -> HttpResponse:
    """The person holds their face to the camera of their telephone."""
    if reference not in service().telephones.faces:
        raise Http404
    service().telephones.press(reference, passed=request.POST.get("passed") == "1")
    back = request.POST.get("back", "")
    return HttpResponseRedirect(
        back if url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()) else "/my/certify/"
    )
