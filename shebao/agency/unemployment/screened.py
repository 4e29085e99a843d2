"""Claims, certificates and grants for hires as whole-number columns for the screening rules."""

from __future__ import annotations

import json
from collections.abc import Iterable

from shebao.agency.benefits.screened import whole
from shebao.agency.store.columns import Columns, among, read_rows
from shebao.base.money import half_up

from .models import Claim, EmployerGrant
from .queries import standing_grants

LEVELS = ("初级", "中级", "高级", "技师", "高级技师")
EXPANSION, STABILITY = 2, 1


def claimed(person_ids: Iterable[int] | None = None) -> Columns:
    """`person`, `employer` (0: none), `left_day`, `from_month` of every claim."""
    rows = Claim.objects.order_by("id") if person_ids is None else Claim.objects.filter(person_id__in=among(person_ids)).order_by("id")
    table = [
        (person, employer or 0, int(str(left)[:10].replace("-", "")), first)
        for person, employer, left, first in read_rows(rows, "person_id", "employer_id", "left_on", "from_month")
    ]
    return whole(table, "person", "employer", "left_day", "from_month")


def certificates(person_ids: Iterable[int] | None = None) -> Columns:
    """`person`, `occupation` and `grade` (one number for one and the same word), `month`, `fen` of skill subsidies that stand."""
    rows = standing_grants("skill")
    if person_ids is not None:
        rows = rows.filter(person_id__in=among(person_ids))
    numbers: dict[str, int] = {}
    table = []
    for person, month, fen, facts in read_rows(rows.order_by("id"), "person_id", "month", "amount_fen", "facts"):
        said = json.loads(facts)
        words = (f"职业{said.get('occupation', '')}", f"等级{said.get('level', '')}")
        table.append((person, *(numbers.setdefault(word, len(numbers) + 1) for word in words), month, fen))
    return whole(table, "person", "occupation", "grade", "month", "fen")


def grants_for_hires(person_ids: Iterable[int] | None = None) -> Columns:
    """`person`, `employer`, `kind` (2 扩岗), `month` (December of the list's year), `fen`, `layoff_e4`, `gate_e4` (0: not asked) of
    grants paid for somebody hired."""
    rows = EmployerGrant.objects.filter(person_id__gt=0, amount_fen__gt=0)
    if person_ids is not None:
        rows = rows.filter(person_id__in=among(person_ids))
    table = []
    for person, employer, kind, year, fen, facts in read_rows(
        rows.order_by("id"), "person_id", "employer_id", "kind", "year", "amount_fen", "facts"
    ):
        said = json.loads(facts)
        table.append(
            (
                person,
                employer,
                EXPANSION if kind == "job_expansion" else STABILITY,
                year * 100 + 12,
                fen,
                _e4(said, "layoff_rate"),
                _e4(said, "gate"),
            )
        )
    return whole(table, "person", "employer", "kind", "month", "fen", "layoff_e4", "gate_e4")


def _e4(facts: dict[str, object], name: str) -> int:
    """A rate said in per cent, in ten-thousandths; 0 where nothing is said."""
    text = str(facts.get(name, "0") or "0").rstrip("%")
    return half_up(int(float(text) * 10_000), 100)
