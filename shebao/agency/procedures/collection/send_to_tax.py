"""Handing what was assessed to the tax office (应征数据传递税务): a batch with its count, its sum and the digest of its file."""

from __future__ import annotations

from datetime import date

from shebao.agency.declarations import actions as declarations
from shebao.agency.declarations import queries
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.money import grouped
from shebao.base.months import month_title

KEY = "send_to_tax"
TITLE = "应征数据传税务"
LAW = "社会保险费征缴暂行条例 第11条"
WORKING_DAYS = None
RISK = "low"
RESULT = "应征数据传递单"
REVERSAL = "传出的数据不收回：基数有误的，办理“缴费基数更正”补核，差额随下一批传出。"
AREA = "collection"
FIELDS = (
    Field("month", "费款所属期", "month"),
    Field("receipt", "税务回执号", required=False, longest=40, help="已通过省级平台传出的，填平台的回执号"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where nothing waits to be handed over."""
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What is in the batch, scheme by scheme."""
    waiting = queries.waiting(payload["month"])
    total = sum(one.unit_fen + one.person_fen for one in waiting)
    return [
        *(
            Change(INSURANCES[one.scheme], f"{one.employers:,} 个单位，{one.rows:,} 人", f"{grouped(one.unit_fen + one.person_fen)} 元")
            for one in waiting
        ),
        Change("合计", f"{sum(one.rows for one in waiting):,} 行", f"{grouped(total)} 元"),
        Change("文件", "", "批准后在“征收”页下载，文件摘要记入日志"),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the batch."""
    return int(declarations.send(payload["month"], payload.get("receipt", ""), by=by).pk)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{month_title(payload['month'])}{TITLE}"


def subject(payload: Payload) -> tuple[str, int]:
    """One open batch a month."""
    return ("period", payload["month"])
