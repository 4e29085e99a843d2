"""One shape for every list: search, filters and sort kept in the address, keyset paging, count and sums, export, empty state.

A page gives a queryset (made by the counter that owns the rows), its columns and what can be filtered. Paging never
counts rows off from the start: a page begins after the last row seen, so page 3,000 costs what page 1 costs and rows
that arrive meanwhile shift nothing. A place carries the number of its page, so that a page says which of how many it is; only a jump
to a page by its number counts rows off, keys alone and from the nearer end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from django.core import signing
from django.db.models import Q, QuerySet, Sum
from django.http import HttpRequest

from shebao.agency.store.columns import Column as Numbers
from shebao.agency.store.columns import among
from shebao.base import money
from shebao.base.digits import whole_number

from .cells import MINUS, Cell, Column, Row, text_of

PAGE = 50
MANY = 10_000  # keys of a list known beforehand; above it another order than theirs is walked
COUNTED_OFF = 200_000  # rows of a list whose pages can be opened by their number; among more pages nobody knows one by its number
_PLACES = ("after", "before", "page")  # of the address: where a page begins
_FIRST_STEP, _LAST_STEP = 500, 20_000

__all__ = ["MANY", "MINUS", "PAGE", "Cell", "Choice", "Column", "Listing", "Row", "text_of"]


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter: its name in the address, its title, and (value, title) of each option; `apply` narrows the rows."""

    name: str
    title: str
    options: Sequence[tuple[str, str]]
    field: str = ""
    apply: Callable[[QuerySet[Any, Any], str], QuerySet[Any, Any]] | None = None


