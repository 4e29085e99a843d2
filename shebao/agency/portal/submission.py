"""One submission as somebody fills it in, at home or for an employer: what stands in its fields, and the one that it completes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from shebao.agency.procedures import form as forms
from shebao.agency.public import queries
from shebao.agency.public.models import Submission
from shebao.agency.public.services import Service

BROUGHT = ("scans",)
"""Widgets that bring files, not text."""


def typed(request: HttpRequest, one: Service, follows: Submission | None, brought: tuple[str, ...] = BROUGHT) -> dict[str, Any]:
    """What stands in the fields: as typed, else as the address has it, else as it was sent before, less what was sealed then."""
    names = [field.name for field in one.fields if field.widget not in brought]
    if request.method == "POST":
        return {name: request.POST.get(name, "").strip()[:2000] for name in names}
    if follows is None:
        return {name: request.GET.get(name, "").strip()[:200] for name in names}
    before = forms.as_typed(queries.content_of(follows), one.fields)
    return {name: "" if name in one.sealed else before.get(name, "") for name in names}


def to_complete(
    request: HttpRequest, one: Service, holder_index: bytes, *, person_id: int | None = None, employer_id: int | None = None
) -> Submission | None:
    """The submission that the agency asked to complete, where it is this holder's, about exactly this person or of this employer."""
    text = request.POST.get("follows", "") or request.GET.get("follows", "")
    row = queries.submission(int(text)) if text.isascii() and text.isdigit() and len(text) < 20 else None
    if row is None or bytes(row.applicant_index) != holder_index:
        return None
    mine = person_id in (None, row.person_id) and employer_id in (None, row.employer_id)
    return row if mine and row.state == "asked" and row.service == one.key else None
