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
PART, ALLOWANCE = "adjustment", "disability"
"""The part to which an increase is added; of a disability allowance it is the allowance itself."""
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
    part = ALLOWANCE if amounts.get(ALLOWANCE) else PART
    after = amounts | {part: amounts.get(part, 0) + fen_of(answer.values["increase"])}
    answer.ask.record("account_balance", _yuan(account_fen), "核定时个人账户储存额", "Yuan", (), BEFORE)
    _write_parts(answer.ask, parts, amounts, after)
    whole = replace(answer, values=answer.ask.values, sheet=replace(answer.sheet, steps=tuple(answer.ask.steps.values())))
    sheet, wording = awards.stored(whole)
    return Awarded({key: fen for key, fen in after.items() if fen}, 0, account_fen, canonical(inputs), sheet, sys.intern(wording))


def allowance_adjusted(parts: Sequence[Part], before_fen: Fen, account_fen: Fen, year: int, place: str, places: Places) -> Awarded:
    """A disability allowance of the basic pension's method after the adjustment of a year: the nation's overall ratio alone
    (人社部发〔2024〕72号 第四条)."""
    facts = {"year": str(year), "allowance_before": yuan_text(before_fen), "full_pension": "false"}
    answer = calculate("disability_allowance_adjustment", place, facts, places)
    ask, after = answer.ask, fen_of(answer.values["allowance_after"])
    ask.record("allowance", _yuan(after), "月病残津贴", "Yuan", ("allowance_after",), expression="调整后的月病残津贴")
    ask.record("account_balance", _yuan(account_fen), "核定时个人账户储存额", "Yuan", (), BEFORE)
    ask.record("total", _yuan(after), "调整后月病残津贴合计", "Yuan", ("allowance",), expression="月病残津贴")
    whole = replace(answer, values=ask.values, sheet=replace(answer.sheet, steps=tuple(ask.steps.values())))
    inputs = canonical({"year": str(year), "pension_before": yuan_text(before_fen)})
    return Awarded({ALLOWANCE: after}, 0, account_fen, inputs, *awards.stored(whole))


def _write_parts(ask: Ask, parts: Sequence[Part], before: Mapping[str, Fen], after: Mapping[str, Fen]) -> None:
    """Lines for the parts that stay, for what all adjustments add by now, and for the sum."""
    lines, ahead = [], {part.key: part for part in parts}
    if before.get(ALLOWANCE):
        line = ahead[ALLOWANCE].rule
        ask.record(line, _yuan(after[ALLOWANCE]), ahead[ALLOWANCE].title, "Yuan", ("increase",), expression="上一版核定 + 本次增加额")
        lines.append(line)
    else:
        ask.record("adjustment_before", _yuan(before.get(PART, 0)), "以前各年调整增加", "Yuan", (), BEFORE)
        read = ("adjustment_before", "increase")
        ask.record(PART, _yuan(after[PART]), "历年调整增加", "Yuan", read, expression="以前各年调整增加 + 本次增加额")
        lines.append(PART)
    for part in parts:
        if part.key not in (PART, ALLOWANCE) and after.get(part.key):
            line = part.rule or part.key
            ask.record(line, _yuan(after[part.key]), part.title, "Yuan", (), BEFORE)
            lines.append(line)
    total = _yuan(sum(after.values()))
    ask.record("total", total, "调整后月养老金合计", "Yuan", lines, expression="各项之和")


def _yuan(fen: Fen) -> Q:
    return number(Fraction(fen, 100))
