"""Satisfaction surveys as pages: their results, links to hand out, paper to key in; and the page that a person answers on, without a login.

A survey is begun, closed and given up by a matter that two people decide (满意度调查); these pages lead there.
"""

from __future__ import annotations

from fractions import Fraction
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST
from openpyxl import Workbook

from shebao.agency.benefits import queries as benefits
from shebao.agency.evaluation import queries as evaluation
from shebao.agency.evaluation import surveys
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import by, needs, rights
from shebao.agency.pages.missing import or_missing
from shebao.agency.schemes import MAIN
from shebao.base.finding import Refused, refuse
from shebao.base.months import add_months, month_of, month_text
from shebao.core.evaluation.score import plain
from shebao.core.evaluation.survey import QUESTIONS, SCALE, Result, size_for

FIVE_PER_CENT = Fraction(5, 100)


@needs("evaluation.read")
def listed(request: HttpRequest, agency: str, year: int, refusal: Any = None) -> HttpResponse:
    """The surveys of a year with their results, and the way to the matter that draws one."""
    name = or_missing(lambda: evaluation.name_of(agency, year))
    month = add_months(month_of(installation.business_day()), -1)
    population = benefits.recipients(MAIN, month)
    size = size_for(population, FIVE_PER_CENT)
    match: list[dict[str, Any]] = [
        {
            "survey": survey,
            "result": (result := surveys.result(survey)),
            "drawn": surveys.drawn_from(survey),
            "share": _per_cent(result.share),
            "margin": _per_cent(result.margin),
            "questions": _by_question(result),
        }
        for survey in surveys.listed(agency, year)
    ]
    return render(
        request,
        "desk/evaluation/surveys.html",
        {
            "agency": agency,
            "year": year,
            "name": name,
            "found": match,
            "refusal": refusal,
            "may": "evaluation.create" in rights(request),
            "may_ask": "audit.create" in rights(request),
            "may_print": "person.read" in rights(request),
            "month": month_text(month),
            "population": population,
            "size": size,
            "draw": urlencode(
                {"what": "start", "agency": agency, "month": month_text(month), "size": size, "seed": year * 10000 + month % 100}
            ),
            "running": any(row["survey"].open for row in match),
            "scale": SCALE,
            "asked": QUESTIONS,
        },
    )


def _per_cent(share: Fraction | None) -> str:
    return "—" if share is None else f"{plain(share * 100, 2)}%"


def _by_question(result: Result) -> list[dict[str, Any]]:
    return [{"text": text, "counts": [result.by_question[key][code] for code, _ in SCALE]} for key, text in QUESTIONS]


@require_POST
@needs("evaluation.create")
def paper(request: HttpRequest, survey_id: int) -> HttpResponse:
    """Key in returned sheets: one a line, a digit a question, 0 where it was left open."""
    survey = or_missing(lambda: surveys.one(survey_id))
    try:
        sheets = [
            _sheet(number, line.strip()) for number, line in enumerate(request.POST.get("sheets", "").splitlines(), 1) if line.strip()
        ]
        entered = surveys.enter_paper(survey_id, sheets, by=by(request))
    except Refused as refused:
        return listed(request, survey.agency, survey.year, refused.finding)
    messages.success(request, f"录入 {entered} 份。", extra_tags="done")
    return HttpResponseRedirect(reverse("report_surveys", args=[survey.agency, survey.year]))


def _sheet(number: int, line: str) -> dict[str, str]:
    if len(line) != len(QUESTIONS) or not line.isascii() or not line.isdigit() or any(digit > "5" for digit in line):
        refuse(
            "survey.paper",
            f"第 {number} 行“{line[:20]}”不对",
            f"每行 {len(QUESTIONS)} 个数字，依次是各题的选项 1 至 5，没有作答的写 0。",
            "sheets",
        )
    return {key: digit for (key, _), digit in zip(QUESTIONS, line, strict=True) if digit != "0"}


@require_POST
@needs("person.read")
def links(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The list of links as a spreadsheet; taking it is journalled."""
    survey = or_missing(lambda: surveys.one(survey_id))
    rows = surveys.links(survey_id)
    known = surveys.invited_names(survey, [drawn for _, drawn, _, _ in rows])
    book = Workbook(write_only=True)
    sheet = book.create_sheet("问卷链接")
    for letter, width in zip("ABCDE", (10, 12, 24, 72, 10), strict=True):
        sheet.column_dimensions[letter].width = width
    sheet.append(["样本号", "姓名", "村（社区）", "链接", "是否已答"])
    for number, drawn, token, used in rows:
        sheet.append(
            [
                number,
                *known.get(drawn, ("", "")),
                request.build_absolute_uri(reverse("survey", args=[token])),
                "已答" if used else "",
            ]
        )
    out = BytesIO()
    book.save(out)
    export.record_download(request, ("survey", survey_id), f"survey-{survey_id}-links.xlsx", out.getvalue(), installation.business_day())
    response = HttpResponse(out.getvalue(), content_type=export.XLSX)
    response["Content-Disposition"] = export.attachment(f"满意度调查-{survey_id}-链接.xlsx")
    return response


@needs("evaluation.read")
def blank(request: HttpRequest, survey_id: int) -> HttpResponse:
    """The questionnaire to print."""
    survey = or_missing(lambda: surveys.one(survey_id))
    return render(
        request,
        "desk/evaluation/survey_sheet.html",
        {"survey": survey, "questions": QUESTIONS, "scale": SCALE, "name": evaluation.name_of(survey.agency, survey.year)},
    )


@login_not_required
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The questionnaire for the person who was drawn. Whoever opens it sees no name, and the answer keeps none."""
    if len(token) > 40:
        raise Http404
    given = {key: request.POST.get(key, "") for key, _ in QUESTIONS}
    page: dict[str, Any] = {
        "questions": [(key, text, [(code, word, given[key] == code) for code, word in SCALE]) for key, text in QUESTIONS]
    }
    try:
        page["survey"] = surveys.invitation(token).survey
        if request.method == "POST":
            if not given["overall"]:
                page["missing"] = True
            else:
                surveys.answer(token, given, day=installation.business_day())
                page["thanks"] = True
    except Refused as refused:
        page["refusal"] = refused.finding
    return render(request, "desk/evaluation/survey_answer.html", page)
