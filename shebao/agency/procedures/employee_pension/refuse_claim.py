"""A claim refused in writing (不予核定告知): the facts, the article, what could still be done, and the remedies."""

from __future__ import annotations

import re
from datetime import date

from shebao.agency.benefits import conclusions
from shebao.agency.journal.by import By
from shebao.agency.matters import queries as matters
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.matters.transitions import OPEN
from shebao.agency.people import queries as people
from shebao.agency.procedures.scheme_field import SCHEME, scheme_of
from shebao.agency.schemes import title
from shebao.base.finding import refuse

from ._conclusions import REMEDIES

KEY = "refuse_claim"
TITLE = "不予核定告知"
LAW = "社会保险经办条例（国令第765号）第52条；社会保险法 第八十三条；行政复议法 第二十条；行政诉讼法 第四十六条"
WORKING_DAYS = None
RISK = "low"
RESULT = "不予核定告知书"
REVERSAL = "复议、诉讼或复查认为应当核定的，办理“撤销退休前认定”，再按原申请日期核定。"
WAYS = (
    ("none", "没有其他途径"),
    ("three", "可以延长缴费、转入居民养老，或书面申请一次性领取"),
    ("later", "到龄或条件具备后可以再申请"),
    ("papers", "补齐材料后可以再申请"),
)
ARTICLE = re.compile(r"第.+条|〔\d{4}〕")
FIELDS = (
    Field("person_id", "申请人", "person"),
    SCHEME,
    Field("claim", "申请的事项", longest=60, help="例如：企业职工养老待遇核定"),
    Field("matter_number", "原办件编号", required=False, longest=40, help="已经受理过的填写；还在办理的先退回或撤回"),
    Field("reason", "不予核定的事实和理由", longest=300),
    Field("law", "依据条文", longest=200, help="写到条，例如：社会保险法第十六条"),
    Field("missing", "缺少的材料", required=False, longest=200, help="材料可以补正的，应当一次告知，不直接拒绝"),
    Field("way", "还可以怎样办", "choice", choices=WAYS),
    Field("remedy_office", "行政复议机关", longest=60, help="例如：县人民政府"),
    scans_field("依据扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused without an article, where papers could still be brought, and while the claim itself is still being decided."""
    scheme_of(payload)
    people.person(payload["person_id"])
    if not ARTICLE.search(payload["law"]):
        refuse("procedures.refusal", "依据没有写到条文", "请写明法律、条例的名称和第几条，或文件的文号。", "law")
    if payload.get("missing") and payload["way"] != "papers":
        advice = "材料可以补正的，选“补齐材料后可以再申请”，并一次告知全部缺少的材料。"
        refuse("procedures.refusal", "写了缺少的材料，却没有选补正", advice, "way", "社会保险经办条例 第52条")
    number = payload.get("matter_number")
    if number:
        _refuse_open(number, payload["person_id"])
    return payload


def _refuse_open(number: str, person_id: int) -> None:
    matter_id = matters.by_number(number)
    detail = matters.matter(matter_id) if matter_id else None
    if detail is None:
        refuse("procedures.refusal", f"没有编号为 {number} 的办件", "请核对编号；没有受理过的不填。", "matter_number")
    if detail.subject not in (None, ("person", person_id)):
        refuse("procedures.refusal", f"办件 {number} 不是这位申请人的", "请核对编号和申请人。", "matter_number")
    if detail.row.state in OPEN:
        refuse("procedures.refusal", f"办件 {number} 还在办理", "请先由受理人撤回那件办件，再出具告知书。", "matter_number")


def preview(payload: Payload) -> list[Change]:
    """What is refused, why, by which article, and the remedies printed."""
    changes = [
        Change("申请的事项", "", f"{title(scheme_of(payload))}：{payload['claim']}"),
        Change("结论", "", "不予核定"),
        Change("事实和理由", "", payload["reason"]),
        Change("依据", "", payload["law"]),
    ]
    if payload.get("missing"):
        changes.append(Change("缺少的材料", "", payload["missing"]))
    return [
        *changes,
        Change("还可以怎样办", "", dict(WAYS)[payload["way"]]),
        Change("救济途径", "", f"{REMEDIES}；复议机关：{payload['remedy_office']}"),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the refusal."""
    names = ("claim", "reason", "law", "missing", "way", "remedy_office", "matter_number")
    facts = {name: payload[name] for name in names if payload.get(name)}
    return conclusions.conclude(payload["person_id"], scheme_of(payload), "refusal", facts, by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people.person(payload['person_id']).name}：{TITLE}"
