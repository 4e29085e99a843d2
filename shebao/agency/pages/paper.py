"""The yearly statement of an account as a paper: its words, the address that proves it, and its PDF; for the desk and for the person at home."""

from __future__ import annotations

from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from shebao.agency import schemes
from shebao.agency.accounts import records, statements
from shebao.agency.installation import queries as installation
from shebao.agency.people import queries as people

from .qr import Code, code_of

PREFIX = "SHEBAO-PAPER"
_PAPER = (
    "html { font-size: 9.5pt } .seal-block { display: flex } .statement { break-after: page } .statement:last-child { break-after: auto }"
)


def proof_of(request: HttpRequest, said: str) -> Code:
    """The code that leads to the page where a paper's words are held against the records."""
    return code_of(request.build_absolute_uri(f"{reverse('verify')}?said={said.replace('|', '%7C')}"))


def certificate_words(printed: records.Printed) -> str:
    """What the code of a printed certificate says."""
    owner = printed.person_id or printed.employer_id or 0
    return f"{PREFIX}|{statements.CERTIFICATE}|{printed.id}|{owner}|0|{printed.code}"


def paper_of(request: HttpRequest, made: statements.Statement) -> dict[str, Any]:
    """What the paper shows."""
    said = f"{PREFIX}|{statements.STATEMENT}|{made.issue_id}|{made.person_id}|{made.closing_fen}|{made.code}"
    return {
        "made": made,
        "person": people.person(made.person_id),
        "code": proof_of(request, said),
        "address": request.build_absolute_uri(reverse("verify")),
        "words": said.split("|"),
        "agency_name": installation.name(),
        "title": schemes.title(made.scheme),
    }


def pdf_of(papers: list[dict[str, Any]], name: str) -> HttpResponse:
    """Papers as one PDF, a page each."""
    import weasyprint

    sheets = [weasyprint.CSS(filename=str(finders.find(f"css/{css}.css"))) for css in ("tokens", "base", "components", "parts", "print")]
    sheets.append(weasyprint.CSS(string=_PAPER))
    html = render_to_string("pages/statement_pdf.html", {"papers": papers})
    made = weasyprint.HTML(string=html).write_pdf(stylesheets=sheets)
    return HttpResponse(made, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}.pdf"'})
