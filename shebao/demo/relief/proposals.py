"""What nobody asked for (免申即享), lived in the demonstration: firms and holders of certificates are told before they ask; who says yes has applied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from shebao.agency.employers import queries as employers
from shebao.agency.journal.by import By
from shebao.agency.people import queries as people
from shebao.agency.procedures import actions as procedures
from shebao.agency.public import actions, queries
from shebao.agency.public.actions.inbox import Sender
from shebao.agency.public.kinds import STABILITY, UNIT
from shebao.agency.public.services import SERVICES, Asker, begin
from shebao.agency.store import vault

from ..branches.relief import Relief
from . import matters
from .matters import Firm


def refund(relief: Relief, firms: Sequence[Firm], staff: Mapping[str, int], day: date) -> None:
    """Every firm is proposed its refund, says yes at the employers' hall, and stands on the year's list with the others."""
    matters.carry("propose_stability", {"year": day.year, "rows": matters.refund_rows(relief, firms)}, dict(staff), day)
    for firm in firms[: relief.refunds]:
        _say_yes(firm, day)
    clerk = By(staff["acceptance"], day)
    waiting = queries.agreed(STABILITY, day.year)
    rows: list[dict[str, Any]] = []
    for _, sent in waiting:
        asker = Asker(0, sent.employer_id, sent.applicant_name, day)
        rows += begin(SERVICES["unit_stability"], queries.content_of(sent), asker)["rows"]
    order = {firm.uscc: at for at, firm in enumerate(firms)}
    rows.sort(key=lambda row: order[row["uscc"]])
    with transaction.atomic():
        matter_id = procedures.submit("refund_stability", matters.refund_form(day) | {"rows": rows}, by=clerk)
        for _, sent in waiting:
            actions.accept(sent.id, lambda: matter_id, by=clerk)
    procedures.review(matter_id, by=By(staff["reviewer"], day))
    procedures.approve(matter_id, by=By(staff["approver"], day))


def _say_yes(firm: Firm, day: date) -> None:
    """The agent of a firm confirms size and account; one answer, and nothing else is typed."""
    employer_id = employers.find(firm.uscc)
    assert employer_id is not None, firm
    (row,) = (one for one in queries.proposals_of(employer_id=employer_id) if one.rule == STABILITY and one.period == day.year)
    agent = Sender(
        UNIT, vault.blind(firm.uscc, "citizen"), employers.employer(employer_id).agent_name or firm.name, employer_id=employer_id
    )
    content = {"year": row.period, "size": row.facts["row"]["size"], "rows": [row.facts["row"]]}
    with transaction.atomic():
        receipt = actions.send("unit_stability", content, agent, f"proposal-{row.id}", day=day)
        actions.answer_proposal(row.id, "yes", day=day, employer_id=employer_id, submission_id=receipt.id)


def skills(certificates: Sequence[Mapping[str, Any]], staff: Mapping[str, int], day: date) -> None:
    """The holders of a month's certificates are told what they may claim."""
    names = people.person_names([row["person_id"] for row in certificates])
    columns = ("person_id", "certificate_no", "occupation", "level", "certified_on", "paid_months")
    rows = [{name: row[name] for name in columns} | {"name": names[row["person_id"]]} for row in certificates]
    matters.carry("propose_skill", {"rows": rows}, dict(staff), day)
