"""What a draft's figures were counted from is kept with the draft, packed, sealed, and shown as it was."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shebao.agency.evaluation.behind import packed, unpacked


@given(st.sets(st.integers(1, 2**50), max_size=300))
def test_ids_come_back_ascending_whatever_their_order(ids: set[int]) -> None:
    shuffled = np.array(sorted(ids, key=lambda i: i % 97), dtype=np.int64)

    assert unpacked(packed(shuffled)).tolist() == sorted(ids)


def test_a_county_of_ids_takes_a_few_kilobytes() -> None:
    assert len(packed(np.arange(1, 134_370, dtype=np.int64))) < 5_000


@pytest.mark.parametrize("size", [0, 1])
def test_none_and_one_are_lists_too(size: int) -> None:
    assert unpacked(packed(np.arange(7, 7 + size, dtype=np.int64))).size == size
