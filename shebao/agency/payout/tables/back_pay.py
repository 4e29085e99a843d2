"""Back pay: for each person and month what the law gives less what was paid, never an amount somebody typed.

Which months are looked at comes from approved facts: late decisions, lifted suspensions, corrections (benefits counter),
and a law that is not the one a month was computed by: standards published later, formulas corrected. Each month of a payment is kept as a cover, so nothing is paid twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from django.db.models import Q

from shebao.agency import schemes
from shebao.agency.benefits import awards
from shebao.agency.benefits import owed as benefits_owed
from shebao.agency.benefits import queries as benefits
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout.bank.outcomes import standing
from shebao.agency.payout.holds import gates
from shebao.agency.payout.holds.operations import Parts, main_cause, merged, nobody
from shebao.agency.payout.models import Line, Run
from shebao.agency.payout.tables import causes, deductions, facts
from shebao.agency.payout.tables.table import COVER_FACTS, Table, lines_of
from shebao.agency.people import heirs
from shebao.agency.schemes import Amounts, Part, Scheme
from shebao.agency.store.columns import Column, Columns, Mask, among, empty_columns, look_up, pick, read_columns, summed
from shebao.agency.store.digest import digest_of
from shebao.base.dated import Places
from shebao.base.months import Month, add_months, month_range, months_between


@dataclass(frozen=True, slots=True)
class Law:
    """Under what a run computes the months behind it, fetched once: the scheme, and the legal values as they are known on its day."""

    run: Run
    scheme: Scheme
    places: Places

    def digest(self, month: Month) -> str:
        """The digest of what a month's benefit reads and runs, as known now."""
        return awards.law_digest(self.run.scheme, month, self.run.place, self.places)


def table(run: Run) -> Table:
    """One line for everybody who was entitled to more than was paid in some earlier month."""
    law = Law(run, schemes.of(run.scheme), parameters.known_on(run.business_day))
    owed = benefits_owed.owed_periods(run.scheme, run.month)
    looked_at = list(months_behind(law, owed))
    gaps, shares = _gaps(law, looked_at)
    people, place, months = np.unique(gaps["person_id"], return_inverse=True, return_counts=True)
    total = summed(gaps["person_id"], gaps["due_fen"], people)
    from_account = summed(gaps["person_id"], gaps["from_account_fen"], people)
    first = np.full(people.size, 999912, dtype=np.int64)
    np.minimum.at(first, place, gaps["month"])
    rows = _rows(run, people, gaps, place) | {"total_fen": total, "months": months.astype(np.int64)}
    parts = {gates.OPERATION.key: _by_person(shares, people)}
    goes, out, operations = gates.sort_out("back_pay", rows, run.scheme, run.month, run.business_day, parts)
    lines = lines_of(
        "back_pay",
        {
            "person_id": people,
            "month": np.full_like(people, run.month),
            "from_month": first,
            "decision_id": look_up(*_first(owed["person_id"], owed["decision_id"]), people),
            "bank_account_id": rows["account_id"],
            "total_fen": total,
            "from_account_fen": from_account,
        },
        _parts(law.scheme, gaps, people),
    )
    covers = _covers(gaps, people, place, goes)
    return Table(
        lines.pick(goes),
        out,
        covers=covers,
        rules_digest=digest_of([[month, law.digest(month)] for month, _ in looked_at]),
        operations=operations,
        deductions=deductions.of_covers(run, covers),
    )


def _rows(run: Run, people: Column, gaps: Columns, place: Column) -> Columns:
    """Every other column the gates of a back payment read."""
    monthly = np.zeros(people.size, dtype=np.int64)
    np.maximum.at(monthly, place, gaps["entitled_fen"])
    return {
        "person_id": people,
        "monthly_fen": monthly,
        "year_fen": _last_year(run, people),
        "payees": facts.payees(people),
        "back_paid": _this_month(run, people),
        **heirs.account_columns(people),
    }


def _parts(scheme: Scheme, gaps: Columns, people: Column) -> Columns:
    """What is due to each person, by part: what the account bears, and the rest, of the months of which the parts are not known."""
    return {part.key: summed(gaps["person_id"], gaps[_column(part)], people) for part in scheme.PARTS}


