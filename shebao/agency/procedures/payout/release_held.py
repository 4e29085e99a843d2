"""Letting held people through (扣留核查放行): the inspector looks and asks, the approver decides; the maker of the run is neither."""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.procedures.columns import PERSON
from shebao.base.months import month_text

KEY = "release_held"
TITLE = "扣留核查放行"
LAW = "社会保险经办条例（国令第765号）第37条：高风险业务分级审核"
WORKING_DAYS = None
RISK = "low"
AREA = "guard"
ROWS = PERSON
FIELDS = (
    Field("rows", "扣留人员名单", "file", help="每行：身份证号码、姓名；都是因下面所选的原因被扣留的人"),
    Field("gate", "扣留原因", "choice", choices=tuple(runs.releasable_titles().items())),
    Field("from_month", "自", "month"),
    Field("until_month", "至", "month", help=f"最多 {payout.LONGEST} 个月，到期后须重新核查"),
    Field("reason", "核查结论", help="怎样核查的、结论是什么"),
    Field("scheme", "险种", "choice", required=False, choices=tuple(schemes.titles().items())),
    Field("file_name", "文件名", required=False),
    scans_field("核查材料扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a gate that nobody may open, for more than a year, and for somebody whom the gate does not hold."""
    payload.setdefault("scheme", schemes.MAIN)
    payout.check_release(_order(payload))
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many people, which gate, how long, on what finding."""
    months = f"{month_text(payload['from_month'])} 至 {month_text(payload['until_month'])}"
    title = runs.releasable_titles()[payload["gate"]]
    return [
        Change("待遇发放", f"因“{title}”扣留 {len(payload['rows']):,} 人", f"{months}不再因此扣留，下一批发放"),
        Change("核查结论", "", payload["reason"]),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the releases; the next computation of the month takes these people in."""
    return payout.release(_order(payload), asked_by=matters.maker_of(by.matter), by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{runs.releasable_titles()[payload['gate']]}，{len(payload['rows']):,} 人"


def _order(payload: Payload) -> payout.ReleaseOrder:
    people = tuple(row["person_id"] for row in payload["rows"])
    months = payload["from_month"], payload["until_month"]
    return payout.ReleaseOrder(payload["scheme"], people, payload["gate"], *months, payload["reason"])
