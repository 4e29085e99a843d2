"""Years that came and went with transfers, and temporary accounts, as whole-number columns for the screening rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from shebao.agency.benefits.screened import whole
from shebao.agency.store.columns import Columns, among, read_rows

from .kinds import IN, KINDS, OUT
from .models import TransferYear
from .queries import cases

INTO, AWAY = 1, 2


def years(codes: Mapping[str, int], person_ids: Iterable[int] | None = None) -> Columns:
    """`person`, `scheme`, `direction` (1 in, 2 out), `year`, `months`: years that came in and stand, and relations that have ended here."""
    wanted = None if person_ids is None else set(person_ids)
    back = {row.id for row in cases(IN) if row.state == "returned"}
    rows = (
        TransferYear.objects.order_by("id") if wanted is None else TransferYear.objects.filter(person_id__in=among(wanted)).order_by("id")
    )
    table = [
        (person, codes[scheme], INTO, year, months)
        for person, scheme, case, year, months in read_rows(rows, "person_id", "scheme", "case_id", "year", "months")
        if case not in back and scheme in codes
    ]
    table += [
        (row.person_id, codes[KINDS[row.kind].from_scheme], AWAY, row.opened_on.year, 0)
        for row in cases(OUT)
        if row.state == "ended" and KINDS[row.kind].from_scheme in codes and (wanted is None or row.person_id in wanted)
    ]
    return whole(table, "person", "scheme", "direction", "year", "months")


def temporary(codes: Mapping[str, int], person_ids: Iterable[int] | None = None) -> Columns:
    """`person`, `scheme`, `since_day` of accounts here that a transfer away calls temporary, the case not refused or withdrawn."""
    wanted = None if person_ids is None else set(person_ids)
    table = [
        (row.person_id, codes[KINDS[row.kind].from_scheme], int(f"{row.opened_on:%Y%m%d}"))
        for row in cases(OUT)
        if row.temporary and row.state not in ("refused", "withdrawn") and KINDS[row.kind].from_scheme in codes
        and (wanted is None or row.person_id in wanted)
    ]  # fmt: skip
    return whole(table, "person", "scheme", "since_day")
