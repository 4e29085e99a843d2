"""Handing in a fund's statements (月报、季报、年报): the forms of a closed span with their notes, kept as they were, and published or not."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.fund import reports
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.books.ledger_field import LEDGER, ledger_of, titled
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_title

from .report_content import report_content

KEY = "issue_fund_report"
TITLE = "基金报表上报和公开"
LAW = (
    "社会保险法第七十条；社会保险经办条例（国令第765号）第五十条；社会保险基金会计制度（财会〔2017〕28号）第四部分；工伤保险条例第四十九条"
)
WORKING_DAYS = None
RISK = "low"
RESULT = "基金报表上报单"
REVERSAL = "报表有误的，账上更正以后再上报一次，新的一版代替旧的一版，两版都保留；已公开的发更正公告。"
AREA = "fund"
PRIVATE, PUBLIC = "private", "public"
FIELDS = (
    LEDGER,
    Field("span", "期间", "choice", choices=tuple((key, f"{title}报") for key, title in reports.SPANS.items())),
    Field("month", "末月", "month", help="月报填当月，季报填3、6、9、12月，年报填12月；都要已经结账"),
    Field("note", "补充说明", required=False, help="报表没有反映的重要事项；没有的不填", longest=300),
    Field("open", "是否公开", "choice", choices=((PRIVATE, "只上报"), (PUBLIC, "上报并向社会公开"))),
    Field("address", "公开网址", required=False, help="公开的填写", longest=200),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused while the span is not closed, and for a publication that says not where."""
    if payload["open"] == PUBLIC and not payload.get("address"):
        refuse("procedures.report", "向社会公开的没有填写网址", "请填写公开的网址，或选择只上报。", "address")
    if books.first_month(ledger_of(payload)) is None:
        refuse("procedures.report", "还没有建账", "请先办理基金建账。", "scheme")
    simulated(lambda: _issue(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The totals of the report beside those of the version before it, and every note."""
    ledger, span, month = ledger_of(payload), payload["span"], payload["month"]
    content, before = report_content(ledger, span, month), reports.report_in_force(ledger, span, month)
    old = {row[0]: row[2] for row in reports.content_of(before)["income"]} if before else {}
    rows = [
        Change(row[0], f"{grouped(old[row[0]])} 元" if row[0] in old else "未上报", f"{grouped(row[2])} 元")
        for row in content["income"]
        if not row[1]
    ]
    total = content["assets"][-1]
    rows.append(Change(total[0], f"年初 {grouped(total[2])} 元", f"期末 {grouped(total[3])} 元"))
    rows += [Change(f"附注：{title}", "", "".join(lines)) for title, lines in content["notes"]]
    where = f"公开：{payload['address']}" if payload["open"] == PUBLIC else "只上报"
    return [*rows, Change(content["title"], "第 1 版" if before is None else f"原第 {before.version} 版", where)]


def apply(payload: Payload, *, by: By) -> Any:
    """The entry of the report."""
    return _issue(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    span = reports.title_of(payload["span"], payload["month"])
    return titled(
        payload, f"{span}{reports.SPANS[payload['span']]}报" if payload["span"] != "month" else f"{month_title(payload['month'])}月报"
    )


def _issue(payload: Payload, by: By) -> Any:
    ledger, span, month = ledger_of(payload), payload["span"], payload["month"]
    address = payload.get("address", "") if payload["open"] == PUBLIC else ""
    note = payload.get("note", "")
    return fund.issue_report(ledger, span, month, report_content(ledger, span, month), by=by, note=note, address=address)
