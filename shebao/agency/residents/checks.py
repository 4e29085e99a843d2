"""What must always be true of residents' registers: for `shebao verify`. Each gives (examined, problems)."""

from __future__ import annotations

from shebao.agency.store.columns import total
from shebao.base.money import grouped

from . import queries
from .models import LandProject, LandShare

Checked = tuple[int, list[str]]


def check_land() -> Checked:
    """Every version's money covers its shares, and nobody was paid more of a project than the last version gives."""
    problems, sums = [], dict(LandShare.objects.order_by().values_list("project_id").annotate(fen=total("amount_fen")))
    for row in LandProject.objects.order_by("id"):
        shares = sums.get(row.pk, 0)
        if shares > row.deposited_fen:
            problems.append(f"征地项目“{row.code}”第{row.version}版：预存{grouped(row.deposited_fen)}元，份额合计{grouped(shares)}元。")
    for code in sorted(set(queries.standing_payments().values_list("code", flat=True))):
        current = queries.shares_of(code)
        for person, fen in sorted(queries.paid_by_person(code).items()):
            given = current[person].amount_fen if person in current else 0
            if fen > given:
                problems.append(f"征地项目“{code}”人员{person}：份额{grouped(given)}元，已付{grouped(fen)}元。")
    return LandProject.objects.count(), problems
