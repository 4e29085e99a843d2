"""What the journal keeps of an account, so that `verify` can hold the account against it: no password and no number can be read from it."""

from __future__ import annotations

from typing import Any

from shebao.agency.store import vault
from shebao.agency.store.digest import sm3

from .models import Member


def account_facts(member: Member) -> dict[str, Any]:
    """Who the account belongs to; the natural person's mark only as a keyed index, for some agencies take the citizen number."""
    return {
        "username": member.username,
        "name": member.name,
        "station": member.station,
        "person": vault.blind(member.person_key, "member").hex(),
    }


def password_facts(member: Member) -> dict[str, Any]:
    """A digest of the salted hash that is stored, and whether somebody else has seen the password."""
    decides_from = member.decides_from.isoformat() if member.decides_from else ""
    return {"password": sm3(member.password.encode()), "provisional": member.provisional, "decides_from": decides_from}
