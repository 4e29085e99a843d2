"""Scores as pages: the indicator tree with evidence and working, what would change the score, every measure with its rows, two drafts compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency.desk.people.register import add_facts, person_columns
from shebao.agency.evaluation import queries as evaluation
from shebao.agency.evaluation.facts import Base
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import needs
from shebao.agency.pages.lists import MANY, Listing
from shebao.agency.pages.missing import or_missing
from shebao.agency.people import queries as people
from shebao.agency.statistics.measure import Measure
from shebao.base.digits import whole_number
from shebao.base.finding import Refused
from shebao.base.money import grouped
from shebao.core.evaluation.facts import SCOPES, Fact, figure
from shebao.core.evaluation.monitor import Progress, warnings
from shebao.core.evaluation.score import Scored, levers, plain, score_all, total
from shebao.core.evaluation.template import Template, load
from shebao.core.evaluation.write import actual_text, points_text, target_text, total_text

_DECIMAL = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
CONFIDENCE = {"high": "高", "medium": "中", "low": "低", "unverified": "未核实"}


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator of the tree: as it stands, and as it would stand with another value."""

    item: Scored
    target: str
    actual: str
    points: str
    weight: str
    asked: str
    wrong: str = ""
    other: str = ""

    @property
    def numeric(self) -> bool:
        """Whether another value can be tried."""
        return self.item.indicator.operator != "qualitative"


@needs("evaluation.read")
def scores(request: HttpRequest, agency: str, year: int) -> HttpResponse:
    """The tree of the agency's template; values typed into the address are tried without changing anything."""
    count = or_missing(lambda: evaluation.base(agency, year))
    base: Base = count.value
    template = load(evaluation.template_of(agency, year))
    tried, wrong = _tried(request, template)
    actuals = {item.indicator.key: item.actual for item in base.scored}
    given = {item.indicator.key: item.given for item in base.scored if item.given is not None}
    others = score_all(template, {**actuals, **tried}, given)
    whole = total(template, others, {name: fact.value for name, fact in base.facts.items()}) if tried else None
    rows = [_row(item, other, request, tried, wrong) for item, other in zip(base.scored, others, strict=True)]
    groups = [
        (group, [row for row in rows if row.item.indicator.path[0] == group])
        for group in dict.fromkeys(row.item.indicator.path[0] for row in rows)
    ]
    lost = [(lever, plain(lever.lost)) for lever in levers(base.scored)]
    return render(
        request,
        "desk/evaluation/scores.html",
        {
            "agency": agency,
            "year": year,
            "count": count,
            "name": base.facts.words["agency.name"],
            "template": template,
            "groups": groups,
            "total": total_text(template, base.total),
            "grade": base.total.grade,
            "other": total_text(template, whole) if whole else "",
            "other_grade": whole.grade if whole else "",
            "lost": lost,
            "open": [row for row in rows if row.item.points.status != "exact"],
            "confidence": CONFIDENCE[template.confidence],
            "weight": plain(template.weight_sum) if template.weight_sum is not None else "未公布",
        },
    )


def _tried(request: HttpRequest, template: Template) -> tuple[dict[str, Fraction], dict[str, str]]:
    """Other values from the address, by indicator, as shares of one; and what could not be read."""
    tried, wrong = {}, {}
    for indicator in template.indicators:
        text = request.GET.get(indicator.key, "").strip().removesuffix("%")
        if not text:
            continue
        # Written out in full: a fraction reads "1e999999999" too, and works on it for hours.
        if _DECIMAL.fullmatch(text):
            tried[indicator.key] = Fraction(text) / (1 if indicator.unit else 100)
        else:
            wrong[indicator.key] = f"“{text[:12]}”不是数"
    return tried, wrong


def _row(item: Scored, other: Scored, request: HttpRequest, tried: dict[str, Fraction], wrong: dict[str, str]) -> Row:
    key = item.indicator.key
    weight = plain(item.indicator.weight) if item.indicator.weight is not None else "未公布"
    return Row(
        item,
        target_text(item.indicator),
        actual_text(item),
        points_text(item),
        weight,
        request.GET.get(key, "")[:12],
        wrong.get(key, ""),
        points_text(other) if key in tried else "",
    )


def shown(fact: Fact) -> str:
    """A fact as people read it."""
    printed = figure(fact)
    return f"{printed.printed}{printed.unit}"


