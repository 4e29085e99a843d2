"""What an employer owes and paid: arrears with the late fee as of a day it chooses, what is put off, and the receipts one by one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse

from shebao.agency.contributions import months as month_store
from shebao.agency.declarations import arrears as late
from shebao.agency.declarations import queries as declarations
from shebao.agency.declarations.actions.late_fees import late_fees
from shebao.agency.declarations.kinds import DEFERRALS, MONTHLY
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.installation import queries as installation
from shebao.base.finding import Finding, Refused
from shebao.base.months import everyday_date

from .sign_in import Agent, at_unit, shown

AHEAD_DAYS = 366
"""How far ahead a late fee may be asked for."""


@at_unit("arrears")
def arrears(request: HttpRequest, agent: Agent) -> HttpResponse:
    """Months that are not paid, and the late fee if all of it is paid on a day; nothing is charged by looking."""
    today = installation.business_day()
    typed, refusal = request.GET.get("on", "").strip()[:12], None
    try:
        on = _day(typed, today)
    except Refused as refused:
        on, refusal = today, refused.finding
    fees = late_fees(agent.employer_id, MONTHLY, on)
    by_month: dict[tuple[str, int], list[Any]] = {}
    for fee in fees:
        by_month.setdefault((fee.scheme, fee.piece.month), []).append(fee)
    owed = month_store.owed(agent.employer_id)
    rows = [
        {
            "month": one.month,
            "scheme": INSURANCES.get(one.scheme, one.scheme),
            "owed_fen": one.owed_fen,
            "days": max((fee.days for fee in by_month.get((one.scheme, one.month), ())), default=0),
            "fee_fen": sum(fee.fee_fen for fee in by_month.get((one.scheme, one.month), ())),
        }
        for one in owed
    ]
    charged, received = late.late_fee_sums(agent.employer_id)
    page = {
        "rows": rows,
        "on": on,
        "typed": typed or on.isoformat(),
        "refusal": refusal,
        "owed_fen": sum(one.owed_fen for one in owed),
        "fee_fen": sum(fee.fee_fen for fee in fees),
        "unpaid_fee_fen": charged - received,
        "deferrals": [(one, INSURANCES.get(one.scheme, one.scheme), DEFERRALS[one.cause]) for one in late.deferrals_of(agent.employer_id)],
    }
    return shown(request, agent, "arrears", page)


def _day(text: str, today: date) -> date:
    """The day a late fee is asked for: today where nothing is typed, refused where it is too far ahead."""
    day = everyday_date(text) if text else today
    if not today <= day <= today + timedelta(days=AHEAD_DAYS):
        last = today + timedelta(days=AHEAD_DAYS)
        raise Refused(
            Finding("public.day", "这一天算不了", advice=f"请填 {today.isoformat()} 到 {last.isoformat()} 之间的一天。", where="on")
        )
    return day


@at_unit("receipts")
def receipts(request: HttpRequest, agent: Agent) -> HttpResponse:
    """What arrived at the treasury, receipt by receipt, and how much of each settled months."""
    rows = declarations.receipts_of(agent.employer_id)
    listed = [{"row": row, "scheme": INSURANCES.get(row.scheme, row.scheme)} for row in rows]
    return shown(request, agent, "receipts", {"rows": listed, "total_fen": sum(row.total_fen for row in rows)})
