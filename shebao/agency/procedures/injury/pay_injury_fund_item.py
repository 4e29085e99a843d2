"""What the fund pays that is nobody's benefit (工伤预防、鉴定费支付): a project with its approval and acceptance, or the committee's fees."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from shebao.agency.fund import queries as books
from shebao.agency.injury import actions
from shebao.agency.injury import queries as injury
from shebao.agency.injury.kinds import PAYABLES
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.core.books.entries import FEES

KEY = "pay_injury_fund_item"
TITLE = "工伤预防、鉴定费支付"
LAW = "工伤保险条例 第十二条；社会保险法 第三十八条"
WORKING_DAYS = None
RISK = "high"
AREA = "collection"
RESULT = "工伤基金付款审批单"
REVERSAL = "付款以前有误的，办理“撤销工伤待遇核定”，填应付款编号；付款以后退回的，凭银行回单登记。"
ITEMS = (("prevention", "工伤预防"), ("assessment", "劳动能力鉴定"))
FIELDS = (
    Field("item", "项目", "choice", choices=ITEMS),
    Field("project", "项目名称或鉴定费清单", longest=80),
    Field("approval", "批复文号", required=False, longest=60, help="工伤预防项目的批复"),
    Field("contract_no", "合同编号", required=False, longest=60),
    Field("payee", "收款人", longest=80),
    Field("amount_fen", "金额（元）", "yuan"),
    Field("budget_item", "预算项目", longest=60),
    Field("accepted_on", "验收日期", "date", required=False, help="工伤预防项目验收以后才付款"),
    scans_field("批复、合同、验收或鉴定费清单扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a prevention project without approval, contract or acceptance, and beyond the share of income the place allows."""
    payload["on"] = day.isoformat()
    if payload["amount_fen"] <= 0:
        refuse("procedures.fund_item", "金额应大于零", "请照清单填写。", "amount_fen")
    if payload["item"] == "assessment":
        return payload
    for name, what in (("approval", "批复"), ("contract_no", "合同"), ("accepted_on", "验收")):
        if not payload.get(name):
            refuse("procedures.fund_item", f"工伤预防项目没有{what}", f"请先取得{what}再付款。", name)
    if date.fromisoformat(payload["accepted_on"]) > day:
        refuse("procedures.fund_item", "验收日期晚于今天", "验收以后再付款。", "accepted_on")
    most = _most(day)
    if most is not None and _spent(day) + payload["amount_fen"] > most:
        what = f"今年已付和待付 {grouped(_spent(day))} 元，加上本次超过上限 {grouped(most)} 元"
        refuse("procedures.fund_item", what, "请核对上年度征缴收入和比例，超过的不能支付。", "amount_fen")
    return payload


def preview(payload: Payload) -> list[Change]:
    """What is owed to whom, under which account, and how far the year's limit reaches."""
    title, account, _ = PAYABLES[payload["item"]]
    changes = [
        Change(title, "", f"{grouped(payload['amount_fen'])} 元，付 {payload['payee']}"),
        Change("记账", "", f"{books.chart_of(INJURY, int(payload['on'][:4]) * 100 + 12).title_of(account, '')}，付款时凭银行回单记账"),
    ]
    if payload["item"] == "prevention":
        day = date.fromisoformat(payload["on"])
        most = _most(day)
        limit = f"上限 {grouped(most)} 元，已用 {grouped(_spent(day))} 元" if most is not None else "当地比例没有录入，未比较"
        changes.append(Change("年度上限", "", limit))
    return changes


def apply(payload: Payload, *, by: By) -> int:
    """The payable's id; finance pays it on the bank's slip."""
    what = f"{payload['project']}{'（合同 ' + payload['contract_no'] + '）' if payload.get('contract_no') else ''}"[:120]
    return actions.owe(actions.NewPayable(payload["item"], 0, None, payload["payee"], what, payload["amount_fen"]), by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{PAYABLES[payload['item']][0]}：{payload['payee']} {grouped(payload['amount_fen'])} 元"


def _most(day: date) -> Fen | None:
    """The year's limit for prevention: a share of the income of the year before; None where the place's share is not on file."""
    row = parameters.known_on(day).find("injury_prevention_share", installation.place(), day)
    if row is None:
        return None
    year = day.year - 1
    income = -sum(fen for (account, _), fen in books.movement(INJURY, year * 100 + 1, year * 100 + 12).items() if account == FEES)
    return int(income * Fraction(str(row.value)))


def _spent(day: date) -> Fen:
    """What was paid and is owed for prevention this year."""
    rows = [row for row in injury.payables() if row.kind == "prevention" and row.state != "cancelled"]
    return sum(row.amount_fen for row in rows if row.on.year == day.year)
