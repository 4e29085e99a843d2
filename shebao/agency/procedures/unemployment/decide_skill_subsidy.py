"""Deciding a skill subsidy (技能提升补贴): by the level of a certificate, once an occupation and level, so many times a year."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.agency.unemployment import actions as claims
from shebao.agency.unemployment import queries as known
from shebao.base.finding import refuse
from shebao.base.months import month_of, month_text

from ._claims import law
from ._grants import account_of, fen, grant_and_owe, granted

KEY = "decide_skill_subsidy"
TITLE = "技能提升补贴核定"
LAW = "社会保险经办条例（国令第765号）第24条：10 个工作日；人社部发〔2017〕40号；人社部发〔2024〕40号"
WORKING_DAYS = 10
RISK = "high"
RESULT = "技能提升补贴核定表"
REVERSAL = "付款以前有误的，办理“撤销一次性补贴”；付款以后有误的，按多发追回。"
LEVELS = (("初级", "初级（五级）"), ("中级", "中级（四级）"), ("高级", "高级（三级）"))
YES, NO = "true", "false"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("certificate_no", "证书编号", longest=30),
    Field("occupation", "职业（工种）", longest=40),
    Field("level", "等级", "choice", choices=LEVELS),
    Field("certified_on", "取证日期", "date"),
    Field("checked", "证书联网查验", "choice", choices=((YES, "查到，信息一致"), (NO, "查不到"))),
    Field("paid_months", "累计参保缴费月数", "number"),
    Field("shortage", "急需紧缺职业", "choice", required=False, choices=((YES, "是"), (NO, "不是"))),
    Field("training_subsidy", "同一证书已享受职业培训补贴", "choice", choices=((NO, "没有"), (YES, "已享受"))),
    scans_field("证书和查验结果扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a certificate nobody finds, one used before, one applied for too late, or one more than a year allows."""
    if payload["checked"] != YES:
        refuse("procedures.certificate", "证书联网查不到", "查到以后再办；疑似虚假证书的移交稽核。", "checked")
    if people.person(payload["person_id"]).death_date is not None:
        refuse("procedures.dead", "此人已登记死亡", "请核对人员。", "person_id")
    payload["certificate_no"] = "".join(payload["certificate_no"].split()).upper()
    payload["accepted_on"] = day.isoformat()
    taken = known.standing_grants("skill").filter(key=payload["certificate_no"]).exclude(person_id=payload["person_id"])
    if taken.exists():
        refuse(
            "procedures.certificate",
            f"证书 {payload['certificate_no']} 已由别人领过补贴",
            "请核对证书编号；疑似冒用的移交稽核。",
            "certificate_no",
        )
    simulated(lambda: _grant(payload, By(None, day)), lambda: None)
    return payload


def _facts(payload: Payload) -> dict[str, Any]:
    day = date.fromisoformat(payload["accepted_on"])
    before = known.grants_of(payload["person_id"], "skill")
    this_year = [row for row in before if row.month // 100 == day.year]
    same = [row.facts["level"] for row in before if row.facts["occupation"] == payload["occupation"]]
    facts: dict[str, Any] = {
        "month": month_text(month_of(day)),
        "levels": [payload["level"]],
        "paid_months": str(payload["paid_months"]),
        "certified": month_text(month_of(date.fromisoformat(payload["certified_on"]))),
        "claimed_this_year": str(len(this_year)),
        "training_subsidy": payload["training_subsidy"],
    }
    return (
        facts | ({"claimed_levels": same} if same else {}) | ({"shortage_occupation": payload["shortage"]} if "shortage" in payload else {})
    )


def preview(payload: Payload) -> list[Change]:
    """The certificate, what was claimed before, the amount, the account."""
    before = known.grants_of(payload["person_id"], "skill")
    new = simulated(
        lambda: _grant(payload, By(None, date.fromisoformat(payload["accepted_on"]))), lambda: granted(payload["person_id"], "skill")
    )
    return [
        Change(
            "证书",
            "",
            f"{payload['occupation']}，{dict(LEVELS)[payload['level']]}，{payload['certificate_no']}，{payload['certified_on']} 取得",
        ),
        Change(
            "以前领过", "", "、".join(f"{month_text(row.month)} {row.facts['occupation']}{row.facts['level']}" for row in before) or "没有"
        ),
        new,
        *account_of(payload["person_id"]),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the grant."""
    return _grant(payload, by)


def _grant(payload: Payload, by: By) -> int:
    day = date.fromisoformat(payload["accepted_on"])
    amount = fen(law("skill_subsidy", _facts(payload), day))
    facts = {name: payload[name] for name in ("occupation", "level", "certified_on", "paid_months")}
    return grant_and_owe([claims.NewGrant(payload["person_id"], payload["certificate_no"], month_of(day), amount, facts)], "skill", by=by)[
        0
    ]
