"""The calculation sheet (核定表) of a decision: every step, its formula in words and figures, and the article behind it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency.benefits import queries as benefits
from shebao.agency.journal import queries as journal
from shebao.agency.people import queries as people

from ..access import needs
from ..found import or_missing
from ..qr import code_of

CONFIDENCE = {"given": ("登记数据", ""), "high": ("已核对原文", "done"), "medium": ("有文件，待核对原文", "waiting"), "low": ("来源较弱", "attention"),
              "unverified": ("未核实", "attention")}
UNITS = {"年月": "", "日期": "", "Yuan": "元"}


@needs("person.read")
def sheet(request: HttpRequest, decision_id: int) -> HttpResponse:
    """What was decided then, rebuilt from what was stored, whatever the rules say now; prints on A4."""
    found = or_missing(lambda: benefits.sheet(decision_id))
    decision = found["decision"]
    person = people.person(decision["person_id"])
    known = {step["name"]: step["title"] for step in found["steps"]}
    numbers = {step["name"]: n for n, step in enumerate(found["steps"], 1)}
    steps = [step | {"number": numbers[step["name"]], "unit": UNITS.get(step["unit"], step["unit"]), "certainty": CONFIDENCE.get(step["confidence"], ("", "")),
                     "inputs": [{"name": name, "title": known[name], "number": numbers[name]} for name in step["from"] if name in known]}
             for step in found["steps"]]
    entry = journal.entry(decision["entry_id"])
    said = f"SHEBAO-SHEET|{decision_id}|{decision['total_fen']}|{found['digest']}|{entry.entry_hash if entry else ''}"
    return render(request, "desk/sheet.html", {"sheet": found, "decision": decision, "person": person, "given": [s for s in steps if not s["expression"]],
                                               "steps": [s for s in steps if s["expression"]], "entry": entry, "code": code_of(said)})
