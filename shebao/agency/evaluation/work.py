"""What this counter does in the background: drafting a report, so that nobody waits before a page for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.conf import settings

from shebao.agency.journal.by import By
from shebao.agency.parameters import queries as parameters

from . import queries
from .draft import make


def folder_of(agency: str, year: int) -> Path:
    """Where the files of a drafted report lie."""
    return Path(settings.FILES_FOLDER) / "reports" / f"{agency}-{year}"


def draft(agency: str, year: int, actor_id: int, day: str) -> int:
    """Draft the report of an agency and year and keep it; the id of the draft. The same data gives the same draft."""
    made = make(
        agency,
        year,
        folder_of(agency, year),
        place=queries.place_of(agency, year),
        places=parameters.places(),
        by=By(actor_id, date.fromisoformat(day)),
    )
    return made.report_id
