"""Early retirement from special work reviewed (特殊工种提前退休审核): years in listed posts by original papers, published before it is concluded."""

from __future__ import annotations

from datetime import date

from shebao.agency.benefits import conclusions
from shebao.agency.employers import queries as employers
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, Wanted
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.schemes.employee import KEY as EMPLOYEE
from shebao.base.finding import refuse
from shebao.base.money import scaled_text
from shebao.base.months import month_of, month_text
from shebao.core.policy.calculation import Answer, calculate

from ._conclusions import born, insured, months_of

KEY = "approve_special_occupation"
TITLE = "特殊工种提前退休审核"
LAW = (
    "国务院关于渐进式延迟法定退休年龄的办法 第八条；工种年限 1978-07-11 处理意见第六条；提前退休年龄按参数所列文件，2025 年以后的规定未核实"
)
WORKING_DAYS = None
RISK = "high"
RESULT = "特殊工种提前退休审核表"
REVERSAL = "审核有误的，办理“撤销退休前认定”；已经领取的，更正或撤销核定并追回。"
KINDS = (
    ("high_altitude", "高空"),
    ("heavy_labour", "特别繁重体力劳动"),
    ("underground", "井下"),
    ("high_heat", "高温"),
    ("harmful", "其他有害身体健康"),
    ("plateau", "高海拔地区"),
)
NOTICE_DAYS = 5
"""Days of publication that are usual; the law names none, a place may ask for more."""
ROWS = (
    Wanted("from_month", "起月", "month"),
    Wanted("to_month", "止月", "month"),
    Wanted("post", "岗位", longest=40),
    Wanted("page", "凭证页", longest=60),
)
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("employer_id", "用人单位", "employer"),
    Field("kind", "工种类别", "choice", choices=KINDS),
    Field("rows", "特殊工种岗位经历", "file", help="每行一段：起月、止月、岗位、凭证页（工资表、岗位津贴原件）"),
    Field("file_name", "文件名", required=False),
    Field("month", "申请退休年月", "month"),
    Field("published_from", "公示起", "date"),
    Field("published_to", "公示止", "date", help=f"至少 {NOTICE_DAYS} 天；当地另有规定的按当地"),
    Field("approval_doc", "省市批文", required=False, longest=60),
    scans_field("原始记录和公示扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for too few years, an age not reached, stretches that overlap, and a publication that is too short or not over."""
    payload["accepted_on"] = day.isoformat()
    insured(payload["person_id"], EMPLOYEE)
    first, last = date.fromisoformat(payload["published_from"]), date.fromisoformat(payload["published_to"])
    if (last - first).days + 1 < NOTICE_DAYS:
        refuse("procedures.special", f"公示 {(last - first).days + 1} 天", f"提前退休至少公示 {NOTICE_DAYS} 天。", "published_to")
    if last >= day:
        refuse("procedures.special", f"公示到 {last.isoformat()} 才结束", "公示期满没有异议再审核。", "published_to")
    _law(payload)
    return payload


def _months(payload: Payload) -> int:
    return len(months_of(payload["rows"], born(payload["person_id"], EMPLOYEE)))


def _law(payload: Payload) -> Answer:
    facts = {
        "month": month_text(payload["month"]),
        "sex": people.person(payload["person_id"]).sex,
        "kind": payload["kind"],
        "birth": month_text(month_of(born(payload["person_id"], EMPLOYEE))),
        "special_years": scaled_text(_months(payload) * 100 // 12, 2),
    }
    places = parameters.known_on(date.fromisoformat(payload["accepted_on"]))
    return calculate("special_occupation_retirement", installation.place(), facts, places)


def preview(payload: Payload) -> list[Change]:
    """The years of the kind against those needed, the earliest month, and where the publication hung."""
    values, months = _law(payload).values, _months(payload)
    return [
        Change("用人单位", "", employers.employer(int(payload["employer_id"])).name),
        Change("工种和年限", "", f"{dict(KINDS)[payload['kind']]}，累计 {months} 个月，至少 {values['special_least_years'].text()} 年"),
        Change("最早退休年月", "", month_text(values["earliest_month"])),
        Change("公示", "", f"{payload['published_from']} 至 {payload['published_to']}，期满无异议"),
        Change("批文", "", payload.get("approval_doc") or "没有填写；省市规定须报批的，请补充"),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the conclusion."""
    facts = {
        "kind": payload["kind"],
        "months": _months(payload),
        "earliest": int(_law(payload).values["earliest_month"]),
        "rows": payload["rows"],
        "published": [payload["published_from"], payload["published_to"]],
        "document": payload.get("approval_doc", ""),
    }
    return conclusions.conclude(payload["person_id"], EMPLOYEE, "special", facts, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people.person(payload['person_id']).name}：{TITLE}"


def count(payload: Payload) -> int:
    """One person, however many stretches."""
    return 1
