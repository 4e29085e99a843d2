"""The calculations of fund finance: a month's movements over the three accounts, and the central adjustment fund."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import NoReturn

from shebao.core.arithmetic.exact import Q, exact
from shebao.core.policy.ask import REQUIRED, Ask
from shebao.core.policy.fund import rules
from shebao.core.policy.fund.events import EARNED, HELD, SPENT, TITLES, TREASURY, booking
from shebao.core.rules import RuleSet

FUND = RuleSet.of(rules)


def fund_accounts(ask: Ask) -> None:
    """基金收支与账户余额。社会保险基金财务制度（财社〔2017〕144号）；国发〔2018〕18号."""
    if ask.has("national_pool"):
        _central_adjustment(ask)
        return
    ask.on = date(2025, 12, 31)
    closing, held = _opening(ask)
    totals = {EARNED: exact(0), SPENT: exact(0), HELD: held}
    for position, entry in enumerate(ask.items("events", "业务"), 1):
        if not isinstance(entry, (list, tuple)) or len(entry) != 2:
            ask.refuse("events", f"第 {position} 笔业务应为 [事项, 金额]", "请逐笔填写。")
        amount = ask.item("events", f"第 {position} 笔金额", entry[1])
        for name, sign in booking(str(entry[0]), partial(_unreadable, ask, position)).items():
            changed = totals if name in totals else closing
            changed[name] = changed.get(name, exact(0)) + amount * sign
    for name, value in closing.items():
        if value < 0:
            ask.refuse("events", f"{TITLES[name]}期末余额为负", "支出不得超过账户余额，请核对业务。")
    source = "财社〔2017〕144号"
    ask.record("closing", closing, "各账户期末余额", "Table", source=source)
    ask.record(EARNED, totals[EARNED], "基金收入合计", "Yuan", source=source)
    ask.record(SPENT, totals[SPENT], "基金支出合计", "Yuan", source=source)
    ask.record(HELD, totals[HELD], "暂收款余额", "Yuan", source="财会〔2017〕28号")
    ask.run(FUND, "surplus")


def _opening(ask: Ask) -> tuple[dict[str, Q], Q]:
    """The balances a month begins with: the three bank accounts, the treasury if it is named, and what is held for others."""
    opening = ask.raw("opening", title="各账户期初余额")
    if not isinstance(opening, dict):
        ask.refuse("opening", "期初余额应按账户填写", '例如 income_account: "0.00"。')
    for name in opening:
        if name not in TITLES and name != HELD:
            ask.refuse("opening", f"期初余额里有不认识的账户 {name}", f"可填：{'、'.join((*TITLES, HELD))}。")
    names = [name for name in TITLES if name != TREASURY or name in opening]
    balances = {name: ask.item("opening", TITLES[name], opening.get(name, "0")) for name in names}
    return balances, ask.item("opening", "暂收款", opening.get(HELD, "0"))


def _unreadable(ask: Ask, position: int, problem: str, advice: str) -> NoReturn:
    ask.refuse("events", f"第 {position} 笔业务{problem}", advice)


def _central_adjustment(ask: Ask) -> None:
    # The share of the wage never changed; the ratio rose every year, so that only a given ratio does without a year.
    year = ask.count("year", "年度", 2018, 2021, default=2021 if ask.has("ratio") else REQUIRED)
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
