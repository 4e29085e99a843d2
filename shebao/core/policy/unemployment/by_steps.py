"""Months of the benefit where the place has a table of its own: so many months from so many full years on."""

from __future__ import annotations

from shebao.core.arithmetic.formula import lesser, step
from shebao.core.rules import Months, Table, Years


def months(max_months: Months, contribution_years: Years, unemployment_month_steps: Table, unemployment_month_cap: Months) -> Months:
    """领取期限（按地方规定的年限档次，不超过法定最长期限）。失业保险条例 第十七条；地方规定."""
    return lesser(step(contribution_years, unemployment_month_steps), lesser(unemployment_month_cap, max_months))
