"""The payout guard: rows that may not be paid, and rows that wait for a person to look. Clean rows always go.

A gate is deterministic; its thresholds are dated data (`data/gates.yaml`). The first gate that a row meets gives its
reason. A held row passes once two people have released the person from that gate (`actions.holds`); an excluded one
can only be corrected at its source.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from shebao.agency.payout.models import Release
from shebao.agency.store.columns import Column, Columns, Mask
from shebao.base.dated import Places
from shebao.base.months import Month, age_years, months_between
from shebao.base.place_files import load_places

PLACE = "gates"
HELD, EXCLUDED = "held", "excluded"


class LeftOut(NamedTuple):
    """Somebody due who is not paid: held until a person has looked, or excluded; why, and how much it would have been."""

    person_id: int
    kind: str
    reason: str
    amount_fen: int
    message: str


@dataclass(frozen=True, slots=True)
class Gate:
    """One rule of the guard: what it is called, what a clerk reads, and which rows it stops."""

    key: str
    title: str
    message: str
    stops: Callable[[Columns, Thresholds, Month], Mask]
    hard: bool = False
    """A hard gate excludes: nobody can release it."""


@cache
def _defaults() -> Places:
    return load_places(Path(__file__).with_name("data"))


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The guard's thresholds on a day."""

    day: date

    def __call__(self, key: str) -> int:
        """One threshold as a whole number."""
        return int(str(_defaults().value(key, PLACE, self.day).value))


def _change(rows: Columns, limit: Thresholds, month: Month) -> Mask:
    """More or less than last month by more than the limit, beyond what the law's own changes explain."""
    moved = np.abs(rows["total_fen"] - rows["last_fen"] - rows["law_fen"])
    return (rows["last_fen"] > 0) & ((moved * 100 > rows["last_fen"] * limit("change_percent")) | (moved > limit("change_fen")))


def _operation(rows: Columns, limit: Thresholds, month: Month) -> Mask:
    """Every row of an operation that touches more people, or more money, than the limit."""
    unique, place, people = np.unique(rows["operation"], return_inverse=True, return_counts=True)
    fen = np.zeros(unique.size, dtype=np.int64)
    np.add.at(fen, place, rows["total_fen"])
    too_much = (unique > 0) & ((people > limit("operation_people")) | (fen > limit("operation_fen")))
    return np.asarray(too_much[place], dtype=np.bool_)


DEAD = Gate(
    "dead", "死亡次月起不发", "死亡登记早于发放月，不再发放。", lambda r, t, m: (r["death_month"] > 0) & (r["death_month"] < m), hard=True
)
NOTHING = Gate("nothing_due", "金额为零", "计算金额为零，无需发放。", lambda r, t, m: r["total_fen"] <= 0, hard=True)
PAID = Gate("already_paid", "该月已发", "该月待遇已经补发，不重复发放。", lambda r, t, m: r["covered"] > 0, hard=True)
NO_ACCOUNT = Gate("no_account", "无银行账户", "没有登记发放账户，请登记并核验后发放。", lambda r, t, m: r["account_id"] == 0)
UNVERIFIED = Gate("unverified_account", "账户未核验", "发放账户尚未核验，请核对户名和账号。", lambda r, t, m: r["verified"] == 0)
SHARED = Gate(
    "shared_account", "多人共用账户", "该账户登记了多名领取人，请核实代领关系。", lambda r, t, m: r["payees"] > t("shared_payees")
)
CHANGE = Gate("change_cap", "增减过大", "较上月增减超过限额，请核对核定变更。", _change)
OVER_AGE = Gate(
    "age_over", "年龄超限", "年龄达到核查线，请当面或上门核实生存。", lambda r, t, m: age_years(r["birth_month"], m) >= t("age_years")
)
DORMANT = Gate(
    "dormant",
    "中断后首发",
    "停发多月后首次发放，请核实资格和账户。",
    lambda r, t, m: (r["last_month"] > 0) & (months_between(np.maximum(r["last_month"], 190001), m) > t("dormant_months")),
)
ONE_OFF = Gate(
    "one_off_cap",
    "金额超过集体会审线",
    "单笔或12个月合计超过集体会审线，请提交会审。",
    lambda r, t, m: r["year_fen"] + r["total_fen"] > t("one_off_fen"),
)
ARREARS_TIMES = Gate(
    "arrears_times",
    "补发倍数过大",
    "补发额超过月待遇的限定倍数，请核对起始月和停发原因。",
    lambda r, t, m: r["total_fen"] > r["monthly_fen"] * t("arrears_times"),
)
ARREARS_MONTHS = Gate(
    "arrears_months", "补发月数过多", "补发月数超过限定，请核对起始月和停发原因。", lambda r, t, m: r["months"] > t("arrears_months")
)
OPERATION = Gate("operation", "同一操作人数或金额过大", "同一次操作涉及的补发人数或金额超过限定，整批待核。", _operation)
ONCE = Gate("back_paid", "本月已补发", "本月已经补发过，其余月份下月补发。", lambda r, t, m: r["back_paid"] > 0, hard=True)
HEIRS = Gate(
    "heirs",
    "归继承人，未登记继承人",
    "领取人已死亡，款项归继承人，不能付到死者账户；请先办理继承人登记。",
    lambda r, t, m: r["estate"] > 0,
    hard=True,
)
"""Nobody may let a payment through to the account of the dead: it goes as soon as the heirs are registered."""
RENEW = Gate("account_not_renewed", "退票后账户未更换", "退票账户尚未更换或核验，请先办理账户变更。", lambda r, t, m: r["renewed"] == 0)
DEAD_BEFORE = Gate(
    "dead",
    DEAD.title,
    DEAD.message,
    lambda r, t, m: (r["regular"] > 0) & (r["death_month"] > 0) & (r["death_month"] < r["month"]),
    hard=True,
)
"""The same of a month that is paid again: it is the line's own month that counts."""
TAKEN_OUT = Gate("taken_out", "送盘前被扣下", "送盘前被扣下待核，请查明原因，由两人放行后再发。", lambda r, t, m: r["taken_out"] > 0)

