"""Rules of the fines the authority may set: the least and the most, by what was done."""

from __future__ import annotations

from shebao.core.rules import Ratio, Yuan


def lowest_fine(amount: Yuan, lowest_multiple: Ratio) -> Yuan:
    """罚款下限。社会保险法 第八十四条、第八十六条、第八十八条."""
    return amount * lowest_multiple


def highest_fine(amount: Yuan, highest_multiple: Ratio) -> Yuan:
    """罚款上限。社会保险法 第八十四条、第八十六条、第八十八条."""
    return amount * highest_multiple
