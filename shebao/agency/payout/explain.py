"""Last month plus the sum of all changes is this month, for every person and to the fen; what no cause explains is named.

Causes are looked up apart from the difference they explain: the law's own change is computed anew for both months (the
earlier one with the values known then), a new or corrected decision is seen in its number, a stop in the benefit's
state, a release in last month's list. A difference without a cause stays unexplained, and the run is not sealed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shebao.agency.benefits import queries as benefits
from shebao.agency.store.columns import Column, Columns, look_up
from shebao.base.months import Month

from . import due
from .models import Run
from .table import AMOUNTS, Mask, Out

REASONS: dict[str, str] = {
    "first_run": "本系统首次发放",
    "new": "新增领取",
    "new_late": "补报新增",
    "resumed": "恢复发放",
    "reinstated": "撤销死亡登记恢复",
    "released": "核查后放行",
    "supplement": "本月补充发放",
    "basic_fen": "基础养老金标准调整",
    "seniority_fen": "年限养老金标准调整",
    "account_fen": "个人账户养老金规则调整",
    "age_addon_fen": "高龄加发变化",
    "redecided": "重新核定",
    "held": "本月待核扣留",
    "excluded": "本月不符合发放条件",
    "died": "死亡终止",
    "uncertified": "未按期认证暂停",
    "death_reported": "疑似死亡暂停",
    "custody": "服刑停发",
    "duplicate": "疑似重复领取暂停",
    "account_rejected": "账户多次退回暂停",
    "stopped": "其他原因停发",
}
PARTS = AMOUNTS[:-1]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Changes by person, what was paid last month, and the differences nothing explains."""

    changes: tuple[tuple[int, str, int], ...]
    previous_fen: int
    unexplained: tuple[tuple[int, int], ...] = ()


def law_change(run: Run, who: Columns, pay: Columns, previous: Month) -> Columns:
    """By how much the law alone moves each person's amounts since the previous month: this month's pension less last month's
    under the values known when that was computed. Zero for people who were not yet entitled then."""
    then = {name: np.zeros_like(pay[name]) for name in AMOUNTS}
    there = who["from_month"] <= previous
    before = due.pension(due.pick(who, there), previous, run.place, due.places_known(due.sealed_runs(run.scheme, previous)[0].business_day))
    for name in AMOUNTS:
        then[name][there] = before[name]
        then[name][~there] = pay[name][~there]
    return {name: pay[name] - then[name] for name in AMOUNTS}


def as_addition(run: Run, lines: Columns) -> Explanation:
    """For a first run, or a later part of a month: every line is an addition, with its reason."""
    people, amounts = lines["person_id"].tolist(), lines["total_fen"].tolist()
    if run.part == 1:
        return Explanation(tuple((person, "first_run", fen) for person, fen in zip(people, amounts, strict=True)), 0)
    held = due.left_out(run.scheme, run.month, before_part=run.part)
    return Explanation(
        tuple((person, "released" if person in held else "supplement", fen) for person, fen in zip(people, amounts, strict=True)), 0
    )


def against_last_month(
    run: Run, previous: Month, last: Columns, lines: Columns, law: Columns, who: Columns, out: tuple[Out, ...]
) -> Explanation:
    """Explain each person's difference between the lines of the previous month and the lines of this run."""
    changes: list[tuple[int, str, int]] = []
    unexplained: list[tuple[int, int]] = []
    both = np.isin(lines["person_id"], last["person_id"])
    _explain_both(lines, last, law, both, changes, unexplained)
    _explain_new(run, previous, lines, who, ~both, changes, unexplained)
    gone = ~np.isin(last["person_id"], lines["person_id"])
    _explain_gone(run, last["person_id"][gone], last["total_fen"][gone], out, changes, unexplained)
    changes.sort()
    return Explanation(tuple(changes), int(last["total_fen"].sum()), tuple(sorted(unexplained)))


def _explain_both(lines: Columns, last: Columns, law: Columns, both: Mask, changes: list, unexplained: list) -> None:
    """People paid in both months: the law's change by part, then a new decision; anything left over has no cause."""
    people = lines["person_id"][both]
    moved = lines["total_fen"][both] - look_up(last["person_id"], last["total_fen"], people)
    for name in PARTS:
        delta = law[name][both]
        some = np.flatnonzero(delta)
        changes += zip(people[some].tolist(), [name] * some.size, delta[some].tolist(), strict=True)
    rest = moved - law["total_fen"][both]
    decided_anew = lines["decision_id"][both] != look_up(last["person_id"], last["decision_id"], people)
    for i in np.flatnonzero(rest).tolist():
        if decided_anew[i]:
            changes.append((int(people[i]), "redecided", int(rest[i])))
        else:
            unexplained.append((int(people[i]), int(rest[i])))


def _explain_new(run: Run, previous: Month, lines: Columns, who: Columns, fresh: Mask, changes: list, unexplained: list) -> None:
    """People paid now and not last month: newly entitled, released, resumed, or decided late."""
    people, amounts = lines["person_id"][fresh], lines["total_fen"][fresh].tolist()
    if not amounts:
        return
    since = look_up(who["person_id"], who["from_month"], people).tolist()
    held = due.left_out(run.scheme, previous)
    moved = {
        change.person_id: change.reason
        for change in benefits.changes_between(run.scheme, previous, run.month, people)
        if change.after == "active"
    }
    for person, fen, from_month in zip(people.tolist(), amounts, since, strict=True):
        reason = moved.get(person)
        if reason in ("resumed", "reinstated"):
            changes.append((person, reason, fen))
        elif reason is not None:
            changes.append((person, "new" if from_month > previous else "new_late", fen))
        elif person in held:
            changes.append((person, "released", fen))
        else:
            unexplained.append((person, fen))


def _explain_gone(run: Run, people: Column, amounts: Column, out: tuple[Out, ...], changes: list, unexplained: list) -> None:
    """People paid last month and not now: held or excluded by this run, or stopped at the benefits counter."""
    if not people.size:
        return
    mine = {person: "died" if reason == "dead" else reason if reason in REASONS else kind for person, kind, reason, _, _ in out}
    states, reasons = benefits.states_of(people, run.scheme), benefits.latest_reason(people, run.scheme)
    for person, fen, state, why in zip(people.tolist(), amounts.tolist(), states, reasons, strict=True):
        reason = mine.get(person) or (why if state in ("suspended", "ended") else None)
        if reason is None:
            unexplained.append((person, -fen))
        else:
            changes.append((person, reason if reason in REASONS else "stopped", -fen))
