"""Reading a list from a spreadsheet or CSV file: guarded before it is opened, each cell by its kind, each bad row with its reasons.

A file that cannot be read as the asked-for list is refused whole. Otherwise good rows and rejected rows come apart, and
whoever reads decides: refuse the whole list (`Read.refuse_rejected`), or go on and hand back `rejected_workbook`.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, NoReturn

from shebao.agency.matters.kind import Cell, Wanted
from shebao.base.finding import Refused, refuse
from shebao.base.identity import any_citizen_number, check_bank_card, check_phone, normalise_citizen_number
from shebao.base.money import parse_yuan
from shebao.base.months import everyday_date, everyday_month, month_of
from shebao.base.plain_text import text_problem

from .names import name_problem, tidy_name
from .refusal import Problem, refuse_rows
from .sheet_marks import marks

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED_BYTES = 200 * 1024 * 1024
MOST_PARTS = 500
MOST_RATIO = 200
MOST_ROWS = 200_000
MOST_COLUMNS = 100
MOST_ABOVE = 10
_ZIP, _OLD_EXCEL = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be taken: its number in the file (the title row is 1), what it said, and why not."""

    row: int
    cells: tuple[str, ...]
    reasons: tuple[str, ...]
    values: dict[str, Any] = field(default_factory=dict)
    """What could be read of it all the same."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a file held. `numbers` are the row numbers of `rows` in the file; `marks` say what the sheet hides from the eye."""

    wanted: tuple[Wanted, ...]
    rows: list[dict[str, Any]]
    numbers: list[int]
    cells: list[tuple[str, ...]]
    rejected: list[Rejected] = field(default_factory=list)
    marks: tuple[str, ...] = ()

    def refuse_rejected(self, what: str) -> None:
        """Refuse the whole list where any row was rejected. what: the verb in Chinese, "登记"."""
        problems: list[Problem] = [(one.row, "；".join(one.reasons)) for one in self.rejected]
        if problems:
            refuse_rows("people.import", what, max(2, len(self.rows) + len(problems)), problems)

    def without(self, *reasons: Mapping[int, str]) -> Read:
        """The same list with more rows rejected, or rejected for one reason more: place → why.

        A place is the index of a good row; the rejected rows follow after the last of them.
        """
        whole = len(self.rows)
        why: dict[int, list[str]] = {}
        for some in reasons:
            for place, reason in some.items():
                why.setdefault(place, []).append(reason)
        kept = [i for i in range(whole) if i not in why]
        more = [Rejected(self.numbers[i], self.cells[i], tuple(why[i]), self.rows[i]) for i in sorted(why) if i < whole]
        before = [replace(one, reasons=(*one.reasons, *why.get(whole + i, ()))) for i, one in enumerate(self.rejected)]
        return Read(
            self.wanted,
            [self.rows[i] for i in kept],
            [self.numbers[i] for i in kept],
            [self.cells[i] for i in kept],
            sorted([*before, *more], key=lambda one: one.row),
            self.marks,
        )


def read_rows(path: Path, wanted: Sequence[Wanted], *, name: str = "") -> Read:
    """Read the first sheet of an xlsx file, or a CSV file in UTF-8 or GB18030. name: the file's own name, where `path` is not."""
    called = name or path.name
    lines = _lines(path, called)
    above, titles = _heads(lines, wanted)
    places = _places(titles, wanted, called)
    rows: list[dict[str, Any]] = []
    numbers: list[int] = []
    cells: list[tuple[str, ...]] = []
    rejected: list[Rejected] = []
    for number, line in enumerate(lines, above + 2):
        raw = [line[place] if place is not None and place < len(line) else None for place in places]
        if all(_blank(cell) for cell in raw):
            continue
        shown = tuple(_shown(cell) for cell in raw)
        values, reasons = _read_row(raw, wanted)
        if reasons:
            rejected.append(Rejected(number, shown, tuple(reasons), values))
        else:
            rows.append(values)
            numbers.append(number)
            cells.append(shown)
    if not rows and not rejected:
        refuse("people.import", f"{called} 没有数据行", "请在表头下面逐行填写。")
    with path.open("rb") as source:
        is_book = source.read(4) == _ZIP
    return Read(tuple(wanted), rows, numbers, cells, rejected, marks(path) if is_book else ())


def _read_row(raw: Sequence[Any], wanted: Sequence[Wanted]) -> tuple[dict[str, Any], list[str]]:
    values: dict[str, Any] = {}
    reasons = []
    for cell, column in zip(raw, wanted, strict=True):
        if _blank(cell):
            if column.required:
                reasons.append(f"没有填写{column.title}")
            continue
        try:
            value = _READERS[column.kind](cell, column.title)
        except Refused as refused:
            reasons.append(refused.finding.message)
            continue
        if isinstance(value, str) and (problem := text_problem(value, column.longest)):
            reasons.append(f"{column.title}{problem}")
        values[column.name] = value
    return values, reasons


