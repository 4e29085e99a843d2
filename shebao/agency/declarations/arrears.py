"""Questions about arrears: which parts of an employer's months were late and for how long, what was put off, claimed, filed, charged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from shebao.agency.contributions import month_totals, months
from shebao.agency.journal import queries as journal
from shebao.agency.store.columns import among, total
from shebao.base.months import last_day, month_of

from .kinds import FIRST_OWNER, WITHOUT_LATE_FEE
from .models import ArrearsClaim, ArrearsLine, BankruptcyClaim, Deferral, LateFee, Receipt


class Piece(NamedTuple):
    """A principal of one month that was late from a day to another."""

    month: int
    from_on: date
    to_on: date
    principal_fen: int


def pieces(employer_id: int, scheme: str, to_on: date) -> list[Piece]:
    """What of a scheme was late up to a day and is not charged yet, by month: a part paid late until its day, the rest until `to_on`.

    A month is due on its last day; what was assessed later, on the last day of the month of the assessment.
    """
    rows = month_totals.due_rows(employer_id, scheme, month_of(to_on))
    since = journal.business_days(row.entry_id for row in rows)
    payments = _payments([row.id for row in rows])
    put_off, charged = deferrals_of(employer_id, scheme), _charged_to(employer_id, scheme)
    sums: dict[tuple[int, date, date], int] = defaultdict(int)
    for row in rows:
        due_on = last_day(max(row.month, month_of(since[row.entry_id])))
        for part, fen in (("unit", row.unit_fen), ("person", row.person_fen)):
            start = max(due_on, charged.get(row.month, due_on))
            if part == "unit":
                start = max([start, *(one.due_on for one in put_off if _puts_off(one, row.month))])
            left = fen
            for on, amounts in payments.get(row.id, ()):
                paid, left = amounts[part], left - (amounts[part] if on <= to_on else 0)
                if paid > 0 and start < on <= to_on:
                    sums[row.month, start, on] += paid
            if left > 0 and start < to_on:
                sums[row.month, start, to_on] += left
    return [Piece(*key, fen) for key, fen in sorted(sums.items())]


def _payments(row_ids: Sequence[int]) -> dict[int, list[tuple[date, dict[str, int]]]]:
    """Row → (day, parts) of what settled it."""
    rows = month_totals.payments_of(row_ids)
    receipts = dict(Receipt.objects.filter(id__in=among({one[1] for one in rows if one[1] > 0})).values_list("id", "file__on"))
    adjusted = month_totals.days_of_adjustments({-one[1] for one in rows if one[1] < 0})
    days = receipts | {-key: on for key, on in adjusted.items()}
    result: dict[int, list[tuple[date, dict[str, int]]]] = defaultdict(list)
    for key, source, unit, person in rows:
        result[key].append((days[source], {"unit": unit, "person": person}))
    return result


def _puts_off(one: Deferral, month: int) -> bool:
    return one.cause in WITHOUT_LATE_FEE and one.from_month <= month <= one.to_month


def deferrals_of(employer_id: int, scheme: str = "") -> list[Deferral]:
    """Deferrals of an employer that were not ended, the newest first."""
    rows = Deferral.objects.filter(employer_id=employer_id, ended_on=None)
    return list((rows.filter(scheme=scheme) if scheme else rows).order_by("-id"))


def deferral(deferral_id: int) -> Deferral | None:
    """One deferral that was not ended."""
    return Deferral.objects.filter(id=deferral_id, ended_on=None).first()


def _charged_to(employer_id: int, scheme: str) -> dict[int, date]:
    """Month → the day up to which its late fee is charged."""
    rows = LateFee.objects.filter(employer_id=employer_id, scheme=scheme, cancels_id=None).exclude(id__in=_cancelled(employer_id))
    days: dict[int, date] = {}
    for month, on in rows.values_list("month", "to_on"):
        days[month] = max(on, days.get(month, on))
    return days


def _cancelled(employer_id: int) -> list[int]:
    rows = LateFee.objects.filter(employer_id=employer_id).exclude(cancels_id=None)
    return [key for key in rows.values_list("cancels_id", flat=True) if key is not None]


def charged_fen(employer_id: int, scheme: str, month: int) -> int:
    """What late fees of a month of a scheme were charged so far."""
    return int(LateFee.objects.filter(employer_id=employer_id, scheme=scheme, month=month).aggregate(fen=total("fee_fen"))["fen"])


def late_fees_of(employer_id: int) -> list[LateFee]:
    """The late fees of an employer that stand, the newest first."""
    rows = LateFee.objects.filter(employer_id=employer_id, cancels_id=None).exclude(id__in=_cancelled(employer_id))
    return list(rows.order_by("-id"))


def late_fee_sums(employer_id: int) -> tuple[int, int]:
    """(charged, received) of an employer's late fees, in fen."""
    charged = LateFee.objects.filter(employer_id=employer_id).aggregate(fen=total("fee_fen"))["fen"]
    received = Receipt.objects.filter(employer_id=employer_id).aggregate(fen=total("late_fee_fen"))["fen"]
    return int(charged), int(received)


class Claimable(NamedTuple):
    """One month of a scheme that an employer owes on a day, without what is put off."""

    scheme: str
    month: int
    due_fen: int
    owed_fen: int


def claimable(employer_id: int, cut_off: date) -> list[Claimable]:
    """What an employer owes on a day, the oldest first: months whose term is over, without an employer's part that is put off."""
    put_off = deferrals_of(employer_id)
    rows = []
    for one in months.owed(employer_id):
        if last_day(one.month) >= cut_off:
            continue
        held = any(d.scheme == one.scheme and d.from_month <= one.month <= d.to_month and d.due_on >= cut_off for d in put_off)
        owed = one.owed_person_fen if held else one.owed_fen
        if owed:
            rows.append(Claimable(one.scheme, one.month, one.due_fen, owed))
    return rows


def claims_of(employer_id: int) -> list[ArrearsClaim]:
    """The steps taken against an employer's arrears, the newest first."""
    return list(ArrearsClaim.objects.filter(employer_id=employer_id).order_by("-id"))


def claim(claim_id: int) -> tuple[ArrearsClaim, list[ArrearsLine]] | None:
    """One step with its lines."""
    one = ArrearsClaim.objects.filter(id=claim_id).first()
    return (one, list(ArrearsLine.objects.filter(claim=one).order_by("id"))) if one else None


def owners(employer_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Employer → (post that looks after its arrears, last step taken; "" for none)."""
    wanted = list(employer_ids)
    result = dict.fromkeys(wanted, (FIRST_OWNER, ""))
    for employer_id, owner, action in (
        ArrearsClaim.objects.filter(employer_id__in=among(wanted)).order_by("id").values_list("employer_id", "owner", "action")
    ):
        result[employer_id] = (owner, action)
    return result


def bankruptcies_of(employer_id: int) -> list[BankruptcyClaim]:
    """What was filed with courts against an employer, the newest first."""
    return list(BankruptcyClaim.objects.filter(employer_id=employer_id).order_by("-id"))


def open_bankruptcy(claim_id: int) -> BankruptcyClaim | None:
    """One claim that is not closed."""
    return BankruptcyClaim.objects.filter(id=claim_id, closed_on=None).first()


def owed_to_accounts(employer_id: int, schemes: Sequence[str], last: int) -> int:
    """Of an employer's arrears up to a month, what belongs into personal accounts."""
    return sum(one.person_fen for one in month_totals.arrears(last, [employer_id]) if one.scheme in schemes)