def _column(part: Part) -> str:
    """The name of a part's column among the gaps."""
    return f"part:{part.key}"


def _due_parts(law: Law, people: Column, entitled: Amounts, paid_fen: Column, from_account: Column) -> tuple[Columns, Column]:
    """(what is missing of one month by part, how much of it the account bears).

    Where awards stand, what was paid was a version of the award, and the missing is the difference of two versions part by
    part. Where that cannot be, it is put in two parts: what the account bears under the scheme's part that it bears, and the
    rest under its first.
    """
    missing = entitled.total_fen - paid_fen
    parts = {part.key: np.zeros_like(missing) for part in law.scheme.PARTS}
    for amount, borne in ((from_account, True), (missing - from_account, False)):
        place = next((part.key for part in law.scheme.PARTS if part.from_account == borne), law.scheme.PARTS[0].key)
        parts[place] = parts[place] + amount
    if law.scheme.month is not None:
        return parts, from_account
    paid, known = awards.amounts_paid(people, paid_fen, law.run.scheme)
    apart = {key: entitled.parts[key] - paid.parts[key] for key in parts}
    exact = np.logical_and.reduce([known > 0, *(fen >= 0 for fen in apart.values())])
    from_accounts = [apart[part.key] for part in law.scheme.PARTS if part.from_account]
    own: Column = np.where(exact, sum(from_accounts, np.zeros_like(missing)), from_account)
    return {key: np.where(exact, apart[key], fen) for key, fen in parts.items()}, own


def _first(keys: Column, values: Column) -> tuple[Column, Column]:
    """Each key once, with the first value beside it."""
    unique, at = np.unique(keys, return_index=True)
    return unique, values[at]


def _by_person(shares: list[Parts], people: Column) -> Parts:
    """The causes of everybody's back pay over all months; the rows of `shares` are persons, those of the result places among them."""
    if not shares:
        return nobody()
    columns = [np.concatenate(column) for column in zip(*shares, strict=True)]
    return merged(np.searchsorted(people, columns[0]), *columns[1:])


def _gaps(law: Law, looked_at: Sequence[tuple[Month, Columns]]) -> tuple[Columns, list[Parts]]:
    """Person-months with less paid than entitled: entitled_fen, paid_fen, due_fen, the account's part of what is due, the cause
    that moves most of it; and beside them what of it comes from which cause, by person."""
    gaps, shares = [], []
    for month, people in looked_at:
        entitled = awards.monthly(people, law.run.scheme, month, law.run.place, law.places).amounts
        ids = people["person_id"]
        paid = facts.paid_for(law.run.scheme, month, ids)
        paid_fen = summed(paid["person_id"], paid["total_fen"], ids)
        short = entitled.total_fen > paid_fen
        account = np.maximum(entitled.from_account_fen - summed(paid["person_id"], paid["from_account_fen"], ids), 0)
        missing = (entitled.total_fen - paid_fen)[short]
        borne = np.minimum(account[short], missing)
        divided, borne = _due_parts(law, ids[short], entitled.pick(short), paid_fen[short], borne)
        parts = _causes(law, month, pick(people, short), missing, paid_fen[short] > 0)
        shares.append(parts._replace(row=ids[short][parts.row]))
        gaps.append(
            {
                "person_id": ids[short],
                "month": np.full(missing.size, month, dtype=np.int64),
                "entitled_fen": entitled.total_fen[short],
                "paid_fen": paid_fen[short],
                "due_fen": missing,
                "from_account_fen": borne,
                "cause": main_cause((parts,), missing.size),
                **{_column(part): divided[part.key] for part in law.scheme.PARTS},
            }
        )
    names = (*COVER_FACTS, *map(_column, law.scheme.PARTS))
    return {name: np.concatenate([gap[name] for gap in gaps]) for name in names} if gaps else empty_columns(*names), shares


