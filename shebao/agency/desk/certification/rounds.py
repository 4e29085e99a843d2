"""Rounds of certification as pages: how far each village is, the door-to-door list to print, and the door of an online provider."""

from __future__ import annotations

import time

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from shebao.agency import schemes
from shebao.agency.certification import actions, online, queries
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.pages.access import needs
from shebao.agency.pages.missing import or_missing
from shebao.agency.people import queries as people
from shebao.base.digits import whole_number
from shebao.base.finding import Refused

MOST_VISITS = 500
"""How many people one door-to-door list prints."""


@needs("person.read")
def one(request: HttpRequest, round_id: int) -> HttpResponse:
    """A round by village; with a village asked for, the list of whom to visit there."""
    row, day = or_missing(lambda: queries.round_of(round_id)), installation.business_day()
    villages = queries.progress(row, day)
    asked = whole_number(request.GET.get("village", ""), digits=9)
    chosen = next((one for one in villages if one.village_id == asked), None)
    left = queries.left_in(row, day, chosen.village_id).tolist() if chosen else []
    return render(
        request,
        "desk/certification/round.html",
        {
            "row": row,
            "scheme": schemes.title(row.scheme),
            "villages": villages,
            "in_payment": sum(one.in_payment for one in villages),
            "certified": sum(one.certified for one in villages),
            "village": chosen,
            "visits": sorted(people.persons(left[:MOST_VISITS]).values(), key=lambda person: person.name),
            "more": max(len(left) - MOST_VISITS, 0),
        },
    )


@csrf_exempt
@require_POST
@login_not_required
def callback(request: HttpRequest) -> JsonResponse:
    """What an online provider says: 401 unsigned, 422 with a sentence where it cannot be taken, 200 with the event's number."""
    if int(request.headers.get("Content-Length") or 0) > online.MOST_BYTES:
        return JsonResponse({"message": "报文太长。"}, status=413)
    body = request.body
    sent, nonce, said = (request.headers.get(f"X-Shebao-{name}", "") for name in ("Time", "Nonce", "Signature"))
    if not online.signed(sent, nonce, body, said, time.time()):
        return JsonResponse({"message": "签名不对，或报文的时间相差五分钟以上。"}, status=401)
    by = By(None, installation.business_day())
    try:
        return JsonResponse({"event": actions.take_reply(body, by=by)})
    except Refused as refused:
        actions.refuse_reply(body, refused, by=by)
        return JsonResponse({"message": refused.finding.message}, status=422)
