"""How far a signature reaches, and what a session decided (授权额度和集体会审): dated, with its document; runs and matters are held against it."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, Wanted
from shebao.agency.payout import queries as payout
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.procedures.trial import simulated
from shebao.agency.staff import actions as staff_actions
from shebao.agency.staff import queries as staff
from shebao.base.digits import whole_number
from shebao.base.finding import Refused, refuse
from shebao.base.money import grouped, parse_yuan

KEY = "set_authority"
TITLE = "授权额度和集体会审"
LAW = "社会保险经办条例（国令第765号）第37条：内部控制、分级审核；额度是本单位的规定，不是法定数值"
WORKING_DAYS = None
RISK = "high"
RESULT = "授权一览表、会审纪要"
REVERSAL = "额度有误的，自新的日期起再定一次；会审不同意或内容变了的，再开一次会审，以最后一次为准。"
AREA = "parameters"
LIMIT, MEETING = "limit", "meeting"
ROWS = (Wanted("kind", "类别", choices={"办件": "matter", "批次": "run"}), Wanted("number", "编号", also=("办件编号", "批次编号")))
FIELDS = (
    Field("what", "事项", "choice", choices=((LIMIT, "授权额度、比例和年限"), (MEETING, "会审纪要"))),
    Field("from_day", "开始日（会审的填开会日期）", "date"),
    Field("document", "依据（内控办法、会审纪要的名称和文号）", longest=120),
    Field(
        "key",
        "项目",
        "choice",
        required=False,
        choices=tuple(
            (key, f"{one.title}（{_unit}）") for key, one in staff.LIMITS.items() for _unit in ["元" if one.unit == "fen" else one.unit]
        ),
    ),
    Field("value", "数值", required=False, longest=16, help="超过它的须有集体会审纪要才能审批；金额按元填"),
    Field("attendees", "参会表决的人", required=False, longest=200, help="登录名，用顿号隔开；至少 3 人，含稽核内控岗，不含经办人"),
    Field("agreed", "结论", "choice", required=False, choices=(("yes", "同意"), ("no", "不同意"))),
    Field("decision", "处理决定", required=False, longest=200),
    Field("rows", "会审对象", "file", required=False, help="每行：类别（办件、批次）、编号；校验码由系统记下，内容变了要再会审"),
    scans_field("内控办法或会审纪要扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
    Field("file_name", "文件名", required=False),
)
_NEEDS = {LIMIT: ("key", "value"), MEETING: ("attendees", "agreed", "decision", "rows")}


def check(payload: Payload, day: date) -> Payload:
    """Refused for what the choice needs, and for everything the counter of staff refuses of limits and sessions."""
    labels = {field.name: field.label for field in FIELDS}
    for name in _NEEDS[payload["what"]]:
        if payload.get(name) in (None, "", []):
            refuse("procedures.authority", f"没有填写{labels[name]}", f"办理本事项要有{labels[name]}。", name)
    if payload["what"] == LIMIT:
        _value(payload)
    payload["asked_on"] = day.isoformat()
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The limit as it is and as it will be; or who decided what on which contents."""
    if payload["what"] == LIMIT:
        kind, present = staff.LIMITS[payload["key"]], staff.limit(payload["key"], date.fromisoformat(payload["from_day"]))
        value = _value(payload)
        way = "" if present is None else "，放宽" if value > present else "，收紧"
        return [
            Change(
                kind.title,
                kind.said(present) if present is not None else "没有设定",
                f"{kind.said(value)}（自 {payload['from_day']}{way}）",
            ),
            Change("依据", "", payload["document"]),
        ]
    new = _meeting(payload)
    people = "、".join(staff.names(new.member_ids).values())
    listed = [Change(_title(kind, key), "", "同意" if new.agreed else "不同意") for kind, key, _, _ in new.subjects[:12]]
    rest = [Change("其余", "", f"{len(new.subjects) - 12:,} 件")] if len(new.subjects) > 12 else []
    return [Change("会审", payload["from_day"], f"{people}；{new.decision}"), *listed, *rest, Change("依据", "", payload["document"])]


def apply(payload: Payload, *, by: By) -> Any:
    """The entry of the limit, or the session's id."""
    if payload["what"] == LIMIT:
        from_day = date.fromisoformat(payload["from_day"])
        return staff_actions.set_limit(payload["key"], _value(payload), from_day, payload["document"], by=by)
    return staff_actions.hold_meeting(_meeting(payload), by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    if payload["what"] == LIMIT:
        return f"授权额度：{staff.LIMITS[payload['key']].title}"
    return f"集体会审 {payload['from_day']}：{len(payload['rows'])} 件"


def subject(payload: Payload) -> None:
    """No single object."""
    return


def count(payload: Payload) -> int:
    """Nobody's own matter."""
    return 0


def _value(payload: Payload) -> int:
    text = str(payload["value"])
    if staff.LIMITS[payload["key"]].unit == "fen":
        return parse_yuan(text)
    number = whole_number(text.strip(), digits=9)
    if number is None:
        refuse("procedures.authority", f"数值“{text}”应为整数", "请只填数字。", "value")
    return number


def _meeting(payload: Payload) -> staff_actions.NewMeeting:
    members = tuple(
        staff.member_id(name.strip()) for name in payload["attendees"].replace(",", "、").replace("，", "、").split("、") if name.strip()
    )
    day = date.fromisoformat(payload["from_day"])
    return staff_actions.NewMeeting(day, members, payload["agreed"] == "yes", payload["decision"], payload["document"], _subjects(payload))


def _subjects(payload: Payload) -> tuple[tuple[str, int, str, tuple[int, ...]], ...]:
    """(kind, id, digest, who worked on it) of each row; refused with every row that is none."""
    result, problems = [], list[Problem]()
    for number, row in enumerate(payload["rows"], 1):
        one = _matter(str(row["number"])) if row["kind"] == "matter" else _run(str(row["number"]))
        if one is None:
            problems.append((number, f"没有编号为“{row['number']}”的{'办件' if row['kind'] == 'matter' else '已封存批次'}"))
        else:
            result.append(one)
    if problems:
        refuse_rows("procedures.authority", "会审", len(payload["rows"]), problems)
    return tuple(result)


def _matter(number: str) -> tuple[str, int, str, tuple[int, ...]] | None:
    key = matters.by_number(number.strip())
    detail = matters.matter(key) if key is not None else None
    if key is None or detail is None:
        return None
    workers = tuple(dict.fromkeys([matters.maker_of(key), *(step.member_id for step in detail.steps)]))
    return "matter", key, detail.content_digest, workers


def _run(number: str) -> tuple[str, int, str, tuple[int, ...]] | None:
    key = whole_number(number.strip(), digits=12)
    run = _sealed(key) if key is not None else None
    return ("run", run.pk, run.digest, (run.maker_id,)) if run else None


def _sealed(key: int) -> Any:
    """A sealed run; None where there is none of that number."""
    try:
        run = payout.run(key)
    except Refused:
        return None
    return run if run.sealed else None


def _title(kind: str, key: int) -> str:
    if kind == "run":
        run = _sealed(key)
        return f"批次 {key}：{run.lines:,} 笔，{grouped(run.amount_fen)} 元" if run else f"批次 {key}"
    return f"办件 {matters.titles([key]).get(key, key)}"
