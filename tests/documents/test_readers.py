"""Reports arrive as txt, docx, xlsx and PDF, sound, damaged and hostile; each is read or refused in a plain sentence."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from shebao.base.finding import Refused
from shebao.core.evaluation.check import check_documents
from shebao.documents import read_bytes, read_file
from shebao.documents.numbering import chinese, written
from shebao.documents.workbook import shown
from tests.support import office_files as office

SCORES = [
    ["一级指标", "二级指标", "三级指标", "指标值", "完成值", "分值", "得分"],
    ["产出", "数量", "办理件数", "≥100件", "120件", "50", "50"],
    ["^", "质量", "准确率", "≥98%", "97%", "50", "50"],
    ["合计", "", "", "", "", "100", "100"],
]


def refused(name: str, data: bytes) -> str:
    with pytest.raises(Refused) as caught:
        read_bytes(name, data)
    return str(caught.value)


def test_word_paragraphs_carry_their_automatic_numbers() -> None:
    body = office.paragraph("概况", 0) + office.paragraph("机构", 1) + office.paragraph("人员", 1) + office.paragraph("结论", 0)

    lines = read_bytes("报告.docx", office.word(body)).lines

    assert [line for line in lines if line] == ["一、概况", "（一）机构", "（二）人员", "二、结论"]


def test_numbers_given_by_a_paragraph_style_are_written_out_too() -> None:
    style = '<w:style w:styleId="H1"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    heir = '<w:style w:styleId="H2"><w:basedOn w:val="H1"/></w:style>'
    body = office.paragraph("概况", style="H1") + office.paragraph("结论", style="H2")

    assert read_bytes("a.docx", office.word(body, styles=style + heir)).lines == ("一、概况", "二、结论")


def test_word_tables_become_lines_with_merged_cells_left_empty() -> None:
    document = read_bytes("a.docx", office.word(office.table([["产出", "<2办理", "10"], ["^", "件数", "9", "8"]])))

    assert [line for line in document.lines if line] == ["产出\t办理\t\t10", "\t件数\t9\t8"]


def test_deleted_text_of_tracked_changes_is_not_read() -> None:
    body = (
        "<w:p><w:r><w:t>支出</w:t></w:r><w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins><w:r><w:t>120元</w:t></w:r></w:ins></w:p>"
    )

    assert read_bytes("a.docx", office.word(body)).lines == ("支出120元",)


def test_a_missed_goal_is_found_in_a_word_table() -> None:
    result = check_documents([read_bytes("a.docx", office.word(office.paragraph("自评报告") + office.table(SCORES)))])

    assert "SCO-target" in [finding.rule for finding in result.findings if finding.severity == "error"]


def test_a_workbook_is_read_as_it_is_shown() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in SCORES:
        sheet.append(
            [0.97 if cell == "97%" else int(cell) if cell.isdigit() else cell for cell in row if cell != "^"]
            if "^" not in row
            else [None, "质量", "准确率", "≥98%", 0.97, 50, 50]
        )
    sheet["E3"].number_format = "0.00%"
    data = io.BytesIO()
    book.save(data)

    document = read_bytes("评分表.xlsx", data.getvalue())

    assert "\t质量\t准确率\t≥98%\t97.00%\t50\t50" in document.lines
    assert "SCO-target" in [finding.rule for finding in check_documents([document]).findings]


@pytest.mark.parametrize(
    ("value", "pattern", "text"),
    [
        (1.0497, "0.00%", "104.97%"),
        (351.25, "General", "351.25"),
        (8722.39, "#,##0.00", "8,722.39"),
        (0.1 + 0.2, "General", "0.3"),
        (12, "0", "12"),
        (None, "", ""),
        (True, "", "是"),
        (float("inf"), "0.00", ""),
        ("甲\n乙", "", "甲 乙"),
        (2.675, "0.00", "2.68"),
    ],
)
def test_a_cell_is_printed_as_its_format_says(value: object, pattern: str, text: str) -> None:
    assert shown(value, pattern) == text


def test_a_text_pdf_gives_its_lines_and_its_ruled_table() -> None:
    data = office.pdf(["2023年度部门整体支出绩效自评报告", "自评得分为96分，等级为优。"], [row for row in SCORES if "^" not in row])

    lines = read_bytes("报告.pdf", data).lines

    assert lines[0] == "2023年度部门整体支出绩效自评报告"
    assert "产出\t数量\t办理件数\t≥100件\t120件\t50\t50" in lines


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_encodings_of_chinese_offices(encoding: str) -> None:
    assert read_bytes("a.txt", "决算支出1万元\r\n结论".encode(encoding)).lines == ("决算支出1万元", "结论")


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "旧版"),
        ("a.wps", b"not really", ".wps"),
        ("a.rtf", b"{\\rtf1 x}", "格式"),
        ("a.docx", b"PK\x03\x04 broken", "损坏"),
        ("a.docx", b"plain words", "docx"),
        ("a.pdf", b"%PDF-1.7 nothing", "PDF"),
        ("a.png", b"\x89PNG\r\n", "图片"),
        ("a.txt", b"", "空"),
        ("a.txt", b"\x00\x01\x02\x03" * 200, "文本"),
        ("a.zip", b"PK\x05\x06" + b"\x00" * 18, "压缩包"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(name: str, data: bytes, word: str) -> None:
    said = refused(name, data)

    assert word in said or "损坏" in said
    assert said.endswith("。")


def test_entities_in_a_word_file_are_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'

    assert "实体" in refused("a.docx", office.word("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", prologue=bomb))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b"0" * 60_000_000)

    started = time.perf_counter()
    assert "炸弹" in refused("a.docx", out.getvalue())
    assert time.perf_counter() - started < 2


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "没有.txt", tmp_path):
        with pytest.raises(Refused):
            read_file(path)


@given(st.binary(max_size=400), st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_a_damaged_word_file_is_read_or_refused_but_never_crashes(noise: bytes, place: int) -> None:
    whole = office.word(office.paragraph("概况", 0) + office.table(SCORES))
    at = place % len(whole)

    try:
        check_documents([read_bytes("a.docx", whole[:at] + noise + whole[at + len(noise) :])])
    except Refused as refusal:
        assert str(refusal)


@pytest.mark.slow
def test_a_word_file_of_three_hundred_pages_is_read_and_checked_within_ten_seconds() -> None:
    sentence = "2023年决算支出351.25万元，其中：基本支出201.98万元，项目支出149.27万元。各项工作按计划完成，资金使用合规，" * 6
    body = "".join(office.paragraph(f"第{page}页{sentence}") for page in range(660)) + office.table(SCORES) * 60

    started = time.process_time()
    check_documents([read_bytes("a.docx", office.word(body))])

    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (14, "十四"), (20, "二十"), (35, "三十五"), (103, "一百零三"), (112, "一百一十二")]
)
def test_counts_are_written_in_chinese(number: int, text: str) -> None:
    assert chinese(number) == text


def test_word_number_formats() -> None:
    assert [written(3, style) for style in ("decimal", "decimalEnclosedCircle", "upperRoman", "lowerLetter", "bullet")] == [
        "3",
        "③",
        "III",
        "c",
        "",
    ]


def test_a_workbook_says_aloud_what_its_sheets_do_not_show() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    sheet.title = "附表"
    for row in (["项目", "金额"], ["甲", 10], ["乙", 20], ["合计", "=B2+B3"]):
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    out = io.BytesIO()
    book.save(out)

    document = read_bytes("a.xlsx", out.getvalue())
    infos = [finding.message for finding in check_documents([document]).findings if finding.rule == "MIS-reading"]

    assert "乙\t20" in document.lines, "a hidden row counts in the total, so it is read"
    assert [line.split("〔读表说明〕")[1][:8] for line in document.lines if "〔读表说明〕" in line] == [
        "第 3 行是隐藏",
        "第 2 列是隐藏",
        "B4 是公式，文",
        "日期按 1904",
    ]
    assert len(infos) == 4


def test_a_workbook_whose_formulas_have_results_says_nothing() -> None:
    book = openpyxl.Workbook()
    book.active.append(["合计", 30])
    out = io.BytesIO()
    book.save(out)

    assert not any("读表说明" in line for line in read_bytes("a.xlsx", out.getvalue()).lines)
