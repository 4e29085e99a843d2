"""Money paid too much and got back, lived as matters: the people are listed, pay on their slips, by instalments, or out of their pensions.

How many people and how much, and of how many it came back, is published; who, when and by which road is invented. At a smaller scale
both shrink alike. The overpayments lie before the year, when another system paid; what comes back is income of earlier years.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

from shebao.agency.matters import attachments
from shebao.agency.payout import queries as payout
from shebao.agency.procedures.actions import carry_through
from shebao.agency.schemes.unemployment import KEY as UNEMPLOYMENT

from .agency import Agency, wan_to_fen, yuan_to_fen
from .lifeline import matter
from .population import PENSIONER
from .relief.town import Town
from .world import World, rows_where

COUNTED = ("erroneous_back_pay", "recovered_to_october")
"""Paths in the agency file of which this file lives what they state."""
_OPENED, _LAST = 2, 10
"""The list comes in February; the last slip in October, to which one of the reports counts."""
_KEPT_BACK_FROM, _KEPT_BACK_FEN, _PROTECTED_FEN = 4, 20_00, 100_00
_EVERY_KEPT_BACK, _EVERY_INSTALMENT = 20, 15
"""One in so many lets a part be kept back of the monthly pension, one in so many agrees to instalments; invented."""
_CAMPAIGN_LISTED, _CAMPAIGN_REPAID, _CAMPAIGN_PEOPLE = 5, 9, 3
"""When the campaign lists and gets back, and of how many people; invented, the sum is published."""
_DOCUMENT = "演示县虚构文件"
_PAGE = 64
_SPREAD = (0.4, 1.6)
"""What one owes, as a multiple of the mean; invented."""


class Overpaid(NamedTuple):
    """What a report tells: how many people and how much, of how many and how much it came back, whose fault, and how it was found."""

    people: int
    fen: int
    recovered_people: int
    recovered_fen: int
    cause: str
    found: str


def told(agency: Agency, scale: float) -> list[Overpaid]:
    """What the agency's report tells of, at a scale."""
    cases = []
    back_pay, recovered = (agency.reported.get(name) for name in COUNTED)
    if isinstance(back_pay, Mapping):
        people, fen = int(back_pay["persons"]), wan_to_fen(back_pay["amount_wan"])
        back, back_fen = int(back_pay["recovered_persons"]), wan_to_fen(back_pay["recovered_amount_wan"])
        cases.append(Overpaid(people, fen, back, back_fen, "agency", "上级系统误操作生成补发，逐人核对名单"))
    if isinstance(recovered, Mapping):
        people, fen = int(recovered["persons"]), wan_to_fen(recovered["amount_wan"])
        cases.append(Overpaid(people, fen, people, fen, "person", "上级下发疑点和比对名单，逐人核实"))
    return [_scaled(case, scale) for case in cases]


def live_campaign(town: Town, number: int) -> None:
    """What the campaign among the unemployed got back: a list in spring of those of them who drew too much, a slip each in autumn."""
    campaign = town.world.county.agency.reported.get("fraud_campaign")
    claimants = town.people("claims") if isinstance(campaign, Mapping) and town.relief.unemployed else []
    if not claimants:
        return
    assert isinstance(campaign, Mapping)
    world = town.of(UNEMPLOYMENT)
    if number == _CAMPAIGN_LISTED:
        fen = yuan_to_fen(campaign["recovered_yuan"])
        shares = _shares(np.random.default_rng(world.year), min(_CAMPAIGN_PEOPLE, len(claimants)), fen)
        year = world.year - 1
        rows = [
            {"person_id": person, "first_month": f"{year}-11", "last_month": f"{year}-12", "amount_fen": share}
            for person, share in zip(claimants, shares, strict=False)
        ]
        found = f"{_DOCUMENT}：失业保险待遇专项核查，重新就业后多领"
        payload = {"scheme": UNEMPLOYMENT, "rows": rows, "cause": "person", "found": found}
        debts = matter(world, "register_overpaid", payload, world.day(number, 18))
        world.facts["campaign"] = list(zip(debts, shares, strict=True))
    if number == _CAMPAIGN_REPAID:
        for at, (debt, share) in enumerate(world.facts.get("campaign", ())):
            _repaid(world, number, at, debt, share)


def _scaled(case: Overpaid, scale: float) -> Overpaid:
    people = max(1, round(case.people * scale))
    back = min(people, max(1, round(case.recovered_people * scale)))
    return case._replace(people=people, fen=round(case.fen * scale), recovered_people=back, recovered_fen=round(case.recovered_fen * scale))


def live_month(world: World, number: int) -> None:
    """The month's part of it: the list in February, slips and decisions from then on."""
    if number == _OPENED:
        world.facts["owing"] = [one for case in told(world.county.agency, world.county.scale) for one in _opened(world, case)]
    for at, (debt, person, owed, due) in enumerate(world.facts.get("owing", ())):
        if due:
            _one(world, number, at, (debt, person, owed, due))


