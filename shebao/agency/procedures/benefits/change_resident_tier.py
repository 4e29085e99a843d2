"""What a resident means to pay for a year (缴费档次、集体补助和资助申报): the tier of the place's list, with what the village or a sponsor adds."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from shebao.agency import schemes
from shebao.agency.benefits import queries as benefits
from shebao.agency.contributions import queries as contributions
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.residents import actions, queries
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped

KEY = "change_resident_tier"
TITLE = "缴费档次、集体补助和资助申报"
LAW = "国发〔2014〕8号 第四条（未核对原文）"
WORKING_DAYS = None
RISK = "low"
RESULT = "缴费告知单"
REVERSAL = "没有缴费以前再办一次，后一次代替前一次；已经缴费的按“缴费退费”办理。"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("year", "年度", "year", help="当年或下一年"),
    Field("tier_fen", "档次（元/年）", "yuan", help="照当地公布的档次填写"),
    Field("collective_fen", "集体补助（元）", "yuan", required=False, help="村民会议决议的金额"),
    Field("sponsor_fen", "资助金额（元）", "yuan", required=False),
    Field("sponsor", "资助人", required=False, longest=60, help="填了资助金额的写明"),
    scans_field("决议、资助协议扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for who is not insured or draws a pension, a tier that is none, more help than the highest tier, and a year that is paid."""
    person, year = people.person(payload["person_id"]), payload["year"]
    one = int_column([person.id])
    if not enrolment.open_among(one, RESIDENT).size:
        refuse("procedures.tier", f"{person.name}没有参加城乡居民养老保险", "请先办理参保登记。", "person_id")
    if benefits.states_of(one, RESIDENT)[0] in ("active", "suspended"):
        refuse("procedures.tier", f"{person.name}已在领取养老待遇，不再缴费", "请核对人员。", "person_id")
    if year not in (day.year, day.year + 1):
        refuse("procedures.tier", f"{year} 年度不能申报档次", "只能申报当年或下一年；以前年度的按补缴办理。", "year")
    if person.id in contributions.payers(RESIDENT, year, person_ids=[person.id]).tolist():
        refuse("procedures.tier", f"{person.name} {year} 年度已经缴费", "已缴的年度不能改档次。", "year")
    offer = schemes.of(RESIDENT).tiers_of(min(year, day.year), installation.place(), parameters.places(), helping=False)
    if offer.standing(payload["tier_fen"], helped=False) == "none":
        refuse("procedures.tier", f"没有 {grouped(payload['tier_fen'])} 元的档次", f"可选档次（元）：{offer.choice()}。", "tier_fen")
    help_fen, highest = _help(payload), int(max(offer.offered) * Fraction(100))
    if help_fen > highest:
        what = f"集体补助和资助共 {grouped(help_fen)} 元，超过最高档 {grouped(highest)} 元"
        refuse("procedures.tier", what, "请核对金额。", "collective_fen", "国发〔2014〕8号 第四条")
    if payload.get("sponsor_fen") and not payload.get("sponsor"):
        refuse("procedures.tier", "填了资助金额，没有写明资助人", "请填写资助人的名称。", "sponsor")
    return payload


def _help(payload: Payload) -> Fen:
    return (payload.get("collective_fen") or 0) + (payload.get("sponsor_fen") or 0)


def preview(payload: Payload) -> list[Change]:
    """The tier of the year before and after, and what is added to it."""
    before = queries.choice_of(payload["person_id"], payload["year"])
    changes = [
        Change(
            f"{payload['year']} 年度档次",
            f"{grouped(before.tier_fen)} 元" if before else "没有申报",
            f"{grouped(payload['tier_fen'])} 元",
        )
    ]
    if payload.get("collective_fen"):
        changes.append(Change("集体补助", "", f"{grouped(payload['collective_fen'])} 元"))
    if payload.get("sponsor_fen"):
        changes.append(Change("资助", "", f"{grouped(payload['sponsor_fen'])} 元，{payload['sponsor']}"))
    return [*changes, Change("账户", "", "不记账；缴费到账以后按实缴记入")]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the choice."""
    choice = actions.Choice(
        payload["person_id"],
        payload["year"],
        payload["tier_fen"],
        payload.get("collective_fen") or 0,
        payload.get("sponsor_fen") or 0,
        payload.get("sponsor") or "",
    )
    return actions.choose_tier(choice, by=by)
