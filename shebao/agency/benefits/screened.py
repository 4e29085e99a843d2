"""Awards, yearly raises and conclusions as whole-number columns for the screening rules: of everybody, or of some people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from django.db.models import QuerySet

from shebao.agency.store.columns import Columns, among, read_columns, read_rows

from .models import Conclusion, Decision, Entitlement
from .reasons import ENDED, PENSION

AGE, SPECIAL, DISABILITY = 1, 2, 3
_KINDS = {"special": SPECIAL, "disability": DISABILITY}
_YEARS_IN_FULL = 15
"""Below so many years it is looked up on the sheet how many this birth year needs (国发〔2014〕8号 第六条)."""


def awards(scheme: str, person_ids: Iterable[int] | None = None) -> Columns:
    """`person`, `kind`, `from_month`, `months`, `minimum_months`, `fen` of the awards in force that have not ended.

    months: those of the whole years paid, deemed ones among them; minimum_months: what the sheet says was needed, 0 where another
    system decided and nothing is said. kind: 1 at the age, 2 special work, 3 disability.
    """
    held = _of(Entitlement.objects.filter(scheme=scheme, benefit=PENSION).exclude(state=ENDED), person_ids).order_by("id")
    rows = read_rows(held, "person_id", "decision_id", "decision__from_month", "decision__paid_years", "decision__total_fen")
    few = [decision for _, decision, _, years, _ in rows if years < _YEARS_IN_FULL]
    needed = {key: _needed(sheet) for key, sheet in read_rows(Decision.objects.filter(id__in=among(few)), "id", "sheet")} if few else {}
    own = _of(Decision.objects.filter(scheme=scheme).exclude(inputs=""), person_ids)
    kinds = {key: _kind(json.loads(inputs)) for key, inputs in read_rows(own, "id", "inputs")}
    table = [
        (person, kinds.get(decision, AGE), first, years * 12, needed.get(decision, 0), fen) for person, decision, first, years, fen in rows
    ]
    return whole(table, "person", "kind", "from_month", "months", "minimum_months", "fen")


def _needed(sheet: str) -> int:
    """The months a sheet says were needed; whole years of them, as the years paid are."""
    values = json.loads(sheet)
    if "required_years" in values:
        return int(values["required_years"]) * 12
    return int(str(values.get("minimum_months", 0)).split(".")[0]) // 12 * 12


def _kind(inputs: dict[str, Any]) -> int:
    named = str(inputs.get("calculation", "")), str(inputs.get("road", "")), str(inputs.get("retirement_kind", ""))
    return next((code for word, code in _KINDS.items() if any(word in name for name in named)), AGE)


def raises(scheme: str, person_ids: Iterable[int] | None = None) -> Columns:
    """`person`, `year`, `kind` (1: the yearly one), `month` of every yearly raise of an award."""
    rows = _of(Decision.objects.filter(scheme=scheme, reason="adjusted"), person_ids).order_by("id")
    known = read_columns(rows, "person_id", "effective_month")
    year = known["effective_month"] // 100
    return {"person": known["person_id"], "year": year, "kind": np.ones_like(year), "month": known["effective_month"]}


def concluded(kind: str, person_ids: Iterable[int] | None = None) -> list[tuple[int, str, dict[str, Any]]]:
    """(person, scheme, facts) of every conclusion of a kind that stands."""
    rows = _of(Conclusion.objects.filter(kind=kind), person_ids).order_by("version", "id")
    last = {
        (person, scheme): (stands, facts) for person, scheme, stands, facts in read_rows(rows, "person_id", "scheme", "stands", "facts")
    }
    return [(person, scheme, json.loads(facts)) for (person, scheme), (stands, facts) in sorted(last.items()) if stands]


def sheets(scheme: str, person_ids: Iterable[int] | None = None) -> list[tuple[int, int, dict[str, Any]]]:
    """(person, monthly total in fen, values of the sheet) of the awards in force; for schemes with few of them."""
    held = _of(Entitlement.objects.filter(scheme=scheme, benefit=PENSION).exclude(state=ENDED), person_ids).order_by("id")
    rows = read_rows(held, "person_id", "decision__total_fen", "decision__sheet")
    return [(person, fen, json.loads(sheet)) for person, fen, sheet in rows]


def whole(table: Sequence[tuple[int, ...]], *names: str) -> Columns:
    """Rows of whole numbers as columns of these names."""
    result = np.array(table, dtype=np.int64).reshape(-1, len(names))
    return {name: np.ascontiguousarray(result[:, place]) for place, name in enumerate(names)}


def _of(rows: QuerySet[Any], person_ids: Iterable[int] | None) -> QuerySet[Any]:
    return rows if person_ids is None else rows.filter(person_id__in=among(person_ids))
