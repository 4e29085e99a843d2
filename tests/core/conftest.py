"""What tests of the calculations share: a look at the programs that come of calculations over many rows."""

from __future__ import annotations

from typing import Any

import pytest

from shebao.core import columns
from shebao.core.arithmetic.trace import Program


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> list[Program | None]:
    """What came of each attempt to write a program."""
    made: list[Program | None] = []

    def watched(*given: Any) -> Program | None:
        made.append(written(*given))
        return made[-1]

    written = columns._program
    monkeypatch.setattr(columns, "_program", watched)
    return made
