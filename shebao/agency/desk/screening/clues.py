"""Clues as pages: the list of them, and one with the rows of its tables beside each other."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import by, me, needs
from shebao.agency.pages.lists import Cell, Choice, Column, Listing, Row
from shebao.agency.pages.missing import or_missing
from shebao.agency.screening import actions, queries
from shebao.agency.screening.kinds import ACTIONS, RESULTS
from shebao.agency.screening.tables_of import shown
from shebao.base.finding import Refused
from shebao.core.screening.rule import SEVERITIES, rules

_STATES = [("open", "待核查"), *((key, title) for key, title in RESULTS.items() if key != "reopened")]
_TONES = {"A": "stopped", "B": "attention", "C": ""}


@needs("guard.read")
def clues(request: HttpRequest) -> HttpResponse:
    """Every clue; asked with POST the list is exported."""
    listing, refusal = _listing(request), None
    if request.method == "POST":
        try:
            return export.as_spreadsheet(listing, request, installation.business_day())
        except Refused as refused:
            refusal = refused.finding
    return render(request, "desk/screening/clues.html", {"list": listing.load(), "refusal": refusal})


@needs("guard.read")
def one(request: HttpRequest, clue_id: int) -> HttpResponse:
    """One clue: why, the two sides, what was concluded, and what to do next."""
    state = or_missing(lambda: queries.clue(clue_id))
    clue = state.clue
    page = {
        "state": state,
        "clue": clue,
        "rule": state.rule,
        "person": state.person,
        "severity": SEVERITIES[state.rule.severity],
        "tone": _TONES[clue.severity],
        "evidence": evidence(clue.rule, clue.evidence),
        "conclusions": [(RESULTS[one.result], ACTIONS[one.action], one) for one in state.conclusions],
        "late": state.is_open and clue.due_on < installation.business_day(),
    }
    return render(request, "desk/screening/clue.html", page)


@require_POST
@needs("guard.create")
def take(request: HttpRequest, clue_id: int) -> HttpResponse:
    """Whoever asks looks into the clue from now on."""
    try:
        actions.assign([clue_id], me(request), by=by(request))
    except Refused as refused:
        messages.error(request, str(refused))
    return HttpResponseRedirect(reverse("screening_clue", args=[clue_id]))


def evidence(rule: str, value: int) -> str:
    """What proves a clue, in words: the rule says what its number is."""
    title = rules()[rule].evidence
    kind = "fen" if "（分）" in title else "on_day" if value > 10_000_000 else "month" if 190_000 < value < 220_000 else ""
    kind = "scheme" if "险种" in title else "own_name" if "户名" in title else kind
    return f"{title.replace('（分）', '')}：{shown(kind, value)}"


def _listing(request: HttpRequest) -> Listing:
    return Listing(
        request,
        queries.listed().values(
            "id",
            "rule",
            "severity",
            "person_id",
            "person__name",
            "first_month",
            "last_month",
            "fen",
            "evidence",
            "due_on",
            "result",
            "looks_into",
        ),
        name="clues",
        title="疑点线索",
        default_sort="-id",
        person_field="person_id",
        search=lambda rows, text: rows.filter(person__name__startswith=text.strip()),
        search_hint="姓名的前几个字",
        choices=[
            Choice("state", "状态", _STATES, apply=_with_state),
            Choice(
                "severity",
                "等级",
                [(key, title) for key, title in SEVERITIES.items()],
                apply=lambda rows, value: rows.filter(severity=value),
            ),
            Choice(
                "rule",
                "规则",
                [(key, f"{key} {rule.title}") for key, rule in rules().items()],
                apply=lambda rows, value: rows.filter(rule=value),
            ),
        ],
        columns=[
            Column("id", "编号", link=lambda row: reverse("screening_clue", args=[row["id"]]), sort="id"),
            Column("person__name", "姓名", link=lambda row: reverse("screening_clue", args=[row["id"]])),
            Column("rule", "疑点", show=lambda row: Cell(f"{row['rule']} {rules()[row['rule']].title}")),
            Column("severity", "等级", show=lambda row: Cell(row["severity"], "state", tone=_TONES[row["severity"]])),
            Column("evidence", "佐证", show=lambda row: Cell(evidence(row["rule"], row["evidence"]))),
            Column("fen", "涉及金额", "yuan", sort="fen", unit="元"),
            Column("due_on", "期限", "day", sort="due_on"),
            Column("looks_into", "核查人", show=lambda row: Cell(row["looks_into"] or "没有分派")),
            Column("state", "状态", show=_state),
        ],
        empty_title="没有线索",
        empty_advice="导入外部门名单，或在“疑点筛查”页面运行一次。",
    )


def _with_state(rows: QuerySet, value: str) -> QuerySet:
    return rows.filter(Q(result=None) | Q(result="reopened")) if value == "open" else rows.filter(result=value)


def _state(row: Row) -> Cell:
    if row["result"] in (None, "reopened"):
        return Cell("待核查", "state", tone="waiting")
    return Cell(RESULTS[row["result"]], "state", tone="done")
