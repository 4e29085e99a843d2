"""Goals of the agency's year (年度目标): whose, how measured, how far, with which evidence; what the counters count is read, not typed."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.procedures.register_book import NEW, RECORD, Book, day_of, kind_field, plain_step, record_of, what_field, what_of
from shebao.agency.registers import queries
from shebao.agency.registers.actions import NewRecord, NewStep
from shebao.agency.statistics import goals
from shebao.agency.statistics.queries import definitions
from shebao.base.finding import refuse

KEY = "set_year_goal"
TITLE = "年度目标"
LAW = "中发〔2018〕34号（未核对条号）：绩效目标和运行监控"
WORKING_DAYS = None
RISK = "low"
AREA = "register"
RESULT = "年度目标登记表"
REVERSAL = "目标有误的，办理本事项“撤销登记”，再登记正确的；进度登记有误的，再登记一次，后一次为准。"
FIELDS: tuple[Field, ...] = (
    what_field("goal"),
    RECORD,
    kind_field("goal"),
    Field("on", "日期", "date"),
    Field("number", "目标编号", required=False, longest=40, help="例如 2024-03"),
    Field("title", "目标", required=False, longest=160),
    Field("party", "责任人", required=False, longest=80),
    Field("township", "乡镇（街道）", required=False, longest=60, help="乡镇扩面目标填写，参保人数由系统数"),
    Field(
        "measure",
        "由系统数的指标",
        "choice",
        required=False,
        choices=tuple((key, f"{one.title}（{one.unit}）") for key, one in definitions().items()),
    ),
    Field("target", "目标值", required=False, longest=20, help="只填数；比率填百分数，例如 95"),
    Field("unit", "单位", required=False, longest=8, help="人、次、万元、% 等"),
    Field("path", "进度怎么看", "choice", required=False, choices=tuple(goals.PATHS.items())),
    Field("value", "完成值", required=False, longest=20, help="登记进度时填写；由系统数的指标不用填"),
    Field("note", "佐证或说明", required=False, longest=200),
    scans_field("佐证材料扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    on = day_of(payload)
    details = (
        (goals.TARGET, payload["target"]),
        (goals.UNIT, payload["unit"]),
        (goals.PATH, payload["path"]),
        (goals.MEASURE, payload.get("measure", "")),
        (goals.TOWNSHIP, payload.get("township", "")),
    )
    due = date(on.year, 12, 31)
    return [NewRecord(payload["kind"], on, payload["title"], payload["number"], payload["party"], due_on=due, details=details)]


def _step(payload: Payload, row: queries.RecordRow) -> NewStep:
    if payload["what"] == "progress":
        value = payload.get("value") or ""
        return NewStep("progress", day_of(payload), goals.progress_text(value, payload["note"]))
    return plain_step(payload, row)


def _judge(payload: Payload, day: date) -> None:
    what = what_of(payload)
    for name, label in (("target", "目标值"), ("value", "完成值")):
        if payload.get(name) and goals.number_of(payload[name]) is None:
            refuse("procedures.number", f"{label}“{payload[name]}”不是数", "只填数，不写单位。", name)
    if what == NEW:
        if payload["kind"] == "township" and payload.get("township") not in {one.township for one in people.villages()}:
            refuse("procedures.township", f"没有叫“{payload.get('township', '')}”的乡镇（街道）", "请按系统里的全称填写。", "township")
        if payload.get("measure") and payload["kind"] == "township":
            refuse("procedures.measure", "乡镇扩面目标由系统数该乡镇的参保人数，不用再选指标", "请去掉“由系统数的指标”。", "measure")
    elif what == "progress":
        details = dict(record_of(payload, "goal").detail_rows)
        counted = details.get(goals.MEASURE) or details.get(goals.TOWNSHIP)
        if counted and payload.get("value"):
            refuse("procedures.counted", "这个目标由系统数，不能手填完成值", "只登记佐证或说明。", "value")
        if not counted and not payload.get("value"):
            refuse("procedures.value", "没有填写完成值", "这个目标不是系统数的，要填完成值。", "value")


BOOK = Book(
    "goal",
    TITLE,
    FIELDS,
    _record,
    _step,
    {
        NEW: ("kind", "number", "title", "party", "target", "unit", "path"),
        "progress": ("note",),
        "reached": ("note",),
        "missed": ("note",),
        "reopen": ("note",),
        "undo": ("note",),
    },
    _judge,
)

FIELDS = BOOK.asked()
check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
