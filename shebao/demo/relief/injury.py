"""A year of the injury fund: people in payment taken over, new cases with their conclusions and lump sums, and the money of it."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.schemes.work_injury import KEY as INJURY

from .. import payouts
from ..lifeline import matter
from ..names import lists
from .matters import DOCUMENT
from .town import Town, end_month

_TYPES = (("1", "full"), ("2", "most"), ("3", "part"), ("4", "none"))
"""Grade and nursing of who is in payment, in turn."""
_GRADE = "7"
"""The grade of who gets a lump sum in the year: thirteen months of the wage (工伤保险条例 第三十七条)."""
_LISTS_OF = 500
_AREA_WAGE_FEN = 7_000_00


def take_over(town: Town) -> None:
    """Everybody in payment as one list after another, and the books."""
    world, county, banks = town.world, town.world.county, lists()["banks"]
    town.register(town.crowd.rows("lumps"))
    day, year = date(world.year, 1, 1), world.year
    rows: list[dict[str, Any]] = []
    mine = town.crowd.rows("injured")
    for at, (row, fen) in enumerate(zip(mine.tolist(), town.relief.injured.monthly_fen, strict=True)):
        place, (grade, care) = town.start + row, _TYPES[at % len(_TYPES)]
        happened = date(year - 3 - at % 12, 1 + at % 12, 10)
        nursing = 0 if care == "none" else fen * 3 // 10 // 100 * 100
        rows.append(
            {
                "citizen_number": county.citizens[place],
                "name": county.names[place],
                "village_id": town.village(row),
                "phone": county.phones[place],
                "bank": banks[place % len(banks)],
                "account_number": county.cards[place],
                "kind": "accident",
                "happened_on": happened.isoformat(),
                "decision_no": f"示例工伤认字{happened.year}第{at + 1}号",
                "decided_on": happened.replace(day=25).isoformat(),
                "grade": grade,
                "care": care,
                "conclusion_no": f"示例劳鉴{happened.year + 1}第{at + 1}号",
                "concluded_on": happened.replace(year=happened.year + 1).isoformat(),
                "pension_from": (happened.year + 1) * 100 + happened.month,
                "allowance_fen": fen - nursing,
                **({"nursing_fen": nursing} if nursing else {}),
                "certified_on": f"{year - 1}-12-15",
            }
        )
    for start in range(0, len(rows), _LISTS_OF):
        listed = {"rows": rows[start : start + _LISTS_OF], "month": world.month(1)}
        town.ids[mine[start : start + _LISTS_OF]] = matter(world, "take_over_injured", listed, day)
    town.open_books(INJURY)


def live_month(town: Town, number: int) -> None:
    """One month: the standing benefits are paid, new cases decided, and their lump sums paid with them."""
    world = town.of(INJURY)
    if town.relief.injured.monthly_fen:
        payouts.pay_scheme(world, number, back_pay=False)
    wages = town.relief.injured.lump_wages_fen
    mine = [at for at in range(len(wages)) if at % 12 == number - 1]
    people = town.people("lumps")
    for at in mine:
        _decide(town, people[at], wages[at], at, number)
    if mine:
        payouts.pay_once(world, number)
    end_month(town, INJURY, number)


def _decide(town: Town, person: int, wage_fen: int, at: int, number: int) -> None:
    """Somebody hurt the year before: recognised, graded, and paid the lump sum of the grade."""
    world, day = town.world, town.world.day(number, 18)
    happened = date(world.year - 1, 1 + at % 9, 12)
    case = matter(
        world,
        "record_recognition",
        {
            "person_id": person,
            "kind": "accident",
            "happened_on": happened.isoformat(),
            "decision_no": f"示例工伤认字{happened.year}第{1000 + at}号",
            "decided_on": happened.replace(month=happened.month + 2).isoformat(),
            "applied_on": happened.replace(day=25).isoformat(),
            "result": "recognised",
            "third_party": "no",
            "insured_on": date(happened.year - 1, 1, 20).isoformat(),
        },
        day,
    )
    concluded = date(world.year - 1, 12, 1)
    conclusion = {"case_id": int(case), "kind": "first", "conclusion_no": f"示例劳鉴{concluded.year}第{1000 + at}号", "nursing": "none"}
    matter(
        world,
        "record_grade",
        {**conclusion, "concluded_on": concluded.isoformat(), "served_on": concluded.replace(day=8).isoformat(), "grade": _GRADE},
        day,
    )
    wage = {"own_wage_fen": wage_fen, "wage_proof": "单位工资表", "area_wage_fen": _AREA_WAGE_FEN, "area_document": DOCUMENT}
    matter(world, "decide_injury_disability", {"case_id": int(case), "final": "no", "retired": "no", **wage}, day)
