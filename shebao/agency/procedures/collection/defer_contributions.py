"""Contributions put off (缓缴): only for a cause the law names, and never a person's own part."""

from __future__ import annotations

from datetime import date

from shebao.agency.declarations import actions as declarations
from shebao.agency.declarations.actions import NewDeferral
from shebao.agency.declarations.actions.deferrals import put_off_fen
from shebao.agency.declarations.arrears import deferral
from shebao.agency.declarations.kinds import DEFERRALS, WITHOUT_LATE_FEE
from shebao.agency.employers import queries as employers
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_text

KEY = "defer_contributions"
TITLE = "缓缴社会保险费"
LAW = "社会保险法 第60条：非因不可抗力等法定事由不得缓缴、减免；第63条：延期缴费协议须提供担保"
WORKING_DAYS = None
RISK = "high"
RESULT = "缓缴通知书"
REVERSAL = "条件消失或办错的再办一次，选“撤销缓缴”，填缓缴编号；未缴的恢复为欠费。"
DEFER, END = "defer", "end"
FIELDS = (
    Field("employer_id", "用人单位", "employer"),
    Field("what", "办理事项", "choice", choices=((DEFER, "缓缴"), (END, "撤销缓缴"))),
    Field("scheme", "险种", "choice", required=False, choices=tuple(INSURANCES.items())),
    Field("from_month", "所属期起", "month", required=False),
    Field("to_month", "所属期止", "month", required=False),
    Field("due_on", "缓缴到期日", "date", required=False, help="缓缴时必填，照文件或协议"),
    Field("cause", "事由", "choice", required=False, choices=tuple(DEFERRALS.items())),
    Field("guarantee", "担保", required=False, longest=120, help="延期缴费协议必填，例如保证人、抵押物"),
    Field("document", "文件或协议名称和文号", required=False, longest=120),
    Field("deferral_number", "要撤销的缓缴编号", "number", required=False, help="撤销时必填，在单位页“欠费处理”里"),
    scans_field("证明材料扫描件", "不可抗力证明、政策文件、财务报表、担保；PDF、JPEG 或 PNG，最多 6 份", required=True),
)
_NEEDED = {DEFER: ("scheme", "from_month", "to_month", "due_on", "cause", "document"), END: ("deferral_number",)}


def check(payload: Payload, day: date) -> Payload:
    """Refused for what is missing, an employer not insured in the scheme, and where the counter refuses."""
    for field in FIELDS:
        if field.name in _NEEDED[payload["what"]] and not payload.get(field.name):
            refuse("procedures.defer", f"没有填写{field.label}", "请补填。", field.name)
    if payload["what"] == DEFER and payload["scheme"] not in employers.insured_in(payload["employer_id"], payload["from_month"]):
        refuse("procedures.defer", f"该单位没有参加{INSURANCES[payload['scheme']]}", "请核对险种。", "scheme")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What is put off until when, and what is not."""
    one = employers.employer(payload["employer_id"])
    head = Change("用人单位", "", f"{one.name}，{one.uscc}")
    if payload["what"] == END:
        stored = deferral(payload["deferral_number"])
        span = f"{INSURANCES[stored.scheme]} {month_text(stored.from_month)} 至 {month_text(stored.to_month)}" if stored else ""
        return [head, Change("撤销缓缴", span, "没有缴的恢复为欠费，滞纳金自原缴费期限起计")]
    row = _row(payload)
    fee = "缓缴期内不加收滞纳金" if row.cause in WITHOUT_LATE_FEE else "滞纳金照计（社会保险法第86条）"
    return [
        head,
        Change(
            INSURANCES[row.scheme], f"{month_text(row.from_month)} 至 {month_text(row.to_month)}", f"单位部分缓到 {row.due_on.isoformat()}"
        ),
        Change("现在欠缴的单位部分", "", f"{grouped(put_off_fen(one.id, row))} 元"),
        Change("个人部分", "", "不得缓缴，单位照常代扣代缴"),
        Change("事由", "", f"{DEFERRALS[row.cause]}（{row.document}）；{fee}"),
        *([Change("担保", "", row.guarantee)] if row.guarantee else []),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the deferral."""
    if payload["what"] == END:
        declarations.end_deferral(payload["employer_id"], payload["deferral_number"], by=by)
        return int(payload["deferral_number"])
    return declarations.defer(payload["employer_id"], _row(payload), by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    what = TITLE if payload["what"] == DEFER else "撤销缓缴"
    return f"{employers.employer(payload['employer_id']).name}：{what}"


def subject(payload: Payload) -> tuple[str, int]:
    """One open deferral an employer."""
    return ("employer", payload["employer_id"])


def _row(payload: Payload) -> NewDeferral:
    return NewDeferral(
        payload["scheme"],
        payload["from_month"],
        payload["to_month"],
        date.fromisoformat(payload["due_on"]),
        payload["cause"],
        payload.get("guarantee", ""),
        payload["document"],
    )
