"""A year's floor and cap published late (上下限公布后补差): every month already assessed computed anew for the whole county."""

from __future__ import annotations

from datetime import date

import numpy as np

from shebao.agency.accounts.actions import credit_months
from shebao.agency.benefits import queries as benefits
from shebao.agency.declarations import actions as declarations
from shebao.agency.declarations.actions.assess import Draft
from shebao.agency.declarations.actions.limits import difference_drafts
from shebao.agency.declarations.kinds import MONTHLY, WITH_ACCOUNT
from shebao.agency.employers.kinds import INSURANCES
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import last_day, month_of, month_text

KEY = "settle_base_difference"
TITLE = "上下限公布后补差"
LAW = "社会保险法 第12条、第60条；国办发〔2019〕13号；当地上下限文件由办理人填写文号"
WORKING_DAYS = None
RISK = "high"
RESULT = "补差核定单"
REVERSAL = "参数录错的，先由三人更正参数，再办一次补差：多补的抵以后月份，少补的继续补。"
FIELDS = (
    Field("year", "缴费年度", "year"),
    Field("from_month", "起始月", "month", required=False, help="不填则为当年一月"),
    Field("document", "上下限文件名称和文号", longest=120, help="缴费基数参考工资或上下限须先由三人录入参数库"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a year to come, a month of another year, and where nothing changes."""
    payload.setdefault("from_month", payload["year"] * 100 + 1)
    if payload["year"] > day.year or payload["from_month"] // 100 != payload["year"]:
        refuse("procedures.difference", "起始月不在这个缴费年度", "请核对年度和月份。", "from_month")
    payload["to_month"] = min(payload["year"] * 100 + 12, month_of(day))
    payload["day"] = day.isoformat()
    if not _drafts(payload):
        refuse("procedures.difference", f"{payload['year']} 年度已核定的月份没有差额", "请核对参数是否已录入并批准。", "year")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Scheme by scheme what is due and what is set off, and whoever has retired since."""
    sums: dict[str, dict[bool, list[int]]] = {}
    people: list[int] = []
    for draft in _drafts(payload):
        unit, person = draft.sum_fen("unit_fen"), draft.sum_fen("person_fen")
        entry = sums.setdefault(draft.scheme, {}).setdefault(unit + person > 0, [0, 0, 0])
        for at, fen in enumerate((draft.rows, unit, person)):
            entry[at] += fen
        people += draft.due["person_id"].tolist()
    changes = [
        Change("依据", "", payload["document"]),
        Change("所属期", "", f"{month_text(payload['from_month'])} 至 {month_text(payload['to_month'])}"),
    ]
    for scheme, sides in sums.items():
        for lacking, (count, unit, person) in sorted(sides.items(), reverse=True):
            what = "应补缴" if lacking else "多核定，抵以后应缴"
            changes.append(
                Change(f"{INSURANCES[scheme]}：{what}", f"{count:,} 人月", f"单位 {grouped(abs(unit))} 元，个人 {grouped(abs(person))} 元")
            )
    ids = np.unique(np.array(people, dtype=np.int64))
    retired = sum(int(benefits.in_state_among(ids, scheme, "active").size) for scheme in WITH_ACCOUNT)
    if retired:
        changes.append(Change("已退休的人", "", f"{retired:,} 人，补差以后请另办重新核定待遇"))
    term = last_day(month_of(date.fromisoformat(payload["day"])))
    return [*changes, Change("新的缴费期限", "", f"{term.isoformat()}，期限以前不加收滞纳金")]


def apply(payload: Payload, *, by: By) -> list[int]:
    """The assessments, by id; what was assessed too much is set off against what is owed."""
    made = declarations.settle_differences(payload["from_month"], payload["to_month"], by=by)
    for scheme in MONTHLY:
        entry = declarations.set_off_credits(scheme, by=by)
        if entry is not None and scheme in WITH_ACCOUNT:
            credit_months(entry.seq, scheme, by=by)
    return made


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{payload['year']} 年度{TITLE}"


def subject(payload: Payload) -> tuple[str, int]:
    """One open settlement a year."""
    return ("period", payload["year"])


def count(payload: Payload) -> int:
    """How many people it touches; one is counted once."""
    return len({person for draft in _drafts(payload) for person in draft.due["person_id"].tolist()})


def _drafts(payload: Payload) -> list[Draft]:
    return difference_drafts(payload["from_month"], payload["to_month"])
