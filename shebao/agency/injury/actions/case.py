"""The records of a case: opened with its first recognition, what was decided later, grades, and care that was confirmed."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Max

from shebao.agency.injury.kinds import CARE, CONCLUSIONS, GRADES, INJURIES, LIABLE, NURSING, RESULTS
from shebao.agency.injury.models import Care, Case, Grade, Recognition
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse


class NewCase(NamedTuple):
    """An injury as it is put on file. employer_id None: nobody's employee, or a platform's."""

    person_id: int
    employer_id: int | None
    project: str
    happened_on: date
    kind: str


class Recognised(NamedTuple):
    """A decision of the labour administration on a case."""

    decision_no: str
    decided_on: date
    result: str
    applied_on: date
    reported_late: bool
    third_party: bool
    insured_on: date | None
    liable: str


class Conclusion(NamedTuple):
    """A conclusion of the labour-ability committee."""

    kind: str
    conclusion_no: str
    concluded_on: date
    served_on: date
    grade: int
    nursing: str
    fee_fen: int


class NewCare(NamedTuple):
    """Care that was confirmed."""

    kind: str
    provider: str
    from_day: date
    to_day: date | None
    cap_fen: int
    document: str


def open_case(case: NewCase, recognition: Recognised, *, by: By) -> int:
    """Put an injury on file with the decision that recognises or refuses it; the case's id. Refused for one on file already."""
    assert case.kind in INJURIES, case.kind
    with transaction.atomic():
        take_turn()
        if Case.objects.filter(person_id=case.person_id, happened_on=case.happened_on).exists():
            advice = "后来的决定（更正、撤销）请选这个案件办理。"
            refuse("injury.case_twice", f"这个人 {case.happened_on.isoformat()} 的工伤已经建档", advice, "happened_on")
        case_id = next_id(Case)
        post(Case, Case.SEALED, [(case_id, *case)], "injury.open_case", by=by, subject=("injury", case_id))
        recognise(case_id, recognition, by=by)
    return case_id


def recognise(case_id: int, recognition: Recognised, *, by: By) -> Entry:
    """Record a decision on a case; the last one holds."""
    assert recognition.result in RESULTS and recognition.liable in LIABLE, recognition
    with transaction.atomic():
        take_turn()
        version = _next(Recognition, case_id)
        row = (next_id(Recognition), case_id, version, *recognition)
        body = {"result": recognition.result, "liable": recognition.liable}
        return post(Recognition, Recognition.SEALED, [row], "injury.recognise", by=by, subject=("injury", case_id), body=body)


def grade(case_id: int, conclusion: Conclusion, *, by: By) -> Entry:
    """Record a conclusion on a case; the last one holds."""
    assert conclusion.kind in CONCLUSIONS and conclusion.grade in GRADES and conclusion.nursing in NURSING, conclusion
    with transaction.atomic():
        take_turn()
        row = (next_id(Grade), case_id, _next(Grade, case_id), *conclusion)
        body = {"grade": conclusion.grade, "nursing": conclusion.nursing}
        return post(Grade, Grade.SEALED, [row], "injury.grade", by=by, subject=("injury", case_id), body=body)


def confirm_care(case_id: int, care: NewCare, *, by: By) -> Entry:
    """Record care that was confirmed for a case."""
    assert care.kind in CARE, care
    with transaction.atomic():
        take_turn()
        row = (next_id(Care), case_id, *care)
        return post(Care, Care.SEALED, [row], "injury.confirm_care", by=by, subject=("injury", case_id), body={"kind": care.kind})


def _next(model: type[Recognition] | type[Grade], case_id: int) -> int:
    return int(model._default_manager.filter(case_id=case_id).aggregate(last=Max("version"))["last"] or 0) + 1
