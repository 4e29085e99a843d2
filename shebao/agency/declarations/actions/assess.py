"""Assessing a month (月度应缴核定): everybody insured through an employer, by their wages and the law of the month, in whole columns."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from django.db import transaction

from shebao.agency.contributions import month_ledger, months
from shebao.agency.declarations.kinds import ALONE
from shebao.agency.declarations.law import assessed, assessed_alone, origins
from shebao.agency.declarations.models import Assessment
from shebao.agency.declarations.queries import reconciled, wages_in
from shebao.agency.declarations.undeclared import silent
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.parameters import queries as parameters
from shebao.agency.people.lists import refuse_people
from shebao.agency.store.bulk import next_id
from shebao.agency.store.collector import uncollected
from shebao.agency.store.columns import Column, Columns, empty_columns, int_column
from shebao.agency.store.crash import crashpoint
from shebao.agency.store.digest import canonical, digest_numbers, sm3
from shebao.base.dated import Places
from shebao.core.policy.contributions.columns import Contributions


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
    done |= np.isin(employer_ids, int_column(silent(scheme, month)))
    people, employer_ids = people[~done], employer_ids[~done]
    _open_month(scheme, month, people)
    wage_fen = wages_in(month, people, employer_ids)
    unknown = people[wage_fen == 0]
    if unknown.size:
        refuse_people(
            "declarations.no_wage", unknown, "没有申报工资。", "请先由单位申报缴费基数；逾期不申报的按社会保险法第62条办理。", "month"
        )
    return _drafted(scheme, month, people, employer_ids, wage_fen, assessed(scheme, people, employer_ids, wage_fen, month, *_law()))


def draft_alone(month: int) -> Draft:
    """What those who insure themselves owe for a month by the bases they chose; who chose none pays nothing and owes nothing."""
    people = enrolment.alone_columns(ALONE, month)["person_id"]
    people = people[~np.isin(people, months.assessed_pairs(ALONE, month, people)[0])]
    chosen = wages_in(month, people, np.zeros(people.size, dtype=np.int64))
    people, chosen = people[chosen > 0], chosen[chosen > 0]
    if not people.size:
        return Draft(ALONE, month, empty_columns(*month_ledger.DUE), 0, 0, "{}", "")
    _open_month(ALONE, month, people)
    return _drafted(ALONE, month, people, np.zeros(people.size, dtype=np.int64), chosen, assessed_alone(chosen, month, *_law()))


def _drafted(scheme: str, month: int, people: Column, employer_ids: Column, wage_fen: Column, result: Contributions) -> Draft:
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


@uncollected()
def assess(scheme: str, month: int, *, alone: bool = False, by: By) -> Assessment | None:
    """Post what is due for a month of a scheme; None where everybody is assessed already, and then nothing is written.

    alone: of those who insure themselves, instead of those insured through an employer.
    """
    with transaction.atomic():
        take_turn()
        made = draft_alone(month) if alone else draft(scheme, month)
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


def _law() -> tuple[Places, str]:
    return parameters.places(), installation.place()


def _open_month(scheme: str, month: int, people: Column) -> None:
    """A month that was reconciled is closed: who is missing in it comes in by a matter that corrects."""
    if people.size and reconciled(scheme, month):
        refuse_people(
            "declarations.closed",
            people,
            f"的 {month // 100}-{month % 100:02d} 已经对账结账，不能再核定。",
            "漏核的请办理补缴，基数有误的办理缴费基数更正。",
            "month",
        )


def _pair(people: Column, employer_ids: Column) -> Column:
    return people * 10_000_000 + employer_ids
