"""The ledgers this agency keeps, one a fund, and the chart of accounts of each: the one in force, with the items its scheme adds."""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.base.finding import refuse
from shebao.core.books.chart import FUNDS, OWN_LEDGERS, Chart, chart_on
from shebao.core.books.entries import BANK_ACCOUNTS


def ledgers() -> dict[str, str]:
    """Key → Chinese title of every ledger: those of the schemes, and of money that is only collected and handed on."""
    return schemes.titles() | {key: FUNDS[letter].removesuffix("基金") for key, letter in OWN_LEDGERS.items()}


def ledger_title(ledger: str) -> str:
    """The Chinese title of a ledger."""
    return ledgers().get(ledger) or schemes.title(ledger)


def fund_of(ledger: str) -> str:
    """The letter of a ledger's fund in the chart of accounts; raises `Refused` for a ledger there is not."""
    return OWN_LEDGERS[ledger] if ledger in OWN_LEDGERS else schemes.of(ledger).FUND


def is_scheme(ledger: str) -> bool:
    """Whether a ledger is that of a scheme of this agency, with contributions and benefits of its own."""
    return ledger in schemes.catalogue()


def chart_for(ledger: str, day: date) -> Chart:
    """The chart of accounts of a ledger on a day, which refuses other funds' accounts; raises `Refused` where none has begun."""
    fund = fund_of(ledger)
    chart = chart_on(day, fund)
    if is_scheme(ledger):
        chart = chart.with_items(schemes.of(ledger).ITEMS)
    return chart.for_fund(fund)


def bank_accounts(chart: Chart) -> tuple[str, ...]:
    """The accounts with a keeper outside this agency that a fund has, by their codes."""
    usable = {account.code for account in chart.of_kind("asset")}
    return tuple(code for code in BANK_ACCOUNTS if code in usable)


def bank_account_of(ledger: str, account: str, day: date) -> str:
    """The name of an account with a keeper outside; raises `Refused` for one that this fund does not have."""
    chart = chart_for(ledger, day)
    if account not in bank_accounts(chart):
        names = "、".join(chart.account(code).name for code in bank_accounts(chart))
        refuse("fund.account", f"{ledger_title(ledger)}没有这个账户", f"可选：{names}。", "account")
    return chart.account(account).name
