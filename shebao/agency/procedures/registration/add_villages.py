"""Entering the villages of the county (登记村社区): every person lives in one, so they come before all else."""

from __future__ import annotations

from collections import Counter
from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people_queries
from shebao.agency.people.actions import ensure_villages, place_problems
from shebao.agency.people.refusal import refuse_rows
from shebao.agency.procedures.columns import NEW_VILLAGE
from shebao.base.finding import refuse

KEY = "add_villages"
TITLE = "登记村（社区）"
LAW = "社会保险经办条例（国令第765号）：经办地址信息"
WORKING_DAYS = None
RISK = "low"
ROWS = NEW_VILLAGE
FIELDS = (Field("rows", "村（社区）名单", "file", help="每行：乡镇、村（社区）"), Field("file_name", "文件名", required=False))


def check(payload: Payload, day: date) -> Payload:
    """Refused where every village of the list is known already; a list may hold known ones among new ones."""
    problems = place_problems([(row["township"], row["village"]) for row in payload["rows"]])
    if problems:
        refuse_rows("people.enter_villages", "登记", len(payload["rows"]), problems)
    if not _new(payload):
        refuse("procedures.villages", "名单里的村（社区）都已登记", "不需要办理。", "rows")
    return payload


def preview(payload: Payload) -> list[Change]:
    """New villages by township."""
    townships = Counter(township for township, _ in _new(payload))
    return [Change(f"{township}", "", f"新增 {count:,} 个村（社区）") for township, count in sorted(townships.items())]


def apply(payload: Payload, *, by: By) -> int:
    """How many were entered."""
    fresh = _new(payload)
    ensure_villages(fresh, by=by)
    return len(fresh)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{len(payload['rows']):,} 个"


def _new(payload: Payload) -> list[tuple[str, str]]:
    known = {(village.township, village.name) for village in people_queries.villages()}
    return [pair for pair in dict.fromkeys((row["township"], row["village"]) for row in payload["rows"]) if pair not in known]
