"""Addresses of the interface: version 1, and what is said at an address there is not."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from shebao.base.finding import Finding

from .problems import problem
from .schema import make
from .v1 import (
    benefits,
    certification,
    contributions,
    employers,
    exchange,
    journal,
    law,
    matters,
    payout,
    people,
    statistics,
    token,
    transfers,
)

api = make()
ROUTERS = (
    ("/token", token),
    ("/people", people),
    ("/employers", employers),
    ("/contributions", contributions),
    ("/benefits", benefits),
    ("/payout", payout),
    ("/certification", certification),
    ("/transfers", transfers),
    ("/matters", matters),
    ("/exchange", exchange),
    ("/statistics", statistics),
    ("/law", law),
    ("/journal", journal),
)
for prefix, module in ROUTERS:
    api.add_router(prefix, module.router)


@login_not_required
def missing(request: HttpRequest) -> HttpResponse:
    """No address of the interface."""
    return problem(Finding("api.missing", "没有这个地址", advice="请照接口文档核对地址。"))


def _open(patterns: list[Any]) -> list[Any]:
    """The door of staff does not lead to the interface: who may come in is asked by its own tokens."""
    for one in patterns:
        login_not_required(one.callback)
    return patterns


_patterns, _app, _namespace = api.urls
urlpatterns = [
    path("api/v1/", (_open(_patterns), _app, _namespace)),
    re_path(r"^api/", missing, name="api_missing"),
]
