"""The letters of a debt as Word files: the order, the urging, the agreement, the application to the court, the hand-over, the settlement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import NamedTuple

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from shebao.agency import schemes
from shebao.agency.evaluation.fonts import BODY, TITLE, set_font
from shebao.agency.payout import queries as payout
from shebao.agency.payout.queries import DebtState
from shebao.agency.procedures.death.debts import UNKNOWN_DRAWER
from shebao.base.money import grouped
from shebao.base.months import month_title


class Letter(NamedTuple):
    """A letter: its title, when there is one, its paragraphs, and whom it speaks to (empty: the debtor)."""

    title: str
    needed: Callable[[DebtState], bool]
    paragraphs: Callable[[DebtState], list[str]]
    to: str = ""


def letter(kind: str, debt: DebtState, office: str, day: date) -> bytes:
    """The Word file of a letter; names and sums are filled in, what nobody knows yet is a line to write on."""
    one, document = LETTERS[kind], docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.8)
    head = document.add_paragraph()
    head.alignment = WD_ALIGN_PARAGRAPH.CENTER
    head.paragraph_format.space_after = Pt(18)
    set_font(head.add_run(one.title), TITLE, 22, bold=True)
    _line(document, f"{one.to or _debtor(debt)}：", indent=False)
    for text in one.paragraphs(debt):
        _line(document, text)
    for text in (office, "（盖章）　　　　　　　　年　　月　　日"):
        _line(document, text, right=True)
    _line(document, f"债务编号：{debt.id}　打印日期：{day.isoformat()}　送达方式和签收：____________________", indent=False)
    out = BytesIO()
    document.core_properties.title, document.core_properties.author = one.title, office
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


def _debtor(debt: DebtState) -> str:
    return "领取人（查明以后填写）____________" if debt.drawn_by == UNKNOWN_DRAWER else debt.drawn_by


def _facts(debt: DebtState, who: str = "你") -> str:
    span = f"{month_title(debt.first_month)}至{month_title(debt.last_month)}"
    return (
        f"经核查，{debt.name}的{schemes.title(debt.scheme)}待遇在{span}多发 {debt.months} 个月，"
        f"共 {grouped(debt.amount_fen)} 元，由{who}领取；已收回 {grouped(debt.amount_fen - debt.left_fen)} 元，"
        f"尚欠 {grouped(debt.left_fen)} 元。"
    )


def _order(debt: DebtState) -> list[str]:
    return [
        _facts(debt),
        "根据《社会保险经办条例》第四十六条，责令你自收到本决定之日起____日内退回上述款项，存入经办机构指定账户：____________________。"
        "一次退回有困难的，可以书面申请分期；不退回的，可以从你以后的待遇或个人账户余额中抵扣。",
        "你已经（　）陈述申辩，意见和复核结果：____________________。",
        "不服本决定的，可以自收到之日起六十日内申请行政复议，或者自收到之日起六个月内向人民法院提起行政诉讼。",
    ]


def _urging(debt: DebtState) -> list[str]:
    served = payout.standing_debt_steps(debt.id, ["served"])
    order = (
        f"{served[-1].document}已于 {served[-1].day.isoformat()} 送达。"
        if served
        else "责令退回决定（文号____________）已于____年__月__日送达。"
    )
    return [
        _facts(debt),
        f"{order}你至今没有全部履行。根据《行政强制法》第五十四条，现催告你自收到本催告书之日起十日内退回 "
        f"{grouped(debt.left_fen)} 元，方式：存入经办机构指定账户____________________。",
        "你有权陈述和申辩。逾期仍不履行的，我单位将依法申请人民法院强制执行。",
    ]


def _agreement(debt: DebtState) -> list[str]:
    agreed = payout.standing_debt_steps(debt.id, ["agreed"])
    plan = agreed[-1].text if agreed else "首期______元，自____年__月起每月______元，到____年__月还清"
    return [
        _facts(debt),
        f"双方约定：{plan}。",
        "每期在当月末以前存入经办机构指定账户；连续两期没有按期还款的，尚欠部分一次到期，经办机构可以催告并申请人民法院强制执行。",
        "还款人（签字）：____________　保证人（签字）：____________　经办机构代表（签字）：____________",
    ]


def _court(debt: DebtState) -> list[str]:
    return [
        _facts(debt, _debtor(debt)),
        f"被申请人：{_debtor(debt)}。请求：依法强制执行责令退回决定，执行标的 " + f"{grouped(debt.left_fen)} 元。",
        "事实和理由：决定已经送达，被申请人在法定期限内没有申请行政复议或者提起行政诉讼，又不履行；催告送达满十日仍不履行。"
        "依据：《行政强制法》第五十三条、第五十四条。",
        "附件：决定书和送达回证、催告书和送达回证、证据目录、被申请人财产线索。",
    ]


def _transfer(debt: DebtState) -> list[str]:
    return [
        _facts(debt, _debtor(debt)),
        "上述行为涉嫌以欺诈、伪造证明材料或者其他手段骗取社会保险待遇。根据《社会保险法》第八十八条、《社会保险经办条例》第五十五条，"
        "现将案件材料移送你单位依法处理。处罚由行政部门决定，经办机构不收取罚款。",
        "附件：发放明细、核查笔录、证据目录。接收人（签字）：____________",
    ]


def _settled(debt: DebtState) -> list[str]:
    return [_facts(debt, _debtor(debt)), "上述款项已经还清或者依法核销，本债务结清。特此证明。"]


LETTERS: dict[str, Letter] = {
    "order": Letter("责令退回决定书", lambda debt: debt.left_fen > 0, _order),
    "urging": Letter("催告书", lambda debt: debt.left_fen > 0, _urging),
    "agreement": Letter("还款协议书", lambda debt: debt.left_fen > 0, _agreement),
    "court": Letter("强制执行申请书", lambda debt: debt.left_fen > 0, _court, "____________人民法院"),
    "transfer": Letter("案件移送书", lambda debt: debt.left_fen > 0, _transfer, "____________（接收单位）"),
    "settled": Letter("结清证明", lambda debt: debt.left_fen == 0, _settled),
}
