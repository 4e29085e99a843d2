"""Contributions to be given back (缴费退费): decided here month by month, paid by the fund's finance on a slip (`pay_refund`)."""

from __future__ import annotations

from datetime import date

from shebao.agency.benefits import queries as benefits
from shebao.agency.declarations import actions as declarations
from shebao.agency.declarations.actions import RefundHead, RefundRow
from shebao.agency.declarations.kinds import PAYEES, REFUND_REASONS, VIA, WITH_ACCOUNT
from shebao.agency.declarations.refunds import Refundable, refundable
from shebao.agency.employers import queries as employers
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.people import queries as people
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.trial import simulated
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped

KEY = "refund_contributions"
TITLE = "缴费退费"
LAW = "社会保险法 第90条；社会保险基金会计制度（财会〔2017〕28号）：当年的冲减收入，以前年度的列其他支出"
WORKING_DAYS = None
RISK = "high"
RESULT = "退费核定单"
REVERSAL = "款项没有退出以前，办理“退费支付登记”选“撤销退费”；已退出的，由缴款人重新缴费入账。"
ROWS = (
    *PERSON,
    Wanted("month", "所属期", "month"),
    Wanted("unit_fen", "单位额（元）", "yuan", required=False, also=("单位额",)),
    Wanted("person_fen", "个人额（元）", "yuan", required=False, also=("个人额",)),
)
FIELDS = (
    Field("scheme", "险种", "choice", choices=tuple(INSURANCES.items())),
    Field("employer_id", "原缴费单位", "employer", required=False, help="灵活就业人员自己缴的不填"),
    Field("payee", "收款人", "choice", choices=tuple(PAYEES.items()), help="退单位的，个人部分由单位退给本人"),
    Field("rows", "退费名单", "file", help="每行：身份证号码、姓名、所属期、单位额、个人额；两个金额都不填为全退"),
    Field("reason", "退费原因", "choice", choices=tuple(REFUND_REASONS.items())),
    Field("via", "退款途径", "choice", choices=tuple(VIA.items()), help="国库退库只退当年入库的；由税务退库的不再从支出户退"),
    scans_field("证明材料扫描件", "重复缴费、误征、退休、死亡证明；PDF、JPEG 或 PNG，最多 6 份", required=True),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for who draws a pension on those months, a payee without account, more than was paid, and money of earlier years by the treasury."""
    scheme, rows = payload["scheme"], payload["rows"]
    ids = int_column(sorted({row["person_id"] for row in rows}))
    if scheme in WITH_ACCOUNT:
        drawing = benefits.in_state_among(ids, scheme, "active", "suspended")
        if drawing.size:
            refuse_people("procedures.refund", drawing, "已在领取养老待遇，这些月份已用于待遇", "请先更正待遇核定，再退费。", "rows")
    if payload["payee"] == "employer" and not payload.get("employer_id"):
        refuse("procedures.refund", "退给单位却没有填写单位", "请填写原缴费单位，或改退个人。", "employer_id")
    if payload["payee"] == "person" and ids.size > 1:
        refuse("procedures.refund", "退给个人的一次只办一人", "请分开提交。", "rows")
    if payload["via"] == "account" and not _account(payload, int(ids[0])):
        refuse("procedures.refund", "收款人没有登记收款账户", "请先登记单位账户或本人银行账户。", "payee")
    _fill(payload)
    if payload["via"] == "treasury" and any(one.month.paid_month // 100 != day.year for one in _stored(payload).values()):
        refuse("procedures.refund", "名单里有以前年度入库的费款", "国库退库只退当年的，请分开提交，以前年度的选支出户支付。", "via")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Both parts, to whom and how, and what of the account goes."""
    rows = payload["rows"]
    unit, person = (sum(row[name] for row in rows) for name in ("unit_fen", "person_fen"))
    changes = [
        Change(INSURANCES[payload["scheme"]], f"{len(rows):,} 人月", f"单位 {grouped(unit)} 元，个人 {grouped(person)} 元"),
        Change("退给", PAYEES[payload["payee"]], _account(payload, rows[0]["person_id"]) or "照退库书"),
        Change("途径", VIA[payload["via"]], f"合计 {grouped(unit + person)} 元；由基金财务凭单据登记，那时才记账"),
        Change("缴费月份", "", "款项退出时取消，不再计缴费年限"),
    ]
    if payload["scheme"] in WITH_ACCOUNT and person:
        changes.append(Change("个人账户", "", f"款项退出时减少 {grouped(person)} 元"))
    return changes


def notes(payload: Payload) -> list[RowNote]:
    """What was paid of each month and what goes back."""
    stored = _stored(payload)
    result = []
    for row in payload["rows"]:
        one = stored.get((row["person_id"], row["month"]))
        before = f"可退单位 {grouped(one.unit_fen)}，个人 {grouped(one.person_fen)}" if one else "没有缴费"
        result.append(RowNote(before, fen=row["unit_fen"] + row["person_fen"]))
    return result


def apply(payload: Payload, *, by: By) -> int:
    """The id of the refund."""
    rows = [RefundRow(row["person_id"], row["month"], row["unit_fen"], row["person_fen"]) for row in payload["rows"]]
    person_id = payload["rows"][0]["person_id"] if payload["payee"] == "person" else 0
    head = RefundHead(payload["scheme"], payload["payee"], payload.get("employer_id", 0), person_id, payload["reason"], payload["via"])
    return declarations.decide_refund(head, rows, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{INSURANCES[payload['scheme']]}{TITLE}：{len(payload['rows']):,} 人月"


def subject(payload: Payload) -> tuple[str, int] | None:
    """One open refund an employer."""
    return ("employer", payload["employer_id"]) if payload.get("employer_id") else None


def _stored(payload: Payload) -> dict[tuple[int, int], Refundable]:
    wanted = [(row["person_id"], row["month"]) for row in payload["rows"]]
    return refundable(payload["scheme"], payload.get("employer_id", 0), wanted)


def _fill(payload: Payload) -> None:
    """Rows without amounts give everything back."""
    stored = _stored(payload)
    for row in payload["rows"]:
        if not row.get("unit_fen") and not row.get("person_fen"):
            one = stored.get((row["person_id"], row["month"]))
            row["unit_fen"], row["person_fen"] = (one.unit_fen, one.person_fen) if one else (0, 0)
        row.setdefault("unit_fen", 0)
        row.setdefault("person_fen", 0)


def _account(payload: Payload, person_id: int) -> str:
    """Where it would be paid to, without the number; "" where nothing is registered."""
    if payload["payee"] == "employer":
        one = employers.account(payload.get("employer_id", 0))
        return f"{one.bank} **** {one.tail}，户名 {one.holder}" if one else ""
    mine = people.bank_account_in_force([person_id]).get(person_id)
    return f"{mine.bank} {mine.masked}" if mine else ""
