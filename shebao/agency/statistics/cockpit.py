"""One screen of the agency: each scheme's people, payments and fund, coverage by township, certification, arrears, complaints."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from shebao.agency import schemes
from shebao.agency.benefits import queries as benefits
from shebao.agency.certification import queries as certification
from shebao.agency.contributions import month_totals
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.fund import queries as fund
from shebao.agency.payout import queries as payout
from shebao.agency.people import queries as people
from shebao.agency.registers import limits
from shebao.agency.registers import queries as registers
from shebao.agency.schemes import MAIN
from shebao.base.money import Fen
from shebao.base.months import Month, add_months, month_of

from . import groups


@dataclass(frozen=True, slots=True)
class SchemeRow:
    """A scheme at the end of a month: insured, in payment, paid in the month, certified among those in payment, months its fund can pay."""

    scheme: str
    title: str
    insured: int
    recipients: int
    paid_fen: Fen
    certified: int
    in_payment: int
    payable: Fraction | None


@dataclass(frozen=True, slots=True)
class TownshipRow:
    """Living people in the register of a township, and those insured in any pension insurance; place: its place in the division."""

    place: int
    township: str
    persons: int
    insured: int

    @property
    def share_e4(self) -> int:
        """Insured ÷ registered in ten-thousandths, at most one; 0 where nobody is registered."""
        return min(self.insured * 10_000 // self.persons, 10_000) if self.persons else 0


@dataclass(frozen=True, slots=True)
class Owing:
    """What a kind of thing owes: how many, and fen where it is money."""

    count: int
    fen: Fen = 0


def by_scheme(month: Month) -> list[SchemeRow]:
    """Every scheme that has people or books, in the order of the schemes' files."""
    books, sent = set(fund.schemes()), payout.sent_by_month(month, month).get(month, {})
    rows = []
    for key, title in schemes.titles().items():
        insured, drawn = enrolment.insured(key, month), int(benefits.people_in_payment(key, month).size)
        if not (insured or drawn or key in books):
            continue
        rate = certification.rates(key, month)
        payable = fund.payable_of(key, month) if key in books else None
        rows.append(SchemeRow(key, title, insured, drawn, sent.get(key, 0), rate.certified, rate.in_payment, payable))
    return rows


def by_township(month: Month) -> list[TownshipRow]:
    """Coverage by any pension insurance, township by township, the largest first."""
    parts, ids = groups.division("township", MAIN, month), groups.COVERED.ids(MAIN, month)
    covered = np.bincount(parts.places(ids), minlength=len(parts.labels)) if ids.size else np.zeros(len(parts.labels), dtype=np.int64)
    persons: Counter[str] = Counter()
    for village in people.villages():
        persons[village.township] += village.persons
    rows = [TownshipRow(at, name, persons[name], int(covered[at])) for at, name in enumerate(parts.labels) if name in persons]
    return sorted(rows, key=lambda row: (-row.persons, row.township))


def paid_line(month: Month) -> list[tuple[Month, dict[str, Fen], Fen]]:
    """(month, scheme → fen, together) of what was handed to the bank in the twelve months up to one."""
    first = add_months(month, -11)
    sums = payout.sent_by_month(first, month)
    line = []
    for n in range(12):
        at = add_months(first, n)
        line.append((at, sums.get(at, {}), sum(sums.get(at, {}).values())))
    return line


def employers_owing(day: date) -> Owing:
    """Employers that owe for months whose term is over, and how much."""
    rows = month_totals.arrears(add_months(month_of(day), -1))
    return Owing(len({row.employer_id for row in rows}), sum(row.owed_fen for row in rows))


def overpaid() -> Owing:
    """Payments too many that were not paid back, of every scheme, and what is left of them."""
    sums = [payout.totals_of_debts(key) for key in schemes.titles()]
    return Owing(sum(payout.count_owing(key) for key in schemes.titles()), sum(result - paid for _, result, paid in sums))


def complaints(day: date) -> tuple[int, int]:
    """(open, of those late) of petitions, reports, enquiries, disputes and requests for information."""
    rows = [row for row in registers.overview(day) if row.register in limits.COMPLAINTS]
    return sum(row.open for row in rows), sum(row.late for row in rows)
