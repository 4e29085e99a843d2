"""The month of the whole county assessed (月度应缴核定): every scheme, every employer, every person, from the wages that were declared."""

from __future__ import annotations

from datetime import date

import numpy as np

from shebao.agency.accounts.actions import credit_months
from shebao.agency.declarations import actions as declarations
from shebao.agency.declarations.actions.assess import Draft, draft, draft_alone
from shebao.agency.declarations.kinds import ALONE, MONTHLY, WITH_ACCOUNT
from shebao.agency.declarations.undeclared import silent, standing
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of, month_title

KEY = "assess_month"
TITLE = "月度应缴核定"
LAW = "社会保险法 第60条；社会保险费征缴暂行条例 第10条、第11条"
WORKING_DAYS = None
RISK = "high"
RESULT = "月度应缴核定单"
REVERSAL = "核定不改：基数有误的，办理“缴费基数更正”补核差额；漏核的人再核定一次只核他们。"
UNDER_WAY = (
    "enrol_employees", "enrol_many_employees", "withdraw_employees", "withdraw_many_employees", "declare_bases", "correct_base",
    "register_flexible_worker", "assess_flexible", "succeed_employer",
)  # fmt: skip
"""Kinds that change what a month comes to."""
FIELDS = (Field("month", "费款所属期", "month", help="全县一批；已经核定的人不再核定，后来增员的补核"),)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a month to come, where nothing is left to assess, and where somebody has no wage or an employer no rate."""
    if payload["month"] > month_of(day):
        refuse("procedures.assess", f"{month_title(payload['month'])}还没有到", "最多核定到本月。", "month")
    if not any(one.rows for one in _drafts(payload["month"])):
        refuse("procedures.assess", f"{month_title(payload['month'])}没有要核定的人，已参保的都已核定", "不需要办理。", "month")
    return payload


def preview(payload: Payload) -> list[Change]:
    """Scheme by scheme: how many, what is due, floors and caps, and the digest of everything it is made of.

    What is declared while this waits changes the digest, and then the approval is refused.
    """
    changes: list[Change] = []
    insured: set[int] = set()
    for one in _drafts(payload["month"]):
        insured |= set(one.due["person_id"].tolist())
        if not one.rows:
            continue
        title = INSURANCES[one.scheme] if one.due["employer_id"].any() else "灵活就业（职工养老）"
        due = one.sum_fen("unit_fen") + one.sum_fen("person_fen")
        changes += [
            Change(title, f"{one.employers:,} 个单位，{one.rows:,} 人", f"应缴 {grouped(due)} 元"),
            Change(
                f"{title}：单位、个人",
                f"基数合计 {grouped(one.sum_fen('base_fen'))} 元",
                f"单位 {grouped(one.sum_fen('unit_fen'))} 元，个人 {grouped(one.sum_fen('person_fen'))} 元",
            ),
            Change(f"{title}：上下限", "", f"按下限 {one.lifted:,} 人，按上限 {one.capped:,} 人"),
            Change(f"{title}：依据摘要", "", one.inputs_digest[:16]),
        ]
    ids = int_column(sorted(insured))
    dead = people.death_months(ids)
    late = ids[(dead > 0) & (dead < payload["month"])]
    if late.size:
        changes.append(Change("死亡以后还在参保", f"{late.size:,} 人：{people.called(late)}", "请退回，先由单位办理减员"))
    changes += _undeclared(payload["month"])
    open_ones = matters.open_of_kinds(UNDER_WAY)
    if open_ones:
        changes.append(Change("未办结的增减员和申报", f"{open_ones:,} 件", "没有算进本次核定；办结以后人员补核"))
    return [*changes, Change("基金账", "", "不记账；税务征收入库后照国库单据记账")]


def apply(payload: Payload, *, by: By) -> list[int]:
    """The assessments, by id."""
    month = payload["month"]
    done = []
    for scheme in MONTHLY:
        employers = np.unique(draft(scheme, month).due["employer_id"]).tolist() if standing(scheme, month) else []
        done.append(declarations.assess(scheme, month, by=by))
        if scheme == ALONE:
            done.append(declarations.assess(scheme, month, alone=True, by=by))
        if employers:
            declarations.withdraw_undeclared(scheme, month, employers, by=by)
        entry = declarations.set_off_credits(scheme, by=by)
        if entry is not None and scheme in WITH_ACCOUNT:
            credit_months(entry.seq, scheme, by=by)
    return [one.pk for one in done if one is not None]


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{month_title(payload['month'])}{TITLE}"


def subject(payload: Payload) -> tuple[str, int]:
    """One open assessment a month."""
    return ("period", payload["month"])


def count(payload: Payload) -> int:
    """How many people it assesses; one is counted once."""
    return len({person for one in _drafts(payload["month"]) for person in one.due["person_id"].tolist()})


def _drafts(month: int) -> list[Draft]:
    return [*(draft(scheme, month) for scheme in MONTHLY), draft_alone(month)]


def _undeclared(month: int) -> list[Change]:
    """Employers assessed at 110 % that still declared nothing are left out; those that declared are assessed by their people now."""
    left_out = {employer for scheme in MONTHLY for employer in silent(scheme, month)}
    back = {one.employer_id for scheme in MONTHLY for one in standing(scheme, month)} - left_out
    changes = []
    if left_out:
        changes.append(Change("按 110% 核定、还没有补报的单位", f"{len(left_out):,} 个", "不核到人，等单位补报"))
    if back:
        changes.append(Change("按 110% 核定、已经补报的单位", f"{len(back):,} 个", "110% 的数冲回，已缴的抵本人应缴，多的抵以后月份"))
    return changes
