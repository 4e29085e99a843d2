"""An employer's arrears found and claimed (欠费认定与催缴): the amount is the agency's, the order to pay is the tax office's."""

from __future__ import annotations

from datetime import date

from shebao.agency.declarations import actions as declarations
from shebao.agency.declarations.arrears import Claimable, claimable, claims_of, deferrals_of, late_fee_sums
from shebao.agency.declarations.kinds import CLAIMS
from shebao.agency.declarations.queries import open_differences
from shebao.agency.employers import queries as employers
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.agency.staff.posts import title_of
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_text

KEY = "claim_arrears"
TITLE = "欠费认定与催缴"
LAW = "社会保险法 第61条、第63条、第86条"
WORKING_DAYS = None
RISK = "high"
RESULT = "社会保险费欠费通知书"
REVERSAL = "认定有误的再办一次，处理动作选“撤回”；欠费数额由应缴和入库自动算出，不能改。"
MOST_SHOWN = 12
FIELDS = (
    Field("employer_id", "用人单位", "employer"),
    Field("action", "处理动作", "choice", choices=tuple((key, word) for key, (word, _) in CLAIMS.items())),
    Field("cut_off", "截止日", "date", required=False, help="不填为今天；还没到期的、缓缴期内的不算"),
    scans_field("送达证或函件扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a day to come, where nothing is owed, and for taking back what was never claimed."""
    payload.setdefault("cut_off", day.isoformat())
    if date.fromisoformat(payload["cut_off"]) > day:
        refuse("procedures.claim", f"截止日 {payload['cut_off']} 还没有到", "最多到今天。", "cut_off")
    if payload["action"] == "withdrawn" and not claims_of(payload["employer_id"]):
        refuse("procedures.claim", "该单位没有登记过催缴", "不需要撤回。", "action")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What is owed month by month, money on its way, what is put off, and who looks after it."""
    one = employers.employer(payload["employer_id"])
    word, owner = CLAIMS[payload["action"]]
    changes = [Change("用人单位", "", f"{one.name}，{one.uscc}，{one.tax_office}")]
    if payload["action"] == "withdrawn":
        return [*changes, Change("处理动作", "", "撤回上一次催缴")]
    rows = _rows(payload)
    changes += [
        Change(f"{INSURANCES[row.scheme]} {month_text(row.month)}", f"应缴 {grouped(row.due_fen)} 元", f"欠缴 {grouped(row.owed_fen)} 元")
        for row in rows[:MOST_SHOWN]
    ]
    if len(rows) > MOST_SHOWN:
        changes.append(Change("其余", "", f"{len(rows) - MOST_SHOWN} 笔"))
    changes.append(Change("欠费合计", f"截止 {payload['cut_off']}", f"{grouped(sum(row.owed_fen for row in rows))} 元"))
    transit = sum(row["fen"] for row in open_differences() if row["employer_id"] == one.id)
    if transit:
        changes.append(Change("在途款项", "", f"{grouped(transit)} 元已入国库、还没有认到月份，请先了结入库差异"))
    charged, received = late_fee_sums(one.id)
    if charged > received:
        changes.append(Change("滞纳金", "", f"已核定未缴 {grouped(charged - received)} 元，另计"))
    if deferrals_of(one.id):
        changes.append(Change("缓缴", "", "缓缴期内的单位部分没有算进欠费"))
    return [*changes, Change("处理动作", "", f"{word}；由{title_of(owner)}跟进")]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the step."""
    return declarations.claim_arrears(payload["employer_id"], date.fromisoformat(payload["cut_off"]), payload["action"], by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{employers.employer(payload['employer_id']).name}：{TITLE}，{CLAIMS[payload['action']][0]}"


def subject(payload: Payload) -> tuple[str, int]:
    """One open claim an employer."""
    return ("employer", payload["employer_id"])


def _rows(payload: Payload) -> list[Claimable]:
    return claimable(payload["employer_id"], date.fromisoformat(payload["cut_off"]))
