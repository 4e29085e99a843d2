"""Pages of a list: a page begins behind the last row of the one before, so that page 3,000 costs what page 1 costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.core import signing
from django.db.models import QuerySet
from ninja import Schema
from pydantic import Field

from shebao.base.finding import refuse

SALT = "api.cursor"
MOST, USUAL = 200, 50


class Asked(Schema):
    """What every list takes. limit: rows of a page; cursor: the `next` of the page before."""

    limit: int = Field(USUAL, ge=1, le=MOST, description="每页行数")
    cursor: str = Field("", max_length=200, description="上一页回答里的 next；第一页不填")

    def after(self, name: str) -> int:
        """The id of the last row already given; 0 at the beginning. Refused for a cursor that is not one of this list."""
        if not self.cursor:
            return 0
        try:
            whose, last = signing.loads(self.cursor, salt=SALT)
        except (signing.BadSignature, ValueError, TypeError):
            whose, last = "", 0
        if whose != name:
            refuse("api.cursor", "cursor 不是这个列表给出的", "请用上一页回答里的 next，或者从第一页开始。", "cursor")
        return int(last)


def page(
    rows: QuerySet[Any, Any], asked: Asked, name: str, shown: Callable[[dict[str, Any]], dict[str, Any]], key: str = "id"
) -> dict[str, Any]:
    """A page of rows that are dictionaries, by ascending id. name: of the list, so that a cursor is good for it alone."""
    result = list(rows.filter(**{f"{key}__gt": asked.after(name)}).order_by(key)[: asked.limit + 1])
    return sliced(result, asked, name, shown, lambda row: row[key])


def sliced(
    rows: Sequence[Any], asked: Asked, name: str, shown: Callable[[Any], dict[str, Any]], key: Callable[[Any], int]
) -> dict[str, Any]:
    """A page of rows already read, one more than it holds where there are more."""
    given, more = rows[: asked.limit], len(rows) > asked.limit
    following = signing.dumps([name, int(key(given[-1]))], salt=SALT) if more else None
    return {"items": [shown(row) for row in given], "next": following}
