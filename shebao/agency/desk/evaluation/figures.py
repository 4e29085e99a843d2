"""What the agency states about itself: the form, the spreadsheet with a reason for each bad row, and the matter that two people decide."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shebao.agency.evaluation import imports
from shebao.agency.evaluation import queries as evaluation
from shebao.agency.evaluation.actions import Entered, enter_figures
from shebao.agency.evaluation.catalogue import SCOPES, UNITS, Stated
from shebao.agency.evaluation.catalogue import stated as catalogue
from shebao.agency.pages.access import by, needs, rights
from shebao.agency.pages.export import XLSX, attachment
from shebao.agency.pages.missing import or_missing
from shebao.agency.parameters import queries as parameters
from shebao.agency.procedures import actions
from shebao.base.finding import Refused, refuse
from shebao.core.evaluation.template import load, names

MOST_BYTES = 5_000_000


@needs("evaluation.read")
def stated(request: HttpRequest, agency: str, year: int) -> HttpResponse:
    """What is stated now, and the form to state more; sending it makes a matter."""
    or_missing(lambda: evaluation.name_of(agency, year))
    if request.method != "POST":
        return render(request, "desk/evaluation/figures.html", _page(request, agency, year))
    rows, wrong = _typed(request, agency, year)
    page = _page(request, agency, year, wrong)
    try:
        if wrong:
            refuse("evaluation.form", f"有 {len(wrong)} 处填写不对，见各栏目。", "改正后再提交，其他已填的内容都还在。")
        if not rows:
            refuse("evaluation.nothing", "没有改动任何一项。", "填写或修改后再提交。")
        return _submit(request, agency, year, rows)
    except Refused as refused:
        return render(request, "desk/evaluation/figures.html", page | {"refusal": refused.finding})


@require_POST
@needs("evaluation.create")
def upload(request: HttpRequest, agency: str, year: int) -> HttpResponse:
    """A spreadsheet of figures; refused rows are shown with their reasons, and nothing is sent unless all are right."""
    or_missing(lambda: evaluation.name_of(agency, year))
    file = request.FILES.get("file")
    try:
        if file is None or not file.name:
            refuse("evaluation.file", "没有选择文件。", "请先下载空表，填好后再上传。")
        if (file.size or 0) > MOST_BYTES:
            refuse("evaluation.file", "文件太大。", "只保留填报的几列，另存后再传。")
        with TemporaryDirectory() as folder:
            path = Path(folder) / ("figures" + Path(file.name).suffix.lower()[:6])
            path.write_bytes(file.read())
            read = imports.read(path, name=file.name[:80])
        if read.rejected:
            finding_rows = [(one.row, one.cells, "；".join(one.reasons)) for one in read.rejected]
            return render(
                request,
                "desk/evaluation/figures.html",
                _page(request, agency, year) | {"rejected": finding_rows, "accepted": len(read.rows)},
            )
        return _submit(request, agency, year, read.rows, file.name[:80])
    except Refused as refused:
        return render(request, "desk/evaluation/figures.html", _page(request, agency, year) | {"refusal": refused.finding})


@needs("evaluation.create")
def register(request: HttpRequest) -> HttpResponse:
    """Name the agency, its place and its scheme for a year: what everything else of the report hangs on."""
    known = parameters.places().places
    given = {name: request.POST.get(name, "").strip() for name in ("agency", "year", "name", "place", "template", "document")}
    page: dict[str, Any] = {
        "given": given,
        "places": [(key, one.name) for key, one in known.items()],
        "templates": [(key, load(key).title) for key in names()],
    }
    if request.method == "POST":
        try:
            if not re.fullmatch(r"[a-z0-9-]{2,32}", given["agency"]):
                refuse("evaluation.agency", "单位代号不对", "用 2 至 32 个小写字母、数字或短横，例如 yuntai。", "agency")
            if (
                not re.fullmatch(r"20\d\d", given["year"])
                or given["place"] not in known
                or given["template"] not in names()
                or not given["name"]
            ):
                refuse("evaluation.agency", "年度、名称、地区和方案都要填", "请补全后再提交。")
            rows = [Entered("entered", f"agency.{key}", given[key], "text", given["document"]) for key in ("name", "place", "template")]
            enter_figures(given["agency"], int(given["year"]), rows, by=by(request))
            messages.success(request, "已登记。接着填报预算、编制等单位数据。", extra_tags="done")
            return HttpResponseRedirect(reverse("report_stated", args=[given["agency"], int(given["year"])]))
        except Refused as refused:
            page["refusal"] = refused.finding
    return render(request, "desk/evaluation/register.html", page)


@needs("evaluation.read")
def blank(request: HttpRequest) -> HttpResponse:
    """The empty spreadsheet."""
    response = HttpResponse(imports.template(), content_type=XLSX)
    response["Content-Disposition"] = attachment("填报单位数据.xlsx")
    return response


def _submit(request: HttpRequest, agency: str, year: int, rows: list[dict[str, Any]], name: str = "") -> HttpResponse:
    payload: dict[str, Any] = {"agency": agency, "year": year, "rows": rows} | ({"file_name": name} if name else {})
    matter_id = actions.submit("enter_figures", payload, by=by(request))
    messages.success(request, f"已提交 {len(rows)} 项，由另一人复核后生效。", extra_tags="done")
    return HttpResponseRedirect(reverse("matters_one", args=[matter_id]))


def _typed(request: HttpRequest, agency: str, year: int) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Items that differ from what is stated, and what could not be read; all of them share the document typed above the form."""
    present = _present(agency, year)
    document = request.POST.get("document", "").strip()
    rows, wrong = [], {}
    for known in catalogue().values():
        text = request.POST.get(_field(known), "").strip()
        if not text or text.replace(",", "") == present.get(_field(known), "").replace(",", ""):
            continue
        try:
            rows.append({"scope": known.scope, "key": known.key, "value": imports.typed(known, text), "document": document})
        except Refused as refused:
            wrong[_field(known)] = refused.finding.message
    if rows and not document:
        wrong["document"] = "没有填写依据：这些数写在哪份批复、决算表或文件里？"
    return rows, wrong


