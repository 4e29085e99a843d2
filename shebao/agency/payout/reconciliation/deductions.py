"""What must always be true of deductions: no debt is taken from beyond what was opened, and no payment below what its decision protects."""

from __future__ import annotations

from shebao.agency.payout.bank.again import first_lines
from shebao.agency.payout.deduction_states import ARRIVED, PROMISED, Order, kept_of_debts, orders_of
from shebao.agency.payout.models import Cover, Debt, DeductionOrder, Line, LineDeduction
from shebao.agency.payout.queries.debts import debts
from shebao.agency.store.columns import among, read_rows
from shebao.base.money import grouped

Checked = tuple[int, list[str]]
_LINE = ("id", "person_id", "scheme", "kind", "month", "total_fen", "from_account_fen", "deducted_fen")


def check_debts_bounded() -> Checked:
    """Every debt: what was opened, less receipts, set-offs, what lines that arrived were lessened by and what was written off, is not
    below zero, nor is it once the lines under way have arrived; a decision stands on a debt that stands."""
    rows = read_rows(debts().order_by("id"), "id", "left_fen", "deducted_fen")
    sums: dict[int, dict[str, int]] = {}
    for kept in kept_of_debts(row[0] for row in rows):
        states = sums.setdefault(kept.debt_id, {})
        states[kept.state] = states.get(kept.state, 0) + kept.fen
    problems = []
    for debt, left, deducted in rows:
        arrived, promised = sums.get(debt, {}).get(ARRIVED, 0), sums.get(debt, {}).get(PROMISED, 0)
        if left < 0 or left < promised:
            problems.append(f"债务{debt}：尚欠{grouped(left)}元，在途抵扣{grouped(promised)}元，抵扣超过债务。")
        if deducted != arrived:
            problems.append(f"债务{debt}：抵扣记了{grouped(deducted)}元，已到账的指令共扣{grouped(arrived)}元。")
    known = {row[0] for row in read_rows(Debt.objects.all(), "id")}
    problems += [f"抵扣决定{order}：所抵的债务{debt}不存在。" for order, debt in _orders_of_debts() if debt not in known]
    return len(rows), problems


def check_deductions() -> Checked:
    """Every line of a sealed run that is lessened: by a decision on its person and scheme that holds in its month, by no more than it
    asks for, leaving what it protects and all that the account bears; and by as much as its deductions say."""
    rows = read_rows(LineDeduction.objects.filter(run__sealed=True).order_by("id"), "line_id", "order_id", "order__debt__scheme", "fen")
    orders = {order.id: order for order in orders_of({row[1] for row in rows})}
    lessened = Line.objects.filter(run__sealed=True).exclude(deducted_fen=0)
    lines = {row[0]: row for row in read_rows(Line.objects.filter(id__in=among({row[0] for row in rows})) | lessened, *_LINE)}
    months = _months(lines)
    problems, sums, protected = [], dict.fromkeys(lines, 0), dict.fromkeys(lines, 0)
    for line_id, order_id, scheme, fen in rows:
        if line_id not in lines or order_id not in orders:
            problems.append(f"指令{line_id}的抵扣：指令或抵扣决定{order_id}不存在。")
            continue
        sums[line_id] += fen
        protected[line_id] = max(protected[line_id], orders[order_id].protected_fen)
        problems += _against_order(lines[line_id], months[line_id], orders[order_id], scheme, fen)
    for line_id, _, _, _, _, due, own, deducted in lines.values():
        if sums[line_id] != (deducted or 0):
            problems.append(f"指令{line_id}：登记抵扣{grouped(deducted or 0)}元，抵扣明细{grouped(sums[line_id])}元。")
        if sums[line_id] > due - own:
            problems.append(f"指令{line_id}：抵扣{grouped(sums[line_id])}元，超过统筹支付的{grouped(due - own)}元。")
        if due - sums[line_id] < protected[line_id]:
            problems.append(f"指令{line_id}：应发{grouped(due)}元，抵扣{grouped(sums[line_id])}元，留给本人的低于抵扣决定写明的标准。")
    return len(rows), problems


def _against_order(line: tuple, months: list[int], order: Order, scheme: str, fen: int) -> list[str]:
    """Problems of one deduction against its decision."""
    line_id, person, line_scheme, _, _, due, *_ = line
    held = [month for month in months if order.holds_in(month)]
    problems = []
    if (person, line_scheme) != (order.person_id, scheme):
        problems.append(f"指令{line_id}：抵扣决定{order.id}不是对这个人这个险种的。")
    if not held:
        problems.append(f"指令{line_id}：抵扣决定{order.id}不包括所属月份。")
    elif fen > (order.amount_fen * len(held) or order.wanted(due)):
        problems.append(f"指令{line_id}：抵扣{grouped(fen)}元，超过抵扣决定{order.id}的。")
    return problems


def _months(lines: dict[int, tuple]) -> dict[int, list[int]]:
    """Line → the months it pays, those of the line that first promised the amount."""
    first = first_lines(lines)
    covers: dict[int, list[int]] = {}
    for line, month in read_rows(Cover.objects.filter(line_id__in=among(set(first.values()))), "line_id", "month"):
        covers.setdefault(line, []).append(month)
    return {line: covers.get(first[line]) or [row[4]] for line, row in lines.items()}


def _orders_of_debts() -> list[tuple[int, int]]:
    return [(order, debt) for order, debt in read_rows(DeductionOrder.objects.order_by("id"), "id", "debt_id")]
