"""Why people come, the ways to get a number, and the steps of a number: each with its Chinese title."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

PURPOSES: Mapping[str, tuple[str, str]] = {
    "A": ("参保和缴费", "参保登记、信息变更、缴费、参保证明"),
    "B": ("待遇申领", "养老、遗属、工伤、失业待遇申领，账户变更"),
    "C": ("单位业务", "单位登记、增减员、申报、工伤登记"),
    "D": ("退休人员服务", "认证、档案、体检、慰问"),
    "E": ("关系转移", "转入、转出、制度衔接"),
    "F": ("咨询和投诉", "政策咨询、投诉、信访接待"),
}
"""Letter of the number → (title, examples). Any counter may serve any of them (一窗); one may choose some (专窗)."""

WALK, BOOKED, LATE = "walk", "booked", "late"
WAYS: Mapping[str, str] = {WALK: "现场取号", BOOKED: "预约", LATE: "延时预约"}
"""How a number was got."""

COMING, WAITING, SERVING, ABSENT, DONE, CANCELLED = "coming", "waiting", "serving", "absent", "done", "cancelled"
STATES: Mapping[str, tuple[str, str]] = {
    COMING: ("已预约", "waiting"),
    WAITING: ("等候", "attention"),
    SERVING: ("办理中", "attention"),
    ABSENT: ("过号", "stopped"),
    DONE: ("办完", "done"),
    CANCELLED: ("已取消", "stopped"),
}
"""State of a number → its word and the tone it is shown in."""


class Step(NamedTuple):
    """A step: its title, the state it leaves, the states it may be taken in."""

    title: str
    leaves: str
    allowed: tuple[str, ...]


STEPS: Mapping[str, Step] = {
    "arrived": Step("到场", WAITING, (COMING, ABSENT)),
    "called": Step("叫号", SERVING, (WAITING,)),
    "absent": Step("过号", ABSENT, (SERVING,)),
    "handed": Step("转窗口", WAITING, (SERVING,)),
    "finished": Step("办完", DONE, (SERVING,)),
    "cancelled": Step("取消", CANCELLED, (COMING, WAITING)),
}
"""Key of a step → what it is."""


def opens(way: str) -> str:
    """The state of a number as it is given out."""
    return WAITING if way == WALK else COMING
