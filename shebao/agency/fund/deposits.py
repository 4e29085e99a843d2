"""Term deposits of the fiscal account (定期存款): which stand, how much lies in them, and the interest that their certificates promise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from shebao.base.finding import refuse
from shebao.base.money import Fen
from shebao.base.months import add_months, first_day, last_day, month_of

from . import queries
from .models import Deposit, Voucher

SOURCE, SOURCE_END = "deposit", "deposit_end"
_DAYS_OF_YEAR, _MONTHS = 360, 12


@dataclass(frozen=True, slots=True)
class DepositRow:
    """A deposit with the day it ended, None while it stands."""

    id: int
    scheme: str
    number: str
    bank: str
    principal_fen: Fen
    rate: str
    begins: date
    ends: date
    ended: date | None

    @property
    def interest_fen(self) -> Fen:
        """What it earns by its end: full months by the yearly rate ÷ 12, further days ÷ 360, half a fen up."""
        return interest(self.principal_fen, self.rate, self.begins, self.ends)


def interest(principal_fen: Fen, rate: str, begins: date, ends: date) -> Fen:
    """Simple interest between two days; rate: per cent a year, as text."""
    months = (ends.year - begins.year) * _MONTHS + ends.month - begins.month
    if _same_day(begins, months) > ends:
        months -= 1
    part = Fraction(months, _MONTHS) + Fraction((ends - _same_day(begins, months)).days, _DAYS_OF_YEAR)
    return int(principal_fen * Fraction(rate) / 100 * part + Fraction(1, 2))


def _same_day(begins: date, months: int) -> date:
    """The day of the same number so many months later, or that month's last."""
    month = add_months(month_of(begins), months)
    return min(last_day(month), first_day(month) + timedelta(days=begins.day - 1))


def deposits(scheme: str) -> list[DepositRow]:
    """All deposits of a ledger, the next to end first, ended ones last."""
    ends = Voucher.objects.filter(scheme=scheme, source_kind=SOURCE_END, reverses=None, reversed_by=None)
    ended = dict(ends.values_list("source_id", "on"))
    gone = set(Voucher.objects.filter(scheme=scheme, source_kind=SOURCE, reversed_by__isnull=False).values_list("source_id", flat=True))
    rows = [
        DepositRow(
            row.pk, scheme, row.number, row.bank, row.principal_fen, row.rate, row.begins, row.ends, ended.get(row.pk) or _never(row, gone)
        )
        for row in Deposit.objects.filter(scheme=scheme)
    ]
    return sorted(rows, key=lambda one: (one.ended is not None, one.ends, one.id))


def _never(row: Deposit, gone: set[int]) -> date | None:
    """A deposit whose voucher was cancelled ended when it began."""
    return row.begins if row.pk in gone else None


def deposit(scheme: str, number: str) -> DepositRow:
    """The deposit with a certificate's number; raises `Refused` where none stands."""
    row = next((one for one in deposits(scheme) if one.number == number.strip()), None)
    if row is None or row.ended:
        refuse("fund.deposit", f"没有存单号为“{number}”的在存定期存款", "请核对存单号。", "number")
    return row


def standing_fen(scheme: str) -> Fen:
    """What lies in deposits by the register; the ledger's item must say the same."""
    return sum(row.principal_fen for row in deposits(scheme) if row.ended is None)


def booked_fen(scheme: str) -> Fen:
    """What lies in deposits by the ledger."""
    return queries.booked_item(scheme, "1003", "term")
