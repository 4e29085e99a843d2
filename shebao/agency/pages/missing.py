"""Turns a missing object into HTTP 404."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from shebao.base.finding import Refused

T = TypeVar("T")


def or_missing(ask: Callable[[], T | None]) -> T:
    """The answer of a query about one object; raises `Http404` where there is no such object."""
    try:
        answer = ask()
    except (Refused, ObjectDoesNotExist) as none:
        raise Http404 from none
    if answer is None:
        raise Http404
    return answer
