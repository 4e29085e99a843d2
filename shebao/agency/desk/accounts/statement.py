"""The yearly statement of an account (个人权益记录单): page, PDF with an address that proves it, the print file of a whole issue, a village's PDF."""

from __future__ import annotations

import importlib.util

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from openpyxl import Workbook

from shebao.agency import schemes
from shebao.agency.accounts import statements
from shebao.agency.accounts.kinds import CHANNELS
from shebao.agency.journal import actions as journal
from shebao.agency.pages.access import by, needs
from shebao.agency.pages.export import XLSX
from shebao.agency.pages.missing import or_missing
from shebao.agency.pages.paper import paper_of, pdf_of
from shebao.agency.people import queries as people
from shebao.agency.store.columns import int_column
from shebao.base.money import yuan_text

MOST_LISTED, MOST_PRINTED = 100_000, 300


@needs("person.read")
@never_cache
def one(request: HttpRequest, person_id: int, scheme: str, year: int) -> HttpResponse:
    """One person's statement of a year; missing where none was issued."""
    page = {
        "papers": [paper_of(request, _statement(person_id, scheme, year))],
        "can_pdf": importlib.util.find_spec("weasyprint") is not None,
    }
    return render(request, "desk/accounts/statement.html", page | {"person": people.person(person_id), "scheme": scheme, "year": year})


def _statement(person_id: int, scheme: str, year: int) -> statements.Statement:
    if scheme not in schemes.titles():
        raise Http404
    made: statements.Statement = or_missing(lambda: statements.statement(person_id, scheme, year))
    return made


@needs("person.read")
def as_pdf(request: HttpRequest, person_id: int, scheme: str, year: int) -> HttpResponse:
    """The statement as a PDF of one A4 page."""
    return pdf_of([paper_of(request, _statement(person_id, scheme, year))], f"statement-{person_id}-{year}")


@needs("person.read")
@never_cache
def issues(request: HttpRequest) -> HttpResponse:
    """Every issue of statements, with its print file and the villages to print."""
    rows = [(row, schemes.title(row.scheme), CHANNELS[row.channel]) for row in statements.issues()]
    return render(request, "desk/accounts/statements.html", {"rows": rows, "villages": people.village_names(), "most": MOST_PRINTED})


def _issue(issue_id: int) -> statements.Issue:
    standing = [row for row in statements.issues() if row.id == issue_id and not row.void]
    if not standing:
        raise Http404
    return standing[0]


@needs("person.unmask")
@require_POST
def print_list(request: HttpRequest, issue_id: int) -> HttpResponse:
    """The print file of an issue for the post or the printing house: a row a person, numbers masked; the journal keeps who took it."""
    issue = _issue(issue_id)
    table = statements.year_table(issue.scheme, issue.year, issue.entry_id)
    ids = table["person_id"][:MOST_LISTED]
    known = people.persons(ids)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(f"{issue.year}年权益记录单")
    sheet.append(["姓名", "公民身份号码（遮住）", "乡镇", "村（社区）", "年初储存额（元）", "年末储存额（元）", "核验码"])
    columns = (ids.tolist(), table["opening"].tolist(), table["closing"].tolist())
    for person_id, opening, closing in zip(*columns, strict=False):
        person = known[person_id]
        code = statements.code_of(statements.STATEMENT, issue.id, person_id, closing)
        sheet.append([person.name, person.citizen_masked, person.township, person.village, yuan_text(opening), yuan_text(closing), code])
    body = {"list": "statements", "issue": issue_id, "rows": int(ids.size)}
    with transaction.atomic():
        journal.record("desk.print_statements", by=by(request), subject=("list", 0), body=body)
    name = f"{schemes.title(issue.scheme)}{issue.year}年权益记录单印制名单.xlsx"
    response = HttpResponse(content_type=XLSX, headers={"Content-Disposition": content_disposition_header(True, name)})
    book.save(response)
    return response


@needs("person.read")
def village_pdf(request: HttpRequest, issue_id: int, village_id: int) -> HttpResponse:
    """The statements of a village's people in one PDF, a page each."""
    issue = _issue(issue_id)
    table = statements.year_table(issue.scheme, issue.year, issue.entry_id)
    known = people.persons(table["person_id"][:MOST_LISTED])
    mine = [person for person, row in known.items() if row.village_id == village_id][:MOST_PRINTED]
    made = statements.statements(int_column(mine), issue.scheme, issue)
    if not made:
        raise Http404
    return pdf_of([paper_of(request, row) for row in made], f"statements-{issue_id}-{village_id}")
