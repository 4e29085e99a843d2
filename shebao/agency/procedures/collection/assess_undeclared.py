"""An employer that did not declare assessed at 110 % of its month before (未按时申报核定): its own row until it declares."""

from __future__ import annotations

from datetime import date

from shebao.agency.declarations import actions as declarations
from shebao.agency.declarations.actions.undeclared import undeclared_drafts
from shebao.agency.declarations.undeclared import SHARE_E2
from shebao.agency.employers import queries as employers
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of, month_title

KEY = "assess_undeclared"
TITLE = "未按时申报核定"
LAW = "社会保险法 第62条；社会保险费征缴暂行条例 第10条"
WORKING_DAYS = None
RISK = "high"
RESULT = "社会保险费核定通知书"
REVERSAL = "单位补办申报以后，再办“月度应缴核定”：按 110% 核定的数自动冲回，已缴的抵本人应缴，多的抵以后月份。"
FIELDS = (
    Field("employer_id", "用人单位", "employer"),
    Field("month", "费款所属期", "month", help="没有申报的月份"),
    scans_field("催报通知送达证扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a month to come, one that was assessed, and where the month before has nothing."""
    if payload["month"] > month_of(day):
        refuse("procedures.undeclared", f"{month_title(payload['month'])}还没有到", "请核对所属期。", "month")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Scheme by scheme what is due, and what becomes of it when the employer declares."""
    one = employers.employer(payload["employer_id"])
    drafts = undeclared_drafts(one.id, payload["month"])
    total = sum(draft.sum_fen("unit_fen") + draft.sum_fen("person_fen") for draft in drafts)
    return [
        Change("用人单位", "", f"{one.name}，{one.uscc}"),
        *(
            Change(
                INSURANCES[draft.scheme],
                f"上月应缴的 {SHARE_E2}%",
                f"{grouped(draft.sum_fen('unit_fen') + draft.sum_fen('person_fen'))} 元",
            )
            for draft in drafts
        ),
        Change("合计", "", f"{grouped(total)} 元，随下一批应征数据传税务"),
        Change("个人账户", "", "不记；单位补报、核定到人以后再记"),
    ]


def apply(payload: Payload, *, by: By) -> list[int]:
    """The assessments, by id."""
    return declarations.assess_undeclared(payload["employer_id"], payload["month"], by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{employers.employer(payload['employer_id']).name}：{month_title(payload['month'])}{TITLE}"


def subject(payload: Payload) -> tuple[str, int]:
    """One open assessment an employer."""
    return ("employer", payload["employer_id"])
