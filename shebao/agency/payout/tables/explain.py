"""Last month plus the sum of all changes is this month, for every person and to the fen; what no cause explains is named.

Causes are looked up apart from the difference they explain: the law's own change is computed anew for both months (the
earlier one with the values known then), a new or corrected decision is seen in its number, a stop in the benefit's
state, a release in last month's list. A difference without a cause stays unexplained, and the run is not sealed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from shebao.agency import schemes
from shebao.agency.benefits import awards
from shebao.agency.benefits import queries as benefits
from shebao.agency.benefits.reasons import LIMITED, VERSIONS
from shebao.agency.payout.holds.gates import LeftOut
from shebao.agency.payout.models import Run
from shebao.agency.payout.tables import facts
from shebao.agency.payout.tables.causes import places_of
from shebao.agency.payout.tables.table import Lines, Moved, Unexplained
from shebao.agency.schemes import Amounts
from shebao.agency.store.columns import Column, Columns, look_up, pick
from shebao.base.money import Fen
from shebao.base.months import Month

REASONS: dict[str, str] = {
    "first_run": "本系统首次发放",
    "new": "新增领取",
    "new_late": "补报新增",
    "resumed": "恢复发放",
    "reinstated": "撤销死亡登记恢复",
    "released": "核查后放行",
    "supplement": "本月补充发放",
    "redecided": "重新核定",
    "recalculated": "计发基数公布后重新核定",
    "adjusted": "年度调整",
    "cleared": "预发待遇清算",
    "withdrawn": "撤回重新核定",
    "held": "本月待核扣留",
    "excluded": "本月不符合发放条件",
    "died": "死亡终止",
    "uncertified": "未按期认证暂停",
    "death_reported": "疑似死亡暂停",
    "custody": "服刑停发",
    "detained": "羁押暂停",
    "unreachable": "失去联系暂停",
    "refused_review": "拒绝鉴定暂停",
    "drawn_twice": "重复领取终止",
    "duplicate": "疑似重复领取暂停",
    "account_rejected": "账户多次退回暂停",
    **LIMITED,
    "stopped": "其他原因停发",
}
"""Reason of a change → its title; a change of the law has the key of the part of the scheme that it moved (`titles`)."""


def titles() -> dict[str, str]:
    """Reason → title of every change, the law's changes of every scheme's parts among them."""
    return REASONS | {part.key: part.change for scheme in schemes.catalogue().values() for part in scheme.PARTS}


@dataclass(frozen=True, slots=True)
class LastMonth:
    """The month a regular run is explained against, and the columns of the lines it paid."""

    run: Run
    lines: Columns

    @property
    def month(self) -> Month:
        """Which month it is."""
        return self.run.month

    @property
    def total_fen(self) -> Fen:
        """What it paid."""
        return int(self.lines["total_fen"].sum())


@dataclass(frozen=True, slots=True)
class Explanation:
    """Changes by person, what was paid last month, and the differences nothing explains."""

    changes: tuple[Moved, ...]
    previous_fen: Fen
    unexplained: tuple[Unexplained, ...] = ()


@dataclass(frozen=True, slots=True)
class _Causes:
    """Causes and differences without one, as they are looked up."""

    changes: list[Moved]
    unexplained: list[Unexplained]


def law_change(run: Run, who: Columns, pay: Amounts, last: LastMonth | None) -> Amounts:
    """By how much the law alone moves each person's amounts since the previous month: this month's pension less last month's
    under the values known when that was computed. Zero for people who were not yet entitled then, and where awards stand."""
    scheme = schemes.of(run.scheme)
    if last is None or schemes.stands(run.scheme):
        return schemes.nothing(scheme.PARTS, len(pay.total_fen))
    there = who["from_month"] <= last.month
    before = scheme.month(pick(who, there), last.month, run.place, places_of(last.run))
    moved = {}
    for key, fen in pay.parts.items():
        moved[key] = np.zeros_like(fen)
        moved[key][there] = fen[there] - before.parts[key]
    return schemes.amounts(scheme.PARTS, moved)


def as_addition(run: Run, lines: Lines) -> Explanation:
    """For a first run, or a later part of a month: every line is an addition, with its reason."""
    released = facts.left_out(run.scheme, run.month, before_part=run.part) if run.part > 1 else {}
    other = "first_run" if run.part == 1 else "supplement"
    people = lines["person_id"].tolist()
    reasons = ["released" if person in released else other for person in people] if released else repeat(other)
    return Explanation(tuple(map(Moved._make, zip(people, reasons, lines["total_fen"].tolist()))), 0)  # noqa: B905 (repeat has no end)


def against_last_month(run: Run, last: LastMonth, lines: Lines, law: Amounts, who: Columns, out: Sequence[LeftOut]) -> Explanation:
    """Explain each person's difference between the lines of the previous month and the lines of this run."""
    causes = _Causes([], [])
    both = np.isin(lines["person_id"], last.lines["person_id"])
    _explain_both(lines.pick(both), last, law.pick(both), causes)
    _explain_new(run, last.month, lines.pick(~both), who, causes)
    gone = ~np.isin(last.lines["person_id"], lines["person_id"])
    _explain_gone(run, last.lines["person_id"][gone], last.lines["total_fen"][gone], out, causes)
    return Explanation(tuple(sorted(causes.changes)), last.total_fen, tuple(sorted(causes.unexplained)))


