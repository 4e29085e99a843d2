"""A layout that is written down in YAML instead of Python: the same four functions, worked out from a description."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from shebao.agency.payout.bank import Answer, Code, Instruction, Order, Result
from shebao.agency.payout.bank.reading import damaged
from shebao.base.money import yuan_text

from .description import Description, Section, read_description
from .sheet import read_sheet, write_sheet
from .text import read_text, write_text

SUFFIXES = {"delimited": "txt", "fixed_width": "txt", "spreadsheet": "xlsx"}


class Described:
    """A layout from a description; KEY is how files name it for ever, TITLE what people call it."""

    def __init__(self, key: str, description: Description) -> None:
        self.KEY, self.TITLE, self.SUFFIX = key, description.name, SUFFIXES[description.form]
        self.CODES: dict[str, Code] = dict(description.codes)
        self.ANSWER_LACKS = frozenset({"holder"} - {cell.field for cell in description.answer.row})
        self._description = description

    def write_order(self, order: Order) -> bytes:
        """The file for the bank; the same order gives the same bytes."""
        head = {"number": order.number, "scheme": order.scheme, "month": order.month, "day": order.made_on}
        head |= {"count": len(order.rows), "sum": sum(row.amount_fen for row in order.rows)}
        rows = [
            {"ordinal": at, "line_id": line, "holder": holder, "account": account, "bank": bank, "amount": fen}
            for at, (line, holder, account, bank, fen) in enumerate(order.rows, 1)
        ]
        return self._write(self._description.order, head, rows)

    def read_order(self, content: bytes) -> Order:
        """Read a file made by `write_order`; raises `Refused` where anything in it is not as written."""
        said, rows = self._read(self._description.order, content)
        instructions = tuple(Instruction(row["line_id"], row["holder"], row["account"], row.get("bank", ""), row["amount"]) for row in rows)
        return Order(said["number"], said.get("scheme", ""), said.get("month", 0), said.get("day", date.min), instructions)

    def write_answer(self, answer: Answer) -> bytes:
        """The file a bank would send."""
        paid = [row.amount_fen for row in answer.rows if self.CODES[row.code].paid]
        head = {"number": answer.number, "scheme": "", "month": answer.returned_on.year * 100 + answer.returned_on.month}
        head |= {"day": answer.returned_on, "count": len(answer.rows), "sum": sum(row.amount_fen for row in answer.rows)}
        head |= {"paid_count": len(paid), "paid_sum": sum(paid)}
        rows = [
            {"ordinal": at, "line_id": line, "holder": holder, "account": account, "bank": "", "amount": fen, "code": code}
            for at, (line, holder, account, fen, code) in enumerate(answer.rows, 1)
        ]
        return self._write(self._description.answer, head, rows)

    def read_answer(self, content: bytes) -> Answer:
        """Read a return file; raises `Refused` saying where it is damaged."""
        said, rows = self._read(self._description.answer, content)
        for at, row in enumerate(rows, 1):
            if row["code"] not in self.CODES:
                damaged(f"结果码“{row['code']}”不在约定之内", f"第{at}笔")
        paid = [row["amount"] for row in rows if self.CODES[row["code"]].paid]
        _agree(said, "paid_count", len(paid), "成功笔数")
        _agree(said, "paid_sum", sum(paid), "成功金额")
        results = tuple(Result(row["line_id"], row.get("holder", ""), row["account"], row["amount"], row["code"]) for row in rows)
        return Answer(said["number"], said["day"], results)

    def _write(self, section: Section, head: dict[str, Any], rows: Sequence[dict[str, Any]]) -> bytes:
        if self._description.form == "spreadsheet":
            return write_sheet(section, head, rows)
        return write_text(self._description, section, head, rows)

    def _read(self, section: Section, content: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        """What a file says as a whole, from its head, its tail and what every row repeats, and its rows; counts and sums agree."""
        if self._description.form == "spreadsheet":
            said: dict[str, Any] = {}
            rows = read_sheet(section, content)
        else:
            said, rows = read_text(self._description, section, content)
        for name in ("number", "day"):
            said |= _repeated(rows, name)
            if name not in said and any(cell.field == name for cell in section.row):
                damaged("文件没有明细", "文件")
        for at, row in enumerate(rows, 1):
            if row.get("ordinal", at) != at:
                damaged(f"行序号应为 {at}，实为 {row['ordinal']}", f"第{at}笔")
        _agree(said, "count", len(rows), "笔数")
        _agree(said, "sum", sum(row["amount"] for row in rows), "金额")
        return said, rows


def _repeated(rows: Sequence[dict[str, Any]], name: str) -> dict[str, Any]:
    values = {row[name] for row in rows if name in row}
    if len(values) > 1:
        damaged(f"各行的{'文件号' if name == 'number' else '日期'}不一样：{'、'.join(sorted(map(str, values))[:3])}", "明细")
    return {name: values.pop()} if values else {}


def _agree(said: dict[str, Any], name: str, counted: int, title: str) -> None:
    if said.get(name, counted) != counted:
        money = name in ("sum", "paid_sum")
        one, other = (yuan_text(fen) + " 元" if money else str(fen) for fen in (said[name], counted))
        damaged(f"{title}写的是 {one}，明细是 {other}", "首行或尾行")


def shipped_texts() -> dict[str, str]:
    """The descriptions that come with the product, by file name."""
    folder = files("shebao.agency.payout.bank").joinpath("layouts")
    texts = {path.name[: -len(".yaml")]: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name.endswith(".yaml")}
    return dict(sorted(texts.items()))


@cache
def shipped() -> dict[str, Described]:
    """The described layouts that come with the product."""
    return {key: Described(key, read_description(text)) for key, text in shipped_texts().items()}
