"""The three-way reconciliation as pages: files of a month on three sides, every difference, one difference with its way and its letter."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shebao.agency import schemes
from shebao.agency.desk.fund.views import scheme_of
from shebao.agency.fund.camt import BankStatement, read_camt
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import by, needs, rights
from shebao.agency.pages.missing import or_missing
from shebao.agency.procedures import actions as procedures
from shebao.agency.reconciliation import actions, queries
from shebao.agency.reconciliation.actions import NewStep
from shebao.agency.reconciliation.kinds import ASSIGN, CLOSE, LETTER, NOTE, STEPS
from shebao.agency.schemes import MAIN
from shebao.agency.staff import queries as staff
from shebao.base import months
from shebao.base.finding import Finding, Refused, refuse
from shebao.core.books.entries import EXPENDITURE_ACCOUNT

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MONTHS_SHOWN, SETTLED_SHOWN, LARGEST = 12, 30, 16 * 1024 * 1024


@needs("bank_file.read")
def overview(request: HttpRequest) -> HttpResponse:
    """One scheme: a month's files on three sides, and every difference."""
    return _overview(request, scheme_of(request), None)


@needs("bank_file.read")
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Write a difference down and give it to somebody."""
    scheme = request.POST.get("scheme", MAIN)
    try:
        scheme = schemes.of(scheme).KEY
        new = NewStep(ASSIGN, "", _number(request.POST.get("owner", "")), _day(request.POST.get("due_on", "")))
        item = actions.take_up(scheme, request.POST.get("key", ""), new, by=by(request))
    except Refused as refused:
        return _overview(request, scheme if scheme in schemes.titles() else MAIN, refused.finding)
    messages.success(request, "已登记，交给负责人。", extra_tags="done")
    return HttpResponseRedirect(reverse("reconciliation_one", args=[item]))


@needs("fund.create")
@require_POST
def statement(request: HttpRequest) -> HttpResponse:
    """The expenditure account's statement as the bank sends it (camt.053): a matter of reconciliation, for the other of finance to accept."""
    given, scheme = request.FILES.get("statement"), request.POST.get("scheme", MAIN)
    try:
        scheme = schemes.of(scheme).KEY
        if given is None or (given.size or 0) > LARGEST:
            refuse("desk.upload", "没有选择对账单，或文件超过 16 MB", "请选择银行的 camt.053 报文（xml）。", "statement")
        matter = procedures.submit("reconcile_account", _reconciling(request, scheme, read_camt(given.read())), by=by(request))
    except Refused as refused:
        return _overview(request, scheme if scheme in schemes.titles() else MAIN, refused.finding)
    messages.success(request, "对账单已读入，等另一位财务人员复核。", extra_tags="done")
    return HttpResponseRedirect(reverse("matters_one", args=[matter]))


def _reconciling(request: HttpRequest, scheme: str, read: BankStatement) -> dict[str, Any]:
    """What the matter of reconciling asks, from a statement."""
    rows = [
        {"on": line.on.isoformat(), "number": line.number, "in_fen": max(line.fen, 0), "out_fen": max(-line.fen, 0)} for line in read.lines
    ]
    said = {name: request.POST.get(name, "").strip() for name in ("reason", "owner", "due_on")}
    asked: dict[str, Any] = {"account": EXPENDITURE_ACCOUNT, "month": read.month, "balance_fen": read.balance_fen, "rows": rows}
    return {"scheme": scheme, **asked, **{name: text for name, text in said.items() if text}}


@needs("bank_file.read")
def one(request: HttpRequest, item_id: int) -> HttpResponse:
    """One difference and its way."""
    return _one(request, item_id, None)


@needs("bank_file.read")
@require_POST
def step(request: HttpRequest, item_id: int) -> HttpResponse:
    """Note, assign or close."""
    try:
        what = request.POST.get("step", NOTE)
        owner, due = (_number(request.POST.get("owner", "")), _day(request.POST.get("due_on", ""))) if what == ASSIGN else (0, None)
        actions.step(item_id, NewStep(what, request.POST.get("text", ""), owner, due), by=by(request))
    except Refused as refused:
        return _one(request, item_id, refused.finding)
    messages.success(request, f"已登记“{STEPS[what]}”。", extra_tags="done")
    return HttpResponseRedirect(reverse("reconciliation_one", args=[item_id]))


