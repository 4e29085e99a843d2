"""A file is guarded before it is opened, read cell by cell, and its bad rows come back with their reasons."""

from __future__ import annotations

import io
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from shebao.agency.matters.kind import Wanted
from shebao.agency.people.imports import MOST_ROWS, read_rows, rejected_workbook, template_workbook
from shebao.base.finding import Refused
from tests.world.people import bank_card, citizen_number

WANTED = (
    Wanted("citizen_number", "身份证号码", "citizen_number"),
    Wanted("name", "姓名", "name"),
    Wanted("card", "银行账号", "bank_card", required=False),
    Wanted("paid_fen", "金额（元）", "yuan", required=False),
    Wanted("on", "日期", "date", required=False),
    Wanted("year", "年度", "year", required=False),
)
TITLES = [column.title for column in WANTED]


def book(path: Path, rows: list[list[Any]], titles: list[str] | None = None) -> Path:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(titles or TITLES)
    for row in rows:
        sheet.append(row)
    workbook.save(path)
    return path


def test_good_rows_come_in_their_final_form(tmp_path: Path) -> None:
    number, card = citizen_number(), bank_card()
    path = book(
        tmp_path / "list.xlsx",
        [[f" {number.lower()} ", "张 三", card, 300, date(2023, 5, 8), 2023], [], [number, "李四", None, "1,234.50", "2023-05-09", "2023"]],
    )

    read = read_rows(path, WANTED)

    assert read.rows == [
        {"citizen_number": number, "name": "张三", "card": card, "paid_fen": 30000, "on": "2023-05-08", "year": 2023},
        {"citizen_number": number, "name": "李四", "paid_fen": 123450, "on": "2023-05-09", "year": 2023},
    ]
    assert (read.numbers, read.rejected) == ([2, 4], [])


def test_a_number_typed_as_a_number_is_rejected_with_the_reason(tmp_path: Path) -> None:
    path = book(tmp_path / "list.xlsx", [[990000196304020011, "张三"], [citizen_number(), "李四", 6200000000000018]])

    read = read_rows(path, WANTED)

    assert read.rows == []
    assert [(one.row, one.reasons[0][:9]) for one in read.rejected] == [(2, "身份证号码是数值格"), (3, "银行账号是数值格式")]


def test_bad_rows_come_back_as_a_sheet_to_put_right_and_the_list_can_be_refused_whole(tmp_path: Path) -> None:
    number = citizen_number()
    path = tmp_path / "list.csv"
    path.write_text(f"{','.join(TITLES)}\n{number},张三,,,,\n12,=cmd(),,3.999,2023-02-30,23\n,李四,,,,\n", encoding="utf-8")
    read = read_rows(path, WANTED)

    sheet = load_workbook(io.BytesIO(rejected_workbook(read))).active

    assert sheet is not None
    assert sheet.column_dimensions["A"].width >= 12 and sheet.column_dimensions["H"].width > 40
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == (*TITLES, "行号", "不能办理的原因")
    assert rows[1][1] == "=cmd()" and sheet.cell(2, 2).data_type == "s"
    assert len(str(rows[1][7]).split("；")) == 5 and rows[2][6:] == ("4", "没有填写身份证号码")
    with pytest.raises(Refused, match="3 行中有 2 行不能登记"):
        read.refuse_rejected("登记")


def test_the_template_is_text_from_top_to_bottom_and_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(template_workbook(WANTED))

    sheet = load_workbook(path).active

    assert sheet is not None and sheet["A500"].number_format == "@"
    assert sheet.column_dimensions["A"].width >= 18 and sheet.column_dimensions["C"].width >= 19 and sheet["A1"].font.bold
    with pytest.raises(Refused, match="没有数据行"):
        read_rows(path, WANTED)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_file_is_read_in_the_usual_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "list.csv"
    number = citizen_number()
    path.write_bytes(f'{",".join(TITLES)}\r\n{number},张三,,"1,200.00",,\r\n'.encode(encoding))

    assert read_rows(path, WANTED).rows == [{"citizen_number": number, "name": "张三", "paid_fen": 120000}]


def zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("xl/worksheets/sheet1.xml", "w") as part:
        for _ in range(200):
            part.write(b"0" * 1024 * 1024)
    return out.getvalue()


def with_macro() -> bytes:
    out = io.BytesIO()
    workbook = Workbook()
    workbook.save(out)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return out.getvalue()


def wide() -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.cell(1, 10_000, "x")
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def entity_bomb() -> bytes:
    """A sheet whose text would grow a billionfold where entities are expanded."""
    source, out = io.BytesIO(), io.BytesIO()
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.append(["LAUGH"])
    workbook.save(source)
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE s [<!ENTITY a "'
        + b"ha" * 50
        + b'">'
        + b"".join(b'<!ENTITY %c "%s">' % (98 + i, b"&%c;" % (97 + i) * 10) for i in range(8))
        + b"]>"
    )
    with zipfile.ZipFile(source) as given, zipfile.ZipFile(out, "w") as made:
        for part in given.infolist():
            text = given.read(part)
            made.writestr(
                part,
                bomb + text.split(b"?>", 1)[-1].replace(b"LAUGH", b"&i;")
                if part.filename.endswith((".xml",)) and b"LAUGH" in text
                else text,
            )
    return out.getvalue()


BAD = {
    "a zip bomb": (zip_bomb, "x.xlsx", "解开后"),
    "a workbook with macros": (with_macro, "x.xlsx", "含有宏"),
    "ten thousand columns": (wide, "x.xlsx", "列"),
    "an entity bomb": (entity_bomb, "x.xlsx", "缺少|打不开"),
    "a cut-off workbook": (lambda: template_workbook(WANTED)[:900], "x.xlsx", "打不开"),
    "text called xlsx": (lambda: b"hello", "x.xlsx", "不是 xlsx"),
    "an old workbook": (lambda: b"\xd0\xcf\x11\xe0" + b"0" * 600, "x.xls", "不是 xlsx"),
    "a program": (lambda: b"MZ\x00\x00", "x.csv", "不是文本"),
    "an unknown encoding": (lambda: b"\xff\xff\x81", "x.csv", "编码"),
    "an open quote": (lambda: '身份证号码,姓名\n"990,张三'.encode(), "x.csv", "引号"),
    "an empty file": (lambda: b"", "x.csv", "缺少"),
    "another list": (lambda: "编号,名称\n1,2".encode(), "x.csv", "缺少“身份证号码”列"),
    "a column twice": (lambda: "姓名,姓名,身份证号码\n".encode(), "x.csv", "两列"),
    "too many rows": (lambda: ("身份证号码,姓名\n" + "1,2\n" * (MOST_ROWS + 5)).encode(), "x.csv", "超过"),
    "too many bytes": (lambda: b"0" * (21 * 1024 * 1024), "x.csv", "MB"),
}


@pytest.mark.slow
@pytest.mark.parametrize("what", BAD)
def test_a_file_that_is_no_such_list_is_refused_quickly_in_plain_words(tmp_path: Path, what: str) -> None:
    made, name, said = BAD[what]
    path = tmp_path / name
    path.write_bytes(made())
    begun = time.monotonic()

    with pytest.raises(Refused, match=said):
        read_rows(path, WANTED)

    assert time.monotonic() - begun < 4


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.one_of(st.binary(max_size=300), st.text(max_size=200).map(lambda text: (",".join(TITLES) + "\n" + text).encode())),
    st.sampled_from(["a.csv", "a.xlsx"]),
)
def test_any_bytes_are_read_or_refused_and_never_break_anything(tmp_path: Path, content: bytes, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)

    try:
        read = read_rows(path, WANTED)
    except Refused:
        return
    assert all(set(row) >= {"citizen_number", "name"} for row in read.rows)