def _blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())


def _text(cell: Any, title: str) -> str:
    if not isinstance(cell, str):
        refuse("people.import", f"{title}应为文本，读到的是{'日期' if isinstance(cell, date) else '数值'}", "请把该列设为文本格式。")
    return cell.strip()


def _card(cell: Any, title: str) -> str:
    if not isinstance(cell, str):
        refuse("people.import", f"{title}是数值格式，末几位已被表格软件改写", "请把该列设为文本格式，重新填写后提交。")
    return check_bank_card(cell)


def _phone(cell: Any, title: str) -> str:
    return check_phone(_text(cell, title))


def _name(cell: Any, title: str) -> str:
    name = tidy_name(_text(cell, title))
    if wrong := name_problem(name):
        refuse("people.import", f"{title}{wrong}", "请核对姓名。")
    return name


def _date(cell: Any, title: str) -> str:
    if isinstance(cell, datetime):
        cell = cell.date()
    return cell.isoformat() if isinstance(cell, date) else everyday_date(_number_text(cell)).isoformat()


def _month(cell: Any, title: str) -> int:
    return month_of(cell) if isinstance(cell, date) else everyday_month(_number_text(cell))


def _year(cell: Any, title: str) -> int:
    text = _number_text(cell)
    if not (text.isascii() and text.isdigit() and 1949 <= int(text) <= 2199):
        refuse("people.import", f"{title}“{text}”应为四位年份", "请核对年度。")
    return int(text)


def _count(cell: Any, title: str) -> int:
    text = _number_text(cell)
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        refuse("people.import", f"{title}“{text}”应为整数", "请只填数字。")
    return int(text)


def _yuan(cell: Any, title: str) -> int:
    """An amount in fen. A number cell is read by its shortest decimal text, never calculated with."""
    try:
        return parse_yuan(_number_text(cell))
    except Refused as refused:
        refuse("people.import", f"{title}：{refused.finding.message}", refused.finding.advice)


def _shown(cell: Any) -> str:
    """A cell as it stood in the table, for whoever has to put it right."""
    if cell is None:
        return ""
    return cell.strftime("%Y-%m-%d") if isinstance(cell, date) else _number_text(cell)


def _number_text(cell: Any) -> str:
    if isinstance(cell, str):
        return cell.strip()
    return repr(cell).removesuffix(".0")


_READERS: Mapping[Cell, Callable[[Any, str], Any]] = {
    "text": _text,
    "name": _name,
    "citizen_number": lambda cell, title: normalise_citizen_number(cell),
    "any_citizen_number": lambda cell, title: any_citizen_number(cell),
    "payer_number": _text,
    "bank_card": _card,
    "phone": _phone,
    "date": _date,
    "month": _month,
    "year": _year,
    "count": _count,
    "yuan": _yuan,
}


def _heads(lines: Iterator[Sequence[Any]], wanted: Sequence[Wanted]) -> tuple[int, list[str]]:
    """(lines above the heads, the heads): the first line in which every required column stands. People put a title, who reports and
    when, or a line of merged group heads above them; where no line has them all, the first that says anything is taken for the heads."""
    spoken: list[str] = []
    for above, line in zip(range(MOST_ABOVE + 1), lines, strict=False):
        titles = ["".join(str(title if title is not None else "").split()) for title in line]
        if all(any(title in (column.title, *column.also) for title in titles) for column in wanted if column.required):
            return above, titles
        spoken = spoken or (titles if any(titles) else [])
    return 0, spoken


def _places(titles: list[str], wanted: Sequence[Wanted], called: str) -> list[int | None]:
    """For each wanted column its place in the file; refuses a file that lacks one or has one twice."""
    places: list[int | None] = []
    for column in wanted:
        items = [i for i, title in enumerate(titles) if title in (column.title, *column.also)]
        if len(items) > 1:
            refuse("people.import", f"{called} 有两列“{column.title}”", "请只保留一列。")
        if not items and column.required:
            refuse(
                "people.import",
                f"{called} 缺少“{column.title}”列，表头读到的是：{'、'.join(title for title in titles if title)[:120] or '（空）'}",
                "请下载模板，按模板的表头填写。",
            )
        places.append(items[0] if items else None)
    return places


