"""A department's list compared with the register (全民参保扩面名单核实): who is insured drops out, who is not becomes a task with an owner."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np

from shebao.agency import schemes
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.enrolment.coverage import Assigned, NewTask, open_tasks, pending
from shebao.agency.enrolment.schemes import COVERAGE_GROUPS
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.people import queries as people
from shebao.agency.people.names import PLACE_LONGEST
from shebao.agency.procedures.columns import NEW_PERSON
from shebao.agency.procedures.trial import simulated
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse

KEY = "check_coverage_list"
TITLE = "全民参保扩面名单核实"
LAW = "社会保险经办条例（国令第765号）第8条；社会保险法 第57条、第58条"
WORKING_DAYS = None
RISK = "low"
RESULT = "入户核实单"
REVERSAL = "名单有误的，逐条办理“扩面任务进展登记”，选“已关闭”；原名单保留。"
SENSITIVE = ("rows",)
PENSIONS = ("resident", "employee", "public_institution")
"""Somebody insured in one of these is insured for old age; a list that suspects one of them means any."""
ROWS = (
    *NEW_PERSON,
    Wanted("source", "来源", required=False, longest=40),
    Wanted("scheme", "疑似未参保险种", choices={title: key for key, title in schemes.titles().items()}),
)
FIELDS = (
    Field("rows", "部门名单", "file", help="每行：身份证号码、姓名、来源（市监、税务、民政、卫健）、疑似未参保险种"),
    Field("group", "对象群体", "choice", choices=tuple(COVERAGE_GROUPS.items())),
    Field("township", "乡镇（街道）", required=False, longest=PLACE_LONGEST),
    Field("owner", "包联人", longest=40),
    Field("due_on", "期限", "date"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a day that is over, and where everybody of the list is insured or has a task already."""
    if date.fromisoformat(payload["due_on"]) < day:
        refuse("procedures.coverage", f"期限 {payload['due_on']} 已经过了", "请填写今后的日期。", "due_on")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many of the list are insured, have died, have a task, and how many tasks are opened."""
    counts = Counter(_state(payload))
    return [
        Change("名单", "", f"{len(payload['rows']):,} 人，{COVERAGE_GROUPS[payload['group']]}"),
        Change("已参保", f"{counts['insured']:,} 人", "自动剔除"),
        Change("已登记死亡", f"{counts['dead']:,} 人", "自动剔除"),
        Change("已有任务", f"{counts['pending']:,} 人", "不重复登记"),
        Change("没有参保", f"{counts['missing']:,} 人", f"登记扩面任务，包联人 {payload['owner']}，{payload['due_on']} 前"),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """What the register knows of each."""
    words = {"insured": "已参保，剔除", "dead": "已登记死亡，剔除", "pending": "已有任务", "missing": "登记任务"}
    return [RowNote(after=words[state], flags=("没有参保",) if state == "missing" else ()) for state in _state(payload)]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the tasks."""
    rows = [
        NewTask(row["citizen_number"], row["name"], row.get("source", ""), row["scheme"])
        for row, state in zip(payload["rows"], _state(payload), strict=True)
        if state == "missing"
    ]
    assigned = Assigned(payload["group"], payload.get("township", ""), payload["owner"], date.fromisoformat(payload["due_on"]))
    return open_tasks(rows, assigned, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{len(payload['rows']):,} 人（{COVERAGE_GROUPS[payload['group']]}）"


def _state(payload: Payload) -> list[str]:
    """For each row: insured, dead, pending, missing."""
    rows = payload["rows"]
    ids = [person or 0 for person in people.find_many([row["citizen_number"] for row in rows])]
    known = np.unique(int_column(person for person in ids if person))
    dead = set(people.deaths(known))
    insured = {scheme: set(enrolment.open_among(known, scheme).tolist()) for scheme in schemes.titles()}
    covered = set().union(*(insured[scheme] for scheme in PENSIONS))
    waiting = {scheme: pending([row["citizen_number"] for row in rows if row["scheme"] == scheme], scheme) for scheme in schemes.titles()}
    states = []
    for row, person in zip(rows, ids, strict=True):
        inside = person in covered if row["scheme"] in PENSIONS else person in insured[row["scheme"]]
        if person in dead:
            states.append("dead")
        elif person and inside:
            states.append("insured")
        else:
            states.append("pending" if row["citizen_number"] in waiting[row["scheme"]] else "missing")
    return states
