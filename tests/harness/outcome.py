"""What a harness found, kept in docs/reliability.json, one entry for each harness and database, the last run alone."""

from __future__ import annotations

import json
import os
import platform
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

KEPT = Path(__file__).resolve().parents[2] / "docs" / "reliability.json"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One run: which harness on which database, what was tried, how often, how often it went wrong, by which seed, how long, when."""

    harness: str
    database: str
    tried: int
    wrong: int
    seed: int
    seconds: float
    details: dict[str, int]
    on: str
    python: str


def timed(harness: str, database: str, seed: int, work: Callable[[], tuple[int, int, dict[str, int]]]) -> Outcome:
    """Run something that answers (tried, wrong, details) and time it."""
    began = time.monotonic()
    tried, wrong, details = work()
    day = datetime.now(UTC).date().isoformat()
    return Outcome(harness, database, tried, wrong, seed, round(time.monotonic() - began, 1), details, day, platform.python_version())


def keep(outcome: Outcome, path: Path = KEPT) -> None:
    """Put it in the place of the last run of its kind."""
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
    rows = [row for row in rows if (row["harness"], row["database"]) != (outcome.harness, outcome.database)]
    rows = sorted([*rows, asdict(outcome)], key=lambda row: (row["harness"], row["database"]))
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    beside.replace(path)
