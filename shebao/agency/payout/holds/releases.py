"""Letting held people, or a whole operation, through for some months; who asks and who decides is the matter's
(`procedures/payout/release_held.py`, `release_operation.py`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal import queries as journal
from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.payout.holds import gates
from shebao.agency.payout.models import Exclusion, Operation, OperationRelease, Release, Threshold
from shebao.agency.people.queries import called
from shebao.agency.staff.queries import person_keys, same_person
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import among, read_rows
from shebao.agency.store.digest import canonical, sm3
from shebao.base.finding import refuse
from shebao.base.months import Month, add_months

LONGEST = 12
LONGEST_REASON = 200
LARGEST, AT_RANDOM, AT_MOST = 5, 5, 25
"""How many rows of an operation are opened: the largest, and at random a tenth (at least five), at most twenty-five."""
SHARE = 10


class ReleaseOrder(NamedTuple):
    """Whom a gate shall no longer hold, from one month to another, and what the inspector found."""

    scheme: str
    person_ids: tuple[int, ...]
    gate: str
    from_month: Month
    until_month: Month
    reason: str


class OperationOrder(NamedTuple):
    """Which operation of a run its gate shall no longer hold, for how long, what the inspector found, and whose rows were opened."""

    run_id: int
    cause: int
    from_month: Month
    until_month: Month
    reason: str
    looked_at: tuple[int, ...]


def check_release(order: ReleaseOrder) -> None:
    """Refuse what `release` would refuse as things are now: a hard gate, nobody, no finding, too long, somebody who is not held."""
    if order.gate not in gates.TITLES or any(g.key == order.gate and g.hard for gs in gates.GATES.values() for g in gs):
        refuse("payout.gate", f"“{order.gate}”不是可以放行的扣留原因", "不符合发放条件的，须在源头更正。", "gate")
    if not order.person_ids:
        refuse("payout.release", "没有选择人员或没有写明核查结论", "请选择人员，写明怎样核查、结论是什么。", "reason")
    _check_words(order)
    exclusions = Exclusion.objects.filter(run__scheme=order.scheme, kind="held", reason=order.gate, person_id__in=among(order.person_ids))
    strangers = sorted(set(order.person_ids) - set(exclusions.values_list("person_id", flat=True)))
    if strangers:
        refuse("payout.release", f"{called(strangers)} 没有因“{gates.TITLES[order.gate]}”被扣留", "请从扣留清单中选择。", "rows")


def _check_words(order: ReleaseOrder | OperationOrder) -> None:
    """Refuse a finding that says nothing or too much, and a term that is too long."""
    if not order.reason.strip():
        refuse("payout.release", "没有选择人员或没有写明核查结论", "请选择人员，写明怎样核查、结论是什么。", "reason")
    if len(order.reason) > LONGEST_REASON:
        refuse("payout.release", f"核查结论有 {len(order.reason)} 个字，最多 {LONGEST_REASON} 个", "请写简短些，材料另附。", "reason")
    if not order.from_month <= order.until_month < add_months(order.from_month, LONGEST):
        refuse("payout.release", f"放行期限应在 {LONGEST} 个月以内", "到期后须重新核查。", "until_month")


def check_operation_release(order: OperationOrder) -> Operation:
    """The operation as the run met it; refused where it waits for nothing, or where the rows to be opened were not."""
    operation = Operation.objects.select_related("run").filter(run_id=order.run_id, cause=order.cause, held=1).first()
    if operation is None:
        refuse("payout.operation", f"第 {order.run_id} 批没有因这个来由整批待核的人员", "请从批次的“按来由”列表中选择。", "cause")
    _check_words(order)
    missing = set(sample_of(operation)) - set(order.looked_at)
    if missing:
        refuse(
            "payout.sample",
            f"抽查的 {len(sample_of(operation))} 人还有 {len(missing)} 人没有逐人看过：{called(sorted(missing))}",
            "请打开这些人的核定表和材料，看过后在名单里勾选。",
            "rows",
        )
    return operation


def sample_of(operation: Operation) -> tuple[int, ...]:
    """Whose rows must be opened before an operation is let through: those with the largest amounts, and others that nobody can
    foresee, because the digest of the computed run chooses them."""
    rows = Exclusion.objects.filter(run_id=operation.run_id, kind="held", cause=operation.cause)
    people = [int(person) for (person,) in read_rows(rows.order_by("-amount_fen", "person_id"), "person_id")]
    rest = sorted(people[LARGEST:], key=lambda person: sm3(f"{operation.run.basis}|{person}".encode()))
    return tuple(people[:LARGEST] + rest[: min(max(AT_RANDOM, len(people) // SHARE), AT_MOST)])


def release_operation(order: OperationOrder, *, asked_by: int, by: By) -> Entry:
    """Let an operation through, as large as it is in the run, on one person's finding and another's decision; neither of them is
    whoever began it."""
    with transaction.atomic():
        take_turn()
        if same_person(asked_by, by.member_id):
            refuse("payout.own", "核查人不能批准自己的放行申请", "请由另一人批准。", source="社会保险经办条例 第37条")
        operation = check_operation_release(order)
        check_not_own([order.cause], asked_by, by.member_id)
        run, looked_at = operation.run, sorted(set(order.looked_at))
        months = order.from_month, order.until_month
        row = (next_id(OperationRelease), run.scheme, operation.gate, order.cause, operation.people, operation.fen, *months)
        return post(
            OperationRelease,
            OperationRelease.SEALED,
            [(*row, canonical(looked_at), order.reason.strip(), asked_by, by.member_id)],
            "payout.release_operation",
            by=by,
            subject=("run", run.pk),
            body={"cause": order.cause, "gate": operation.gate, "people": operation.people, "fen": operation.fen, "looked_at": looked_at},
        )


def check_not_own(causes: Iterable[int], *member_ids: int) -> None:
    """Refuse whoever began one of the matters that are to be let through."""
    begun = {origin.actor_id for origin in journal.origins(cause for cause in causes if cause > 0).values()} - {0}
    keys = person_keys({*begun, *member_ids})
    if {keys[maker] for maker in begun} & {keys[member] for member in member_ids}:
        refuse("payout.own", "受理这件事的人不能核查或批准它的放行", "请由另一人核查、批准。", source="社会保险经办条例 第37条")


def _causes_of(order: ReleaseOrder) -> set[int]:
    """The causes behind what the gate held of these people in the months of the release."""
    months = {"run__month__gte": order.from_month, "run__month__lte": order.until_month}
    rows = Exclusion.objects.filter(
        run__scheme=order.scheme, kind="held", reason=order.gate, person_id__in=among(order.person_ids), **months
    )
    return {cause or 0 for cause in rows.order_by().values_list("cause", flat=True).distinct()}


def release(order: ReleaseOrder, *, asked_by: int, by: By) -> Entry:
    """Let them through, on one person's finding and another's decision."""
    with transaction.atomic():
        take_turn()
        if same_person(asked_by, by.member_id):
            refuse("payout.own", "核查人不能批准自己的放行申请", "请由另一人批准。", source="社会保险经办条例 第37条")
        check_release(order)
        check_not_own(_causes_of(order), asked_by, by.member_id)
        people = sorted(set(order.person_ids))
        first = next_id(Release)
        rows = [
            (first + i, order.scheme, person, order.gate, order.from_month, order.until_month, order.reason.strip(), asked_by, by.member_id)
            for i, person in enumerate(people)
        ]
        return post(
            Release,
            Release.SEALED,
            rows,
            "payout.release",
            by=by,
            body={"people": len(people), "gate": order.gate, "from": order.from_month, "until": order.until_month},
        )


def problems_of_posting() -> list[str]:
    """Releases and thresholds that no journal entry posted as they stand: whoever may write to the database alone lets nobody
    through with them, for such a run is neither sealed nor filed."""
    return [problem for model in (Release, OperationRelease, Threshold) for problem in journal.check_sealed(model)[1]]
