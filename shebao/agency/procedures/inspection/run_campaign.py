"""A special campaign and how far it is (专项行动台账): tasks with somebody who answers for each, until every row is done or excluded."""

from __future__ import annotations

from datetime import date

from shebao.agency.inspection import actions as inspection
from shebao.agency.inspection import queries as campaigns
from shebao.agency.inspection.actions import NewCampaign, NewCampaignStep, NewTask
from shebao.agency.inspection.kinds import TASK_STATES
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, Wanted
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.procedures.trial import simulated
from shebao.base.digits import whole_number
from shebao.base.finding import refuse
from shebao.base.money import grouped

KEY = "run_campaign"
TITLE = "专项行动台账"
LAW = "当地文件（未核对）；社会保险经办条例（国令第765号）第42条"
WORKING_DAYS = None
RISK = "low"
AREA = "audit"
RESULT = "专项行动报告"
REVERSAL = "进展登记有误的，再登记一次正确的进展，以最后一次为准；任务不需要办的登记“不需要办”，写明原因。"
START, STEP = "start", "step"
ROWS = (
    Wanted("task", "任务", also=("任务编号",), longest=120),
    Wanted("owner", "责任人", required=False, longest=40),
    Wanted("on", "日期", "date", also=("期限",)),
    Wanted("heads", "条数", "count", required=False, also=("人数", "已办条数")),
    Wanted("state", "状态", required=False, choices={title: key for key, (title, _) in TASK_STATES.items()}),
    Wanted("amount_fen", "追回金额（元）", "yuan", required=False, also=("追回金额",)),
    Wanted("text", "说明", required=False, longest=200),
)
FIELDS = (
    Field("what", "办什么", "choice", choices=((START, "启动"), (STEP, "登记进展"))),
    Field("rows", "任务清单", "file", help="启动：任务、责任人、期限、条数；进展：任务编号、状态、日期、已办条数、追回金额、说明"),
    Field("title", "名称", required=False, longest=80),
    Field("from_on", "自", "date", required=False),
    Field("to_on", "至", "date", required=False),
    Field("leader", "负责人", required=False, longest=40),
    Field("document", "方案", required=False, longest=120),
    Field("campaign_id", "专项编号", "number", required=False, help="登记进展的填写；从专项页面进入会自动填好"),
    Field("file_name", "文件名", required=False),
)
_NEEDS = {START: ("title", "from_on", "to_on", "leader", "document"), STEP: ("campaign_id",)}


def check(payload: Payload, day: date) -> Payload:
    """Refused for a task nobody answers for, days outside the campaign, and rows left in a task that is called done."""
    labels = {field.name: field.label for field in FIELDS}
    for name in _NEEDS[payload["what"]]:
        if payload.get(name) in (None, ""):
            refuse("procedures.campaign", f"没有填写{labels[name]}", f"办理本事项要有{labels[name]}。", name)
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The campaign with its tasks, or how far it is before and after."""
    if payload["what"] == START:
        new, tasks = _campaign(payload), _tasks(payload)
        heads = sum(one.heads for one in tasks)
        return [
            Change(new.title, "", f"{new.from_on.isoformat()} 至 {new.to_on.isoformat()}，负责人 {new.leader}"),
            Change("任务", "", f"{len(tasks)} 项" + (f"，{heads:,} 条" if heads else "")),
            *(Change(one.title, "", f"{one.owner}，{one.due_on.isoformat()} 前") for one in tasks[:10]),
        ]
    row, known = campaigns.campaign(payload["campaign_id"]), {one.id: one for one in campaigns.tasks(payload["campaign_id"])}
    steps = _steps(payload)
    changes = [Change(row.title, f"已办 {row.done_heads:,} / {row.heads:,} 条，{row.closed} / {row.tasks} 项", f"登记 {len(steps)} 项进展")]
    for one in steps[:10]:
        task = known[one.task_id]
        money = f"，追回 {grouped(one.amount_fen)} 元" if one.amount_fen else ""
        after = f"{TASK_STATES[one.state][0]} {one.heads:,} 条{money}"
        changes.append(Change(task.title, f"{TASK_STATES[task.state][0]} {task.done_heads:,} / {task.heads:,} 条", after))
    return changes


def apply(payload: Payload, *, by: By) -> int:
    """The campaign's id."""
    if payload["what"] == START:
        return inspection.start_campaign(_campaign(payload), _tasks(payload), by=by)
    inspection.take_campaign_step(payload["campaign_id"], _steps(payload), by=by)
    number: int = payload["campaign_id"]
    return number


def heading(payload: Payload) -> str:
    """The matter's title."""
    if payload["what"] == START:
        return f"专项行动：{payload['title']}"
    return f"{campaigns.campaign(payload['campaign_id']).title}：进展 {len(payload['rows'])} 项"


def subject(payload: Payload) -> tuple[str, int] | None:
    """One open step a campaign."""
    return ("campaign", payload["campaign_id"]) if payload["what"] == STEP else None


def count(payload: Payload) -> int:
    """Nobody's own matter."""
    return 0


def _campaign(payload: Payload) -> NewCampaign:
    first, last = date.fromisoformat(payload["from_on"]), date.fromisoformat(payload["to_on"])
    return NewCampaign(payload["title"], first, last, payload["leader"], payload["document"])


def _tasks(payload: Payload) -> list[NewTask]:
    return [NewTask(row["task"], row.get("owner") or "", date.fromisoformat(row["on"]), row.get("heads") or 0) for row in payload["rows"]]


def _steps(payload: Payload) -> list[NewCampaignStep]:
    steps, problems = [], list[Problem]()
    for number, row in enumerate(payload["rows"], 1):
        key = whole_number(str(row["task"]).strip(), digits=12)
        if key is None:
            problems.append((number, f"任务编号“{row['task']}”应为整数"))
        elif not row.get("state") or not row.get("text"):
            problems.append((number, "没有填写状态或说明"))
        else:
            day = date.fromisoformat(row["on"])
            steps.append(NewCampaignStep(key, row["state"], day, row.get("heads") or 0, row.get("amount_fen") or 0, row["text"]))
    if problems:
        refuse_rows("procedures.campaign", "登记", len(payload["rows"]), problems)
    return steps
