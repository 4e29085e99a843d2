"""Questions about the annuity: what a unit owes for a month, a member's nominal amount, claims open, what waits in the collection account."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import F, Q

from shebao.agency.accounts import queries as accounts
from shebao.agency.contributions import months
from shebao.agency.employers import queries as employers
from shebao.agency.store.columns import Column, among, int_column, narrowed, read_columns, read_rows, total
from shebao.base.dated import Places
from shebao.base.finding import refuse
from shebao.base.months import Month, last_day
from shebao.core.policy.calculation import calculate
from shebao.core.policy.contributions.questions import ANNUITY
from shebao.core.policy.questions import law_in_force

from .models import Arrival, Choice, Claim, NominalEntry, Posting, Remittance, Undone

ANNUITY_SCHEME = "annuity"
OF_MEMBERS = "public_institution"
"""Whoever is insured in this scheme is a member (国办发〔2015〕18号 第三条)."""


FUNDED = ("full", "part", "own")
"""How a unit may be funded: fully by the budget, partly, by itself; the first pays nominally."""


class Shares(NamedTuple):
    """A month's contributions of a unit, member by member: bases and both parts in fen."""

    people: Column
    base_fen: Column
    person_fen: Column
    unit_fen: Column
    nominal: bool


def shares(employer_id: int, month: Month, place: str, places: Places) -> Shares:
    """What members and unit pay for a month, from the bases assessed for the pension; refused where none are, or the unit's
    funding is not on record."""
    unit = employers.employer(employer_id)
    if unit.funding not in FUNDED:
        advice = "请先办理“单位信息变更”，登记财政全额、差额或自收自支。"
        refuse(
            "annuity.funding",
            f"{unit.name}没有登记资金来源，分不清单位缴费是实缴还是记账",
            advice,
            "employer_id",
            "国办发〔2015〕18号 第六条",
        )
    rows = [(person, row) for person, row in months.of_employer(employer_id, month) if row.scheme == OF_MEMBERS]
    bases: dict[int, int] = {}
    for person, row in rows:
        bases[person] = bases.get(person, 0) + row.base_fen
    people = int_column(sorted(bases))
    if not people.size:
        advice = "请先办理当月“按月核定应缴”，年金与养老保险用同一个基数。"
        refuse("annuity.not_assessed", f"{unit.name}{month // 100}年{month % 100}月没有核定机关事业养老缴费", advice, "month")
    base = int_column(bases[person] for person in people.tolist())
    law = law_in_force(ANNUITY, places, place, last_day(month)).compute({"contribution_base": base}, people.size)
    return Shares(people, base, law["person_annuity"], law["unit_annuity"], unit.funding == "full")


class Nominal(NamedTuple):
    """A member's nominal amount: principal and interest."""

    principal_fen: int
    interest_fen: int

    @property
    def fen(self) -> int:
        """Both."""
        return self.principal_fen + self.interest_fen


NOTHING = Nominal(0, 0)


def nominal(person_ids: Iterable[int] | Column) -> dict[int, Nominal]:
    """Member → what is nominal now, of some; those without any are left out."""
    sums = NominalEntry.objects.filter(person_id__in=among(person_ids)).values("person_id").order_by("person_id")
    rows = read_rows(sums.annotate(p=total("principal_fen"), i=total("interest_fen")), "person_id", "p", "i")
    return {person: Nominal(principal, interest) for person, principal, interest in rows if principal or interest}


class NominalRow(NamedTuple):
    """One movement of a member's nominal amounts."""

    id: int
    month: int
    kind: str
    principal_fen: int
    interest_fen: int
    entry_id: int


def nominal_of(person_id: int) -> list[NominalRow]:
    """A member's nominal movements, the oldest first."""
    rows = NominalEntry.objects.filter(person_id=person_id).order_by("month", "id")
    return [NominalRow(*row) for row in read_rows(rows, *NominalRow._fields)]


def undone(kind: str) -> set[int]:
    """The records of a kind that were undone."""
    return set(Undone.objects.filter(kind=kind).values_list("record_id", flat=True))


class PostingRow(NamedTuple):
    """A month's contributions of a unit as they were posted."""

    id: int
    employer_id: int
    month: int
    nominal: bool
    people: int
    base_fen: int
    person_fen: int
    unit_fen: int
    arrived_on: date
    reference: str


def postings(employer_id: int | None = None, month: Month | None = None) -> list[PostingRow]:
    """Contributions posted and not undone, the newest first."""
    rows = Posting.objects.exclude(id__in=undone("posting")).order_by("-month", "employer_id")
    if employer_id is not None:
        rows = rows.filter(employer_id=employer_id)
    if month is not None:
        rows = rows.filter(month=month)
    return [PostingRow(*row) for row in read_rows(rows, *PostingRow._fields)]


class ClaimRow(NamedTuple):
    """A claim on the budget; arrived_on None: the money is not here."""

    id: int
    person_id: int
    reason: str
    cut_off: int
    principal_fen: int
    interest_fen: int
    rate: str
    arrived_on: date | None
    arrival_id: int | None

    @property
    def fen(self) -> int:
        """Principal and interest."""
        return self.principal_fen + self.interest_fen


