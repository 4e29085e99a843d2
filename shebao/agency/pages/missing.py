"""Turning "there is none" of a counter into the page that says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404

from shebao.base.finding import Refused

T = TypeVar("T")


def or_missing(ask: Callable[[], T | None]) -> T:
    """The answer of a question about one object; the 404 page where the object does not exist."""
    try:
        answer = ask()
    except (Refused, ObjectDoesNotExist) as none:
        raise Http404 from none
    if answer is None:
        raise Http404
    return answer
