"""What must always be true of what people got: no month is paid twice, nor more than it was entitled to, nor anything owed once."""

from __future__ import annotations

from typing import Any

from django.db.models import Count

from shebao.agency.benefits.reform import former_payments
from shebao.agency.payout.bank.outcomes import last_outcomes
from shebao.agency.payout.models import Cover, Due, Line, Withheld
from shebao.agency.store.columns import read_rows
from shebao.base.money import grouped

Checked = tuple[int, list[str]]


def check_paid_once() -> Checked:
    """No month is paid twice: one standing regular line, back payments only up to what was entitled, one successor a returned line,
    and never a successor beside a line that was paid after all."""
    void = Withheld.objects.filter(final=True).values("id")
    standing = Line.objects.filter(run__sealed=True).exclude(id__in=void)
    problems = [
        f"人员{row['person_id']}：{row['month']}的正常发放有{row['n']}笔。"
        for row in standing.filter(kind="regular").order_by().values("person_id", "scheme", "month").annotate(n=Count("id")).filter(n__gt=1)
    ]
    problems += _over_entitled(standing)
    parents = {line.pk: line for line in Line.objects.filter(id__in=standing.filter(reissue_of__isnull=False).values("reissue_of"))}
    last = dict(read_rows(last_outcomes().filter(line_id__in=list(parents)), "line_id", "paid"))
    back = set(Withheld.objects.filter(final=False, id__in=list(parents)).values_list("id", flat=True))
    for child in standing.filter(reissue_of__isnull=False):
        parent = parents.get(child.reissue_of or 0)
        if parent is None or _same(parent) != _same(child):
            problems.append(f"重发指令{child.pk}：与原指令的人、月份或金额不同。")
        elif last.get(parent.pk, True) and parent.pk not in back:
            problems.append(f"指令{parent.pk}：银行没有退回，却有重发指令{child.pk}。")
    return standing.count(), problems + _dues()


def _same(line: Line) -> tuple[int, int, int, int]:
    """What a line and its re-issue have in common."""
    return line.person_id, line.month, line.total_fen, line.deducted_fen or 0


def _over_entitled(standing: Any) -> list[str]:
    """Of each month that was paid back: the regular line, all back payments and what was paid before this system together are what
    the last one said was entitled."""
    covers = Cover.objects.filter(line_id__in=standing.values("id")).order_by("id")
    entitled: dict[tuple[int, str, int], int] = {}
    paid: dict[tuple[int, str, int], int] = {}
    for person, scheme, month, full, fen in read_rows(covers, "person_id", "run__scheme", "month", "entitled_fen", "due_fen"):
        entitled[person, scheme, month] = full
        paid[person, scheme, month] = paid.get((person, scheme, month), 0) + fen
    people = {person for person, _, _ in entitled}
    regular = (
        standing.filter(kind="regular", person_id__in=people).order_by()
        if len(people) < 900
        else standing.filter(kind="regular").order_by()
    )
    for person, scheme, month, fen in read_rows(regular, "person_id", "scheme", "month", "total_fen"):
        if (person, scheme, month) in paid:
            paid[person, scheme, month] += fen
    for scheme, month in {(scheme, month) for _, scheme, month in paid}:
        former = former_payments(scheme, month)
        for person, fen in zip(former["person_id"].tolist(), former["total_fen"].tolist(), strict=True):
            if (person, scheme, month) in paid:
                paid[person, scheme, month] += fen
    return [
        f"人员{person}：{month}应发{grouped(entitled[person, scheme, month])}元，已发{grouped(fen)}元。"
        for (person, scheme, month), fen in paid.items()
        if fen != entitled[person, scheme, month]
    ]


def _dues() -> list[str]:
    """What is owed once is paid at most once, for its amount."""
    owed = {due: (person, kind, fen) for due, person, kind, fen in read_rows(Due.objects.all(), "id", "person_id", "kind", "amount_fen")}
    rows = read_rows(Line.objects.filter(due_id__isnull=False), "id", "due_id", "person_id", "kind", "total_fen")
    return [f"指令{line}：与所付的一次性待遇不符。" for line, due, person, kind, fen in rows if owed.get(due) != (person, kind, fen)]
