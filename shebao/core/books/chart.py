"""The chart of accounts as dated data: which accounts a fund has on a day, their names and kinds, and the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from shebao.base.finding import refuse

Kind = Literal["asset", "liability", "net", "income", "expense"]

DEBIT_KINDS: frozenset[Kind] = frozenset({"asset", "expense"})
"""Kinds whose balance is a debit; the others grow on the credit side."""

FUNDS: Mapping[str, str] = {
    "E": "企业职工基本养老保险基金",
    "R": "城乡居民基本养老保险基金",
    "P": "机关事业单位基本养老保险基金",
    "U": "失业保险基金",
    "I": "工伤保险基金",
    "A": "职业年金基金",
}
"""The funds of a county by their letter in the chart; each keeps books of its own."""


OWN_LEDGERS: Mapping[str, str] = {"annuity": "A"}
"""Ledgers of money that is no scheme of this agency's own, by the letter of their fund: it is collected and handed on."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account: its code, Chinese name, kind, the funds that may use it, and its items (明细), key → Chinese name."""

    code: str
    name: str
    kind: Kind
    funds: frozenset[str] = frozenset()
    items: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Chart:
    """All accounts in force from a day on, the document they come from, how sure we are of their codes, and the fund whose chart
    it is: "" for the accounts of all funds. serves: the funds whose charts it holds; the annuity's stands apart."""

    key: str
    title: str
    effective_from: date
    document: str
    confidence: str
    note: str
    accounts: Mapping[str, Account]
    serves: frozenset[str] = frozenset()
    fund: str = ""

    def account(self, code: str) -> Account:
        """The account with a code; raises `Refused` for one that the chart does not have, or that another fund alone may use."""
        account = self.accounts.get(code)
        if account is None:
            refuse(
                "books.account",
                f"科目表“{self.title}”里没有科目“{code}”",
                "请核对科目编码，或先在科目表中增加该科目。",
                source=self.document,
            )
        if self.fund and self.fund not in account.funds:
            owners = "、".join(FUNDS[letter] for letter in FUNDS if letter in account.funds)
            refuse(
                "books.fund",
                f"{FUNDS[self.fund]}不能使用科目“{code} {account.name}”",
                f"这个科目由{owners}专用，请核对。" if owners else "本系统的各项基金都不用这个科目，请核对。",
                source=self.document,
            )
        return account

    def of_kind(self, *kinds: Kind) -> tuple[Account, ...]:
        """The accounts of these kinds that the fund may use, in order of their code."""
        usable = (account for account in self.accounts.values() if not self.fund or self.fund in account.funds)
        return tuple(account for account in usable if account.kind in kinds)

    def for_fund(self, fund: str) -> Chart:
        """The chart of one fund, by its letter in `FUNDS`: accounts of other funds are refused by it."""
        assert fund in FUNDS, fund
        return replace(self, fund=fund)

    def with_items(self, items: Mapping[str, Mapping[str, str]]) -> Chart:
        """The same chart where accounts have further items: code → key → Chinese name; raises `Refused` for an unknown code."""
        own = {code: replace(self.account(code), items={**self.account(code).items, **added}) for code, added in items.items()}
        return replace(self, accounts={**self.accounts, **own})

    def title_of(self, code: str, item: str = "") -> str:
        """Name of an account, with its item where there is one: “社会保险待遇支出—基础养老金”."""
        account = self.account(code)
        return f"{account.name}—{account.items.get(item, item)}" if item else account.name


def chart_on(day: date, fund: str = "R") -> Chart:
    """The chart in force on a day that serves a fund; raises `Refused` where none has begun."""
    begun = [chart for chart in charts() if chart.effective_from <= day and fund in chart.serves]
    if not begun:
        refuse("books.chart", f"{day.isoformat()} 没有可用的科目表", "请先录入该日期适用的基金会计科目表及其文件。")
    return begun[-1]


@lru_cache(maxsize=1)
def charts() -> tuple[Chart, ...]:
    """Every chart on file, the oldest first."""
    folder = Path(__file__).with_name("charts")
    return tuple(sorted((_read(path) for path in folder.glob("*.yaml")), key=lambda chart: chart.effective_from))


def _read(path: Path) -> Chart:
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    accounts: dict[str, Account] = {}
    for row in data["accounts"]:
        if row["kind"] not in get_args(Kind) or row["code"] in accounts:
            raise ValueError(f"{path.name}: account {row}")
        funds = frozenset(row["funds"].split())
        if not funds <= FUNDS.keys():
            raise ValueError(f"{path.name}: funds of account {row}")
        accounts[row["code"]] = Account(row["code"], row["name"], row["kind"], funds, dict(row.get("items", {})))
    return Chart(
        data["key"],
        data["title"],
        data["from"],
        data["document"],
        data["confidence"],
        data.get("note", ""),
        dict(sorted(accounts.items())),
        frozenset(data["serves"].split()),
    )
