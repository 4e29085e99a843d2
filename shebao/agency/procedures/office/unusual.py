"""A legal value many times the one it replaces: a digit too many, or a unit mistaken, is the mistake that costs a county most.

It is not refused, for a standard may really double; it needs its reason in writing, which the two who check it read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from shebao.agency import schemes
from shebao.agency.parameters import queries as known
from shebao.agency.payout import queries as payout
from shebao.base.dated import Value
from shebao.base.finding import refuse
from shebao.base.money import scaled_text
from shebao.core.policy.keys import key_of

SHORTEST_NOTE = 5


def unusual(value: Value) -> str:
    """By how many times a value is more or less than the one it replaces, where that is more than is usual; "" otherwise."""
    present = known.places().find(value.key, value.place, value.effective_from)
    limit = payout.thresholds_on(value.effective_from, schemes.MAIN)("parameter_times")
    for old, new in _pairs(present.value, value.value) if present else ():
        small, large = sorted((old, new))
        if small and large > small * limit:
            times = scaled_text(int(large * 10 / small), 1)
            return f"“{key_of(value.key).title}”由 {_text(old)} 改为 {_text(new)}，{f'是原来的 {times} 倍' if new > old else f'原来是它的 {times} 倍'}"
    return ""


def refuse_unusual(value: Value, note: str) -> None:
    """Raise `Refused` for a value far from the one it replaces of which nobody says why."""
    problem = unusual(value)
    if problem and len(note.strip()) < SHORTEST_NOTE:
        refuse(
            "procedures.unusual",
            problem,
            f"请逐位核对文件和单位；确实如此的，在“说明”里写明原因（至少 {SHORTEST_NOTE} 个字），复核和审批的人会看到。",
            "note",
        )


def _pairs(old: Any, new: Any) -> Iterator[tuple[Fraction, Fraction]]:
    """Numbers to hold against each other: a number with a number, the same heads of a table, the largest amount of a list."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for head in [head for head in old if head in new]:
            yield from _pairs(old[head], new[head])
    elif isinstance(old, list | tuple) and isinstance(new, list | tuple):
        largest = [max(_amounts(content), default=Fraction(0)) for content in (old, new)]
        yield largest[0], largest[1]
    elif (one := _number(old)) is not None and (other := _number(new)) is not None:
        yield one, other


def _amounts(rows: Any) -> Iterator[Fraction]:
    """The amounts of a list: its cells, or the last cell of each of its rows."""
    for row in rows:
        number = _number(row[-1] if isinstance(row, list | tuple) and row else row)
        if number is not None:
            yield number


def _number(cell: Any) -> Fraction | None:
    try:
        return Fraction(cell) if isinstance(cell, str) else None
    except ValueError:
        return None


def _text(number: Fraction) -> str:
    """A number as documents write it, without noughts at its end."""
    text = scaled_text(int(number * 10_000), 4)
    return text.rstrip("0").rstrip(".")
