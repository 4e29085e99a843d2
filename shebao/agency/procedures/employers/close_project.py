"""What happens to a building project (建设项目变动): prolonged, stopped, resumed, dearer, finished, or taken back before it was paid."""

from __future__ import annotations

from datetime import date

from shebao.agency.employers import actions as employers
from shebao.agency.employers.kinds import PROJECT_CHANGES
from shebao.agency.employers.projects import ProjectState, last_left_on, project, project_by_code
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.project_due import due_of_price
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped

KEY = "close_project"
TITLE = "建设项目变动"
LAW = "工伤保险条例 第10条；人社部发〔2014〕103号（未核实）"
WORKING_DAYS = None
RISK = "low"
RESULT = "建设项目变动（停保）通知"
REVERSAL = "停工有误的再办“复工”，延期有误的再办一次“延期”填正确的日期；竣工停保以后另行登记新项目。"
FIELDS = (
    Field("code", "项目编号", longest=40),
    Field("what", "办理事项", "choice", choices=tuple(PROJECT_CHANGES.items())),
    Field("on", "日期", "date"),
    Field("new_end_on", "新的竣工日期", "date", required=False, help="延期时必填"),
    Field("price_fen", "增加的造价（元）", "yuan", required=False, help="造价调增时必填"),
    Field("document", "依据", longest=80, help="竣工验收、延期批复或补充协议的名称和文号"),
    scans_field("依据扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a project there is not or that is over, an end before the roster's last day, and what its change does not say."""
    payload["day"] = day.isoformat()
    one, what, on = _project(payload), payload["what"], date.fromisoformat(payload["on"])
    if on > day:
        refuse("procedures.project", f"日期 {payload['on']} 晚于今天", "请照依据填写。", "on")
    if what == "prolonged":
        if not payload.get("new_end_on") or date.fromisoformat(payload["new_end_on"]) <= one.end_on:
            refuse("procedures.project", f"新的竣工日期应晚于 {one.end_on.isoformat()}", "请照延期批复填写。", "new_end_on")
    if what == "dearer" and payload.get("price_fen", 0) <= 0:
        refuse("procedures.project", "没有填写增加的造价", "请照补充协议填写。", "price_fen")
    if what in ("stopped", "resumed") and one.stopped == (what == "stopped"):
        refuse("procedures.project", "项目已经停工" if one.stopped else "项目没有停工", "不需要办理。", "what")
    last = last_left_on(one.row.pk)
    if what == "finished" and (one.workers or (last is not None and last > on)):
        reason = f"名册里还有 {one.workers:,} 人没有离场" if one.workers else f"名册最后离场日是 {last}"
        refuse("procedures.project", f"竣工 {payload['on']}，{reason}", "请先办名册离场，或核对竣工日期。", "on")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The project before and after."""
    one, what = _project(payload), payload["what"]
    changes = [
        Change("项目", "", f"{one.row.name}，{one.employer}"),
        Change(PROJECT_CHANGES[what], "", f"{payload['on']}，{payload['document']}"),
    ]
    if what == "prolonged":
        changes.append(Change("竣工日期", one.end_on.isoformat(), payload["new_end_on"]))
    if what == "dearer":
        due = due_of_price(payload["price_fen"], date.fromisoformat(payload["day"]))
        changes.append(Change("补缴", f"造价增加 {grouped(payload['price_fen'])} 元 × {due.rate}", f"{grouped(due.fen)} 元，由税务征收"))
    if what == "finished":
        changes.append(Change("保障", f"自 {one.covered_from}" if one.covered_from else "没有到账", f"{payload['on']} 止"))
        if one.owed_fen:
            changes.append(Change("还有欠缴", "", f"{grouped(one.owed_fen)} 元，请先催缴"))
    return changes


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the change."""
    one = _project(payload)
    price = payload.get("price_fen", 0) if payload["what"] == "dearer" else 0
    due = due_of_price(price, by.day).fen if price else 0
    new_end = date.fromisoformat(payload["new_end_on"]) if payload.get("new_end_on") and payload["what"] == "prolonged" else None
    return employers.change_project(
        one.row.pk,
        payload["what"],
        date.fromisoformat(payload["on"]),
        new_end_on=new_end,
        price_fen=price,
        due_fen=due,
        document=payload["document"],
        by=by,
    )


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{_project(payload).row.name}：{PROJECT_CHANGES[payload['what']]}"


def subject(payload: Payload) -> tuple[str, int]:
    """One open change a project."""
    return ("project", _project(payload).row.pk)


def _project(payload: Payload) -> ProjectState:
    row = project_by_code(payload["code"])
    if row is None:
        refuse("procedures.project", f"没有项目编号“{payload['code']}”", "请从项目清单核对编号。", "code")
    return project(row.pk)
