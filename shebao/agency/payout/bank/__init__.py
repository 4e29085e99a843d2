"""What we tell the bank and what the bank tells us, apart from any file layout.

A layout is a file in `layouts/`: a module with KEY, TITLE, SUFFIX, CODES and four pure functions, or a description in YAML
(`described`), which an agency also writes for its own bank and registers by two people. Readers raise `Refused` naming line and field.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple, Protocol

from shebao.base.finding import refuse
from shebao.base.money import Fen
from shebao.core.catalogue import collect

LABELS = ("KEY", "TITLE", "SUFFIX", "CODES", "write_order", "read_order", "write_answer", "read_answer")
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


class Layout(Protocol):
    """What every layout can do, whether it is written in Python or described.

    CODES: the bank's results by code. ANSWER_LACKS: fields of `Result` that its answers do not repeat and that cannot be compared.
    """

    KEY: str
    TITLE: str
    SUFFIX: str
    CODES: dict[str, Code]

    def write_order(self, order: Order) -> bytes: ...
    def read_order(self, content: bytes) -> Order: ...
    def write_answer(self, answer: Answer) -> bytes: ...
    def read_answer(self, content: bytes) -> Answer: ...


@cache
def shipped_layouts() -> dict[str, Layout]:
    """Every layout that comes with the product, by its KEY."""
    from .described import shipped

    written = {module.KEY: module for module in collect("shebao.agency.payout.bank.layouts", LABELS).values()}
    return {**written, **shipped()}  # type: ignore[dict-item]


def known_layouts() -> dict[str, Layout]:
    """Every layout by its KEY: those of the product, and those that two people of this agency registered."""
    from .own import confirmed

    return {**shipped_layouts(), **confirmed()}


def layout(key: str) -> Layout:
    """The layout with a KEY; raises `Refused` for an unknown one."""
    if (one := shipped_layouts().get(key)) is not None:
        return one
    known = known_layouts()
    if key not in known:
        refuse("payout.layout", f"没有名为“{key}”的银行文件格式", f"可用的格式：{'、'.join(sorted(known))}。")
    return known[key]


def not_repeated(one: Layout) -> frozenset[str]:
    """Fields that a layout's answers do not repeat: they cannot be compared with what was sent."""
    return getattr(one, "ANSWER_LACKS", frozenset())
