"""The agency's own budget (部门预算批复、调整与支出): what was granted, moved and spent, and the small books of cars, purchases and posts."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload
from shebao.agency.procedures.register_book import NEW, RECORD, Book, day_of, kind_field, plain_step, what_field, what_of
from shebao.agency.registers import queries
from shebao.agency.registers.actions import NewRecord
from shebao.base.finding import refuse
from shebao.base.money import grouped

KEY = "adjust_agency_budget"
TITLE = "部门预算和支出登记"
LAW = "中发〔2018〕34号（未核对条号）；预算法实施条例（未核对条号）"
WORKING_DAYS = None
RISK = "low"
AREA = "register"
RESULT = "预算执行登记表"
REVERSAL = "登记有误的，办理本事项“撤销登记”，再登记正确的。"
FIELDS: tuple[Field, ...] = (
    what_field("budget"),
    RECORD,
    kind_field("budget"),
    Field("number", "文号或凭证号", required=False, longest=60),
    Field("on", "日期", "date"),
    Field("title", "项目", required=False, longest=120, help="项目名称；三公、采购、资产、人员写明是哪一种"),
    Field("nature", "支出性质", "choice", required=False, choices=(("基本支出", "基本支出"), ("项目支出", "项目支出"))),
    Field("subject_code", "功能或经济科目", required=False, longest=60),
    Field("amount_fen", "金额（元）", "yuan", required=False, help="追加填正数，调减填负数"),
    Field("note", "撤销原因", required=False, longest=200),
    scans_field("批复或支付凭证扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    details = [(label, payload[name]) for name, label in (("nature", "支出性质"), ("subject_code", "科目")) if payload.get(name)]
    fen, title = payload["amount_fen"], payload["title"]
    return [NewRecord(payload["kind"], day_of(payload), title, payload["number"], amount_fen=fen, details=tuple(details))]


def _judge(payload: Payload, day: date) -> None:
    if what_of(payload) != NEW:
        return
    kind, fen, year = payload["kind"], payload["amount_fen"], day_of(payload).year
    if not fen or (fen < 0 and kind not in ("added", "moved")):
        refuse("procedures.budget", "金额应大于零", "调减、调出填负数，只用于“追加（调减）”和“调剂”。", "amount_fen")
    if kind == "spent":
        granted = queries.sum_of("budget", year, ("initial", "added", "moved"))[1]
        spent = queries.sum_of("budget", year, ("spent",))[1]
        if spent + fen > granted:
            what = f"{year} 年指标 {grouped(granted)} 元，已支出 {grouped(spent)} 元，不够再支出 {grouped(fen)} 元"
            refuse("procedures.budget", what, "请先登记追加或调剂的批复。", "amount_fen")


BOOK = Book("budget", TITLE, FIELDS, _record, plain_step, {NEW: ("kind", "number", "title", "amount_fen"), "undo": ("note",)}, _judge)

FIELDS = BOOK.asked()
check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
