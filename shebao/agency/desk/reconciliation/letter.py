"""The letter to the bank about a difference, as a Word file: what we have, what the bank says, what we ask for, and where to answer."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from shebao.agency.evaluation.fonts import BODY, TITLE, set_font
from shebao.agency.reconciliation.queries import Case
from shebao.base.money import grouped

ASKED = {
    "no_answer": "请贵行查询该文件的处理结果，将回盘文件和纸质回单送我单位。未得到贵行书面结果以前，我单位不会重新发放。",
    "part_answered": "请贵行查询其余各笔的处理结果，补送回盘文件和纸质回单。",
    "failed_answer": "该回盘文件我单位未能收下，原因如上。请贵行核对后重新提供原始回盘文件。",
    "unused_slip": "请贵行核对回单与回盘文件，说明以哪一份为准，并更换有误的一份。",
    "no_statement": "请贵行提供该月支出户对账单（含每笔流水号）。",
    "not_on_statement": "请贵行查询该笔款项是否已经办理、办理日期及流水号。",
    "bank_alone": "请贵行提供该笔款项的凭证，说明来源或去向。",
    "amount_differs": "请贵行核对该笔款项的金额，如有错误请更正并书面说明。",
    "twice_on_statement": "该笔款项在对账单上出现两次。请贵行立即核查是否重复支付；重复支付的，请止付、追回并书面说明。",
    "unknown_file": "请贵行查询是否收到过该文件，如已收到请说明处理结果；尚未处理的请暂停处理并通知我单位。",
}


def letter_to_bank(case: Case, office: str, day: date) -> bytes:
    """The Word file; the same difference on the same day gives the same text."""
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.8)
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.paragraph_format.space_after = Pt(18)
    set_font(head.add_run("关于核对社会保险待遇代发款项的函"), TITLE, 22, bold=True)
    _line(document, "____________________银行：", indent=False)
    _line(document, f"我单位在核对社会保险基金支出户时发现：{case.subject}，{case.title}。{case.words}。")
    if case.fen:
        _line(document, f"涉及金额 {grouped(abs(case.fen))} 元，自 {case.since.isoformat()} 起。")
    _line(document, ASKED[case.kind])
    _line(document, f"请于____年____月____日以前书面答复。差异编号：{case.id}。")
    for text in (office, "（盖章）　　　　　　　　年　　月　　日"):
        _line(document, text, right=True)
    _line(document, f"打印日期：{day.isoformat()}　银行签收：____________________", indent=False)
    out = BytesIO()
    document.core_properties.title, document.core_properties.author = "银行核对函", office
    document.save(out)
    return out.getvalue()


def _line(document: docx.document.Document, text: str, *, indent: bool = True, right: bool = False) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.line_spacing = Pt(28)
    paragraph.paragraph_format.space_after = Pt(0)
    if indent and not right:
        paragraph.paragraph_format.first_line_indent = Pt(32)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    set_font(paragraph.add_run(text), BODY, 16)
