"""The hours of the service hall (大厅服务时间): when it serves, how appointments are cut, what waiting time the agency promises."""

from __future__ import annotations

import re
from datetime import date

from shebao.agency.hall import actions as hall
from shebao.agency.hall import queries
from shebao.agency.hall.queries import HoursRow, clock
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse

KEY = "set_hall_hours"
TITLE = "设定大厅服务时间"
LAW = "社会保险经办条例（国令第765号）第28条；时间和等候上限是本单位的服务承诺，不是法定时限"
WORKING_DAYS = None
RISK = "low"
AREA = "register"
RESULT = "大厅服务时间公告"
REVERSAL = "设定有误的，再办理一次，以最后一次为准。"
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:：]([0-5]\d)")
_TIMES = (("opens", "上午开始"), ("pauses", "上午结束"), ("resumes", "下午开始"), ("closes", "下午结束"), ("late_until", "延时服务到"))
_COUNTS = (("slot_minutes", "每段分钟"), ("per_slot", "每段每种事由人数"), ("wait_minutes", "等候承诺（分钟）"))
FIELDS = (
    *(Field(name, label, longest=5, help="时:分，例如 09:00" if name == "opens" else "") for name, label in _TIMES),
    *(Field(name, label, "number") for name, label in _COUNTS),
)


def _minutes(payload: Payload, name: str) -> int:
    match = _CLOCK.fullmatch(payload[name].strip())
    if match is None:
        refuse("procedures.clock", f"“{payload[name]}”不是时间", "请写成 09:00 这样的时和分。", name)
    return int(match[1]) * 60 + int(match[2])


def _row(payload: Payload) -> HoursRow:
    return HoursRow(*(_minutes(payload, name) for name, _ in _TIMES), *(payload[name] for name, _ in _COUNTS))


def check(payload: Payload, day: date) -> Payload:
    """Refused for what is no time, and for times that do not follow each other."""
    simulated(lambda: hall.set_hours(_row(payload), by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Each time and count, before and after."""
    before, after = queries.hours(), _row(payload)
    changes = [Change(label, clock(getattr(before, name)) if before else "", clock(getattr(after, name))) for name, label in _TIMES]
    return changes + [Change(label, str(getattr(before, name)) if before else "", str(getattr(after, name))) for name, label in _COUNTS]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the new hours."""
    return hall.set_hours(_row(payload), by=by)
