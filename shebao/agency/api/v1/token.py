"""Tokens by OAuth 2.0 client credentials (RFC 6749 §4.4): code and secret by HTTP Basic or in the form, a short-lived bearer token back."""

from __future__ import annotations

import base64
import binascii
from typing import Any
from urllib.parse import unquote

from django.http import HttpRequest
from ninja import Form, Router, Schema
from pydantic import Field

from shebao.agency.exchange import actions
from shebao.agency.exchange.actions.tokens import TOKEN_OPERATION
from shebao.agency.exchange.kinds import TOKEN_SECONDS
from shebao.agency.installation import queries as installation
from shebao.base.finding import Refused, refuse

from ..access import address_of
from ..problems import status_of

router = Router(tags=["令牌"], auth=None)


class Asking(Schema):
    """The form of RFC 6749."""

    grant_type: str = Field(pattern="^client_credentials$", description="client_credentials")
    client_id: str = Field("", max_length=40)
    client_secret: str = Field("", max_length=200)


class Token(Schema):
    """A token; ask for another before it ends."""

    access_token: str
    token_type: str
    expires_in: int
    scope: str


@router.post("", response=Token, summary="取令牌")
def token(request: HttpRequest, asked: Form[Asking]) -> dict[str, Any]:
    """A bearer token for fifteen minutes, from the address that asks."""
    code, secret = _basic(request.headers.get("Authorization", "")) or (asked.client_id, asked.client_secret)
    address = address_of(request)
    if "\0" in code + secret:
        refuse("api.unreadable", "请求里有看不见的字符", "请核对编号和密钥。")
    try:
        client, given = actions.issue_token(code, secret, address, day=installation.business_day())
    except Refused as refused:
        status = status_of(refused.finding)
        if status != 429:
            actions.note_call(TOKEN_OPERATION, status, address)
        raise
    actions.note_call(TOKEN_OPERATION, 200, address, client_id=client.id)
    return {"access_token": given, "token_type": "Bearer", "expires_in": TOKEN_SECONDS, "scope": " ".join(client.terms.scopes)}


def _basic(header: str) -> tuple[str, str] | None:
    kind, _, rest = header.partition(" ")
    if kind.lower() != "basic":
        return None
    try:
        code, _, secret = base64.b64decode(rest, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        refuse("api.client", "Authorization 头读不懂", "格式是 Basic 加上“编号:密钥”的 base64。")
    return unquote(code), unquote(secret)
