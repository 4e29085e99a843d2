"""The findings of a check as files to take along: a table to sort, and a letter to whoever wrote the report. Both come from what the page signed."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from shebao.agency.evaluation.documents import write_docx
from shebao.core.evaluation.draft import Block, Draft, Heading, Paragraph, Run, Table

from .highlight import TONES, title_of

COLUMNS = (
    ("轻重", 8),
    ("规则", 22),
    ("文件和行", 26),
    ("原文", 50),
    ("问题", 50),
    ("左边", 18),
    ("右边", 18),
    ("应为", 22),
    ("容差", 12),
    ("怎么办", 44),
    ("依据", 40),
)
_ASKED = (
    ("error", "一、需要改正的", "下列各处，按报告自己印出的数计算不成立，请对照原始数据改正。"),
    ("warn", "二、请核实后改正的", "下列各处与规定或前后文不符，请核实；情况属实的，请在报告中写明原因。"),
    ("question", "三、请说明的", "下列各处有两种可能，请说明是哪一种。"),
    ("info", "四、文字和格式", "下列各处供修改文字时参考。"),
)
_NOT_PRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f]")


def as_workbook(result: dict[str, Any]) -> bytes:
    """One row a finding. Every cell is text, so that a quote that begins with = stays a quote."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title, sheet.freeze_panes = "核查结果", "A2"
    sheet.append([title for title, _ in COLUMNS])
    for finding in result["findings"]:
        quotes = finding["quotes"]
        sheet.append(
            [
                TONES[finding["severity"]][0],
                title_of(finding["rule"]),
                "\n".join(f"{q['file']} 第{q['line']}行" for q in quotes),
                "\n".join(q["text"].strip() for q in quotes),
                finding["message"],
                finding["left"],
                finding["right"],
                finding["computed"],
                finding["tolerance"],
                finding["suggestion"],
                finding["source"],
            ]
        )
    for row in sheet.iter_rows():
        for cell in row:
            cell.data_type, cell.alignment = "s", Alignment(vertical="top", wrap_text=True)
    for cell, (_, width) in zip(sheet[1], COLUMNS, strict=True):
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    relations = result["relations"]
    sheet.append([f"核对关系 {relations['checked']} 条，成立 {relations['hold']} 条。"])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def as_letter(result: dict[str, Any]) -> bytes:
    """A Word file: by severity, a table of place, words of the report, what does not hold and what to do."""
    blocks: list[Block] = [
        _said(f"现将报告核查情况函告如下。共核对关系 {result['relations']['checked']} 条，成立 {result['relations']['hold']} 条。")
    ]
    number = 0
    for severity, title, request in _ASKED:
        findings = [finding for finding in result["findings"] if finding["severity"] == severity]
        if not findings:
            continue
        rows = []
        for finding in findings:
            number += 1
            rows.append(tuple(_run(text) for text in (str(number), _place(finding), finding["message"], finding["suggestion"])))
        blocks += [Heading(1, title), _said(request), Table("", ("序号", "报告原文", "问题", "请"), tuple(rows), (6, 34, 34, 26))]
    if not number:
        blocks.append(_said("核对过的关系全部成立，没有需要改正的地方。"))
    blocks.append(_said("请改正后重新报送，并附改正说明；对核查结果有不同意见的，请附原始数据一并说明。"))
    draft = Draft("绩效自评报告核查情况的函", tuple(blocks), (), (), ())
    with TemporaryDirectory() as folder:
        path = Path(folder) / "letter.docx"
        write_docx(draft, path)
        return path.read_bytes()


def _place(finding: dict[str, Any]) -> str:
    quotes = finding["quotes"]
    return "\n".join(f"{q['file']} 第{q['line']}行：“{q['text'].strip()[:120]}”" for q in quotes[:6]) or "全文"


def _run(text: str) -> Run:
    """Words a Word file may hold: what a stranger sent may have signs it may not."""
    return Run(_NOT_PRINTABLE.sub(" ", text))


def _said(text: str) -> Paragraph:
    return Paragraph((_run(text),))
