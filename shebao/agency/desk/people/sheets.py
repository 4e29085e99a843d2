"""The calculation sheet (核定表) of a decision: every step, its formula in words and figures, and the article behind it."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shebao.agency import schemes
from shebao.agency.benefits import queries as benefits
from shebao.agency.installation import queries as installation
from shebao.agency.journal import queries as journal
from shebao.agency.pages.access import by, needs
from shebao.agency.pages.missing import or_missing
from shebao.agency.pages.qr import code_of
from shebao.agency.pages.sheet_lines import CONFIDENCE, UNITS
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import actions
from shebao.agency.people import queries as people
from shebao.base.dated import Places
from shebao.base.finding import Refused
from shebao.base.money import separated, yuan_text
from shebao.base.months import month_of, month_text
from shebao.core.comparison import WORDS, differences
from shebao.core.policy.calculation import calculate
from shebao.core.sheet import Sheet

_PAPER = (
    "html { font-size: 8.5pt } .sign-row { display: flex } .sign-row > div { flex: 1; margin-right: 8mm } .seal-block { display: flex } "
    ".state { display: inline; border: 0; padding: 0; white-space: nowrap } .state::before { content: none } .facts-table td:last-child { width: 22mm }"
)
"""What the PDF needs beside the print style: smaller type, so that a sheet is one or two pages, and rows side by side."""
NO_TABLE = "没有"
"""How a table of which the place has no row is written on a sheet."""


@needs("person.read")
def sheet(request: HttpRequest, decision_id: int) -> HttpResponse:
    """What was decided then, rebuilt from what was stored, whatever the rules say now; prints on A4."""
    return render(request, "desk/people/sheet.html", _page(decision_id) | {"can_pdf": importlib.util.find_spec("weasyprint") is not None})


def _in_words(step: Mapping[str, Any], absent: Mapping[str, str]) -> str:
    """A formula with this person's figures. absent: name of a table that the place has none of → its title."""
    if (table := next((absent[name] for name in step["from"] if name in absent), "")) and f"“{NO_TABLE}”" in step["figures"]:
        return f"当地没有“{table}”，按 0 计"
    return separated(step["figures"])


def _page(decision_id: int, full_number: str = "") -> dict[str, Any]:
    """Everything the sheet shows, on screen and on paper. full_number: shown in place of the masked one, for the archive's copy."""
    result = or_missing(lambda: benefits.sheet(decision_id))
    decision = result["decision"]
    known = {step["name"]: step["title"] for step in result["steps"]}
    numbers = {step["name"]: n for n, step in enumerate(result["steps"], 1)}
    titles = {step["name"]: step["title"] for step in result["steps"] if step["value"] == NO_TABLE}
    scans = scans_by_source()
    steps = [
        step
        | {
            "number": numbers[step["name"]],
            "scan": scans.get(step["source"]),
            "unit": UNITS.get(step["unit"], step["unit"]),
            "value": separated(step["value"]),
            "figures": _in_words(step, titles),
            "certainty": CONFIDENCE.get(step["confidence"], ("", "")),
            "inputs": [{"name": name, "title": known[name], "number": numbers[name]} for name in step["from"] if name in known],
        }
        for step in result["steps"]
    ]
    entry = journal.entry(decision["entry_id"])
    said = f"SHEBAO-SHEET|{decision_id}|{decision['total_fen']}|{result['digest']}|{entry.entry_hash if entry else ''}"
    return {
        "sheet": result,
        "decision": decision,
        "person": people.person(decision["person_id"]),
        "full_number": full_number,
        "given": [s for s in steps if not s["expression"]],
        "steps": [s for s in steps if s["expression"]],
        "entry": entry,
        "code": code_of(said),
        "notes": list(dict.fromkeys(part for note in result["notes"] for part in note.split("；"))),
        "agency_name": installation.name(),
    }


