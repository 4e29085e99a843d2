"""Opening the debt of a death whose overpayment became known only after it was recorded (多发待遇立债), or naming who drew the money."""

from __future__ import annotations

from datetime import date

from shebao.agency.certification import queries as certification
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import queries as runs
from shebao.agency.people import queries as people
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of

from .debts import open_debts, owed_text
from .estate import heading_of

KEY = "open_debt"
TITLE = "多发待遇立债"
LAW = "社会保险法 第88条；社会保险经办条例（国令第765号）第46条"
WORKING_DAYS = None
RISK = "high"
RESULT = "退回多发待遇通知书"
REVERSAL = "死亡登记有误的，办理“撤销死亡登记”，债务随之撤销；已有抵扣的，先核实并补发已抵扣的款项。"
FIELDS = (
    Field("person_id", "死者", "person"),
    Field("drawn_by", "款项由谁领取", help="姓名和与死者的关系；债务人是领取人，不是死者", longest=60),
    Field("hearing", "陈述申辩", "choice", choices=(("heard", "已听取并记录"), ("waived", "本人放弃"), ("absent", "联系不上，已公告"))),
    scans_field("证明材料扫描件", "死亡证明、陈述申辩笔录；PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where nobody died, or nothing is overpaid beyond the debts opened already."""
    person = people.person(payload["person_id"])
    if person.death_date is None:
        refuse("procedures.not_dead", f"{person.name}没有死亡登记", "请先办理死亡登记。", "person_id")
    owed = _owed(payload["person_id"], person.death_date)
    if owed is None or not owed.fen:
        refuse(
            "procedures.no_debt",
            f"{person.name}死亡后没有多发的待遇，或已经立债",
            "不需要办理；已送银行没有回盘的，等回盘以后再看。",
            "person_id",
        )
    return payload


def preview(payload: Payload) -> list[Change]:
    """Months, sum, who drew them, what the account gets back, and proofs of life that contradict the death."""
    person = people.person(payload["person_id"])
    assert person.death_date is not None
    owed, seen = _owed(person.id, person.death_date), certification.seen_after({person.id: person.death_date})
    if owed is None:
        return [Change("死亡后已发待遇", "", "已经立债")]
    changes = [Change("死亡后已发待遇", "", owed_text(owed)), Change("款项由谁领取", "", payload["drawn_by"])]
    if owed.from_account_fen:
        changes.append(Change("退回个人账户", "", f"至多 {grouped(owed.from_account_fen)} 元（个人账户实际支付的部分）"))
    if person.id in seen:
        changes.append(Change("死亡日期之后的认证", "", "、".join(f"{on} {way}" for on, way in seen[person.id])))
    return changes


def apply(payload: Payload, *, by: By) -> int:
    """How many debts were opened: one."""
    died_on = people.deaths([payload["person_id"]])
    return open_debts(died_on, {payload["person_id"]: payload["drawn_by"]}, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return heading_of(TITLE, payload)


def _owed(person_id: int, died_on: date) -> runs.Overpaid | None:
    return runs.not_opened({person_id: month_of(died_on)}, RESIDENT).get(person_id)
