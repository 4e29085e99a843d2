"""Letting a whole operation through (整批核查放行): the inspector opens a sample of its rows and asks, the approver decides.

One release covers an operation of any size by its cause: a raise of everybody's standard, a list of resumed people. Whoever
began the operation is neither of the two, and an operation that grows afterwards waits again.
"""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.people import queries as people
from shebao.agency.procedures.columns import PERSON
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_text

KEY = "release_operation"
TITLE = "整批核查放行"
LAW = "社会保险经办条例（国令第765号）第37条：高风险业务分级审核"
WORKING_DAYS = None
RISK = "low"
AREA = "guard"
ROWS = PERSON
FIELDS = (
    Field("run_id", "批次编号", "number", help="批次页面上“第几批”的数字"),
    Field("cause", "来由编号", "number", help="批次页面“按来由”列表里的编号；由那里的“核查放行”进入最方便"),
    Field("rows", "逐人看过的名单", "file", help="每行：身份证号码、姓名；系统抽出的人都要看过"),
    Field("from_month", "自", "month"),
    Field("until_month", "至", "month", help=f"最多 {payout.LONGEST} 个月，到期后须重新核查"),
    Field("reason", "核查结论", help="怎样核查的、依据哪份文件、结论是什么"),
    Field("file_name", "文件名", required=False),
    scans_field("核查材料扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where no operation of the run waits under this cause, or where somebody of the sample was not looked at."""
    payout.check_operation_release(_order(payload))
    return payload


def preview(payload: Payload) -> list[Change]:
    """What the operation is, how large, who began it, whose rows were opened, on what finding."""
    operation = runs.operation(payload["run_id"], _cause(payload))
    if operation is None:
        refuse("payout.operation", f"第 {payload['run_id']} 批没有因这个来由整批待核的人员", "批次重新计算过的，请重新核查。", "cause")
    months = f"{month_text(payload['from_month'])} 至 {month_text(payload['until_month'])}"
    size = f"{operation.people:,} 人 {grouped(operation.fen)} 元"
    return [
        Change("来由", "", f"{operation.title}，{operation.maker}受理"),
        Change(
            runs.title(runs.run(payload["run_id"])),
            f"因“{operation.gate_title}”整批待核：{size}",
            f"{months}放行；超过这个人数或金额的重新待核",
        ),
        Change("逐人看过", "", f"{len(_looked_at(payload))} 人：{people.called(_looked_at(payload))}"),
        Change("核查结论", "", payload["reason"]),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the release; the next computation of the month takes these people in."""
    return payout.release_operation(_order(payload), asked_by=matters.maker_of(by.matter), by=by)


def subject(payload: Payload) -> tuple[str, int]:
    """One open request a cause."""
    return "cause", int(payload["cause"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    operation = runs.operation(payload["run_id"], _cause(payload))
    return f"{TITLE}：{operation.title}，{operation.people:,} 人" if operation else f"{TITLE}：第 {payload['run_id']} 批"


def _looked_at(payload: Payload) -> tuple[int, ...]:
    return tuple(sorted({row["person_id"] for row in payload["rows"]}))


def _cause(payload: Payload) -> int:
    """The cause; whoever fills in the form writes 0 for what came with the product."""
    return payload["cause"] or -1


def _order(payload: Payload) -> payout.OperationOrder:
    months = payload["from_month"], payload["until_month"]
    return payout.OperationOrder(payload["run_id"], _cause(payload), *months, payload["reason"], _looked_at(payload))
