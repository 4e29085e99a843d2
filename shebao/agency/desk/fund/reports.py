"""Reports that were handed in: their list, each as a page that prints, and as a spreadsheet."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from shebao.agency.fund import queries as fund
from shebao.agency.fund import reports
from shebao.agency.fund.chart import ledger_title
from shebao.agency.installation import queries as installation
from shebao.agency.journal import queries as journal
from shebao.agency.pages.access import needs, rights
from shebao.agency.pages.export import XLSX, attachment, record_download
from shebao.agency.pages.missing import or_missing
from shebao.agency.staff import queries as staff
from shebao.base.months import last_day

from .forms import pairs
from .views import scheme_of

_THIN = Side(style="thin", color="000000")
_LINES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_FORMAT = "#,##0.00"
_WIDEST, _LINE_POINTS = 72, 16
"""An upright A4 page is so wide: office programs do not make a single wider column fit, nor a row as high as its text needs."""


@needs("fund.read")
def report_list(request: HttpRequest) -> HttpResponse:
    """Which months were handed in, and by whom."""
    scheme = scheme_of(request)
    rows = reports.reports(scheme)
    entries = journal.entries_by_seq(row.entry_id for row in rows)
    names = staff.names([entry.actor_id or 0 for entry in entries.values()])
    return render(
        request,
        "desk/fund/reports.html",
        {
            "scheme": scheme,
            "rows": [
                {
                    "report": row,
                    "title": reports.title_of(row.span, row.month),
                    "kind": f"{reports.SPANS[row.span]}报",
                    "entry": entries.get(row.entry_id),
                    "by": names.get((entries[row.entry_id].actor_id or 0) if row.entry_id in entries else 0, "系统"),
                }
                for row in rows
            ],
            "closed": [period.month for period in fund.periods(scheme) if period.closed][:12],
            "may_book": "fund.create" in rights(request),
        },
    )


@needs("fund.read")
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """One report as it was handed in, on screen as on paper."""
    return render(request, "desk/fund/report.html", context_of(or_missing(lambda: reports.report(report_id))))


def context_of(row: Any) -> dict[str, Any]:
    """Everything a report's sheets show."""
    content = reports.content_of(row)
    forms = {key: tuple(fund.FormRow(*one) for one in content[key]) for key in ("assets", "claims", "income")}
    return {
        "report": row,
        "scheme": row.scheme,
        "content": content,
        "title": content["title"],
        "kind": f"{reports.SPANS[row.span]}报",
        "day": last_day(row.month),
        "names": content["names"],
        "columns": content["columns"],
        "pairs": pairs(forms["assets"], forms["claims"]),
        "income": forms["income"],
        "notes": content["notes"],
    }


@needs("fund.read")
def as_spreadsheet(request: HttpRequest, report_id: int) -> HttpResponse:
    """The report's forms and notes as a workbook of three sheets, ready to print; who took it is in the journal."""
    row = or_missing(lambda: reports.report(report_id))
    content = _workbook(context_of(row))
    name = f"{ledger_title(row.scheme)}{reports.title_of(row.span, row.month)}{reports.SPANS[row.span]}报-第{row.version}版.xlsx"
    record_download(request, ("fund_report", row.pk), name, content, installation.business_day())
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = attachment(name)
    return response


def _workbook(page: dict[str, Any]) -> bytes:
    book = Workbook()
    office = f"{ledger_title(page['scheme'])}　编制单位：{installation.name()}　{page['title']}　单位：元"
    sheet = book.active
    assert sheet is not None
    sheet.title = "资产负债表"
    heads = ["资产", "年初余额", "期末余额", "负债与净资产", "年初余额", "期末余额"]
    _head(sheet, "资产负债表", f"{page['names'][0]}　{office}", heads)
    for left, right in page["pairs"]:
        cells: list[Any] = []
        for one in (left, right):
            cells += [_indented(one), _yuan(one.first_fen), _yuan(one.second_fen)] if one else [None, None, None]
        sheet.append(cells)
    _finish(sheet, (28, 18, 18, 28, 18, 18), landscape=True)
    income = book.create_sheet("收支表")
    _head(income, "收支表", f"{page['names'][1]}　{office}", ["项目", *page["columns"]])
    for one in page["income"]:
        income.append([_indented(one), _yuan(one.first_fen), _yuan(one.second_fen)])
    _finish(income, (46, 22, 22), landscape=False)
    notes = book.create_sheet("附注")
    _head(notes, "附注", office, ["内容"])
    for number, (title, lines) in enumerate(page["notes"], 1):
        notes.append([f"{number}. {title}"])
        for line in lines:
            notes.append([f"　　{line}"])
    if page["report"].note:
        notes.append([f"{len(page['notes']) + 1}. 补充说明"])
        notes.append([f"　　{page['report'].note}"])
    _finish(notes, (_WIDEST,), landscape=False)
    for (cell,) in notes.iter_rows(min_row=4):
        notes.row_dimensions[cell.row].height = _LINE_POINTS * -(-2 * len(str(cell.value)) // _WIDEST)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _yuan(fen: int) -> Decimal:
    return Decimal(fen).scaleb(-2)


def _indented(row: Any) -> str:
    return "　" * max(row.depth - 1, 0) + row.title


def _head(sheet: Worksheet, title: str, office: str, heads: list[str]) -> None:
    sheet.append([title])
    sheet.append([office])
    sheet.append(heads)
    for row in (1, 2):
        sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(heads))
    sheet["A1"].font = Font(size=16, bold=True)
    sheet["A1"].alignment = sheet["A2"].alignment = Alignment(horizontal="center", wrap_text=True)
    sheet.row_dimensions[2].height = 32
    for cell in sheet[3]:
        cell.font = Font(bold=True)


def _finish(sheet: Worksheet, widths: tuple[int, ...], *, landscape: bool) -> None:
    """Lines, number formats, widths, and one page wide on A4."""
    for at, width in enumerate(widths):
        sheet.column_dimensions["ABCDEFGH"[at]].width = width
    for row in sheet.iter_rows(min_row=3):
        for cell in row:
            cell.border = _LINES
            money = isinstance(cell.value, Decimal)
            cell.alignment = Alignment(wrap_text=not money, vertical="center", horizontal="right" if money else "left")
            if money:
                cell.number_format = _FORMAT
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.freeze_panes = "A4"
