"""Publishing the yearly self-evaluation (绩效自评报告公开): the last draft, three people, and the day by which it is due."""

from __future__ import annotations

from datetime import date

from shebao.agency.evaluation import queries as evaluation
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Field, Payload
from shebao.agency.procedures.register_book import NEW, RECORD, Book, day_of, plain_step, what_field, what_of
from shebao.agency.registers.actions import NewRecord
from shebao.base.finding import refuse

KEY = "publish_self_evaluation"
TITLE = "绩效自评报告审核与公开"
LAW = "中发〔2018〕34号（未核对条号）；政府信息公开条例（国令第711号）"
WORKING_DAYS = None
RISK = "high"
AREA = "register"
RESULT = "自评报告公开登记"
REVERSAL = "公开有误的，办理本事项“更正公告”，再公开改好的一稿。"
FIELDS: tuple[Field, ...] = (
    what_field("publication", "定稿公开"),
    RECORD,
    Field("report_id", "报告稿编号", "number", required=False, help="在“年度自评报告”里打开这一稿可以看到编号"),
    Field("on", "公开日期", "date"),
    Field("address", "公开网址", required=False, longest=120),
    Field("note", "更正说明", required=False, longest=200),
    scans_field("签字定稿扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def _record(payload: Payload, day: date) -> list[NewRecord]:
    report = evaluation.report(payload["report_id"])
    late = evaluation.deadline(report.agency, report.year)
    score = f"{report.score_text} 分" if report.score_text else "没有总分"
    details = [("自评得分", score), ("网址", payload["address"])]
    if late:
        details.append(("公开期限", late.isoformat() + ("，已经超过" if day_of(payload) > late else "")))
    title = f"{report.agency} {report.year} 年自评报告第 {report.version} 稿"
    return [NewRecord("report", day_of(payload), title, title, report.agency, details=tuple(details))]


def _judge(payload: Payload, day: date) -> None:
    if what_of(payload) != NEW:
        return
    report = evaluation.report(payload["report_id"])
    newest = max(one.version for one in evaluation.reports(report.agency, report.year))
    if report.version != newest:
        refuse("procedures.draft", f"这是第 {report.version} 稿，最新的是第 {newest} 稿", "请公开最新的一稿，或重新起草。", "report_id")


BOOK = Book("publication", TITLE, FIELDS, _record, plain_step, {NEW: ("report_id", "address"), "undo": ("note",)}, _judge)

FIELDS = BOOK.asked()
check, preview, apply = BOOK.check, BOOK.preview, BOOK.apply
subject, heading, count = BOOK.subject, BOOK.heading, BOOK.count
