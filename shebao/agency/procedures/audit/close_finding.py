"""Closing a finding on its evidence, and looking back a year later (整改销号与回头看): three people, against relapse."""

from __future__ import annotations

from datetime import date

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload
from shebao.agency.procedures.register_book import RECORD, Book, day_of, day_or_none, record_of, what_of
from shebao.agency.registers import queries
from shebao.agency.registers.actions import NewStep
from shebao.base.finding import refuse

KEY = "close_finding"
TITLE = "整改销号与回头看"
LAW = "审计法 第52条"
WORKING_DAYS = None
RISK = "high"
AREA = "audit"
RESULT = "整改结果"
REVERSAL = "回头看有反弹的，办理本事项“回头看：反弹”，问题重新整改。"
FIELDS = (
    Field(
        "what",
        "办什么",
        "choice",
        choices=(
            ("closed", "整改销号"),
            ("lasting", "转长期整改"),
            ("looked_back", "回头看：没有反弹"),
            ("recurred", "回头看：反弹，重新整改"),
        ),
    ),
    RECORD,
    Field("on", "日期", "date"),
    Field("note", "整改证据和结论", longest=200, help="写明凭证号、办件编号或制度名称"),
    Field("amount_fen", "已追回或已调账金额（元）", "yuan", required=False, help="涉及资金的必须填写；没有追回的填 0"),
    Field("due_on", "下一期限", "date", required=False, help="转长期整改、反弹的要有"),
    scans_field("整改证据扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def _step(payload: Payload, row: queries.RecordRow) -> NewStep:
    return NewStep(payload["what"], day_of(payload), payload["note"], day_or_none(payload, "due_on"), payload.get("amount_fen", 0))


def _judge(payload: Payload, day: date) -> None:
    row = record_of(payload, "finding")
    if what_of(payload) == "closed" and row.amount_fen and payload.get("amount_fen") is None:
        refuse("procedures.money", "这个问题涉及资金，没有填写追回或调账金额", "请填写；确实没有追回的填 0 并在证据里写明。", "amount_fen")
    if payload.get("amount_fen", 0) > row.amount_fen:
        refuse("procedures.money", "追回金额超过问题涉及的金额", "请核对。", "amount_fen")


BOOK = Book(
    "finding",
    TITLE,
    FIELDS,
    lambda payload, day: [],
    _step,
    {"closed": ("record_id",), "lasting": ("record_id", "due_on"), "looked_back": ("record_id",), "recurred": ("record_id", "due_on")},
    _judge,
)

check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
