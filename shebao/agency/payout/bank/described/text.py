"""Writing and reading text files by a description: fields parted by a mark, or each of so many bytes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from shebao.agency.payout.bank.reading import END, as_text, damaged
from shebao.agency.store.digest import sm3
from shebao.base.finding import refuse
from shebao.base.money import yuan_text

from .description import Cell, Description, Section

MONEY = {"yuan": re.compile(r"(?:0|[1-9][0-9]{0,12})\.[0-9]{2}"), "fen": re.compile(r"[0-9]{1,16}")}
_COUNT = re.compile(r"[0-9]{1,15}")
NUMBERS = ("count", "paid_count", "ordinal", "line_id")
MONEYS = ("amount", "sum", "paid_sum")
Values = Mapping[str, Any]


def write_text(described: Description, section: Section, head: Values, rows: Sequence[Values]) -> bytes:
    """The file: the same values give the same bytes. Raises `Refused` for a value that does not fit its field, with its row."""
    lines = [_line(described, section.head, head, "首行")] if section.head else []
    lines += [_line(described, section.row, {**head, **row}, f"指令 {row['line_id']}（{row['holder']}）") for row in rows]
    body = "".join([line + END for line in lines]).encode(described.encoding)
    if section.tail:
        tail = _line(described, section.tail, {**head, "digest": sm3(body)}, "尾行")
        body += (tail + END).encode(described.encoding)
    return body


def read_text(described: Description, section: Section, content: bytes) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """What the head and tail say, and each row, as values; raises `Refused` naming the line and the field."""
    text = as_text(content, described.encoding)
    lines = text.lines
    fixed = int(bool(section.head)) + int(bool(section.tail))
    if len(lines) < fixed:
        damaged("文件没有首行或尾行，可能只传了一半", "文件")
    said: dict[str, Any] = {}
    if section.head:
        said |= _values(described, section.head, lines[0], "第1行")
    if section.tail:
        where = f"第{len(lines)}行"
        tail = _values(described, section.tail, lines[-1], where)
        if "digest" in tail and not text.digest_fits(tail["digest"], lines[-1], *_filled(described, section, lines[:-1])):
            damaged("校验码与内容不符，文件被改动过", where)
        said |= tail
    inside = lines[len(section.head) and 1 : len(lines) - (1 if section.tail else 0)]
    first = 2 if section.head else 1
    return said, [_values(described, section.row, line, f"第{at}行") for at, line in enumerate(inside, first)]


def _filled(described: Description, section: Section, lines: Sequence[str]) -> list[bytes]:
    """The lines before the last with the blanks that a transfer cut from their ends, in the agreed encoding."""
    if described.form != "fixed_width":
        return []
    widths = [sum(cell.width for cell in cells) for cells in (section.head, section.row)]
    raw = [line.encode(described.encoding, "replace") for line in lines]
    first = 1 if section.head else 0
    ends = END.encode()
    return [b"".join([one.ljust(widths[0]) + ends for one in raw[:first]] + [one.ljust(widths[1]) + ends for one in raw[first:]])]


def _line(described: Description, cells: Sequence[Cell], values: Values, where: str) -> str:
    written = [_written(described, cell, values, where) for cell in cells]
    return (described.separator if described.form == "delimited" else "").join(written)


def _written(described: Description, cell: Cell, values: Values, where: str) -> str:
    text = shown(cell, values)
    if any(mark in text for mark in ("\r", "\n", described.separator or "\n")):
        refuse("payout.field", f"{where}里有分隔符或换行：“{text[:30]}”", "请改正这个人的户名、账号或开户行，再重新制盘；其他人不受影响。")
    if described.form == "delimited":
        return text
    size = len(text.encode(described.encoding))
    if size > cell.width:
        refuse(
            "payout.field",
            f"{where}的“{text[:40]}”有 {size} 个字节，银行只给 {cell.width} 个",
            "请改正这个人的户名、账号或开户行，或在格式说明里把这一栏加宽（先问银行），再重新制盘。",
        )
    filling = cell.fill * (cell.width - size)
    return filling + text if cell.right else text + filling


def shown(cell: Cell, values: Values) -> str:
    """A value as its field writes it."""
    if not cell.field:
        return cell.text
    value = values[cell.field]
    if cell.field in MONEYS:
        return yuan_text(value) if cell.form == "yuan" else str(value)
    if cell.field == "day":
        return value.isoformat() if cell.form == "dashed" else f"{value:%Y%m%d}"
    if cell.field == "month":
        return f"{value // 100}-{value % 100:02d}" if cell.form == "dashed" else str(value)
    return str(value)


def _values(described: Description, cells: Sequence[Cell], line: str, where: str) -> dict[str, Any]:
    texts = line.split(described.separator) if described.form == "delimited" else _cut(described, cells, line, where)
    if len(texts) != len(cells):
        damaged(f"有 {len(texts)} 栏，约定是 {len(cells)} 栏", where)
    values = {}
    for at, (cell, text) in enumerate(zip(cells, texts, strict=True), 1):
        value = meant(cell, text, f"{where}第{at}栏")
        if cell.field:
            values[cell.field] = value
    return values


def _cut(described: Description, cells: Sequence[Cell], line: str, where: str) -> list[str]:
    """A line of fixed widths cut up by bytes; blanks that a transfer cut from its end are put back."""
    raw, whole = line.encode(described.encoding), sum(cell.width for cell in cells)
    if len(raw) > whole:
        damaged(f"有 {len(raw)} 个字节，约定是 {whole} 个", where)
    raw, texts, at = raw.ljust(whole), [], 0
    for number, cell in enumerate(cells, 1):
        try:
            texts.append(raw[at : at + cell.width].decode(described.encoding))
        except UnicodeDecodeError:
            damaged("一个汉字被切成了两半，栏目的宽度与约定不同", f"{where}第{number}栏")
        at += cell.width
    return texts


def meant(cell: Cell, text: str, where: str) -> Any:
    """What a field's text means; raises `Refused` where it cannot mean it."""
    text = text.strip(" \t\u3000")
    if not cell.field:
        if text != cell.text.strip():
            damaged(f"应是“{cell.text}”，读到的是“{text[:20]}”", where)
        return text
    if cell.field in MONEYS:
        plain = text.lstrip("0") or "0" if cell.fill == "0" else text
        plain = f"0{plain}" if plain.startswith(".") else plain
        if not MONEY[cell.form].fullmatch(plain):
            damaged(f"金额“{text[:20]}”不是{'两位小数的元' if cell.form == 'yuan' else '整数的分'}", where)
        return int(plain.replace(".", ""))
    if cell.field in NUMBERS:
        if not _COUNT.fullmatch(text):
            damaged(f"“{text[:20]}”不是数字", where)
        return int(text)
    if cell.field == "day":
        return _day(text, cell.form, where)
    if cell.field == "month":
        digits = text.replace("-", "")
        return int(digits) if _COUNT.fullmatch(digits) and len(digits) == 6 else damaged(f"“{text[:20]}”不是年月", where)
    return text


def _day(text: str, form: str, where: str) -> date:
    try:
        return date.fromisoformat(text) if form == "dashed" and len(text) == 10 else datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007
    except ValueError:
        damaged(f"“{text[:20]}”不是日期", where)
