"""Starting a special campaign with its tasks, and saying how far a task is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from shebao.agency.inspection import queries
from shebao.agency.inspection.models import Campaign, CampaignStep, CampaignTask
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.money import Fen


class NewCampaign(NamedTuple):
    """A campaign's title, days, leader and plan."""

    title: str
    from_on: date
    to_on: date
    leader: str
    document: str


class NewTask(NamedTuple):
    """One task: what, who, until when, how many rows or people."""

    title: str
    owner: str
    due_on: date
    heads: int = 0


def start_campaign(new: NewCampaign, tasks: Sequence[NewTask], *, by: By) -> int:
    """Enter a campaign; its id. Refused without tasks, for one nobody answers for, or one due outside the campaign's days."""
    if not tasks:
        refuse("inspection.tasks", "没有任务", "请至少列一项任务。", "rows")
    for number, one in enumerate(tasks, 1):
        if not one.owner.strip():
            refuse("inspection.owner", f"第 {number} 项任务没有责任人", "每项任务都要写明谁负责。", "rows")
        if not new.from_on <= one.due_on <= new.to_on:
            what = f"第 {number} 项任务的期限 {one.due_on.isoformat()} 不在行动期间内"
            refuse("inspection.due", what, f"期限应在 {new.from_on.isoformat()} 至 {new.to_on.isoformat()} 之间。", "rows")
    with transaction.atomic():
        take_turn()
        key, first = next_id(Campaign), next_id(CampaignTask)
        post(Campaign, Campaign.SEALED, [(key, *new)], "inspection.start_campaign", by=by, subject=("campaign", key))
        rows = [(first + at, key, *one) for at, one in enumerate(tasks)]
        post(CampaignTask, CampaignTask.SEALED, rows, "inspection.set_tasks", by=by, body={"tasks": len(rows)}, subject=("campaign", key))
    return key


class NewCampaignStep(NamedTuple):
    """How far one task is."""

    task_id: int
    state: str
    day: date
    heads: int
    amount_fen: Fen
    text: str


def take_campaign_step(campaign_id: int, steps: Sequence[NewCampaignStep], *, by: By) -> Entry:
    """Enter how far some tasks are; refused for tasks of another campaign, days out of order, and more worked through than there is."""
    with transaction.atomic():
        take_turn()
        tasks = {row.id: row for row in queries.tasks(campaign_id)}
        for number, one in enumerate(steps, 1):
            task = tasks.get(one.task_id)
            if task is None:
                refuse("inspection.task", f"第 {number} 行：任务 {one.task_id} 不在这个专项行动里", "请核对任务编号。", "rows")
            if one.day > by.day or (task.day and one.day < task.day):
                refuse("inspection.day", f"第 {number} 行：日期晚于今天，或早于上一次登记", "请按实际发生的日期填写。", "rows")
            if one.heads > task.heads:
                refuse("inspection.heads", f"第 {number} 行：已办 {one.heads:,}，超过任务的 {task.heads:,}", "请核对已办条数。", "rows")
            if one.state == "done" and one.heads < task.heads:
                refuse(
                    "inspection.heads", f"第 {number} 行：还有 {task.heads - one.heads:,} 条没有办，不能完成", "请办完再登记完成。", "rows"
                )
        first = next_id(CampaignStep)
        rows = [(first + at, *one) for at, one in enumerate(steps)]
        body = {"tasks": len(rows)}
        return post(
            CampaignStep, CampaignStep.SEALED, rows, "inspection.campaign_step", by=by, body=body, subject=("campaign", campaign_id)
        )
