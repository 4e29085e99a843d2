"""Reading a whole number that somebody typed or put into an address: the ten digits, not too many of them, or nothing.

`str.isdigit` says yes to "²" and to digits without end, and `int` then breaks on both.
"""

from __future__ import annotations

import re

_WHOLE = re.compile(r"[0-9]+")


def whole_number(text: object, digits: int = 12) -> int | None:
    """The number behind a text of at most so many ASCII digits; None for anything else."""
    value = str(text)
    return int(value) if len(value) <= digits and _WHOLE.fullmatch(value) else None
