"""Changing a threshold of the payout guard (变更发放阈值): three people and a document; it holds from a later month on."""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.base.months import month_text

KEY = "change_threshold"
TITLE = "变更发放阈值"
LAW = "社会保险经办条例（国令第765号）第36条、第37条：内部控制，高风险业务分级审核"
WORKING_DAYS = None
RISK = "high"
RESULT = "发放阈值变更通知"
REVERSAL = "变更有误的，再办理一次，自新的日期起改回；以前各月所用的阈值保留。"
AREA = "parameters"
STRICTER_WHEN_LARGER = ("recompute_people", "pace_seconds", "pace_held_seconds")
FIELDS = (
    Field(
        "key",
        "阈值",
        "choice",
        help="现在是多少，见“待遇发放”的“闸门阈值”",
        choices=tuple((key, f"{limit.title}（{limit.said(limit.lo)} 至 {limit.said(limit.hi)}）") for key, limit in runs.LIMITS.items()),
    ),
    Field("scheme", "险种", "choice", required=False, help="不选则用于各险种", choices=tuple(schemes.titles().items())),
    Field("value", "改为", help="只填数字：金额按元，比例填百分之几，其余照阈值的单位（人、倍、天、秒……）", longest=16),
    Field("from_month", "自哪个月起", "month", help="最早从下个月起"),
    Field("document", "依据", help="会议纪要或文件的名称和文号"),
    scans_field("依据扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a value out of range, a month that has begun, or no change."""
    payout.check_threshold(_new(payload), day)
    payload["asked_on"] = day.isoformat()
    return payload


def preview(payload: Payload) -> list[Change]:
    """The threshold as it is and as it will be, and from when."""
    new, limit = _new(payload), runs.LIMITS[payload["key"]]
    present = payout.check_threshold(new, date.fromisoformat(payload["asked_on"]))
    where = schemes.title(new.scheme) if new.scheme else "各险种"
    looser = (new.value < present) if payload["key"] in STRICTER_WHEN_LARGER else (new.value > present)
    way = "放宽" if looser else "收紧"
    return [
        Change(limit.title, limit.said(present), f"{limit.said(new.value)}（{way}；{new.document}）"),
        Change("适用", "", f"{where}，{month_text(new.from_month)} 起的批次"),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the threshold."""
    return payout.change_threshold(_new(payload), by=by)


def subject(payload: Payload) -> None:
    """No single object: two thresholds may wait at the same time."""
    return


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{runs.LIMITS[payload['key']].title}"


def count(payload: Payload) -> int:
    """Nobody's own matter."""
    return 0


def _new(payload: Payload) -> payout.NewThreshold:
    value = runs.LIMITS[payload["key"]].read(payload["value"])
    return payout.NewThreshold(payload["key"], payload.get("scheme") or "", payload["from_month"], value, payload["document"])
