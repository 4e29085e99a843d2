"""The first page: what waits for me, how far this month is, what needs attention."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from ..words import GLOSS


def home(request: HttpRequest) -> HttpResponse:
    """Home."""
    return render(request, "desk/home.html")


def keys_and_words(request: HttpRequest) -> HttpResponse:
    """The keys of the keyboard and what the words mean."""
    return render(request, "desk/help.html", {"gloss": GLOSS})
