"""The yearly statements of one's own account (权益记录单), each with the address that proves it."""

from __future__ import annotations

import importlib.util

from django.http import Http404, HttpRequest, HttpResponse

from shebao.agency import schemes
from shebao.agency.accounts import queries as accounts
from shebao.agency.accounts import statements
from shebao.agency.pages.missing import or_missing
from shebao.agency.pages.paper import paper_of, pdf_of
from shebao.agency.portal.access import Visitor, at_home, shown


@at_home("statements")
def listed(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The years for which there is one."""
    held = {scheme for scheme, _, _ in accounts.held_by(visitor.person_id)} if visitor.person_id else set()
    rows = [(one, schemes.title(one.scheme)) for one in statements.issues() if not one.void and one.scheme in held]
    return shown(request, visitor, "statements", {"rows": rows, "can_pdf": importlib.util.find_spec("weasyprint") is not None})


@at_home("statement")
def pdf(request: HttpRequest, visitor: Visitor, scheme: str, year: int) -> HttpResponse:
    """One of them as a PDF of one A4 page."""
    if scheme not in schemes.titles() or not visitor.person_id or importlib.util.find_spec("weasyprint") is None:
        raise Http404
    made: statements.Statement = or_missing(lambda: statements.statement(visitor.person_id, scheme, year))
    return pdf_of([paper_of(request, made)], f"statement-{year}")
