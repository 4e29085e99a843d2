"""What supervision found, what a special campaign came to, and the year's rounds of certification, lived as matters: figures are counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import numpy as np

from shebao.agency.certification.actions import record_events
from shebao.agency.inspection import queries as inspection
from shebao.agency.journal.by import By
from shebao.agency.procedures.actions import carry_through
from shebao.base.months import last_day

from .agency import Agency, yuan_to_fen
from .population import PENSIONER
from .world import World, rows_where

COUNTED = ("outside_audit_findings", "fraud_campaign.checked", "fraud_campaign.recovered_yuan")
"""Paths in the agency file of which this file lives what they state."""
DOCUMENT = "演示县虚构文件"
_LASTING, _DELAYED = 1, 1
"""Of the findings so many stay open, one for long and one delayed, so that the board has something in each place; invented."""
_WINDOWS = {1: ((1, 12),), 2: ((3, 5), (9, 11))}
"""How many rounds a year → the first and last month of each; the months are invented, how many there are is published."""
_AT_HOME, _ABSENT = 0.3, 0.02
"""Share of a round certified on the village's list, and of those who were not found in it; invented."""
_FINDINGS = (
    ("个人账户记账不及时", "按月核对缴费和记账"),
    ("待遇暂停没有附告知送达凭证", "补齐凭证，以后先告知后暂停"),
    ("死亡人员停发晚于次月", "每月比对殡葬和户籍名单"),
    ("档案目录与卷内不符", "重新编目"),
    ("对账单没有双人签字", "补签，落实两人对账"),
)


def live(world: World, agency: Agency) -> None:
    """Enter the findings of an outside audit and the tasks of a campaign, where the agency's report tells of them."""
    findings = agency.reported.get("outside_audit_findings")
    if findings:
        _audited(world, int(findings))
    campaign = agency.reported.get("fraud_campaign")
    if isinstance(campaign, Mapping):
        _campaign(world, int(campaign["checked"]), yuan_to_fen(campaign["recovered_yuan"]))
    rounds = int(agency.reported.get("certification_rounds_a_year", 0))
    first = int(agency.reported.get("retirees", {}).get("certification_within_months", 0))
    if rounds or first:
        _rounds(world, rounds, first)


def _audited(world: World, count: int) -> None:
    """Each finding entered in February and put right by autumn, but for those that take longer."""
    for number in range(1, count + 1):
        title, measure = _FINDINGS[number % len(_FINDINGS)]
        entered = {
            "kind": "outside", "number": f"第三方审计〔{world.year - 1}〕1号-{number}", "on": world.day(2, 10).isoformat(), "title": title,
            "clause": "内部控制", "owner": "复核岗", "measure": measure, "due_on": world.day(9, 30).isoformat(),
        }  # fmt: skip
        (key,) = _carry(world, "register_finding", entered, world.day(2, 13))
        step = {"record_id": key, "on": world.day(9, 20).isoformat(), "note": f"{measure}，已核对"}
        if number > count - _DELAYED:
            late = {"what": "delayed", "due_on": date(world.year + 1, 3, 31).isoformat()}
            _carry(world, "register_finding", step | late, world.day(9, 25))
        elif number > count - _DELAYED - _LASTING:
            lasting = {"what": "lasting", "due_on": date(world.year + 1, 12, 31).isoformat()}
            _carry(world, "close_finding", step | lasting, world.day(9, 25))
        else:
            _carry(world, "close_finding", step | {"what": "closed"}, world.day(9, 25))


def _campaign(world: World, checked: int, recovered_fen: int) -> None:
    """Started in the spring, every person of it checked by October, with what came back."""
    start = {
        "what": "start", "title": "失业保险待遇专项核查", "from_on": world.day(4, 1).isoformat(), "to_on": world.day(10, 31).isoformat(),
        "leader": "分管领导", "document": DOCUMENT,
        "rows": [{"task": "逐人核查", "owner": "稽核内控岗", "on": world.day(10, 31).isoformat(), "heads": checked}],
    }  # fmt: skip
    key = int(_carry(world, "run_campaign", start, world.day(4, 3)))
    (task,) = inspection.tasks(key)
    row = {"task": str(task.id), "state": "done", "on": world.day(10, 20).isoformat(), "heads": checked, "amount_fen": recovered_fen}
    step = {"what": "step", "campaign_id": key, "rows": [row | {"text": "逐人核查完毕，多领的已退回"}]}
    _carry(world, "run_campaign", step, world.day(10, 23))


def _carry(world: World, key: str, payload: dict[str, Any], day: date) -> Any:
    posts = ("inspector", "reviewer", "approver")
    maker, reviewer, approver = (world.by(post) for post in posts)
    return carry_through(key, payload, day=day, maker_id=maker, reviewer_id=reviewer, approver_id=approver)


def _rounds(world: World, count: int, first_months: int) -> None:
    """The year's rounds, or the one rule for the newly retired; where there are rounds, everybody found at home proves life in each."""
    for number, (first, last) in enumerate(_WINDOWS[max(count, 1)], 1):
        title = f"{world.year} 年第 {number} 轮集中认证" if count else f"{world.year} 年资格认证"
        from_on, to_on = world.day(first, 1), last_day(world.month(last))
        announced = {
            "title": title,
            "from_on": from_on.isoformat(),
            "to_on": to_on.isoformat(),
            "first_months": first_months,
            "document": DOCUMENT,
        }
        posts = {"maker_id": world.by("clerk"), "reviewer_id": world.by("reviewer"), "approver_id": world.by("approver")}
        carry_through("plan_certification_round", announced, day=from_on, **posts)
        if count:
            _certified_in(world, number, first, last)


def _certified_in(world: World, number: int, first: int, last: int) -> None:
    """Pensioners of the whole year about whom nothing happens in it, but for the few who were not found; nobody who was planted."""
    people, planted = world.county.population, world.county.planted
    quiet = (people.kind == PENSIONER) & (people.died == 0) & (people.suspended == 0) & (people.moved == 0) & (planted.unknown_death == 0)
    quiet &= people.first_month <= world.year * 100
    for rows in planted.rows.values():
        quiet[rows] = False
    rng = np.random.default_rng(world.year * 100 + number)
    rows = rows_where(quiet & (rng.random(len(quiet)) >= _ABSENT) & (world.ids > 0))
    months, days = rng.integers(first, last + 1, size=len(rows)).tolist(), rng.integers(1, 29, size=len(rows)).tolist()
    home = (rng.random(len(rows)) < _AT_HOME).tolist()
    events = [
        (person, world.day(month, day), "home_visit" if visited else "self_service")
        for person, month, day, visited in zip(world.people(rows).tolist(), months, days, home, strict=True)
    ]
    if events:
        record_events(events, by=By(world.by("clerk"), world.day(12, 31)))
