"""Which fund's ledger a matter of the books is about, asked on their forms: that of each scheme and that of the annuity."""

from __future__ import annotations

from shebao.agency import schemes
from shebao.agency.fund.chart import ledger_title, ledgers
from shebao.agency.matters.kind import Field, Payload

LEDGER = Field(
    "scheme", "险种", "choice", required=False, choices=tuple(ledgers().items()), help="哪个基金的账；不填为城乡居民基本养老保险"
)


def ledger_of(payload: Payload) -> str:
    """The ledger of a request."""
    ledger: str = payload.setdefault("scheme", schemes.MAIN)
    return ledger


def titled(payload: Payload, text: str) -> str:
    """A matter's title, with the ledger before it where it is not the one a form means when nothing is said."""
    ledger = ledger_of(payload)
    return text if ledger == schemes.MAIN else f"{ledger_title(ledger)}：{text}"
