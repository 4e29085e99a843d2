"""The first page: what waits for me, how far this month is, what needs attention."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency import schemes
from shebao.agency.desk.matters.catalogue import often
from shebao.agency.installation import queries as installation
from shebao.agency.pages.access import me, posts, rights
from shebao.agency.pages.words import GLOSS
from shebao.agency.payout import queries as payout
from shebao.agency.procedures.worklist import worklist
from shebao.agency.schemes import MAIN
from shebao.base import months

from . import beginning, today
from .own import own


def home(request: HttpRequest) -> HttpResponse:
    """Everything on one screen, each line a way to the page that settles it."""
    day, held = installation.business_day(), rights(request)
    now = months.month_of(day)
    month = next((m for m in (months.add_months(now, -1),) if request.GET.get("month") == months.month_text(m)), now)
    waiting = (
        [{"run": run, "title": payout.title(run)} for scheme in schemes.titles() for run in today.runs_waiting(scheme, held)]
        if "payout.read" in held
        else []
    )
    steps = beginning.first_steps(MAIN, held)
    return render(
        request,
        "desk/home/home.html",
        {
            "mine": worklist(me(request), day, most=8),
            "often": often(me(request)),
            "own": own(me(request), day),
            "runs": waiting,
            "month": month,
            "shown_months": [now, months.add_months(now, -1)],
            "stations": today.month_of_business(MAIN, month, held),
            "alerts": [*today.failed_batches(posts(request)), *today.alerts(MAIN, day, held)],
            "paid": today.paid_line(now, held),
            "first_steps": steps,
            "first_step": next((step for step in steps if not step.done), None),
        },
    )


def keys_and_words(request: HttpRequest) -> HttpResponse:
    """The keys of the keyboard and what the words mean."""
    return render(request, "desk/home/help.html", {"gloss": GLOSS})