def _present(agency: str, year: int) -> dict[str, str]:
    result = {(row.scope, row.key): row.value for row in evaluation.stated(agency, year)}
    return {_field(known): imports.form_value(known, result[pair]) for pair, known in catalogue().items() if pair in result}


def _field(known: Stated) -> str:
    return f"{known.scope}-{known.key}"


def _page(request: HttpRequest, agency: str, year: int, wrong: dict[str, str] | None = None) -> dict[str, Any]:
    present = _present(agency, year)
    groups: dict[str, list[dict[str, Any]]] = {}
    for known in catalogue().values():
        name = _field(known)
        groups.setdefault(known.group, []).append(
            {
                "name": name,
                "title": known.title,
                "unit": UNITS[known.unit],
                "value": request.POST.get(name, present.get(name, "")),
                "wrong": (wrong or {}).get(name, ""),
                "filled": name in present,
            }
        )
    rows = [_row(one, row.value, row.document) for row in evaluation.stated(agency, year) if (one := catalogue().get((row.scope, row.key)))]
    return {
        "agency": agency,
        "year": year,
        "name": evaluation.name_of(agency, year),
        "groups": [_group(title, items, wrong or {}, request) for title, items in groups.items()],
        "whole": sum(map(len, groups.values())),
        "filled": len(present),
        "rows": rows,
        "may": "evaluation.create" in rights(request),
    }


def _group(title: str, items: list[dict[str, Any]], wrong: dict[str, str], request: HttpRequest) -> dict[str, Any]:
    """One section of the form: how far it is, and open where it was just sent and came back."""
    sent = any(item["name"] in request.POST for item in items)
    return {
        "title": title,
        "items": items,
        "filled": sum(item["filled"] for item in items),
        "open": sent,
        "document": request.POST.get("document", "") if sent else "",
        "wrong_document": wrong.get("document", "") if sent else "",
    }


def _row(known: Stated, value: str, document: str) -> dict[str, str]:
    """A stated figure as the list shows it; a rate carries its sign, so it needs no unit."""
    return {
        "title": known.title,
        "scope": SCOPES[known.scope],
        "value": imports.shown(known, value),
        "unit": "" if known.unit == "rate" else UNITS[known.unit],
        "document": document.removesuffix(f"：{known.title}"),
    }
