"""The award of one person in one scheme: its versions and parts, what was found before it, its states, and what was paid by it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from shebao.agency import schemes
from shebao.agency.accounts import queries as accounts
from shebao.agency.benefits import conclusions
from shebao.agency.benefits import queries as benefits
from shebao.agency.desk.payout.steps import outcome_of
from shebao.agency.journal import queries as journal
from shebao.agency.pages.access import needs, rights
from shebao.agency.pages.missing import or_missing
from shebao.agency.payout import queries as payout
from shebao.agency.people import queries as people
from shebao.base.months import month_text

MOST_PAYMENTS = 36


@needs("person.read")
@never_cache
def one(request: HttpRequest, person_id: int, scheme: str) -> HttpResponse:
    """The page; missing where nothing was decided and nothing was found."""
    person = or_missing(lambda: people.person(person_id))
    if scheme not in schemes.titles():
        raise Http404
    held = next((row for row in benefits.of_person(person_id) if row["scheme"] == scheme), None)
    before = [_said(row) for row in conclusions.of_person(person_id) if row.scheme == scheme]
    if held is None and not before:
        raise Http404
    versions = _versions(held["decisions"]) if held else []
    return render(
        request,
        "desk/accounts/award.html",
        {
            "person": person,
            "scheme": scheme,
            "benefit": held,
            "versions": versions,
            "current": versions[0] if versions else None,
            "conclusions": before,
            "account": accounts.of_person(person_id, scheme),
            "payments": _payments(request, person_id, scheme),
        },
    )


def _versions(decisions: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Every version with what it changes against the one before, the newest first."""
    before = [*[decision["total_fen"] for decision in decisions[1:]], None]
    days = {origin: journal.business_day(origin) for origin in {decision["entry_id"] for decision in decisions}}
    return [
        decision | {"delta_fen": None if last is None else decision["total_fen"] - last, "day": days[decision["entry_id"]]}
        for decision, last in zip(decisions, before, strict=True)
    ]


def _said(row: conclusions.Concluded) -> dict[str, Any]:
    """A conclusion in words: what it is called, and what it says."""
    facts = row.facts
    said = {
        "archive": lambda: (
            f"出生 {facts['birth']}，参加工作 {month_text(facts['first_work'])}，法定退休 {month_text(facts['legal_month'])}"
        ),
        "deemed": lambda: f"视同缴费 {facts['months']} 个月，{len(facts['rows'])} 段",
        "flexible": lambda: f"{facts['kind']}退休，{month_text(facts['month'])}",
        "special": lambda: f"累计 {facts['months']} 个月，最早 {month_text(facts['earliest'])}",
        "continued": lambda: f"尚差 {facts['missing']} 个月",
        "exit": lambda: f"一次性支付，{month_text(facts['month'])}",
        "refusal": lambda: f"{facts['claim']}：{facts['reason']}",
    }
    text = said[row.kind]() if row.stands else f"撤销：{facts['reason']}"
    return {
        "title": conclusions.KINDS[row.kind],
        "version": row.version,
        "stands": row.stands,
        "text": text,
        "day": journal.business_day(row.entry_id),
        "entry_id": row.entry_id,
    }


def _payments(request: HttpRequest, person_id: int, scheme: str) -> list[dict[str, Any]]:
    """What was ordered by the award, newest first; nothing for whoever may not see payments."""
    if "payout.read" not in rights(request):
        return []
    lines: list[Any] = [line for line in payout.lines_of_person(person_id, most=120) if line.scheme == scheme][:MOST_PAYMENTS]
    return [{"line": line, "outcome": outcome_of(line.paid, line.withheld_reason)} for line in lines]
