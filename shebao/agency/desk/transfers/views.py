"""Transfers as a board: open cases by the working days they have left, packets taken in, one case with its way and its packets."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.pages import export
from shebao.agency.pages.access import me, needs, rights
from shebao.agency.pages.missing import or_missing
from shebao.agency.people import queries as people
from shebao.agency.procedures.transfers.exchange import take_packet
from shebao.agency.transfers import packets
from shebao.agency.transfers import queries as transfers
from shebao.agency.transfers.kinds import DIRECTIONS, KINDS, OPEN, PACKETS, STATES
from shebao.base.finding import Finding, Refused

DONE_SHOWN = 30
NEXT = {"letter_received": ("answer_transfer_out", True), "info_received": ("receive_transfer", False)}
"""State of a case → the matter that takes it on, and whether it takes a list."""


@needs("person.read")
def board(request: HttpRequest) -> HttpResponse:
    """The board; a packet handed in with POST is taken in and its case shown."""
    refusal: Finding | None = None
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is None:
                raise Refused(Finding("transfers.packet", "没有选择文件", advice="请选择对方机构发来的电子件。", where="file"))
            case_id = take_packet(file.read(packets.LARGEST + 1), by=By(me(request), installation.business_day()))
            return redirect("transfers_one", case_id)
        except Refused as refused:
            refusal = refused.finding
    today, rows = installation.business_day(), transfers.cases()
    names = people.person_names({row.person_id for row in rows})
    open_ones = [_shown(row, names, today) for row in rows if row.state in OPEN]
    open_ones.sort(key=lambda one: (one["left"] is None, one["left"] or 0))
    return render(
        request,
        "desk/transfers/board.html",
        {
            "groups": [(STATES[state].title, [one for one in open_ones if one["row"].state == state]) for state in OPEN],
            "done": [_shown(row, names, today) for row in rows if row.state not in OPEN][:DONE_SHOWN],
            "late": sum(1 for one in open_ones if one["left"] is not None and one["left"] < 0),
            "counts": _counts(today.year),
            "year": today.year,
            "refusal": refusal,
        },
        status=422 if refusal else 200,
    )


def _shown(row: transfers.CaseRow, names: dict[int, str], today: date) -> dict[str, Any]:
    due = row.due()
    left = transfers.days_left(due, today)
    return {
        "row": row,
        "name": names.get(row.person_id, ""),
        "direction": DIRECTIONS[row.direction],
        "state": STATES[row.state],
        "due": due,
        "left": left,
        "tone": "stopped" if left is not None and left < 0 else "attention" if left is not None and left <= 3 else "waiting",
        "late": -left if left is not None and left < 0 else 0,
    }


def _counts(year: int) -> list[tuple[str, int, int]]:
    """Kind → cases done in and out in a year."""
    counts = transfers.counts(year)
    titles = {key: kind.title for key, kind in KINDS.items()} | {"medical": "医疗保险（只计件）"}
    return [
        (title, counts.get(("in", key), 0), counts.get(("out", key), 0))
        for key, title in titles.items()
        if ("in", key) in counts or ("out", key) in counts
    ]


@needs("person.read")
def one(request: HttpRequest, case_id: int) -> HttpResponse:
    """One case."""
    row = or_missing(lambda: transfers.case(case_id))
    key, takes_list = NEXT.get(row.state, ("", False))
    following = f"{reverse('matters_list' if takes_list else 'matters_form', args=[key])}?case_id={case_id}" if key else ""
    return render(
        request,
        "desk/transfers/case.html",
        {
            **_shown(row, people.person_names([row.person_id]), installation.business_day()),
            "lead": f"{row.title}，{'省内' if row.same_province else '跨省'}，{row.other_place}，{row.other_agency}。",
            "steps": [(STATES[state], on, note) for state, on, note in transfers.steps_of(case_id)],
            "packets": [(PACKETS[kind], kind, sent, digest) for kind, sent, digest in transfers.packets_of(case_id)],
            "years": [year for year in transfers.years_of(row.person_id, KINDS[row.kind].to_scheme) if year[0] == case_id],
            "following": following,
            "may_cancel": row.state in ("letter_sent", "letter_received"),
        },
    )


@require_POST
@needs("person.read")
def download(request: HttpRequest, case_id: int, kind: str) -> HttpResponse:
    """A packet we sent, for whoever accepts matters; taking it is journalled."""
    content = transfers.packet(case_id, kind, sent=True) if kind in PACKETS else None
    if content is None or "person.create" not in rights(request):
        raise Http404
    name = f"transfer-{case_id}-{kind}.json"
    export.record_download(request, ("transfer", case_id), name, content, installation.business_day())
    response = HttpResponse(content, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
