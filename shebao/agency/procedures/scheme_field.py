"""Which scheme a matter is about, asked on the forms of matters that each scheme has: who does not say means the residents'."""

from __future__ import annotations

from shebao.agency import schemes
from shebao.agency.matters.kind import Field, Payload

SCHEME = Field("scheme", "险种", "choice", required=False, choices=tuple(schemes.titles().items()), help="不填为城乡居民基本养老保险")


def scheme_of(payload: Payload) -> str:
    """The scheme of a request."""
    scheme: str = payload.setdefault("scheme", schemes.MAIN)
    return scheme


def titled(payload: Payload, text: str) -> str:
    """A matter's title, with the scheme before it where it is not the residents'."""
    scheme = scheme_of(payload)
    return text if scheme == schemes.MAIN else f"{schemes.title(scheme)}：{text}"
