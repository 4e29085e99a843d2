"""What was paid for months after the last one due: the money that a death reported late has to bring back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from shebao.agency.payout.bank.outcomes import with_state
from shebao.agency.payout.models import Cover, Line
from shebao.agency.store.columns import among
from shebao.base.months import Month


class Overpaid(NamedTuple):
    """The months of one person that were paid and not due, what they come to, how much of it the personal account bore, what has
    been sent to the bank for such months without an answer yet, and the lines for which accounts were debited."""

    months: tuple[Month, ...]
    fen: int
    from_account_fen: int
    under_way_fen: int
    lines: tuple[int, ...] = ()


def overpaid(last_months: Mapping[int, Month], scheme: str) -> dict[int, Overpaid]:
    """For each person what was paid for months after the last one due; those who owe nothing are left out.

    last_months: person → the last month due, which is the month of death. A payment that came back is no debt, one that was
    sent again and arrived is; months of a back payment count each by itself.
    """
    lines = with_state(Line.objects.filter(person_id__in=among(last_months), scheme=scheme, run__sealed=True, due_id=None))
    # A payment sent again stands for the line that came back; its months are those of the line before.
    rows = list(
        lines.order_by("id").values(
            "id", "person_id", "kind", "month", "total_fen", "from_account_fen", "reissue_of", "paid", "withheld_reason"
        )
    )
    origin = {row["id"]: row["id"] for row in rows}
    for row in rows:
        if row["reissue_of"]:
            origin[row["id"]] = origin.get(row["reissue_of"], row["id"])
    kinds = {row["id"]: row["kind"] for row in rows}
    covered: dict[int, list[tuple[Month, int, int]]] = {}
    backs = [line for line, kind in kinds.items() if kind == "back_pay"]
    for line, month, fen, account in Cover.objects.filter(line_id__in=among(backs)).values_list(
        "line_id", "month", "due_fen", "from_account_fen"
    ):
        covered.setdefault(line, []).append((month, fen, account))
    owed: dict[int, list[tuple[Month, int, int, bool, int]]] = {}
    for row in rows:
        if row["paid"] is False or row["withheld_reason"]:
            continue
        whole = [(row["month"], row["total_fen"], row["from_account_fen"])]
        for month, fen, account in covered.get(origin[row["id"]], whole):
            if month > last_months[row["person_id"]] and fen > 0:
                owed.setdefault(row["person_id"], []).append((month, fen, account, bool(row["paid"]), origin[row["id"]]))
    return {person: _sum(parts) for person, parts in owed.items()}


def _sum(parts: list[tuple[Month, int, int, bool, int]]) -> Overpaid:
    paid = [part for part in parts if part[3]]
    return Overpaid(
        tuple(sorted({month for month, *_ in paid})),
        sum(fen for _, fen, *_ in paid),
        sum(account for _, _, account, _, _ in paid),
        sum(fen for _, fen, _, arrived, _ in parts if not arrived),
        tuple(sorted({line for *_, line in paid})),
    )
