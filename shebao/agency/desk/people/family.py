"""Who stands about a person, what else is known of them, and months entered from old papers: each with the number a matter asks for."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.contributions.kinds import RECORDED
from shebao.agency.contributions.month_totals import recorded_of
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.enrolment.relatives import facts_of, relatives_of
from shebao.agency.enrolment.schemes import FACTS, RELATIONS, SCOPES


def family_of(person_id: int, day: date) -> dict[str, Any]:
    """For the template, with Chinese words."""
    facts = facts_of(person_id)
    return {
        "relatives": [
            (RELATIONS[row.relation], SCOPES.get(row.scope, ""), row, row.to_on is not None and row.to_on < day)
            for row in relatives_of(person_id)
        ],
        "facts": [(title, facts[key]) for key, title in FACTS.items() if key in facts],
        "recorded": [(INSURANCES[row.scheme], row) for row in recorded_of(person_id, RECORDED)],
    }
