"""What a description of a bank's files says: which lines a file has, which fields a line has, how each is written.

Read from YAML; every fault is named with the place it stands at, so that somebody with the bank's own paper beside them can mend it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

import yaml

from shebao.agency.payout.bank import Code
from shebao.base.finding import refuse
from shebao.base.unique_yaml import OnceLoader, RepeatedKey

FORMS = ("delimited", "fixed_width", "spreadsheet")
ENCODINGS = ("gb18030", "utf-8")
AMOUNTS, DAYS = ("yuan", "fen"), ("dashed", "compact")
OF_FILE = {"number": "文件号", "scheme": "险种", "month": "所属月", "day": "日期", "count": "笔数", "sum": "金额"}
OF_ANSWER = {"paid_count": "成功笔数", "paid_sum": "成功金额"}
OF_ROW = {"ordinal": "行序号", "line_id": "指令编号", "holder": "户名", "account": "账号", "bank": "开户行", "amount": "金额"}
NEEDED = {"order": ("line_id", "holder", "account", "amount"), "answer": ("line_id", "account", "amount", "code")}
LARGEST = 20_000
"""Characters of a description: no bank's format needs more."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a line: a value by name or a fixed text; in fixed-width files how many bytes it has and how they are filled."""

    field: str
    text: str
    title: str
    width: int
    right: bool
    fill: str
    form: str


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one file: before its rows, each row, after them; empty where there is none."""

    head: tuple[Cell, ...]
    row: tuple[Cell, ...]
    tail: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Description:
    """A bank's two files: what we send and what it answers."""

    name: str
    form: str
    encoding: str
    separator: str
    codes: Mapping[str, Code]
    order: Section
    answer: Section


def read_description(text: str) -> Description:
    """The description in a YAML text; raises `Refused` naming what is missing or unknown, and where."""
    if len(text) > LARGEST:
        _refuse(f"有 {len(text):,} 个字，超过 {LARGEST:,} 个", "")
    try:
        data = yaml.load(text, OnceLoader)  # noqa: S506 -- derived from a safe loader
    except RepeatedKey as twice:
        _refuse(f"“{twice.key}”写了两次（第 {twice.first} 行和第 {twice.line} 行）", f"第{twice.line}行")
    except (yaml.YAMLError, RecursionError, ValueError) as wrong:
        mark = getattr(wrong, "problem_mark", None)
        _refuse("不是能读的 YAML：缩进或标点不对", f"第{mark.line + 1}行" if mark else "")
    top = _mapping(data, "文件", {"name", "form", "codes", "order", "answer"}, {"encoding", "separator", "amount", "date"})
    form = _one_of(top["form"], FORMS, "form")
    encoding = _one_of(top.get("encoding", "gb18030"), ENCODINGS, "encoding")
    separator = str(top.get("separator", "|" if form == "delimited" else ""))
    if form == "delimited" and (len(separator) != 1 or separator.isalnum() or separator in "\r\n."):
        _refuse("separator 应是一个符号，不能是字母、数字或小数点", "separator")
    usual = {
        "amount": _one_of(top.get("amount", "yuan"), AMOUNTS, "amount"),
        "day": _one_of(top.get("date", "dashed"), DAYS, "date"),
    }
    order, answer = (_section(top[name], name, form, usual) for name in ("order", "answer"))
    return Description(_name(top["name"]), form, encoding, separator, _codes(top["codes"]), order, answer)


def _section(data: Any, name: str, form: str, usual: Mapping[str, str]) -> Section:
    given = _mapping(data, name, {"row"}, {"head", "tail"})
    if form == "spreadsheet" and ("head" in given or "tail" in given):
        _refuse("电子表格只有标题行和明细行，不写 head、tail", name)
    lines = {part: _cells(given.get(part, []), f"{name}.{part}", part, form, usual) for part in ("head", "row", "tail")}
    section = Section(lines["head"], lines["row"], lines["tail"])
    fields = [cell.field for part in lines.values() for cell in part]
    missing = [key for key in NEEDED[name] if key not in {cell.field for cell in section.row}]
    if missing:
        _refuse(f"明细行缺少 {'、'.join(missing)}：没有它们，不能逐笔核对", f"{name}.row")
    if "number" not in fields or (name == "answer" and "day" not in fields):
        _refuse("缺少 number（文件号）" if "number" not in fields else "缺少 day（回盘日期）", name)
    if form != "spreadsheet" and name == "order" and not {"count", "sum"} <= set(fields):
        _refuse("报盘的首行或尾行要有 count（笔数）和 sum（金额），银行凭它核对是否收全", name)
    if "digest" in [cell.field for cell in (*section.head, *section.row)]:
        _refuse("digest（校验码）只能在 tail 里", name)
    return section


