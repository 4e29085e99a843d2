"""What a draft's figures were counted from is kept with the draft, packed, sealed, and shown as it was."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import numpy as np
import pytest
from django.db import DatabaseError, transaction
from hypothesis import given
from hypothesis import strategies as st

from shebao.agency.evaluation import figure_rows
from shebao.agency.evaluation.figure_rows import packed, unpacked
from shebao.agency.evaluation.models import Behind
from shebao.agency.journal import queries as journal
from shebao.agency.journal.by import By
from shebao.agency.statistics.measure import Asked, Drill, Measure
from shebao.agency.statistics.queries import definitions
from shebao.core.policy.locale import shipped_places


@given(st.sets(st.integers(1, 2**50), max_size=300))
def test_ids_come_back_ascending_whatever_their_order(ids: set[int]) -> None:
    shuffled = np.array(sorted(ids, key=lambda i: i % 97), dtype=np.int64)

    assert unpacked(packed(shuffled)).tolist() == sorted(ids)


def test_a_county_of_ids_takes_a_few_kilobytes() -> None:
    assert len(packed(np.arange(1, 134_370, dtype=np.int64))) < 5_000


@pytest.mark.parametrize("size", [0, 1])
def test_none_and_one_are_lists_too(size: int) -> None:
    assert unpacked(packed(np.arange(7, 7 + size, dtype=np.int64))).size == size


def test_rows_are_kept_and_sealed_alike_on_both_databases(database: str) -> None:
    ids = np.array([5, 3, 900_000_000_001], dtype=np.int64)
    about = Asked("resident", 2023, "gansu_zhengning", shipped_places())
    measures = {
        name: Measure(definitions()[name], about, Fraction(3), 3, Drill(kind, result))
        for name, kind, result in (("resident.insured", "persons", ids), ("resident.paid", "runs", ids[:0]))
    }

    with transaction.atomic():
        figure_rows.keep(7, 2023, measures, by=By(None, date(2023, 12, 31)))

    result = figure_rows.of_figure(7, "resident.insured")
    assert result is not None and result.kind == "persons" and result.ids.tolist() == [3, 5, 900_000_000_001]
    runs = figure_rows.of_figure(7, "resident.paid")
    assert runs is not None and (runs.kind, runs.ids.size) == ("runs", 0) and figure_rows.of_figure(8, "resident.paid") is None
    assert journal.check_sealed(Behind) == (2, [])
    with pytest.raises(DatabaseError), transaction.atomic():
        Behind.objects.filter(key="resident.paid").update(kind="persons")