def _explain_both(lines: Lines, last: LastMonth, law: Amounts, causes: _Causes) -> None:
    """People paid in both months: the law's change by part, then a new decision; anything left over has no cause."""
    people = lines["person_id"]
    moved = lines["total_fen"] - look_up(last.lines["person_id"], last.lines["total_fen"], people)
    for key, delta in law.parts.items():
        some = np.flatnonzero(delta)
        causes.changes.extend(map(Moved, people[some].tolist(), [key] * some.size, delta[some].tolist()))
    rest = moved - law.total_fen
    decided_anew = lines["decision_id"] != look_up(last.lines["person_id"], last.lines["decision_id"], people)
    why = awards.reasons_of(lines["decision_id"]) if decided_anew.any() else []
    for i in np.flatnonzero(rest).tolist():
        if decided_anew[i]:
            causes.changes.append(Moved(int(people[i]), why[i] if why[i] in REASONS else "redecided", int(rest[i])))
        else:
            causes.unexplained.append(Unexplained(int(people[i]), int(rest[i])))


def _explain_new(run: Run, previous: Month, lines: Lines, who: Columns, causes: _Causes) -> None:
    """People paid now and not last month: newly entitled, released, resumed, or decided late."""
    people, amounts = lines["person_id"], lines["total_fen"].tolist()
    if not amounts:
        return
    since = look_up(who["person_id"], who["from_month"], people).tolist()
    released = facts.left_out(run.scheme, previous)
    moved = {
        change.person_id: change.reason
        for change in benefits.changes_between(run.scheme, previous, run.month, people)
        if change.after == "active" and change.reason not in VERSIONS
    }
    for person, fen, from_month in zip(people.tolist(), amounts, since, strict=True):
        reason = moved.get(person)
        if reason in ("resumed", "reinstated"):
            causes.changes.append(Moved(person, reason, fen))
        elif reason is not None:
            causes.changes.append(Moved(person, "new" if from_month > previous else "new_late", fen))
        elif person in released:
            causes.changes.append(Moved(person, "released", fen))
        else:
            causes.unexplained.append(Unexplained(person, fen))


def _explain_gone(run: Run, people: Column, amounts: Column, out: Iterable[LeftOut], causes: _Causes) -> None:
    """People paid last month and not now: held or excluded by this run, or stopped at the benefits counter."""
    if not people.size:
        return
    mine = {row.person_id: "died" if row.reason == "dead" else row.reason if row.reason in REASONS else row.kind for row in out}
    states, reasons = benefits.states_of(people, run.scheme), benefits.latest_reason(people, run.scheme)
    for person, fen, state, why in zip(people.tolist(), amounts.tolist(), states, reasons, strict=True):
        reason = mine.get(person) or (why if state in ("suspended", "ended") else None)
        if reason is None:
            causes.unexplained.append(Unexplained(person, -fen))
        else:
            causes.changes.append(Moved(person, reason if reason in REASONS else "stopped", -fen))
