"""Letting held people through: the inspector looks and asks, another person approves; the maker of the run is neither."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

from django.db import transaction

from shebao.agency.journal.actions import Entry, post, record, take_turn
from shebao.agency.payout.holds import gates
from shebao.agency.payout.models import Exclusion, Release, ReleaseRequest
from shebao.agency.people.queries import called
from shebao.agency.staff.queries import require, same_person
from shebao.agency.store.bulk import next_id
from shebao.agency.store.digest import canonical
from shebao.base.finding import refuse
from shebao.base.months import Month, add_months

LONGEST = 12


def ask_release(
    scheme: str, person_ids: Sequence[int], gate: str, from_month: Month, until_month: Month, reason: str, *, actor_id: int, day: date
) -> ReleaseRequest:
    """The inspector's finding that held people may be paid from one month to another (a year at most)."""
    require(actor_id, "guard.review")
    if gate not in gates.TITLES or any(g.key == gate and g.hard for gs in gates.GATES.values() for g in gs):
        refuse("payout.gate", f"“{gate}”不是可以放行的扣留原因", "不符合发放条件的，须在源头更正。", "gate")
    if not person_ids or not reason.strip():
        refuse("payout.release", "没有选择人员或没有写明核查结论", "请选择人员，写明怎样核查、结论是什么。", "reason")
    if not from_month <= until_month < add_months(from_month, LONGEST):
        refuse("payout.release", f"放行期限应在 {LONGEST} 个月以内", "到期后须重新核查。", "until_month")
    with transaction.atomic():
        take_turn()
        known = set(
            Exclusion.objects.filter(run__scheme=scheme, kind="held", reason=gate, person_id__in=list(person_ids)).values_list(
                "person_id", flat=True
            )
        )
        strangers = sorted(set(person_ids) - known)
        if strangers:
            refuse("payout.release", f"{called(strangers)} 没有因“{gates.TITLES[gate]}”被扣留", "请从扣留清单中选择。", "person_ids")
        asked = ReleaseRequest.objects.create(
            id=next_id(ReleaseRequest),
            scheme=scheme,
            person_ids=canonical(sorted(set(person_ids))),
            gate=gate,
            from_month=from_month,
            until_month=until_month,
            reason=reason.strip(),
            asked_by_id=actor_id,
            state="asked",
        )
        record(
            "payout.ask_release",
            actor_id=actor_id,
            subject=("release", asked.pk),
            business_day=day,
            body={"people": len(set(person_ids)), "gate": gate, "from": from_month, "until": until_month, "reason": reason.strip()},
        )
    return asked


def approve_release(request_id: int, *, actor_id: int, day: date) -> Entry:
    """Approve an inspector's request; by somebody else than who asked."""
    with transaction.atomic():
        asked = _asked(request_id, actor_id)
        people: list[int] = json.loads(asked.person_ids)
        first = next_id(Release)
        rows = [
            (first + i, asked.scheme, person, asked.gate, asked.from_month, asked.until_month, asked.reason, asked.asked_by_id, actor_id)
            for i, person in enumerate(people)
        ]
        entry = post(
            Release,
            Release.SEALED,
            rows,
            "payout.release",
            actor_id=actor_id,
            subject=("release", asked.pk),
            business_day=day,
            body={"people": len(people), "gate": asked.gate},
        )
        asked.state = "approved"
        asked.save(update_fields=["state"])
    return entry


def decline_release(request_id: int, reason: str, *, actor_id: int, day: date) -> None:
    """Turn an inspector's request down."""
    with transaction.atomic():
        asked = _asked(request_id, actor_id)
        asked.state = "declined"
        asked.save(update_fields=["state"])
        record(
            "payout.decline_release", actor_id=actor_id, subject=("release", asked.pk), business_day=day, body={"reason": reason.strip()}
        )


def _asked(request_id: int, actor_id: int) -> ReleaseRequest:
    take_turn()
    asked = ReleaseRequest.objects.select_for_update().filter(pk=request_id, state="asked").first()
    if asked is None:
        refuse("payout.release", "没有这份待批的放行申请", "请刷新清单；已批准或退回的不能再办。")
    require(actor_id, "guard.approve")
    if same_person(asked.asked_by_id, actor_id):
        refuse("payout.own", "核查人不能批准自己的放行申请", "请由另一人批准。", source="社会保险经办条例 第37条")
    return asked
