"""Payment accuracy as pages: samples and drawing one, its strata, progress and report, one payment with its evidence and its answer."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shebao.agency import schemes
from shebao.agency.accuracy import actions, queries
from shebao.agency.accuracy.actions import Found
from shebao.agency.accuracy.estimate import Estimate
from shebao.agency.accuracy.kinds import CAUSES, STRATA, USUAL, VERDICTS
from shebao.agency.benefits import queries as benefits
from shebao.agency.installation import queries as installation
from shebao.agency.pages.access import by, needs, rights
from shebao.agency.pages.missing import or_missing
from shebao.agency.payout import queries as payout
from shebao.agency.people import queries as people
from shebao.agency.schemes import MAIN
from shebao.agency.staff import queries as staff
from shebao.base.finding import Finding, Refused
from shebao.base.money import parse_yuan


@needs("guard.read")
def overview(request: HttpRequest) -> HttpResponse:
    """Every sample; one is drawn from here."""
    return _overview(request, None)


@needs("guard.create")
@require_POST
def draw(request: HttpRequest) -> HttpResponse:
    """Draw a sample."""
    try:
        scheme = schemes.of(request.POST.get("scheme", MAIN)).KEY
        year, size = _number(request.POST.get("year", "")), _number(request.POST.get("size", ""))
        key = actions.draw(scheme, year, request.POST.get("seed", ""), size, by=by(request))
    except Refused as refused:
        return _overview(request, refused.finding)
    messages.success(request, "已抽样。逐笔打开，拿材料核对后填写。", extra_tags="done")
    return HttpResponseRedirect(reverse("accuracy_one", args=[key]))


@needs("guard.read")
@never_cache
def one(request: HttpRequest, sample_id: int) -> HttpResponse:
    """One sample: strata, rows, and the report."""
    sample = or_missing(lambda: queries.sample(sample_id))
    rows, result = queries.rows(sample_id), queries.result(sample_id)
    names = people.person_names({one.row.person_id for one in rows})
    return render(
        request,
        "desk/accuracy/one.html",
        {
            "sample": sample,
            "strata": [(row, STRATA[row.stratum]) for row in queries.strata(sample_id)],
            "rows": [
                (one.row, one.answer, names.get(one.row.person_id, ""), STRATA[one.row.stratum], _verdict(one.answer)) for one in rows
            ],
            "result": result,
            "rates": [(title, value, _rates(value)) for title, value in (("多发", result.over), ("少发", result.under))],
            "member": staff.names([sample.member_id]).get(sample.member_id, "") or "命令",
        },
    )


@needs("guard.read")
@never_cache
def row(request: HttpRequest, sample_id: int, row_id: int) -> HttpResponse:
    """One payment with its evidence; with POST its answer is entered."""
    one = or_missing(lambda: queries.row(row_id))
    if one.row.sample_id != sample_id:
        raise Http404
    refusal = None
    if request.method == "POST":
        try:
            error = request.POST.get("error", "").strip()
            result = Found(
                request.POST.get("verdict", ""),
                request.POST.get("text", ""),
                parse_yuan(error, "相差金额") if error else 0,
                request.POST.get("cause", ""),
            )
            actions.answer(row_id, result, by=by(request))
        except Refused as refused:
            refusal = refused.finding
        else:
            messages.success(request, "已登记核对结果。", extra_tags="done")
            following = next((other.row.pk for other in queries.rows(sample_id) if other.answer is None), None)
            to = reverse("accuracy_row", args=[sample_id, following]) if following else reverse("accuracy_one", args=[sample_id])
            return HttpResponseRedirect(to)
    return render(request, "desk/accuracy/row.html", _evidence(request, one) | {"refusal": refusal, "said": request.POST})


def _evidence(request: HttpRequest, one: queries.Answered) -> dict[str, Any]:
    """What a checker needs beside the papers: the person, the payment, what it rests on, who signed, what the bank said."""
    behind = payout.evidence(one.row.line_id)
    line: Any = behind["line"]
    signed: Any = behind["signed"]
    parts: Any = behind["parts"]
    titles = {part.key: part.title for part in schemes.of(line.scheme).PARTS}
    names = staff.names([line.run.maker_id, *(member for _, member in signed), *([one.answer.member_id] if one.answer else [])])
    return {
        "one": one,
        "behind": behind,
        "person": people.person(one.row.person_id),
        "held": [row for row in benefits.of_person(one.row.person_id) if row["scheme"] == line.scheme],
        "account": next((row for row in people.bank_accounts_of(one.row.person_id) if row.id == line.bank_account_id), None),
        "kind": payout.LINE_KINDS[line.kind],
        "parts": [(titles.get(part, part), fen) for part, fen in parts],
        "signed": [(step, names.get(member, "")) for step, member in signed],
        "maker": names.get(line.run.maker_id, ""),
        "checker": names.get(one.answer.member_id, "") if one.answer else "",
        "stratum": STRATA[one.row.stratum],
        "verdicts": VERDICTS.items(),
        "causes": CAUSES.items(),
        "verdict": _verdict(one.answer),
        "may": "guard.create" in rights(request),
    }


def _overview(request: HttpRequest, refusal: Finding | None) -> HttpResponse:
    rows = [(one, schemes.title(one.scheme), queries.result(one.pk)) for one in queries.samples()]
    page = {
        "rows": rows,
        "refusal": refusal,
        "schemes": schemes.titles().items(),
        "year": installation.business_day().year - 1,
        "size": USUAL,
        "said": request.POST,
        "may": "guard.create" in rights(request),
    }
    return render(request, "desk/accuracy/overview.html", page)


def _rates(value: Estimate | None) -> tuple[str, str, str] | None:
    return None if value is None else (_percent(value.rate), _percent(value.low), _percent(value.high))


def _percent(millionths: int) -> str:
    return f"{millionths // 10_000}.{millionths % 10_000:04d}%"


def _verdict(answer: Any) -> tuple[str, str]:
    """(word, tone)."""
    if answer is None:
        return "待核对", "waiting"
    return VERDICTS[answer.verdict], "done" if answer.verdict == "correct" else "stopped"


def _number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 9 else 0
