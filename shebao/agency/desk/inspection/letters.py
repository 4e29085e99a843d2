"""Papers of inspection as Word files: the notice, the promise, the record, what is told, the opinion, the proposal, and the control report."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from typing import Any, NamedTuple

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from shebao.agency import schemes
from shebao.agency.evaluation.fonts import BODY, TITLE, set_font
from shebao.agency.inspection import queries as inspection
from shebao.agency.inspection.kinds import RECIPIENTS
from shebao.agency.inspection.queries import CaseRow
from shebao.base.money import grouped
from shebao.base.months import month_text, month_title

BLANK = "____________"


class Paper(NamedTuple):
    """A paper of a case: its title, the states of a case in which there is one, its paragraphs, and whether it lists the findings."""

    title: str
    states: tuple[str, ...]
    paragraphs: Callable[[CaseRow], list[str]]
    lists: bool = False


def paper(kind: str, case: CaseRow, office: str, day: date) -> bytes:
    """The Word file of a paper of a case; what nobody knows yet is a line to write on."""
    one = PAPERS[kind]
    sheet = Sheet(one.title, office)
    sheet.line(f"{case.name}：", indent=False)
    for text in one.paragraphs(case):
        sheet.line(text)
    if one.lists:
        sheet.table(*_findings(case.id))
    for text in (office, "（盖章）　　　　　　　　年　　月　　日"):
        sheet.line(text, right=True)
    sheet.line(f"案件编号：{case.id}　打印日期：{day.isoformat()}　签收或拒签注明：____________________", indent=False)
    return sheet.content()


class Sheet:
    """A Word file with a title, lines and tables, in the fonts of official papers."""

    def __init__(self, title: str, author: str) -> None:
        self.document = docx.Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.8)
        self.document.core_properties.title, self.document.core_properties.author = title, author
        head = self.document.add_paragraph()
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        head.paragraph_format.space_after = Pt(18)
        set_font(head.add_run(title), TITLE, 22, bold=True)

    def line(self, text: str, *, indent: bool = True, right: bool = False) -> None:
        """One paragraph."""
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.line_spacing = Pt(28)
        paragraph.paragraph_format.space_after = Pt(0)
        if indent and not right:
            paragraph.paragraph_format.first_line_indent = Pt(32)
        if right:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        set_font(paragraph.add_run(text), BODY, 16)

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """A table; nothing where it has no rows."""
        if not rows:
            return
        table = self.document.add_table(rows=1, cols=len(heads), style="Table Grid")
        for cell, text in zip(table.rows[0].cells, heads, strict=True):
            _fill(cell, text, bold=True)
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                _fill(cell, text)

    def content(self) -> bytes:
        """The file."""
        out = BytesIO()
        self.document.save(out)
        return out.getvalue()


def _fill(cell: Any, text: str, *, bold: bool = False) -> None:
    set_font(cell.paragraphs[0].add_run(text), BODY, 12, bold=bold)


def _findings(case_id: int) -> tuple[list[str], list[list[str]]]:
    rows = inspection.findings_of(case_id)
    listed = [
        [
            row.person.name,
            schemes.title(row.scheme),
            month_text(row.month),
            grouped(row.wage_fen),
            grouped(row.unit_fen),
            grouped(row.person_fen),
        ]
        for row in rows
    ]
    if listed:
        unit, own = sum(row.unit_fen for row in rows), sum(row.person_fen for row in rows)
        listed.append(["合计", "", "", "", grouped(unit), grouped(own)])
    return ["姓名", "险种", "所属期", "应报月工资（元）", "单位少缴（元）", "个人少缴（元）"], listed


def _span(case: CaseRow) -> str:
    return f"{month_title(case.from_month)}至{month_title(case.to_month)}"


def _last(case: CaseRow, step: str) -> Any:
    rows = [one for one in inspection.steps_of(case.id) if one.step == step]
    return rows[-1] if rows else None


def _notice(case: CaseRow) -> list[str]:
    names = "、".join(inspection.inspectors_of(case.id))
    early = f"因{case.waived}，不提前通知。" if case.waived else ""
    return [
        f"（{case.document}）根据《社会保险经办条例》《社会保险稽核办法》，定于 {case.visit_on.isoformat()} 起对你{_span(case)}"
        f"参加社会保险的情况进行稽核，稽核人员：{names}。{early}",
        "请准备下列资料：职工名册、劳动合同、工资发放表和会计凭证、缴费申报表、个人所得税扣缴明细，以及____________________。",
        "你有权要求稽核人员出示证件，有权陈述、申辩；稽核人员与你有利害关系的，你可以要求回避。"
        "无正当理由拒绝、阻挠稽核或者谎报、瞒报的，移交行政部门依法处理。",
    ]


def _promise(case: CaseRow) -> list[str]:
    return [
        f"我单位承诺：为{_span(case)}的社会保险稽核提供的账簿、报表、凭证和其他资料真实、完整，没有隐瞒、伪造、变造或者毁损。",
        "如有不实，愿意承担法律责任。",
        f"法定代表人（或委托人）签字：{BLANK}　单位盖章",
    ]


def _record(case: CaseRow) -> list[str]:
    row = _last(case, "recorded")
    names = "、".join(inspection.inspectors_of(case.id))
    return [
        f"稽核时间：{row.day.isoformat() if row else BLANK}　地点：{BLANK}　稽核人员：{names}",
        f"检查期间：{_span(case)}　查阅的资料：{BLANK}",
        f"查明的情况：{row.text if row else BLANK}",
        f"被稽核对象意见：{BLANK}　签字（拒签的注明原因）：{BLANK}　稽核人员签字：{BLANK}、{BLANK}",
    ]


def _told(case: CaseRow) -> list[str]:
    row = _last(case, "told")
    return [
        f"对你{_span(case)}参加社会保险情况的稽核已经结束，没有发现违反社会保险法律法规的问题。",
        f"情况说明：{row.text if row else BLANK}",
        "依据：社会保险稽核办法，稽核结束后五个工作日内书面告知。",
    ]


def _opinion(case: CaseRow) -> list[str]:
    row = _last(case, "opinion")
    due = row.due_on.isoformat() if row and row.due_on else BLANK
    document = f"（{row.document}）" if row and row.document else ""
    return [
        f"{document}对你{_span(case)}参加社会保险情况的稽核已经结束。查明：{row.text if row else BLANK}",
        f"少缴社会保险费合计 {grouped(row.amount_fen) if row else BLANK} 元，逐人逐月见下表。",
        f"根据《社会保险法》第六十条、第六十三条、《社会保险经办条例》第四十四条，责令你于 {due} 前改正，向税务部门补缴，并书面报告改正情况。"
        "滞纳金由税务部门依法加收。",
        "对本意见有异议的，可以自收到之日起十日内书面提出复查；也可以依法申请行政复议或者提起行政诉讼。逾期不改正的，提请行政部门依法处理。",
    ]


def _proposal(case: CaseRow) -> list[str]:
    row = _last(case, "passed")
    to = RECIPIENTS[row.party] if row and row.party else BLANK
    base = f"处罚基数 {grouped(row.amount_fen)} 元。" if row and row.amount_fen else ""
    return [
        f"致：{to}",
        f"{case.name}在{_span(case)}违反社会保险法律法规，我单位送达稽核意见书责令改正，逾期没有改正。{base}",
        f"建议：{row.text if row else BLANK}",
        "依据：《社会保险法》第八十四条、第八十六条、第八十八条，《社会保险经办条例》第五十五条。处罚由你部门决定。",
        "附件：稽核意见书和送达回证、工作记录、逐人逐月少缴明细、逾期不改的证明。",
    ]


_BEGUN = ("opened", "visited", "clean", "breach", "put_right", "handed_on")
PAPERS: dict[str, Paper] = {
    "notice": Paper("社会保险稽核通知书", _BEGUN, _notice),
    "promise": Paper("承诺书", _BEGUN, _promise),
    "record": Paper("社会保险稽核工作记录表", _BEGUN, _record),
    "told": Paper("社会保险稽核情况告知书", ("clean",), _told),
    "opinion": Paper("社会保险稽核意见书", ("breach", "put_right", "handed_on"), _opinion, lists=True),
    "proposal": Paper("提请行政处罚建议书", ("handed_on",), _proposal, lists=True),
}
"""The papers of GB/T 32622-2016 (annexes A to G), as far as the records fill them; its layout was not read."""
