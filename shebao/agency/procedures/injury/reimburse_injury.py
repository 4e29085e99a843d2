"""Reimbursing bills of an injury handed in at the counter (工伤医疗康复费手工报销): item by item, with what is cut and who bears it."""

from __future__ import annotations

from datetime import date

from shebao.agency.injury import actions
from shebao.agency.injury import queries as injury
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout import actions as payout
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped, parse_yuan
from shebao.base.months import month_of

from . import _case
from ._bills import COLUMNS, Judged, bill_notes, cut_changes, judge
from ._case import CASE, account_change, liable_change, paid_by_fund

KEY = "reimburse_injury"
TITLE = "工伤医疗康复费手工报销"
LAW = "社会保险经办条例（国令第765号）第22条；工伤保险条例 第十七条、第三十条；社会保险法 第三十八条"
WORKING_DAYS = 20
RISK = "high"
RESULT = "工伤医疗费用审核单"
REVERSAL = "款项列入批次以前有误的，办理“撤销工伤待遇核定”再重新报销；已经付出的，按多发追回。"
ROWS = COLUMNS
FIELDS = (
    CASE,
    Field("rows", "票据清单", "file", help="每行一项：票据号、机构、日期、项目、目录类别、金额、自费；同一张票据几项的写几行"),
    Field("board_days", "住院天数", "number", required=False, help="给住院伙食补助；当地每日标准须先录入参数"),
    Field("paid_elsewhere_fen", "第三人或医保已付（元）", "yuan", required=False, help="已由第三人、医疗保险支付的不重复支付"),
    Field("file_name", "文件名", required=False),
    scans_field("票据、费用清单、诊断证明、病历扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a case the fund does not pay, tickets paid before, bills before the injury, and where nothing is left to pay."""
    case = paid_by_fund(payload["case_id"])
    payload["accepted_on"] = day.isoformat()
    if injury.standing_claims(case.id, "termination"):
        what = f"{case.name}已领取一次性工伤医疗补助金，工伤保险关系已经终止"
        refuse("procedures.reimbursement", what, "终止以后的医疗费用不再由工伤保险基金支付。", "case_id", "工伤保险条例 第三十七条")
    for number, row in enumerate(payload["rows"], 1):
        row["case_id"] = case.id
        if not case.happened_on <= date.fromisoformat(row["on"]) <= day:
            refuse("procedures.reimbursement", f"第{number}行：日期 {row['on']} 在受伤以前或今天以后", "请照票据核对。", "rows")
    if _payable(payload) <= 0:
        refuse("procedures.reimbursement", "核减和已付以后没有可以支付的金额", "请把逐项核减理由书面告知申请人。", "rows")
    simulated(lambda: _apply(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What is charged, cut and paid, who bears the cuts, and to which account."""
    judged, case = _judged(payload), injury.case(payload["case_id"])
    employers = sum(one.bill.cut_fen for one in judged if one.employers)
    cut = sum(one.bill.cut_fen for one in judged) - employers
    changes = [
        *liable_change(case),
        Change("申报金额", "", f"{len(judged)} 项，{grouped(sum(one.bill.charged_fen for one in judged))} 元"),
        Change("核减", "", f"{grouped(cut)} 元"),
        *cut_changes(judged),
    ]
    if employers:
        changes.append(Change("由用人单位负担", "", f"{grouped(employers)} 元"))
    if board := _board(payload):
        changes.append(Change("住院伙食补助", "", f"{payload['board_days']} 天，{grouped(board)} 元"))
    if payload.get("paid_elsewhere_fen"):
        changes.append(Change("第三人或医保已付", "", f"{grouped(payload['paid_elsewhere_fen'])} 元，扣除"))
    return [*changes, Change("基金支付", "", f"{grouped(_payable(payload))} 元"), *account_change(case.person_id)]


def notes(payload: Payload) -> list[RowNote]:
    """What is paid of each item, and why something was cut."""
    return bill_notes(_judged(payload))


def apply(payload: Payload, *, by: By) -> int:
    """The claim's id; a one-off run pays it."""
    return _apply(payload, by)


def _apply(payload: Payload, by: By) -> int:
    judged, case, fen = _judged(payload), injury.case(payload["case_id"]), _payable(payload)
    facts = {
        "charged_fen": sum(one.bill.charged_fen for one in judged),
        "cut_fen": sum(one.bill.cut_fen for one in judged),
        "board_days": payload.get("board_days", 0),
        "board_fen": _board(payload),
        "paid_elsewhere_fen": payload.get("paid_elsewhere_fen", 0),
    }
    employers = sum(one.bill.cut_fen for one in judged if one.employers)
    new = actions.NewClaim(case.id, "medical", fen, employers, case.grade or 0, facts)
    claim_id = actions.claim(new, bills=[one.bill for one in judged], by=by)
    payout.owe([payout.Owed(0, case.person_id, "medical", month_of(by.day), fen, payout.of_claim(claim_id))], INJURY, by=by)
    return claim_id


def _judged(payload: Payload) -> list[Judged]:
    return judge(payload["rows"], {payload["case_id"]: injury.case(payload["case_id"])})


def _board(payload: Payload) -> Fen:
    """The hospital food of the days, at the place's daily standard."""
    days = payload.get("board_days") or 0
    if not days:
        return 0
    day = date.fromisoformat(payload["accepted_on"])
    row = parameters.known_on(day).find("injury_board_daily", installation.place(), day)
    if row is None:
        refuse(
            "procedures.reimbursement",
            "当地住院伙食补助费标准没有录入",
            "请由参数管理岗照当地文件录入“工伤住院伙食补助费（每日）”，或不填住院天数。",
            "board_days",
        )
    return parse_yuan(str(row.value)) * int(days)


def _payable(payload: Payload) -> Fen:
    return sum(one.paid_fen for one in _judged(payload)) + _board(payload) - (payload.get("paid_elsewhere_fen") or 0)


subject = _case.subject


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{_case.heading(TITLE, payload)}（{len(payload['rows'])} 项）"


def count(payload: Payload) -> int:
    """One injured person."""
    return 1
