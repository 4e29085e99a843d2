"""What the fund of work injury owes organisations and is owed for advances, with the days it waits."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from shebao.agency.injury import queries as injury
from shebao.agency.injury.kinds import DEBTORS, PAYABLES
from shebao.agency.installation import queries as installation
from shebao.agency.pages.access import needs


@needs("collection.read")
def overview(request: HttpRequest) -> HttpResponse:
    """Open payables first, then what was paid; advances with what is left."""
    day = installation.business_day()
    rows = injury.payables()
    waiting = [row for row in rows if row.state == injury.OPEN]
    advances = injury.advances()
    return render(
        request,
        "desk/injury/money.html",
        {
            "waiting": [(row, PAYABLES[row.kind][0], (day - row.on).days) for row in waiting],
            "waiting_fen": sum(row.amount_fen for row in waiting),
            "done": [(row, PAYABLES[row.kind][0], *injury.PAYABLE_STATES[row.state]) for row in rows if row.state != injury.OPEN][:100],
            "advances": [(row, DEBTORS[row.debtor], (day - row.repay_by).days) for row in advances],
            "left_fen": sum(row.left_fen for row in advances),
        },
    )
