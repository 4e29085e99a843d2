"""The law as pages: every calculation with its rules and worked examples, every parameter over time, and "what if" on a case."""

from __future__ import annotations

import importlib
import importlib.util
import inspect
import json
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency.desk.people.sheets import scans_by_source
from shebao.agency.installation import queries as installation
from shebao.agency.pages.sheet_lines import CONFIDENCE, UNITS
from shebao.agency.pages.words import CASE_INPUTS, CHAPTERS, LEGAL_WORDS, WORDS_OF_KEY, word
from shebao.agency.parameters import queries as parameters
from shebao.agency.procedures.office import table_text
from shebao.base.dated import FOREVER, MissingValue, Places, Value
from shebao.base.finding import Finding, Refused
from shebao.core.policy.calculation import Answer, Calculation, calculate, calculations
from shebao.core.policy.cases import Case, place_of_case
from shebao.core.policy.examples import examples
from shebao.core.policy.keys import Key, all_keys
from shebao.core.sheet import Sheet

_UNIT_WORDS = {
    "Yuan": "元",
    "Months": "个月",
    "Years": "年",
    "Ratio": "比例",
    "Persons": "人",
    "Divisor": "个月",
    "Table": "表",
    "Month": "年月",
    "Text": "文字",
    "Count": "",
    "Index": "",
    "Days": "天",
}


def chapter_of(calculation: Calculation) -> tuple[str, str]:
    """(folder, Chinese title) of the chapter a calculation stands in."""
    folder = calculation.function.__module__.split(".")[3]
    return folder, chapter_title(folder)


def chapter_title(folder: str) -> str:
    """The Chinese title of a chapter of the law."""
    return word(folder, CHAPTERS)


def index(request: HttpRequest) -> HttpResponse:
    """Chapters with their calculations, and where the parameters are."""
    chapters: dict[str, dict[str, Any]] = {}
    for calculation in calculations().values():
        folder, title = chapter_of(calculation)
        entry = chapters.setdefault(folder, {"title": title, "rows": []})
        entry["rows"].append({"calculation": calculation, "examples": len(examples().get(calculation.name, ()))})
    return render(
        request,
        "desk/law/law.html",
        {
            "chapters": sorted(chapters.values(), key=lambda c: c["title"]),
            "keys": len(all_keys()),
            "calculations": len(calculations()),
            "cases": sum(map(len, examples().values())),
        },
    )


def one(request: HttpRequest, name: str) -> HttpResponse:
    """One calculation: its law, its examples, and the sheet of an example with whatever is changed in it."""
    calculation = calculations().get(name)
    if calculation is None:
        raise Http404(f"没有名为“{name}”的计算。")
    cases = examples().get(name, ())
    chosen = next((case for case in cases if case.id == request.GET.get("case")), cases[0] if cases else None)
    context: dict[str, Any] = {"calculation": calculation, "chapter": chapter_of(calculation)[1], "cases": cases, "chosen": chosen}
    if chosen is not None:
        context |= _sheets(request, chosen)
    return render(request, "desk/law/calculation.html", context)


def _sheets(request: HttpRequest, chosen: Case) -> dict[str, Any]:
    """The example's sheet, and beside it the sheet with the changed inputs where there are any."""
    places = parameters.places()
    at = place_of_case(chosen, places)
    asked_place = request.GET.get("place", at)
    inputs, changed, problems = dict(chosen.inputs), False, {}
    for field, value in chosen.inputs.items():
        text = request.GET.get(f"in_{field}")
        if text is not None and text != shown(value):
            try:
                inputs[field], changed = _read(text, value), True
            except ValueError:
                problems[field] = "不是有效的列表或对照（JSON）"
    answer, finding = _run(chosen.calculation, at, chosen.inputs, places)
    changes = (changed or asked_place != at) and not problems
    other, other_finding = _run(chosen.calculation, asked_place, inputs, places) if changes else (None, None)
    base = answer.sheet if answer else None
    titles = {field: origin.title for field, origin in answer.ask.origins.items()} if answer else {}
    return {
        "base": (steps := steps_of(answer.sheet, None, clauses_of(answer)) if answer else []),
        "answers": [step for step in steps if step["name"] in chosen.expected and step["expression"]],
        "finding": finding,
        "what_if": steps_of(other.sheet, base, clauses_of(other)) if other else [],
        "other_finding": other_finding,
        "sheet": base,
        "fields": [
            {
                "name": f,
                "title": titles.get(f) or word(f, CASE_INPUTS),
                "text": request.GET.get(f"in_{f}", shown(v)),
                "long": isinstance(v, dict | list),
                "problem": problems.get(f, ""),
            }
            for f, v in chosen.inputs.items()
        ],
        "places": [(p.id, p.name) for p in places.places.values()],
        "asked_place": asked_place,
        "at": places.places[at].name,
    }


def shown(value: Any) -> str:
    """An input as it is typed."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list | bool) else "" if value is None else str(value)


def _read(text: str, like: Any) -> Any:
    """What was typed, in the kind of the example's own value."""
    if isinstance(like, dict | list | bool):
        return json.loads(text)
    return text.strip() or None


def _run(name: str, at: str, inputs: Any, places: Places) -> tuple[Answer | None, Finding | None]:
    """The answer, or the refusal."""
    try:
        return calculate(name, at, inputs, places, strict=False), None
    except Refused as refused:
        return None, refused.finding


