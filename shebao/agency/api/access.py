"""Who is asking: a bearer token, the client behind it, its scope, its post's right, and how often it may ask."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from shebao.agency.exchange import queries
from shebao.agency.exchange.kinds import SCOPES
from shebao.agency.exchange.queries import ClientRow
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.staff import queries as staff
from shebao.base.finding import refuse


def address_of(request: HttpRequest) -> str:
    """The network address a request comes from; behind a proxy the server has put the client's own here."""
    return str(request.META.get("REMOTE_ADDR", ""))


class Scoped(HttpBearer):
    """Lets in clients whose terms hold a scope and whose post holds the right that the desk asks for."""

    openapi_description = "POST /api/v1/token 得到的令牌，十五分钟有效"

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def authenticate(self, request: HttpRequest, token: str) -> Any:
        """The client; refused in words where the token, the scope, the right or the rate does not let it in."""
        address = address_of(request)
        one = queries.client_of_token(token[:200], address)
        if one is not None:
            asked = queries.calls_since(one.id, timezone.now() - timedelta(minutes=1))
            if asked >= one.terms.per_minute:
                refuse("api.rate", f"一分钟内已经请求 {asked:,} 次，登记的上限是 {one.terms.per_minute:,} 次", "请过一分钟再试。")
        if one is None or not queries.may_come(one, address, installation.business_day()):
            refuse("api.token", "令牌无效、已经过期，或者不能从这个网络地址使用", "请重新取令牌。")
        request.client = one  # type: ignore[attr-defined]
        scope = SCOPES[self.scope]
        if self.scope not in one.terms.scopes:
            refuse("api.scope", f"客户端没有“{scope.title}”的范围", "需要的请由经办机构办理“接口客户端登记”变更。")
        if scope.right and scope.right not in staff.rights(one.member_id):
            refuse("staff.right", f"客户端的岗位没有这项权限（{scope.right}）", "请联系经办机构。")
        return one


def client_of(request: HttpRequest) -> ClientRow:
    """The client behind a request that was let in."""
    one: ClientRow = request.client  # type: ignore[attr-defined]
    return one


def by(request: HttpRequest) -> By:
    """The account of the client, on the business day."""
    return By(client_of(request).member_id, installation.business_day())
