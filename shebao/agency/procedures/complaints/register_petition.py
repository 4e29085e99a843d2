"""Petitions (信访事项): received or not told within 15 days, answered within 60, reviewed on request; all calendar days."""

from __future__ import annotations

from datetime import date, timedelta

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload
from shebao.agency.procedures.register_book import NEW, RECORD, Book, day_of, kind_field, record_of, what_field, what_of
from shebao.agency.registers import queries
from shebao.agency.registers.actions import NewRecord, NewStep
from shebao.agency.registers.kinds import REGISTERS
from shebao.base.finding import refuse
from shebao.base.workdays import add_workdays

KEY = "register_petition"
TITLE = "信访事项"
LAW = "信访工作条例 第22条、第23条、第31条、第34条、第35条、第36条"
WORKING_DAYS = None
RISK = "low"
AREA = "register"
RESULT = "信访告知书"
REVERSAL = (
    "分类有误的，办理本事项“撤销登记”再登记；信访人请求复查、复核的，办理“请求复查，重新办理”“请求复核，重新办理”；复核意见是终结意见。"
)
NOTICE_DAYS, ANSWER_DAYS, MOST_EXTENDED_DAYS, REVIEW_DAYS, OBJECTION_WORKDAYS, MOST_REPRESENTATIVES = 15, 60, 30, 30, 5, 5
FIELDS: tuple[Field, ...] = (
    what_field("petition"),
    RECORD,
    kind_field("petition"),
    Field("channel", "渠道", "choice", required=False, choices=tuple((one, one) for one in ("来信", "来访", "网上", "来电", "转办"))),
    Field("on", "收到或办理日期", "date"),
    Field("party", "信访人", required=False, longest=80, help="姓名；不写证件号码"),
    Field("address", "联系地址", required=False, longest=120),
    Field("heads", "人数", "number", required=False, help="五人以上走访的，应推选不超过五名代表"),
    Field("title", "反映的事项", required=False, longest=200),
    Field("law", "依据条文", required=False, longest=120, help="处理意见书要写依据和三十日内可以请求复查"),
    Field("days", "延长天数", "number", required=False, help="最多三十日，须告知信访人"),
    Field("note", "办理说明", required=False, longest=160, help="查明的事实和处理意见、不受理或延长的理由"),
    scans_field("材料扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    received = day_of(payload)
    due = received + timedelta(days=NOTICE_DAYS)
    details = [("渠道", payload["channel"]), ("联系地址", payload["address"])]
    details.append(("书面告知是否受理的期限", f"{due.isoformat()}（收到之日起 15 日内，第23条）"))
    if payload["channel"] == "转办":
        objection = add_workdays(received, OBJECTION_WORKDAYS)
        details.append(("不属职权的，提出异议的期限", f"{objection.isoformat()}（5 个工作日内，第23条）"))
    heads = payload.get("heads", 1)
    return [NewRecord(payload["kind"], received, payload["title"], party=payload["party"], heads=heads, due_on=due, details=tuple(details))]


def _step(payload: Payload, row: queries.RecordRow) -> NewStep:
    on, what = day_of(payload), payload["what"]
    note = payload.get("note", "")
    if what == "received":
        return NewStep(what, on, note, on + timedelta(days=ANSWER_DAYS))
    if what in ("review", "recheck"):
        return NewStep(what, on, note, on + timedelta(days=REVIEW_DAYS))
    if what == "extended":
        assert row.current_due is not None
        return NewStep(what, on, f"延长 {payload['days']} 日：{note}", row.current_due + timedelta(days=payload["days"]))
    if what == "answered":
        until = on + timedelta(days=REVIEW_DAYS)
        return NewStep(what, on, f"{note}；依据：{payload['law']}；信访人 {until.isoformat()} 以前可以请求复查")
    if what == "reviewed":
        until = on + timedelta(days=REVIEW_DAYS)
        return NewStep(what, on, f"{note}；依据：{payload['law']}；信访人 {until.isoformat()} 以前可以请求复核")
    if what == "rechecked":
        return NewStep(what, on, f"{note}；依据：{payload['law']}；同一事实和理由不再受理（第36条）")
    return NewStep(what, on, note)


def _judge(payload: Payload, day: date) -> None:
    what = what_of(payload)
    if what == NEW and payload.get("heads", 1) < 1:
        refuse("procedures.heads", "人数至少为 1", "请填写实际人数。", "heads")
    if what == "extended":
        if not 1 <= payload["days"] <= MOST_EXTENDED_DAYS:
            refuse("procedures.extended", f"延长 {payload['days']} 日，最多 30 日", "信访工作条例第34条：延长期限不得超过 30 日。", "days")
        if any(step.step == "extended" for step in queries.steps_of(record_of(payload, "petition").id)):
            refuse("procedures.extended", "这件信访已经延长过一次", "请在延长后的期限内答复。", "days")
    if what in _FOLLOWS:
        _judge_road(payload, what)


_FOLLOWS = {
    "answered": ("", "received", "extended", "objected"),
    "review": ("answered",),
    "reviewed": ("review",),
    "recheck": ("reviewed",),
    "rechecked": ("recheck",),
}
"""Step → the steps it may follow: one road, answer, review, re-review, and then no more (articles 34 to 36)."""
_ASKED_OF = {"review": ("复查", "处理意见", "第35条"), "recheck": ("复核", "复查意见", "第36条")}


def _judge_road(payload: Payload, what: str) -> None:
    """Refused out of turn, and where a review is asked for more than thirty days after the paper it is about."""
    steps = queries.steps_of(record_of(payload, "petition").id)
    last = steps[-1].step if steps else ""
    titles = REGISTERS["petition"].steps
    if last not in _FOLLOWS[what]:
        now = f"现在是“{titles[last].title}”" if last else "还没有进展"
        refuse("procedures.road", f"不能登记“{titles[what].title}”：{now}", "顺序是处理意见、复查、复核，复核以后不再受理。", "what")
    if what in _ASKED_OF and day_of(payload) > steps[-1].day + timedelta(days=REVIEW_DAYS):
        name, paper, article = _ASKED_OF[what]
        refuse("procedures.review", f"请求{name}超过收到{paper}之日起 30 日", f"信访工作条例{article}；请向信访人说明。", "on")


BOOK = Book(
    "petition",
    TITLE,
    FIELDS,
    _record,
    _step,
    {
        NEW: ("kind", "channel", "party", "address", "title"),
        "passed": ("note",),
        "refused": ("note",),
        "objected": ("note",),
        "extended": ("days", "note"),
        "answered": ("law", "note"),
        "reviewed": ("law", "note"),
        "rechecked": ("law", "note"),
        "undo": ("note",),
    },
    _judge,
)

FIELDS = BOOK.asked()
check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
