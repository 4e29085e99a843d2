"""A member's nominal amount claimed on the budget (职业年金虚账做实请款): principal and interest to a month, printed as the letter that asks for the money."""

from __future__ import annotations

from datetime import date

from shebao.agency.annuity import actions as annuity
from shebao.agency.annuity.kinds import REASONS
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of, month_title

KEY = "make_real_annuity"
TITLE = "职业年金虚账做实请款"
LAW = "国办发〔2015〕18号 第六条：退休前由同级财政拨付资金记实；人社厅发〔2017〕125号"
WORKING_DAYS = None
RISK = "high"
RESULT = "职业年金做实核定单（请款函）"
REVERSAL = "请款有误、款项还没有到的，办理“撤销职业年金登记”，再重新请款。"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("reason", "做实原因", "choice", choices=tuple(REASONS.items())),
    Field("cut_off", "截止月", "month", help="利息算到这个月；退休的填退休年月"),
    Field("principal_fen", "记账本金（元）", "yuan", required=False, help="不填则按备查簿；填了的须与备查簿一致"),
    Field("interest_fen", "记账利息（元）", "yuan", required=False, help="不填则由系统算到截止月；填了的须一致"),
    scans_field("做实申请表扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where nothing is nominal, the sums typed differ from the register's, or the month is to come."""
    if payload["cut_off"] > month_of(day):
        refuse("procedures.annuity", f"截止月 {month_title(payload['cut_off'])} 还没有到", "请核对截止月。", "cut_off")
    amount = _amount(payload)
    for name, fen, what in (("principal_fen", amount.principal_fen, "本金"), ("interest_fen", amount.interest_fen, "利息")):
        if payload.get(name) not in (None, fen):
            refuse(
                "procedures.annuity",
                f"记账{what}填写 {grouped(payload[name])} 元，备查簿算到截止月是 {grouped(fen)} 元",
                "请与单位核对逐月记账；以备查簿为准，可以不填。",
                name,
            )
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def _amount(payload: Payload) -> annuity.Nominal:
    return annuity.nominal_until(payload["person_id"], payload["cut_off"], place=installation.place(), places=parameters.places())


def preview(payload: Payload) -> list[Change]:
    """Principal, interest with the rate of the last year, and what the budget is asked for."""
    amount = _amount(payload)
    changes = [
        Change("做实原因", "", REASONS[payload["reason"]]),
        Change("记账本金", "", f"{grouped(amount.principal_fen)} 元"),
        Change("记账利息", "", f"{grouped(amount.interest_fen)} 元，算到 {month_title(payload['cut_off'])}"),
    ]
    if amount.earned_fen:
        words = f"{grouped(amount.earned_fen)} 元，年利率 {amount.rate}；按月积数、截止月计息一个月，年中做实的计息办法没有取得文件，未核实"
        changes.append(Change("其中截止当年利息", "", words))
    total = grouped(amount.principal_fen + amount.interest_fen)
    return [*changes, Change("向同级财政请款", "", f"{total} 元；款到以前备查簿不变，年金不能支付")]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the claim."""
    place, places = installation.place(), parameters.places()
    return annuity.claim(payload["person_id"], payload["reason"], payload["cut_off"], place=place, places=places, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people.person(payload['person_id']).name}：{TITLE}"
