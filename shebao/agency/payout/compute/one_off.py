"""A one-off run: what is owed once (funeral subsidy, inherited account), as computed by the rule that owes it."""

from __future__ import annotations

import numpy as np

from shebao.agency.payout import due, gates
from shebao.agency.payout.models import Due, Line, Run
from shebao.agency.payout.table import KINDS, Table
from shebao.agency.store.columns import int_column


def table(run: Run) -> Table:
    """Every amount owed up to the run's month that no line pays yet."""
    paid = Line.objects.filter(due_id__isnull=False).exclude(run=run).values("due_id")
    owed = list(
        Due.objects.filter(scheme=run.scheme, month__lte=run.month)
        .exclude(id__in=paid)
        .order_by("id")
        .values_list("id", "person_id", "kind", "month", "amount_fen")
    )
    people, amounts = int_column([row[1] for row in owed]), int_column([row[4] for row in owed])
    none = np.zeros(len(owed), dtype=np.int64)
    rows = {"person_id": people, "total_fen": amounts, "year_fen": none, **due.accounts(people)}
    goes, out = gates.sort_out("one_off", rows, run.scheme, run.month, run.business_day)
    inherited = int_column([int(row[2] == "inheritance") for row in owed])
    lines = {
        "kind": int_column([KINDS.index(row[2]) for row in owed]),
        "person_id": people,
        "month": int_column([row[3] for row in owed]),
        "from_month": none,
        "decision_id": none,
        "bank_account_id": rows["account_id"],
        "basic_fen": amounts * (1 - inherited),
        "seniority_fen": none,
        "account_fen": amounts * inherited,
        "age_addon_fen": none,
        "total_fen": amounts,
        "reissue_of": none,
        "due_id": int_column([row[0] for row in owed]),
    }
    return Table({name: column[goes] for name, column in lines.items()}, out)
