"""The schemes (险种) this agency runs: one file a scheme, found by walking this folder; counters ask `of(key)` and know no scheme.

A scheme's file says what the scheme is called, into which parts its amounts are divided and where each part stands in
the books, and hands the counters' questions on to the rules of law: a month's benefit, a decision, a year's contribution,
a year's interest. Parts of a line, a decision and a contribution stand in part tables; totals stand on the row.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, Protocol, cast

import numpy as np

from shebao.agency.store.columns import Column, Columns
from shebao.base.dated import Places
from shebao.base.finding import refuse
from shebao.base.months import Month
from shebao.core.books.entries import BENEFITS
from shebao.core.catalogue import collect
from shebao.core.policy.decisions import rebuild
from shebao.core.sheet import Sheet

MAIN = "resident"
"""The scheme a page shows where none was chosen."""

LABELS = (
    "KEY",
    "TITLE",
    "CODE",
    "FUND",
    "PARTS",
    "SHEET_FACTS",
    "ITEMS",
    "CONTRIBUTIONS",
    "month",
    "law_digest",
    "entry_age",
    "decision",
    "award",
    "handed_over",
    "contribution",
    "tiers_of",
    "interest",
)
MOST_PARTS = 9


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a month's benefit: its key, its Chinese title and the short one of a narrow column, what a change of its law is
    called, the line of the calculation sheet it stands on, and the item of benefits it is booked under. from_account: the
    personal account bears it, as far as it reaches."""

    key: str
    title: str
    short: str
    change: str
    rule: str
    item: str
    from_account: bool = False
    rest: bool = False
    """What a place's own formula adds beyond the named parts: no line of the sheet, and shown only where there is any."""
    pooled: str = ""
    """The item under which the pooled fund pays what the account no longer can."""


@dataclass(frozen=True, slots=True)
class ContributionPart:
    """A part of a contribution: its key and title, and the income account and item it is booked under when its money arrives."""

    key: str
    title: str
    income: str
    item: str = ""


class Amounts(NamedTuple):
    """Monthly amounts of everyone, in fen: a column a part, their sum, and how much of it the personal account bears."""

    parts: Columns
    total_fen: Column
    from_account_fen: Column

    def pick(self, rows: Any) -> Amounts:
        """The amounts of some rows."""
        return Amounts({key: fen[rows] for key, fen in self.parts.items()}, self.total_fen[rows], self.from_account_fen[rows])


class Decided(NamedTuple):
    """A decision of many people: their amounts, every column of the calculation by the names of its rules, a sheet each as
    canonical JSON, and the wording all sheets share."""

    amounts: Amounts
    columns: Mapping[str, Any]
    sheets: list[str]
    wording: str


class Awarded(NamedTuple):
    """One person's standing award: what is paid every month until another version says otherwise, with its sheet."""

    parts: Mapping[str, int]
    """Part → fen; parts of nought may be left out."""
    paid_years: int
    account_fen: int
    """What lay in the personal account."""
    inputs: str
    """What the calculation was given, as canonical JSON, so that it can be run again with another base or a corrected fact."""
    sheet: str
    wording: str

    @property
    def total_fen(self) -> int:
        """The monthly amount."""
        return sum(self.parts.values())


class Interest(NamedTuple):
    """A year's interest of every account in fen; the rate as text with its document."""

    interest_fen: Column
    rate: str
    document: str


class Scheme(Protocol):
    """What the file of a scheme holds."""

    KEY: str
    TITLE: str
    CODE: str
    """Its code in the national list of schemes."""
    FUND: str
    """The letter of its fund in the chart of accounts (`core.books.chart.FUNDS`)."""
    PARTS: tuple[Part, ...]
    SHEET_FACTS: tuple[str, str]
    """The lines of the calculation sheet that hold the years paid and the account at claim, "" where it has none."""
    ITEMS: Mapping[str, Mapping[str, str]]
    """Items (明细) it adds to the chart of accounts: account → key → Chinese name."""
    CONTRIBUTIONS: tuple[ContributionPart, ...]
    contribution: Any
    """A year's contributions by part, or None; with it stands `tiers_of`, the tiers that may be chosen."""
    tiers_of: Any
    interest: Any
    """A year's interest of the accounts, or None."""

    month: Any
    """`month(people, month, place, places)`: one month's benefit of these people (columns of `benefits.queries.in_payment`)
    under the law of the place, as `Amounts`. None where the award stands: the decision says what every month pays."""
    law_digest: Any
    """`law_digest(month, place, places)`: the digest of what a month's benefit reads and runs at the place, and of nothing
    else, which a run keeps. None where the award stands."""
    decision: Any
    """`decision(people, month, place, places, claim=, urban=)`: the benefit of a month with everyone's sheet as `Decided`, and
    with `claim` the eligibility to it. None where the award stands."""
    award: Any
    """`award(inputs, place, places)`: one person's standing award as `Awarded`, from what the claim says; with it stands
    `CALCULATION`, the calculation that makes it. None where the month is computed from its own standard."""
    handed_over: Any
    """`handed_over(columns, month, place, places)`: the standing awards of people whose pension another system decided, as
    `Decided`; columns: a column a part. None where the month is computed from its own standard."""

    def entry_age(self, month: Month, place: str, places: Places) -> int:
        """From how many years of age somebody may be insured in a month; 0 where no law says it."""


