"""Questions about campaigns over doubtful data: how far each is, which rows are open, how many were worked through in a year."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, Max, OuterRef, QuerySet, Subquery

from shebao.agency.store.columns import among, read_rows
from shebao.base.finding import refuse

from .kinds import OUTCOMES, PROVIDERS, STANDINGS
from .models import Batch, Outcome, Row


class Group(NamedTuple):
    """Rows of a batch with one doubt and one standing: how many, how many have no result yet."""

    doubt: str
    standing: str
    title: str
    rows: int
    open: int


class BatchState(NamedTuple):
    """One list of a campaign with its rows by result."""

    batch: Batch
    provider: str
    rows: int
    open: int
    results: dict[str, int]

    @property
    def done(self) -> int:
        """Rows with a result, the excluded ones among them."""
        return self.rows - self.open

    @property
    def percent(self) -> int:
        """Of a hundred rows how many have a result, rounded down."""
        return self.done * 100 // self.rows if self.rows else 0


def batches() -> list[BatchState]:
    """Every list, the newest first, counted by the database."""
    counts: dict[int, dict[str, int]] = {}
    for batch, result, n in _last().values_list("row__batch_id", "result").annotate(n=Count("id")).order_by():
        counts.setdefault(batch, {})[result] = n
    result = []
    for batch in Batch.objects.order_by("-id"):
        by_result = {title: counts.get(batch.pk, {}).get(key, 0) for key, title in OUTCOMES.items()}
        done = sum(by_result.values())
        result.append(BatchState(batch, PROVIDERS[batch.provider], batch.lines, batch.lines - done, by_result))
    return result


def batch(batch_id: int) -> BatchState:
    """One list by its number; raises `Refused` where there is none."""
    result = next((one for one in batches() if one.batch.pk == batch_id), None)
    if result is None:
        refuse("screening.batch", f"没有第 {batch_id} 份清查名单", "请在清查页面核对编号。", "batch_id")
    return result


def groups(batch_id: int) -> list[Group]:
    """The rows of a list by doubt and standing, those with most open rows first."""
    rows = Row.objects.filter(batch_id=batch_id).order_by().values_list("doubt", "standing")
    every = {(doubt, standing): n for doubt, standing, n in rows.annotate(n=Count("id"))}
    left = {(doubt, standing): n for doubt, standing, n in rows.filter(~Exists(_of_row())).annotate(n=Count("id"))}
    result = [Group(doubt, standing, STANDINGS[standing], n, left.get((doubt, standing), 0)) for (doubt, standing), n in every.items()]
    return sorted(result, key=lambda one: (-one.open, one.doubt, one.standing))


def listed(batch_id: int) -> QuerySet[Any, Any]:
    """The rows of a list with their last result, for a list that pages, filters and exports by itself."""
    last = Outcome.objects.filter(row_id=OuterRef("id")).order_by("-version")
    rows = Row.objects.filter(batch_id=batch_id)
    return rows.annotate(result=Subquery(last.values("result")[:1]), reason=Subquery(last.values("reason")[:1]))


def open_rows(batch_id: int, doubt: str, standing: str, lines: Sequence[int] = ()) -> list[tuple[int, int]]:
    """(row, its last version, 0) of rows without a result; of lines that are named, whatever their state, so that a result can be put right."""
    rows = Row.objects.filter(batch_id=batch_id)
    rows = rows.filter(doubt=doubt) if doubt else rows
    rows = rows.filter(standing=standing) if standing else rows
    if lines:
        named = rows.filter(id__in=among(batch_id * 10_000_000 + line for line in lines)).annotate(version=Max("outcomes__version"))
        return [(row, version or 0) for row, version in read_rows(named.order_by("id"), "id", "version")]
    return [(row[0], 0) for row in read_rows(rows.filter(~Exists(_of_row())).order_by("id"), "id")]


def worked_through(year: int, phase: int) -> int:
    """Rows of lists of a phase got in a year that have a result."""
    span = (date(year, 1, 1), date(year, 12, 31))
    return Row.objects.filter(Exists(_of_row()), batch__phase=phase, batch__got_on__range=span).count()


def _of_row() -> QuerySet[Outcome]:
    return Outcome.objects.filter(row_id=OuterRef("id"))


def _last() -> QuerySet[Outcome, Any]:
    """The outcome of every row that holds."""
    newer = Outcome.objects.filter(row_id=OuterRef("row_id"), version__gt=OuterRef("version"))
    return Outcome.objects.filter(~Exists(newer))
