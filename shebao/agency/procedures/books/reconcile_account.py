"""Reconciling an account of the fund with its keeper's statement (银行、国库、财政对账): the lines as a list, the balance at the month's end."""

from __future__ import annotations

from datetime import date

from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.fund import statements
from shebao.agency.fund.chart import bank_accounts, chart_for, ledgers
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, Wanted
from shebao.agency.procedures.books.ledger_field import LEDGER, ledger_of, titled
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import last_day, month_of, month_title, months_between
from shebao.core.books.reconciliation import Movement, Reconciliation

KEY = "reconcile_account"
TITLE = "与银行、国库、财政对账"
LAW = "社会保险基金会计制度（财会〔2017〕28号）1002、1003、1004：至少每月核对一次，编制余额调节表"
WORKING_DAYS = None
RISK = "low"
RESULT = "余额调节表"
REVERSAL = "对账单录错的，再交一次同月的对账单，新的一份代替旧的一份，两份都保留。"
AREA = "fund"
ROWS = (
    Wanted("on", "日期", "date", also=("交易日期", "记账日期")),
    Wanted("number", "流水号", also=("凭证号", "单据号")),
    Wanted("in_fen", "收入（元）", "yuan", required=False, also=("收入", "贷方发生额", "贷方")),
    Wanted("out_fen", "支出（元）", "yuan", required=False, also=("支出", "借方发生额", "借方")),
)
_NAMES = {
    code: chart.account(code).name
    for chart in (chart_for(ledger, date(2023, 1, 1)) for ledger in ledgers())
    for code in bank_accounts(chart)
}
MOST_MONTHS = 2
"""未达账项 that stand longer are pointed out."""
FIELDS = (
    LEDGER,
    Field("rows", "对账单明细", "file", help="每行：日期、流水号、收入或支出；对账单上的每一行都要有"),
    Field("account", "账户", "choice", choices=tuple(sorted(_NAMES.items()))),
    Field("month", "月份", "month"),
    Field("balance_fen", "对账单月末余额（元）", "yuan"),
    Field("reason", "未达账项说明", required=False, help="两边不一致的每一笔：什么款、为什么、何时能达"),
    Field("owner", "未达账项负责人", required=False, longest=40, help="谁去查清、催办；两边一致的不填"),
    Field("due_on", "处理期限", "date", required=False, help="哪天以前处理完；两边一致的不填"),
    Field("file_name", "文件名", required=False),
    scans_field("对账单扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused before the month is over or the books began, for a line with both sides or none, and where the two do not reconcile."""
    first = books.first_month(ledger_of(payload))
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
        lambda: _enter(payload, By(None, day)), lambda: statements.reconciled(ledger_of(payload), payload["account"], payload["month"])
    )
    assert result is not None
    rows = sheet(result, _NAMES[payload["account"]], payload.get("reason", ""), payload["month"])
    if result.ours_alone or result.bank_alone:
        rows.insert(-1, Change("未达账项由谁处理", "", f"{payload.get('owner', '')}，{payload.get('due_on', '')}以前"))
    return rows


def sheet(result: Reconciliation, name: str, reason: str, month: int) -> list[Change]:
    """The lines of a 余额调节表."""
    rows = [Change(f"{name}余额", f"账上 {grouped(result.our_balance_fen)} 元", f"对账单 {grouped(result.bank_balance_fen)} 元")]
    rows.append(Change("两边都有", f"{result.matched:,} 笔", f"{result.matched:,} 笔"))
    for title, alone in (("对账单有、账上未记", result.bank_alone), ("账上已记、对账单没有", result.ours_alone)):
        rows += [
            Change(
                f"{title}：{'收' if one.fen > 0 else '付'}{_late(one.on, month)}",
                f"{one.on.isoformat()} {one.number} {one.what}",
                f"{grouped(abs(one.fen))} 元",
            )
            for one in alone
        ]
    if reason:
        rows.append(Change("未达账项说明", "", reason))
    rows.append(Change("调节后余额", f"{grouped(result.our_adjusted_fen)} 元", f"{grouped(result.bank_adjusted_fen)} 元"))
    return rows


def _late(on: date, month: int) -> str:
    """Words for an item that stands too long."""
    stands = months_between(month_of(on), month)
    return f"（已超过 {MOST_MONTHS} 个月）" if stands > MOST_MONTHS else ""


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the statement."""
    return _enter(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, f"{_NAMES[payload['account']]}对账：{month_title(payload['month'])}，{len(payload['rows']):,} 笔")


def _enter(payload: Payload, by: By) -> Entry:
    lines = [
        Movement(str(row["number"]), date.fromisoformat(str(row["on"])), (row.get("in_fen") or 0) - (row.get("out_fen") or 0))
        for row in payload["rows"]
    ]
    due_on = date.fromisoformat(payload["due_on"]) if payload.get("due_on") else None
    texts = {"reason": payload.get("reason", ""), "owner": payload.get("owner", "")}
    account, month = payload["account"], payload["month"]
    return fund.enter_statement(ledger_of(payload), account, month, payload["balance_fen"], lines, by=by, due_on=due_on, **texts)
