"""城乡居民基本养老保险: four parts of a pension, four parts of a yearly contribution, a personal account that earns interest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from shebao.agency.schemes import Amounts, ContributionPart, Decided, Interest, Part, amounts, nothing
from shebao.agency.store.columns import Column, Columns
from shebao.base.dated import Places
from shebao.base.money import yuan_text
from shebao.base.months import Month, last_day
from shebao.core.books.entries import BENEFITS, COLLECTIVE, FEES, SUBSIDY
from shebao.core.policy.decisions import Decided as Computed
from shebao.core.policy.resident import columns, tiers
from shebao.core.policy.resident.decisions import decide_pensions
from shebao.core.policy.resident.questions import CONTRIBUTION, TIERS

KEY, TITLE, CODE, FUND = "resident", "城乡居民基本养老保险", "170", "R"
SHORT = "居民养老"

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
    Part("local", "地方另加", "另加", "地方另加部分变化", rule="", item="basic_pension", rest=True),
)
SHEET_FACTS = ("paid_years", "account_balance")
award = handed_over = None
ITEMS = {
    BENEFITS: {
        "basic_pension": "基础养老金",
        "account_pension": "个人账户养老金—按月支付",
        "account_pension_pooled": "个人账户养老金—按月支付（账户用完以后）",
    }
}
CONTRIBUTIONS = (
    ContributionPart("own", "个人缴费", FEES, "own"),
    ContributionPart("collective", "集体补助", COLLECTIVE),
    ContributionPart("subsidy", "政府补贴", SUBSIDY, "contribution"),
    ContributionPart("assisted", "财政代缴", FEES, "assisted"),
)


def month(people: Columns, month: Month, place: str, places: Places) -> Amounts:
    """One month's pension of everyone."""
    if not people["birth_month"].size:
        return nothing(PARTS, 0)
    pension = columns.monthly_pension(people, month, places, place)
    return _divided({part.key: pension[f"{part.key}_fen"] for part in PARTS if not part.rest}, pension["total_fen"])


def entry_age(month: Month, place: str, places: Places) -> int:
    """From how many years of age somebody may be insured in a month; 0 where no law says it, before the scheme began."""
    row = places.find("resident_entry_age_years", place, last_day(month))
    return int(str(row.value)) if row else 0


def law_digest(month: Month, place: str, places: Places) -> str:
    """The digest of what a month's pension reads and runs at the place, and of nothing else."""
    return columns.pension_law(month, places, place).digest()


def decision(people: Columns, month: Month, place: str, places: Places, *, claim: bool, urban: bool = False) -> Decided:
    """The pension of a month with everyone's calculation sheet, and with `claim` the eligibility to it.

    people: birth_month, paid_years, account_at_claim_fen, and applied_month where `claim`.
    """
    computed: Computed = decide_pensions(people, month, place, places, claim=claim, urban=urban)
    parts = {part.key: computed.columns[part.rule] for part in PARTS if not part.rest}
    return Decided(_divided(parts, computed.columns["total"]), computed.columns, computed.sheets(), computed.wording)


def _divided(parts: Columns, total_fen: Column) -> Amounts:
    """The parts of a pension; what a place's own formula adds beyond them is a part of its own."""
    known = sum(parts.values(), np.zeros_like(total_fen))
    return amounts(PARTS, parts | {part.key: total_fen - known for part in PARTS if part.rest})


def contribution(payments: Columns, year: int, place: str, places: Places) -> Columns:
    """Contributions for a year by part. payments: tier_fen, collective_fen, and as truths poor and arrears."""
    credit = columns.contribution_credit(payments, year, places, place)
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
    row = TIERS.row(places, place, date(year, 12, 31))
    assisted = Fraction(assisted_fen(year, place, places), 100) if helping else None
    return Tiers(tiers.listed(row), tiers.is_own(row), assisted)


def assisted_fen(year: int, place: str, places: Places) -> int:
    """What the government pays in a year for a person of an assisted group, in fen."""
    return _fen(Fraction(str(CONTRIBUTION.reads["poor_contribution"].row(places, place, date(year, 12, 31)).value)))


def interest(accounts: Columns, year: int, place: str, places: Places) -> Interest:
    """The year's interest of every account.

    accounts: opening (balance up to December of the year before), credited and paid as month products (amount × months that
    count), left (balance now). Three roundings may take a fen too much of an account that was emptied within the year; it
    stops at nothing.
    """
    law = columns.account_law(year, places, place)
    facts = {"opening_balance": accounts["opening"], "month_product": accounts["credited"], "paid_product": accounts["paid"]}
    earned = law.compute(facts, accounts["opening"].size, ["interest"])["interest"]
    rate = law.rows["rate"]
    return Interest(np.maximum(earned, -accounts["left"]), str(rate.value), rate.document)


def _fen(yuan: Fraction) -> int:
    amount = yuan * 100
    assert amount.denominator == 1, f"{yuan} yuan is not whole fen"
    return int(amount)
