"""Recording that recipients were told, a month before, that their pension stops unless they certify (认证到期告知)."""

from __future__ import annotations

from datetime import date

from shebao.agency.certification import queries as certification
from shebao.agency.certification.actions import NoticeRow, record_notices
from shebao.agency.certification.kinds import NOTICE_DAYS, NOTICE_WAYS
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.scheme_field import SCHEME, scheme_of, titled
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.months import first_day, month_text

KEY = "notify_certification"
TITLE = "认证到期告知"
LAW = "社会保险经办条例（国令第765号）第26条；人社厅发〔2018〕107号"
WORKING_DAYS = None
RISK = "low"
RESULT = "认证到期告知登记"
REVERSAL = "告知不改变待遇；登记有误的，重新登记正确的送达日期，暂停时以足月的那一次为准。"
ROWS = PERSON
FIELDS = (
    SCHEME,
    Field("month", "拟暂停月", "month", help="到这个月还没有认证的，从该月起暂停"),
    Field("way", "送达方式", "choice", choices=tuple(NOTICE_WAYS.items())),
    Field("on", "送达日期", "date", help=f"送达满 {NOTICE_DAYS} 天才能暂停"),
    Field("rows", "名单", "file", required=False, help="不填则为认证在该月以前到期的全部领取人员"),
    scans_field("送达凭证扫描件", "签收单、短信发送报告；PDF、JPEG 或 PNG，最多 6 份"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """The list is fixed here: everyone whose certification ends before the month, or of those given, the ones whose does."""
    ending = certification.overdue(scheme_of(payload), payload["month"])
    if payload["on"] > day.isoformat():
        refuse("procedures.future", "送达日期在受理日期之后", "送达以后再来登记。", "on")
    if payload.get("rows"):
        strangers = {row["person_id"] for row in payload["rows"]} - set(ending.tolist())
        if strangers:
            refuse_people(
                "procedures.not_ending",
                sorted(strangers),
                f"的认证在 {month_text(payload['month'])} 仍有效，不需要告知",
                "请从名单中去掉。",
                "rows",
            )
    else:
        payload["rows"] = [{"person_id": person} for person in ending.tolist()]
    if not payload["rows"]:
        refuse("procedures.nobody", f"没有认证在 {month_text(payload['month'])} 以前到期的领取人员", "不需要办理。", "month")
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many were told, how, and from when their pension may stop at the earliest."""
    enough = (first_day(payload["month"]) - date.fromisoformat(payload["on"])).days >= NOTICE_DAYS
    return [
        Change("到期告知", "", f"{len(payload['rows']):,} 人，{payload['on']} {NOTICE_WAYS[payload['way']]}"),
        Change(
            "暂停",
            "",
            f"到 {month_text(payload['month'])} 仍未认证的可以暂停"
            if enough
            else f"送达到 {month_text(payload['month'])} 不满 {NOTICE_DAYS} 天，该月还不能暂停",
        ),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """Until when each person's certification holds."""
    listed = int_column(row["person_id"] for row in payload["rows"])
    return [
        RowNote(f"认证有效至 {month_text(month)}" if month else "没有认证记录", f"{month_text(payload['month'])} 起可暂停")
        for month in certification.valid_until(listed, scheme_of(payload), payload["month"]).tolist()
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the notices."""
    on = date.fromisoformat(payload["on"])
    return record_notices([NoticeRow(row["person_id"], payload["month"], payload["way"], on) for row in payload["rows"]], by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, f"{TITLE}：{month_text(payload['month'])}，{len(payload['rows']):,} 人")
