"""Rows turned into the columns an engine takes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .engine import Table


def columns_of(names: Sequence[str], rows: Sequence[Sequence[int]]) -> Table:
    """Columns by name of rows of whole numbers, none where there are no rows."""
    table = np.array(rows, dtype=np.int64).reshape(len(rows), len(names))
    return {name: table[:, place] for place, name in enumerate(names)}


def empty(names: Sequence[str]) -> Table:
    """Columns without a row."""
    return columns_of(names, ())
