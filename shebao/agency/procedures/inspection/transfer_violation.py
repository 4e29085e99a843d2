"""Handing a breach on (提请行政处罚、移送与失信登记): the agency orders correction and asks; only the administration fines."""

from __future__ import annotations

from datetime import date

from shebao.agency.inspection import actions as inspection
from shebao.agency.inspection import queries as cases
from shebao.agency.inspection.actions import NewCaseStep
from shebao.agency.inspection.kinds import CASE_STEPS, DISCREDIT, LIMITATION_YEARS, LIMITATION_YEARS_SAFETY, RECIPIENTS, STATES
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, last_day

KEY = "transfer_violation"
TITLE = "提请行政处罚、移送与失信登记"
LAW = "社会保险法 第84条、第86条、第88条；社会保险经办条例（国令第765号）第44条、第45条、第55条；行政处罚法 第36条；劳动保障监察条例 第27条"
WORKING_DAYS = None
RISK = "high"
AREA = "audit"
RESULT = "提请行政处罚建议书"
REVERSAL = "已改正的办本事项“信用修复”；移送错了的，以“收到移送的回复”写明退回。"
STEPS = ("passed", "replied", "restored")
AT_ONCE = ("police", "discipline")
"""Recipients to whom a case goes without waiting for the day of correction: what they look into is no matter of correction."""
FIELDS = (
    Field("case_id", "案件编号", "number", help="从稽核案件页面进入会自动填好"),
    Field("what", "办什么", "choice", choices=tuple((key, CASE_STEPS[key].title) for key in STEPS)),
    Field("to", "去向", "choice", required=False, choices=tuple(RECIPIENTS.items())),
    Field("proposal", "处罚建议、回复或修复的内容", longest=200),
    Field("amount_fen", "处罚基数（元）", "yuan", required=False, help="罚多少由行政部门决定，经办机构不收取罚款"),
    Field("on", "日期", "date"),
    Field("safety", "是否危害基金安全", "choice", required=False, choices=(("no", "否，时效 2 年"), ("yes", "是，时效 5 年"))),
    Field("discredit", "失信程度", "choice", required=False, choices=tuple(DISCREDIT.items())),
    Field("document", "文书文号", longest=80),
    scans_field("建议书、移送书、逾期不改证明扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused before the day of correction has passed, beyond the years in which a breach is punished, and without a recipient."""
    row = cases.case(payload["case_id"])
    if payload["what"] == "passed":
        for name, label in (("to", "去向"), ("safety", "是否危害基金安全")):
            if not payload.get(name):
                refuse("procedures.inspection", f"没有填写{label}", f"移送要有{label}。", name)
        _check_order(row, payload)
        _check_limitation(row, payload)
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def _check_order(row: cases.CaseRow, payload: Payload) -> None:
    orders = [step for step in cases.steps_of(row.id) if step.step == "opinion"]
    if not orders:
        refuse(
            "procedures.inspection", "还没有送达稽核意见书责令改正", "请先办理“稽核意见书”。", "case_id", source="社会保险经办条例 第44条"
        )
    due = orders[-1].due_on
    if payload["to"] not in AT_ONCE and due is not None and payload["on"] <= due.isoformat():
        refuse(
            "procedures.inspection",
            f"整改期限到 {due.isoformat()}，还没有过",
            "期满不改正的再提请处罚。",
            "on",
            source="社会保险经办条例 第44条",
        )


def _check_limitation(row: cases.CaseRow, payload: Payload) -> None:
    years = LIMITATION_YEARS_SAFETY if payload["safety"] == "yes" else LIMITATION_YEARS
    last = last_day(add_months(row.to_month, years * 12))
    if payload["to"] == "administration" and payload["on"] > last.isoformat():
        what = f"违法行为到 {last_day(row.to_month).isoformat()}，{years} 年时效已于 {last.isoformat()} 届满"
        refuse("procedures.inspection", what, "不再处罚的，欠费照样追缴；危害基金安全的改选 5 年。", "on", source="行政处罚法 第36条")


def preview(payload: Payload) -> list[Change]:
    """The state before and after, to whom it goes, and what is proposed."""
    row, kind = cases.case(payload["case_id"]), CASE_STEPS[payload["what"]]
    changes = [Change(f"稽核案件第 {row.id} 号：{row.name}", STATES[row.state][0], f"{kind.title}：{STATES[kind.leaves][0]}")]
    if payload.get("to"):
        changes.append(Change("去向", "", RECIPIENTS[payload["to"]]))
    if payload.get("amount_fen"):
        changes.append(Change("处罚基数", "", f"{grouped(payload['amount_fen'])} 元，罚多少由行政部门决定"))
    if payload.get("discredit"):
        changes.append(Change("失信程度", "", DISCREDIT[payload["discredit"]]))
    return [*changes, Change("内容", "", payload["proposal"])]


def apply(payload: Payload, *, by: By) -> int:
    """The step's id."""
    step = NewCaseStep(
        payload["what"],
        date.fromisoformat(payload["on"]),
        party=payload.get("to", ""),
        discredit=payload.get("discredit", ""),
        amount_fen=payload.get("amount_fen", 0),
        document=payload["document"],
        text=payload["proposal"],
    )
    return inspection.take_case_step(payload["case_id"], step, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{cases.case(payload['case_id']).name}：{CASE_STEPS[payload['what']].title}"


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter a case."""
    return "case", payload["case_id"]
