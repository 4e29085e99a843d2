"""What went wrong, as application/problem+json (RFC 9457): in Chinese, with a code that programs can rely on."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from shebao.base.finding import Finding

TYPE = "application/problem+json"
_BY_RULE: Mapping[str, int] = {
    "api.token": 401,
    "api.client": 401,
    "api.scope": 403,
    "api.kind": 403,
    "staff.right": 403,
    "staff.reset_recently": 403,
    "exchange.post": 403,
    "api.missing": 404,
    "payout.run": 404,
    "api.method": 405,
    "matters.open": 409,
    "matters.state": 409,
    "matters.own": 409,
    "exchange.number": 409,
    "exchange.content": 409,
    "exchange.twice": 409,
    "exchange.state": 409,
    "api.size": 413,
    "api.flood": 429,
    "api.rate": 429,
    "api.unreadable": 400,
    "api.broken": 500,
}
"""Rule of a refusal → status; what is not here is 404 where the rule ends in “unknown”, and 422 otherwise."""


class Problem(Schema):
    """The body of every answer that is no success. code: for programs; detail and advice: for people; errors: by field; rows: by row."""

    type: str = "about:blank"
    title: str
    status: int
    code: str
    detail: str
    advice: str = ""
    where: str = ""
    source: str = ""
    errors: dict[str, str] = Field(default_factory=dict)
    rows: list[dict[str, Any]] = Field(default_factory=list)


TITLES: Mapping[int, str] = {
    400: "请求读不懂",
    401: "没有通过身份验证",
    403: "没有这项权限",
    404: "没有这一项",
    405: "这个地址不能这样用",
    409: "与现有的情况冲突",
    413: "请求太大",
    415: "内容格式不对",
    422: "不能办理",
    429: "次数太多",
    500: "系统出错",
}


def status_of(finding: Finding) -> int:
    """The status a refusal is answered with."""
    if finding.rule in _BY_RULE:
        return _BY_RULE[finding.rule]
    return 404 if finding.rule.rpartition(".")[2] in ("unknown", "no_decision") else 422


def problem(finding: Finding, status: int = 0) -> HttpResponse:
    """A refusal as an answer."""
    status = status or status_of(finding)
    fields = finding.values.get("fields")
    rows = finding.values.get("rows", ())
    body = Problem(
        title=TITLES.get(status, HTTPStatus(status).phrase),
        status=status,
        code=finding.rule,
        detail=finding.message,
        advice=finding.advice,
        where=finding.where,
        source=finding.source,
        errors={str(name): str(text) for name, text in fields.items()} if isinstance(fields, Mapping) else {},
        rows=[{"row": row[0], "reason": str(row[1])} for row in rows] if isinstance(rows, list | tuple) else [],
    )
    answer = HttpResponse(json.dumps(body.model_dump(), ensure_ascii=False), status=status, content_type=TYPE)
    if status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="shebao"'
    if status == 429:
        answer["Retry-After"] = "60"
    return answer


def from_status(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    """An answer that some part of the site gave as a page, as a problem."""
    status = answer.status_code
    words = {
        400: ("api.unreadable", "请求里有读不懂的内容", "请照接口文档发送。"),
        403: ("staff.right", "没有这项权限", "请联系经办机构。"),
        404: ("api.missing", "没有这个地址", "请照接口文档核对地址。"),
        405: ("api.method", f"这个地址不能用 {request.method}", "请照接口文档核对方法。"),
    }
    rule, message, advice = words.get(status, ("api.broken", "系统出错，已经记录", "请稍后再试；一直这样请联系经办机构。"))
    made = problem(Finding(rule, message, advice=advice), status if status in TITLES else 500)
    if answer.has_header("Allow"):
        made["Allow"] = answer["Allow"]
    return made
