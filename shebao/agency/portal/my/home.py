"""The first page of somebody's own: their insurance in words and one picture; and what was paid, month by month, with the reason of each change."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from shebao.agency.benefits import queries as benefits
from shebao.agency.installation import queries as installation
from shebao.agency.pages.missing import or_missing
from shebao.agency.pages.sheet_lines import CONFIDENCE, UNITS
from shebao.agency.payout import queries as payout
from shebao.agency.payout.tables.explain import titles as reasons
from shebao.agency.people import queries as people
from shebao.agency.portal.access import Visitor, at_home, shown
from shebao.agency.portal.standing import standing_of
from shebao.agency.public import queries
from shebao.base.money import grouped

MOST_LINES = 36


@at_home("home")
def home(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """My insurance on one page; a helper who is nobody's person here chooses whom they act for first."""
    if not visitor.person_id:
        return HttpResponseRedirect(reverse("my_family"))
    day = installation.business_day()
    person = people.person(visitor.person_id)
    going = [
        one
        for one in queries.of_sender(visitor.session.holder_index, person_id=visitor.person_id, most=20)
        if one.state in ("received", "asked") or (one.state == "accepted" and one.closed_on is None)
    ]
    question = next((one for one in queries.mailbox(visitor.person_id, 20) if one.question and not one.reply), None)
    page = {"person": person, "standing": standing_of(person, day), "going": going[:3], "question": question}
    return shown(request, visitor, "home", page)


@at_home("payments")
def payments(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """What was paid, the newest month first; beside each change its reason."""
    if not visitor.person_id:
        return HttpResponseRedirect(reverse("my_family"))
    rows = _rows(visitor.person_id)
    account = people.bank_account_in_force([visitor.person_id]).get(visitor.person_id)
    held = [one for one in benefits.of_person(visitor.person_id) if one["decisions"]]
    return shown(request, visitor, "payments", {"rows": rows, "account": account, "held": held, "most": MOST_LINES})


def _rows(person_id: int) -> list[dict[str, Any]]:
    lines: list[Any] = list(payout.lines_of_person(person_id, most=MOST_LINES + 1))
    words = reasons()
    rows = []
    for at, line in enumerate(lines[:MOST_LINES]):
        before = next((one for one in lines[at + 1 :] if one.scheme == line.scheme and one.kind == line.kind), None)
        delta = line.total_fen - before.total_fen if before is not None and line.kind == "regular" else None
        why = ""
        if line.kind == "regular" and (delta or (before is None and len(lines) <= MOST_LINES)):
            why = "、".join(
                f"{words.get(reason, reason)} {'+' if fen > 0 else ''}{grouped(fen)} 元"
                for reason, fen in payout.changes_of(line.run_id, person_id)
            )
        kept = line.deducted_fen or 0
        rows.append(
            {"line": line, "delta": delta, "why": why, "outcome": _outcome(line), "kept_fen": kept, "paid_fen": line.total_fen - kept}
        )
    return rows


def _outcome(line: Any) -> tuple[str, str]:
    """(words, tone) of what became of a payment."""
    if line.withheld_reason:
        return "没有发，正在核实", "attention"
    if line.paid is None:
        return "正在发放", "waiting"
    return ("已到账", "done") if line.paid else ("银行退回，请核对账户", "stopped")


@at_home("award")
def award(request: HttpRequest, visitor: Visitor, scheme: str) -> HttpResponse:
    """How one's own pension was worked out, line by line down to the article."""
    mine = (
        [one for one in benefits.of_person(visitor.person_id) if one["scheme"] == scheme and one["decisions"]] if visitor.person_id else []
    )
    decision = or_missing(lambda: mine[0]["decisions"][0] if mine else None)
    sheet = or_missing(lambda: benefits.sheet(decision["id"]))
    lines = [
        dict(step) | {"number": n, "unit": UNITS.get(step["unit"], step["unit"]), "certainty": CONFIDENCE.get(step["confidence"], ("", ""))}
        for n, step in enumerate(sheet["steps"], 1)
    ]
    return shown(request, visitor, "award", {"decision": decision, "lines": lines})
