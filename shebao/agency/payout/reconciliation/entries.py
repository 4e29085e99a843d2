"""What the journal says of runs, to hold the rows against."""

from __future__ import annotations

import json
from typing import Any

from shebao.agency.journal import queries as journal


def facts_by_run(verb: str) -> dict[int, list[dict[str, Any]]]:
    """Run → what the journal says of it under a verb, oldest first."""
    facts: dict[int, list[dict[str, Any]]] = {}
    for run_id, body in journal.bodies(verb):
        facts.setdefault(run_id, []).append(json.loads(body))
    return facts
