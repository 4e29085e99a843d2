"""Land-lost subsidies and the lists they were approved by, as whole-number columns for the screening rules."""

from __future__ import annotations

from collections.abc import Iterable

from shebao.agency.benefits.screened import whole
from shebao.agency.store.columns import Columns, among, read_rows

from .models import LandProject, LandShare
from .queries import standing_payments


def land(person_ids: Iterable[int] | None = None) -> tuple[Columns, Columns]:
    """(payments: `person`, `project`, `month`, `fen`; lists: `person`, `project`), the last version of each project, numbered alike."""
    last = {code: key for key, code in read_rows(LandProject.objects.order_by("version"), "id", "code")}
    number = {code: i for i, code in enumerate(sorted(last), 1)}
    code_of = {key: code for code, key in last.items()}
    paid, listed = standing_payments().order_by("id"), LandShare.objects.filter(project_id__in=among(code_of)).order_by("id")
    if person_ids is not None:
        ids = list(person_ids)
        paid, listed = paid.filter(person_id__in=among(ids)), listed.filter(person_id__in=among(ids))
    payments = [
        (person, number.get(code, 0), int(str(on)[:7].replace("-", "")), fen)
        for person, code, on, fen in read_rows(paid, "person_id", "code", "on", "amount_fen")
    ]
    shares = [(person, number[code_of[project]]) for person, project in read_rows(listed, "person_id", "project_id")]
    return whole(payments, "person", "project", "month", "fen"), whole(shares, "person", "project")
