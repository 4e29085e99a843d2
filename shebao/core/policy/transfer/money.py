"""The money that moves with a relation: an employee's pension between provinces, and an unemployed person's benefit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shebao.base.months import last_day
from shebao.core.arithmetic.exact import Q, exact, number
from shebao.core.arithmetic.formula import fen, greater, total
from shebao.core.policy.ask import Ask
from shebao.core.policy.transfer import rules, temporary
from shebao.core.rules import RuleSet

TRANSFER = RuleSet.of(rules)
TEMPORARY = TRANSFER.replaced(temporary)
IN_FORCE = date(2010, 1, 1)
POOLED_FROM = 1998
WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Year:
    """One year of contributions: its bases, what the employer paid of them, and what was credited to the account."""

    year: int
    base: Q
    unit_rate: Q | None
    credited: Q | None


def transfer_amount(ask: Ask) -> None:
    """跨省转移的资金。国办发〔2009〕66号 第四条；人社部发〔2009〕187号；人社厅发〔2017〕7号."""
    ask.on = ask.day("transfer_date", "转移日期") if ask.has("transfer_date") else date(2025, 12, 31)
    if ask.on < IN_FORCE:
        ask.refuse("transfer_date", "转移日期早于 2010-01-01，当时尚无统一的转移办法", "请核对日期。")
    years = _years(ask)
    left_out = [str(year.year) for year in years if year.year < POOLED_FROM]
    ask.record(
        "base_total",
        sum((year.base for year in years if year.year >= POOLED_FROM), exact(0)),
        "1998 年以后各年度缴费基数之和",
        "Yuan",
        source="国办发〔2009〕66号 第四条",
        note=f"{'、'.join(left_out)} 年在 1998 年以前，只转个人缴费部分" if left_out else "",
    )
    _account(ask, years)
    ask.parameter("transfer_pooled_rate")
    ask.flag("same_province", "省内转移", default=False)
    if ask.flag("temporary_account", "临时缴费账户", default=False):
        _temporary(ask, years)
        ask.run(TEMPORARY, "pooled", "total")
    else:
        ask.run(TRANSFER, "pooled", "total")


def unemployment_transfer(ask: Ask) -> None:
    """失业保险关系转迁的资金。失业保险金申领发放办法（劳动和社会保障部令第8号）第二十二条；人社厅发〔2021〕85号."""
    ask.on = last_day(ask.month("month", "转迁月份")) if ask.has("month") else date(2025, 12, 31)
    if not ask.has("months_left") and not _money_moves(ask):
        return
    ask.yuan("monthly", "失业保险金月标准")
    if ask.has("months_left"):
        ask.count("months_left", "剩余领取月数", 0, 24, unit="Months")
    else:
        ask.count("months_entitled", "应享受的领取月数", 0, 24, unit="Months")
        ask.record("months_left", ask.values["months_entitled"], "剩余领取月数", "Months", ("months_entitled",), note="尚未领取，全部剩余")
    of = ask.parameter_content("unemployment_transfer_extra_of")
    if of == WHOLE and "months_entitled" not in ask.values:
        ask.count("months_entitled", "应享受的领取月数", 0, 24, unit="Months")
    base = "months_entitled" if of == WHOLE else "months_left"
    ask.record("extra_months", ask.values[base], "另加部分的计算月数", "Months", (base, "unemployment_transfer_extra_of"))
    ask.parameter("unemployment_transfer_extra")
    ask.run(TRANSFER, "claim_moved")


def _money_moves(ask: Ask) -> bool:
    """Before a claim: inside a province only the record moves; between provinces the money too, from a year paid on."""
    reason = ""
    if ask.flag("same_province", "省内转移"):
        reason = "省内转移只转记录，不转资金"
    elif ask.years("paid_years", "转出地缴费年限") < 1:
        reason = "转出地缴费不足一年，只转关系，不转资金"
    if reason:
        ask.record("claim_moved", exact(0), "划转的金额", "Yuan", ("same_province",), confidence="medium", note=reason)
    return not reason


def _years(ask: Ask) -> list[Year]:
    """The years of contributions, each once."""
    years: list[Year] = []
    for position, entry in enumerate(ask.items("years", "各年度缴费"), 1):
        if not isinstance(entry, dict) or not {"year", "base_sum"} <= set(entry):
            ask.refuse(
                "years", f"第 {position} 项缺少年度或缴费基数之和", "每项应有 year、months、base_sum，另可写 unit_rate、account_rate。"
            )
        year = int(ask.item("years", "年度", entry["year"], 1980, 2100))
        months = ask.item("years", "缴费月数", entry.get("months", 12), 0, 12)
        base = ask.item("years", f"{year} 年缴费基数之和", entry["base_sum"])
        if any(known.year == year for known in years):
            ask.refuse("years", f"{year} 年出现两次", "请合并为一项。")
        if months == 0 and base > 0:
            ask.refuse("years", f"{year} 年缴费月数为零而基数不为零", "请核对月数。")
        rates = [
            None if entry.get(name) is None else ask.item("years", f"{year} 年{title}", entry[name], 0, 1)
            for name, title in (("unit_rate", "单位缴费比例"), ("account_rate", "记入个人账户的比例"))
        ]
        years.append(Year(year, base, *rates))
    return years


def _account(ask: Ask, years: list[Year]) -> None:
    """The account that moves: what was credited above the rate of the time stays behind, what was credited below is added."""
    if not any(year.credited is not None for year in years):
        ask.yuan("account_balance", "个人账户储存额", called="account")
        return
    ask.yuan("account_balance", "个人账户储存额")
    changes: list[tuple[str, Q]] = []
    for year in years:
        if year.credited is not None and year.year >= POOLED_FROM:
            row = ask.row("transfer_account_rate", date(year.year, 12, 31))
            changes.append((str(year.year), fen(year.base * (number(str(row.value)) - year.credited))))
    ask.record(
        "account_changes", tuple(changes), "各年度账户调整（应记减已记）", "Table",
        source="人社部发〔2009〕187号；人社厅发〔2017〕7号", note="只调整本金，利息由转出地按记账利率另行核算",
    )  # fmt: skip
    ask.record(
        "account_change", total([exact(0), *(change for _, change in changes)]), "账户调整合计", "Yuan", ("account_changes",),
        "人社部发〔2009〕187号；人社厅发〔2017〕7号",
    )  # fmt: skip
    ask.run(TRANSFER, "account")


def _temporary(ask: Ask, years: list[Year]) -> None:
    """A temporary account moves all the employer paid, and twelve per cent where that was less."""
    general = ask.ratio("unit_rate", "单位缴费比例") if ask.has("unit_rate") else None
    rows: list[tuple[str, Q]] = []
    for year in years:
        rate = general if year.unit_rate is None else year.unit_rate
        if rate is None:
            ask.refuse("unit_rate", f"{year.year} 年没有单位缴费比例", "临时账户按实际单位比例归集，请填写 unit_rate。")
        rows.append((str(year.year), year.base * greater(rate, ask.values["transfer_pooled_rate"])))
    source = "人社部发〔2009〕187号"
    ask.record("unit_payments", tuple(rows), "各年度单位缴费（不低于百分之十二）", "Table", ("transfer_pooled_rate",), source)
    paid = sum((amount for _, amount in rows), exact(0))
    ask.record("unit_paid", paid.round(2), "单位缴费合计", "Yuan", ("unit_payments",), source, note="统筹部分不计利息")


CALCULATIONS = (transfer_amount, unemployment_transfer)
