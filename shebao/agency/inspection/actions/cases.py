"""Opening a case, taking its steps, and entering what was found; the arrears of a finding are assessed by whoever calls."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction

from shebao.agency.inspection import queries
from shebao.agency.inspection.kinds import CASE_STEPS, INSPECTORS_LEAST, NOTICE_DAYS, STATES
from shebao.agency.inspection.models import Case, CaseFinding, CaseInspector, CaseStep
from shebao.agency.journal.actions import post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.staff.queries import names, person_keys, posts_of
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse


class NewCase(NamedTuple):
    """What is inspected, by whom, with the notice it is begun with."""

    target_id: int
    kind: str
    subject_kind: str
    subject_id: int
    name: str
    from_month: int
    to_month: int
    notice_on: date
    visit_on: date
    waived: str
    document: str
    inspectors: tuple[int, ...]


def open_case(new: NewCase, *, by: By) -> int:
    """Enter a case; its id. Refused for one inspector, a notice given late without a reason, and a subject whose case is open."""
    with transaction.atomic():
        take_turn()
        _check(new)
        key = next_id(Case)
        post(Case, Case.SEALED, [(key, *new[:-1])], "inspection.open_case", by=by, subject=("case", key))
        first = next_id(CaseInspector)
        rows = [(first + at, key, member) for at, member in enumerate(new.inspectors)]
        post(CaseInspector, CaseInspector.SEALED, rows, "inspection.assign", by=by, subject=("case", key))
    return key


def _check(new: NewCase) -> None:
    if len(set(person_keys(new.inspectors).values())) < INSPECTORS_LEAST:
        refuse(
            "inspection.inspectors",
            f"稽核人员不足 {INSPECTORS_LEAST} 人",
            "请填写两名以上稽核人员，同一人的两个账号只算一人。",
            "inspectors",
        )
    strangers = [member for member in new.inspectors if "inspector" not in posts_of(member)]
    if strangers:
        refuse(
            "inspection.inspectors",
            f"{names(strangers)[strangers[0]]}没有稽核内控岗",
            "请由稽核内控岗的人员稽核，或先办代理。",
            "inspectors",
        )
    if new.from_month > new.to_month:
        refuse("inspection.period", "检查期间的起月晚于止月", "请核对期间。", "from_month")
    if new.visit_on < new.notice_on:
        refuse("inspection.visit", "进点日早于通知送达日", "请核对日期。", "visit_on")
    if new.visit_on - new.notice_on < timedelta(days=NOTICE_DAYS) and not new.waived:
        what = f"通知送达到进点只有 {(new.visit_on - new.notice_on).days} 天，不足 {NOTICE_DAYS} 天"
        refuse(
            "inspection.notice",
            what,
            "请推迟进点；情况特殊的写明不提前通知的原因。",
            "visit_on",
            source="社会保险稽核办法（劳动保障部令第16号）",
        )
    if open_one := queries.open_case_of(new.subject_kind, new.subject_id):
        refuse("inspection.open", f"{new.name}有未办结的稽核案件（第 {open_one} 号）", "请先办结原来的案件。")
    if new.target_id and queries.case_of_target(new.target_id):
        refuse("inspection.target", "这个计划对象已经立案", "请打开原来的案件。", "target_id")


class NewCaseStep(NamedTuple):
    """What was done."""

    step: str
    day: date
    due_on: date | None = None
    legal_on: date | None = None
    party: str = ""
    discredit: str = ""
    amount_fen: int = 0
    document: str = ""
    text: str = ""


class NewFinding(NamedTuple):
    """One month of one person of a scheme that was declared too low, and the assessment it became."""

    person_id: int
    scheme: str
    month: int
    wage_fen: int
    unit_fen: int
    person_fen: int
    assessment_id: int


def take_case_step(case_id: int, new: NewCaseStep, findings: Sequence[NewFinding] = (), *, by: By) -> int:
    """Enter a step with what it found; the step's id. Refused where the case's state does not allow it, and for days out of order."""
    kind = CASE_STEPS[new.step]
    with transaction.atomic():
        take_turn()
        row = queries.case(case_id)
        if row.state not in kind.allowed:
            refuse(
                "inspection.state",
                f"案件第 {case_id} 号{STATES[row.state][0]}，不能登记“{kind.title}”",
                "请打开案件，看它办到哪一步。",
                "what",
            )
        earliest = min(row.last_on, by.day) if new.step == "stopped" else row.last_on  # the notice may be for a day to come
        if not earliest <= new.day <= by.day:
            refuse("inspection.day", f"日期应在 {earliest.isoformat()} 至今天之间", "请按实际发生的日期填写。", "on")
        key = next_id(CaseStep)
        kept = (key, case_id, *new[:-2], new.document[:80], new.text[:300])
        post(CaseStep, CaseStep.SEALED, [kept], "inspection.case_step", by=by, body={"step": new.step}, subject=("case", case_id))
        if findings:
            first = next_id(CaseFinding)
            rows = [(first + at, case_id, key, *one) for at, one in enumerate(findings)]
            fen = sum(one.unit_fen + one.person_fen for one in findings)
            body = {"rows": len(rows), "amount_fen": fen}
            post(CaseFinding, CaseFinding.SEALED, rows, "inspection.find", by=by, body=body, subject=("case", case_id))
    return key
