"""Who is old enough to be insured: the scheme says from which age, and nobody is insured before it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from shebao.agency import schemes
from shebao.agency.installation import queries as installation
from shebao.agency.matters.kind import Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.people.refusal import Problem
from shebao.base.identity import citizen_number_problem
from shebao.base.months import age_years, month_text


def too_young(rows: Sequence[Payload], scheme: str) -> list[Problem]:
    """(row, reason) of everyone who would be insured before the age of entry; a number that is none is somebody else's complaint.

    rows: citizen_number and from_month. The age is reached within the first insured month.
    """
    place, places, law = installation.place(), parameters.places(), schemes.of(scheme)

    @cache
    def entry_age(month: int) -> int:
        return law.entry_age(month, place, places)

    problems: list[Problem] = []
    for number, row in enumerate(rows, 1):
        if citizen_number_problem(row["citizen_number"]):
            continue
        month, born = row["from_month"], int(row["citizen_number"][6:12])
        if age_years(born, month) < entry_age(month):
            problems.append(
                (
                    number,
                    f"{row['name']}到参保月 {month_text(month)} 未满 {entry_age(month)} 周岁（{month_text(born)} 出生），不能参加{law.TITLE}",
                )
            )
    return problems
