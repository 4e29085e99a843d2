"""Changing what is known of an employer (单位信息变更): its particulars, or the schemes it takes part in."""

from __future__ import annotations

from datetime import date

from shebao.agency.employers import actions as employers
from shebao.agency.employers import queries
from shebao.agency.employers.actions.change import CHANGEABLE
from shebao.agency.employers.kinds import FUNDING, INSURANCES
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.identity import check_phone, mask_phone
from shebao.base.months import month_of, month_text

KEY = "change_employer"
TITLE = "单位信息变更"
LAW = "社会保险法 第57条；社会保险经办条例（国令第765号）第9条、第10条：变更 10 个工作日"
WORKING_DAYS = 10
RISK = "low"
RESULT = "单位信息变更回执"
REVERSAL = "变更有误的，再办理一次“单位信息变更”；原来的内容保留。"
JOIN, LEAVE = "join:", "leave:"
_WHAT = (
    *CHANGEABLE.items(),
    *((f"{JOIN}{key}", f"增加险种：{title}") for key, title in INSURANCES.items()),
    *((f"{LEAVE}{key}", f"终止险种：{title}") for key, title in INSURANCES.items()),
)
FIELDS = (
    Field("employer_id", "用人单位", "employer"),
    Field("what", "变更事项", "choice", choices=_WHAT, help="换银行账户请办“单位账户变更”"),
    Field("new_value", "新值", required=False, longest=120, help="增减险种不填"),
    Field("month", "增减险种的月份", "month", required=False, help="增加的首月，或终止的末月；不填则为受理当月"),
    scans_field("变更材料扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where nothing would change, for a scheme people are still insured in there, for an employer that left the register."""
    what = payload["what"]
    if what in CHANGEABLE:
        if not payload.get("new_value"):
            refuse("procedures.employer", f"没有填写新的{CHANGEABLE[what]}", "请填写新值。", "new_value")
        if what == "agent_phone":
            payload["new_value"] = mask_phone(check_phone(payload["new_value"]))
        if what == "funding" and payload["new_value"] not in FUNDING.values():
            refuse("procedures.employer", f"资金来源应为{'、'.join(FUNDING.values())}之一", "请核对。", "new_value")
    else:
        payload.setdefault("month", month_of(day))
        if what.startswith(LEAVE) and (many := enrolment.employed_count(payload["employer_id"], what.removeprefix(LEAVE))):
            refuse("procedures.employer", f"该单位还有 {many:,} 人在这个险种参保", "请先办理职工减员。", "what")
    simulated(lambda: _do(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The old and the new value."""
    what, one = payload["what"], queries.employer(payload["employer_id"])
    if what in CHANGEABLE:
        before = str(getattr(one, what))
        changes = [Change(CHANGEABLE[what], FUNDING.get(before, before), payload["new_value"])]
        if what == "industry":
            changes.append(Change("工伤费率", "按原行业", "行业变了，请另办“工伤费率核定”"))
        return [Change("用人单位", "", f"{one.name}，{one.uscc}"), *changes]
    scheme, joins = what.partition(":")[2], what.startswith(JOIN)
    state = f"自 {month_text(payload['month'])} 起参加" if joins else f"{month_text(payload['month'])} 为最后一个参保月"
    return [Change("用人单位", "", f"{one.name}，{one.uscc}"), Change(INSURANCES[scheme], "未参加" if joins else "参加", state)]


def apply(payload: Payload, *, by: By) -> None:
    """Make the change."""
    _do(payload, by)


def subject(payload: Payload) -> tuple[str, int]:
    """One open change an employer."""
    return ("employer", payload["employer_id"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{queries.employer(payload['employer_id']).name}：{TITLE}"


def _do(payload: Payload, by: By) -> None:
    what = payload["what"]
    if what in CHANGEABLE:
        codes = {title: key for key, title in FUNDING.items()}
        value = codes[payload["new_value"]] if what == "funding" else payload["new_value"]
        employers.change(payload["employer_id"], what, value, by=by)
        return
    employers.change_insurance(payload["employer_id"], what.partition(":")[2], payload["month"], joins=what.startswith(JOIN), by=by)
