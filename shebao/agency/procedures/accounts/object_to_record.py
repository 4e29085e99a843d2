"""An objection to one's record answered (权益记录异议): taken in, looked into, answered in writing; what is wrong is corrected by its own matter."""

from __future__ import annotations

from datetime import date

from shebao.agency.accounts import records
from shebao.agency.accounts.kinds import OBJECTIONS, OUTCOMES
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.procedures.employee_pension._conclusions import REMEDIES
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse

KEY = "object_to_record"
TITLE = "权益记录异议处理"
LAW = "社会保险个人权益记录管理办法（人社部令第14号）；个人信息保护法 第四十六条；社会保险经办条例（国令第765号）第32条"
WORKING_DAYS = None
RISK = "high"
RESULT = "异议答复书"
REVERSAL = "对答复不服的可以申请复查一次，填写原异议编号再办理；再不服的告知复议和诉讼。"
CORRECTED_BY = {
    "register": "“更正身份信息”",
    "months": "“更正缴费”或补缴",
    "base": "“更正缴费基数”",
    "account": "“更正个人账户”",
    "benefit": "待遇核定更正",
}
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("about", "异议内容", "choice", choices=tuple(OBJECTIONS.items())),
    Field("claim", "本人的请求", longest=300),
    Field("outcome", "结论", "choice", choices=tuple(OUTCOMES.items())),
    Field("answer", "查明的事实和答复", longest=300, help="单位欠缴的选“转其他部门处理”，写明转到哪里"),
    Field("review_of", "复查的原异议编号", "number", required=False, help="复查的填写"),
    scans_field("本人证据扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where the answer says nothing, or the objection was looked at again already."""
    people.person(payload["person_id"])
    if len(payload["answer"].strip()) < 6:
        refuse("procedures.objection", "答复没有写明查明的事实", "请写明核对了哪些记录、结论是什么。", "answer")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The claim, the outcome, what follows, and the remedies."""
    upheld = payload["outcome"] == "upheld"
    follows = f"另办{CORRECTED_BY[payload['about']]}，依据写本异议" if upheld else "记录不变"
    return [
        Change("异议内容", "", f"{OBJECTIONS[payload['about']]}：{payload['claim']}"),
        Change("结论", "", OUTCOMES[payload["outcome"]]),
        Change("答复", "", payload["answer"]),
        Change("以后", "", follows),
        Change("救济途径", "", f"可以申请复查一次；{REMEDIES}"),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the answer."""
    names = ("about", "claim", "outcome", "answer")
    about, claim, outcome, answer = (payload[name] for name in names)
    return records.answer_objection(payload["person_id"], about, claim, outcome, answer, review_of=payload.get("review_of"), by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people.person(payload['person_id']).name}：{TITLE}（{OBJECTIONS[payload['about']]}）"
