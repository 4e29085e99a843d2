"""The interface as NinjaAPI sees it: errors as problems in Chinese, and the OpenAPI 3.1 document that says all of it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.renderers import JSONRenderer

from shebao.base.finding import Finding, Refused

from .problems import TITLES, TYPE, Problem, problem
from .reading import JsonBody

DESCRIPTION = "县级社保经办机构的数据接口。先用客户端编号和密钥取令牌，再带着令牌调用；金额是整数分，年月是 YYYYMM。"
_EVERYWHERE = (400, 401, 403, 404, 405, 413, 422, 429)
_WRITING = (409,)


class PlainJson(JSONRenderer):
    """JSON whose Chinese can be read as it stands."""

    json_dumps_params = {"ensure_ascii": False}


class Interface(NinjaAPI):
    """The interface; its document says which problems every operation may answer."""

    def get_openapi_schema(self, **more: Any) -> Any:
        """The document with the problems of every operation, and 304 for what may be asked with If-None-Match."""
        document = super().get_openapi_schema(**more)
        schemas = document.setdefault("components", {}).setdefault("schemas", {})
        schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        for path in document["paths"].values():
            for method, operation in path.items():
                responses = operation["responses"]
                for status in (*_EVERYWHERE, *(_WRITING if method != "get" else ())):
                    responses[status] = {
                        "description": TITLES[status],
                        "content": {TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
                    }
                if method == "get":
                    responses[304] = {"description": "和 If-None-Match 里的一样，没有变化"}
        return document


def make() -> Interface:
    """The interface without its routers."""
    api = Interface(
        title="社保经办数据接口",
        version="1.0.0",
        description=DESCRIPTION,
        parser=JsonBody(),
        renderer=PlainJson(),
        docs_url=None,
        urls_namespace="api-v1",
    )

    def refused(request: HttpRequest, error: Exception) -> HttpResponse:
        assert isinstance(error, Refused), "registered for refusals"
        return problem(error.finding)

    def invalid(request: HttpRequest, error: Exception) -> HttpResponse:
        assert isinstance(error, ValidationError), "registered for what a schema refuses"
        fields = {_place(one["loc"]): _said(one) for one in error.errors}
        message = "；".join(f"{name}：{text}" for name, text in fields.items())[:500]
        return problem(Finding("api.form", message, advice="请照接口文档改正。", where=next(iter(fields), ""), values={"fields": fields}))

    def stranger(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem(Finding("api.token", "没有带令牌", advice="请先取令牌，再放在 Authorization: Bearer 里。"))

    def missing(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem(Finding("api.missing", "没有这一项", advice="请核对编号。"))

    def forbidden(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem(Finding("staff.right", str(error) or "没有这项权限", advice="请联系经办机构。"))

    def broken_rule(request: HttpRequest, error: Exception) -> HttpResponse:
        return problem(Finding("exchange.twice", "同一件事同时送了两次", advice="请查询结果后再决定是否重发。"))

    def other(request: HttpRequest, error: Exception) -> HttpResponse:
        assert isinstance(error, HttpError), "registered for what the framework refuses"
        return problem(Finding("api.unreadable", "请求读不懂", advice="请照接口文档发送。"), error.status_code)

    for kind, answer in (
        (Refused, refused), (ValidationError, invalid), (AuthenticationError, stranger), (Http404, missing),
        (PermissionDenied, forbidden), (IntegrityError, broken_rule), (HttpError, other),
    ):  # fmt: skip
        api.add_exception_handler(kind, answer)  # type: ignore[arg-type]
    return api


_WRONG = {
    "missing": "没有填写",
    "string_pattern_mismatch": "格式不对，应符合 {pattern}",
    "string_too_long": "太长，最多 {max_length} 个字符",
    "string_too_short": "太短，至少 {min_length} 个字符",
    "greater_than_equal": "应不小于 {ge}",
    "less_than_equal": "应不大于 {le}",
    "too_long": "太多，最多 {max_length} 项",
    "literal_error": "应是 {expected}",
    "int_type": "应是整数",
    "int_parsing": "应是整数",
    "int_from_float": "应是整数",
    "int_parsing_size": "数太大",
    "string_type": "应是文字",
    "list_type": "应是列表",
    "dict_type": "应是一组栏目和值",
}
"""Kind of a schema's refusal → what is said of the field; others are “格式不对”."""


def _said(one: dict[str, Any]) -> str:
    return _WRONG.get(str(one["type"]), "格式不对").format(**{"expected": "", **one.get("ctx", {})})


def _place(place: tuple[Any, ...]) -> str:
    return ".".join(str(part) for part in place[1:] if part != "asked") or str(place[0])
