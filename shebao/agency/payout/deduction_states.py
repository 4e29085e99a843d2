"""What decisions of set-off are in force, and what became of what lines were lessened by: promised, arrived or gone.

A deduction has arrived when the line it lessened has: then the debt has fallen by it. Until then it is promised, as long as the line
may still be paid; where the line is withheld for good, given up or sent again by another, it is gone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from django.db.models import QuerySet

from shebao.agency import schemes
from shebao.agency.payout.bank.outcomes import last_of, not_due
from shebao.agency.payout.models import (
    Debt,
    DebtCancelled,
    DebtStep,
    DeductionOrder,
    DeductionOrderEnded,
    Line,
    LineDeduction,
    SetOff,
    SetOffCancelled,
    Withheld,
)
from shebao.agency.payout.recovery_kinds import PAYING
from shebao.agency.store.columns import among, read_rows, total
from shebao.base.money import Fen
from shebao.base.months import Month

ORDER_SOURCES = {"monthly": "每月待遇", "once": "一次性待遇"}
"""What a decision takes from."""
ORDER_BASES = {"agreed": "本人书面同意", "decided": "抵扣决定"}
PROMISED, ARRIVED, GONE = "promised", "arrived", "gone"
TITLES = {PROMISED: "待到账", ARRIVED: "已抵扣", GONE: "未抵扣"}


class Order(NamedTuple):
    """A decision in force, with the month from which it was ended (0: it was not)."""

    id: int
    debt_id: int
    person_id: int
    from_month: Month
    last_month: Month
    ended_from: Month
    amount_fen: Fen
    share_e4: int
    protected_fen: Fen

    def holds_in(self, month: Month) -> bool:
        """Whether something is kept back of a month's payment."""
        until = not self.last_month or month <= self.last_month
        return self.from_month <= month and until and not (self.ended_from and month >= self.ended_from)

    def wanted(self, due_fen: Fen) -> Fen:
        """What it asks for of an amount due, before what it protects and what is still owed."""
        return self.amount_fen or due_fen * self.share_e4 // 10_000


class Kept(NamedTuple):
    """What one line was lessened by for one decision, and what became of it."""

    line_id: int
    run_id: int
    order_id: int
    debt_id: int
    fen: Fen
    state: str


def without(parts: Mapping[str, Fen], kept_fen: Fen, scheme: str) -> dict[str, Fen]:
    """The parts of a payment less what is kept back of it: of what the fund bears, the scheme's first part first."""
    result = dict(parts)
    for part in schemes.of(scheme).PARTS:
        if not part.from_account and part.key in result:
            less = min(kept_fen, result[part.key])
            result[part.key], kept_fen = result[part.key] - less, kept_fen - less
    return result


def orders_in_force(scheme: str, source: str) -> list[Order]:
    """Decisions on debts of a scheme that stand, by their dates; those of cancelled debts are none."""
    rows = DeductionOrder.objects.filter(debt__scheme=scheme, source=source).exclude(debt_id__in=DebtCancelled.objects.values("id"))
    return orders_of(rows.values_list("id", flat=True))


def orders_of(order_ids: Iterable[int]) -> list[Order]:
    """Some decisions, by their dates."""
    ends = dict(read_rows(DeductionOrderEnded.objects.all(), "id", "from_month"))
    names = ("id", "debt_id", "person_id", "from_month", "last_month", "amount_fen", "share_e4", "protected_fen")
    rows = DeductionOrder.objects.filter(id__in=among(order_ids)).order_by("decided_on", "id")
    return [
        Order(key, debt, person, since, until or 0, ends.get(key, 0), fen, share, protected)
        for key, debt, person, since, until, fen, share, protected in read_rows(rows, *names)
    ]


def kept_of_debts(debt_ids: Iterable[int], *, besides: int | None = None) -> list[Kept]:
    """Every deduction that sealed runs hold for some debts, by line. besides: a run that does not count."""
    rows = LineDeduction.objects.filter(order__debt_id__in=among(debt_ids), run__sealed=True)
    return _with_states(rows if besides is None else rows.exclude(run_id=besides))


def kept_of_lines(line_ids: Iterable[int]) -> list[Kept]:
    """Every deduction of some sealed lines."""
    return _with_states(LineDeduction.objects.filter(line_id__in=among(line_ids), run__sealed=True))


def _with_states(rows: QuerySet[LineDeduction]) -> list[Kept]:
    listed = read_rows(rows.order_by("line_id", "id"), "line_id", "run_id", "order_id", "order__debt_id", "fen")
    lines = sorted({row[0] for row in listed})
    answers, dropped = last_of(lines), not_due(lines)
    final = {row[0] for row in read_rows(Withheld.objects.filter(final=True, id__in=among(lines)), "id")}
    again = {row[0] for row in read_rows(Line.objects.filter(reissue_of__in=among(lines), run__sealed=True), "reissue_of")}

    def state(line: int) -> str:
        if line in answers and answers[line].paid:
            return ARRIVED
        return GONE if line in final or line in dropped or line in again else PROMISED

    return [Kept(line, run, order, debt, fen, state(line)) for line, run, order, debt, fen in listed]


def sums_of_debts(debt_ids: Iterable[int], *, besides: int | None = None) -> dict[int, tuple[Fen, Fen]]:
    """Debt → (what has arrived, what is promised) of deductions; debts without any are left out."""
    sums: dict[int, tuple[Fen, Fen]] = {}
    for kept in kept_of_debts(debt_ids, besides=besides):
        arrived, promised = sums.get(kept.debt_id, (0, 0))
        sums[kept.debt_id] = (arrived + kept.fen * (kept.state == ARRIVED), promised + kept.fen * (kept.state == PROMISED))
    return sums


def available_of_debts(debt_ids: Iterable[int], *, besides: int | None = None) -> dict[int, Fen]:
    """Debt → what may still be taken towards it: what is owed, less what other sealed runs promise."""
    wanted = sorted(set(debt_ids))
    left = dict(read_rows(Debt.objects.filter(id__in=among(wanted)), "id", "amount_fen"))
    undone = DebtStep.objects.filter(undoes__isnull=False).values("undoes_id")
    steps = DebtStep.objects.filter(debt_id__in=among(wanted), kind__in=PAYING).exclude(id__in=undone)
    set_offs = SetOff.objects.filter(debt_id__in=among(wanted)).exclude(id__in=SetOffCancelled.objects.values("id"))
    for rows in (steps, set_offs):
        for debt, fen in read_rows(rows.order_by().values("debt_id").annotate(fen=total("amount_fen")), "debt_id", "fen"):
            left[debt] -= fen
    for debt, (arrived, promised) in sums_of_debts(wanted, besides=besides).items():
        left[debt] -= arrived + promised
    return left
