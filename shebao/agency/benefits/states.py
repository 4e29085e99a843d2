"""Suspending, resuming and ending entitlements; every change of state is a row of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from django.db import transaction

from shebao.agency.journal.actions import Entry, post, take_turn
from shebao.agency.journal.by import By
from shebao.agency.people.lists import each_once, refuse_people
from shebao.agency.people.queries import called
from shebao.agency.store.bulk import next_id
from shebao.agency.store.columns import Column, among, change_rows, int_column, look_up, read_rows
from shebao.base.finding import refuse
from shebao.base.months import add_months, month_of

from .models import Entitlement, StateChange
from .reasons import ACTIVE, ENDED, ENDINGS, PENSION, STATES, SUSPENDED, SUSPENSIONS


def suspend(person_ids: Iterable[int] | Column, scheme: str, month: int, reason: str, *, by: By) -> Entry:
    """Stop paying from a month on, for a reason of `reasons.SUSPENSIONS`; refused where somebody is not in payment."""
    if reason not in SUSPENSIONS:
        refuse("benefits.reason", f"没有暂停原因“{reason}”。", f"可用的原因：{'、'.join(SUSPENSIONS)}。", "reason")
    with transaction.atomic():
        take_turn()
        people, ids, before = _standing(person_ids, scheme, (ACTIVE,), "暂停")
        change_rows(Entitlement, ids, state=SUSPENDED, reason=reason, since_month=month)
        return post_changes(people, scheme, month, before, SUSPENDED, reason, verb="benefits.suspend", by=by)


def resume(person_ids: Iterable[int] | Column, scheme: str, month: int, *, by: By) -> Entry:
    """Pay again from a month on. The months missed are owed where the reason of the suspension says so."""
    with transaction.atomic():
        take_turn()
        people, ids, before = _standing(person_ids, scheme, (SUSPENDED,), "恢复")
        since = {int(i): int(m) for i, m in read_rows(Entitlement.objects.filter(id__in=among(ids)), "id", "since_month")}
        early = people[int_column(since[i] for i in ids.tolist()) > month]
        if early.size:
            refuse_people("benefits.resumed_early", early, "的恢复月份早于暂停月份。", "请核对恢复月份。", "month")
        change_rows(Entitlement, ids, state=ACTIVE, reason="", since_month=month)
        return post_changes(people, scheme, month, before, ACTIVE, "resumed", verb="benefits.resume", by=by)


def end(
    person_ids: Iterable[int] | Column,
    scheme: str,
    last_month: int | Sequence[int] | Column,
    reason: str,
    *,
    by: By,
    month: int | None = None,
) -> Entry:
    """End entitlements. last_month: the last one due (the month of death), one for all or one each.

    month: the first month no longer paid; None: the later of the month after the last due one and that of `day`. What was
    paid between the two was paid in error. reason: a key of `reasons.ENDINGS`.
    """
    if reason not in ENDINGS:
        refuse("benefits.reason", f"没有终止原因“{reason}”。", f"可用的原因：{'、'.join(ENDINGS)}。", "reason")
    listed = int_column(person_ids)
    wanted = np.broadcast_to(np.asarray(last_month, dtype=np.int64), listed.shape)
    with transaction.atomic():
        take_turn()
        people, ids, before = _standing(listed, scheme, (ACTIVE, SUSPENDED), "终止")
        stop = np.maximum(add_months(wanted, 1), month_of(by.day)) if month is None else np.full(listed.shape, month, dtype=np.int64)
        change_rows(Entitlement, ids, state=ENDED, reason=reason, since_month=stop, last_month=wanted)
        return post_changes(
            people,
            scheme,
            stop,
            before,
            ENDED,
            reason,
            verb="benefits.end",
            by=by,
            more={"last": [[person, last] for person, last in zip(people.tolist(), wanted.tolist(), strict=True)]},
        )


def reinstate(person_ids: Iterable[int] | Column, scheme: str, month: int, *, because: str = "died", by: By) -> Entry:
    """Undo an end for a reason (`because`) that never was, a death or a second benefit: paid again from a month on, or suspended again as before. The months missed are owed."""
    with transaction.atomic():
        take_turn()
        people, ids, before = _standing(person_ids, scheme, (ENDED,), "恢复")
        ended = {
            person: (reason, since)
            for person, reason, since in read_rows(Entitlement.objects.filter(id__in=among(ids)), "person_id", "reason", "since_month")
        }
        others = [person for person, (reason, _) in ended.items() if reason != because]
        if others:
            refuse_people("benefits.not_by_death", others, f"的待遇不是因{ENDINGS[because]}终止的。", "请核对名单。", "person_ids")
        early = [person for person, (_, since) in ended.items() if since > month]
        if early:
            refuse_people("benefits.resumed_early", early, "的恢复月份早于停发月份。", "请核对恢复月份。", "month")
        held = _suspended_before_the_end(people, scheme)
        suspended = np.isin(people, int_column(held))
        for mask, after in ((~suspended, ACTIVE), (suspended, SUSPENDED)):
            if mask.any():
                reasons = [held[person][0] if after == SUSPENDED else "" for person in people[mask].tolist()]
                since = [held[person][1] if after == SUSPENDED else month for person in people[mask].tolist()]
                change_rows(Entitlement, ids[mask], state=after, reason=reasons, since_month=since, last_month=None)
                entry = post_changes(
                    people[mask],
                    scheme,
                    month,
                    [before[i] for i in np.flatnonzero(mask)],
                    after,
                    "reinstated",
                    verb="benefits.reinstate",
                    by=by,
                )
        return entry


def _suspended_before_the_end(people: Column, scheme: str) -> dict[int, tuple[str, int]]:
    """Those whose entitlement was suspended when it ended → why and since when."""
    changes = StateChange.objects.filter(scheme=scheme, benefit=PENSION, person_id__in=among(people)).order_by("id")
    why: dict[int, tuple[str, int]] = {}
    result: dict[int, tuple[str, int]] = {}
    for person, month, before, after, reason in read_rows(changes, "person_id", "month", "before", "after", "reason"):
        if after == SUSPENDED and reason in SUSPENSIONS:
            why[person] = (reason, month)
        if after == ENDED:
            result.pop(person, None)
            if before == SUSPENDED:
                result[person] = why[person]
    return result


def post_changes(
    people: Column,
    scheme: str,
    month: int | Column,
    before: Sequence[str],
    after: str,
    reason: str,
    *,
    verb: str,
    by: By,
    more: dict[str, object] | None = None,
) -> Entry:
    """Post one change of state for each person. more: what the entry says beside it."""
    months = np.broadcast_to(np.asarray(month, dtype=np.int64), people.shape).tolist()
    first = next_id(StateChange)
    rows = [
        (first + i, person, scheme, PENSION, when, state, after, reason)
        for i, (person, when, state) in enumerate(zip(people.tolist(), months, before, strict=True))
    ]
    return post(
        StateChange,
        StateChange.SEALED,
        rows,
        verb,
        by=by,
        body={"scheme": scheme, "people": len(rows), "after": after, "reason": reason, "month": [min(months), max(months)]} | (more or {}),
        subject=("person", rows[0][1]) if len(rows) == 1 else None,
    )


def _standing(person_ids: Iterable[int] | Column, scheme: str, wanted: tuple[str, ...], what: str) -> tuple[Column, Column, list[str]]:
    """(people, their entitlement ids, their states), refused whole where somebody is not in a wanted state."""
    people = each_once("benefits", person_ids)
    rows = read_rows(Entitlement.objects.filter(scheme=scheme, benefit=PENSION, person_id__in=among(people)), "person_id", "id", "state")
    states = {int(person): str(state) for person, _, state in rows}
    wrong = [person for person in people.tolist() if states.get(person) not in wanted]
    if wrong:
        now = STATES.get(states.get(wrong[0], ""), "没有待遇")
        refuse_people(
            "benefits.state",
            wrong,
            f"的待遇不能{what}（{called(wrong[:1])}：{now}）。",
            "请从名单中去掉后重新提交。",
            "person_ids",
        )
    keys, ids = int_column(row[0] for row in rows), int_column(row[1] for row in rows)
    return people, look_up(keys, ids, people), [states[person] for person in people.tolist()]
