"""The archive reviewed before a pension (退休档案审核): birth, first work and post as the earliest record says; they decide the month of retirement."""

from __future__ import annotations

from datetime import date

from shebao.agency.benefits import conclusions
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload, Wanted
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.base.finding import refuse
from shebao.base.months import month_of, month_text
from shebao.core.policy.calculation import calculate

from ._claim import CATEGORIES
from ._conclusions import SCHEME, insured

KEY = "review_archive"
TITLE = "退休档案审核"
LAW = "劳社部发〔1999〕8号：出生时间以档案最先记载为准；全国人大常委会关于实施渐进式延迟法定退休年龄的决定"
WORKING_DAYS = None
RISK = "high"
RESULT = "退休档案审核意见表"
REVERSAL = "审核有误的，再审核一次，最近的一次用于核定；或者办理“撤销退休前认定”。"
ROWS = (
    Wanted("page", "卷页", longest=40),
    Wanted("paper", "材料名称", longest=60),
    Wanted("dated", "形成时间", required=False, longest=20),
)
FIELDS = (
    Field("person_id", "人员", "person"),
    SCHEME,
    Field("birth_in_archive", "档案最先记载的出生时间", longest=60, help="照原件抄写，注明卷页，例如：1963年5月，卷一第2页"),
    Field("birth_decided", "认定出生日期", "date", help="档案只记到月的，日按身份证"),
    Field("first_work", "参加工作年月", "month"),
    Field("category", "退休类别", "choice", choices=CATEGORIES, help="女性按退休前岗位"),
    Field("findings", "查明事项", longest=300, help="与身份证不一致、涂改、缺页的写明依据和理由；都一致的写“一致”"),
    Field("rows", "卷页目录", "file", required=False, help="每行一份材料：卷页、材料名称、形成时间"),
    Field("file_name", "文件名", required=False),
    scans_field("档案扫描件", "出生、参加工作、岗位的原始材料；PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where the birth decided differs from the identity without a reason, and for work before 16."""
    payload["accepted_on"] = day.isoformat()
    person, birth = insured(payload["person_id"], payload["scheme"]), date.fromisoformat(payload["birth_decided"])
    if birth != person.birth_date and len(payload["findings"].strip()) < 10:
        what = f"认定出生 {birth.isoformat()}，登记的是 {person.birth_date.isoformat()}"
        refuse("procedures.archive", what, "不一致的，请在“查明事项”写明以哪份最先记载的材料为准。", "findings", "劳社部发〔1999〕8号")
    if payload["first_work"] < month_of(birth) + 1600:
        refuse("procedures.archive", f"{month_text(payload['first_work'])} 不满 16 周岁", "请核对参加工作年月。", "first_work")
    if payload["first_work"] > month_of(day):
        refuse("procedures.archive", "参加工作年月还没有到", "请核对。", "first_work")
    return payload


def preview(payload: Payload) -> list[Change]:
    """Birth as registered and as decided, first work, post, and the legal month of retirement they make."""
    person, legal = people.person(payload["person_id"]), _legal(payload)
    papers = payload.get("rows") or []
    return [
        Change("出生日期", f"登记 {person.birth_date.isoformat()}", f"认定 {payload['birth_decided']}（{payload['birth_in_archive']}）"),
        Change("参加工作", "", month_text(payload["first_work"])),
        Change("退休类别", "", dict(CATEGORIES)[payload["category"]]),
        Change("法定退休年月", "", month_text(legal)),
        Change("查明事项", "", payload["findings"]),
        *([Change("卷页目录", "", f"{len(papers)} 份材料")] if papers else []),
        Change("本人确认", "", "审核意见表由本人签字；对认定有异议的可以申请复查"),
    ]


def _legal(payload: Payload) -> int:
    facts = {"category": payload["category"], "birth": payload["birth_decided"][:7]}
    places = parameters.known_on(date.fromisoformat(payload["accepted_on"]))
    return int(calculate("retirement_age", installation.place(), facts, places).values["legal_retirement_month"])


def apply(payload: Payload, *, by: By) -> int:
    """The id of the conclusion."""
    facts = {
        "birth": payload["birth_decided"],
        "birth_in_archive": payload["birth_in_archive"],
        "first_work": payload["first_work"],
        "category": payload["category"],
        "findings": payload["findings"],
        "legal_month": _legal(payload),
        "papers": payload.get("rows") or [],
    }
    return conclusions.conclude(payload["person_id"], payload["scheme"], "archive", facts, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people.person(payload['person_id']).name}：{TITLE}"


def count(payload: Payload) -> int:
    """One person, however many papers."""
    return 1