def _opened(world: World, case: Overpaid) -> list[tuple[int, int, int, int]]:
    """(debt, person, what was overpaid, what comes back) of each person of a list."""
    rng = np.random.default_rng(world.year * 1000 + case.people)
    rows = rng.choice(_quiet(world), size=case.people, replace=False)
    people = world.people(rows).tolist()
    back = _shares(rng, case.recovered_people, case.recovered_fen)
    rest = _shares(rng, case.people - case.recovered_people, case.fen - case.recovered_fen) if case.people > case.recovered_people else []
    owed = back + rest
    if not rest:
        owed[-1] += case.fen - case.recovered_fen
    year = world.year - 1
    listed = [
        {"person_id": person, "first_month": f"{year}-01", "last_month": f"{year}-12", "amount_fen": fen}
        for person, fen in zip(people, owed, strict=True)
    ]
    payload = {"rows": listed, "cause": case.cause, "found": f"{_DOCUMENT}：{case.found}"}
    debts = matter(world, "register_overpaid", payload, world.day(_OPENED, 10))
    return list(zip(debts, people, owed, [*back, *[0] * len(rest)], strict=True))


def _quiet(world: World) -> Any:
    """Pensioners of the whole year about whom nothing else happens in it."""
    people, planted = world.county.population, world.county.planted
    quiet = (people.kind == PENSIONER) & (people.died == 0) & (people.suspended == 0) & (people.moved == 0) & (planted.unknown_death == 0)
    quiet &= (people.first_month <= world.year * 100) & (people.rejected == 0) & (world.ids > 0)
    for rows in planted.rows.values():
        quiet[rows] = False
    return rows_where(quiet)


def _shares(rng: np.random.Generator, count: int, fen: int) -> list[int]:
    """An amount in so many unequal parts, to the fen."""
    weights = rng.uniform(*_SPREAD, size=count)
    ends = np.rint(np.cumsum(weights) / weights.sum() * fen).astype(np.int64)
    return np.diff(ends, prepend=0).tolist()


def _one(world: World, number: int, at: int, owing: tuple[int, int, int, int]) -> None:
    """One person's part in a month: an agreement and three slips, a decision and the rest on a slip, or one slip."""
    debt, person, owed, due = owing
    first = 3 + at % (_LAST - 4)
    if at % _EVERY_KEPT_BACK == 1:
        if number == _KEPT_BACK_FROM:
            _keep_back(world, debt, person)
        if number == _LAST:
            _repaid(world, number, at, debt, _outstanding(debt) - (owed - due))
    elif at % _EVERY_INSTALMENT == 2:
        if number == first:
            _agreed(world, number, debt, due)
        if number in (first, first + 1):
            _repaid(world, number, at, debt, due // 3)
        if number == first + 2:
            _repaid(world, number, at, debt, due - 2 * (due // 3))
    elif number == first:
        _repaid(world, number, at, debt, due)


def _outstanding(debt: int) -> int:
    """What is left of a debt and not already kept back of a payment under way."""
    return payout.available_of_debts([debt])[debt]


def _keep_back(world: World, debt: int, person: int) -> None:
    """A written consent: twenty yuan a month, never less than a hundred left, until September."""
    asked = {
        "debt_id": debt, "source": "monthly", "basis": "agreed", "person_id": person, "amount_fen": _KEPT_BACK_FEN,
        "from_month": world.month(_KEPT_BACK_FROM), "last_month": world.month(_LAST - 1), "minimum_fen": _PROTECTED_FEN,
        "minimum_document": f"{_DOCUMENT}：抵扣留足标准", "on": world.day(_KEPT_BACK_FROM, 3).isoformat(), "document": f"同意书{debt}号",
        "scans": _scans("同意书"),
    }  # fmt: skip
    matter(world, "set_off_debt", asked, world.day(_KEPT_BACK_FROM, 4))


def _agreed(world: World, number: int, debt: int, due: int) -> None:
    asked = {
        "debt_id": debt, "first_fen": due // 3, "monthly_fen": max(due // 3, 1), "from_month": world.month(number + 1), "reason": "一次退回有困难",
        "on": world.day(number, 5).isoformat(), "scans": _scans("还款协议"),
    }  # fmt: skip
    matter(world, "agree_instalments", asked, world.day(number, 6))


def _scans(what: str) -> list[dict[str, Any]]:
    """A blank page in place of the signed paper: the county's people are invented, and so is what they signed."""
    side = b"".join(b"\0" + b"\xff" * _PAGE for _ in range(_PAGE))
    chunks = ((b"IHDR", struct.pack(">IIBBBBB", _PAGE, _PAGE, 8, 0, 0, 0, 0)), (b"IDAT", zlib.compress(side)), (b"IEND", b""))
    body = b"".join(struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks)
    return [attachments.keep(f"{what}（演示）.png", b"\x89PNG\r\n\x1a\n" + body)._asdict()]


def _repaid(world: World, number: int, at: int, debt: int, fen: int) -> None:
    """One slip of the bank, booked by the two people of finance."""
    if fen <= 0:
        return
    day = world.day(number, 9 + at % 4)
    finance, checker = world.by("finance"), world.by("finance2")
    slip = {
        "debt_id": debt, "amount_fen": fen, "account": "1004", "on": day.isoformat(), "reference": f"TH{day:%Y%m%d}{debt:04d}", "payer": "本人",
    }  # fmt: skip
    carry_through("record_repayment", slip, day=day, maker_id=finance, reviewer_id=checker, approver_id=checker)
