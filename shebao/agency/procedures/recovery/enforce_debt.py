"""Orders, urging, court, handing over, writing off (催告、移送和强制执行): each step in its order and within its days."""

from __future__ import annotations

from datetime import date, timedelta

from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries
from shebao.agency.payout.recovery_kinds import CAUSES
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped

from ._debt import DEBT, debt_of, last_day, months_after, standing, step_title, subject, titled

__all__ = ["apply", "check", "heading", "preview", "subject"]

KEY = "enforce_debt"
TITLE = "催告、移送和强制执行"
LAW = "社会保险法 第88条；社会保险经办条例（国令第765号）第46条、第55条；行政强制法 第53条、第54条；行政复议法 第20条；行政诉讼法 第46条"
WORKING_DAYS = None
RISK = "high"
RESULT = "追回文书"
REVERSAL = "撤回申请的，办理本事项“撤回申请”；登记有误的，办理“更正追回登记”。"
APPEAL_MONTHS, APPLY_MONTHS, URGED_DAYS = 6, 3, 10
_STEPS = ("cause", "served", "breached", "urged", "court", "police", "penalty", "lawsuit", "withdrawn", "written_off")
FIELDS = (
    DEBT,
    Field("what", "办什么", "choice", choices=tuple((key, step_title(key)) for key in _STEPS)),
    Field("cause", "责任", "choice", required=False, choices=tuple(CAUSES.items()), help="定责任时选择；一般差错不是欺诈"),
    Field("on", "日期", "date", help="送达的填送达日期"),
    Field("due_on", "退回期限", "date", required=False, help="责令退回决定写明的期限"),
    Field("amount_fen", "核销金额（元）", "yuan", required=False),
    Field("document", "文书名称和文号", required=False, longest=80),
    Field("note", "说明", required=False, longest=200, help="送达方式、证据、结果；核销写明原因和集体会审"),
    scans_field("文书扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused out of order and outside the days that the law gives."""
    row, on, step = debt_of(payload), date.fromisoformat(payload["on"]), payload["what"]
    needs = {"cause": ("cause", "note"), "served": ("due_on", "document", "note"), "written_off": ("amount_fen", "document", "note")}
    labels = {field.name: field.label for field in FIELDS}
    for name in needs.get(step, ("document",) if step != "breached" else ("note",)):
        if payload.get(name) in (None, ""):
            refuse("procedures.enforce", f"没有填写{labels[name]}", f"“{step_title(step)}”要有{labels[name]}。", name)
    if step == "urged" and last_day(row.id, "served") is None:
        refuse("procedures.enforce", "责令退回决定还没有送达", "请先登记送达，再催告。", "what")
    if step == "court":
        _check_court(row.id, on)
    if step in ("police", "penalty") and not any("欺诈" in one.text for one in queries.standing_debt_steps(row.id, ["cause"])):
        refuse("procedures.enforce", "没有认定为欺诈，不能移送", "请先办理“定责任”，认定为欺诈骗取。", "what")
    if step == "breached" and last_day(row.id, "agreed") is None:
        refuse("procedures.enforce", "没有还款协议", "请核对。", "what")
    if step == "written_off" and last_day(row.id, "cause") is None:
        refuse("procedures.enforce", "没有定责任，不能核销", "请先办理“定责任”；机构差错的写明责任人已经追究。", "what")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def _check_court(debt_id: int, on: date) -> None:
    served, urged = last_day(debt_id, "served"), last_day(debt_id, "urged")
    if served is None or urged is None:
        refuse("procedures.court", "决定或催告还没有送达", "请先登记责令退回决定和催告的送达（行政强制法第54条）。", "what")
    opens = months_after(served, APPEAL_MONTHS)
    closes = months_after(opens, APPLY_MONTHS)
    if on <= urged + timedelta(days=URGED_DAYS):
        refuse("procedures.court", f"催告 {urged.isoformat()} 送达，还没有满 10 日", "行政强制法第54条：催告送达十日后才能申请。", "on")
    if not opens < on <= closes:
        what = f"申请期限是 {opens.isoformat()} 之后至 {closes.isoformat()}"
        refuse("procedures.court", what, "行政强制法第53条：复议、诉讼期限届满之日起三个月内。", "on")


def preview(payload: Payload) -> list[Change]:
    """The debt, the step, and the days that follow from it."""
    row, new = debt_of(payload), _step(payload)
    changes = [standing(row), Change(step_title(new.kind), "", f"{new.day.isoformat()} {new.document}".strip())]
    if new.due_on:
        changes.append(Change("期限", "", new.due_on.isoformat()))
    if payload["what"] == "written_off":
        changes.append(Change("尚欠", f"{grouped(row.left_fen)} 元", f"{grouped(row.left_fen - new.amount_fen)} 元，不做凭证，备查保留"))
    return [*changes, Change("说明", "", new.text)] if new.text else changes


def apply(payload: Payload, *, by: By) -> int:
    """The step's id."""
    return payout.step_debt(payload["debt_id"], _step(payload), by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, step_title(payload["what"]))


def _step(payload: Payload) -> payout.NewDebtStep:
    step, on, note = payload["what"], date.fromisoformat(payload["on"]), payload.get("note", "")
    due, document = None, payload.get("document", "")
    if step == "cause":
        note = f"{CAUSES[payload['cause']]}：{note}"
    if step == "served":
        opens = months_after(on, APPEAL_MONTHS)
        remedies = f"复议到 {(on + timedelta(days=60)).isoformat()}，诉讼到 {opens.isoformat()}"
        court = f"申请法院执行到 {months_after(opens, APPLY_MONTHS).isoformat()}"
        due, note = date.fromisoformat(payload["due_on"]), f"{note}；{remedies}；{court}"
    if step == "urged":
        due = on + timedelta(days=URGED_DAYS)
    amount = payload.get("amount_fen", 0) if step == "written_off" else 0
    return payout.NewDebtStep(step, on, amount, due, document, note)
