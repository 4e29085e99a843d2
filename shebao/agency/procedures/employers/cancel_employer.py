"""Taking an employer out of the register (单位注销登记): nothing owed, nobody still insured there."""

from __future__ import annotations

from datetime import date

from shebao.agency.contributions import months
from shebao.agency.declarations.arrears import late_fee_sums
from shebao.agency.employers import actions as employers
from shebao.agency.employers import queries
from shebao.agency.employers.kinds import ENDINGS, INSURANCES
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of, month_text

KEY = "cancel_employer"
TITLE = "单位注销登记"
LAW = "社会保险法 第57条；社会保险经办条例（国令第765号）第10条：注销前结清欠费、滞纳金、罚款，10 个工作日"
WORKING_DAYS = 10
RISK = "high"
RESULT = "单位注销告知书"
REVERSAL = "注销以后不悄悄恢复：确需恢复的，重新办理“单位参保登记”。"
FIELDS = (
    Field("employer_id", "用人单位", "employer"),
    Field("reason", "注销原因", "choice", choices=tuple(ENDINGS.items())),
    Field("month", "最后一个参保月", "month", required=False, help="不填则为受理当月"),
    scans_field("注销文件扫描件", "注销、撤销、破产文件；PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused, listing everything at once, where the employer owes contributions or people are insured there."""
    payload.setdefault("month", month_of(day))
    employer_id = payload["employer_id"]
    reasons = []
    if (owed := months.owed(employer_id)) and not queries.arrears_taken_over(employer_id):
        spans = "、".join(month_text(month) for month in sorted({one.month for one in owed})[:6])
        reasons.append(f"还欠缴 {grouped(sum(one.owed_fen for one in owed))} 元（所属期 {spans}）")
    charged, received = late_fee_sums(employer_id)
    if charged > received:
        reasons.append(f"还有滞纳金 {grouped(charged - received)} 元没有缴")
    if many := enrolment.employed_count(employer_id):
        reasons.append(f"还有 {many:,} 人在该单位参保")
    if reasons:
        refuse(
            "procedures.cancel_employer",
            f"{queries.employer(employer_id).name}{'；'.join(reasons)}",
            "请先缴清欠费和滞纳金、办完职工减员，再办理注销。",
            "employer_id",
            "社会保险经办条例 第10条",
        )
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What ends."""
    one = queries.employer(payload["employer_id"])
    titles = "、".join(INSURANCES[row.scheme] for row in queries.insurances(one.id) if row.to_month is None)
    return [
        Change("用人单位", f"{one.name}，{one.uscc}", f"注销，原因：{ENDINGS[payload['reason']]}"),
        Change("参加险种", titles or "无", f"{month_text(payload['month'])} 为最后一个参保月"),
        Change("欠费", "", "已由承继单位承担" if queries.arrears_taken_over(one.id) else "已核对：没有欠费和滞纳金"),
        Change("在保职工", "", "已核对：没有"),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the cancellation."""
    return employers.cancel(payload["employer_id"], payload["month"], payload["reason"], by=by)


def subject(payload: Payload) -> tuple[str, int]:
    """One open cancellation an employer."""
    return ("employer", payload["employer_id"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{queries.employer(payload['employer_id']).name}：{TITLE}"
