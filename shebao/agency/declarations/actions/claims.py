"""Claiming arrears: what an employer owes on a day, the step taken, and who looks after it; and filing with a court."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency.contributions.kinds import WRITTEN_OFF
from shebao.agency.contributions.month_ledger import post_adjustment, post_months
from shebao.agency.contributions.month_totals import next_turns
from shebao.agency.contributions.months import code_of
from shebao.agency.contributions.set_off import Open, matched, open_dues
from shebao.agency.declarations.arrears import Claimable, claimable, open_bankruptcy
from shebao.agency.declarations.kinds import CLAIMS, MONTHLY
from shebao.agency.declarations.models import ArrearsClaim, ArrearsLine, BankruptcyClaim
from shebao.agency.journal.actions import Entry, post, record, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import Columns, change_rows, int_column
from shebao.base.finding import refuse


class Filed(NamedTuple):
    """What is filed with the court, in fen."""

    principal_fen: int
    account_fen: int
    late_fee_fen: int


def claim_arrears(employer_id: int, cut_off: date, action: str, *, by: By) -> int:
    """Keep a step against the arrears as they are; its id. Refused where nothing is owed, but for taking a step back."""
    owner = CLAIMS[action][1]
    with transaction.atomic():
        take_turn()
        rows: list[Claimable] = [] if action == "withdrawn" else claimable(employer_id, cut_off)
        if not rows and action != "withdrawn":
            refuse("declarations.claim", f"该单位到 {cut_off.isoformat()} 没有到期的欠费", "还没到期的、缓缴期内的不催缴。", "cut_off")
        key, owed = next_id(ArrearsClaim), sum(row.owed_fen for row in rows)
        post(
            ArrearsClaim,
            ArrearsClaim.SEALED,
            [(key, employer_id, cut_off, action, owed, owner)],
            "declarations.claim_arrears",
            by=by,
            subject=("employer", employer_id),
            body={"action": action, "owed_fen": owed, "owner": owner},
        )
        if rows:
            start = next_id(ArrearsLine)
            lines = [(start + at, key, *row) for at, row in enumerate(rows)]
            post(ArrearsLine, ArrearsLine.SEALED, lines, "declarations.claim_arrears.lines", by=by, body={"claim": key})
    return key


def file_bankruptcy(employer_id: int, court_case: str, accepted_on: date, deadline: date, filed: Filed, *, by: By) -> int:
    """Keep what is filed; its id. Refused after the court's deadline, and where nothing is owed."""
    if by.day > deadline:
        refuse(
            "declarations.bankruptcy",
            f"申报期到 {deadline.isoformat()} 已经截止",
            "逾期的请按破产法第56条在最后分配前补充申报，费用由申报人承担，并书面报告负责人。",
            "deadline",
            "企业破产法 第45条",
        )
    if accepted_on > by.day or deadline < accepted_on:
        refuse("declarations.bankruptcy", "受理日或申报截止日不对", "请照法院公告填写。", "accepted_on")
    if filed.principal_fen <= 0:
        refuse("declarations.bankruptcy", "该单位到受理日没有欠费", "没有欠费的不申报。", "employer_id")
    with transaction.atomic():
        take_turn()
        key = next_id(BankruptcyClaim)
        post(
            BankruptcyClaim,
            (*BankruptcyClaim.SEALED, "closed_on", "outcome"),
            [(key, employer_id, court_case, accepted_on, deadline, *filed, None, "")],
            "declarations.file_bankruptcy",
            by=by,
            subject=("employer", employer_id),
            body={"court_case": court_case, "principal_fen": filed.principal_fen, "late_fee_fen": filed.late_fee_fen},
        )
    return key


def close_bankruptcy(claim_id: int, outcome: str, *, by: By) -> Entry:
    """Close a claim that was filed: nothing more comes."""
    with transaction.atomic():
        take_turn()
        one = open_bankruptcy(claim_id)
        if one is None:
            refuse("declarations.bankruptcy", f"没有编号为 {claim_id} 的未终结债权申报", "请在单位页核对编号。", "claim_number")
        body = {"claim": claim_id, "closed_on": by.day.isoformat(), "outcome": outcome}
        entry = record("declarations.close_bankruptcy", by=by, subject=("employer", one.employer_id), body=body)
        change_rows(BankruptcyClaim, [claim_id], closed_on=by.day, outcome=outcome)
    return entry


def write_off(employer_id: int, document: str, *, by: By) -> int:
    """Give up everything an employer still owes, by the document of whoever may; how much. The months stay unpaid: they do not count."""
    given_up = 0
    with transaction.atomic():
        take_turn()
        for scheme in MONTHLY:
            dues = open_dues(scheme, [employer_id])
            if not dues:
                continue
            given_up += sum(row.unit + row.person for row in dues)
            _give_up(scheme, dues, document, "declarations.write_off", by)
    return given_up


def _give_up(scheme: str, dues: list[Open], document: str, verb: str, by: By) -> None:
    """Post the opposite of what is open, and settle the one by the other."""
    body = {"employer": dues[0].employer_id, "scheme": scheme, "months": len(dues)}
    _, first = post_months(_opposite(scheme, dues), verb, by=by, body=body)
    taken = [row._replace(id=first + at, unit=-row.unit, person=-row.person) for at, row in enumerate(dues)]
    post_adjustment(WRITTEN_OFF, scheme, by.day, document, matched(taken, dues), by=by)


def _opposite(scheme: str, dues: list[Open]) -> Columns:
    """What takes the open rest of months back, each as a further turn of its month, with the base it had: it was never paid."""
    return {
        "person_id": int_column(row.person_id for row in dues),
        "scheme": int_column([code_of(scheme)] * len(dues)),
        "month": int_column(row.month for row in dues),
        "employer_id": int_column(row.employer_id for row in dues),
        "turn": int_column(next_turns(scheme, dues[0].employer_id, [(row.person_id, row.month) for row in dues])),
        "base_fen": int_column(-row.base_fen for row in dues),
        "unit_fen": int_column(-row.unit for row in dues),
        "person_fen": int_column(-row.person for row in dues),
    }


def void_dues(employer_id: int, spans: Sequence[tuple[int, int, int]], document: str, *, by: By) -> int:
    """Take back what is assessed and not paid of some people at an employer, each in a span of months; how many rows. Refused for none."""
    voided = 0
    with transaction.atomic():
        take_turn()
        for scheme in MONTHLY:
            dues = [
                row
                for row in open_dues(scheme, [employer_id])
                if any(row.person_id == person and first <= row.month <= last for person, first, last in spans)
            ]
            if dues:
                voided += len(dues)
                _give_up(scheme, dues, document, "declarations.void_dues", by)
        if not voided:
            refuse("declarations.void", "名单里没有还没缴的月份", "已缴的请办理缴费退费。", "rows")
    return voided
