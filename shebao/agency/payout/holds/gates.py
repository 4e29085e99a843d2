"""The payout guard: rows that may not be paid, and rows that wait for a person to look. Clean rows always go.

A gate is deterministic; its thresholds are dated data (`thresholds`). The first gate that a row meets gives its reason; after
the gates of single rows come those of whole operations (`operations`). A held row passes once two people have released the
person, or the operation, from that gate (`releases`); an excluded one can only be corrected at its source.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from shebao.agency.payout.holds import operations
from shebao.agency.payout.holds.operations import Measured, Parts, Usual
from shebao.agency.payout.holds.thresholds import Thresholds, thresholds_on
from shebao.agency.payout.models import Release
from shebao.agency.store.columns import Column, Columns, Mask
from shebao.base.months import Month, age_years, months_between

HELD, EXCLUDED = "held", "excluded"


class LeftOut(NamedTuple):
    """Somebody due who is not paid: held until a person has looked, or excluded; why, how much it would have been, and the cause
    that moves most of it (0: none is known)."""

    person_id: int
    kind: str
    reason: str
    amount_fen: int
    message: str
    cause: int = 0


class Sorted(NamedTuple):
    """Rows that go, who does not go and why, and the operations that were measured."""

    goes: Mask
    out: tuple[LeftOut, ...]
    operations: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """One rule of the guard: what it is called, what a clerk reads, and which rows it stops."""

    key: str
    title: str
    message: str
    stops: Callable[[Columns, Thresholds, Month], Mask]
    hard: bool = False
    """A hard gate excludes: nobody can release it."""


def _change(rows: Columns, limit: Thresholds, month: Month) -> Mask:
    """More or less than last month by more than the limit, beyond what the law's own changes explain."""
    moved = np.abs(rows["total_fen"] - rows["last_fen"] - rows["law_fen"])
    return (rows["last_fen"] > 0) & ((moved * 100 > rows["last_fen"] * limit("change_percent")) | (moved > limit("change_fen")))


def _law(rows: Columns, limit: Thresholds, month: Month) -> Mask:
    """Moved by the law alone further than a standard usually moves anybody: a digit too many changes everyone's pension at once."""
    moved = np.abs(rows["law_fen"])
    return (rows["last_fen"] > 0) & ((moved * 100 > rows["last_fen"] * limit("law_percent")) | (moved > limit("law_fen")))


def _no_row(rows: Columns, limit: Thresholds, month: Month) -> Mask:
    """A gate of whole operations stops no row by itself."""
    return np.zeros(rows["person_id"].size, dtype=np.bool_)


DEAD = Gate(
    "dead", "死亡次月起不发", "死亡登记早于发放月，不再发放。", lambda r, t, m: (r["death_month"] > 0) & (r["death_month"] < m), hard=True
)
NOTHING = Gate("nothing_due", "金额为零", "计算金额为零，无需发放。", lambda r, t, m: r["total_fen"] <= 0, hard=True)
PAID = Gate("already_paid", "该月已发", "该月待遇已经补发，不重复发放。", lambda r, t, m: r["covered"] > 0, hard=True)
UNCONFIRMED = Gate(
    "unconfirmed",
    "本月领取资格未核验",
    "这个险种按月核验领取资格，本月还没有核验，请先办理核验。",
    lambda r, t, m: r["confirmed"] == 0,
    hard=True,
)
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
REGULAR_CAP = Gate("regular_cap", "月待遇超过上限", "月待遇超过上限，请核对核定和标准。", lambda r, t, m: r["total_fen"] > t("regular_fen"))
FIRST_CAP = Gate(
    "first_cap",
    "首次发放金额过大",
    "首次发放的金额超过上限，请核对核定和账户储存额。",
    lambda r, t, m: (r["first"] > 0) & (r["total_fen"] > t("first_fen")),
)
LAW_CAP = Gate("law_cap", "标准变更增减过大", "标准变更使月待遇增减过大，请核对录入的标准和文件。", _law)
OPERATION = Gate(
    operations.OPERATION,
    "同一来由补发过多",
    "同一来由（标准、名单或办件）涉及的补发人数或金额超过限定，整批待核。",
    _no_row,
)
OPERATOR = Gate(operations.OPERATOR, "同一经办人补发过多", "同一经办人零散办理的补发人数或金额超过限定，请逐件抽查。", _no_row)
LAW_OPERATION = Gate(operations.LAW_OPERATION, "同一标准变更待核", "同一次标准变更中有人增减过大，受这次变更影响的人一并待核。", _no_row)
NEWCOMERS = Gate(operations.NEWCOMERS, "同一名单新增待核", "同一名单新增的人数或金额过大，或其中有人金额过大，整批待核。", _no_row)
ONE_LIST = Gate(operations.ONE_LIST, "同一名单中有人超限", "同一名单或办件登记的一次性款项中有人超过集体会审线，整批待核。", _no_row)
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
    "regular": (
        DEAD,
        PAID,
        NOTHING,
        UNCONFIRMED,
        HEIRS,
        NO_ACCOUNT,
        UNVERIFIED,
        SHARED,
        REGULAR_CAP,
        FIRST_CAP,
        CHANGE,
        LAW_CAP,
        OVER_AGE,
        DORMANT,
        LAW_OPERATION,
        NEWCOMERS,
    ),
    "back_pay": (ONCE, HEIRS, NO_ACCOUNT, UNVERIFIED, SHARED, ONE_OFF, ARREARS_MONTHS, ARREARS_TIMES, OPERATION, OPERATOR),
    "one_off": (HEIRS, NO_ACCOUNT, UNVERIFIED, ONE_OFF, ONE_LIST),
    "reissue": (DEAD_BEFORE, TAKEN_OUT, HEIRS, NO_ACCOUNT, UNVERIFIED, RENEW),
}
TITLES: dict[str, str] = {gate.key: gate.title for gates in GATES.values() for gate in gates}
GROUPED: dict[str, tuple[Gate, ...]] = {
    operations.OPERATION: (ONE_OFF, ARREARS_MONTHS, ARREARS_TIMES),
    operations.LAW_OPERATION: (LAW_CAP, REGULAR_CAP),
    operations.NEWCOMERS: (FIRST_CAP, REGULAR_CAP),
    operations.ONE_LIST: (ONE_OFF,),
}
"""Gate of whole operations → the caps of single rows that make every row of their operation wait with them."""


