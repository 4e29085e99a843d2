"""Questions about what is kept back of payments towards debts: the decisions, the lines they lessened, and what became of each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from shebao.agency import schemes
from shebao.agency.payout.bank.outcomes import last_outcomes
from shebao.agency.payout.deduction_states import ARRIVED, ORDER_BASES, ORDER_SOURCES, TITLES, Kept, kept_of_debts, kept_of_lines, without
from shebao.agency.payout.models import DeductionOrder, DeductionOrderEnded, Line, LineDeduction, LinePart, Outcome, ReturnFile, Run
from shebao.agency.payout.run.states import title
from shebao.agency.store.columns import among, read_rows
from shebao.base.money import Fen, grouped
from shebao.base.months import Month, month_title

from .living import booked_under


class OrderRow(NamedTuple):
    """One decision with the month from which it was ended (0: it stands) and why."""

    id: int
    debt_id: int
    person_id: int
    name: str
    scheme: str
    source: str
    basis: str
    decided_on: date
    from_month: Month
    last_month: Month | None
    amount_fen: Fen
    share_e4: int
    protected_fen: Fen
    protected_source: str
    earlier_fen: Fen | None
    document: str
    ended_from: Month
    ended_because: str

    @property
    def words(self) -> str:
        """What it says, in one sentence."""
        amount = f"每次 {grouped(self.amount_fen)} 元" if self.amount_fen else f"每次应发的 {self.share_e4 / 100:g}%"
        until = f"到{month_title(self.last_month)}" if self.last_month else "到还清为止"
        kept = f"每次至少发给本人 {grouped(self.protected_fen)} 元（{self.protected_source}）"
        return f"{ORDER_BASES[self.basis]}：{month_title(self.from_month)}起从{ORDER_SOURCES[self.source]}抵扣，{amount}，{until}；{kept}"


class KeptRow(NamedTuple):
    """What one line was lessened by: the run and its month, the line's due and paid amounts, the state, and the day the bank answered."""

    line_id: int
    run_id: int
    order_id: int
    debt_id: int
    person_id: int
    title: str
    month: Month
    due_fen: Fen
    fen: Fen
    paid_fen: Fen
    state: str
    on: date | None

    @property
    def state_title(self) -> str:
        """Its Chinese word."""
        return TITLES[self.state]

    @property
    def arrived(self) -> bool:
        """Whether the debt has fallen by it."""
        return self.state == ARRIVED


_ORDER = (
    "id", "debt_id", "person_id", "person__name", "debt__scheme", "source", "basis", "decided_on", "from_month", "last_month", "amount_fen",
    "share_e4", "protected_fen", "protected_source", "earlier_fen", "document",
)  # fmt: skip


def deduction_orders(debt_ids: Iterable[int]) -> list[OrderRow]:
    """The decisions on some debts, ended ones too, the oldest first."""
    return _orders(DeductionOrder.objects.filter(debt_id__in=among(debt_ids)).values_list("id", flat=True))


def deduction_order(order_id: int) -> OrderRow | None:
    """One decision; None where there is none."""
    return next(iter(_orders([order_id])), None)


def _orders(order_ids: Iterable[int]) -> list[OrderRow]:
    rows = list(DeductionOrder.objects.filter(id__in=among(order_ids)).order_by("id").values_list(*_ORDER))
    ends = {key: (month, why) for key, month, why in DeductionOrderEnded.objects.values_list("id", "from_month", "reason")}
    return [OrderRow._make((*row, *ends.get(row[0], (0, "")))) for row in rows]


def kept_back(debt_ids: Iterable[int]) -> list[KeptRow]:
    """Every line that sealed runs lessened towards some debts, in the order of the lines."""
    return _rows(kept_of_debts(debt_ids))


def kept_back_of_lines(line_ids: Iterable[int]) -> list[KeptRow]:
    """What some sealed lines were lessened by."""
    return _rows(kept_of_lines(line_ids))


def _rows(kept: list[Kept]) -> list[KeptRow]:
    ids = {one.line_id for one in kept}
    names = ("id", "person_id", "month", "total_fen", "deducted_fen")
    lines = {row[0]: row[1:] for row in read_rows(Line.objects.filter(id__in=among(ids)), *names)}
    answers = dict(read_rows(last_outcomes().filter(line_id__in=among(ids)), "line_id", "return_file_id"))
    days = dict(ReturnFile.objects.filter(id__in=among(set(answers.values()))).values_list("id", "day"))
    titles = {run.pk: title(run) for run in Run.objects.filter(id__in=among({one.run_id for one in kept}))}
    return [
        KeptRow(
            one.line_id,
            one.run_id,
            one.order_id,
            one.debt_id,
            lines[one.line_id][0],
            titles[one.run_id],
            lines[one.line_id][1],
            lines[one.line_id][2],
            one.fen,
            lines[one.line_id][2] - (lines[one.line_id][3] or 0),
            one.state,
            days.get(answers.get(one.line_id, 0)),
        )
        for one in kept
    ]


def kept_by_item(line_ids: Iterable[int]) -> dict[int, dict[str, Fen]]:
    """Line → item of benefits → what it is lessened by under that item."""
    lines = {
        row[0]: row[1:]
        for row in read_rows(Line.objects.filter(id__in=among(line_ids), deducted_fen__gt=0), "id", "scheme", "deducted_fen")
    }
    parts: dict[int, dict[str, Fen]] = {}
    for line, part, fen in read_rows(LinePart.objects.filter(line_id__in=among(lines)).order_by("id"), "line_id", "part", "fen"):
        parts.setdefault(line, {})[part] = fen
    undivided = booked_under(set(lines) - parts.keys())
    result: dict[int, dict[str, Fen]] = {}
    for line, (scheme, fen) in lines.items():
        if line in undivided:
            result[line] = {undivided[line][1]: fen}
            continue
        left, items = without(parts[line], fen, scheme), {part.key: part.item for part in schemes.of(scheme).PARTS}
        result[line] = {items[key]: before - left[key] for key, before in parts[line].items() if before != left[key]}
    return result


def kept_back_by_return(scheme: str) -> dict[int, Fen]:
    """Return file → what its answers moved on debts, whichever way: deductions of lines that arrived, and of those that came back after."""
    kept: dict[int, Fen] = {}
    for line, fen in read_rows(LineDeduction.objects.filter(order__debt__scheme=scheme, run__sealed=True), "line_id", "fen"):
        kept[line] = kept.get(line, 0) + fen
    moved: dict[int, Fen] = {}
    for outcome, line, file, paid in read_rows(Outcome.objects.filter(line_id__in=among(kept)), "id", "line_id", "return_file_id", "paid"):
        if paid or outcome % 10:
            moved[file] = moved.get(file, 0) + kept[line]
    return moved
