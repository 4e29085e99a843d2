"""Rules of who takes part in a yearly adjustment: the notice's day of retirement, and the scheme's list of exclusions.

Somebody who does not take part is no mistake: the increase is nought, the pension stays, and the sheet says why.
"""

from __future__ import annotations

from shebao.core.arithmetic.formula import where
from shebao.core.rules import Month, Truth, Yuan


def retired_too_late(retirement_month: Month, last_retirement_month: Month) -> Truth:
    """上年 12 月 31 日以后退休。当年人社部、财政部通知（参加人员范围）."""
    return retirement_month > last_retirement_month


def excluded(on_exclusion_list: Truth, retired_too_late: Truth) -> Truth:
    """不参加本次调整。当年人社部、财政部通知；省定调整办法."""
    return on_exclusion_list | retired_too_late


def increase(increase_by_items: Yuan, officer_supplement: Yuan, excluded: Truth) -> Yuan:
    """每月增加额（不参加本次调整的为零）。当年省定调整办法."""
    return where(excluded, 0, increase_by_items + officer_supplement)
