"""A list as a spreadsheet: the rows that were shown, who took them, why, and an entry in the journal with the file's digest."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from itertools import chain, islice
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.store.digest import sm3
from shebao.base.finding import refuse

from .access import me
from .lists import Column, Listing

MOST_ROWS, _MOST_LINED = 100_000, 4_000
_MEASURED, _MONEY = 200, ("yuan", "signed")
_THIN = Side(style="thin", color="8C98A4")
_BESIDE = Alignment(horizontal="left", indent=1)  # words do not touch the amount on their left
_LINES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_spreadsheet(listing: Listing, request: HttpRequest, day: date) -> HttpResponse:
    """Every row of the list as xlsx. Needs a purpose; raises `Refused` without one, and above 100,000 rows."""
    purpose = request.POST.get("purpose", "").strip()
    if len(purpose) < 2:
        refuse("desk.export_purpose", "导出前要写明用途。", "请在“用途”里写几个字，例如“月度对账”。", "purpose")
    count = listing.size()
    if count > MOST_ROWS:
        refuse("desk.export_size", f"这份名单有 {count:,} 行，一次最多导出 {MOST_ROWS:,} 行。", "请先筛选，再导出。")
    who, what = request.user.name, f"{narrowed(listing)}共 {count:,} 行"  # type: ignore[union-attr]
    content, rows = _write(listing, f"{listing.title}　导出人 {who}　业务日期 {day}　用途：{purpose}　{what}")
    with transaction.atomic():
        entry = journal.record(
            "desk.export",
            by=By(request.user.pk, day),
            subject=("list", 0),
            body={
                "list": listing.name,
                "title": listing.title,
                "purpose": purpose,
                "rows": rows,
                "filters": dict(request.GET.items()),
                "columns": [column.title for column in listing.columns],
                "file_digest": sm3(content),
            },
        )
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = attachment(f"{listing.title}-{day:%Y%m%d}-{entry.seq}.xlsx")
    return response


def attachment(name: str) -> str:
    """The header that saves an answer under this name, Chinese or not."""
    header = content_disposition_header(True, name)
    assert header is not None, name
    return header


def record_download(request: HttpRequest, subject: tuple[str, int], name: str, content: bytes, day: date) -> None:
    """Write into the journal who took a file, and the file's digest."""
    with transaction.atomic():
        journal.record(
            "desk.download", by=By(me(request), day), subject=subject, body={"name": name, "digest": sm3(content), "bytes": len(content)}
        )


def narrowed(listing: Listing) -> str:
    """The search and the filters in force, as the head of the sheet says them; nothing where every row is there."""
    parts = [f"查找“{listing.query}”"] if listing.query else []
    parts += ["一人"] if listing.person else []
    for choice in listing.choices:
        value = listing.request.GET.get(choice.name, "")
        parts += [f"{choice.title} {title}" for option, title in choice.options if option == value and value]
    return f"筛选：{'、'.join(parts)}　" if parts else ""


def _write(listing: Listing, heading: str) -> tuple[bytes, int]:
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = listing.title, "shebao"
    sheet = book.create_sheet("名单")
    sheet.freeze_panes = "A3"
    taken = ([column.value(row) for column in listing.columns] for row in listing.all_rows())
    seen = list(islice(taken, _MEASURED))
    _lay_out(sheet, listing.columns, seen)
    sheet.append([heading])
    sheet.append([_head(sheet, column) for column in listing.columns])
    # Lines cost time; a list longer than a hundred pages is filtered, not printed.
    lined = listing.size() <= _MOST_LINED
    rows, sums = 0, {index: Decimal(0) for index, column in enumerate(listing.columns) if column.kind in _MONEY}
    for values in chain(seen, taken):
        cells = [_plain(sheet, value, column.kind) for value, column in zip(values, listing.columns, strict=True)]
        sheet.append([_framed(cell, sheet) for cell in cells] if lined else cells)
        rows += 1
        for index in sums:
            value = values[index]
            sums[index] += value if isinstance(value, Decimal) else 0
    last = get_column_letter(len(listing.columns))
    sheet.auto_filter.ref = f"A2:{last}{rows + 2}"
    if sums and rows:
        sheet.append([_total(sheet, sums.get(index, "合计" if index == 0 else None)) for index in range(len(listing.columns))])
    out = BytesIO()
    book.save(out)
    return out.getvalue(), rows


def _framed(value: Any, sheet: Any) -> Any:
    """A cell with thin lines around it, so that the printed sheet is a table."""
    cell = value if isinstance(value, Cell) else WriteOnlyCell(sheet, value)
    cell.border = _LINES
    if isinstance(cell.value, str):
        cell.alignment = _BESIDE
    return cell


def _total(sheet: Any, value: Any) -> Any:
    """A cell of the row of totals."""
    cell = _framed(value, sheet)
    cell.font = Font(bold=True)
    if isinstance(value, Decimal):
        cell.number_format = "#,##0.00"
    return cell


def title_of(column: Column) -> str:
    """A column's title with its unit, as the head of a spreadsheet prints it."""
    return f"{column.title}（{column.unit}）" if column.unit else column.title


def _lay_out(sheet: Any, columns: Sequence[Column], seen: Sequence[Sequence[Any]]) -> None:
    """Columns as wide as what is first seen in them, and pages that can be printed: landscape, one page wide, heads on each."""
    for index, column in enumerate(columns):
        shown = (f"{row[index]:,.2f}" if column.kind in _MONEY and isinstance(row[index], Decimal) else str(row[index]) for row in seen)
        widest = max(map(wide, [title_of(column), *shown]))
        sheet.column_dimensions[get_column_letter(index + 1)].width = min(max(widest + 2, 8), 60)
    sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "2:2"
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


def wide(text: str) -> int:
    """How many letters wide a text is; a Chinese character is two."""
    return sum(2 if ord(letter) > 255 else 1 for letter in text)


def _head(sheet: Any, column: Column) -> Any:
    head = WriteOnlyCell(sheet, title_of(column))
    head.font, head.alignment = (
        Font(bold=True),
        Alignment(horizontal="right" if column.number else "left", indent=0 if column.number else 1),
    )
    head.border = _LINES
    return head


def _plain(sheet: Any, value: str | int | Decimal, kind: str) -> Any:
    """A cell that stays text: a typed-in "=…" must not become a formula on the reader's machine. Amounts have two decimals."""
    if kind in _MONEY and not isinstance(value, str):
        cell = WriteOnlyCell(sheet, value)
        cell.number_format = "#,##0.00"
        return cell
    if not isinstance(value, str) or value[:1] not in "=+-@":
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell
