"""Months of the past paid late for employees (补缴): with proof, by the wages and the law of their time, and the late fee the law asks for."""

from __future__ import annotations

from datetime import date

from shebao.agency.benefits import queries as benefits
from shebao.agency.declarations import actions as declarations
from shebao.agency.declarations.actions import BackPay
from shebao.agency.declarations.actions.assess import Draft
from shebao.agency.declarations.actions.back_pay import back_pay_drafts
from shebao.agency.declarations.actions.late_fees import Fee, fee_of
from shebao.agency.declarations.arrears import Piece
from shebao.agency.declarations.kinds import WITH_ACCOUNT
from shebao.agency.employers import queries as employers
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.people.refusal import Problem, refuse_rows
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.trial import simulated
from shebao.agency.store.columns import int_column
from shebao.base.finding import Refused, refuse
from shebao.base.money import grouped
from shebao.base.months import add_months, last_day, month_of, month_text, months_between
from shebao.core.policy.calculation import calculate

KEY = "back_pay_employee"
TITLE = "职工补缴"
LAW = "社会保险法 第63条、第86条；人社部规〔2016〕5号；人社部发〔2016〕132号（未核实）"
WORKING_DAYS = None
RISK = "high"
RESULT = "补缴核定单"
REVERSAL = "没有缴的再办一次，选“撤销未缴的补缴”；已缴的办理“缴费退费”。"
PAY, VOID = "pay", "void"
BASES = {
    "inspection": "社保稽核意见书",
    "arbitration": "仲裁裁决",
    "judgment": "法院判决",
    "labour": "劳动监察决定",
    "audit": "审计意见",
    "application": "单位申请",
}
DOCUMENTED = tuple(key for key in BASES if key != "application")
YOUNGEST = 16
LONG_MONTHS = 36
"""Months at once from which the matter goes to a collective session too. 人社部规〔2016〕5号."""
AGE = {"male": 60, "female": 50}
ROWS = (
    *PERSON,
    Wanted("from_month", "补缴起月", "month"),
    Wanted("to_month", "补缴止月", "month"),
    Wanted("wage_fen", "各月工资（元）", "yuan", also=("各月工资", "月工资")),
)
FIELDS = (
    Field("employer_id", "用人单位", "employer"),
    Field("what", "办理事项", "choice", choices=((PAY, "补缴"), (VOID, "撤销未缴的补缴"))),
    Field("rows", "补缴名单", "file", help="每行：身份证号码、姓名、补缴起月、补缴止月、各月工资（元）；工资不同的月份分行填"),
    Field("parts", "险种", "choice", choices=(("pension", "只补养老"), ("all", "单位参加的全部险种"))),
    Field("basis", "依据", "choice", choices=tuple(BASES.items())),
    Field("document", "文书名称和文号", longest=80),
    Field(
        "late_fee",
        "滞纳金",
        "choice",
        choices=(("yes", "自欠缴之日起加收"), ("no", "不加收，文书或政策写明")),
        help="社会保险法第86条：按日万分之五",
    ),
    scans_field("证明材料扫描件", "劳动合同、工资凭证和文书；PDF、JPEG 或 PNG，最多 6 份", required=True),
    Field("file_name", "文件名", required=False),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused, with every row's reasons: no proof, before the employer or sixteen, months assessed already, past the age of retirement."""
    payload["day"] = day.isoformat()
    schemes = _schemes(payload)
    if not schemes:
        refuse("procedures.back_pay", "该单位没有参加所选的险种", "请核对单位和险种。", "parts")
    if payload["what"] == PAY:
        if problems := [problem for number, row in enumerate(payload["rows"], 1) for problem in _wrong(number, row, payload, day)]:
            refuse_rows("procedures.back_pay", "补缴", len(payload["rows"]), sorted(problems))
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """What is due by scheme, the late fee counted to today, and what whoever decides should look at."""
    one, rows = employers.employer(payload["employer_id"]), payload["rows"]
    head = [
        Change("用人单位", "", f"{one.name}，{one.uscc}"),
        Change("依据", "", f"{BASES[payload['basis']]}：{payload['document']}"),
    ]
    if payload["what"] == VOID:
        return [*head, Change("撤销", f"{len(rows):,} 行", "名单里没有缴的月份冲回，不再应缴；已缴的不动")]
    sums: dict[str, list[int]] = {}
    for draft in _drafts(payload):
        entry = sums.setdefault(draft.scheme, [0, 0, 0])
        for at, fen in enumerate((draft.rows, draft.sum_fen("unit_fen"), draft.sum_fen("person_fen"))):
            entry[at] += fen
    head += [
        Change(INSURANCES[scheme], f"{count:,} 人月", f"单位 {grouped(unit)} 元，个人 {grouped(person)} 元")
        for scheme, (count, unit, person) in sums.items()
    ]
    fees = _fees(payload)
    if fees:
        head.append(Change("滞纳金", f"计至 {payload['day']}", f"{grouped(sum(fee.fee_fen for fee in fees))} 元，进统筹基金，不入个人账户"))
    longest = max(months_between(row["from_month"], row["to_month"]) + 1 for row in rows)
    if longest >= LONG_MONTHS or any(note.flags for note in notes(payload)):
        head.append(Change("须集体会审", f"最长 {longest} 个月", "满 36 个月或临近退休的，审批前须有集体会审纪要"))
    return [
        *head,
        Change("新的缴费期限", "", f"{last_day(month_of(date.fromisoformat(payload['day']))).isoformat()}，随下一批应征数据传税务"),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """How many months each row is; people near retirement are flagged."""
    known = people.persons(row["person_id"] for row in payload["rows"])
    now = month_of(date.fromisoformat(payload["day"]))
    result = []
    for row in payload["rows"]:
        person = known[row["person_id"]]
        near = add_months(month_of(person.birth_date), AGE[person.sex] * 12 - 12) <= now
        months = months_between(row["from_month"], row["to_month"]) + 1
        result.append(RowNote(after=f"{months} 个月", flags=("距退休年龄一年以内，请核对",) if near else ()))
    return result


def apply(payload: Payload, *, by: By) -> list[int]:
    """The assessments, by id."""
    if payload["what"] == VOID:
        pairs = [(row["person_id"], row["from_month"], row["to_month"]) for row in payload["rows"]]
        declarations.void_dues(payload["employer_id"], pairs, f"撤销补缴：{payload['document']}", by=by)
        return []
    fees = _fees(payload)
    reason = f"补缴，{BASES[payload['basis']]}：{payload['document']}"
    made = declarations.back_pay(_rows(payload), payload["employer_id"], _schemes(payload), reason, by=by)
    if fees:
        declarations.charge_late_fees(payload["employer_id"], fees, by=by)
    return made


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{employers.employer(payload['employer_id']).name}：{TITLE}，{len(payload['rows']):,} 人"


def subject(payload: Payload) -> tuple[str, int]:
    """One open back payment an employer."""
    return ("employer", payload["employer_id"])


def _rows(payload: Payload) -> list[BackPay]:
    return [BackPay(row["person_id"], row["from_month"], row["to_month"], row["wage_fen"]) for row in payload["rows"]]


def _schemes(payload: Payload) -> list[str]:
    """The schemes to be paid for: those the employer takes part in now."""
    insured = [row.scheme for row in employers.insurances(payload["employer_id"])]
    return [key for key in INSURANCES if key in insured and (payload["parts"] == "all" or key in WITH_ACCOUNT)]


def _drafts(payload: Payload) -> list[Draft]:
    return back_pay_drafts(_rows(payload), payload["employer_id"], _schemes(payload))


def _fees(payload: Payload) -> list[Fee]:
    """The late fee of each month and scheme, from its own term to the day of the matter; none where the document says so."""
    if payload["late_fee"] != "yes" or payload["what"] != PAY:
        return []
    day, fees = date.fromisoformat(payload["day"]), []
    for draft in _drafts(payload):
        due_on, principal = last_day(draft.month), draft.sum_fen("unit_fen") + draft.sum_fen("person_fen")
        if due_on < day and principal:
            days, fen = fee_of(principal, due_on, day)
            fees.append(Fee(draft.scheme, Piece(draft.month, due_on, day, principal), days, fen))
    return fees


def _wrong(number: int, row: Payload, payload: Payload, day: date) -> list[Problem]:
    one, person = employers.employer(payload["employer_id"]), people.person(row["person_id"])
    first, last = row["from_month"], row["to_month"]
    problems: list[Problem] = []
    if row["wage_fen"] <= 0:
        problems.append((number, "工资应大于零"))
    if first < month_of(one.founded_on):
        problems.append((number, f"补缴起月早于单位成立（{one.founded_on.isoformat()}）"))
    if one.ended_month and last > one.ended_month:
        problems.append((number, f"补缴止月晚于单位注销月 {month_text(one.ended_month)}"))
    if first < add_months(month_of(person.birth_date), YOUNGEST * 12):
        problems.append((number, f"补缴起月未满 {YOUNGEST} 周岁"))
    if person.death_date is not None and last > month_of(person.death_date):
        problems.append((number, f"已于 {person.death_date.isoformat()} 死亡"))
    ids = int_column([person.id])
    if any(benefits.in_state_among(ids, scheme, "active", "suspended").size for scheme in WITH_ACCOUNT):
        problems.append((number, "已在领取养老待遇，不能补缴增加年限"))
    elif add_months(month_of(person.birth_date), AGE[person.sex] * 12) <= month_of(day) and payload["basis"] not in DOCUMENTED:
        problems.append((number, "已达到退休年龄，没有文书不能一次性补缴"))
    inputs = {"from_month": month_text(first), "to_month": month_text(last), "applied_date": day.isoformat()}
    if payload["basis"] in DOCUMENTED:
        inputs["proof_document"] = payload["document"]
    try:
        calculate("back_payment", installation.place(), inputs, parameters.places(), strict=False)
    except Refused as refused:
        problems.append((number, refused.finding.message))
    return problems