def _cells(data: Any, where: str, part: str, form: str, usual: Mapping[str, str]) -> tuple[Cell, ...]:
    if not isinstance(data, list) or (part == "row" and not data):
        _refuse("应是一列栏目，每个以 - 开头", where)
    allowed = OF_FILE if part != "row" else {**OF_ROW, "number": "", "day": ""}
    if where.startswith("answer"):
        allowed = {**allowed, **(OF_ANSWER if part != "row" else {"code": "结果码"})}
    if part == "tail":
        allowed = {**allowed, "digest": "校验码"}
    return tuple(_cell(item, f"{where} 第{at}栏", allowed, form, usual) for at, item in enumerate(data, 1))


def _cell(data: Any, where: str, allowed: Mapping[str, str], form: str, usual: Mapping[str, str]) -> Cell:
    given = _mapping(data, where, set(), {"field", "text", "title", "width", "align", "fill"})
    field, text = str(given.get("field", "")), given.get("text")
    if (not field) == (text is None):
        _refuse("应写 field（栏目）或 text（固定文字）中的一个", where)
    if field and field not in allowed:
        _refuse(f"这里没有“{field}”这一栏；可以用：{'、'.join(allowed)}", where)
    width = given.get("width", 0)
    if form == "fixed_width" and not (isinstance(width, int) and 1 <= width <= 400):
        _refuse("定长文本的每一栏要有 width（字节数，1 至 400）", where)
    if form == "spreadsheet" and not str(given.get("title", "")).strip():
        _refuse("电子表格的每一栏要有 title（列名）", where)
    number = field in ("amount", "sum", "paid_sum", "count", "paid_count", "ordinal")
    right = _one_of(given.get("align", "right" if number else "left"), ("left", "right"), where) == "right"
    fill = str(given.get("fill", "0" if number and right else " "))
    if len(fill) != 1 or not fill.isascii() or (fill not in " 0") or (fill == "0" and not (right and number)):
        _refuse("fill 只能是空格；数字靠右时可以用 0", where)
    way = usual["amount"] if field in ("amount", "sum", "paid_sum") else usual["day"] if field in ("day", "month") else ""
    return Cell(field, "" if text is None else str(text), str(given.get("title", "")).strip(), int(width or 0), right, fill, way)


def _codes(data: Any) -> dict[str, Code]:
    if not isinstance(data, dict) or not data:
        _refuse("应写银行的每个结果码是什么意思", "codes")
    codes = {}
    for key, item in data.items():
        where = f"codes.{key}"
        if not isinstance(key, str) or not key.strip() or len(key) > 8:
            _refuse('结果码要加引号，最多 8 个字符，例如 "0000"', where)
        given = _mapping(item, where, {"title", "paid"}, {"same_account"})
        if not all(isinstance(given.get(name, False), bool) for name in ("paid", "same_account")):
            _refuse("paid、same_account 应写 true 或 false", where)
        codes[key] = Code(str(given["title"])[:40], paid=given["paid"], same_account=given.get("same_account", False))
    if {code.paid for code in codes.values()} != {True, False}:
        _refuse("至少要有一个成功的（paid: true）和一个不成功的（paid: false）", "codes")
    return codes


def _name(value: Any) -> str:
    name = str(value).strip()
    if not 2 <= len(name) <= 40:
        _refuse("应有 2 至 40 个字", "name")
    return name


def _mapping(data: Any, where: str, needed: set[str], more: set[str]) -> dict[str, Any]:
    if not isinstance(data, dict):
        _refuse("应是“名称: 值”的若干行", where)
    for missing in sorted(needed - data.keys()):
        _refuse(f"缺少 {missing}", where)
    for unknown in sorted(str(key) for key in data.keys() - needed - more):
        _refuse(f"不认识“{unknown}”；可以写：{'、'.join(sorted(needed | more))}", where)
    return data


def _one_of(value: Any, choices: tuple[str, ...], where: str) -> str:
    if value not in choices:
        _refuse(f"“{value}”应是 {'、'.join(choices)} 中的一个", where)
    return str(value)


def _refuse(message: str, where: str) -> NoReturn:
    refuse("payout.description", f"格式说明{message}", "请照“银行文件”说明里的例子改正，再试一次。", where)
