"""Deciding to keep back a part of later benefits towards a debt (从待遇抵扣): what is left a month is never below the living minimum."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as payout_queries
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_title

from ._debt import DEBT, debt_of, last_day, standing, subject, titled

__all__ = ["apply", "check", "heading", "preview", "subject"]

KEY = "set_off_debt"
TITLE = "从待遇或账户抵扣"
LAW = "社会保险经办条例（国令第765号）第46条"
WORKING_DAYS = None
RISK = "high"
RESULT = "抵扣告知书"
REVERSAL = "抵扣有误的，办理“更正追回登记”，尚欠恢复，已扣的补发。"
FIELDS = (
    DEBT,
    Field(
        "source",
        "从哪里抵扣",
        "choice",
        choices=(("benefit", "债务人本人的待遇（已扣下）"), ("account", "债务人的个人账户余额"), ("once", "债务人应得的一次性待遇")),
    ),
    Field("amount_fen", "本次抵扣（元）", "yuan"),
    Field("person_id", "债务人（领取待遇的人）", "person", required=False, help="从待遇抵扣的必填；当月待遇由系统从发放批次取，不用填"),
    Field("month", "待遇所属月", "month", required=False, help="从待遇抵扣的必填；这个月的款项须已扣下或退回，还没有付出"),
    Field("minimum_fen", "基本生活保障标准（元/月）", "yuan", required=False, help="当地最低生活保障标准；抵扣以后不得低于它"),
    Field("minimum_document", "标准的文件", required=False, longest=60),
    Field("consent", "债务人", "choice", choices=(("self", "抵扣的就是债务人本人的款项"), ("agreed", "领取人书面同意"))),
    Field("on", "日期", "date"),
    Field("document", "抵扣凭据", longest=60, help="发放批次号、凭证号或账户更正的办件编号"),
    scans_field("告知送达、同意书扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused before the order was served, and where too little would be left to live on."""
    row = debt_of(payload)
    if last_day(row.id, "served") is None:
        refuse("procedures.served", "责令退回决定还没有送达，不能抵扣", "请先在“催告、移送和强制执行”里登记送达。", "debt_id")
    if payload["source"] == "benefit":
        for name, label in _NEEDED:
            if payload.get(name) in (None, ""):
                refuse("procedures.minimum", f"没有填写{label}", "从待遇抵扣要留足基本生活，请照当地文件填写。", name)
        _check_benefit(payload)
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


_NEEDED = (("person_id", "债务人"), ("month", "待遇所属月"), ("minimum_fen", "基本生活保障标准"), ("minimum_document", "标准的文件"))


def _check_benefit(payload: Payload) -> None:
    """The benefit is what the runs hold for the month, not paid out yet, and what stays of it is never below the living minimum."""
    count, benefit, state = payout_queries.benefit_of_month(payload["person_id"], payload["month"])
    when = month_title(payload["month"])
    if not count:
        refuse("procedures.benefit", f"债务人在{when}没有封存的发放", "请核对债务人和月份；没有待遇的请办还款协议。", "month")
    if state == "paid":
        refuse("procedures.benefit", f"债务人{when}的待遇已经付出或正在付", "请先在发放批次里扣下待核，再办理抵扣。", "month")
    before = payout_queries.set_off_in(payload["person_id"], payload["month"])
    left, minimum = benefit - before - payload["amount_fen"], payload["minimum_fen"]
    if left < minimum:
        what = f"抵扣后当月只剩 {grouped(left)} 元，低于基本生活保障标准 {grouped(minimum)} 元"
        refuse("procedures.minimum", what, f"这个月最多抵扣 {grouped(max(benefit - before - minimum, 0))} 元。", "amount_fen")


def preview(payload: Payload) -> list[Change]:
    """What is left of the debt, and to live on."""
    row = debt_of(payload)
    after = row.left_fen - payload["amount_fen"]
    changes = [standing(row), Change("尚欠", f"{grouped(row.left_fen)} 元", f"{grouped(after)} 元" if after else "还清")]
    if payload["source"] == "benefit":
        _, benefit, _ = payout_queries.benefit_of_month(payload["person_id"], payload["month"])
        before = payout_queries.set_off_in(payload["person_id"], payload["month"])
        left = benefit - before - payload["amount_fen"]
        name = people.person(payload["person_id"]).name
        taken = f"，已抵扣 {grouped(before)} 元" if before else ""
        changes.append(
            Change(
                f"{name}{month_title(payload['month'])}待遇",
                f"{grouped(benefit)} 元{taken}",
                f"{grouped(left)} 元（标准 {grouped(payload['minimum_fen'])} 元）",
            )
        )
    return changes


def apply(payload: Payload, *, by: By) -> int:
    """The step's id."""
    text = dict(next(field for field in FIELDS if field.name == "source").choices)[payload["source"]]
    if payload["source"] == "benefit":
        text = payout_queries.benefit_mark(payload["person_id"], payload["month"]) + text
    on = date.fromisoformat(payload["on"])
    step = payout.NewDebtStep("set_off", on, payload["amount_fen"], document=payload["document"], text=text)
    return payout.step_debt(payload["debt_id"], step, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, f"{TITLE} {grouped(payload['amount_fen'])} 元")
