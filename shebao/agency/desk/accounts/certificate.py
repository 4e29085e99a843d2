"""A certificate as it was printed (参保缴费证明): its text of then, number, and the address that proves it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from shebao.agency.accounts import records, statements
from shebao.agency.pages.access import needs
from shebao.agency.pages.missing import or_missing
from shebao.agency.pages.qr import code_of

from .statement import PREFIX


@needs("person.read")
@never_cache
def one(request: HttpRequest, number: int) -> HttpResponse:
    """The paper, ready to print."""
    printed: records.Printed = or_missing(lambda: records.certificate(number))
    owner = printed.person_id or printed.employer_id or 0
    said = f"{PREFIX}|{statements.CERTIFICATE}|{number}|{owner}|0|{printed.code}"
    address = request.build_absolute_uri(f"{reverse('verify')}?said={said.replace('|', '%7C')}")
    return render(request, "desk/accounts/certificate.html", {"printed": printed, "code": code_of(address), "words": said.split("|")})
