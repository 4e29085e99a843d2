"""A difference of the tax office's receipts settled (了结入库差异): what became of the money, by whoever answers for it."""

from __future__ import annotations

from datetime import date

from shebao.agency.declarations import actions as declarations
from shebao.agency.declarations import queries
from shebao.agency.declarations.kinds import DIFFERENCES
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.base.finding import refuse
from shebao.base.money import grouped

KEY = "close_difference"
TITLE = "了结入库差异"
LAW = "社会保险经办条例（国令第765号）第41条；社会保险费征缴暂行条例 第15条"
WORKING_DAYS = None
RISK = "low"
RESULT = "入库差异处理单"
REVERSAL = "处理有误的，由基金财务凭单据冲销后重新登记；差异的处理记录保留。"
AREA = "collection"
OUTCOMES = {
    "refunded": "已退还缴款人，退库或支付凭证已登记",
    "moved": "已转给应得的基金，凭证已登记",
    "later": "税务已更正，另有入库明细冲抵",
}
FIELDS = (
    Field("difference_id", "差异编号", "number", help="在“征收”页的差异清单里"),
    Field("outcome", "处理结果", "choice", choices=tuple(OUTCOMES.items())),
    Field("reference", "凭证号或文书号", longest=60),
    scans_field("凭证或文书扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a difference there is not or that is closed."""
    if queries.open_difference(payload["difference_id"]) is None:
        refuse("procedures.difference", "没有这个编号的未了结差异", "请从征收页的差异清单里选。", "difference_id")
    return payload


def preview(payload: Payload) -> list[Change]:
    """The difference and what is said to have become of it."""
    one = queries.open_difference(payload["difference_id"])
    assert one is not None, "a difference that is closed is refused before"
    return [
        Change("差异", f"{INSURANCES[one.scheme]}，{DIFFERENCES[one.kind]}", f"{grouped(one.fen)} 元，税票 {one.ticket}"),
        Change("处理结果", "未了结", f"{OUTCOMES[payload['outcome']]}（{payload['reference']}）"),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the closing."""
    return declarations.close_differences([payload["difference_id"]], f"{OUTCOMES[payload['outcome']]}（{payload['reference']}）", by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：第 {payload['difference_id']} 号"


def subject(payload: Payload) -> tuple[str, int]:
    """One open settlement a difference."""
    return ("difference", payload["difference_id"])
