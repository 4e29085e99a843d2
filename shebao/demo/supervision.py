"""What supervision found and a special campaign came to, lived as matters: the report's figures are counted from them, not typed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from shebao.agency.inspection import queries as inspection
from shebao.agency.procedures.actions import carry_through

from .agency import Agency, yuan_to_fen
from .world import World

COUNTED = ("outside_audit_findings", "fraud_campaign.checked", "fraud_campaign.recovered_yuan")
"""Paths in the agency file of which this file lives what they state."""
DOCUMENT = "演示县虚构文件"
_LASTING, _DELAYED = 1, 1
"""Of the findings so many stay open, one for long and one delayed, so that the board has something in each place; invented."""
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
