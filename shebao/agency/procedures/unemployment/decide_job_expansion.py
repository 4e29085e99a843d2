"""The one-off subsidy for new jobs (一次性扩岗补助): hires of a month, each once whoever hires them, paid to their employers."""

from __future__ import annotations

from datetime import date

from shebao.agency.contributions import months as month_store
from shebao.agency.employers import queries as employers
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.trial import simulated
from shebao.agency.remittances import queries as remittances
from shebao.agency.schemes.unemployment import KEY as SCHEME
from shebao.agency.unemployment import actions as claims
from shebao.agency.unemployment import queries as known
from shebao.base.dated import MissingValue
from shebao.base.finding import Refused, refuse
from shebao.base.months import last_day, month_of, month_text, month_title

from ._claims import law
from ._grants import fen
from ._lists import NO_ACCOUNT, facts_of, notes_of, pay_list, reasons, rule_of, totals

KEY = "decide_job_expansion"
TITLE = "一次性扩岗补助核定"
LAW = "人社厅发〔2022〕41号；人社部发〔2023〕19号；人社部发〔2024〕40号及当年通知"
WORKING_DAYS = None
RISK = "high"
RESULT = "一次性扩岗补助核定名单"
REVERSAL = "付款以前有误的，办理“撤销划款单”再重新核定；付款以后有误的，由单位退回。"
WHO = {"毕业年度高校毕业生": "graduate", "离校两年内未就业毕业生": "recent", "登记失业青年": "youth"}
FIELDS = (
    Field("month", "月份", "month", help="名单的月份"),
    Field("rows", "招用名单", "file", help="每行一人：单位、身份证号码、姓名、类别、参保起始月"),
    Field("document", "当年通知", longest=80),
    Field("file_name", "文件名", required=False),
    scans_field("劳动合同和比对结果扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)
ROWS = (
    Wanted("uscc", "统一社会信用代码"),
    *PERSON,
    Wanted("who", "类别", choices=WHO),
    Wanted("from_month", "参保起始月", "month"),
    Wanted("insured_months", "三项参保月数", "count", required=False),
    Wanted("absorbed", "已领一次性吸纳就业补贴", required=False, choices={"是": "yes", "否": ""}),
)
_KEPT = ("who", "from_month", "insured_months", "absorbed")


def complete(rows: list[Payload]) -> dict[int, str]:
    """Each row gets its employer; the same person twice is an error."""
    codes = employers.codes()
    wrong: dict[int, str] = {}
    seen: dict[int, int] = {}
    for at, row in enumerate(rows):
        employer_id = codes.get(row["uscc"].strip().upper())
        if employer_id is None:
            wrong[at] = "没有登记过这个统一社会信用代码"
            continue
        row["employer_id"] = employer_id
        person = row.get("person_id", -at - 1)
        if seen.setdefault(person, at) != at:
            wrong[at] = f"与名单第 {seen[person] + 1} 行是同一个人"
    return wrong


def check(payload: Payload, day: date) -> Payload:
    """Refused for a month to come, and where nobody on the list passes."""
    if payload["month"] > month_of(day):
        refuse("procedures.expansion", f"{month_title(payload['month'])}还没有到", "请核对月份。", "month")
    payload["accepted_on"] = day.isoformat()
    for row in payload["rows"]:
        if "employer_id" not in row:
            row["employer_id"] = employers.find(row["uscc"]) or refuse(
                "procedures.employer", "名单里有没有登记的单位", "请先登记单位。", "rows"
            )
    if not any(row.amount_fen for row in _judged(payload)):
        first = next(iter(reasons(_judged(payload))), "")
        refuse("procedures.expansion", f"名单上没有一人符合条件（{first}）", "请核对名单和当年通知。", "rows")
    simulated(lambda: _pay(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Employers and people paid, and which rule excludes how many."""
    rows = _judged(payload)
    return [
        Change("扩岗补助", "", f"{totals(rows)}；符合条件 {sum(row.amount_fen > 0 for row in rows):,} 人"),
        *(Change("不发的原因", "", f"{rule}：{count:,} 人") for rule, count in reasons(rows).items()),
        Change("当年通知", "", payload["document"]),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """Each hire's amount, or the rule that excludes it."""
    return notes_of(_judged(payload), {})


def apply(payload: Payload, *, by: By) -> int:
    """The id of the order that pays the list."""
    return _pay(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{month_text(payload['month'])} {TITLE}：{len(payload['rows']):,} 人"


def subject(payload: Payload) -> tuple[str, int]:
    """One open list a month."""
    return ("job_expansion", payload["month"])


def _pay(payload: Payload, by: By) -> int:
    rows = _judged(payload)
    paid = len({row.employer_id for row in rows if row.amount_fen})
    title = f"{month_title(payload['month'])}一次性扩岗补助（{paid} 家）"
    purpose = (f"expansion.{payload['month']}.{by.matter_id or 0}", title, month_of(date.fromisoformat(payload["accepted_on"])))
    return pay_list(rows, "job_expansion", payload["month"] // 100, purpose, by=by)


def _judged(payload: Payload) -> list[claims.ListedEmployer]:
    day = date.fromisoformat(payload["accepted_on"])
    people = [row["person_id"] for row in payload["rows"]]
    cancelled = [order.id for order in _orders() if order.cancelled]
    before = known.hired_before(people, cancelled)
    accounts = employers.payees({row["employer_id"] for row in payload["rows"]})
    result = []
    for row in payload["rows"]:
        amount, rule = _judge(row, payload["month"], day)
        if not rule and row["person_id"] in before:
            amount, rule = 0, "此人已经享受过一次性扩岗补助"
        if not rule and row["employer_id"] not in accounts:
            amount, rule = 0, NO_ACCOUNT
        result.append(claims.ListedEmployer(row["employer_id"], row["person_id"], amount, rule, facts_of(row, _KEPT)))
    return result


def _orders() -> list[remittances.OrderRow]:
    rows = remittances.orders(SCHEME).filter(basis__startswith="expansion.")
    return [remittances.OrderRow(*row) for row in rows.values_list(*remittances.OrderRow._fields)]


def _judge(row: Payload, month: int, day: date) -> tuple[int, str]:
    """(amount, the rule that excludes the hire): the months insured are those of the list, or our own."""
    months = row.get("insured_months")
    if months is None:
        mine = month_store.of_person(row["person_id"], SCHEME)
        months = len({one.month for one in mine if one.employer_id == row["employer_id"] and one.month >= row["from_month"]})
    facts = {
        "month": month_text(month),
        "hires": "1",
        "already_claimed_hire_subsidy": "1" if row.get("absorbed") else "0",
        "insured_months": str(months),
    }
    try:
        amount = fen(law("job_expansion_subsidy", facts, max(day, last_day(month))))
    except MissingValue:
        raise
    except Refused as refused:
        return 0, rule_of(refused.finding.message)
    return (amount, "") if amount else (0, "已领一次性吸纳就业补贴")