@needs("evaluation.read")
def measures(request: HttpRequest, agency: str, year: int) -> HttpResponse:
    """Everything that is known for the report: counted, stated and derived, each with its definition."""
    count = or_missing(lambda: evaluation.base(agency, year))
    base: Base = count.value
    facts = sorted((fact for fact in base.facts.values() if not fact.key.startswith(("score.", "report."))), key=lambda fact: fact.key)
    rows = [
        {"fact": fact, "value": shown(fact), "scope": SCOPES[fact.scope], "counted": fact.measure.startswith("statistics.")}
        for fact in facts
    ]
    silent = [one.definition for one in base.measures.values() if one.value is None]
    return render(
        request,
        "desk/evaluation/measures.html",
        {"agency": agency, "year": year, "count": count, "rows": rows, "silent": silent, "name": base.facts.words["agency.name"]},
    )


@needs("evaluation.read")
def measure(request: HttpRequest, agency: str, year: int, name: str) -> HttpResponse:
    """One measure: definition, exact value, and the rows it was counted from."""
    count = or_missing(lambda: evaluation.base(agency, year))
    entry: Measure = or_missing(lambda: count.value.measures.get(name))
    known = entry.definition
    value = shown(Fact(known.name, known.title, entry.value, known.unit, known.scope, "")) if entry.value is not None else "不可算"
    page = {
        "agency": agency,
        "year": year,
        "count": count,
        "measure": entry,
        "value": value,
        "scope": SCOPES[known.scope],
        "kind": entry.drill.kind,
        "exact": _exact(entry),
    }
    if entry.drill.kind != "persons":
        return render(request, "desk/evaluation/measure.html", page)
    day = installation.business_day()
    listing = Listing(
        request,
        people.listed(),
        ids=np.sort(entry.drill.ids),
        name=f"measure-{name}",
        title=known.title,
        default_sort="id",
        columns=person_columns(by_birth=entry.drill.ids.size <= MANY),
        decorate=lambda rows: add_facts(rows, day),
    )
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, day)
        except Refused as refused:
            page["refusal"] = refused.finding
    return render(request, "desk/evaluation/measure.html", page | {"list": listing.load()})


def _exact(result: Measure) -> str:
    """The value without any rounding: whole fen in yuan, else the fraction itself."""
    if result.value is None:
        return ""
    whole = result.definition.unit == "fen" and result.value.denominator == 1
    return grouped(int(result.value)) if whole else str(result.value / 100 if result.definition.unit == "fen" else result.value)


@needs("evaluation.read")
def compare(request: HttpRequest, older: int, newer: int) -> HttpResponse:
    """What two drafts of one report print differently."""
    before, after = or_missing(lambda: evaluation.report(older)), or_missing(lambda: evaluation.report(newer))
    if (before.agency, before.year) != (after.agency, after.year):
        raise Http404
    changes: list[dict[str, Any]] = evaluation.differences(older, newer)
    return render(request, "desk/evaluation/comparison.html", {"before": before, "after": after, "changes": changes})


STANDINGS = {
    "ahead": ("达到进度", "done"),
    "watch": ("关注", "attention"),
    "late": ("低于进度", "stopped"),
    "over": ("超过预算", "stopped"),
    "unknown": ("没有数据", ""),
}


@needs("evaluation.read")
def monitor(request: HttpRequest, agency: str, year: int) -> HttpResponse:
    """Goals and budgets as of a month, warnings first."""
    day = installation.business_day()
    latest = min(max((day.year - year) * 12 + day.month - 1, 1), 12)
    wanted = whole_number(request.GET.get("month", ""), digits=2)
    month = wanted if wanted is not None and 1 <= wanted <= 12 else latest
    count = or_missing(lambda: evaluation.monitored(agency, year, month))
    result: list[Progress] = count.value
    rows = [
        {
            "one": one,
            "word": STANDINGS[one.standing][0],
            "tone": STANDINGS[one.standing][1],
            "expected": _of_goal(one.goal.unit, one.expected),
            "target": _of_goal(one.goal.unit, one.goal.target),
            "actual": _of_goal(one.goal.unit, one.actual) if one.actual is not None else "",
            "share": f"{plain(one.share * 100, 1)}%" if one.share is not None else "",
        }
        for one in result
    ]
    return render(
        request,
        "desk/evaluation/monitor.html",
        {
            "agency": agency,
            "year": year,
            "count": count,
            "month": month,
            "months": range(1, 13),
            "rows": rows,
            "late": len(warnings(result)),
            "name": evaluation.name_of(agency, year),
        },
    )


def _of_goal(unit: str, value: Fraction) -> str:
    """A value of a goal as people read it; an even path may end in parts of a person, which are cut."""
    return shown(Fact("", "", value if unit in ("fen", "rate") else Fraction(int(value)), unit, "business", ""))
