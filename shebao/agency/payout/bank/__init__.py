"""What we tell the bank and what the bank tells us, apart from any file layout; a layout is one file in `layouts/`.

A layout module has KEY, TITLE, CODES and four pure functions: `write_order(Order) -> bytes`, `read_order(bytes) -> Order`,
`write_answer(Answer) -> bytes`, `read_answer(bytes) -> Answer`. Readers raise `Refused` naming line and field.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from types import ModuleType
from typing import NamedTuple

from shebao.base.finding import refuse
from shebao.base.money import Fen
from shebao.core.catalogue import collect

LABELS = ("KEY", "TITLE", "CODES", "write_order", "read_order", "write_answer", "read_answer")
DEFAULT = "delimited"


class Instruction(NamedTuple):
    """Pay this amount to this account. `line_id` comes back with the answer and is never used twice."""

    line_id: int
    holder: str
    account: str
    bank: str
    amount_fen: Fen


@dataclass(frozen=True, slots=True)
class Order:
    """A whole file of instructions."""

    number: str
    scheme: str
    month: int
    made_on: date
    rows: tuple[Instruction, ...]


class Result(NamedTuple):
    """What became of one instruction; holder, account and amount are repeated so that they can be compared with ours."""

    line_id: int
    holder: str
    account: str
    amount_fen: Fen
    code: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer of the bank to the file `number`; it may cover only some of its rows."""

    number: str
    returned_on: date
    rows: tuple[Result, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A result code: its Chinese title, whether the money arrived, and whether the same account may be tried again."""

    title: str
    paid: bool
    same_account: bool = False


@cache
def known_layouts() -> dict[str, ModuleType]:
    """Every layout by its KEY."""
    return {module.KEY: module for module in collect("shebao.agency.payout.bank.layouts", LABELS).values()}


def layout(key: str) -> ModuleType:
    """The layout with a KEY; raises `Refused` for an unknown one."""
    if key not in known_layouts():
        refuse("payout.layout", f"没有名为“{key}”的银行文件格式", f"可用的格式：{'、'.join(sorted(known_layouts()))}。")
    return known_layouts()[key]
