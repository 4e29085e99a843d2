"""A year month by month: the table that the statistics page draws and the monthly report is filled from."""

from __future__ import annotations

from dataclasses import dataclass

from shebao.agency.benefits import queries as benefits
from shebao.agency.certification import queries as certification
from shebao.agency.contributions import queries as contributions
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.fund import queries as fund
from shebao.agency.payout import queries as payout
from shebao.base.money import Fen
from shebao.base.months import Month, month_range


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month of a scheme: heads at its end, payments that arrived by its runs, changes that took effect in it, the books.

    times and paid_fen count what arrived, re-issues once; recipients are the people of the month's regular runs.
    """

    month: Month
    insured: int
    joined: int
    left: int
    contributed_people: int
    contributed_fen: Fen
    recipients: int
    times: int
    paid_fen: Fen
    decided: int
    died: int
    suspended: int
    resumed: int
    certified: int
    income_fen: Fen
    expense_fen: Fen

    @property
    def average_fen(self) -> Fen:
        """What arrived for each payment, cut to the fen; 0 where nothing was paid."""
        return self.paid_fen // self.times if self.times else 0


def by_month(scheme: str, year: int) -> list[MonthRow]:
    """Twelve rows, January to December; months in which nothing happened show 0."""
    paid, books = payout.totals(scheme, year)["months"], {row["month"]: row for row in fund.by_month(scheme, year)}
    certified = certification.counts_by_month(year)
    return [
        _row(scheme, month, paid.get(month, (0, 0)), books[month], certified.get(month, 0))
        for month in month_range(year * 100 + 1, year * 100 + 12)
    ]


def _row(scheme: str, month: Month, paid: tuple[int, Fen], books: dict[str, Fen], certified: int) -> MonthRow:
    people, received, states = enrolment.flows(scheme, month), contributions.received(scheme, month, month), benefits.flows(scheme, month)
    return MonthRow(
        month=month,
        insured=people.at_start + people.joined,
        joined=people.joined,
        left=sum(people.left.values()),
        contributed_people=sum(row["people"] for row in received.values()),
        contributed_fen=sum(row["total_fen"] for row in received.values()),
        recipients=payout.recipients(scheme, month),
        times=paid[0],
        paid_fen=paid[1],
        decided=states.get("decided", 0),
        died=states.get("died", 0),
        suspended=states.get("uncertified", 0),
        resumed=states.get("resumed", 0),
        certified=certified,
        income_fen=books["income_fen"],
        expense_fen=books["expense_fen"],
    )


def tiers(scheme: str, year: int) -> list[tuple[Fen, int]]:
    """(tier in fen, people) of a year's contributions, rising; the tier is own and government-paid part together."""
    return sorted(contributions.tiers_chosen(scheme, year).items())
