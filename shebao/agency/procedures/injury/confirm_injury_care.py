"""Recording care that was confirmed outside the rule (就医、康复、辅具、旧伤复发、停工留薪延长确认备案): what may be reimbursed, where and how long."""

from __future__ import annotations

from datetime import date

from shebao.agency.injury import actions, queries
from shebao.agency.injury.kinds import CARE, PAID_LEAVE_MONTHS
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, month_of, month_text

from . import _case
from ._case import CASE, recognised

KEY = "confirm_injury_care"
TITLE = "工伤就医、康复、辅具和延长确认备案"
LAW = "工伤保险条例 第三十条、第三十二条、第三十三条、第三十八条；社会保险经办条例（国令第765号）第21条"
WORKING_DAYS = None
RISK = "low"
RESULT = "工伤就医确认备案单"
REVERSAL = "到期自然失效；备案有误的，按正确的期限再备案一次，报销按后一次审核。"
FIELDS = (
    CASE,
    Field("kind", "事项", "choice", choices=tuple(CARE.items())),
    Field("provider", "机构", longest=80, help="停工留薪期延长的填劳动能力鉴定委员会"),
    Field("from_day", "自", "date"),
    Field("to_day", "至", "date", required=False),
    Field("cap_fen", "限额（元）", "yuan", required=False, help="确认书写明限额的填写，例如辅助器具"),
    Field("document", "文书号", required=False, longest=60),
    scans_field("诊断证明、确认书扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a span that cannot be, aids and prolonged leave without their document, and a leave beyond 24 months."""
    case = recognised(payload["case_id"])
    first = date.fromisoformat(payload["from_day"])
    last = date.fromisoformat(payload["to_day"]) if payload.get("to_day") else None
    if first < case.happened_on or (last is not None and last < first):
        refuse("procedures.care", "起止日期不对：应在事故以后，止日不早于起日", "请照确认书核对。", "from_day")
    if payload["kind"] in ("aid", "paid_leave") and not payload.get("document"):
        refuse("procedures.care", f"{CARE[payload['kind']]}须由劳动能力鉴定委员会确认，没有填写文书号", "请照确认书填写。", "document")
    if payload["kind"] == "paid_leave":
        most = add_months(month_of(case.happened_on), PAID_LEAVE_MONTHS)
        if last is None or month_of(last) > most:
            refuse(
                "procedures.care",
                f"停工留薪期累计不超过 {PAID_LEAVE_MONTHS} 个月，最晚到 {month_text(most)}",
                "请核对止日。",
                "to_day",
                "工伤保险条例 第三十三条",
            )
    return payload


def preview(payload: Payload) -> list[Change]:
    """What may be reimbursed from now on."""
    cap = f"，限额 {grouped(payload['cap_fen'])} 元" if payload.get("cap_fen") else ""
    until = payload.get("to_day") or "治疗结束"
    payer = "停工留薪期工资福利由用人单位支付" if payload["kind"] == "paid_leave" else "符合目录的费用可以报销"
    return [
        Change(CARE[payload["kind"]], "没有备案", f"{payload['provider']}，{payload['from_day']} 至 {until}{cap}"),
        Change("待遇", "", payer),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the confirmation."""
    last = date.fromisoformat(payload["to_day"]) if payload.get("to_day") else None
    care = actions.NewCare(
        payload["kind"],
        payload["provider"],
        date.fromisoformat(payload["from_day"]),
        last,
        payload.get("cap_fen", 0),
        payload.get("document", ""),
    )
    return actions.confirm_care(payload["case_id"], care, by=by)


subject = _case.subject


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{queries.case(payload['case_id']).name}：{CARE[payload['kind']]}备案"
