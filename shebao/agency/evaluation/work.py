"""What this counter does in the background: drafting a report and counting a county, so that nobody waits before a page for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from shebao.agency.jobs import counts
from shebao.agency.journal.by import By
from shebao.agency.parameters import queries as parameters
from shebao.core.evaluation.monitor import Progress
from shebao.core.evaluation.template import load

from . import queries
from .draft import make
from .facts import Base, gather
from .monitor import as_of


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


def count_base(agency: str, year: int) -> Base:
    """Facts, measures and scores of an agency and year as they stand now."""
    return gather(
        agency,
        year,
        load(queries.template_of(agency, year)),
        queries.place_of(agency, year),
        parameters.places(),
        queries.judged(agency, year),
        invented=queries.is_invented(agency, year),
    )


def count_monitored(agency: str, year: int, month: int) -> list[Progress]:
    """Goals and budgets as of the end of a month (1–12)."""
    return as_of(agency, year, month, queries.template_of(agency, year), queries.place_of(agency, year), parameters.places())


def recount(count: str, arguments: list[Any]) -> None:
    """Count anew what pages show and the journal has gone beyond."""
    counts.count(count, arguments)
