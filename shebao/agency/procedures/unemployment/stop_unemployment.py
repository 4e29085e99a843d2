"""Stopping a claim (停领失业保险金): from which month, what was paid after it, and what is kept or may now be claimed elsewhere."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import actions as payout
from shebao.agency.payout import queries as runs
from shebao.agency.people import queries as people
from shebao.agency.procedures.death.debts import owed_text
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.unemployment import KEY as SCHEME
from shebao.agency.unemployment import actions as claims
from shebao.agency.unemployment import queries as known
from shebao.agency.unemployment.kinds import ENDINGS, KEEPS
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, month_of, month_text

from ._claims import claim_going_on

KEY = "stop_unemployment"
TITLE = "停领失业保险金"
LAW = "社会保险法 第四十六条、第五十一条；失业保险条例 第十五条；社会保险经办条例（国令第765号）第25条"
WORKING_DAYS = None
RISK = "low"
RESULT = "停止领取失业保险金告知书"
REVERSAL = "停领有误的，办理“恢复领取失业保险金”，保留的月数接着领，错停的月份补发。"
MAY_CLAIM = {
    "reemployed": "保留的月数再次失业时合并领取；当地有一次领取规定的，可以申领剩余失业保险金",
    "pension": "由养老待遇继续保障；多领的月份须退还",
    "prison": "刑满以后仍失业的，可以恢复领取",
    "army": "退役以后仍失业的，可以恢复领取",
    "refused_work": "重新参加失业保险满一年以后可以再申领",
}
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("reason", "停领原因", "choice", choices=tuple(ENDINGS.items()), help="死亡的办理“死亡登记”"),
    Field("from_month", "停领月", "month", help="从这个月起不再发"),
    Field("note", "情形说明", required=False, longest=160, help="就业单位和日期、收监文书、拒绝工作的次数等"),
    scans_field("依据扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where nothing is claimed, for a month before the claim or far ahead, and for a refusal of work without its facts."""
    claim = claim_going_on(payload["person_id"])
    if payload["from_month"] < claim.from_month:
        refuse("procedures.stop", f"停领月早于起领月 {month_text(claim.from_month)}", "请核对月份。", "from_month")
    if payload["from_month"] > add_months(month_of(day), 1):
        refuse("procedures.stop", f"停领月 {month_text(payload['from_month'])} 晚于下月", "情形发生以后再办。", "from_month")
    if payload["reason"] == "refused_work" and not payload.get("note"):
        refuse("procedures.stop", "没有写明拒绝工作或培训的情形", "请写明介绍的单位或培训、日期和次数。", "note")
    simulated(lambda: _stop(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The stop, the debt, the premium asked back, and what the person keeps or may claim."""
    claim, last = claim_going_on(payload["person_id"]), add_months(payload["from_month"], -1)
    ending = _ending(payload)
    changes = [
        Change(
            "失业保险金",
            f"在领，{grouped(claim.monthly_fen)} 元/月",
            f"{month_text(payload['from_month'])} 起停发：{ENDINGS[payload['reason']]}",
        ),
        Change("领取月数", f"核定 {claim.granted} 个月", f"已领 {ending.used} 个月，保留 {ending.kept} 个月"),
    ]
    debt = runs.not_opened({claim.person_id: last}, SCHEME).get(claim.person_id)
    if debt is not None:
        changes.append(Change("停领后已发", "", owed_text(debt)))
    back = known.premiums_after(claim.person_id, last)
    if back:
        changes.append(
            Change("代缴医疗保险费", "", f"{len(back)} 个月 {grouped(sum(row.fen for row in back))} 元，向医保基金追回，不向本人追")
        )
    if payload["reason"] in MAY_CLAIM:
        changes.append(Change("以后", "", MAY_CLAIM[payload["reason"]]))
    return changes


def apply(payload: Payload, *, by: By) -> None:
    """End the claim, open the debt, ask the premium back."""
    _stop(payload, by)


def _ending(payload: Payload) -> claims.Ending:
    claim, last = claim_going_on(payload["person_id"]), add_months(payload["from_month"], -1)
    used = sum(month <= last for month in claim.months)
    kept = max(claim.granted - used, 0) if payload["reason"] in KEEPS else 0
    return claims.Ending(claim.id, claim.person_id, last, payload["reason"], used, kept, payload.get("note", ""))


def _stop(payload: Payload, by: By) -> None:
    ending = _ending(payload)
    claims.end_claims([ending], by=by)
    settle_after(ending.person_id, ending.last_month, by=by)


def settle_after(person_id: int, last: int, *, by: By) -> None:
    """What an end leaves behind: the debt of months paid after it, and premiums asked back from the medical fund."""
    debt = runs.not_opened({person_id: last}, SCHEME).get(person_id)
    if debt is not None and debt.fen:
        payout.open_debts([payout.DebtRow(person_id, debt, f"{people.person(person_id).name}本人", "")], SCHEME, by=by)
    claims.ask_premiums_back(person_id, last, by=by)