def claims(person_id: int | None = None) -> list[ClaimRow]:
    """Claims that stand, the newest first; of one member or of all."""
    arrivals = {
        claim: (row, on) for row, claim, on in read_rows(Arrival.objects.exclude(id__in=undone("arrival")), "id", "claim_id", "arrived_on")
    }
    rows = Claim.objects.exclude(id__in=undone("claim")).order_by("-id")
    if person_id is not None:
        rows = rows.filter(person_id=person_id)
    names = ("id", "person_id", "reason", "cut_off", "principal_fen", "interest_fen", "rate")
    result = []
    for row in read_rows(rows, *names):
        arrival, on = arrivals.get(row[0], (None, None))
        result.append(ClaimRow(*(*row, on, arrival)))
    return result


def choice_of(person_id: int) -> Choice | None:
    """How a member draws the annuity; None while nothing was chosen."""
    return Choice.objects.filter(person_id=person_id).exclude(id__in=undone("choice")).first()


def waiting(upto: date) -> tuple[int, int]:
    """(members, fen) of the real money that reached accounts up to a day and was not sent up yet."""
    sent = remittances()
    rows = Posting.objects.exclude(id__in=undone("posting")).filter(arrived_on__lte=upto)
    parts = read_rows(rows, "id", "arrived_on", "person_fen", "unit_fen", "nominal")
    arrived = [row for row in claims() if row.arrived_on is not None and row.arrived_on <= upto]
    fen = sum(person + (0 if nominal_unit else unit) for _, _, person, unit, nominal_unit in parts) + sum(row.fen for row in arrived)
    since = max((row.sent_on for row in sent), default=None)
    new = [number for number, on, *_ in parts if since is None or on > since]
    people = accounts.people_credited_from(ANNUITY_SCHEME, "annuity", new)
    people |= {row.person_id for row in arrived if row.arrived_on is not None and (since is None or row.arrived_on > since)}
    return len(people), fen - sum(row.amount_fen for row in sent)


class RemittanceRow(NamedTuple):
    """Money sent up."""

    id: int
    month: int
    people: int
    amount_fen: int
    sent_on: date
    reference: str


def remittances() -> list[RemittanceRow]:
    """What was sent up and did not come back, the newest first."""
    rows = Remittance.objects.exclude(id__in=undone("remittance")).order_by("-month", "-id")
    return [RemittanceRow(*row) for row in read_rows(rows, *RemittanceRow._fields)]


def money_of_records() -> dict[str, dict[int, int]]:
    """Kind of record → (record → what it moved on the collection account), undone ones included."""
    postings = read_rows(Posting.objects.order_by("id"), "id", "nominal", "person_fen", "unit_fen")
    claimed = dict(read_rows(Claim.objects.annotate(fen=F("principal_fen") + F("interest_fen")), "id", "fen"))
    return {
        "posting": {number: person + (0 if is_nominal else unit) for number, is_nominal, person, unit in postings},
        "arrival": {number: claimed[claim] for number, claim in read_rows(Arrival.objects.order_by("id"), "id", "claim_id")},
        "remittance": {number: -fen for number, fen in read_rows(Remittance.objects.order_by("id"), "id", "amount_fen")},
    }


def nominal_columns(year: int, people: Column | None = None, last: Month | None = None) -> dict[str, Column]:
    """`person_id`, `opening`, `credited` (month product), `paid`, `left` of everybody's nominal amount in a year, up to a month."""
    first, end = year * 100 + 1, last or year * 100 + 12
    amount = F("principal_fen") + F("interest_fen")
    product = amount * (end + 1 - F("month"))
    rows = NominalEntry.objects.filter(month__lte=end)
    if people is not None:
        rows = narrowed(rows, people)
    sums = (
        rows.values("person_id")
        .order_by("person_id")
        .annotate(
            opening=total(amount, Q(month__lt=first)),
            credited=total(product, Q(month__gte=first) & ~Q(kind="made_real")),
            paid=total(-product, Q(month__gte=first, kind="made_real")),
            left=total(amount),
        )
    )
    columns = read_columns(sums, "person_id", "opening", "credited", "paid", "left")
    some = columns["left"] > 0
    return {name: column[some] for name, column in columns.items()}


def payout(balance_fen: int, first_month: Month, age: str, divisor: int | None, place: str, places: Places) -> dict[str, int]:
    """What an account pays monthly: `divisor`, `monthly_fen`, `last_month`. age: written 60y0m."""
    facts = {
        "first_month": f"{first_month // 100}-{first_month % 100:02d}",
        "account_balance": f"{balance_fen // 100}.{balance_fen % 100:02d}",
    }
    facts |= {"divisor": str(divisor)} if divisor else {"age": age}
    values = calculate("annuity_payout", place, facts, places).values
    return {
        "divisor": int(values["divisor"]),
        "monthly_fen": int(values["monthly_annuity"].fraction * 100),
        "last_month": int(values["last_month"]),
    }
