"""Entering what the agency states about itself (填报单位数据): budget, posts, assets, other funds; two people, each figure with its document."""

from __future__ import annotations

from datetime import date

from shebao.agency.evaluation import queries as evaluation
from shebao.agency.evaluation.actions import Entered, enter_figures
from shebao.agency.evaluation.imports import described, shown
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.base.finding import refuse

KEY = "enter_figures"
TITLE = "填报单位数据"
LAW = "《中共中央 国务院关于全面实施预算绩效管理的意见》（中发〔2018〕34号）：绩效信息真实、准确、完整"
WORKING_DAYS = None
RISK = "low"
AREA = "evaluation"
FIELDS = (
    Field("agency", "单位代号"),
    Field("year", "年度", "year"),
    Field("rows", "填报数据", "file", help="每行：项目、数值、依据"),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for an unknown agency, an unknown item, an item named twice, a figure without a document."""
    if payload["agency"] not in evaluation.agencies():
        refuse("procedures.agency", f"没有登记过单位“{payload['agency']}”", "请先登记单位基本信息。", "agency")
    seen = set()
    for row in payload["rows"]:
        known, _ = described(row)
        if known.title in seen:
            refuse("procedures.twice", f"“{known.title}”填报了两次", "每个项目只填一个数。", "rows")
        if not str(row.get("document", "")).strip():
            refuse("procedures.document", f"“{known.title}”没有写明依据", "请填写批复、决算表或其他文件的名称。", "rows")
        seen.add(known.title)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Each figure before and after."""
    present = {(row.scope, row.key): row for row in evaluation.stated(payload["agency"], payload["year"])}
    changes = []
    for row in payload["rows"]:
        known, after = described(row)
        before = present.get((known.scope, known.key))
        changes.append(Change(known.title, shown(known, before.value) if before else "未填报", f"{after}（{row['document']}）"))
    return changes


def apply(payload: Payload, *, by: By) -> int:
    """How many figures were posted."""
    rows = []
    for row in payload["rows"]:
        known, _ = described(row)
        rows.append(Entered(known.scope, known.key, str(row["value"]), known.unit, row["document"].strip()[:120]))
    return enter_figures(payload["agency"], payload["year"], rows, by=by)


def count(payload: Payload) -> int:
    """Nobody's own business is touched."""
    return 0


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{payload['agency']} {payload['year']} 年 {len(payload['rows'])} 项"
