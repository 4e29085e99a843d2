"""The budget's money for a claim arrived (职业年金做实到款): the nominal amount is gone, the member's account is real, the slip is booked."""

from __future__ import annotations

from datetime import date

from shebao.agency.annuity import actions as annuity
from shebao.agency.annuity import queries
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.procedures.annuity_checks import ARRIVAL
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped

from ._books import collected

KEY = "record_real_annuity"
TITLE = "职业年金做实到款"
LAW = "国办发〔2015〕18号 第六条；财会〔2021〕19号"
WORKING_DAYS = None
RISK = "high"
RESULT = "职业年金做实到款单"
REVERSAL = "登记有误的，办理“撤销职业年金登记”，凭证红字冲销；多做实的款项凭银行单据退还财政。"
AREA = "collection"
FIELDS = (
    Field("person_id", "人员", "person", help="已经请款、款项还没有登记的人"),
    Field("amount_fen", "到款金额（元）", "yuan", help="照归集户银行回单；须等于请款金额"),
    Field("on", "到款日期", "date"),
    Field("reference", "银行流水号", longest=48),
    scans_field("财政拨款凭证和银行回单扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where no claim waits, the slip is not its sum, or the day is to come."""
    on, claim = date.fromisoformat(payload["on"]), _claim(payload)
    if on > day:
        refuse("procedures.annuity", f"到款日期 {on.isoformat()} 晚于今天", "请照银行回单填写。", "on")
    if payload["amount_fen"] != claim.fen:
        refuse(
            "procedures.annuity",
            f"到款 {grouped(payload['amount_fen'])} 元，请款 {grouped(claim.fen)} 元",
            "到款须与请款一致；请款有误的先撤销请款，重新核定。",
            "amount_fen",
        )
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def _claim(payload: Payload) -> queries.ClaimRow:
    waiting = [row for row in queries.claims(payload["person_id"]) if row.arrived_on is None]
    if not waiting:
        advice = "请先办理“职业年金虚账做实请款”。"
        refuse("procedures.annuity", "此人没有等待到款的请款", advice, "person_id")
    return waiting[0]


def preview(payload: Payload) -> list[Change]:
    """The register to nothing, the account up, and the entry of the voucher."""
    claim = _claim(payload)
    return [
        Change("记账金额", f"{grouped(claim.fen)} 元", "0.00 元，已做实"),
        Change("个人账户（实账）", "", f"增加 {grouped(claim.fen)} 元"),
        Change(
            "凭证",
            "",
            f"借 归集户存款 {grouped(claim.fen)} 元，贷 缴费收入—记实记账缴费 本金 {grouped(claim.principal_fen)} 元、"
            f"利息 {grouped(claim.interest_fen)} 元",
        ),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the arrival."""
    on, claim = date.fromisoformat(payload["on"]), _claim(payload)
    number = annuity.arrive(claim.id, on, payload["reference"], by=by)
    parts = {"made_real": claim.principal_fen, "made_real_interest": claim.interest_fen}
    memo = f"{people.person(claim.person_id).name}职业年金做实（第{claim.id}号请款）"
    collected(on, payload["reference"], parts, memo, (ARRIVAL, number), by=by)
    return number


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people.person(payload['person_id']).name}：{TITLE}"
