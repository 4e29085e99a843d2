"""What tests of the calculations share: a look at the traces that come of calculations over many rows."""

from __future__ import annotations

from typing import Any

import pytest

from shebao.core import columns
from shebao.core.arithmetic.trace import Trace


@pytest.fixture
def traces(monkeypatch: pytest.MonkeyPatch) -> list[Trace | None]:
    """What came of each attempt to trace a calculation."""
    attempts: list[Trace | None] = []

    def watched(*given: Any) -> Trace | None:
        attempts.append(traced(*given))
        return attempts[-1]

    traced = columns._trace
    monkeypatch.setattr(columns, "_trace", watched)
    return attempts
