"""Letting held people through for some months; who asks and who decides is the matter's (`procedures/payout/release_held.py`)."""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.payout.holds import gates
from shebao.agency.payout.models import Exclusion, Release
from shebao.agency.people.queries import called
from shebao.agency.staff.queries import same_person
from shebao.agency.store.bulk import next_id
from shebao.base.finding import refuse
from shebao.base.months import Month, add_months

LONGEST = 12
LONGEST_REASON = 200


class ReleaseOrder(NamedTuple):
    """Whom a gate shall no longer hold, from one month to another, and what the inspector found."""

    scheme: str
    person_ids: tuple[int, ...]
    gate: str
    from_month: Month
    until_month: Month
    reason: str


def check_release(order: ReleaseOrder) -> None:
    """Refuse what `release` would refuse as things are now: a hard gate, nobody, no finding, too long, somebody who is not held."""
    if order.gate not in gates.TITLES or any(g.key == order.gate and g.hard for gs in gates.GATES.values() for g in gs):
        refuse("payout.gate", f"“{order.gate}”不是可以放行的扣留原因", "不符合发放条件的，须在源头更正。", "gate")
    if not order.person_ids or not order.reason.strip():
        refuse("payout.release", "没有选择人员或没有写明核查结论", "请选择人员，写明怎样核查、结论是什么。", "reason")
    if len(order.reason) > LONGEST_REASON:
        refuse("payout.release", f"核查结论有 {len(order.reason)} 个字，最多 {LONGEST_REASON} 个", "请写简短些，材料另附。", "reason")
    if not order.from_month <= order.until_month < add_months(order.from_month, LONGEST):
        refuse("payout.release", f"放行期限应在 {LONGEST} 个月以内", "到期后须重新核查。", "until_month")
    exclusions = Exclusion.objects.filter(run__scheme=order.scheme, kind="held", reason=order.gate, person_id__in=order.person_ids)
    strangers = sorted(set(order.person_ids) - set(exclusions.values_list("person_id", flat=True)))
    if strangers:
        refuse("payout.release", f"{called(strangers)} 没有因“{gates.TITLES[order.gate]}”被扣留", "请从扣留清单中选择。", "rows")


def release(order: ReleaseOrder, *, asked_by: int, by: By) -> Entry:
    """Let them through, on one person's finding and another's decision."""
    with transaction.atomic():
        take_turn()
        if same_person(asked_by, by.member_id):
            refuse("payout.own", "核查人不能批准自己的放行申请", "请由另一人批准。", source="社会保险经办条例 第37条")
        check_release(order)
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
