"""Reconciling an account of the fund with its keeper's statement (银行、国库、财政对账): the lines as a list, the balance at the month's end."""

from __future__ import annotations

from datetime import date

from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.fund import statements
from shebao.agency.fund.chart import chart_for
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, Wanted
from shebao.agency.procedures.scheme_field import SCHEME, scheme_of, titled
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import last_day, month_title
from shebao.core.books.chart import chart_on
from shebao.core.books.entries import BANK_ACCOUNTS
from shebao.core.books.reconciliation import Movement, Reconciliation

KEY = "reconcile_account"
TITLE = "与银行、国库、财政对账"
LAW = "社会保险基金会计制度（财会〔2017〕28号）1002、1003、1004：至少每月核对一次，编制余额调节表"
WORKING_DAYS = None
RISK = "low"
AREA = "fund"
ROWS = (
    Wanted("on", "日期", "date", also=("交易日期", "记账日期")),
    Wanted("number", "流水号", also=("凭证号", "单据号")),
    Wanted("in_fen", "收入（元）", "yuan", required=False, also=("收入", "贷方发生额", "贷方")),
    Wanted("out_fen", "支出（元）", "yuan", required=False, also=("支出", "借方发生额", "借方")),
)
_CHART = chart_on(date(2023, 1, 1))
FIELDS = (
    SCHEME,
    Field("rows", "对账单明细", "file", help="每行：日期、流水号、收入或支出；对账单上的每一行都要有"),
    Field("account", "账户", "choice", choices=tuple((code, _CHART.account(code).name) for code in BANK_ACCOUNTS)),
    Field("month", "月份", "month"),
    Field("balance_fen", "对账单月末余额（元）", "yuan"),
    Field("reason", "未达账项说明", required=False, help="两边不一致的每一笔：什么款、为什么、何时能达"),
    Field("file_name", "文件名", required=False),
    scans_field("对账单扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused before the month is over or the books began, for a line with both sides or none, and where the two do not reconcile."""
    first = books.first_month(scheme_of(payload))
    if first is None or payload["month"] < first:
        refuse("procedures.reconcile", f"{month_title(payload['month'])}还没有建账", "请从建账的月份开始对账。", "month")
    if last_day(payload["month"]) > day:
        refuse("procedures.reconcile", f"{month_title(payload['month'])}还没有结束", "请月末以后再对账。", "month")
    for number, row in enumerate(payload["rows"], 1):
        amounts = [row.get(name) or 0 for name in ("in_fen", "out_fen")]
        if sum(fen > 0 for fen in amounts) != 1 or min(amounts) < 0:
            refuse("procedures.reconcile", f"第{number}行：收入和支出应只填一个，且大于零", "请照对账单填写。", "rows")
    simulated(lambda: _enter(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The reconciliation sheet: both balances, every movement that one side has alone, the adjusted balances."""
    day = last_day(payload["month"])
    result = simulated(
        lambda: _enter(payload, By(None, day)), lambda: statements.reconciled(scheme_of(payload), payload["account"], payload["month"])
    )
    assert result is not None
    return sheet(result, chart_for(scheme_of(payload), day).account(payload["account"]).name, payload.get("reason", ""))


def sheet(result: Reconciliation, name: str, reason: str) -> list[Change]:
    """The lines of a 余额调节表."""
    rows = [Change(f"{name}余额", f"账上 {grouped(result.our_balance_fen)} 元", f"对账单 {grouped(result.bank_balance_fen)} 元")]
    rows.append(Change("两边都有", f"{result.matched:,} 笔", f"{result.matched:,} 笔"))
    for title, alone in (("对账单有、账上未记", result.bank_alone), ("账上已记、对账单没有", result.ours_alone)):
        rows += [
            Change(
                f"{title}：{'收' if one.fen > 0 else '付'}", f"{one.on.isoformat()} {one.number} {one.what}", f"{grouped(abs(one.fen))} 元"
            )
            for one in alone
        ]
    if reason:
        rows.append(Change("未达账项说明", "", reason))
    rows.append(Change("调节后余额", f"{grouped(result.our_adjusted_fen)} 元", f"{grouped(result.bank_adjusted_fen)} 元"))
    return rows


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the statement."""
    return _enter(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, f"{_CHART.account(payload['account']).name}对账：{month_title(payload['month'])}，{len(payload['rows']):,} 笔")


def _enter(payload: Payload, by: By) -> Entry:
    lines = [
        Movement(str(row["number"]), date.fromisoformat(str(row["on"])), (row.get("in_fen") or 0) - (row.get("out_fen") or 0))
        for row in payload["rows"]
    ]
    return fund.enter_statement(
        scheme_of(payload), payload["account"], payload["month"], payload["balance_fen"], lines, by=by, reason=payload.get("reason", "")
    )
