"""A voucher that no other matter makes (手工凭证): on a slip, or putting a wrong voucher of this year right, by three people.

The last resort: what a run, a tax receipt or a period's end made is put right where it came from. A correction cancels the wrong
voucher in red and enters the right one on the same slip.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.fund.chart import bank_accounts, chart_for
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, Wanted
from shebao.agency.procedures.books.ledger_field import LEDGER, ledger_of, titled
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of, month_title
from shebao.core.books.chart import Chart
from shebao.core.books.slip import Slip
from shebao.core.books.voucher import Line

from .slip_fields import COUNTERPARTY, LONGEST_PARTY, MOST_PAGES, PAGES, REFERENCE, need, optional, plain_number

KEY = "enter_voucher"
TITLE = "手工凭证"
LAW = "会计法第三十五条；会计基础工作规范（财政部令第98号）第四十七条至第五十一条；社会保险基金会计制度（财会〔2017〕28号）"
WORKING_DAYS = None
RISK = "high"
RESULT = "记账凭证"
REVERSAL = "有误的办理“冲销凭证”，或再办理一次“手工凭证”更正；错的、红字的、对的三张都保留。"
AREA = "fund"
CORRECT, OTHER = "correct", "other"
KINDS = ((OTHER, "凭单据记账"), (CORRECT, "更正本年的错凭证"))
LONGEST_MEMO = 100
MADE_BY_THE_SYSTEM = {
    books.BANK_RETURN: "银行更正结果的，在发放批次里导入更正的回盘",
    "tax_receipt": "税务更正入库的，导入更正的入库明细",
    books.OPENING: "期初有误的，在当期记更正凭证，不冲销期初",
    **dict.fromkeys(books.TRANSFERS, "期末结转由结账自动做，不单独更正"),
    "order": "凭原计划或通知办理退回或冲销",
    books.KEPT_BACK: "银行更正结果的，在发放批次里导入更正的回盘；决定有误的，办理“停止抵扣”",
    "never_due": "退款清理有误的，办理冲销后重新清理",
}
ROWS = (
    Wanted("account", "科目编码", also=("科目", "编码")),
    Wanted("item", "明细", required=False, also=("明细名称",)),
    Wanted("debit_fen", "借方（元）", "yuan", required=False, also=("借方", "借方金额")),
    Wanted("credit_fen", "贷方（元）", "yuan", required=False, also=("贷方", "贷方金额")),
)
FIELDS = (
    LEDGER,
    Field("rows", "分录", "file", help="每行：科目编码、明细（没有的不填）、借方或贷方（元）；借贷两边相等"),
    Field("kind", "办什么", "choice", choices=KINDS),
    Field("on", "凭证日期", "date", help="单据上的日期；更正的填办理当天，所在月份必须还没有结账"),
    Field("memo", "摘要", longest=LONGEST_MEMO),
    Field("why", "理由", help="为什么不能用到账登记、发放、冲销等事项办理"),
    Field("wrong_month", "被更正凭证的会计期间", "month", required=False, help="更正时填写"),
    Field("wrong_number", "被更正凭证的号码", "number", required=False, help="更正时填写；只能是本年的凭证"),
    Field("paper", "单据种类", required=False, longest=24, help="凭单据记账时填写，如银行回单；更正的用原来的单据"),
    optional(REFERENCE, "凭单据记账时照单据填写；更正的用原来的单据"),
    Field("account", "出具单据的账户", required=False, help="科目编码，如 1003；没有经过银行的填单据所说的往来科目"),
    COUNTERPARTY,
    PAGES,
    Field("file_name", "文件名", required=False),
    scans_field("原始凭证扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for lines that do not balance, a slip that says otherwise, a closed month, and what another matter has to put right."""
    ledger, on = ledger_of(payload), date.fromisoformat(payload["on"])
    if on > day:
        refuse("procedures.voucher", f"凭证日期 {on.isoformat()} 晚于今天 {day.isoformat()}", "请填今天或以前的日期。", "on")
    first = books.first_month(ledger)
    if first is None or month_of(on) < first:
        refuse("procedures.voucher", f"{month_title(month_of(on))}还没有建账", "请先办理基金建账。", "on")
    if payload["kind"] == CORRECT:
        need(payload, (FIELDS[6], FIELDS[7]), "更正")
        _check_wrong(_wrong(payload))
    else:
        need(payload, (FIELDS[8], FIELDS[9], FIELDS[10]), "凭单据记账")
        payload["reference"] = plain_number(payload["reference"])
        if not 1 <= payload.setdefault("pages", 1) <= MOST_PAGES:
            refuse("procedures.voucher", f"附单据张数应为 1 至 {MOST_PAGES}", "请按所附单据填写。", "pages")
        if len(payload.get("counterparty", "")) > LONGEST_PARTY:
            refuse("procedures.voucher", f"对方单位最多 {LONGEST_PARTY} 个字", "请填单据上的简称。", "counterparty")
    simulated(lambda: _enter(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The wrong voucher in red, the lines of the right one, its slip, and why."""
    chart = chart_for(ledger_of(payload), date.fromisoformat(payload["on"]))
    rows = []
    if payload["kind"] == CORRECT:
        wrong = _wrong(payload)
        rows.append(Change("红字冲销", books.told(wrong), wrong.memo))
        rows += [
            Change(
                f"原{'借' if line.debit_fen else '贷'} {chart.title_of(line.account, line.item)}",
                f"{grouped(line.debit_fen + line.credit_fen)} 元",
                f"红字 {grouped(-line.debit_fen - line.credit_fen)} 元",
            )
            for line in books.as_draft(wrong).lines
        ]
    rows += [
        Change(
            "借" if line.debit_fen else "贷", chart.title_of(line.account, line.item), f"{grouped(line.debit_fen or line.credit_fen)} 元"
        )
        for line in _lines(payload, chart)
    ]
    slip = _slip(payload, _lines(payload, chart))
    paper = f"{slip.kind} {slip.number}，{grouped(slip.amount_fen)} 元，附 {slip.pages} 张" if slip else "原凭证没有单据"
    return [*rows, Change("凭证日期和单据", payload["on"], paper), Change("理由", "", payload["why"])]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the right voucher."""
    return _enter(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, f"{dict(KINDS)[payload['kind']]}：{payload['memo']}")


def count(payload: Payload) -> int:
    """One voucher, however many lines."""
    return 1


def _lines(payload: Payload, chart: Chart) -> list[Line]:
    lines = []
    for number, row in enumerate(payload["rows"], 1):
        account = chart.account(str(row["account"]).strip())
        names = {title: key for key, title in account.items.items()}
        text = (row.get("item") or "").strip()
        item = names.get(text, text)
        if item and item not in account.items:
            known = "、".join(account.items.values()) or "没有明细"
            refuse("procedures.voucher", f"第{number}行：科目“{account.name}”没有明细“{text}”", f"可选：{known}。", "rows")
        lines.append(Line(account.code, row.get("debit_fen") or 0, row.get("credit_fen") or 0, item))
    return lines


def _wrong(payload: Payload) -> books.Voucher:
    month, number = payload["wrong_month"], payload["wrong_number"]
    voucher = books.numbered(ledger_of(payload), month, number)
    if voucher is None:
        refuse("procedures.voucher", f"{month_title(month)}没有第{number}号凭证", "请从凭证列表中核对期间和号码。", "wrong_number")
    return voucher


def _check_wrong(wrong: books.Voucher) -> None:
    """Refused for a voucher that the system made from something else."""
    way = MADE_BY_THE_SYSTEM.get(wrong.source_kind)
    if way:
        refuse("procedures.voucher", f"这张凭证是“{wrong.memo}”，不能手工更正", f"{way}。", "wrong_number")


def _slip(payload: Payload, lines: list[Line]) -> Slip | None:
    if payload["kind"] == CORRECT:
        paper = books.slip_of(_wrong(payload).pk)
        if paper is None:
            return None
        amount = abs(sum(line.debit_fen - line.credit_fen for line in lines if line.account == paper.account))
        return Slip(paper.kind, paper.number, paper.account, amount, paper.counterparty, paper.pages)
    account = payload["account"].strip()
    amount = abs(sum(line.debit_fen - line.credit_fen for line in lines if line.account == account))
    return Slip(payload["paper"], payload["reference"], account, amount, payload.get("counterparty", ""), payload.get("pages", 1))


def _enter(payload: Payload, by: By) -> Any:
    ledger, on = ledger_of(payload), date.fromisoformat(payload["on"])
    chart = chart_for(ledger, on)
    lines = _lines(payload, chart)
    moving = [code for code in bank_accounts(chart) if any(line.account == code for line in lines)]
    memo = payload["memo"]
    if payload["kind"] == CORRECT:
        wrong = _wrong(payload)
        fund.reverse_voucher(wrong.pk, month_of(on), on, by=by)
        memo = f"订正{wrong.on.month}月{wrong.on.day}日凭证：{memo}"
    elif moving and payload["account"].strip() not in moving:
        names = "、".join(chart.account(code).name for code in moving)
        refuse("procedures.voucher", f"分录动了{names}，单据却不是它出具的", "经过银行的款项，单据由那个账户出具。", "account")
    slip = _slip(payload, lines)
    source = (books.MANUAL if slip else books.CORRECTION, by.matter_id or 0)
    return int(fund.post_voucher(ledger, month_of(on), on, memo[:120], lines, source, by=by, slip=slip).pk)
