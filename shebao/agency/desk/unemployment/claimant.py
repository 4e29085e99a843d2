"""One claimant's page: every claim with its months and how each was paid, premiums, and what was granted once."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from shebao.agency.employers import queries as employers
from shebao.agency.pages.access import me, needs
from shebao.agency.pages.missing import or_missing
from shebao.agency.payout import queries as payout
from shebao.agency.payout.queries.living import STATES
from shebao.agency.people import queries as people
from shebao.agency.procedures.worklist import may_submit
from shebao.agency.schemes.unemployment import KEY as SCHEME
from shebao.agency.unemployment import queries as claims
from shebao.agency.unemployment.kinds import GRANTS, REASONS, ending_title
from shebao.base.months import month_range

GOING_ON = ("stop_unemployment", "decide_reemployment_lump", "refund_older_claimant_pension", "decide_skill_subsidy")
STOPPED = ("resume_unemployment", "decide_skill_subsidy")


@needs("person.read")
def one(request: HttpRequest, person_id: int) -> HttpResponse:
    """The page."""
    person = or_missing(lambda: people.person(person_id))
    rows = claims.claims([person_id])
    paid = _paid(person_id)
    names = employers.names([row.employer_id for row in rows if row.employer_id])
    accepted = {kind.key: kind.title for kind in may_submit(me(request))}
    return render(
        request,
        "desk/unemployment/claimant.html",
        {
            "person": person,
            "claims": [_claim(row, paid, claims.premiums_of(person_id), names) for row in reversed(rows)],
            "grants": _grants(person_id),
            "debts": payout.debts_of(person_id, SCHEME),
            "services": [
                {"title": accepted[key], "href": f"{reverse('matters_form', args=[key])}?person_id={person_id}"}
                for key in (GOING_ON if rows and not rows[-1].last_month else STOPPED)
                if key in accepted
            ],
        },
    )


def _paid(person_id: int) -> dict[int, tuple[str, str]]:
    """Month → word and tone of what the bank said of it."""
    result: dict[int, tuple[str, str]] = {}
    for line in payout.lines_of_person(person_id):
        if line.scheme != SCHEME or line.due_id:
            continue
        paid = getattr(line, "paid", None)
        word = ("已到账", "done") if paid else ("银行退回", "attention") if paid is False else ("已列入批次", "waiting")
        for month in month_range(line.from_month or line.month, line.month):
            result.setdefault(month, word)
    return result


def _claim(
    row: claims.ClaimRow, paid: dict[int, tuple[str, str]], premiums: dict[int, tuple[int, bool]], names: dict[int, str]
) -> dict[str, Any]:
    months = [
        {"month": month, "fen": row.monthly_fen, "paid": paid.get(month, ("待发", "waiting")), "premium": premiums.get(month)}
        for month in row.months
    ]
    late = [month for month in sorted(paid) if row.last_month and month > row.last_month and month in paid]
    return {
        "row": row,
        "reason": REASONS.get(row.reason, row.reason),
        "employer": names.get(row.employer_id or 0, ""),
        "ending": ending_title(row.end_reason),
        "months": months,
        "late": [{"month": month, "paid": paid[month], "premium": premiums.get(month)} for month in late],
    }


def _grants(person_id: int) -> list[dict[str, Any]]:
    """What was granted once, with where its payment stands."""
    states = {due.basis: due.state for due in payout.living_dues(person_id, SCHEME)}
    return [
        {
            "id": row.id,
            "title": GRANTS[row.kind][0],
            "month": row.month,
            "fen": row.amount_fen,
            "state": STATES[states.get(f"{row.kind}.{row.id}", "")],
        }
        for row in claims.grants_of(person_id)
    ]
