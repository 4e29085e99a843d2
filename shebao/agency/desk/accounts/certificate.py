"""A certificate as it was printed (参保缴费证明): its text of then, number, and the address that proves it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from shebao.agency.accounts import records
from shebao.agency.pages.access import needs
from shebao.agency.pages.missing import or_missing
from shebao.agency.pages.paper import certificate_words, proof_of


@needs("person.read")
@never_cache
def one(request: HttpRequest, number: int) -> HttpResponse:
    """The paper, ready to print."""
    printed: records.Printed = or_missing(lambda: records.certificate(number))
    said = certificate_words(printed)
    return render(
        request, "desk/accounts/certificate.html", {"printed": printed, "code": proof_of(request, said), "words": said.split("|")}
    )
