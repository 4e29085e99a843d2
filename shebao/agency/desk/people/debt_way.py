"""One debt as a timeline with money: how it came about, every step to get it back, and what may be done next."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from shebao.agency import schemes
from shebao.agency.installation import queries as installation
from shebao.agency.pages import export
from shebao.agency.pages.access import needs, rights
from shebao.agency.pages.missing import or_missing
from shebao.agency.payout import queries as payout
from shebao.agency.payout.recovery_kinds import STEPS
from shebao.base.money import Fen, grouped
from shebao.base.months import month_of

from .debt_letters import LETTERS, letter

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MATTERS = (
    ("record_repayment", "登记退回到账", "fund.create"),
    ("agree_instalments", "还款协议", "person.create"),
    ("set_off_debt", "从待遇抵扣", "person.create"),
    ("enforce_debt", "送达、催告、移送、核销", "person.create"),
)


class Point(NamedTuple):
    """One point of the timeline: number, day, title, words, money, what is left after it, whether it was undone and whether it can be."""

    number: str
    day: Any
    title: str
    text: str
    due_on: Any
    fen: Fen
    left_fen: Fen
    undone: bool
    step_id: int = 0
    address: str = ""
    state: str = ""


@needs("person.read", "payout.read")
def way(request: HttpRequest, debt_id: int) -> HttpResponse:
    """The page of one debt."""
    debt = or_missing(lambda: payout.debt(debt_id))
    kept = payout.kept_back([debt.id])
    points = _points(debt, kept)
    mine = rights(request)
    return render(
        request,
        "desk/people/debt_way.html",
        {
            "debt": debt,
            "scheme": schemes.title(debt.scheme),
            "points": points,
            "repaid_fen": debt.repaid_fen + debt.deducted_fen,
            "promised_fen": debt.left_fen - payout.available_of_debts([debt.id])[debt.id],
            "month": month_of(installation.business_day()),
            "orders": payout.deduction_orders([debt.id]),
            "opened_fen": debt.amount_fen - debt.set_off_fen,
            "percent": round(100 * (debt.amount_fen - debt.left_fen) / debt.amount_fen),
            "set_offs": [(row, payout.DUE_KINDS[row.kind]) for row in payout.set_offs_of([debt.id])],
            "following": [
                (title, f"{reverse('matters_form', args=[key])}?debt_id={debt.id}")
                for key, title, right in MATTERS
                if right in mine and debt.left_fen
            ],
            "letters": [(key, one.title) for key, one in LETTERS.items() if one.needed(debt)] if "person.create" in mine else [],
            "may_undo": "person.create" in mine,
        },
    )


@require_POST
@needs("person.create")
def letter_of(request: HttpRequest, debt_id: int, kind: str) -> HttpResponse:
    """A letter of one debt as a Word file; taking it is journalled."""
    debt = or_missing(lambda: payout.debt(debt_id))
    if kind not in LETTERS or not LETTERS[kind].needed(debt):
        raise Http404
    content, day = letter(kind, debt, installation.name(), installation.business_day()), installation.business_day()
    name = f"{LETTERS[kind].title}-债务{debt.id}.docx"
    export.record_download(request, ("debt", debt.id), name, content, day)
    response = HttpResponse(content, content_type=DOCX)
    response["Content-Disposition"] = export.attachment(name)
    return response


def _day_of(row: Any) -> date:
    """The day of a step, or on which the bank answered a payment."""
    if isinstance(row, payout.KeptRow):
        assert row.on is not None, "answered by the bank"
        return row.on
    day: date = row.day
    return day


def _points(debt: payout.DebtState, kept: list[payout.KeptRow]) -> list[Point]:
    """Steps and payments that were lessened, by their days; what a payment is still to bring stands at the end."""
    left = debt.amount_fen - debt.set_off_fen
    steps = payout.debt_steps(debt.id)
    undone = {step.undoes_id for step in steps if step.undoes_id}
    points = []
    rows: list[Any] = [*steps, *(row for row in kept if row.on)]
    rows.sort(key=_day_of)
    for step in [*rows, *(row for row in kept if not row.on)]:
        if isinstance(step, payout.KeptRow):
            left -= step.fen if step.arrived else 0
            words = f"应发 {grouped(step.due_fen)} 元，抵扣 {grouped(step.fen)} 元，实发 {grouped(step.paid_fen)} 元"
            address = reverse("payout_one", args=[step.run_id])
            title = f"{step.title}抵扣"
            points.append(Point("—", step.on, title, words, None, step.fen, left, False, address=address, state=step.state))
            continue
        pays = STEPS[step.kind].pays and step.pk not in undone
        left -= step.amount_fen if pays else 0
        words = "；".join(filter(None, (step.document, step.text)))
        if step.undoes_id:
            words = f"更正第 {step.undoes_id} 步：{words}"
        fen = step.amount_fen if STEPS[step.kind].pays else 0
        number = 0 if step.pk in undone or step.kind == "undone" else step.pk
        points.append(Point(str(step.pk), step.day, STEPS[step.kind].title, words, step.due_on, fen, left, step.pk in undone, number))
    return points
