"""Assessing a month (月度应缴核定): everybody insured through an employer, by their wages and the law of the month, in whole columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.db import transaction

from shebao.agency.contributions import month_ledger, months
from shebao.agency.declarations.law import assessed, origins
from shebao.agency.declarations.models import Assessment
from shebao.agency.declarations.queries import wages_in
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.parameters import queries as parameters
from shebao.agency.people.lists import refuse_people
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import Column, Columns
from shebao.agency.store.crash import crashpoint
from shebao.agency.store.digest import canonical, digest_numbers, sm3


@dataclass(frozen=True)
class Draft:
    """What an assessment of a month of a scheme would post, and by what it was made."""

    scheme: str
    month: int
    due: Columns
    lifted: int
    capped: int
    law: str
    inputs_digest: str

    @property
    def rows(self) -> int:
        """How many people are assessed; one is counted at each of their employers."""
        return int(self.due["person_id"].size)

    def sum_fen(self, name: str) -> int:
        """The sum of a column."""
        return int(self.due[name].sum())

    @property
    def employers(self) -> int:
        """How many employers are assessed."""
        return int(np.unique(self.due["employer_id"]).size)


def draft(scheme: str, month: int) -> Draft:
    """What is due for a month of a scheme and not assessed yet, as things are now; refused, naming them, for people without a wage."""
    insured = enrolment.employed_columns(scheme, month)
    people, employer_ids = insured["person_id"], insured["employer_id"]
    done = np.isin(_pair(people, employer_ids), _pair(*months.assessed_pairs(scheme, month, people)))
    people, employer_ids = people[~done], employer_ids[~done]
    wage_fen = wages_in(month, people, employer_ids)
    unknown = people[wage_fen == 0]
    if unknown.size:
        refuse_people(
            "declarations.no_wage", unknown, "没有申报工资。", "请先由单位申报缴费基数；逾期不申报的按社会保险法第62条办理。", "month"
        )
    result = assessed(scheme, people, employer_ids, wage_fen, month, parameters.places(), installation.place())
    count = people.size
    due = {
        "person_id": people,
        "scheme": np.full(count, months.code_of(scheme), dtype=np.int64),
        "month": np.full(count, month, dtype=np.int64),
        "employer_id": employer_ids,
        "turn": np.zeros(count, dtype=np.int64),
        "base_fen": result.base_fen,
        "unit_fen": result.unit_fen,
        "person_fen": result.person_fen,
    }
    law = canonical(origins(result))
    inputs = np.column_stack([people, employer_ids, wage_fen, result.unit_fen, result.person_fen])
    digest = sm3(f"{scheme} {month} {law} {digest_numbers(inputs)}".encode())
    lifted, capped = int((result.base_fen > wage_fen).sum()), int((result.base_fen < wage_fen).sum())
    return Draft(scheme, month, due, lifted, capped, law, digest)


def assess(scheme: str, month: int, *, by: By) -> Assessment | None:
    """Post what is due for a month of a scheme; None where everybody is assessed already, and then nothing is written."""
    with transaction.atomic():
        take_turn()
        made = draft(scheme, month)
        if not made.rows:
            return None
        assessment_id = post_draft(made, by=by)
        crashpoint("declarations.assess.before_commit")
    crashpoint("declarations.assess.committed")
    return Assessment.objects.get(id=assessment_id)


def post_draft(made: Draft, *, by: By) -> int:
    """Post the months of a draft and the assessment they stand under; the assessment's id."""
    turn = Assessment.objects.filter(month=made.month, scheme=made.scheme).count() + 1
    sums = {name: made.sum_fen(name) for name in ("base_fen", "unit_fen", "person_fen")}
    body = {"scheme": made.scheme, "month": made.month, "people": made.rows, **sums}
    entry, first = month_ledger.post_months(made.due, "declarations.assess.months", by=by, body=body)
    row = (
        next_id(Assessment), made.month, made.scheme, turn, first, made.rows, made.employers, made.lifted, made.capped,
        sums["base_fen"], sums["unit_fen"], sums["person_fen"], made.inputs_digest, made.law,
    )  # fmt: skip
    post(Assessment, Assessment.SEALED, [row], "declarations.assess", by=by, body=body | {"months": entry.seq})
    return int(row[0])


def _pair(people: Column, employer_ids: Column) -> Column:
    return people * 10_000_000 + employer_ids
