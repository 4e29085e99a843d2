"""The guard's thresholds: which there are, what each may be, what ships with the product, and what this agency set by a matter.

What ships stands in `data/gates.yaml` and is bound to the program by its digest: a file that was edited on disk is refused. An
agency changes a threshold by a matter of three people, from the first day of a later month on. A run keeps the thresholds it
was computed with.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

from shebao.agency.payout.models import Threshold
from shebao.agency.store.digest import canonical, digest_of
from shebao.base.dated import Places
from shebao.base.digits import whole_number
from shebao.base.finding import refuse
from shebao.base.money import grouped, parse_yuan
from shebao.base.place_files import load_places

PLACE = "gates"
SHIPPED = "6750df5606985f1b241b9be81b423c20a9e0c0f4f4aed42affffc5513c2d5727"
"""SM3 over every shipped row; whoever changes `gates.yaml` on purpose writes the new one here."""


class Limit(NamedTuple):
    """A threshold: its title, its unit, and between what it may be set."""

    title: str
    unit: str
    lo: int
    hi: int

    def said(self, value: int) -> str:
        """A value as people say it: amounts in yuan."""
        if self.unit == FEN:
            return f"{grouped(value)} 元"
        return f"{value}%" if self.unit == PERCENT else f"{value:,} {self.unit}"

    @property
    def typed_in(self) -> str:
        """The unit people type a value in."""
        return "元" if self.unit == FEN else self.unit

    def read(self, text: str) -> int:
        """A value as people type it: amounts in yuan with two decimals at most, the others as whole numbers."""
        if self.unit == FEN:
            return parse_yuan(text, "value")
        number = whole_number(text.strip().removesuffix("%"), digits=9)
        if number is None:
            refuse("payout.threshold", f"“{self.title}”应为整数（{self.unit}）", "请只填数字。", "value")
        return number


FEN, PERCENT = "分", "百分之"
LIMITS: dict[str, Limit] = {
    "regular_fen": Limit("月待遇上限", "分", 50_000, 10_000_000),
    "first_fen": Limit("首次发放金额上限", "分", 20_000, 10_000_000),
    "change_percent": Limit("较上月增减比例", "百分之", 1, 100),
    "change_fen": Limit("较上月增减金额", "分", 1_000, 1_000_000),
    "law_percent": Limit("标准变更引起的增减比例", "百分之", 1, 200),
    "law_fen": Limit("标准变更引起的增减金额", "分", 1_000, 1_000_000),
    "one_off_fen": Limit("集体会审线（单笔或12个月合计）", "分", 100_000, 100_000_000),
    "arrears_times": Limit("补发额为月待遇的倍数", "倍", 1, 24),
    "arrears_months": Limit("补发月数", "个月", 1, 60),
    "operation_people": Limit("同一来由的补发人数", "人", 1, 1_000),
    "operation_fen": Limit("同一来由的补发或新增金额", "分", 100_000, 1_000_000_000),
    "operator_people": Limit("同一经办人零散办理的补发人数", "人", 1, 1_000),
    "newcomer_people": Limit("同一名单新增人数", "人", 1, 1_000),
    "newcomer_percent": Limit("同一名单新增人数占发放人数", "百分之", 1, 50),
    "newcomer_times": Limit("同一名单人均金额为其他人的倍数", "倍", 1, 10),
    "shared_payees": Limit("一个账户最多的领取人数", "人", 1, 5),
    "dormant_months": Limit("中断后首次发放的间隔", "个月", 1, 36),
    "age_years": Limit("须核查的年龄", "岁", 70, 110),
    "variance_percent": Limit("总额较上月增减须说明的比例", "百分之", 1, 50),
    "variance_fen": Limit("总额增减须说明的起点", "分", 10_000, 1_000_000_000),
    "village_percent": Limit("一个村的总额较上月增减须说明的比例", "百分之", 1, 100),
    "account_changes": Limit("同一经办人一天变更账户须提示的人数", "人", 1, 1_000),
    "arrears_percent": Limit("补发总额较近12个月平均增加须说明的比例", "百分之", 1, 500),
    "parameter_times": Limit("标准录入须写明原因的倍数", "倍", 2, 10),
    "death_days": Limit("死亡登记没有新数据须说明的天数", "天", 1, 366),
    "proof_days": Limit("资格认证没有新数据须说明的天数", "天", 1, 366),
    "recompute_people": Limit("封存前逐人重算的人数", "人", 5, 1_000),
    "pace_seconds": Limit("签署与上一步的间隔，不到的须提示", "秒", 1, 3_600),
    "pace_held_seconds": Limit("每名扣留人员的核对时间，不到的须提示", "秒", 1, 600),
}
"""Every threshold by its key."""


@cache
def shipped() -> Places:
    """What ships with the product; raises `Refused` where the file is not the one that belongs to the program."""
    places = load_places(Path(__file__).with_name("data"))
    if digest_of_rows(places) != SHIPPED:
        refuse(
            "payout.gates",
            "发放闸门的阈值文件被改动过，已停止发放",
            "请恢复随程序发布的 gates.yaml；要改阈值，请办理“变更发放阈值”，由三人经手。",
            "gates.yaml",
        )
    return places


def digest_of_rows(places: Places) -> str:
    """The digest of every shipped threshold with its scheme and its days."""
    return digest_of([[row.key, row.effective_from.isoformat(), row.effective_to.isoformat(), row.value] for row in places.rows])


def split(name: str) -> tuple[str, str]:
    """(key, scheme) of a shipped row: “regular_fen.resident” is of one scheme."""
    key, _, scheme = name.partition(".")
    return key, scheme


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The guard's thresholds on a day, for a scheme."""

    day: date
    scheme: str
    values: dict[str, int] = field(default_factory=dict)

    def __call__(self, key: str) -> int:
        """One threshold as a whole number."""
        return self.values[key]

    def text(self) -> str:
        """All of them as a run keeps them."""
        return canonical(self.values)


def thresholds_on(day: date, scheme: str) -> Thresholds:
    """The thresholds of a scheme on a day: what ships, what ships for the scheme, and over both what the agency set."""
    values: dict[str, int] = {}
    names = {row.key for row in shipped().rows}
    for name in sorted(names, key=lambda name: "." in name):
        key, only = split(name)
        if only in ("", scheme):
            values[key] = int(str(shipped().value(name, PLACE, day).value))
    rows = Threshold.objects.filter(from_day__lte=day.isoformat(), scheme__in=("", scheme)).order_by("from_day", "id")
    values |= dict(rows.values_list("key", "value"))
    assert values.keys() == LIMITS.keys(), f"thresholds without a meaning or a value: {values.keys() ^ LIMITS.keys()}"
    return Thresholds(day, scheme, values)


class MovedThreshold(NamedTuple):
    """A threshold that is not what it was for the run before."""

    title: str
    before: str
    after: str


def moved(before: str, after: str) -> list[MovedThreshold]:
    """What differs between the thresholds of two runs, as they keep them."""
    old, new = (json.loads(text) for text in (before, after))
    return [
        MovedThreshold(limit.title, limit.said(old[key]), limit.said(new[key]))
        for key, limit in LIMITS.items()
        if key in old and key in new and old[key] != new[key]
    ]
