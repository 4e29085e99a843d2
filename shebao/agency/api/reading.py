"""Reading the body of a request: JSON that is not too deep, without what no database keeps."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

from shebao.base.finding import refuse

DEEPEST, LARGEST_NUMBER = 20, 2**53


class JsonBody(Parser):
    """Reads a body as JSON; refused in words for what is none, is too deep, or holds a number or character that cannot be kept."""

    def parse_body(self, request: HttpRequest) -> Any:
        """The content."""
        try:
            content = json.loads(request.body, parse_constant=_no_number)
        except (ValueError, RecursionError):
            refuse("api.unreadable", "请求内容不是可以读的 JSON", "请用 UTF-8 编码的 JSON，嵌套不超过二十层。")
        _look_through(content)
        return content


def _no_number(text: str) -> NoReturn:
    raise ValueError(text)


def _look_through(content: Any) -> None:
    """Level by level, so that depth costs nothing."""
    level, depth = [content], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            refuse("api.unreadable", f"请求内容嵌套超过 {DEEPEST} 层", "请照接口文档发送。")
        below: list[Any] = []
        for value in level:
            if isinstance(value, dict):
                below.extend(value)
                below.extend(value.values())
            elif isinstance(value, list):
                below.extend(value)
            elif isinstance(value, str):
                _check_text(value)
            elif isinstance(value, int | float) and abs(value) > LARGEST_NUMBER:
                refuse("api.unreadable", "请求里有太大的数", "金额用分，最多十五位。")
        level = below


def _check_text(value: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError:
        value = "\0"
    if "\0" in value:
        refuse("api.unreadable", "请求里有看不见的字符", "请去掉 \\u0000 和不成对的代理字符。")