GATES: dict[str, tuple[Gate, ...]] = {
    "regular": (DEAD, PAID, NOTHING, HEIRS, NO_ACCOUNT, UNVERIFIED, SHARED, CHANGE, OVER_AGE, DORMANT),
    "back_pay": (ONCE, HEIRS, NO_ACCOUNT, UNVERIFIED, SHARED, ONE_OFF, ARREARS_MONTHS, ARREARS_TIMES, OPERATION),
    "one_off": (HEIRS, NO_ACCOUNT, UNVERIFIED, ONE_OFF),
    "reissue": (DEAD_BEFORE, TAKEN_OUT, HEIRS, NO_ACCOUNT, UNVERIFIED, RENEW),
}
TITLES: dict[str, str] = {gate.key: gate.title for gates in GATES.values() for gate in gates}
GROUPED = {"back_pay"}
"""Kinds of run where one held row holds every row that came from the same operation."""


def sort_out(kind: str, rows: Columns, scheme: str, month: Month, day: date) -> tuple[Mask, tuple[LeftOut, ...]]:
    """(rows that go, who does not go and why). `rows` holds every column the gates of the kind read, and `group` if grouped."""
    count = len(rows["person_id"])
    limit = Thresholds(day)
    verdict = np.zeros(count, dtype=np.int64)
    gates = GATES[kind]
    for number, gate in enumerate(gates, 1):
        stopped = np.asarray(gate.stops(rows, limit, month), dtype=np.bool_) & (verdict == 0)
        if not gate.hard and stopped.any():
            stopped &= ~np.isin(rows["person_id"], released(scheme, gate.key, month))
        verdict[stopped] = number
    if kind in GROUPED:
        verdict = _whole_operations(rows, verdict, gates)
    gone = np.flatnonzero(verdict)
    out = tuple(
        LeftOut(
            int(rows["person_id"][i]),
            EXCLUDED if gates[verdict[i] - 1].hard else HELD,
            gates[verdict[i] - 1].key,
            int(rows["total_fen"][i]),
            gates[verdict[i] - 1].message,
        )
        for i in gone.tolist()
    )
    return verdict == 0, out


def _whole_operations(rows: Columns, verdict: Column, gates: tuple[Gate, ...]) -> Column:
    """Where a row of an operation is held by a cap, all rows of the operation wait with it."""
    caps = [number for number, gate in enumerate(gates, 1) if gate in (ONE_OFF, ARREARS_MONTHS, ARREARS_TIMES, OPERATION)]
    suspicious = np.unique(rows["operation"][np.isin(verdict, caps) & (rows["operation"] > 0)])
    return np.where((verdict == 0) & np.isin(rows["operation"], suspicious), gates.index(OPERATION) + 1, verdict)


def released(scheme: str, gate: str, month: Month) -> Column:
    """The people two persons have let through a gate for a month."""
    rows = Release.objects.filter(scheme=scheme, gate=gate, from_month__lte=month, until_month__gte=month)
    return np.fromiter(rows.values_list("person_id", flat=True), dtype=np.int64)
