"""Where and when this desk stands: the agency's name, the demonstration's accounts, and the business day."""

from __future__ import annotations

import json
import os
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from shebao.agency.fund import queries as fund
from shebao.agency.journal import queries as journal
from shebao.base import months

UNNAMED = "社会保险经办机构"


@lru_cache(maxsize=4)
def _demonstration(path: str, changed_at: int) -> dict[str, Any]:
    found = json.loads(Path(path).read_text(encoding="utf-8"))
    assert isinstance(found, dict), path
    return found


def demonstration() -> dict[str, Any] | None:
    """What the demonstration county says about itself (agency, name, year, accounts), or None for a real agency."""
    path = Path(settings.SHEBAO_HOME) / "demo.json"
    if not settings.DEMO or not path.is_file():
        return None
    return _demonstration(str(path), path.stat().st_mtime_ns)


def agency_name() -> str:
    """The agency's name as it stands on every page and sheet."""
    county = demonstration()
    return str((county or {}).get("name") or os.environ.get("SHEBAO_AGENCY") or UNNAMED)


def business_day() -> date:
    """The day that business is done on: today; in a demonstration, the last day its journal speaks of, or the day after its last closed month."""
    if not demonstration():
        return timezone.localdate()
    lived = next((date.fromisoformat(entry.business_day) for entry in journal.entries(most=20) if entry.business_day), timezone.localdate())
    closed = fund.last_closed()
    return max(lived, months.first_day(months.add_months(closed, 1))) if closed else lived
