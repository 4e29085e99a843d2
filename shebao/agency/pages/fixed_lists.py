"""A list whose rows are all known already, shown like every other: searched, sorted, paged and exported."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import QuerySet
from django.http import HttpRequest

from shebao.base.digits import whole_number

from .lists import Column, Listing, Row


@dataclass(slots=True)
class FixedListing(Listing):
    """A `Listing` over rows in hand. Rows do not shift between pages, so a page is named by the place it begins at.

    searched: the keys of a row in which the search looks; `search` itself is not used.
    """

    fixed: Sequence[Row] = ()
    searched: Sequence[str] = ()

    @property
    def searchable(self) -> bool:
        """Whether there is a field to search in."""
        return bool(self.searched)

    def load(self) -> FixedListing:
        """Cut out one page of the rows."""
        rows = self._in_order()
        self.count = len(rows)
        self.total = {name: sum(row.get(name) or 0 for row in rows) for name in self.sums}
        start = self._start(len(rows))
        self.page = start // self.per_page + 1
        self.rows = rows[start : start + self.per_page]
        self.next_token = str(start + self.per_page) if start + self.per_page < len(rows) else ""
        self.previous_token = str(max(start - self.per_page, 0) + 1) if start else ""
        return self

    def size(self) -> int:
        """How many rows pass the search; for the export."""
        return len(self._in_order())

    def all_rows(self, chunk: int = 2000) -> Iterator[Row]:
        """Every row that passes the search, in order; for the export."""
        yield from self._in_order()

    def _start(self, count: int) -> int:
        """Where the page of the address begins; the first page for an address that was tampered with."""
        after, before = (self.request.GET.get(name, "") for name in ("after", "before"))
        text = after or before
        if not text:
            return (min(max(whole_number(self.request.GET.get("page", "")) or 1, 1), self.pages) - 1) * self.per_page
        if not (text.isascii() and text.isdigit() and len(text) < 9):
            return 0
        start = int(text) if after else int(text) - 1
        return min(max(start, 0), max(count - 1, 0))

    def _in_order(self) -> list[Row]:
        text, name = self.query, self.sort.lstrip("-")
        rows = [row for row in self.fixed if not text or any(text in str(row.get(key, "")) for key in self.searched)]
        return sorted(rows, key=lambda row: _rank(row.get(name)), reverse=self.sort.startswith("-"))


def _rank(value: Any) -> tuple[bool, Any]:
    """A place in the order; what says nothing comes first."""
    return (value not in (None, ""), value if value is not None else 0) if not isinstance(value, str) else (bool(value), value)


def fixed_listing(request: HttpRequest, rows: Sequence[Row], columns: Sequence[Column], **more: Any) -> FixedListing:
    """A list of rows in hand."""
    return FixedListing(request, cast(QuerySet[Any, Any], None), columns, fixed=rows, **more)
