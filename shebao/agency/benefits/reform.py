"""The reform of the public institutions' pensions: what was declared of people who worked before it, and what was paid to them
for months before this system paid, until their pension was cleared."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db import IntegrityError, transaction
from django.db.models import Max, Min

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import Columns, among, read_columns, read_rows
from shebao.base.canonical import canonical
from shebao.base.finding import refuse

from .models import FormerPayment, ReformFact


class Former(NamedTuple):
    """What was paid to somebody every month of a span before this system paid."""

    person_id: int
    from_month: int
    to_month: int
    monthly_fen: int


def declare_reform(person_id: int, facts: Mapping[str, str], *, by: By) -> Entry:
    """Keep what was declared of a person and reviewed, as a new version."""
    with transaction.atomic():
        take_turn()
        version = (ReformFact.objects.filter(person_id=person_id).aggregate(last=Max("version"))["last"] or 0) + 1
        row = (next_id(ReformFact), person_id, version, canonical(dict(facts)))
        body = {"version": version}
        return post(ReformFact, ReformFact.SEALED, [row], "benefits.declare_reform", by=by, subject=("person", person_id), body=body)


def declared(person_id: int) -> dict[str, str] | None:
    """What was declared of a person last; None where nothing was."""
    row = ReformFact.objects.filter(person_id=person_id).order_by("-version").first()
    return json.loads(row.facts) if row else None


def people_declared() -> int:
    """Of how many people something was declared and reviewed."""
    return ReformFact.objects.values("person_id").distinct().count()


def record_former(rows: Sequence[Former], scheme: str, *, by: By) -> Entry:
    """Keep what was paid to people before this system paid; each month once."""
    ordered = sorted(rows)
    with transaction.atomic():
        take_turn()
        first = next_id(FormerPayment)
        posted = [(first + i, row.person_id, scheme, row.from_month, row.to_month, row.monthly_fen) for i, row in enumerate(ordered)]
        body = {"scheme": scheme, "people": len({row.person_id for row in ordered})}
        try:
            return post(FormerPayment, FormerPayment.SEALED, posted, "benefits.record_former", by=by, body=body)
        except IntegrityError:
            refuse("benefits.former", "这些人中有人的同一段预发已经登记过", "同一段只登记一次；请从名单中去掉。", "rows")


def cleared_before(person_ids: Sequence[int], scheme: str) -> list[int]:
    """Those of the people of whom former payments are on record."""
    rows = FormerPayment.objects.filter(scheme=scheme, person_id__in=among(person_ids))
    return sorted(set(rows.values_list("person_id", flat=True)))


def former_payments(scheme: str, month: int) -> Columns:
    """What was paid for a month before this system paid: `person_id`, `total_fen`, and nothing from the account."""
    rows = FormerPayment.objects.filter(scheme=scheme, from_month__lte=month, to_month__gte=month)
    columns = read_columns(rows, "person_id", "monthly_fen")
    return {"person_id": columns["person_id"], "total_fen": columns["monthly_fen"], "from_account_fen": columns["monthly_fen"] * 0}


def former_since(scheme: str, person_ids: Sequence[int]) -> dict[int, int]:
    """Person → the first month of which former payments are on record."""
    rows = FormerPayment.objects.filter(scheme=scheme, person_id__in=among(person_ids)).order_by()
    return dict(read_rows(rows.values("person_id").annotate(first=Min("from_month")), "person_id", "first"))
