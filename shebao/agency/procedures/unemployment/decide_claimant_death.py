"""Funeral subsidy and pension of a claimant who died (领取期间死亡待遇核定), by the place's own months, paid to the heirs."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.procedures.death.estate import SET_OFF, check_estate, heading_of, owe_heirs, preview_estate, wants_set_off
from shebao.agency.schemes.unemployment import KEY as SCHEME
from shebao.agency.unemployment import queries as known
from shebao.base.finding import refuse
from shebao.base.money import yuan_text
from shebao.base.months import month_of, month_text

from ._claims import law
from ._grants import fen

KEY = "decide_claimant_death"
TITLE = "领取期间死亡待遇核定"
LAW = "社会保险法 第四十九条；失业保险条例 第二十条；标准按当地规定"
WORKING_DAYS = None
RISK = "high"
RESULT = "丧葬补助金和抚恤金核定表"
REVERSAL = "款项列入批次以前有误的，办理“撤销身后应付”再重新核定；付出后有误的，按多发追回。"
FIELDS = (
    Field("person_id", "死者", "person"),
    Field("area_wage_fen", "当地上年度月平均工资（元）", "yuan", required=False, help="当地按平均工资计发的填写"),
    Field("dependants", "供养的配偶、直系亲属人数", "number", required=False, help="当地按人数计发的填写"),
    Field(
        "chosen",
        "待遇选择",
        "choice",
        choices=(("only", "只在失业保险领取"), ("other", "另一险种已领取")),
        help="同时符合几个险种的，只能选领一份",
    ),
    SET_OFF,
    scans_field("材料扫描件", "死亡证明、供养关系证明；PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where no heir is registered, no claim went on at the death, another scheme pays, or the place has no rule on file."""
    died_on = check_estate(payload["person_id"], "funeral", SCHEME)
    claim = known.claim_of(payload["person_id"])
    if claim is None or claim.end_reason != "died" or claim.last_month != month_of(died_on):
        refuse(
            "procedures.claim",
            f"{people.person(payload['person_id']).name}死亡时没有在领失业保险金",
            "请核对；在职死亡的按养老保险遗属待遇办理。",
            "person_id",
        )
    if payload["chosen"] == "other":
        refuse(
            "procedures.one_scheme",
            "另一险种已领取丧葬补助金和抚恤金",
            "同时符合条件的，遗属只能选择领取其中的一项。",
            "chosen",
            "社会保险法 第四十九条",
        )
    payload["died_on"] = died_on.isoformat()
    _amount(payload)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Funeral and pension, and what each heir is paid."""
    answer = _answer(payload)
    lines = [Change(title, "", f"{answer.sheet.step(name).value} 元") for name, title in (("funeral", "丧葬补助金"), ("pension", "抚恤金"))]
    return [*lines, *preview_estate(payload["person_id"], _amount(payload), "合计", SCHEME, set_off=wants_set_off(payload))]


def apply(payload: Payload, *, by: By) -> None:
    """Enter what each heir is owed."""
    owe_heirs({payload["person_id"]: _amount(payload)}, "funeral", SCHEME, set_off=wants_set_off(payload), by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return heading_of(TITLE, payload)


def _answer(payload: Payload) -> Any:
    claim, died_on = known.claim_of(payload["person_id"]), date.fromisoformat(payload["died_on"])
    assert claim is not None
    facts: dict[str, Any] = {"month": month_text(month_of(died_on)), "died": "true"}
    if "area_wage_fen" in payload:
        facts["city_avg_wage_prev_year"] = yuan_text(payload["area_wage_fen"])
        del facts["died"]
    else:
        facts["monthly"] = yuan_text(claim.monthly_fen)
    if "dependants" in payload:
        facts["dependants"] = str(payload["dependants"])
    return law("unemployment_amount", facts, died_on)


def _amount(payload: Payload) -> int:
    answer = _answer(payload)
    return fen(answer, "funeral") + fen(answer, "pension")
