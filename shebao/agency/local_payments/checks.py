"""What must always be true of what the county pays by its own documents: for `shebao verify`. Each gives (examined, problems)."""

from __future__ import annotations

from shebao.base.money import grouped
from shebao.base.months import month_title

from . import queries
from .kinds import ITEMS, MOVES
from .models import LocalMovement

Checked = tuple[int, list[str]]


def check_money() -> Checked:
    """No group's money is ever below nought, in the order in which it moved, and nothing is paid for a month beyond any list."""
    problems = []
    held: dict[str, int] = {}
    months: set[tuple[str, int]] = set()
    for row in LocalMovement.objects.order_by("id"):
        held[row.item] = held.get(row.item, 0) + MOVES[row.kind][1] * row.amount_fen
        months.add((row.item, row.month))
        if held[row.item] < 0:
            problems.append(f"{ITEMS[row.item]}：单据{row.number}以后余额为{grouped(held[row.item])}元。")
    for item, month in sorted(months):
        if queries.paid_fen(item, month) > 0 and queries.list_in_force(item, month // 100) is None:
            problems.append(f"{ITEMS[item]} {month_title(month)}：已发放而没有名单。")
    return LocalMovement.objects.count(), problems