def clauses_of(answer: Answer) -> dict[str, str]:
    """The words of the article behind each line whose rule quotes them."""
    return {rule.name: rule.clause for rules in answer.ask.rules_used for rule in rules.rules.values() if rule.clause}


def steps_of(sheet: Sheet, base: Sheet | None, clauses: Mapping[str, str] | None = None) -> list[dict[str, Any]]:
    """The lines of a sheet with words for unit and certainty; `was` where another sheet says otherwise; clauses: by line."""
    before = {step.name: step.value for step in base.steps} if base else {}
    numbers = {step.name: n for n, step in enumerate(sheet.steps, 1)}
    scans = scans_by_source()
    titles = {step.name: step.title for step in sheet.steps}
    names = {place.id: place.name for place in parameters.places().places.values()}
    return [
        step.as_json()
        | {
            "value": names.get(step.value, step.value),
            "number": numbers[step.name],
            "unit": UNITS.get(step.unit, step.unit),
            "certainty": CONFIDENCE.get(step.confidence, ("", "")),
            "scan": scans.get(step.source),
            "clause": (clauses or {}).get(step.name, ""),
            "inputs": [{"number": numbers[i], "title": titles[i], "name": i} for i in step.inputs if i in numbers],
            "was": before.get(step.name) if base and before.get(step.name) != step.value else None,
            "new": base is not None and step.name not in before,
        }
        for step in sheet.steps
    ]


def keys(request: HttpRequest) -> HttpResponse:
    """Every parameter with what holds here today, or that it is missing."""
    places, at, day = parameters.places(), installation.place(), installation.business_day()
    wanted = request.GET.get("q", "").strip().lower()
    everything = [_key_row(key, places, at, day) for key in all_keys().values()]
    only = request.GET.get("only", "")
    rows = [
        row for row in everything if (not wanted or wanted in row["key"].name or wanted in row["key"].title) and only in ("", row["state"])
    ]
    counts = {state: sum(row["state"] == state for row in everything) for state in ("sure", "doubtful", "missing")}
    chapters: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        chapters.setdefault(chapter_title(row["key"].chapter), []).append(row)
    return render(
        request,
        "desk/law/standards.html",
        {"chapters": chapters, "q": wanted, "only": only, "counts": counts, "here": places.places[at].name, "rows": len(rows)},
    )


def _key_row(key: Key, places: Places, at: str, day: date) -> dict[str, Any]:
    try:
        value = places.value(key.name, at, day)
    except MissingValue:
        later = [row for at_place in places.line(at) for row in places.history(key.name, at_place) if row.effective_from > day]
        first = min(later, key=lambda row: row.effective_from, default=None)
        note = f"最早的规定自 {first.effective_from} 起：{first.document}" if first else "没有取得文件"
        return {"key": key, "state": "missing", "note": note, "unit": ""}
    sure = value.confidence == "high" and not (key.local and value.place == "national" and at != "national")
    return {
        "key": key,
        "state": "sure" if sure else "doubtful",
        "value": content_of(value),
        "document": value.document,
        "from_place": places.places[value.place].name,
        "certainty": CONFIDENCE.get(value.confidence, ("", "")),
        "since": value.effective_from,
        "unit": _UNIT_WORDS.get(key.unit, ""),
    }


def content_of(value: Value) -> str:
    """A value's content for reading."""
    words = LEGAL_WORDS | WORDS_OF_KEY.get(value.key, {})
    return "未取得" if value.value is None else table_text.shown(value.value, lambda code: word(code, words))


def key(request: HttpRequest, name: str) -> HttpResponse:
    """One parameter over time at every place that has it, with its documents; who reads it; and how to enter a new value."""
    known = all_keys().get(name)
    if known is None:
        raise Http404(f"没有名为“{name}”的参数。")
    places = parameters.places()
    line = places.line(installation.place())
    present = places.find(name, installation.place(), installation.business_day())
    tables, documents = [], parameters.documents(name)
    for at in sorted(places.places, key=lambda p: (p not in line, line.index(p) if p in line else 0, p)):
        history = places.history(name, at)
        if history:
            now = present is not None and at == present.place
            tables.append(
                {"place": places.places[at].name, "mine": at in line, "now": now, "rows": [_version(row, documents) for row in history]}
            )
    numeric = known.unit not in ("Table", "Text", "Month")
    return render(
        request,
        "desk/law/standard.html",
        {
            "key": known,
            "unit": _UNIT_WORDS.get(known.unit, ""),
            "tables": tables,
            "numeric": numeric,
            "readers": [c for c in calculations().values() if f'"{name}"' in _source(c)],
            "entered": parameters.entered(name),
        },
    )


def _version(row: Value, documents: dict[tuple[str, str, str, str], str]) -> dict[str, Any]:
    return {
        "scan": documents.get((row.key, row.place, row.effective_from.isoformat(), row.document), ""),
        "from": row.effective_from,
        "to": None if row.effective_to == FOREVER else row.effective_to,
        "value": content_of(row),
        "document": row.document,
        "certainty": CONFIDENCE.get(row.confidence, ("", "")),
        "note": row.note,
        "number": isinstance(row.value, str),
    }


def _source(calculation: Calculation) -> str:
    """The text of the module a calculation stands in, to see which parameters it reads."""
    return inspect.getsource(importlib.import_module(calculation.function.__module__))
