"""Wages corrected for months that went by (缴费基数更正): what the months already assessed lack is assessed anew, person by person."""

from __future__ import annotations

from datetime import date

from shebao.agency.declarations.actions import NewWage, correct_wages
from shebao.agency.declarations.actions.correct import correction_drafts
from shebao.agency.declarations.kinds import FOREVER
from shebao.agency.declarations.queries import wages_in
from shebao.agency.employers import queries as employers
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.people.lists import refuse_people
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.trial import simulated
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, month_of, month_text

KEY = "correct_base"
TITLE = "缴费基数更正"
LAW = "社会保险法 第60条、第63条；社会保险经办条例（国令第765号）第9条"
WORKING_DAYS = 10
RISK = "high"
RESULT = "缴费基数更正通知书"
REVERSAL = "更正有误的，再办理一次“缴费基数更正”；每次更正都是新的一版，旧版保留。"
PROOF_MONTHS = 36
"""Months back from which a higher base needs a judgment, an award or an inspection's opinion. 人社部发〔2016〕132号."""
REASONS = {"mistake": "申报错误", "inspection": "稽核意见", "award": "仲裁裁决、法院判决", "limits": "上下限公布"}
ROWS = (
    *PERSON,
    Wanted("from_month", "所属期起", "month"),
    Wanted("to_month", "所属期止", "month", required=False),
    Wanted("wage_fen", "更正后的月工资（元）", "yuan", also=("更正后的月工资", "新基数")),
)
FIELDS = (
    Field("employer_id", "用人单位", "employer"),
    Field("rows", "更正名单", "file", help="每行：身份证号码、姓名、所属期起、所属期止（不填则直到下次申报）、更正后的月工资（元）"),
    Field("reason", "更正原因", "choice", choices=tuple(REASONS.items())),
    Field("document", "依据", longest=60, help="工资证明、稽核意见书、裁决书的名称和文号"),
    scans_field("依据扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for people not insured there, for a month to come, for old months without a judgment, and where nothing changes."""
    ids = int_column(row["person_id"] for row in payload["rows"])
    known = {person for key in INSURANCES for person in enrolment.ever_employed_at(ids, payload["employer_id"], key).tolist()}
    if foreign := sorted(set(ids.tolist()) - known):
        refuse_people("procedures.correct_base", foreign, "没有在这个单位参保过", "请从名单中去掉。", "rows")
    late = [row["person_id"] for row in payload["rows"] if row["from_month"] > month_of(day)]
    if late:
        refuse_people("procedures.correct_base", late, "的所属期还没有到", "以后的工资请办年度申报。", "rows")
    old = [row["person_id"] for row in payload["rows"] if row["from_month"] < add_months(month_of(day), -PROOF_MONTHS)]
    if old and payload["reason"] not in ("inspection", "award"):
        refuse_people(
            "procedures.correct_base",
            old,
            f"更正超过 {PROOF_MONTHS} 个月以前的基数，须有稽核、仲裁或法院文书",
            "请附文书并改选原因。",
            "reason",
        )
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    if not _changed(payload):
        refuse("procedures.correct_base", "更正后的工资和现在的一样", "不需要办理。", "rows")
    return payload


def preview(payload: Payload) -> list[Change]:
    """What the months already assessed lack, scheme by scheme; months not assessed yet take the new wage by themselves."""
    one = employers.employer(payload["employer_id"])
    changes = [
        Change("用人单位", "", f"{one.name}，{one.uscc}"),
        Change("更正", "", f"{len(payload['rows']):,} 人，{REASONS[payload['reason']]}（{payload['document']}）"),
    ]
    total = 0
    for draft in correction_drafts(_wages(payload), payload["employer_id"]):
        unit, person = draft.sum_fen("unit_fen"), draft.sum_fen("person_fen")
        total += unit + person
        text = f"单位 {grouped(unit)} 元，个人 {grouped(person)} 元"
        changes.append(Change(f"{INSURANCES[draft.scheme]} {month_text(draft.month)} 补差", f"{draft.rows:,} 人", text))
    return [*changes, Change("补差合计", "", f"{grouped(total)} 元，随下一批应征数据传税务；新的缴费期限以前不加收滞纳金")]


def notes(payload: Payload) -> list[RowNote]:
    """The wage that holds now, and the new one."""
    return [
        RowNote(f"工资 {grouped(before)}" if before else "未申报", f"工资 {grouped(row['wage_fen'])}")
        for row, before in zip(payload["rows"], _before(payload), strict=True)
    ]


def apply(payload: Payload, *, by: By) -> list[int]:
    """The assessments of what is lacking, by id."""
    return correct_wages(_wages(payload), payload["employer_id"], by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{employers.employer(payload['employer_id']).name}：{TITLE}，{len(payload['rows']):,} 人"


def subject(payload: Payload) -> tuple[str, int]:
    """One open correction an employer."""
    return ("employer", payload["employer_id"])


def _wages(payload: Payload) -> list[NewWage]:
    reason = f"{REASONS[payload['reason']]}：{payload['document']}"[:60]
    return [
        NewWage(row["person_id"], row["from_month"], row["wage_fen"], row.get("to_month") or FOREVER, reason) for row in payload["rows"]
    ]


def _before(payload: Payload) -> list[int]:
    """The wage of each row's first month as it holds now; asked once a month."""
    wages: dict[tuple[int, int], int] = {}
    for month in {row["from_month"] for row in payload["rows"]}:
        people = int_column(row["person_id"] for row in payload["rows"] if row["from_month"] == month)
        fen = wages_in(month, people, int_column([payload["employer_id"]] * people.size))
        wages |= {(month, person): amount for person, amount in zip(people.tolist(), fen.tolist(), strict=True)}
    return [wages[row["from_month"], row["person_id"]] for row in payload["rows"]]


def _changed(payload: Payload) -> bool:
    return any(row["wage_fen"] != before for row, before in zip(payload["rows"], _before(payload), strict=True))
