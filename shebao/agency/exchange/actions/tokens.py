"""Tokens: given for a client's code and secret, short-lived, tied to the address that asked, revoked when anything of the client changes."""

from __future__ import annotations

import hmac
import secrets
from datetime import date, timedelta

from django.utils import timezone

from shebao.agency.store import vault
from shebao.base.finding import refuse

from ..kinds import TOKENS_PER_MINUTE
from ..models import Call, Token
from ..queries import ClientRow, client_of_code, may_come, secret_of

_NOBODY = b"\0" * 32
WRONG = "客户端编号或密钥不对，或者不能从这个网络地址使用"
TOKEN_OPERATION = "token"  # noqa: S105 - the name of an operation


def issue_token(code: str, secret: str, address: str, *, day: date) -> tuple[ClientRow, str]:
    """(the client, a new token). Refused with the same words whatever is wrong, and where one address asks too often."""
    since = timezone.now() - timedelta(minutes=1)
    asked = Call.objects.filter(address_mark=vault.blind(address, "address"), at__gt=since, operation=TOKEN_OPERATION)
    if asked.count() >= TOKENS_PER_MINUTE:
        refuse("api.flood", "这个网络地址一分钟内要的令牌太多", "令牌十五分钟内有效，请重复使用；过一分钟再试。")
    one = client_of_code(code[:40])
    stored = secret_of(one.id) if one is not None else None
    given = vault.blind(secret[:200], "client")
    right = hmac.compare_digest(stored.mark if stored else _NOBODY, given)
    if one is None or stored is None or not right or not may_come(one, address, day):
        refuse("api.client", WRONG, "请核对编号、密钥和登记的网络地址；密钥丢失的请联系经办机构换发。")
    token = secrets.token_urlsafe(32)
    Token.objects.create(
        client_id=one.id, secret_id=stored.id, mark=vault.blind(token, "token"), address_mark=vault.blind(address, "address")
    )
    return one, token


def revoke_tokens(client_id: int) -> None:
    """Whatever tokens a client has are worth nothing from now on."""
    Token.objects.filter(client_id=client_id, ended_at=None).update(ended_at=timezone.now())