@cache
def catalogue() -> Mapping[str, Scheme]:
    """Every scheme by its key, in order of their codes."""
    modules = sorted(collect(__name__, LABELS).values(), key=lambda module: module.CODE)
    for module in modules:
        assert len(module.PARTS) <= MOST_PARTS and len(module.CONTRIBUTIONS) <= MOST_PARTS, f"{module.__name__}: too many parts"
    return {module.KEY: cast(Scheme, module) for module in modules}


def of(key: str) -> Scheme:
    """The scheme with a key; raises `Refused` for one this agency does not run."""
    scheme = catalogue().get(key)
    if scheme is None:
        known = "、".join(f"{other.KEY}（{other.TITLE}）" for other in catalogue().values())
        refuse("enrolment.scheme", f"没有险种“{key}”。", f"可用的险种：{known}。", "scheme")
    return scheme


def title(key: str) -> str:
    """The Chinese title of a scheme; raises `Refused` for one this agency does not run."""
    return of(key).TITLE


def titles() -> dict[str, str]:
    """Key → Chinese title of every scheme this agency runs."""
    return {key: scheme.TITLE for key, scheme in catalogue().items()}


def short_titles() -> dict[str, str]:
    """Key → the title for a narrow column; the whole title where the file says no shorter one."""
    return {key: getattr(scheme, "SHORT", scheme.TITLE) for key, scheme in catalogue().items()}


def entry_of(scheme: str, due: str) -> tuple[str, str]:
    """(account, item) under which something owed once is booked when it is paid: as the scheme's `ONE_OFFS` says, otherwise an
    item of benefits with the name of its kind."""
    entries: Mapping[str, tuple[str, str]] = getattr(of(scheme), "ONE_OFFS", {})
    return entries.get(due, (BENEFITS, SAME_ITEM.get(due, due)))


SAME_ITEM = {"bereavement": "funeral"}
"""What is owed once and has no item of its own: 丧葬补助金和抚恤金 is one item of benefits."""


def benefit_title(key: str, otherwise: str) -> str:
    """What the monthly benefit of a scheme is called, where its file says it (`BENEFIT`) and it is no pension."""
    return str(getattr(catalogue().get(key), "BENEFIT", otherwise))


def stands(scheme: str) -> bool:
    """Whether a scheme pays what its awards say, month by month, and not what the month's standard gives."""
    return of(scheme).month is None


def award_again(scheme: str, calculation: str, inputs: str, place: str, places: Places) -> Sheet:
    """The sheet of a standing award made again from what it was made from; refused for one that is not computed from the law
    alone: handed over by another system, or adjusted on the version before."""
    chosen = of(scheme)
    if not inputs or calculation not in getattr(chosen, "CALCULATIONS", (getattr(chosen, "CALCULATION", None),)):
        what = "这一版是在上一版核定上作的年度调整" if calculation else "这份待遇由原系统核定，移交时未重新计算"
        refuse("schemes.again", what, "请看计算它的那一版核定表。")
    awarded: Awarded = chosen.award(json.loads(inputs), place, places)
    return rebuild(awarded.sheet, awarded.wording)


def amounts(parts: Sequence[Part], columns: Mapping[str, Column]) -> Amounts:
    """The amounts of a benefit from a column a part."""
    none = np.zeros_like(next(iter(columns.values())))
    return Amounts(
        {part.key: columns[part.key] for part in parts},
        sum((columns[part.key] for part in parts), none),
        sum((columns[part.key] for part in parts if part.from_account), none),
    )


def nothing(parts: Sequence[Part], rows: int) -> Amounts:
    """No amount for any of these rows."""
    return amounts(parts, {part.key: np.zeros(rows, dtype=np.int64) for part in parts})


def part_rows(ids: Column, parts: Mapping[str, Column]) -> list[tuple[int, int, str, int]]:
    """(id, id of the row, part, fen) of every part that is not nought, in order of their ids.

    ids: of the rows (lines, decisions, contributions) the parts belong to, rising. A part's id is that of its row × 10 and its
    place in the scheme's list, so that it is known beforehand and found without an index.
    """
    numbers, rows, names, values = [], [], [], []
    for place, (name, fen) in enumerate(parts.items(), 1):
        some = np.flatnonzero(fen)
        numbers.append(ids[some] * 10 + place)
        rows.append(ids[some])
        values.append(fen[some])
        names += [name] * some.size
    if not names:
        return []
    number, row, value = (np.concatenate(columns) for columns in (numbers, rows, values))
    order = np.argsort(number, kind="stable")
    named = np.array(names, dtype=object)[order]
    return list(zip(number[order].tolist(), row[order].tolist(), named.tolist(), value[order].tolist(), strict=True))


def part_columns(ids: Column, part_ids: Column, fen: Column, keys: Sequence[str]) -> Columns:
    """The columns of the parts of rows, from the ids and amounts of their part rows: the other way of `part_rows`.

    keys: of all parts of the scheme, in its order.
    """
    columns = {}
    order = np.argsort(ids, kind="stable")
    for place, key in enumerate(keys, 1):
        mine = part_ids % 10 == place
        column = np.zeros(ids.size, dtype=np.int64)
        if ids.size and mine.any():
            at = np.minimum(np.searchsorted(ids, part_ids[mine] // 10, sorter=order), ids.size - 1)
            there = ids[order[at]] == part_ids[mine] // 10
            column[order[at[there]]] = fen[mine][there]
        columns[key] = column
    return columns