def sort_out(
    kind: str,
    rows: Columns,
    scheme: str,
    month: Month,
    day: date,
    parts: Mapping[str, Parts] | None = None,
    usual: Usual = Usual(0, 0),  # noqa: B008 a named tuple never changes
) -> Sorted:
    """Which rows go, who does not and why. `rows` holds every column that the gates of the kind read; parts: gate of operations →
    which row comes from which cause; usual: what the month before paid."""
    gates, limit, shares = GATES[kind], thresholds_on(day, scheme), parts or {}
    verdict = _by_row(gates, rows, limit, month)
    cause = operations.main_cause(tuple(shares.values()), verdict.size)
    measured: list[Measured] = []
    for key, some in shares.items():
        number = next(n for n, gate in enumerate(gates, 1) if gate.key == key)
        judged = operations.judge(key, some, _capped(key, rows, limit, month), usual, limit, month)
        held = judged.held & (verdict == 0) & _not_released(rows, scheme, key, month)
        verdict[held], cause[held] = number, judged.cause[held]
        measured += judged.operations
        if key == OPERATION.key:
            held = operations.judge_makers(some, judged, usual, limit)
            held &= (verdict == 0) & _not_released(rows, scheme, OPERATOR.key, month)
            verdict[held] = gates.index(OPERATOR) + 1
    out = tuple(
        LeftOut(
            int(rows["person_id"][i]),
            EXCLUDED if gates[verdict[i] - 1].hard else HELD,
            gates[verdict[i] - 1].key,
            int(rows["total_fen"][i]),
            gates[verdict[i] - 1].message,
            int(cause[i]),
        )
        for i in np.flatnonzero(verdict).tolist()
    )
    return Sorted(verdict == 0, out, tuple(measured))


def _capped(key: str, rows: Columns, limit: Thresholds, month: Month) -> Mask:
    """Rows over a cap of a gate of operations, also those that another gate stops first; released ones are not among them."""
    capped = np.zeros(len(rows["person_id"]), dtype=np.bool_)
    for gate in GROUPED[key]:
        stopped = np.asarray(gate.stops(rows, limit, month), dtype=np.bool_)
        capped |= stopped & _not_released(rows, limit.scheme, gate.key, month) if stopped.any() else stopped
    return capped


def _by_row(gates: tuple[Gate, ...], rows: Columns, limit: Thresholds, month: Month) -> Column:
    """For each row the number of the first gate that stops it, 0 where none does."""
    verdict = np.zeros(len(rows["person_id"]), dtype=np.int64)
    for number, gate in enumerate(gates, 1):
        stopped = np.asarray(gate.stops(rows, limit, month), dtype=np.bool_) & (verdict == 0)
        if not gate.hard and stopped.any():
            stopped &= _not_released(rows, limit.scheme, gate.key, month)
        verdict[stopped] = number
    return verdict


def _not_released(rows: Columns, scheme: str, gate: str, month: Month) -> Mask:
    return ~np.isin(rows["person_id"], released(scheme, gate, month))


def released(scheme: str, gate: str, month: Month) -> Column:
    """The people two persons have let through a gate for a month."""
    rows = Release.objects.filter(scheme=scheme, gate=gate, from_month__lte=month, until_month__gte=month)
    return np.fromiter(rows.values_list("person_id", flat=True), dtype=np.int64)
