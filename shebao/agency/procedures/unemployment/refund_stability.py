"""Refunds to employers that keep their people (稳岗返还): the list of a year, the gate of that year for each, and the order that pays it."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.contributions import months as month_store
from shebao.agency.employers import queries as employers
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.unemployment import KEY as SCHEME
from shebao.agency.unemployment import actions as claims
from shebao.base.dated import MissingValue
from shebao.base.finding import Refused, refuse
from shebao.base.money import grouped, yuan_text
from shebao.base.months import month_of

from ._claims import law
from ._grants import fen
from ._lists import EMPLOYER, NO_ACCOUNT, facts_of, find_employers, notes_of, pay_list, reasons, rule_of, standing, totals

KEY = "refund_stability"
TITLE = "稳岗返还核定"
LAW = "人社部发〔2014〕76号；人社部发〔2024〕40号及当年通知；裁员率上限按返还年度的通知"
WORKING_DAYS = None
RISK = "high"
RESULT = "稳岗返还名单"
REVERSAL = "付款以前有误的，办理“撤销划款单”再重新核定；付款以后有误的，由单位退回。"
SIZES = {"中小微": "sme", "大型": "large"}
DISCREDIT = {"无": "", "严重失信": "严重失信", "僵尸企业": "僵尸企业"}
DISPATCH = {"不是": "", "是，有分配协议": "agreed", "是，没有分配协议": "none"}
FIELDS = (
    Field("year", "返还年度", "year"),
    Field("rows", "单位名单", "file", help="每行一个单位：上年实缴、划型、年末人数、裁员人数等"),
    Field("document", "当年通知", longest=80, help="省里当年稳岗返还通知的名称和文号"),
    Field("published_from", "公示起", "date"),
    Field("published_to", "公示止", "date"),
    Field("objection", "异议情况", longest=160, help="没有异议的写“无”"),
    Field("file_name", "文件名", required=False),
    scans_field("公示和当年通知扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)
ROWS = (
    *EMPLOYER,
    Wanted("paid_fen", "上年单位和个人实缴", "yuan"),
    Wanted("size", "划型", choices=SIZES),
    Wanted("heads", "上年末参保人数", "count"),
    Wanted("laid_off", "裁员人数", "count"),
    Wanted("heads_before", "上上年末参保人数", "count", required=False),
    Wanted("paid_months", "足额缴费月数", "count"),
    Wanted("discredit", "失信情况", required=False, choices=DISCREDIT),
    Wanted("dispatch", "劳务派遣", required=False, choices=DISPATCH),
    Wanted("hard_hit", "受影响较大", required=False, choices={"是": "true", "否": ""}),
)
_KEPT = ("paid_fen", "size", "heads", "laid_off", "heads_before", "paid_months", "dispatch", "limit")


def complete(rows: list[Payload]) -> dict[int, str]:
    """Each row gets its employer; twice the same is an error."""
    wrong = find_employers(rows)
    seen: dict[int, int] = {}
    for at, row in enumerate(rows):
        if at not in wrong and seen.setdefault(row["employer_id"], at) != at:
            wrong[at] = f"与名单第 {seen[row['employer_id']] + 1} 行是同一个单位"
    return wrong


def check(payload: Payload, day: date) -> Payload:
    """Refused while it is being published, where a year's notice is missing, and where nobody on the list passes."""
    if date.fromisoformat(payload["published_to"]) > day or payload["published_to"] < payload["published_from"]:
        refuse("procedures.published", "公示还没有结束，或公示起止有误", "公示期满、异议处理以后再受理。", "published_to")
    payload["accepted_on"] = day.isoformat()
    for row in payload["rows"]:
        if "employer_id" not in row:
            row["employer_id"] = employers.find(row["uscc"]) or refuse(
                "procedures.employer", "名单里有没有登记的单位", "请先登记单位。", "rows"
            )
    if not any(row.amount_fen for row in _judged(payload)):
        first = next(iter(reasons(_judged(payload))), "")
        refuse("procedures.refund", f"名单上没有一个单位符合条件（{first}）", "请核对名单和当年通知。", "rows")
    simulated(lambda: _pay(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many pass and how much, which rule excludes how many, and the publication."""
    rows = _judged(payload)
    return [
        Change(f"{payload['year']} 年稳岗返还", "", totals(rows)),
        *(Change("不发的原因", "", f"{rule}：{count:,} 个") for rule, count in reasons(rows).items()),
        Change("当年通知", "", payload["document"]),
        Change("公示", "", f"{payload['published_from']} 至 {payload['published_to']}，异议：{payload['objection']}"),
    ]


def notes(payload: Payload) -> list[RowNote]:
    """Each employer's amount or the rule that excludes it, and what our own months say otherwise."""
    more: dict[int, tuple[str, ...]] = {}
    for at, row in enumerate(payload["rows"]):
        ours = _paid_last_year(row["employer_id"], payload["year"] - 1)
        if ours and ours != row["paid_fen"]:
            more[at] = (f"本系统记上年实缴 {grouped(ours)} 元",)
    return notes_of(_judged(payload), more)


def apply(payload: Payload, *, by: By) -> int:
    """The id of the order that pays the list."""
    return _pay(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{payload['year']} 年{TITLE}：{len(payload['rows']):,} 个单位"


def subject(payload: Payload) -> tuple[str, int]:
    """One open list a year."""
    return ("stability_refund", payload["year"])


def _pay(payload: Payload, by: By) -> int:
    month = month_of(date.fromisoformat(payload["accepted_on"]))
    rows = _judged(payload)
    paid = len({row.employer_id for row in rows if row.amount_fen})
    purpose = (f"stability.{payload['year']}.{by.matter_id or 0}", f"{payload['year']}年稳岗返还（{paid} 家）", month)
    return pay_list(rows, "stability", payload["year"], purpose, by=by)


def _paid_last_year(employer_id: int, year: int) -> int:
    """What an employer and its people paid to this fund for a year, as our months have it."""
    rows = month_store.due_by_month(employer_id, year * 100 + 12)
    return sum(paid for month, scheme, _, _, _, paid in rows if scheme == SCHEME and month // 100 == year)


def _judged(payload: Payload) -> list[claims.ListedEmployer]:
    """Every row as the law of the year judges it."""
    day = date.fromisoformat(payload["accepted_on"])
    accounts, before = employers.payees(row["employer_id"] for row in payload["rows"]), standing("stability", payload["year"])
    result = []
    for row in payload["rows"]:
        amount, rule, limit = judge(row, payload["year"], day)
        if not rule and row["employer_id"] in before:
            amount, rule = 0, "本年度已经返还"
        if not rule and row["employer_id"] not in accounts:
            amount, rule = 0, NO_ACCOUNT
        facts = facts_of(row | {"limit": limit}, _KEPT)
        result.append(claims.ListedEmployer(row["employer_id"], None, amount, rule, facts))
    return result


def judge(row: Payload, year: int, day: date) -> tuple[int, str, str]:
    """(amount, the rule that excludes it, the layoff limit) of one employer; raises `MissingValue` where the year's notice is not on file."""
    if row.get("discredit"):
        return 0, row["discredit"], ""
    if row.get("dispatch") == "none":
        return 0, "劳务派遣单位没有资金分配协议", ""
    facts: dict[str, Any] = {
        "year": str(year),
        "prev_year_contributions": yuan_text(row["paid_fen"]),
        "paid_in_full_months": str(row["paid_months"]),
        "laid_off": str(row["laid_off"]),
        "insured_heads": str(row["heads"]),
        "hard_hit": row.get("hard_hit") or "false",
    }
    if "heads_before" in row:
        facts |= {"heads_before": str(row["heads_before"]), "heads_end": str(row["heads"])}
        facts |= {"layoff_rate_method": "better_of"}
        del facts["insured_heads"]
    try:
        answer = law("stability_refund", facts, day)
    except MissingValue:
        raise
    except Refused as refused:
        return 0, rule_of(refused.finding.message), ""
    limit = answer.values["layoff_limit"].text() if "layoff_limit" in answer.values else ""
    if row["size"] not in answer.values:
        return 0, "当年通知没有这一划型的返还比例", limit
    amount = fen(answer, row["size"])
    return (amount, "", limit) if amount else (0, "上年没有实缴", limit)
