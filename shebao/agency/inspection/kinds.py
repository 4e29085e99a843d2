"""What is inspected and why, the steps a case may take with the state each leaves, and the law's days."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

PLANS: Mapping[str, str] = {"collection": "征缴", "benefits": "待遇", "providers": "协议机构", "control": "内控"}
CASES: Mapping[str, str] = {"daily": "日常稽核", "key": "重点稽核", "report": "举报稽核"}
SUBJECTS: Mapping[str, str] = {"employer": "用人单位", "person": "人员", "provider": "协议机构"}

NOTICE_DAYS = 3
"""Calendar days before the visit that the notice is served, special cases apart. 社会保险稽核办法（劳动保障部令第16号）."""
INSPECTORS_LEAST = 2
"""How many inspectors a case has at least. 社会保险稽核办法（劳动保障部令第16号）."""
CLEAN_WORKDAYS, OPINION_WORKDAYS = 5, 10
"""Working days after the end within which nothing found is told, and an opinion is served. 社会保险稽核办法（劳动保障部令第16号）."""
LIMITATION_YEARS, LIMITATION_YEARS_SAFETY = 2, 5
"""Years after which a breach is no longer punished; five where the safety of money is concerned. 行政处罚法 第36条."""

OPENED, VISITED, CLEAN, BREACH, PUT_RIGHT, HANDED_ON, STOPPED = "opened", "visited", "clean", "breach", "put_right", "handed_on", "stopped"
STATES: Mapping[str, tuple[str, str]] = {
    OPENED: ("已通知", "waiting"),
    VISITED: ("已查，待结论", "attention"),
    CLEAN: ("未发现问题", "done"),
    BREACH: ("待整改", "attention"),
    PUT_RIGHT: ("已改正", "done"),
    HANDED_ON: ("已移送", "done"),
    STOPPED: ("已撤案", "stopped"),
}
"""State of a case → (its word, the tone it is shown in)."""


class CaseStepKind(NamedTuple):
    """A step: its title, the state it leaves, and the states it may be taken in."""

    title: str
    leaves: str
    allowed: tuple[str, ...]


CASE_STEPS: Mapping[str, CaseStepKind] = {
    "recorded": CaseStepKind("现场记录", VISITED, (OPENED, VISITED)),
    "told": CaseStepKind("稽核情况告知", CLEAN, (VISITED,)),
    "opinion": CaseStepKind("稽核意见书", BREACH, (VISITED,)),
    "reviewed": CaseStepKind("复查，重新查处", VISITED, (CLEAN, BREACH, PUT_RIGHT)),
    "put_right": CaseStepKind("已改正", PUT_RIGHT, (BREACH, HANDED_ON)),
    "passed": CaseStepKind("移送或提请处罚", HANDED_ON, (BREACH, HANDED_ON)),
    "replied": CaseStepKind("收到移送的回复", HANDED_ON, (HANDED_ON,)),
    "restored": CaseStepKind("信用修复", PUT_RIGHT, (HANDED_ON, PUT_RIGHT)),
    "stopped": CaseStepKind("撤案", STOPPED, (OPENED, VISITED)),
}
RECIPIENTS: Mapping[str, str] = {
    "administration": "人力资源社会保障行政部门",
    "tax": "税务部门",
    "police": "公安机关",
    "medical": "医疗保障部门",
    "discipline": "纪检监察机关",
}
DISCREDIT: Mapping[str, str] = {"none": "无", "general": "一般失信（待主管部门认定）", "serious": "严重失信（待主管部门认定）"}

TASK_STATES: Mapping[str, tuple[str, str]] = {
    "open": ("未开始", "waiting"),
    "working": ("在办", "attention"),
    "done": ("已完成", "done"),
    "excluded": ("不需要办，已说明", "stopped"),
}
"""State of a campaign's task → (its word, the tone it is shown in)."""
GRADES: Mapping[str, str] = {"none": "没有问题", "light": "一般", "serious": "较重", "grave": "严重"}
