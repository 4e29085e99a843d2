"""What a fund's report holds: both prescribed forms of the span, and the notes (附注) drawn from every register that the forms cannot show."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from shebao.agency.fund import deposits, ledger, reports, statements
from shebao.agency.fund import queries as books
from shebao.agency.fund.chart import bank_accounts, chart_for, fund_of, is_scheme
from shebao.agency.payout import queries as payout
from shebao.base.money import Fen, grouped
from shebao.base.months import Month, last_day, month_title
from shebao.core.books.ageing import by_age
from shebao.core.books.statements import hundredths

from .claims import claims

_SYSTEMS = {"A": "财会〔2021〕19号"}


def report_content(scheme: str, span: str, month: Month) -> dict[str, Any]:
    """The forms and the notes of a span that ends with a month, as plain data."""
    content = reports.forms_of(scheme, span, month)
    return content | {"notes": [[title, lines] for title, lines in _notes(scheme, span, month, content) if lines]}


def _notes(scheme: str, span: str, month: Month, content: dict[str, Any]) -> list[tuple[str, list[str]]]:
    system = _SYSTEMS.get(fund_of(scheme), "财会〔2017〕28号")
    return [
        ("编制基础和会计政策", [f"按{system}编制，收付实现制，人民币元。", *_policies(scheme)]),
        ("基金结余和可支付月数", _payable(content, month)[: 1 if fund_of(scheme) in _SYSTEMS else None]),
        ("主要项目的变动", _changes(scheme, span, month, content)),
        ("预算执行", _budget(scheme, month)),
        ("暂收款和暂付款账龄", _ageing(scheme, month)),
        ("未达账项", _open_items(scheme, month)),
        ("定期存款、债券和委托投资", _investments(scheme, month)),
        ("报表未列的应收未到款", _claims(scheme)),
    ]


def _policies(scheme: str) -> list[str]:
    if fund_of(scheme) in _SYSTEMS:
        return ["记账部分只列备查簿，记实、改实账时按实际到账的金额记账；待遇支付和投资运营由上级核算。"]
    return [
        "银行退回的待遇先记暂收款，重发时冲减暂收款；不再支付的，本年付的冲减待遇支出，以前年度付的记其他收入。",
        "死亡后多发的待遇从一次性待遇中抵扣的，按实付净额入账，抵扣额另有登记簿。",
    ]


def _payable(content: dict[str, Any], month: Month) -> list[str]:
    owned = f"{month_title(month)}末基金结余 {grouped(content['owned_fen'])} 元。"
    if content["payable"] is None:
        return [owned, "本年还没有支出，不计算可支付月数。"]
    return [owned, f"按本年月均支出计算，可支付 {hundredths(Fraction(*content['payable']))} 个月。"]


def _changes(scheme: str, span: str, month: Month, content: dict[str, Any]) -> list[str]:
    """The lines of the income statement that moved against the same span of the year before."""
    before = {row[0]: row[3] for row in content["income"]} if span == "year" else _last_year(scheme, span, month)
    lines = []
    for title, depth, fen, _, _ in content["income"]:
        old = before.get(title, 0)
        if depth <= 1 and (fen or old) and old:
            lines.append(f"{title.lstrip('一二三、')}：{grouped(fen)} 元，上年同期 {grouped(old)} 元，{_percent(fen - old, old)}。")
    return lines


def _last_year(scheme: str, span: str, month: Month) -> dict[str, Fen]:
    first = books.first_month(scheme)
    if first is None or month - 100 < first:
        return {}
    return {row.title: row.first_fen for row in reports.income_statement_of(scheme, span, month - 100)}


def _percent(change: Fen, old: Fen) -> str:
    tenths = (abs(change) * 2000 + abs(old)) // (2 * abs(old))
    return f"{'增' if change >= 0 else '减'} {tenths // 10}.{tenths % 10}%"


def _budget(scheme: str, month: Month) -> list[str]:
    year = month // 100
    planned = books.budget(scheme, year)
    if not planned:
        return []
    done = books.statement_of(scheme, year * 100 + 1, month)
    lines = []
    for title, first, fen in (("收入", "4", done.income_fen), ("支出", "5", done.expense_fen)):
        budget = sum(amount for (code, _), amount in planned.items() if code.startswith(first))
        if budget:
            lines.append(f"{title}预算 {grouped(budget)} 元，已执行 {grouped(fen)} 元，执行率 {hundredths(Fraction(fen * 100, budget))}%。")
    return lines


def _ageing(scheme: str, month: Month) -> list[str]:
    """Both accounts by age; returned benefits are listed person by person elsewhere and stand here as one kind."""
    day, chart, lines = last_day(month), books.chart_of(scheme, month), []
    for account in ledger.ON_HOLD_ACCOUNTS:
        rows = ledger.pending(scheme, account, to=month)
        if rows:
            ages = "，".join(f"{title} {count} 笔 {grouped(fen)} 元" for title, count, fen in by_age(rows, day) if count)
            lines.append(f"{chart.account(account).name}：{ages}。")
    back = [one for one in payout.on_hold(scheme) if one.since <= day] if is_scheme(scheme) else []
    if back:
        total = grouped(sum(one.fen for one in back))
        lines.append(f"其中银行退回、到编报时仍待重发的待遇 {len(back)} 笔 {total} 元。")
    return lines


def _open_items(scheme: str, month: Month) -> list[str]:
    chart = books.chart_of(scheme, month)
    return [
        f"{chart.account(item.statement.account).name}：{'账上已记、对账单没有' if item.side == 'ours' else '对账单有、账上未记'}，"
        f"{item.on.isoformat()} {item.number} {grouped(abs(item.fen))} 元，由{item.owner}于{item.due_on.isoformat()}以前处理。"
        for account in bank_accounts(chart)
        for item in statements.open_items(scheme, account, month)
    ]


def _investments(scheme: str, month: Month) -> list[str]:
    lines = []
    if is_scheme(scheme):
        standing = [
            row for row in deposits.deposits(scheme) if row.begins <= last_day(month) and (row.ended is None or row.ended > last_day(month))
        ]
        if standing:
            lines.append(f"定期存款 {len(standing)} 笔，本金 {grouped(sum(row.principal_fen for row in standing))} 元。")
    balances, chart = books.balances(scheme, to=month), chart_for(scheme, last_day(month))
    for code, item, title in (("1201", "", "债券投资"), ("1101", "entrusted", "委托上级投资本金")):
        fen = sum(amount for (account, one), amount in balances.items() if account == code and one == item)
        if fen and code in chart.accounts:
            lines.append(f"{title} {grouped(fen)} 元。")
    return lines


def _claims(scheme: str) -> list[str]:
    return [f"{one.title}：应到未到 {grouped(one.outstanding_fen)} 元。" for one in claims(scheme) if one.outstanding_fen]
