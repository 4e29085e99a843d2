"""A list as a spreadsheet: the rows that were shown, who took them, why, and an entry in the journal with the file's digest."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from shebao.agency.journal import actions as journal
from shebao.agency.store.digest import sm3
from shebao.base.finding import refuse

from .access import me
from .lists import Listing

MOST_ROWS = 100_000
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def as_spreadsheet(listing: Listing, request: HttpRequest, day: date) -> HttpResponse:
    """Every row of the list as xlsx. Needs a purpose; raises `Refused` without one, and above 100,000 rows."""
    purpose = request.POST.get("purpose", "").strip()
    if len(purpose) < 2:
        refuse("desk.export_purpose", "导出前要写明用途。", "请在“用途”里写几个字，例如“月度对账”。", "purpose")
    count = listing.narrowed().count()
    if count > MOST_ROWS:
        refuse("desk.export_size", f"这份名单有 {count:,} 行，一次最多导出 {MOST_ROWS:,} 行。", "请先筛选，再导出。")
    content, rows = _write(listing, f"{listing.title}　导出人 {request.user.name}　业务日期 {day}　用途：{purpose}")  # type: ignore[union-attr]
    with transaction.atomic():
        entry = journal.record("desk.export", actor_id=request.user.pk, business_day=day, subject=("list", 0), body={
            "list": listing.name, "title": listing.title, "purpose": purpose, "rows": rows, "filters": dict(request.GET.items()),
            "columns": [column.title for column in listing.columns], "file_digest": sm3(content)})
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{listing.name}-{day:%Y%m%d}-{entry.seq}.xlsx"'
    return response


def record_download(request: HttpRequest, subject: tuple[str, int], name: str, content: bytes, day: date) -> None:
    """Write into the journal who took a file, and the file's digest."""
    with transaction.atomic():
        journal.record("desk.download", actor_id=me(request), business_day=day, subject=subject,
                       body={"name": name, "digest": sm3(content), "bytes": len(content)})


def _write(listing: Listing, heading: str) -> tuple[bytes, int]:
    book = Workbook(write_only=True)
    book.properties.title, book.properties.creator = listing.title, "shebao"
    sheet = book.create_sheet("名单")
    sheet.freeze_panes = "A3"
    sheet.append([heading])
    heads = []
    for index, column in enumerate(listing.columns):
        head = WriteOnlyCell(sheet, f"{column.title}（{column.unit}）" if column.unit else column.title)
        head.font = Font(bold=True)
        head.alignment = Alignment(horizontal="right" if column.number else "left")
        heads.append(head)
        sheet.column_dimensions[chr(65 + index)].width = 16
    sheet.append(heads)
    rows = 0
    for row in listing.all_rows():
        sheet.append([_plain(sheet, column.value(row)) for column in listing.columns])
        rows += 1
    out = BytesIO()
    book.save(out)
    return out.getvalue(), rows


def _plain(sheet: Any, value: str | int | Decimal) -> Any:
    """A cell that stays text: a typed-in "=…" must not become a formula on the reader's machine."""
    if not isinstance(value, str) or value[:1] not in "=+-@":
        return value
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell
