"""Arrears filed with the court of a bankruptcy (破产债权申报与核销): what belongs into accounts first; what never comes is given up by document."""

from __future__ import annotations

from datetime import date

from shebao.agency.contributions import months
from shebao.agency.declarations import actions as declarations
from shebao.agency.declarations.actions.claims import Filed
from shebao.agency.declarations.actions.late_fees import late_fees
from shebao.agency.declarations.arrears import late_fee_sums, open_bankruptcy, owed_to_accounts
from shebao.agency.declarations.kinds import MONTHLY, WITH_ACCOUNT
from shebao.agency.employers import queries as employers
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of

KEY = "file_bankruptcy_claim"
TITLE = "破产欠费债权申报与核销"
LAW = "企业破产法 第45条：申报期三十日至三个月；第48条、第113条：应划入个人账户的部分第一顺序，其余第二顺序"
WORKING_DAYS = None
RISK = "high"
RESULT = "债权申报书"
REVERSAL = "申报有误的再办一次，选“终结申报”并写明原因，再重新申报；核销不可逆，追加分配到账的按入库明细入账。"
FILE, WRITE_OFF, CLOSE = "file", "write_off", "close"
FIELDS = (
    Field("employer_id", "用人单位", "employer"),
    Field("what", "办理事项", "choice", choices=((FILE, "申报债权"), (WRITE_OFF, "核销未受偿的欠费"), (CLOSE, "终结申报（撤回）"))),
    Field("court_case", "受理案号", required=False, longest=60, help="申报时必填"),
    Field("accepted_on", "受理日", "date", required=False, help="法院裁定受理之日；滞纳金计到这一天"),
    Field("deadline", "申报截止日", "date", required=False, help="照法院公告"),
    Field("claim_number", "债权申报编号", "number", required=False, help="核销、终结时必填，在单位页"),
    Field("document", "核销批文或终结原因", required=False, longest=80, help="核销、终结时必填；核销须有上级批文"),
    scans_field("公告、裁定或批文扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)
_NEEDED = {FILE: ("court_case", "accepted_on", "deadline"), WRITE_OFF: ("claim_number", "document"), CLOSE: ("claim_number", "document")}


def check(payload: Payload, day: date) -> Payload:
    """Refused for what is missing, after the deadline, for a claim of another employer, and where nothing is owed."""
    for field in FIELDS:
        if field.name in _NEEDED[payload["what"]] and not payload.get(field.name):
            refuse("procedures.bankruptcy", f"没有填写{field.label}", "请补填。", field.name)
    if payload["what"] != FILE:
        one = open_bankruptcy(payload["claim_number"])
        if one is None or one.employer_id != payload["employer_id"]:
            refuse(
                "procedures.bankruptcy",
                f"该单位没有编号为 {payload['claim_number']} 的未终结债权申报",
                "请在单位页核对编号。",
                "claim_number",
            )
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What is filed in which order, or what is given up and whose months never count."""
    one = employers.employer(payload["employer_id"])
    head = Change("用人单位", "", f"{one.name}，{one.uscc}")
    if payload["what"] == CLOSE:
        return [head, Change("终结申报", f"第 {payload['claim_number']} 号", payload["document"])]
    if payload["what"] == WRITE_OFF:
        owed = months.owed(one.id)
        return [
            head,
            Change("核销欠费", f"{grouped(sum(row.owed_fen for row in owed))} 元", f"0.00 元（{payload['document']}）"),
            Change("未缴的月份", f"{len({row.month for row in owed}):,} 个月", "仍是未缴，不计缴费年限，不记个人账户"),
            Change("基金账", "", "不记账：欠费没有入过账"),
        ]
    filed = _filed(payload)
    return [
        head,
        Change("受理案号", "", f"{payload['court_case']}，{payload['accepted_on']} 受理，{payload['deadline']} 前申报"),
        Change("应划入个人账户的欠费", "第一顺序（管理人列清单，核对即可）", f"{grouped(filed.account_fen)} 元"),
        Change("其余社会保险费", "第二顺序", f"{grouped(filed.principal_fen - filed.account_fen)} 元"),
        Change("滞纳金", f"计至受理日 {payload['accepted_on']}", f"{grouped(filed.late_fee_fen)} 元"),
        Change("本金合计", "", f"{grouped(filed.principal_fen)} 元"),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the claim."""
    if payload["what"] == FILE:
        accepted, deadline = date.fromisoformat(payload["accepted_on"]), date.fromisoformat(payload["deadline"])
        return declarations.file_bankruptcy(payload["employer_id"], payload["court_case"], accepted, deadline, _filed(payload), by=by)
    outcome = payload["document"]
    if payload["what"] == WRITE_OFF:
        given_up = declarations.write_off(payload["employer_id"], f"核销：{payload['document']}", by=by)
        outcome = f"核销 {grouped(given_up)} 元：{payload['document']}"
    declarations.close_bankruptcy(payload["claim_number"], outcome[:120], by=by)
    return int(payload["claim_number"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{employers.employer(payload['employer_id']).name}：{TITLE}"


def subject(payload: Payload) -> tuple[str, int]:
    """One open claim an employer."""
    return ("employer", payload["employer_id"])


def _filed(payload: Payload) -> Filed:
    """What is owed for months up to the day of acceptance, and the late fee to that day, charged before or not."""
    employer_id, accepted = payload["employer_id"], date.fromisoformat(payload["accepted_on"])
    last = month_of(accepted)
    principal = sum(row.owed_fen for row in months.owed(employer_id) if row.month <= last)
    charged, received = late_fee_sums(employer_id)
    fee = sum(one.fee_fen for one in late_fees(employer_id, MONTHLY, accepted)) + max(charged - received, 0)
    return Filed(principal, owed_to_accounts(employer_id, WITH_ACCOUNT, last), fee)
