"""One-time codes of six digits that a telephone computes from a shared secret and the clock (RFC 6238), without any network.

Thirty lines of the standard library: HMAC-SHA-1 over the number of half minutes since 1970, cut to six digits as RFC 4226 says.
Every authenticator program on telephones computes the same.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
import struct
from urllib.parse import quote

STEP_SECONDS, DIGITS = 30, 6
CLOCKS_APART = 1
"""So many steps the telephone's clock may be before or behind ours."""
_SECRET_BYTES = 20


def new_secret() -> str:
    """A secret to share with one telephone, in the letters and digits that people type (base32, 160 bits)."""
    return base64.b32encode(secrets.token_bytes(_SECRET_BYTES)).decode()


def step_at(seconds: float) -> int:
    """The number of the half minute."""
    return int(seconds) // STEP_SECONDS


def code_of(secret: str, step: int) -> str:
    """The code of a half minute."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", step), hashlib.sha1).digest()
    at = digest[-1] & 15
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(secret: str, code: str, now: float, *, after: int) -> int | None:
    """The half minute whose code this is, now or one before or behind, later than the last one used; None where it is none."""
    typed = "".join(code.split())
    steps = (step_at(now) + apart for apart in range(-CLOCKS_APART, CLOCKS_APART + 1))
    return next((step for step in steps if step > after and hmac.compare_digest(code_of(secret, step).encode(), typed.encode())), None)


def address_of(secret: str, issuer: str, account: str) -> str:
    """What the telephone reads from a QR code."""
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?secret={secret}&issuer={quote(issuer)}&digits={DIGITS}&period={STEP_SECONDS}"
