"""The full numbers of a matter, shown once to whoever decides it, with a purpose."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shebao.agency.pages.access import by
from shebao.agency.procedures import numbers
from shebao.base.finding import Refused

from .views import may_read, page_of


@require_POST
@never_cache
def of_matter(request: HttpRequest, matter_id: int) -> HttpResponse:
    """The matter's page with its full numbers; the purpose is in the journal before they are shown."""
    may_read(request, matter_id)
    purpose = request.POST.get("purpose", "")
    try:
        shown = numbers.reveal(matter_id, purpose, by=by(request))
    except Refused as refused:
        return render(request, "desk/matters/matter.html", page_of(request, matter_id) | {"refusal": refused.finding, "purpose": purpose})
    return render(request, "desk/matters/matter.html", page_of(request, matter_id) | {"full_numbers": shown})
