"""The rules as a page: what each came to, of what lists it lives, and one rule's text beside its example."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shebao.agency.installation import queries as installation
from shebao.agency.pages.access import by, needs
from shebao.agency.screening import actions, queries
from shebao.agency.screening.tables_of import shown
from shebao.base.finding import Refused
from shebao.core.screening.rule import SEVERITIES, Rule, rules
from shebao.core.screening.tables import KEY, TITLES, WORDS


@needs("guard.read")
def overview(request: HttpRequest) -> HttpResponse:
    """Every rule with hits and precision, and every kind of list with its age."""
    states = queries.rule_states()
    return render(
        request,
        "desk/screening/rules.html",
        {
            "states": sorted(states, key=lambda one: (not one.open, not one.hits, not one.ran, one.rule.id)),
            "severities": SEVERITIES,
            "sources": queries.sources(installation.business_day()),
            "last": queries.last_screening(),
            "open": sum(one.open for one in states),
            "ran": sum(one.ran for one in states),
        },
    )


@require_POST
@needs("guard.create")
def run(request: HttpRequest) -> HttpResponse:
    """Run the rules over the county now."""
    try:
        result = actions.screen_county(by=by(request))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        hits, new = (sum(pair[place] for pair in result.rules.values()) for place in (0, 1))
        messages.success(request, f"筛查完成：{len(result.rules)} 条规则，命中 {hits:,}，新线索 {new:,} 条。待遇没有变动。")
    return HttpResponseRedirect(reverse("screening"))


@needs("guard.read")
def one(request: HttpRequest, rule: str) -> HttpResponse:
    """One rule: what it says, by what law, its text, and its example in and out."""
    if rule not in rules():
        raise Http404
    (state,) = [one for one in queries.rule_states() if one.rule.id == rule]
    severity = SEVERITIES[state.rule.severity]
    return render(
        request, "desk/screening/rule.html", {"state": state, "rule": state.rule, "severity": severity, "example": _example(state.rule)}
    )


def _example(rule: Rule) -> dict[str, Any]:
    """The example's tables and result with titles people read; a person is called 甲, 乙, 丙."""
    tables = [
        {
            "title": TITLES[name],
            "columns": [WORDS[column] for column in columns],
            "rows": [_cells(columns, row) for row in rule.example.tables[name]],
        }
        for name, columns in rule.needs.items()
    ]
    result = [_cells(("person", "month", "fen"), row[:3]) for row in rule.example.result]
    day = str(rule.example.today)
    return {"tables": tables, "result": result, "day": f"{day[:4]}-{day[4:6]}-{day[6:]}"}


def _cells(columns: tuple[str, ...], row: Any) -> list[str]:
    return [
        _PEOPLE[value % len(_PEOPLE)] if name in (KEY, "dead", "other") else shown(name, value)
        for name, value in zip(columns, row, strict=True)
    ]


_PEOPLE = "〇甲乙丙丁戊己庚辛壬癸子丑寅卯"
