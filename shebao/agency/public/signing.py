"""How the agency and a provider of codes prove to each other who speaks: HMAC-SM3 over time, nonce, address and content."""

from __future__ import annotations

import time

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, hmac

SKEW_SECONDS = 120
TIME, NONCE, SIGNATURE = "X-Time", "X-Nonce", "X-Signature"


def signature(key: bytes, *parts: bytes) -> str:
    """HMAC-SM3 of the parts, each with its length before it, in hexadecimal."""
    return _mac(key, parts).finalize().hex()


def genuine(key: bytes, said: str, *parts: bytes) -> bool:
    """Whether a signature is that of the parts; compared in constant time."""
    try:
        _mac(key, parts).verify(bytes.fromhex(said))
    except (InvalidSignature, ValueError):
        return False
    return True


def recent(said: str) -> bool:
    """Whether a request's time is near enough to ours; what is older could be a replay."""
    return said.isascii() and said.isdigit() and len(said) < 12 and abs(time.time() - int(said)) <= SKEW_SECONDS


def _mac(key: bytes, parts: tuple[bytes, ...]) -> hmac.HMAC:
    mac = hmac.HMAC(key, hashes.SM3())
    for part in parts:
        mac.update(len(part).to_bytes(8, "big") + part)
    return mac
