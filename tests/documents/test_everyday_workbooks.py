"""The same table of expenditure as ten people make it: the checker finds nothing wrong in it, and in each finds the mistake that is put in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from shebao.core.evaluation.check import CheckResult, check_documents
from shebao.documents import read_bytes
from shebao.documents.workbook import shown
from tests.support import everyday_lists

HEADS = ["项目名称", "预算数（万元）", "执行数（万元）"]
ROWS = [("信息系统运维", 243.5, 240.25), ("社会保险宣传", 120, 118.75), ("窗口设备更新", 36.5, 36)]
WRONG = 0.5
Made = Callable[[float, Path], bytes]


def rows(more: float) -> list[list[object]]:
    """The rows with their total; `more` is added to it."""
    budget, spent = (sum(row[place] for row in ROWS) for place in (1, 2))  # type: ignore[misc]
    return [*map(list, ROWS), ["合计", budget + more, spent]]


def book(more: float, above: tuple[str, ...] = ()) -> Workbook:
    made = Workbook()
    for line in above:
        made.active.append([line])
    for row in (HEADS, *rows(more)):
        made.active.append(row)
    return made


def saved(made: Workbook) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def excel(more: float, folder: Path) -> bytes:
    return saved(book(more))


def as_text(more: float, folder: Path) -> bytes:
    made = book(more)
    for line in made.active.iter_rows(min_row=2, min_col=2):
        for cell in line:
            cell.value = f"{cell.value:,.2f}"
    return saved(made)


def shown_in_wan(more: float, folder: Path) -> bytes:
    """Amounts kept in yuan and shown in 万元 by their format."""
    made = book(more)
    for line in made.active.iter_rows(min_row=2, min_col=2):
        for cell in line:
            cell.value, cell.number_format = round(cell.value * 10_000), "0!.0000"
    return saved(made)


def titled(more: float, folder: Path) -> bytes:
    made = book(more, ("某县社会保险局2023年度部门整体支出绩效自评表", "填报单位：某县社会保险局"))
    made.active.merge_cells("A1:C1")
    return saved(made)


def grouped(more: float, folder: Path) -> bytes:
    made = book(more, ("",))
    for cell, text in (("A1", HEADS[0]), ("B1", "资金情况（万元）"), ("A2", None), ("B2", "预算数"), ("C2", "执行数")):
        made.active[cell] = text
    made.active.merge_cells("B1:C1")
    made.active.merge_cells("A1:A2")
    return saved(made)


def hidden(more: float, folder: Path) -> bytes:
    made = book(more)
    made.active.row_dimensions[3].hidden = True
    return saved(made)


def worked_out(more: float, folder: Path) -> bytes:
    """The total is a formula, worked out and saved by LibreOffice."""
    made = book(more)
    made.active["B5"] = f"=SUM(B2:B4)+{more}"
    made.save(folder / "before.xlsx")
    return everyday_lists.by_libreoffice(folder / "before.xlsx", folder / "saved.xlsx").read_bytes()


def never_worked_out(more: float, folder: Path) -> bytes:
    made = book(more)
    made.active["B5"] = f"=SUM(B2:B4)+{more}"
    return saved(made)


def wps(more: float, folder: Path) -> bytes:
    content = io.BytesIO(saved(book(more)))
    with zipfile.ZipFile(content) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'<dimension ref="A1:C5"', b'<dimension ref="A1"')
    parts["docProps/app.xml"] = parts["docProps/app.xml"].replace(b"Microsoft Excel", "WPS 表格".encode())
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def many_sheets(more: float, folder: Path) -> bytes:
    made = book(more)
    made.create_sheet("说明", 0).append(["本表金额单位：万元"])
    return saved(made)


TEN: list[Made] = [excel, as_text, shown_in_wan, titled, grouped, hidden, worked_out, never_worked_out, wps, many_sheets]


def checked(content: bytes) -> CheckResult:
    return check_documents([read_bytes("附表.xlsx", content)])


def errors(result: CheckResult) -> list[str]:
    return [issue.message for issue in result.findings if issue.severity == "error"]


@pytest.mark.slow
@pytest.mark.parametrize("made", TEN, ids=lambda made: made.__name__)
def test_a_table_is_right_however_it_was_made_and_its_mistake_is_found(made: Made, tmp_path: Path) -> None:
    if made is worked_out and not everyday_lists.has_libreoffice():
        pytest.skip("没有 LibreOffice")

    assert errors(checked(made(0, tmp_path))) == []
    if made is never_worked_out:
        text = "\n".join(read_bytes("附表.xlsx", made(WRONG, tmp_path)).lines)
        assert "B5 是公式，文件里没有存下结果" in text
    else:
        assert any("合计" in message for message in errors(checked(made(WRONG, tmp_path))))


def test_what_is_shown_in_wan_is_read_as_it_is_shown(tmp_path: Path) -> None:
    lines = read_bytes("附表.xlsx", shown_in_wan(0, tmp_path)).lines

    assert "信息系统运维\t243.5000\t240.2500" in lines


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("0!.0000", "243.5678"),
        ("0!.00,", "24.36"),
        ('0!.0,"万元"', "243.6"),
        ("0\\.0000", "243.5678"),
        ('0"."0000', "243.5678"),
        ("#,##0,", "2,436"),
        ("#,##0.00,,", "2.44"),
        ("#,##0.00", "2,435,678.00"),
        ("#,##0", "2,435,678"),
        ("General", "2435678"),
    ],
)
def test_a_number_format_is_followed(pattern: str, text: str) -> None:
    assert shown(2_435_678, pattern) == text
