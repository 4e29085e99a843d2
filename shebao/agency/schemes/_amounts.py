"""Yuan of the law as fen of the counters."""

from __future__ import annotations

from typing import Any


def fen_of(yuan: Any) -> int:
    """An exact amount in yuan as whole fen."""
    fen = yuan.fraction * 100
    assert fen.denominator == 1, f"{yuan} yuan is not whole fen"
    return int(fen)
