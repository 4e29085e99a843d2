"""One list as ten people make it: in Excel, WPS and LibreOffice, with titles above, merged heads, filters, formulas, and dates as they write them.

Each file holds the same row. What the eye sees in it is what a reader must find, or refuse in words that say what to do.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from shebao.agency.matters.kind import Wanted
from shebao.base.identity import DEMO_REGION, invented_citizen_number
from tests.world.people import bank_card

DAY, MONTH = date(2023, 5, 1), 202305
PLAIN: dict[str, Any] = {
    "text": "张三",
    "name": "张三",
    "citizen_number": invented_citizen_number(DEMO_REGION, date(1960, 5, 6), 7),
    "any_citizen_number": invented_citizen_number(DEMO_REGION, date(1960, 5, 6), 7),
    "payer_number": invented_citizen_number(DEMO_REGION, date(1960, 5, 6), 7),
    "bank_card": bank_card(),
    "phone": "13900000000",
    "date": DAY,
    "month": "2023-05",
    "year": "2023",
    "count": 3,
    "yuan": 1234.5,
}
"""What a cell of each kind holds in the plainest of the ten."""
Cells = list[tuple[Wanted, Any]]
OFFICE = ("soffice", "libreoffice")


def cells_of(columns: Sequence[Wanted], **other: Any) -> Cells:
    """A column and its cell, in order; other: cell kind → another way to write it."""
    return [(column, next(iter(column.choices), None) or other.get(column.kind, PLAIN[column.kind])) for column in columns]


def sheet_of(cells: Cells, above: Sequence[Sequence[str]] = ()) -> Workbook:
    made = Workbook()
    for line in (*above, [column.title for column, _ in cells], [cell for _, cell in cells]):
        made.active.append(list(line))
    return made


def excel(columns: Sequence[Wanted], to: Path) -> Path:
    """Date cells, amounts with thousands separators."""
    made = sheet_of(cells_of(columns, month=DAY))
    for place, column in enumerate(columns, 1):
        if column.kind == "yuan":
            made.active.cell(2, place).number_format = "#,##0.00"
        if column.kind == "month":
            made.active.cell(2, place).number_format = 'yyyy"年"m"月"'
    return _saved(made, to)


def dotted(columns: Sequence[Wanted], to: Path) -> Path:
    """2023.5.1, 202305, and an amount typed as text."""
    return _saved(sheet_of(cells_of(columns, date="2023.5.1", month="202305", yuan="1,234.50")), to)


def digits(columns: Sequence[Wanted], to: Path) -> Path:
    """20230501 and 202305 as numbers."""
    return _saved(sheet_of(cells_of(columns, date=20230501, month=202305)), to)


def chinese(columns: Sequence[Wanted], to: Path) -> Path:
    """2023年5月1日, 2023年5月."""
    return _saved(sheet_of(cells_of(columns, date="2023年5月1日", month="2023年5月")), to)


def titled(columns: Sequence[Wanted], to: Path) -> Path:
    """A merged title, who reports and when, an empty line; then the heads. 2023/5/1, 2023/5."""
    above = [["某县社会保险业务名单"], [f"填报单位：某某镇便民服务中心　　填报日期：{DAY:%Y-%m-%d}"], []]
    made = sheet_of(cells_of(columns, date="2023/5/1", month="2023/5"), above)
    made.active.merge_cells(start_row=1, start_column=1, end_row=1, end_column=max(2, len(columns)))
    return _saved(made, to)


def grouped(columns: Sequence[Wanted], to: Path) -> Path:
    """Heads in two lines, the upper one merged over groups; spaces and a line break within the heads."""
    made = sheet_of(cells_of(columns), [["基本情况", *[""] * (len(columns) - 1)]])
    if len(columns) > 1:
        made.active.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(columns))
    first = made.active.cell(2, 1)
    first.value = f" {first.value[:1]}\n{first.value[1:]} "
    return _saved(made, to)


def filtered(columns: Sequence[Wanted], to: Path) -> Path:
    """A row that a filter hides; it is read, and said aloud."""
    made = sheet_of(cells_of(columns))
    made.active.row_dimensions[2].hidden = True
    made.active.auto_filter.ref = made.active.dimensions
    return _saved(made, to)


def wps(columns: Sequence[Wanted], to: Path) -> Path:
    """As WPS writes it: its own name in the properties, a dimension of A1, and amounts shown in 万元 by their format."""
    made = sheet_of(cells_of(columns))
    for place, column in enumerate(columns, 1):
        if column.kind == "yuan":
            made.active.cell(2, place).number_format = "0!.0000"
    _saved(made, to)
    return _rewritten(
        to,
        {
            "xl/worksheets/sheet1.xml": lambda text: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1"', text),
            "docProps/app.xml": lambda text: re.sub(r"<Application>[^<]*", "<Application>WPS 表格", text),
        },
    )


def calculated(columns: Sequence[Wanted], to: Path) -> Path:
    """Amounts as formulas with their values, saved by LibreOffice."""
    made = sheet_of(cells_of(columns))
    _formulas(made.active, columns, "=1000+234.5")
    return by_libreoffice(_saved(made, to.with_suffix(".before.xlsx")), to)


def never_calculated(columns: Sequence[Wanted], to: Path) -> Path:
    """Formulas that a program wrote and nobody opened: no values in the file."""
    made = sheet_of(cells_of(columns))
    _formulas(made.active, columns, "=1000+234.5")
    return _saved(made, to)


Made = Callable[[Sequence[Wanted], Path], Path]
TEN: dict[str, Made] = {
    made.__name__: made for made in (excel, dotted, digits, chinese, titled, grouped, filtered, wps, calculated, never_calculated)
}


def _formulas(sheet: Worksheet, columns: Sequence[Wanted], text: str) -> None:
    for place, column in enumerate(columns, 1):
        if column.kind == "yuan":
            sheet.cell(2, place).value = text


def _saved(made: Workbook, to: Path) -> Path:
    made.save(to)
    return to


def _rewritten(path: Path, changes: dict[str, Callable[[str], str]]) -> Path:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, changes[name](content.decode()).encode() if name in changes else content)
    return path


def has_libreoffice() -> bool:
    return any(map(shutil.which, OFFICE))


def by_libreoffice(source: Path, to: Path) -> Path:
    """Open and save a workbook with LibreOffice, which works formulas out; without it the file is left as it was."""
    program = next(filter(None, map(shutil.which, OFFICE)), None)
    if program is None:
        return source.rename(to)
    folder = source.parent / "saved"
    profile = f"-env:UserInstallation=file://{source.parent}/profile"
    command = [program, profile, "--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return (folder / source.name).rename(to)
