"""What the screening rules say of the people of an application before it is accepted (筑墙): questions for whoever decides, never a refusal.

Whoever accepts in spite of a rule of severity A or B writes why; the sentence stands with the step, in the journal's hands. Kinds that
begin a monthly benefit ask as if it had begun, so that a second pension shows although the first one is only asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import Any

import numpy as np

from shebao.agency import schemes
from shebao.agency.installation import queries as installation
from shebao.agency.matters.kind import Change, Payload
from shebao.agency.people import queries as people
from shebao.agency.screening import queries as screening
from shebao.agency.store.columns import Columns, int_column
from shebao.base.finding import Refused, refuse
from shebao.base.months import month_of
from shebao.core.screening.rule import rules

BEGINS: Mapping[str, str] = {
    "decide_public_pension": "public_institution",
    "decide_disability_allowance": "employee",
    "resume_benefit": "resident",
    "resume_certified": "resident",
}
"""Kinds that begin or resume a monthly benefit → its scheme."""
ENROLS = (
    "enrol_employees",
    "register_flexible_worker",
    "insure_again",
    "resume_insurance",
    "grant_assistance",
    "roster_project",
    "register_person",
)
"""Kinds that enrol somebody, or let the government pay for them."""
PAYS = (
    "advance_injury", "back_pay_employee", "change_bank_account", "decide_annuity_payment", "decide_claimant_death", "decide_injury_death",
    "decide_injury_disability", "decide_injury_termination", "decide_job_expansion", "decide_migrant_subsidy", "decide_reemployment_lump",
    "decide_resident_funeral", "decide_skill_subsidy", "decide_survivors", "exit_lump_sum", "inherit_account", "pay_land_lost_subsidy",
    "pay_unemployment_subsidy", "refund_contributions", "refund_older_claimant_pension", "reimburse_injury", "resume_unemployment",
)  # fmt: skip
"""Kinds that pay once, decide whom money goes to, or lay the ground for a payment."""
WITHIN = ("decide_benefits", "decide_employee_pension", "decide_unemployment")
"""Kinds that ask by themselves, within the trial of their preview."""
ASKED = frozenset((*BEGINS, *ENROLS, *PAYS))
_EMPLOYED = ("enrol_employees", "resume_insurance")
_LINE = "筛查提示 "


def walled(key: str, preview: Callable[[Payload], list[Change]]) -> Callable[[Payload], list[Change]]:
    """The preview of a kind with what the rules say of its people at the end; as it is for a kind that neither pays nor enrols."""
    if key not in ASKED:
        return preview

    def both(payload: Payload) -> list[Change]:
        ids = people_of(payload)
        return [*preview(payload), *(warned(ids, _as_asked(key, payload, ids)) if ids else [])]

    return both


def warned(person_ids: Iterable[int], also: Mapping[str, Columns] | None = None) -> list[Change]:
    """A line a rule that hits one of these people: which rule, whom, what to do about it. also: rows as if it were granted."""
    ids = int_column(person_ids).tolist()
    return [
        Change(f"{_LINE}{one.rule}", "", f"{one.title}：{people.called(one.people)}。{one.advice}（依据：{one.law}）")
        for one in screening.warnings(ids, installation.business_day(), also)
    ]


def to_override(changes: Iterable[Change]) -> list[str]:
    """The rules of severity A and B in a preview: whoever accepts in spite of them says why."""
    named = [change.what.removeprefix(_LINE) for change in changes if change.what.startswith(_LINE)]
    return [key for key in named if key in rules() and rules()[key].severity != "C"]


def check_reason(changes: Iterable[Change], comment: str) -> None:
    """Refused where a rule of severity A or B hit and nobody says why the application is accepted all the same."""
    keys = to_override(changes)
    if keys and not comment.strip():
        titles = "、".join(f"{key} {rules()[key].title}" for key in keys)
        refuse("screening.override", f"筛查提示：{titles}", "核实以后仍然受理的，写明理由再提交；属实的，不要受理。", "comment")


def people_of(payload: Payload) -> list[int]:
    """Who an application is about: by id where the form knows it, by citizen number where the register does."""
    named = [payload, *(row for row in payload.get("rows", []) if isinstance(row, dict))]
    ids = {int(one["person_id"]) for one in named if one.get("person_id")}
    numbers = [str(one["citizen_number"]) for one in named if one.get("citizen_number") and not one.get("person_id")]
    with suppress(Refused):  # the kind's own check says what is wrong with a number
        ids |= {result for result in people.find_many(numbers) if result is not None} if numbers else set()
    return sorted(ids)


def _as_asked(key: str, payload: Payload, ids: list[int]) -> dict[str, Columns]:
    """The rows that would be there if it were granted: a benefit that runs, a month of contributions."""
    person = int_column(ids)
    month = np.full_like(person, month_of(installation.business_day()))
    nought = np.zeros_like(person)
    if key in BEGINS:
        code = np.full_like(person, int(schemes.of(_scheme(key, payload)).CODE))
        return {"benefits": {"person": person, "scheme": code, "region": nought, "from_month": month, "to_month": nought}}
    if key in _EMPLOYED:
        employer = np.full_like(person, int(payload.get("employer_id") or 1))
        code = np.full_like(person, int(schemes.of("employee").CODE))
        return {"contributions": {"person": person, "scheme": code, "month": month, "employer": employer, "base_fen": nought}}
    return {}


def _scheme(key: str, payload: Mapping[str, Any]) -> str:
    said = str(payload.get("scheme", ""))
    return said if said in schemes.catalogue() else BEGINS[key]
