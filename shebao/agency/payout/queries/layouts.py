"""Questions about layouts of bank files: which there are, which was used last, and what a description makes of a file on trial."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from shebao.agency.payout.bank import DEFAULT, Answer, Instruction, Layout, Order, Result, known_layouts, layout
from shebao.agency.payout.bank.described import Described, shipped, shipped_texts
from shebao.agency.payout.bank.described.description import read_description
from shebao.agency.payout.bank.own import OwnLayout, own_layouts
from shebao.agency.payout.models import BankFile
from shebao.base.finding import refuse
from shebao.base.identity import mask_account
from shebao.base.money import Fen

__all__ = ["OwnLayout", "Trial", "layout_choices", "layout_examples", "layout_title", "own_layouts", "try_description"]
SHOWN = 8
_INVENTED = (("甲一", "9900000000000000018", "甲县农商行", 178_50), ("乙二", "9900000000000000026", "甲县农商行", 212_30))


class Trial(NamedTuple):
    """What a description gives: the two files of two invented payments as text, and what it read from a real answer, if one came."""

    name: str
    order: str
    answer: str
    number: str
    returned_on: date | None
    lines: int
    paid_lines: int
    paid_fen: Fen
    rows: list[tuple[int, str, str, Fen, str]]


def layout_choices() -> list[tuple[str, str]]:
    """(key, title) of every layout a file may be written in, the one that was used last first."""
    last = BankFile.objects.order_by("-id").values_list("layout", flat=True).first() or DEFAULT
    titles = {key: one.TITLE for key, one in known_layouts().items()}
    return sorted(titles.items(), key=lambda pair: (pair[0] != last, not pair[0].startswith("own-"), pair[0] != DEFAULT, pair[0]))


def try_description(text: str, answer: bytes | None) -> Trial:
    """What a description makes of two invented payments, and of an answer file; raises `Refused` for the first fault of either."""
    one = Described("trial", read_description(text))
    order = Order(
        "E00-resident-202305-regular-01-1",
        "resident",
        202305,
        date(2023, 5, 8),
        tuple(Instruction(10_000_001 + at, *row) for at, row in enumerate(_INVENTED)),
    )
    if one.read_order(one.write_order(order)).rows != _without_bank(one, order):
        refuse("payout.description", "按格式说明写出的报盘，读回来不一样", "多半是栏目太窄或两栏没有分开，请改正。")
    codes = [next(code for code, meaning in one.CODES.items() if meaning.paid is paid) for paid in (True, False)]
    results = tuple(Result(row.line_id, row.holder, row.account, row.amount_fen, code) for row, code in zip(order.rows, codes, strict=True))
    written = one.write_answer(Answer(order.number, order.made_on, results))
    read = one.read_answer(answer) if answer is not None else Answer("", order.made_on, ())
    paid = [row.amount_fen for row in read.rows if one.CODES[row.code].paid]
    rows = [
        (row.line_id, row.holder, mask_account(row.account), row.amount_fen, f"{row.code} {one.CODES[row.code].title}")
        for row in read.rows[:SHOWN]
    ]
    day = read.returned_on if answer is not None else None
    return Trial(
        one.TITLE, _text(one, one.write_order(order)), _text(one, written), read.number, day, len(read.rows), len(paid), sum(paid), rows
    )


def _without_bank(one: Described, order: Order) -> tuple[Instruction, ...]:
    kept = one.read_order(one.write_order(order)).rows
    return tuple(row._replace(bank=other.bank) for row, other in zip(order.rows, kept, strict=True))


def _text(one: Layout, content: bytes) -> str:
    """A file as a page shows it; a workbook has no text."""
    return "（电子表格）" if one.SUFFIX == "xlsx" else content.decode("gb18030", "replace").replace("\r\n", "\n")


def layout_title(key: str) -> str:
    """What a layout is called."""
    return layout(key).TITLE


def layout_examples() -> list[tuple[str, str]]:
    """(title, YAML) of the described layouts that come with the product, to begin from."""
    return [(shipped()[key].TITLE, text) for key, text in shipped_texts().items()]
