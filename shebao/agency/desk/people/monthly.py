"""One person's months of contribution: scheme by scheme a grid of what is due and paid, the employer, and the account they fill."""

from __future__ import annotations

from typing import Any

from shebao.agency.accounts import queries as accounts
from shebao.agency.contributions import months as month_store
from shebao.agency.declarations.kinds import WITH_ACCOUNT
from shebao.agency.employers import queries as employers
from shebao.agency.pages.drawing import month_table


def monthly_of(person_id: int) -> list[dict[str, Any]]:
    """A part for each scheme the person has months in; empty for somebody who has none."""
    rows = month_store.of_person(person_id)
    names = employers.names({row.employer_id for row in rows if row.employer_id})
    parts: dict[str, dict[str, Any]] = {}
    for row in rows:
        part = parts.setdefault(row.scheme, {"scheme": row.scheme, "cells": {}, "employers": [], "bases": {}, "base_fen": 0})
        due, paid = part["cells"].get(row.month, (0, 0))
        part["cells"][row.month] = (due + row.unit_fen + row.person_fen, paid + row.paid_unit_fen + row.paid_person_fen)
        if row.paid_month:
            part["bases"][row.month] = part["bases"].get(row.month, 0) + row.base_fen
        if row.turn == 0:
            part["base_fen"] = part["base_fen"] or row.base_fen
        name = names.get(row.employer_id, "个人缴费")
        if name not in part["employers"]:
            part["employers"].append(name)
    for key, part in parts.items():
        part["table"] = month_table(part["cells"])
        part["paid_months"] = sum(base > 0 for base in part["bases"].values())
        part["account"] = accounts.of_person(person_id, key) if key in WITH_ACCOUNT else None
    return list(parts.values())
