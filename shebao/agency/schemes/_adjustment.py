"""A standing award after the year's adjustment: the sheet of the adjustment, with the parts that it leaves as they were."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache

from shebao.agency.schemes import Awarded, Part
from shebao.agency.schemes._amounts import fen_of
from shebao.base.canonical import canonical
from shebao.base.dated import Places
from shebao.base.money import Fen, yuan_text
from shebao.core.arithmetic.exact import Q, number
from shebao.core.policy import awards
from shebao.core.policy.ask import Ask
from shebao.core.policy.calculation import calculate

CALCULATION = "pension_adjustment"
PART = "adjustment"
BEFORE = "上一版核定"
_KEEP = 50_000
"""How many awards are remembered between looking at a county's adjustment and applying it."""


def adjusted(
    parts: Sequence[Part], before: Mapping[str, Fen], account_fen: Fen, facts: Mapping[str, str], place: str, places: Places
) -> Awarded:
    """The award after the adjustment of a year. before: part → fen that was paid; account_fen: the account at claim; facts: those
    of the calculation `pension_adjustment` but for the pension before, which is all of it without subsidies."""
    world = _Known(places, places.digest())
    return _adjusted(tuple(parts), tuple(sorted(before.items())), account_fen, tuple(sorted(facts.items())), place, world)


class _Known:
    """Legal values that are the same where their digest is."""

    def __init__(self, places: Places, digest: str) -> None:
        self.places, self.digest = places, digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.digest == self.digest


@lru_cache(maxsize=_KEEP)
def _adjusted(
    parts: tuple[Part, ...],
    before: tuple[tuple[str, Fen], ...],
    account_fen: Fen,
    facts: tuple[tuple[str, str], ...],
    place: str,
    world: _Known,
) -> Awarded:
    amounts = dict(before)
    pension = sum(amounts.get(part.key, 0) for part in parts if not part.rest)
    inputs = {**dict(facts), "pension_before": yuan_text(pension)}
    answer = calculate(CALCULATION, place, inputs, world.places)
    after = amounts | {PART: amounts.get(PART, 0) + fen_of(answer.values["increase"])}
    answer.ask.record("account_balance", _yuan(account_fen), "核定时个人账户储存额", "Yuan", (), BEFORE)
    _write_parts(answer.ask, parts, amounts, after)
    whole = replace(answer, values=answer.ask.values, sheet=replace(answer.sheet, steps=tuple(answer.ask.steps.values())))
    sheet, wording = awards.stored(whole)
    return Awarded({key: fen for key, fen in after.items() if fen}, 0, account_fen, canonical(inputs), sheet, sys.intern(wording))


def _write_parts(ask: Ask, parts: Sequence[Part], before: Mapping[str, Fen], after: Mapping[str, Fen]) -> None:
    """Lines for the parts that stay, for what all adjustments add by now, and for the sum."""
    ask.record("adjustment_before", _yuan(before.get(PART, 0)), "以前各年调整增加", "Yuan", (), BEFORE)
    read = ("adjustment_before", "increase")
    ask.record(PART, _yuan(after[PART]), "历年调整增加", "Yuan", read, expression="以前各年调整增加 + 本次增加额")
    lines = [PART]
    for part in parts:
        if part.key != PART and after.get(part.key):
            line = part.rule or part.key
            ask.record(line, _yuan(after[part.key]), part.title, "Yuan", (), BEFORE)
            lines.append(line)
    total = _yuan(sum(after.values()))
    ask.record("total", total, "调整后月养老金合计", "Yuan", lines, expression="各项之和")


def _yuan(fen: Fen) -> Q:
    return number(Fraction(fen, 100))
