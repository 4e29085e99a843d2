"""The calculations of fund finance: a month's movements over the three accounts, and the central adjustment fund."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.core.exact import exact
from shebao.core.policy.ask import Ask
from shebao.core.policy.fund import rules
from shebao.core.rules import RuleSet

FUND = RuleSet.of(rules)
ACCOUNTS = {"income": "income_account", "fiscal": "fiscal_account", "expenditure": "expenditure_account"}
TITLES = {"income_account": "收入户", "fiscal_account": "财政专户", "expenditure_account": "支出户"}


def fund_accounts(ask: Ask) -> None:
    """基金收支与账户余额。社会保险基金财务制度（财社〔2017〕144号）；国发〔2018〕18号."""
    if ask.has("national_pool"):
        _central_adjustment(ask)
        return
    ask.on = date(2025, 12, 31)
    opening = ask.raw("opening", title="各账户期初余额")
    if not isinstance(opening, dict):
        ask.refuse("opening", "期初余额应按账户填写", '例如 income_account: "0.00"。')
    closing = {name: ask.item("opening", TITLES[name], opening.get(name, "0")) for name in TITLES}
    totals = {"income": exact(0), "expense": exact(0), "liability": exact(0)}
    for position, entry in enumerate(ask.items("events", "业务"), 1):
        if not isinstance(entry, (list, tuple)) or len(entry) != 2:
            ask.refuse("events", f"第 {position} 笔业务应为 [事项, 金额]", "请逐笔填写。")
        _move(ask, str(entry[0]).lower(), ask.item("events", f"第 {position} 笔金额", entry[1]), closing, totals, position)
    for name, value in closing.items():
        if value < 0:
            ask.refuse("events", f"{TITLES[name]}期末余额为负", "支出不得超过账户余额，请核对业务。")
    source = "财社〔2017〕144号"
    ask.record("closing", closing, "各账户期末余额", "Table", source=source)
    ask.record("income_total", totals["income"], "基金收入合计", "Yuan", source=source)
    ask.record("expenditure_total", totals["expense"], "基金支出合计", "Yuan", source=source)
    ask.record("liability_temporary_receipt", totals["liability"], "暂收款余额", "Yuan", source="财会〔2017〕28号")
    ask.run(FUND, "surplus")


def _move(ask: Ask, what: str, amount: Any, closing: dict[str, Any], totals: dict[str, Any], position: int) -> None:
    """Book one event: a transfer between accounts (a→b), a returned payment, its repayment, money in, or a benefit paid."""
    if "→" in what or "->" in what:
        left, right = what.replace("->", "→").split("→", 1)
        source, target = _account(left.split()[-1]), _account(right.split()[0])
        if not source or not target:
            ask.refuse("events", f"第 {position} 笔划转的账户不认识：{what}", "账户：income、fiscal、expenditure。")
        closing[source], closing[target] = closing[source] - amount, closing[target] + amount
    elif "return" in what and not any(word in what for word in ("repaid", "re-paid", "reissued", "paid again")):
        closing["expenditure_account"], totals["liability"] = closing["expenditure_account"] + amount, totals["liability"] + amount
    elif "temporary receipt" in what or "paid again" in what or "reissued" in what:
        closing["expenditure_account"], totals["liability"] = closing["expenditure_account"] - amount, totals["liability"] - amount
    elif "paid" in what or "refund" in what:
        closing["expenditure_account"], totals["expense"] = closing["expenditure_account"] - amount, totals["expense"] + amount
    else:
        target = _account(what)
        if not target:
            ask.refuse(
                "events",
                f"第 {position} 笔业务看不出记入哪个账户：{what}",
                "请写明 income account、fiscal account 或 expenditure account。",
            )
        closing[target], totals["income"] = closing[target] + amount, totals["income"] + amount


def _account(text: str) -> str:
    return next((account for word, account in ACCOUNTS.items() if f"{word} account" in text or text.strip() == word), "")


def _central_adjustment(ask: Ask) -> None:
    year = ask.count("year", "年度", 2018, 2021, default=2021)
    ask.on = date(year, 12, 31)
    ask.yuan("avg_wage_annual", "城镇单位就业人员平均工资")
    ask.count("insured_due", "在职应参保人数", 0, 10**9, unit="Persons")
    ask.count("retirees", "离退休人数", 0, 10**9, unit="Persons")
    ask.yuan("national_pool", "中央调剂基金总额")
    ask.count("national_retirees", "全国离退休人数", 1, 10**9, unit="Persons")
    ask.parameter("adjustment_wage_share")
    ask.parameter("central_adjustment_ratio", "ratio")
    ask.run(FUND, "paid_up", "per_capita_grant", "received")


CALCULATIONS = (fund_accounts,)
