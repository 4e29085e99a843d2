"""The register of employers as whole-number columns for the screening rules."""

from __future__ import annotations

from shebao.agency.store.columns import Columns, int_column, read_rows

from .models import Employer, Particulars, Verification


def register() -> Columns:
    """`employer`, `from_day`, `to_day` (the last day of the month it left in, 0: there), `taxed_fen` (of the newest yearly
    verification; -1 where there is none), `address` (one number for one and the same address)."""
    taxed = dict(read_rows(Verification.objects.order_by("year", "version"), "employer_id", "taxed_fen"))
    where = dict(read_rows(Particulars.objects.order_by("version"), "employer_id", "address"))
    numbers: dict[str, int] = {"": 0}
    rows = read_rows(Employer.objects.order_by("id"), "id", "founded_on", "ended_month")
    return {
        "employer": int_column([row[0] for row in rows]),
        "from_day": int_column([int(str(row[1])[:10].replace("-", "")) if row[1] else 0 for row in rows]),
        "to_day": int_column([row[2] * 100 + 31 if row[2] else 0 for row in rows]),
        "taxed_fen": int_column([taxed.get(row[0], -1) for row in rows]),
        "address": int_column([numbers.setdefault(where.get(row[0], ""), len(numbers)) for row in rows]),
    }