def scans_by_source() -> dict[str, tuple[str, str]]:
    """Document, as sheets name it → (key, digest) of the scan with which a value under that document was entered."""
    entered, places = parameters.documents(), parameters.places().places
    result = {document: (key, digest) for (key, _, _, document), digest in entered.items()}
    return result | {
        f"{document}（{places[at].name}，{first} 起）": (key, digest) for (key, at, first, document), digest in entered.items()
    }


@needs("person.read")
def as_json(request: HttpRequest, decision_id: int) -> HttpResponse:
    """The sheet as data, in the shape of `shebao explain --json`."""
    result = or_missing(lambda: benefits.sheet(decision_id))
    return JsonResponse(
        {key: value for key, value in result.items() if key != "decision"}, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )


@needs("person.read")
def as_pdf(request: HttpRequest, decision_id: int) -> HttpResponse:
    """The sheet as a PDF of A4 pages, from the same words and the same print style as the page."""
    return _pdf(decision_id, _page(decision_id))


@needs("person.unmask")
@require_POST
@never_cache
def for_archive(request: HttpRequest, decision_id: int) -> HttpResponse:
    """The PDF with the full citizen number, as the archive keeps it, once the purpose is in the journal."""
    purpose = request.POST.get("purpose", "")
    person_id = or_missing(lambda: benefits.decision(decision_id))["person_id"]
    try:
        number = actions.unmask(person_id, purpose, by=by(request))
    except Refused as refused:
        return render(
            request, "desk/people/sheet.html", _page(decision_id) | {"can_pdf": True, "refusal": refused.finding, "purpose": purpose}
        )
    return _pdf(decision_id, _page(decision_id, number))


def _pdf(decision_id: int, page: dict[str, Any]) -> HttpResponse:
    import weasyprint

    sheets = [weasyprint.CSS(filename=str(finders.find(f"css/{name}.css"))) for name in ("tokens", "base", "components", "parts", "print")]
    sheets.append(weasyprint.CSS(string=_PAPER))
    made = weasyprint.HTML(string=render_to_string("desk/people/sheet_pdf.html", page)).write_pdf(stylesheets=sheets)
    return HttpResponse(
        made, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="sheet-{decision_id}.pdf"'}
    )


def _computed(decision: dict[str, Any], before: Sheet, born: date, places: Places) -> Sheet:
    """The sheet of the same facts under these values; a standing award is made again from what it was made from."""
    if decision["standing"]:
        return schemes.award_again(decision["scheme"], before.calculation, decision["inputs"], installation.place(), places)
    facts = {
        "month": month_text(month_of(before.on)),
        "birth": month_text(month_of(born)),
        "paid_years": str(decision["paid_years"]),
        "account_balance": yuan_text(decision["account_at_claim_fen"]),
    }
    return calculate(before.calculation, installation.place(), facts, places, strict=False).sheet


@needs("person.read")
def again(request: HttpRequest, decision_id: int) -> HttpResponse:
    """The same facts computed with what was known on a day: the same to the fen, or the difference with its causes."""
    result = or_missing(lambda: benefits.decision(decision_id))
    person = people.person(result["person_id"])
    try:
        known = date.fromisoformat(request.GET.get("known", ""))
    except ValueError:
        known = installation.business_day()
    before = benefits.stored_sheet(decision_id)
    page: dict[str, Any] = {"decision": result, "person": person, "known": known, "before_total": before.step("total").value}
    try:
        after = _computed(result, before, person.birth_date, parameters.known_on(known))
    except Refused as refused:
        return render(request, "desk/people/sheet_again.html", page | {"finding": refused.finding})
    rows = [
        {
            "title": d.title,
            "before": d.before,
            "after": d.after,
            "reason": d.reason,
            "words": WORDS[d.reason],
            "source_after": d.source_after,
        }
        for d in differences(before, after)
        if d.before and d.after and d.before != d.after
    ]
    return render(request, "desk/people/sheet_again.html", page | {"after": after, "after_total": after.step("total").value, "rows": rows})
