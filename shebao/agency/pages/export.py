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
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

from shebao.agency.journal import actions as journal
from shebao.agency.journal.by import By
from shebao.agency.store.digest import sm3
from shebao.base.finding import refuse

from .access import me
from .lists import Column, Listing

MOST_ROWS = 100_000
_MEASURED, _MONEY = 200, ("yuan", "signed")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_spreadsheet(listing: Listing, request: HttpRequest, day: date) -> HttpResponse:
    """Every row of the list as xlsx. Needs a purpose; raises `Refused` without one, and above 100,000 rows."""
    purpose = request.POST.get("purpose", "").strip()
    if len(purpose) < 2:
        refuse("desk.export_purpose", "导出前要写明用途。", "请在“用途”里写几个字，例如“月度对账”。", "purpose")
    count = listing.size()
    if count > MOST_ROWS:
        refuse("desk.export_size", f"这份名单有 {count:,} 行，一次最多导出 {MOST_ROWS:,} 行。", "请先筛选，再导出。")
    content, rows = _write(listing, f"{listing.title}　导出人 {request.user.name}　业务日期 {day}　用途：{purpose}　共 {count:,} 行")  # type: ignore[union-attr]
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
    response["Content-Disposition"] = f'attachment; filename="{listing.name}-{day:%Y%m%d}-{entry.seq}.xlsx"'
    return response


def record_download(request: HttpRequest, subject: tuple[str, int], name: str, content: bytes, day: date) -> None:
    """Write into the journal who took a file, and the file's digest."""
    with transaction.atomic():
        journal.record(
            "desk.download", by=By(me(request), day), subject=subject, body={"name": name, "digest": sm3(content), "bytes": len(content)}
        )


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
    rows = 0
    for values in chain(seen, taken):
        sheet.append([_plain(sheet, value, column.kind) for value, column in zip(values, listing.columns, strict=True)])
        rows += 1
    out = BytesIO()
    book.save(out)
    return out.getvalue(), rows


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
    head.font, head.alignment = Font(bold=True), Alignment(horizontal="right" if column.number else "left")
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
