"""What a county pays by its own document through the agency: a list, the county's money, and twelve payments of it."""

from __future__ import annotations

from shebao.agency.procedures.actions import carry_through

from ..lifeline import matter
from .matters import DOCUMENT
from .town import Town

ITEM = "old_workers"


def take_over(town: Town) -> None:
    """The list of the year's old temporary workers, and the money of the whole year."""
    world, monthly = town.world, town.relief.local_fen
    town.register(town.crowd.rows("local"))
    names = [world.county.names[town.start + row] for row in town.crowd.rows("local").tolist()]
    rows = [
        {"person_id": person, "name": name, "monthly_fen": fen, "from_month": world.month(1), "until_month": world.month(12)}
        for person, name, fen in zip(town.people("local"), names, monthly, strict=True)
    ]
    payload = {"item": ITEM, "year": world.year, "standard_fen": monthly[0], "document": DOCUMENT, "rows": rows}
    matter(world, "approve_local_list", payload, world.day(1, 5))
    _money(town, 1, "arrived", 12 * sum(monthly), 10)


def live_month(town: Town, number: int) -> None:
    """The month's payment to everybody on the list."""
    _money(town, number, "paid", sum(town.relief.local_fen), 20)


def _money(town: Town, number: int, kind: str, fen: int, on: int) -> None:
    world, day = town.world, town.world.day(number, on)
    payload = {
        "item": ITEM,
        "kind": kind,
        "month": world.month(number),
        "amount_fen": fen,
        "on": day.isoformat(),
        "reference": f"DF{day:%Y%m%d}{kind[:1].upper()}",
        **({"people": len(town.relief.local_fen)} if kind == "paid" else {"counterparty": "示例县财政局"}),
    }
    finance, checker = world.by("finance"), world.by("finance2")
    carry_through("record_local_money", payload, day=day, maker_id=finance, reviewer_id=checker, approver_id=checker)
