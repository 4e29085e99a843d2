"""The facts a run is computed from, as columns: who shares an account, what was paid in earlier runs, who was left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from django.db.models import Max, QuerySet

from shebao.agency import schemes
from shebao.agency.benefits.reform import former_payments
from shebao.agency.payout.models import Cover, Exclusion, Line, LinePart, Run, Withheld
from shebao.agency.payout.tables.table import ORDINALS
from shebao.agency.people import queries as people
from shebao.agency.store.columns import Column, Columns, among, int_column, look_up, narrowed, read_columns, read_rows
from shebao.base.months import Month


def payees(person_ids: Column) -> Column:
    """How many persons share each person's account, themselves included."""
    shared = [(person, len(group)) for group in people.shared_accounts(most=100_000) for person in group]
    return look_up(int_column([pair[0] for pair in shared]), int_column([pair[1] for pair in shared]), person_ids, missing=1)


def death_columns(lines: Columns) -> Columns:
    """What the gates of the dead read: a month's pension is not owed after the death, a back payment then belongs to the heirs.
    What is owed once, at a death, has no decision behind it and is neither."""
    deaths = people.death_months(lines["person_id"])
    month, decided = lines["month"], lines["decision_id"] > 0
    back_pay = decided & (lines["from_month"] > 0)
    return {
        "month": month,
        "death_month": deaths,
        "regular": (decided & ~back_pay).astype(np.int64),
        "heirs": (back_pay & (deaths > 0) & (deaths < month)).astype(np.int64),
    }


def sealed_runs(scheme: str, month: Month, kind: str = "regular") -> list[Run]:
    """Sealed runs of a month, in their order."""
    return list(Run.objects.filter(scheme=scheme, month=month, kind=kind, sealed=True).order_by("part"))


def month_before(scheme: str, month: Month) -> Month | None:
    """The last earlier month with a sealed regular run."""
    last: Month | None = Run.objects.filter(scheme=scheme, kind="regular", sealed=True, month__lt=month).aggregate(m=Max("month"))["m"]
    return last


def regular_lines(scheme: str, month: Month) -> Columns:
    """The sealed regular lines of a month by person, with their decision, account and total."""
    runs = [run.pk for run in sealed_runs(scheme, month)]
    rows = Line.objects.filter(run_id__in=runs).order_by("person_id")
    return read_columns(rows, "person_id", "decision_id", "bank_account_id", "total_fen")


def paid_for(scheme: str, month: Month, person_ids: Column | None = None) -> Columns:
    """What was paid, or promised, for one month: person_id, total_fen, from_account_fen; lines withheld for good count as not paid.
    What another system paid before this one counts where a clearing put it on record.

    person_ids: the persons that matter; others may be among the answer. None for everybody.
    """
    void = Withheld.objects.filter(final=True).values("id")
    runs = [run.pk for run in sealed_runs(scheme, month)]
    lines = Line.objects.filter(run_id__in=runs).exclude(id__in=void)
    regular = read_columns(lines if person_ids is None else narrowed(lines, person_ids), "person_id", "total_fen", "from_account_fen")
    back = read_columns(
        Cover.objects.filter(run__scheme=scheme, run__sealed=True, month=month).exclude(line_id__in=void),
        "person_id",
        "due_fen",
        "from_account_fen",
    )
    former = former_payments(scheme, month)
    back["total_fen"] = back["due_fen"]
    return {name: np.concatenate([regular[name], back[name], former[name]]) for name in ("person_id", "total_fen", "from_account_fen")}


def parts_of_lines(line_ids: Column, keys: Sequence[str]) -> Columns:
    """For each line its parts in fen, a column a key; keys: those of the scheme, in its order. For few lines, found by their ids."""
    wanted = (line_ids[:, None] * 10 + np.arange(1, len(keys) + 1)).ravel()
    rows = read_columns(LinePart.objects.filter(id__in=among(wanted)), "id", "fen")
    return schemes.part_columns(line_ids, rows["id"], rows["fen"], keys)


def parts_of_run(run_id: int) -> QuerySet[LinePart]:
    """The parts of a run's lines, by id: one stretch of the table."""
    return LinePart.objects.filter(id__gt=run_id * ORDINALS * 10, id__lt=(run_id + 1) * ORDINALS * 10).order_by("id")


def last_paid_month(scheme: str, person_ids: Column, before: Month) -> Column:
    """The last month for which each person has a sealed line before a month, 0 for never."""
    rows = read_rows(
        Line.objects.filter(scheme=scheme, person_id__in=among(person_ids), month__lt=before, run__sealed=True)
        .order_by()
        .values("person_id")
        .annotate(last=Max("month")),
        "person_id",
        "last",
    )
    return look_up(int_column([row[0] for row in rows]), int_column([row[1] for row in rows]), person_ids)


def left_out(scheme: str, month: Month, *, before_part: int | None = None) -> dict[int, str]:
    """person → reason, of those held or excluded by the sealed regular runs of a month (before a part of it)."""
    runs = [run.pk for run in sealed_runs(scheme, month) if before_part is None or run.part < before_part]
    return dict(Exclusion.objects.filter(run_id__in=runs).order_by("id").values_list("person_id", "reason"))
