"""The chart of accounts of a scheme's fund: the one in force, with the items the scheme adds."""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.core.books.chart import Chart, chart_on


def chart_for(scheme: str, day: date) -> Chart:
    """The chart of accounts of a scheme's fund on a day, which refuses other funds' accounts; raises `Refused` where none has begun."""
    chosen = schemes.of(scheme)
    return chart_on(day).with_items(chosen.ITEMS).for_fund(chosen.FUND)
