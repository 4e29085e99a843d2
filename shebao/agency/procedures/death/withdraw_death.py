"""Taking back a death that was recorded for the wrong person or by a false report (撤销死亡登记)."""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.agency.accounts import actions as account_actions
from shebao.agency.accounts import queries as accounts
from shebao.agency.benefits import actions as benefits
from shebao.agency.benefits import queries as benefit_queries
from shebao.agency.enrolment import actions as enrolment
from shebao.agency.enrolment import queries as enrolment_queries
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import queries as runs
from shebao.agency.people import actions as people_actions
from shebao.agency.people import queries as people_queries
from shebao.agency.procedures.trial import simulated
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, month_of, month_text

from .debts import cancel_debts

KEY = "withdraw_death"
TITLE = "撤销死亡登记"
LAW = "社会保险经办条例（国令第765号）：变更登记 10 个工作日"
WORKING_DAYS = 10
RISK = "high"
RESULT = "恢复待遇告知书"
REVERSAL = "确已死亡的，重新办理死亡登记。"
WHY = (("wrong_person", "登记错了人"), ("false_report", "死亡信息不实"), ("wrong_date", "死亡日期有误，撤销后重新登记"))
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("why", "撤销原因", "choice", choices=WHY),
    Field("month", "恢复发放月", "month", required=False, help="不填则为受理次月；停发期间应发未发的月份另行补发"),
    scans_field("核实材料扫描件", "本人到场认证记录、户籍证明或原报告单位的更正说明；PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where no death is recorded, or where something was already owed to the heirs because of it."""
    payload["accepted_on"] = day.isoformat()
    payload.setdefault("month", add_months(month_of(day), 1))
    person = people_queries.person(payload["person_id"])
    if person.death_date is None:
        refuse("procedures.not_dead", f"{person.name}没有死亡登记", "不需要撤销；请核对人员。", "person_id")
    owed = [title for scheme in schemes.titles() for title in runs.owed_at_death(payload["person_id"], scheme)]
    if owed:
        refuse(
            "procedures.owed_to_heirs",
            f"{person.name}的{'、'.join(owed)}已经登记应付，不能只撤销死亡登记",
            "请先核实并追回已付的款项，再由基金财务和稽核共同处理。",
            "person_id",
        )
    _simulate(payload)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The register, the insurance and the pension, before and after."""
    changes = [Change("人员状态", f"{people_queries.person(payload['person_id']).death_date} 死亡", "在世")]
    was_insured, was_paid = _standing(payload)
    insured, paid = _simulate(payload)
    if insured != was_insured:
        changes.append(Change("城乡居民基本养老保险", "因死亡终止", "参保中，与原来连续"))
    if paid != was_paid:
        now = f"自 {month_text(payload['month'])} 起恢复发放，停发期间另行补发" if paid == "active" else "恢复为暂停，原暂停原因不变"
        changes.append(Change("养老待遇", "因死亡终止", now))
    owed = [debt for scheme in schemes.titles() for debt in runs.debts_of(payload["person_id"], scheme)]
    if owed:
        changes.append(Change("死亡后多发待遇债务", f"{grouped(sum(row.left_fen for row in owed))} 元", "撤销，退回个人账户的部分冲回"))
    return changes


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the withdrawal; insurance, account and pension go on as if the death had not been recorded."""
    one = int_column([payload["person_id"]])
    died_on = people_queries.person(payload["person_id"]).death_date
    entry = people_actions.withdraw_deaths([payload["person_id"]], by=by)
    assert died_on is not None, "check refuses whoever did not die"
    cancel_debts(payload["person_id"], f"{TITLE}：{dict(WHY)[payload['why']]}", died_on, by=by)
    for scheme in schemes.titles():
        if enrolment_queries.ended_last_by(payload["person_id"], scheme, "died"):
            enrolment.reopen(one, scheme, "died", by=by)
        account = accounts.of_person(payload["person_id"], scheme)
        if account is not None and account.closed:
            account_actions.reopen(one, scheme, by=by)
        ended = benefit_queries.in_state_among(one, scheme, "ended").size
        if ended and benefit_queries.latest_reason(one, scheme) == ["died"]:
            benefits.reinstate(one, scheme, payload["month"], by=by)
    return entry


def _standing(payload: Payload) -> tuple[bool, str]:
    """Whether the person is insured, and the state of the pension."""
    one = int_column([payload["person_id"]])
    insured = any(enrolment_queries.open_among(one, scheme).size for scheme in schemes.titles())
    states = (benefit_queries.states_of(one, scheme)[0] for scheme in schemes.titles())
    return insured, min((state for state in states if state), default="")


def _simulate(payload: Payload) -> tuple[bool, str]:
    day = date.fromisoformat(payload["accepted_on"])
    return simulated(lambda: apply(payload, by=By(None, day)), lambda: _standing(payload))
