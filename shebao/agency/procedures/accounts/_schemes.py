"""The schemes that keep personal accounts, as the forms of this line of work offer them."""

from __future__ import annotations

from shebao.agency.annuity.queries import ANNUITY_SCHEME
from shebao.agency.matters.kind import Field, Payload
from shebao.agency.schemes import MAIN, catalogue, title

INTEREST = tuple((key, one.TITLE) for key, one in catalogue().items() if one.interest is not None)
"""Schemes whose accounts earn a year's interest."""
WITH_ACCOUNTS = (*INTEREST, (ANNUITY_SCHEME, title(ANNUITY_SCHEME)))
NOMINAL = (ANNUITY_SCHEME, f"{title(ANNUITY_SCHEME)}（单位缴费记账部分）")
EARNING = (*INTEREST, NOMINAL)
"""What earns a yearly interest here: accounts, and the annuity's nominal amounts; its real money is invested by the province."""


def scheme_field(choices: tuple[tuple[str, str], ...]) -> Field:
    """Which scheme; who does not say means the residents'."""
    return Field("scheme", "险种", "choice", required=False, choices=choices, help=f"不填为{title(MAIN)}")


def scheme_of(payload: Payload) -> str:
    """The scheme of a request."""
    scheme: str = payload.setdefault("scheme", MAIN)
    return scheme
