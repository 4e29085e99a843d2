"""A one-off run: what heirs are owed once (funeral subsidy, inherited account), as computed by the rule that owes it; each to the heir's own account."""

from __future__ import annotations

import numpy as np

from shebao.agency.payout.holds import gates
from shebao.agency.payout.kinds import LINE_NUMBER
from shebao.agency.payout.models import Due, DueCancelled, Line, Run
from shebao.agency.payout.tables.table import Table, lines_of
from shebao.agency.people import heirs
from shebao.agency.store.columns import int_column, read_columns, read_rows


def table(run: Run) -> Table:
    """Every amount owed up to the run's month that no line pays yet."""
    paid = Line.objects.filter(due_id__isnull=False).exclude(run=run).values("due_id")
    dues = (
        Due.objects.filter(scheme=run.scheme, month__lte=run.month)
        .exclude(id__in=DueCancelled.objects.values("id"))
        .exclude(id__in=paid)
        .order_by("id")
    )
    owed = read_columns(dues, "id", "person_id", "month", "amount_fen")
    kinds = [row[0] for row in read_rows(dues, "kind")]
    accounts = heirs.account_columns(owed["person_id"])
    rows = {
        "person_id": owed["person_id"],
        "total_fen": owed["amount_fen"],
        "year_fen": np.zeros_like(owed["amount_fen"]),
        **accounts,
    }
    goes, out, _ = gates.sort_out("one_off", rows, run.scheme, run.month, run.business_day)
    lines = lines_of(
        int_column(LINE_NUMBER[kind] for kind in kinds),
        {
            "person_id": owed["person_id"],
            "month": owed["month"],
            "bank_account_id": accounts["account_id"],
            "total_fen": owed["amount_fen"],
            "from_account_fen": owed["amount_fen"] * int_column(kind in ("inheritance", "exit") for kind in kinds),
            "due_id": owed["id"],
        },
        {},
    )
    return Table(lines.pick(goes), out)