@dataclass(slots=True)
class Listing:
    """A list as a page shows it. `search` narrows the rows by the text typed; `decorate` adds what other counters know of a page's rows.

    fields: what is read of a row, where `rows_of` does not say it itself; counting then joins nothing that only a row shows.
    ids: the keys of all rows, ascending, where the page knows them already; `rows_of` are then the rows they are taken from.
    whole: how many rows there are without search and filters, where the page has counted them already.
    counts: (filter, option) → how many rows pass that filter alone, where the page has counted them already.
    """

    request: HttpRequest
    rows_of: QuerySet[Any, Any]
    columns: Sequence[Column]
    name: str
    title: str
    default_sort: str = "-id"
    choices: Sequence[Choice] = ()
    search: Callable[[QuerySet[Any, Any], str], QuerySet[Any, Any]] | None = None
    search_hint: str = ""
    person_field: str = ""
    fields: Sequence[str] = ()
    sums: Mapping[str, str] = field(default_factory=dict)
    decorate: Callable[[list[Row]], None] | None = None
    empty_title: str = "没有符合条件的记录"
    empty_advice: str = "换一个条件，或者清除筛选后再看。"
    per_page: int = PAGE
    exportable: bool = True
    key: str = "id"
    ids: Numbers | None = None
    whole: int | None = None
    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    count: int = 0
    total: dict[str, int] = field(default_factory=dict)
    next_token: str = ""
    previous_token: str = ""
    page: int = 1

    def load(self) -> Listing:
        """Read one page of rows, the count and the sums."""
        if self.ids is not None:
            self.whole = int(self.ids.size)
        result = self.narrowed()
        wanted = result.aggregate(**{f"sum_of_{name}": Sum(name) for name in self.sums}) if self.sums else {}
        self.total = {name: int(wanted[f"sum_of_{name}"] or 0) for name in self.sums}
        counted = self.counts.get(self._only_filter) if self.narrowing else self.whole
        self.count = result.count() if counted is None else counted
        self._read_page(result)
        if self.decorate:
            self.decorate(self.rows)
        return self

    def size(self) -> int:
        """How many rows pass the search and the filters; for the export."""
        return self.narrowed().count()

    def narrowed(self) -> QuerySet[Any, Any]:
        """The rows that pass the search and the filters of the address."""
        result = self.rows_of if self.ids is None else self.rows_of.filter(**{f"{self.key}__in": among(self.ids)})
        if self.search and self.query:
            result = self.search(result, self.query)
        if self.person:
            result = result.filter(**{self.person_field: int(self.person)})
        for choice in self.choices:
            value = self.request.GET.get(choice.name, "")
            if value and value in {v for v, _ in choice.options}:
                result = choice.apply(result, value) if choice.apply else result.filter(**{choice.field: value})
        return result

    @property
    def query(self) -> str:
        """The text typed into the search field."""
        return self.request.GET.get("q", "").strip()[:60]

    @property
    def person(self) -> str:
        """The id of the one person asked for, where the list is about persons and a citizen number was typed."""
        asked = self.request.GET.get("person", "")
        return asked if self.person_field and whole_number(asked) is not None else ""

    @property
    def sort(self) -> str:
        """The order in force: a field, with a minus for descending."""
        asked = self.request.GET.get("sort", "")
        return asked if asked.lstrip("-") in {c.sort for c in self.columns if c.sort} else self.default_sort

    @property
    def searchable(self) -> bool:
        """Whether there is a field to search in (a template would call `search` itself)."""
        return self.search is not None

    @property
    def narrowing(self) -> bool:
        """Whether any search or filter is in force."""
        return bool(self.query or self.person) or any(self.request.GET.get(c.name) for c in self.choices)

    @property
    def _only_filter(self) -> tuple[str, str]:
        """The one filter in force, ("", "") where there are several or a search."""
        chosen = [(one.name, self.request.GET[one.name]) for one in self.choices if self.request.GET.get(one.name)]
        return chosen[0] if len(chosen) == 1 and not (self.query or self.person) else ("", "")

    def heads(self) -> list[dict[str, Any]]:
        """Column heads with the address that sorts by each and how it is sorted now."""
        query = self.request.GET.copy()
        for name in _PLACES:
            query.pop(name, None)
        made = []
        for column in self.columns:
            name, down = self.sort.lstrip("-"), self.sort.startswith("-")
            here = bool(column.sort) and column.sort == name
            query["sort"] = column.sort if here and down else f"-{column.sort}" if here or column.number else column.sort
            made.append(
                {
                    "column": column,
                    "href": "?" + query.urlencode() if column.sort else "",
                    "sorted": ("descending" if down else "ascending") if here else "",
                }
            )
        return made

    def body(self) -> Iterator[list[tuple[Column, Cell]]]:
        """The cells of each row beside their columns, whose titles a narrow screen puts before them."""
        for row in self.rows:
            yield [(column, column.cell(row)) for column in self.columns]

    def filters(self) -> list[dict[str, Any]]:
        """The filters with the option that is chosen."""
        return [{"choice": c, "chosen": self.request.GET.get(c.name, "")} for c in self.choices]

    def hidden(self) -> list[tuple[str, str]]:
        """What the search form must carry along: everything in the address that is no filter, no search and no paging."""
        own = {"q", *_PLACES, "person", *(c.name for c in self.choices)}
        return [(k, str(v)) for k, v in self.request.GET.items() if k not in own]

    def sum_words(self) -> list[tuple[str, str]]:
        """(title, amount in yuan) of each sum."""
        return [(title, money.grouped(self.total.get(name, 0)).replace("-", MINUS)) for name, title in self.sums.items()]

    def page_href(self, name: str, token: str) -> str:
        """The address of the next or the previous page."""
        query = self.request.GET.copy()
        for other in _PLACES:
            query.pop(other, None)
        query[name] = token
        return "?" + query.urlencode()

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.count // self.per_page))

    @property
    def jumps(self) -> bool:
        """Whether a page can be opened by its number: not where a whole index would be walked for it."""
        if self.count > COUNTED_OFF:
            return False
        return self.ids is None or self.ids.size <= MANY or (self.sort.lstrip("-") == self.key and not self.narrowing)

    def carried(self) -> list[tuple[str, str]]:
        """What a form that opens another page must carry along: everything in the address but the place."""
        return [(k, str(v)) for k, v in self.request.GET.items() if k not in _PLACES]

    @property
    def next_href(self) -> str:
        """Address of the next page, or nothing."""
        return self.page_href("after", self.next_token) if self.next_token else ""

    @property
    def previous_href(self) -> str:
        """Address of the page before, or nothing."""
        return self.page_href("before", self.previous_token) if self.previous_token else ""

    def all_rows(self, chunk: int = 2000) -> Iterator[Row]:
        """Every row that passes the filters, in order, in chunks; for the export."""
        result, name, down = self._ordered(self.narrowed(), self.sort)
        last: Row | None = None
        while True:
            rows = self._take(result.filter(self._beyond(last[name], last[self.key], name, down)) if last else result, name, chunk)
            if not rows:
                return
            last = rows[-1]
            if self.decorate:
                self.decorate(rows)
            yield from rows

    def _take(self, ordered: QuerySet[Any, Any], name: str, most: int) -> list[Row]:
        """The first rows of an order. Where `fields` are given the keys come first, so that the database walks its index and joins a page."""
        if not self.fields:
            return list(ordered[:most])
        keys = list(ordered.values_list(self.key, flat=True)[:most])
        read = {
            row[self.key]: row
            for row in self.rows_of.filter(**{f"{self.key}__in": keys}).order_by().values(*{*self.fields, self.key, name})
        }
        return [read[key] for key in keys]

    def _ordered(self, rows: QuerySet[Any, Any], sort: str) -> tuple[QuerySet[Any, Any], str, bool]:
        name, down = sort.lstrip("-"), sort.startswith("-")
        sign = "-" if down else ""
        order = [f"{sign}{name}"] if name == self.key else [f"{sign}{name}", f"{sign}{self.key}"]
        return rows.order_by(*order), name, down

    def _beyond(self, value: Any, key: Any, name: str, down: bool) -> Q:
        side = "lt" if down else "gt"
        if name == self.key:
            return Q(**{f"{self.key}__{side}": key})
        # Written as "not before" first, so that the database can start in the middle of its index.
        return Q(**{f"{name}__{side}e": value}) & (Q(**{f"{name}__{side}": value}) | Q(**{f"{self.key}__{side}": key}))

    def _beside(self, key: Any, down: bool) -> list[int]:
        """The keys of the page that begins after a key, out of `ids`."""
        assert self.ids is not None
        known, most = self.ids, self.per_page + 1
        if down:
            end = int(np.searchsorted(known, key, "left")) if isinstance(key, int) else known.size
            return list(map(int, known[max(end - most, 0) : end]))
        begin = int(np.searchsorted(known, key, "right")) if isinstance(key, int) else 0
        return list(map(int, known[begin : begin + most]))

    def _walk(self, start: tuple[Any, Any] | None, name: str, down: bool) -> list[Any]:
        """The keys of a page out of very many `ids`, in another order than their own: the order's index is walked and those that are
        no members are passed over, instead of sorting all members for every page."""
        assert self.ids is not None
        page: list[Any] = []
        step = _FIRST_STEP
        while len(page) <= self.per_page:
            ordered = self._ordered(self.rows_of, f"-{name}" if down else name)[0]
            rows = list((ordered.filter(self._beyond(*start, name, down)) if start else ordered).values_list(name, self.key)[:step])
            keys = np.array([key for _, key in rows], dtype=np.int64)
            at = np.searchsorted(self.ids, keys)
            member = self.ids[np.minimum(at, self.ids.size - 1)] == keys
            page += keys[member].tolist()
            if len(rows) < step:
                break
            start, step = rows[-1], min(step * 4, _LAST_STEP)
        return page[: self.per_page + 1]

    def _read_page(self, items: QuerySet[Any, Any]) -> None:
        sort = self.sort
        before, after = (self._place(self.request.GET.get(name, "")) for name in ("before", "after"))
        asked = min(whole_number(self.request.GET.get("page", "")) or 1, self.pages) if self.jumps else 1
        place = before or after
        self.page = place[2] if place else max(asked, 1)
        if before:
            sort = sort[1:] if sort.startswith("-") else f"-{sort}"
        ordered, name, down = self._ordered(items, sort)
        start = place[:2] if place else self._last_before(ordered, name, down)
        if self.ids is not None and name == self.key and not self.narrowing:
            ordered = self._ordered(self.rows_of.filter(**{f"{self.key}__in": self._beside(start[1] if start else None, down)}), sort)[0]
        elif self.ids is not None and self.ids.size > MANY and not self.narrowing:
            ordered = self._ordered(self.rows_of.filter(**{f"{self.key}__in": self._walk(start, name, down)}), sort)[0]
        elif start:
            ordered = ordered.filter(self._beyond(start[0], start[1], name, down))
        rows = self._take(ordered, name, self.per_page + 1)
        more = len(rows) > self.per_page
        self.rows = rows[: self.per_page]
        if before:
            self.rows.reverse()
        if not self.rows:
            return
        first, last = self.rows[0], self.rows[-1]
        earlier = more if before else bool(start)
        # Rows that came or went meanwhile move the numbers of pages, never the rows: the two ends are known for sure.
        self.page = 1 if not earlier else max(2, self.page)
        if more or before:
            self.next_token = self._token(last[name], last[self.key], self.page + 1)
        if earlier:
            self.previous_token = self._token(first[name], first[self.key], self.page - 1)

    def _last_before(self, ordered: QuerySet[Any, Any], name: str, down: bool) -> tuple[Any, Any] | None:
        """The row before the page that is asked for by its number, None on the first page: its keys counted off from the nearer end."""
        skip = (self.page - 1) * self.per_page
        if not skip:
            return None
        if self.ids is not None and name == self.key and not self.narrowing:
            key = int(self.ids[-skip] if down else self.ids[skip - 1])
            return key, key
        from_end = self.count - skip
        rows = ordered.values_list(name, self.key)
        place = rows.reverse()[from_end : from_end + 1] if from_end < skip else rows[skip - 1 : skip]
        return next(iter(place), None)

    def _salt(self) -> str:
        """A place belongs to one list in one order: in another it would hold a name against an amount."""
        return f"lists.{self.name}.{self.sort.lstrip('-')}"

    def _token(self, value: Any, key: Any, page: int) -> str:
        """A place in the order, and the number of the page there, as a word for the address, signed."""
        return signing.dumps([value.isoformat() if isinstance(value, date) else value, key, page], salt=self._salt())

    def _place(self, token: str) -> tuple[Any, Any, int] | None:
        """The place behind a token; None for none, for one that was tampered with, and for one of another order."""
        try:
            value, key, page = signing.loads(token, salt=self._salt())
        except (signing.BadSignature, ValueError):
            return None
        return value, key, page
