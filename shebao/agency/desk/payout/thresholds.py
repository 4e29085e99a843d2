"""The guard's thresholds as they are today, for whoever signs, looks or asks for another one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency import schemes
from shebao.agency.installation import queries as installation
from shebao.agency.pages.access import needs, rights
from shebao.agency.payout import queries


def thresholds(request: HttpRequest) -> HttpResponse:
    """Every threshold of every scheme with its range, who set it, and what is still to come; also for those who keep the standards."""
    return _page(request) if "parameters.read" in rights(request) else _of_payout(request)


def _page(request: HttpRequest) -> HttpResponse:
    rows = queries.threshold_rows(installation.business_day())
    by_scheme = [(title, [row for row in rows if row.scheme == scheme]) for scheme, title in schemes.titles().items()]
    return render(request, "desk/payout/thresholds.html", {"by_scheme": by_scheme})


_of_payout = needs("payout.read")(_page)
