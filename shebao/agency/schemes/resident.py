"""城乡居民基本养老保险: four parts of a pension, four parts of a yearly contribution, a personal account that earns interest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from shebao.agency.schemes import Amounts, ContributionPart, Decided, Interest, Part, amounts, nothing
from shebao.agency.schemes._decisions import calculate
from shebao.agency.store.columns import Columns
from shebao.base.dated import Places
from shebao.base.money import yuan_text
from shebao.base.months import Month
from shebao.core.arithmetic.exact import fen_column, number
from shebao.core.books.entries import COLLECTIVE, FEES, FISCAL_ACCOUNT, INCOME_ACCOUNT, SUBSIDY
from shebao.core.columns import compute_columns
from shebao.core.policy.resident import monthly, tiers

KEY, TITLE, CODE = "resident", "城乡居民基本养老保险", "170"

PARTS = (
    Part("basic", "基础养老金", "基础", "基础养老金标准调整", rule="basic_pension", item="basic_pension"),
    Part("seniority", "年限养老金", "年限", "年限养老金标准调整", rule="seniority", item="basic_pension"),
    Part(
        "account_pension",
        "个人账户养老金",
        "账户",
        "个人账户养老金规则调整",
        "account_pension",
        "account_pension",
        from_account=True,
        pooled="account_pension_pooled",
    ),
    Part("age_addon", "高龄加发", "高龄", "高龄加发变化", rule="addon", item="basic_pension"),
)
SHEET_FACTS = ("paid_years", "account_balance")
CONTRIBUTIONS = (
    ContributionPart("own", "个人缴费", INCOME_ACCOUNT, FEES, "own"),
    ContributionPart("collective", "集体补助", INCOME_ACCOUNT, COLLECTIVE),
    ContributionPart("subsidy", "政府补贴", FISCAL_ACCOUNT, SUBSIDY, "contribution"),
    ContributionPart("assisted", "财政代缴", FISCAL_ACCOUNT, FEES, "assisted"),
)


def month(people: Columns, month: Month, place: str, places: Places) -> Amounts:
    """One month's pension of everyone."""
    if not people["birth_month"].size:
        return nothing(PARTS, 0)
    columns = monthly.monthly_pension(people, month, places, place)
    return amounts(PARTS, {part.key: columns[f"{part.key}_fen"] for part in PARTS})


def decision(people: Columns, month: Month, place: str, places: Places, *, claim: bool, urban: bool = False) -> Decided:
    """The pension of a month with everyone's calculation sheet, and with `claim` the eligibility to it.

    people: birth_month, paid_years, account_at_claim_fen, and applied_month where `claim`.
    """
    computed = calculate(people, month, place, places, claim=claim, urban=urban)
    parts = amounts(PARTS, {part.key: computed.columns[f"{part.key}_fen"] for part in PARTS})
    assert (parts.total_fen == computed.columns["total_fen"]).all(), "the place's pension has a part that the scheme does not know"
    return Decided(parts, computed.columns, computed.sheets, computed.text, computed.digest)


def contribution(payments: Columns, year: int, place: str, places: Places) -> Columns:
    """Contributions for a year by part. payments: tier_fen, collective_fen, and as truths poor and arrears."""
    credit = monthly.contribution_credit(payments, year, places, place)
    paid = {"own": credit["own_fen"], "collective": payments["collective_fen"]}
    return paid | {"subsidy": credit["subsidy_fen"], "assisted": credit["government_fen"]}


@dataclass(frozen=True, slots=True)
class Tiers:
    """The tiers (缴费档次) a place offers for a year: its own list, or the nation's standing in for it."""

    offered: list[Fraction]
    own: bool
    assisted: Fraction | None

    def standing(self, fen: int, *, helped: bool) -> tiers.Standing:
        """What a tier is: listed, added by the place, or none. helped: of a person of an assisted group."""
        return tiers.standing(Fraction(fen, 100), self.offered, own=self.own, kept=self.assisted if helped else None)

    def choice(self) -> str:
        """The tiers that may be chosen, for a message."""
        listed = "、".join(yuan_text(_fen(tier)).removesuffix(".00") for tier in self.offered)
        return f"{listed}{'' if self.own else '，或高于最低档的地方增设档次（地方档次未取得）'}"


def tiers_of(year: int, place: str, places: Places, *, helping: bool) -> Tiers:
    """The tiers of a place in a year. helping: somebody of an assisted group pays, so that the government's amount is wanted."""
    row = places.value("resident_tiers", place, date(year, 12, 31))
    assisted = Fraction(assisted_fen(year, place, places), 100) if helping else None
    return Tiers(tiers.listed(row), tiers.is_own(row), assisted)


def assisted_fen(year: int, place: str, places: Places) -> int:
    """What the government pays in a year for a person of an assisted group, in fen."""
    return _fen(Fraction(str(places.value("resident_poor_contribution", place, date(year, 12, 31)).value)))


def interest(accounts: Columns, year: int, place: str, places: Places) -> Interest:
    """The year's interest of every account.

    accounts: opening (balance up to December of the year before), credited and paid as month products (amount × months that
    count), left (balance now). Three roundings may take a fen too much of an account that was emptied within the year; it
    stops at nothing.
    """
    rate = monthly.account_rate(places, place, year)
    most = monthly.LIMIT
    given = {
        "opening_balance": fen_column(accounts["opening"], -most, most, "年初个人账户储存额"),
        "month_product": fen_column(accounts["credited"], -most * 12, most * 12, "记账积数"),
        "paid_product": fen_column(accounts["paid"], 0, most * 12, "发放积数"),
        "rate": number(Fraction(str(rate.value))),
    }
    earned = compute_columns(monthly.ACCOUNT, given, {"interest": 2}, accounts["opening"].size)["interest"]
    return Interest(np.maximum(earned, -accounts["left"]), str(rate.value), rate.document)


def _fen(yuan: Fraction) -> int:
    amount = yuan * 100
    assert amount.denominator == 1, f"{yuan} yuan is not whole fen"
    return int(amount)