def _lines(path: Path, called: str) -> Iterator[Sequence[Any]]:
    size = path.stat().st_size
    if size > MOST_BYTES:
        refuse("people.import", f"{called} 有 {size // 1024 // 1024} MB，超过 {MOST_BYTES // 1024 // 1024} MB", "请分成几个文件提交。")
    with path.open("rb") as source:
        start = source.read(4)
    if start == _ZIP:
        return _xlsx(path, called)
    if start == _OLD_EXCEL or called.lower().endswith((".xlsx", ".xlsm", ".xls", ".ods")):
        refuse("people.import", f"{called} 不是 xlsx 文件", "请另存为“Excel 工作簿（.xlsx）”后提交。")
    return _csv(path, called)


def _xlsx(path: Path, called: str) -> Iterator[Sequence[Any]]:
    from python_calamine import CalamineError, CalamineWorkbook

    _guard_zip(path, called)
    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        if sheet.width > MOST_COLUMNS:
            refuse("people.import", f"{called} 有 {sheet.width:,} 列，超过 {MOST_COLUMNS} 列", "请按模板填写。")
        if sheet.height > MOST_ROWS + 1:
            _too_long(called)
        return iter(sheet.to_python(skip_empty_area=False))
    except (CalamineError, IndexError, ValueError) as error:
        refuse("people.import", f"{called} 打不开，可能已损坏（{str(error)[:80]}）", "请在表格软件中打开并另存后提交。")


def _guard_zip(path: Path, called: str) -> None:
    """Refuse an archive that would grow beyond reason, hides macros, or is none, before anything of it is read."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile:
        refuse("people.import", f"{called} 打不开，可能已损坏", "请在表格软件中打开并另存后提交。")
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED_BYTES or unpacked > MOST_RATIO * max(path.stat().st_size, 1):
        refuse("people.import", f"{called} 解开后有 {unpacked // 1024 // 1024} MB，超过限度", "请删去多余的工作表和格式，另存后提交。")
    if any("vbaproject" in part.filename.lower() for part in parts):
        refuse("people.import", f"{called} 含有宏", "请另存为不含宏的 xlsx 文件后提交。")


def _csv(path: Path, called: str) -> Iterator[Sequence[Any]]:
    raw = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = raw.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        refuse("people.import", f"{called} 的文字编码认不出来", "请另存为 UTF-8 或 GBK 编码的 CSV，或 xlsx 文件。")
    if "\x00" in text:
        refuse("people.import", f"{called} 不是文本文件", "请提交 xlsx 或 CSV 文件。")
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error:
        refuse("people.import", f"{called} 的引号不成对", "请在表格软件中打开并另存后提交。")
    if len(lines) > MOST_ROWS + 1:
        _too_long(called)
    return iter(lines)


def _too_long(called: str) -> NoReturn:
    refuse("people.import", f"{called} 超过 {MOST_ROWS:,} 行", "请分成几个文件提交。")


def template_workbook(wanted: Iterable[Wanted]) -> bytes:
    """An empty list to fill in: titles in the first row, every column as text so that long numbers stay whole."""
    wanted = tuple(wanted)
    return text_workbook(
        [column.title for column in wanted], [], widths=[_WIDTHS.get(column.kind, 12) for column in wanted], text_rows=1000
    )


def rejected_workbook(read: Read) -> bytes:
    """The rejected rows with their reasons, in the layout they came in, to be put right and submitted again."""
    titles = [column.title for column in read.wanted]
    return text_workbook([*titles, "行号", "不能办理的原因"], [[*one.cells, str(one.row), "；".join(one.reasons)] for one in read.rejected])


_WIDTHS = {"citizen_number": 22, "any_citizen_number": 22, "payer_number": 22, "bank_card": 24, "phone": 16}
"""How wide a column is in which long numbers are to be typed."""


def text_workbook(titles: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int] = (), text_rows: int = 0) -> bytes:
    """Cells are written as text, so that a name beginning with = or @ is never taken for a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number, cells in enumerate([list(titles), *rows], 1):
        for column, value in enumerate(cells, 1):
            cell = sheet.cell(number, column)
            cell.value, cell.data_type, cell.number_format = value, "s", "@"
    for column, title in enumerate(titles, 1):
        typed = max(
            (len(row[column - 1]) + sum(ord(letter) > 255 for letter in row[column - 1]) + 2 for row in rows[:200]),
            default=widths[column - 1] if widths else 0,
        )
        sheet.column_dimensions[get_column_letter(column)].width = min(max(12, 2 * len(title) + 4, typed), 80)
        for number in range(2, 2 + text_rows):
            sheet.cell(number, column).number_format = "@"
    sheet.freeze_panes, sheet.print_title_rows = "A2", "1:1"
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight, sheet.sheet_properties.pageSetUpPr.fitToPage = "landscape", 0, True
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
