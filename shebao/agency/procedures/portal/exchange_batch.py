"""A batch of data exchanged with another department (部门数据交换批次): for what purpose, by which law, how many rows, until when it is kept, and its deletion.

The rows themselves go by the matter that uses them; what is entered here is that they came or went, once, with the file's digest.
"""

from __future__ import annotations

import re
from datetime import date

from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload
from shebao.agency.procedures.register_book import NEW, RECORD, Book, day_of, kind_field, what_field, what_of
from shebao.agency.registers.actions import NewRecord
from shebao.base.finding import refuse
from shebao.base.months import last_day, month_text

KEY = "exchange_batch"
TITLE = "部门数据交换批次登记"
LAW = "社会保险经办条例（国令第765号）第8条、第27条；社会保险法 第57条；个人信息保护法 第28条"
WORKING_DAYS = None
RISK = "low"
AREA = "audit"
RESULT = "数据交换交接单"
REVERSAL = "登记有误的，办理本事项“撤销登记”；数据到期办理“到期删除”。"
DEPARTMENTS = tuple(
    (one, one) for one in ("公安", "民政", "卫生健康", "法院和监狱", "残联", "农业农村", "税务", "市场监管", "医保", "省级社保", "银行")
)
DIGEST = re.compile(r"[0-9a-f]{32,64}")
FIELDS: tuple[Field, ...] = (
    what_field("exchange"),
    RECORD,
    kind_field("exchange", "方向"),
    Field("department", "部门", "choice", required=False, choices=DEPARTMENTS),
    Field("purpose", "用途", required=False, longest=80, help="例如：死亡核对、待遇资格核查；只能用在这一件事上"),
    Field("legal_basis", "法律依据", required=False, longest=80, help="条文；没有依据的不得交换"),
    Field("first", "数据起月", "month", required=False),
    Field("last", "数据止月", "month", required=False),
    Field("rows_count", "行数", "number", required=False),
    Field("digest", "文件校验码", required=False, longest=64, help="交接单上的 32 至 64 位十六进制；同一份文件只登记一次"),
    Field("keep_until", "保存到哪一天", "date", required=False, help="用完最迟在这一天以前删除"),
    Field("on", "交接或办理日期", "date"),
    Field("note", "反馈结果或说明", required=False, longest=200),
    scans_field("共享协议或交接单扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    lag = (day_of(payload) - last_day(payload["last"])).days
    details = (
        ("用途", payload["purpose"]),
        ("法律依据", payload["legal_basis"]),
        ("数据期间", f"{month_text(payload['first'])} 至 {month_text(payload['last'])}"),
        ("新鲜度", f"交接时距期末 {lag} 天" if lag > 0 else "期内交接"),
        ("文件校验码", payload["digest"].lower()),
    )
    kept = date.fromisoformat(payload["keep_until"])
    title = f"{payload['department']}：{payload['purpose']}"
    return [
        NewRecord(
            payload["kind"], day_of(payload), title, number=payload["digest"].lower()[:40], party=payload["department"],
            heads=payload["rows_count"], due_on=kept, details=details,
        )
    ]  # fmt: skip


def _judge(payload: Payload, day: date) -> None:
    if what_of(payload) != NEW:
        return
    if not DIGEST.fullmatch(payload["digest"].lower()):
        refuse("procedures.exchange", "文件校验码应是 32 至 64 位十六进制数", "请照交接单填写。", "digest")
    if payload["first"] > payload["last"]:
        refuse("procedures.exchange", "数据起月晚于止月", "请核对期间。", "last")
    if payload["rows_count"] < 1:
        refuse("procedures.exchange", "行数至少为 1", "空文件不登记。", "rows_count")
    if payload["keep_until"] < payload["on"]:
        refuse("procedures.exchange", "保存期限早于交接日期", "请核对；用完就删的填交接当天。", "keep_until", "个人信息保护法 第19条")


BOOK = Book(
    "exchange",
    TITLE,
    FIELDS,
    _record,
    needs={
        NEW: ("kind", "department", "purpose", "legal_basis", "first", "last", "rows_count", "digest", "keep_until"),
        "fed_back": ("note",),
        "undo": ("note",),
    },
    judge=_judge,
)

FIELDS = BOOK.asked()
check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