def _causes(law: Law, month: Month, people: Columns, missing: Column, paid: Mask) -> Parts:
    """What of a month's missing amounts comes from which cause: of whoever was paid, the standards that came in since; the rest is
    owed by a decision, a lifted suspension or a correction, or else came with the product."""
    rest, rows = missing.copy(), [np.empty(0, dtype=np.int64)] * 4
    regular = facts.sealed_runs(law.run.scheme, month)
    if regular and paid.any():
        asked = causes.Law(law.run.scheme, law.run.place, law.run.business_day)
        moved = causes.parts_of_law(asked, people, month, regular[0])
        moved = Parts(*(column[paid[moved.row] & (moved.fen > 0)] for column in moved))
        share = np.minimum(moved.fen, rest[moved.row])
        np.subtract.at(rest, moved.row, share)
        rest = np.maximum(rest, 0)
        rows = [moved.row, moved.cause, moved.maker, share]
    left = np.flatnonzero(rest)
    other = causes.parts_of_entries(left, people["entry_id"][left], rest[left])
    return merged(*(np.concatenate([one, two]) for one, two in zip(rows, other, strict=True)))


def months_behind(law: Law, owed: Columns) -> Iterator[tuple[Month, Columns]]:
    """Each earlier month with the people to look at: those the benefits counter owes it to, and everybody paid for a month
    whose law, as known now, is not the one it was computed by: a value was published late, or a formula was corrected."""
    run = law.run
    earlier = Run.objects.filter(scheme=run.scheme, kind="regular", sealed=True, month__lt=run.month, lines__gt=0)
    digests = {month: law.digest(month) for month in set(earlier.values_list("month", flat=True))}
    late = {month for month, digest in earlier.values_list("month", "rules_digest") if digest != digests[month]}
    months = set(late)
    if owed["person_id"].size:
        months |= set(month_range(int(owed["first_month"].min()), int(owed["last_month"].max())))
    for month in sorted(months):
        people = pick(owed, (owed["first_month"] <= month) & (owed["last_month"] >= month))
        people = pick(people, np.unique(people["person_id"], return_index=True)[1])
        if month in late:
            people = _with_all_paid(run, month, people)
        if people["person_id"].size:
            yield month, people


def _with_all_paid(run: Run, month: Month, people: Columns) -> Columns:
    """The people owed and everybody else who is still in payment and was paid for the month."""
    others = benefits.in_payment(run.scheme, run.month)
    paid = facts.paid_for(run.scheme, month)["person_id"]
    others = pick(
        others, np.isin(others["person_id"], paid) & ~np.isin(others["person_id"], people["person_id"]) & (others["from_month"] <= month)
    )
    others["entry_id"] = np.zeros_like(others["person_id"])
    both = {name: np.concatenate([people[name], others[name]]) for name in others}
    return pick(both, np.argsort(both["person_id"]))


def _last_year(run: Run, people: Column) -> Column:
    """What each person got in back payments in the eleven months before this one, so that splitting a sum does not hide it."""
    since = add_months(run.month, -11)
    rows = read_columns(
        Line.objects.filter(
            standing(Q(scheme=run.scheme, kind="back_pay", month__gte=since, month__lt=run.month)),
            person_id__in=among(people),
            run__sealed=True,
        ),
        "person_id",
        "total_fen",
        "month",
    )
    assert not rows["month"].size or months_between(int(rows["month"].min()), run.month) < 12
    return summed(rows["person_id"], rows["total_fen"], people)


def _this_month(run: Run, people: Column) -> Column:
    """1 for whoever an earlier part of this month's back pay has paid: there is one line a person and month."""
    mine = Line.objects.filter(scheme=run.scheme, kind="back_pay", month=run.month).exclude(run=run)
    return np.isin(people, read_columns(mine, "person_id")["person_id"]).astype(np.int64)


def _covers(gaps: Columns, people: Column, place: Column, goes: Mask) -> Columns:
    """The months behind the lines that go, each with the position of its line."""
    position = np.cumsum(goes) - 1
    goes_on = goes[place]
    order = np.lexsort((gaps["month"][goes_on], position[place[goes_on]]))
    return {"line": position[place[goes_on]][order], **{name: gaps[name][goes_on][order] for name in COVER_FACTS}}