@needs("bank_file.read")
@require_POST
def letter(request: HttpRequest, item_id: int) -> HttpResponse:
    """The letter to the bank; taking it is a step of the difference, where whoever takes it may take steps."""
    from .letter import ASKED, letter_to_bank

    case, day = or_missing(lambda: queries.case(item_id, installation.business_day())), installation.business_day()
    if case.kind not in ASKED:
        raise Http404
    content = letter_to_bank(case, installation.name(), day)
    name = f"核对函-{item_id}.docx"
    if _may(request) and not case.closed:
        actions.step(item_id, NewStep(LETTER, f"打印给银行的函：{case.title}"), by=by(request))
    export.record_download(request, ("reconciliation", item_id), name, content, day)
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = export.attachment(name)
    return response


def _overview(request: HttpRequest, scheme: str, refusal: Finding | None) -> HttpResponse:
    today = installation.business_day()
    month = _month(request, today)
    rows, cases = queries.sides_of(scheme, month, month), queries.cases(scheme, today)
    waiting = [row for row in cases if row.stands and not row.closed]
    settled = [row for row in cases if row not in waiting][:SETTLED_SHOWN]
    names = staff.names({row.owner_id for row in cases if row.owner_id})
    return render(
        request,
        "desk/reconciliation/overview.html",
        {
            "scheme": scheme,
            "schemes": schemes.titles().items(),
            "month": month,
            "months": [months.add_months(months.month_of(today), -back) for back in range(MONTHS_SHOWN)],
            "rows": rows,
            "sums": queries.sums(rows),
            "waiting": [(row, names.get(row.owner_id, ""), row.due_on is not None and row.due_on < today) for row in waiting],
            "settled": [(row, names.get(row.owner_id, "")) for row in settled],
            "late": sum(row.due_on is not None and row.due_on < today for row in waiting),
            "owners": _owners(),
            "may": _may(request),
            "may_reconcile": "fund.create" in rights(request),
            "said": request.POST,
            "today": today,
            "refusal": refusal,
        },
    )


def _one(request: HttpRequest, item_id: int, refusal: Finding | None) -> HttpResponse:
    case = or_missing(lambda: queries.case(item_id, installation.business_day()))
    steps = queries.steps_of(item_id)
    names = staff.names({case.owner_id} | {row.owner_id for row in steps} | {row.member_id for row in steps})
    page: dict[str, Any] = {
        "case": case,
        "owner": names.get(case.owner_id, ""),
        "steps": [(row, STEPS[row.step], names.get(row.owner_id, ""), names.get(row.member_id, "") or "系统定时登记") for row in steps],
        "owners": _owners(),
        "may": _may(request),
        "today": installation.business_day(),
        "refusal": refusal,
        "close": CLOSE,
        "text": request.POST.get("text", ""),
    }
    return render(request, "desk/reconciliation/one.html", page)


def _owners() -> list[tuple[int, str]]:
    """Who may be given a difference: the fund's finance."""
    posts = {"finance_maker", "finance_checker"}
    return [
        (row.id, f"{row.name}（{'、'.join(row.post_titles)}）")
        for row in staff.members()
        if row.is_active and posts.intersection(row.posts)
    ]


def _may(request: HttpRequest) -> bool:
    return bool(rights(request) & {"bank_file.create", "bank_file.review"})


def _month(request: HttpRequest, today: date) -> int:
    try:
        return months.parse_month(request.GET.get("month", ""))
    except Refused:
        return months.month_of(today)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 15 else 0


def _day(text: str) -> date:
    if not text.strip():
        refuse("desk.day", "没有填写期限", "请填写哪天以前办完。", "due_on")
    return months.parse_date(text.strip(), "due_on")
