"""Deciding that a part of the debtor's later payments goes towards a debt (从待遇抵扣): each month's run takes it from there.

Nothing is taken from the debt here. A run lessens the line, the bank pays the rest, and the debt falls when that line has arrived.
Only what a personal account holds is set off at once, and rests on the correction of that account.
"""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout import actions as payout
from shebao.agency.payout.queries import ORDER_BASES
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.base.dated import Value
from shebao.base.finding import refuse
from shebao.base.money import grouped, parse_yuan
from shebao.base.months import first_day, month_title

from ._debt import DEBT, debt_of, last_day, standing, subject, titled

__all__ = ["apply", "check", "heading", "preview", "subject"]

KEY = "set_off_debt"
TITLE = "从待遇或账户抵扣"
LAW = "社会保险经办条例（国令第765号）第46条"
WORKING_DAYS = None
RISK = "high"
RESULT = "抵扣决定书"
REVERSAL = "以后不再扣的，办理“停止抵扣”；已经扣下还没有付出的，退回发放批次重新计算；从账户抵扣有误的，办理“更正追回登记”。"
PROTECTED = "set_off_protected_monthly"
"""The legal value below which nobody's month is lessened, where a place has one on file."""
ACCOUNT = "account"
FIELDS = (
    DEBT,
    Field(
        "source",
        "从哪里抵扣",
        "choice",
        choices=(("monthly", "债务人以后每月的待遇"), ("once", "债务人应得的一次性待遇"), (ACCOUNT, "债务人的个人账户余额（已办更正）")),
    ),
    Field("person_id", "债务人（领取待遇的人）", "person", required=False, help="从待遇抵扣的必填；只能从同一险种的待遇抵扣"),
    Field("basis", "依据", "choice", choices=tuple(ORDER_BASES.items()), help="抵扣决定要先送达责令退回决定"),
    Field("amount_fen", "每次抵扣（元）", "yuan", required=False, help="金额和比例只填一样；从账户抵扣的填本次金额"),
    Field("share_percent", "每次抵扣应发的百分之几", "number", required=False),
    Field("from_month", "起始月份", "month", required=False, help="从待遇抵扣的必填；这个月还没有封存的批次起"),
    Field("last_month", "终止月份", "month", required=False, help="不填的扣到还清为止"),
    Field("minimum_fen", "每次至少留给本人（元）", "yuan", required=False, help="当地最低生活保障或抵扣留足标准；系统有标准的不得低于它"),
    Field("minimum_document", "留足标准的文件", required=False, longest=100),
    Field("earlier_fen", "债务中最后一年以前发放的（元）", "yuan", required=False, help="债务跨年的必填；先还最早的月份"),
    Field("on", "决定或签字日期", "date"),
    Field("document", "决定书、协议或账户更正的办件编号", longest=60),
    scans_field("决定书、送达回证或同意书扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)
_NEEDED = (("person_id", "债务人"), ("from_month", "起始月份"), ("minimum_fen", "每次至少留给本人"), ("minimum_document", "留足标准的文件"))


def check(payload: Payload, day: date) -> Payload:
    """Refused before the order was served, without what protects the debtor, and below what the place has on file."""
    row = debt_of(payload)
    if payload["basis"] == "decided" and last_day(row.id, "served") is None:
        refuse("procedures.served", "责令退回决定还没有送达，不能抵扣", "请先在“催告、移送和强制执行”里登记送达。", "debt_id")
    if payload["source"] == ACCOUNT:
        _check_account(payload)
    else:
        _check_benefit(payload)
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def _check_account(payload: Payload) -> None:
    """What is set off from an account rests on the correction of that account, which has taken effect."""
    if not payload.get("amount_fen"):
        refuse("procedures.amount", "没有填写抵扣金额", "从账户抵扣的，填账户更正调减的金额。", "amount_fen")
    if payload["document"] not in matters.applied_titles([payload["document"]]):
        what = f"没有办结的办件 {payload['document']}"
        refuse("procedures.account_matter", what, "请先办理“更正个人账户”（调减），办结以后填它的办件编号。", "document")


def _check_benefit(payload: Payload) -> None:
    """What is left of each payment is stated with its document, and is not below the legal value of the place."""
    for name, label in _NEEDED:
        if payload.get(name) in (None, "", 0):
            refuse("procedures.minimum", f"没有填写{label}", "从待遇抵扣要留足基本生活，请照当地文件填写。", name)
    if not 0 <= payload.get("share_percent", 0) <= 100:
        refuse("procedures.share", f"比例 {payload['share_percent']} 不在 0 到 100 之间", "请填整数，例如 20。", "share_percent")
    legal = _legal(payload["from_month"])
    if legal is not None and payload["minimum_fen"] < parse_yuan(str(legal.value)):
        what = f"每次只留 {grouped(payload['minimum_fen'])} 元，低于标准 {legal.value} 元（{legal.document}）"
        refuse("procedures.minimum", what, "请按标准留足。", "minimum_fen")
    if people.deaths([payload["person_id"]]):
        refuse(
            "procedures.debtor_dead",
            f"{people.called([payload['person_id']])} 已登记死亡",
            "请从继承人应得的一次性待遇中抵扣。",
            "person_id",
        )


def _legal(month: int) -> Value | None:
    return parameters.places().find(PROTECTED, installation.place(), first_day(month))


def preview(payload: Payload) -> list[Change]:
    """The debt, what is kept back from when on, what is left in any case, and that the debt falls only with the payments."""
    row = debt_of(payload)
    if payload["source"] == ACCOUNT:
        after = row.left_fen - payload["amount_fen"]
        return [standing(row), Change("尚欠", f"{grouped(row.left_fen)} 元", f"{grouped(after)} 元" if after else "还清")]
    name = people.person(payload["person_id"]).name
    each = f"{grouped(payload['amount_fen'])} 元" if payload.get("amount_fen") else f"应发的 {payload.get('share_percent', 0)}%"
    until = f"到{month_title(payload['last_month'])}" if payload.get("last_month") else "到还清为止"
    return [
        standing(row),
        Change(f"{name}的{schemes.title(row.scheme)}", "全额发放", f"{month_title(payload['from_month'])}起每次抵扣 {each}，{until}"),
        Change("每次至少留给本人", "", f"{grouped(payload['minimum_fen'])} 元（{payload['minimum_document']}）"),
        Change("尚欠", f"{grouped(row.left_fen)} 元", "每次银行回盘到账以后减少，退回的恢复"),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the decision; of a set-off from an account that of its step."""
    on = date.fromisoformat(payload["on"])
    if payload["source"] == ACCOUNT:
        step = payout.NewDebtStep("set_off", on, payload["amount_fen"], document=payload["document"], text=ORDER_BASES[payload["basis"]])
        return payout.step_debt(payload["debt_id"], step, by=by)
    order = payout.NewOrder(
        payload["debt_id"],
        payload["person_id"],
        payload["source"],
        payload["basis"],
        on,
        payload["from_month"],
        payload["minimum_fen"],
        payload["minimum_document"],
        payload["document"],
        payload.get("amount_fen") or 0,
        (payload.get("share_percent") or 0) * 100,
        payload.get("last_month"),
        payload.get("earlier_fen"),
    )
    return payout.order_deduction(order, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, TITLE)
