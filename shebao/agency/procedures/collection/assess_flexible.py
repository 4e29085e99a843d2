"""Another base chosen by somebody who insures himself (灵活就业选档): from a month of this year on; months gone by are not payable."""

from __future__ import annotations

from datetime import date

from shebao.agency.benefits import queries as benefits
from shebao.agency.contributions import months
from shebao.agency.declarations.actions import NewWage, declare_wages
from shebao.agency.declarations.kinds import ALONE, CHOSEN, FOREVER
from shebao.agency.declarations.queries import wages_in
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.procedures.flexible_base import amounts_text, check_base
from shebao.agency.procedures.trial import simulated
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of, month_text

KEY = "assess_flexible"
TITLE = "灵活就业选档"
LAW = "社会保险法 第60条；社会保险费征缴暂行条例 第12条"
WORKING_DAYS = 10
RISK = "low"
RESULT = "灵活就业缴费告知单"
REVERSAL = "选错的再办理一次“灵活就业选档”；已经核定的月份不随之改变。"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("base_fen", "缴费基数（元）", "yuan", help="在当年上下限之间自选"),
    Field("from_month", "起始月", "month", required=False, help="不填则为受理当月；以往月份一律不补"),
    Field("to_month", "终止月", "month", required=False, help="不填则直到下次选档"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for months gone by or assessed, a base outside floor and cap, and somebody who does not insure himself."""
    payload.setdefault("from_month", month_of(day))
    first, last = payload["from_month"], payload.get("to_month", FOREVER)
    if first < month_of(day):
        refuse(
            "procedures.flexible",
            f"{month_text(first)} 已经过去",
            "以往年度和月份一律不补缴，请从本月起选档。",
            "from_month",
            "人社部发〔2016〕132号（未核实）",
        )
    if last < first:
        refuse("procedures.flexible", "终止月早于起始月", "请核对月份。", "to_month")
    person = people.person(payload["person_id"])
    if person.id not in enrolment.alone_columns(ALONE, first)["person_id"]:
        refuse(
            "procedures.flexible", f"{person.name}没有以灵活就业身份参保", "请先办理灵活就业人员参保登记；单位职工由单位申报。", "person_id"
        )
    if benefits.in_state_among(int_column([person.id]), ALONE, "active", "suspended").size:
        refuse("procedures.flexible", f"{person.name}已在领取养老待遇", "领取待遇的人不再缴费。", "person_id")
    check_base(payload["base_fen"], first)
    done = [month for _, month in months.any_assessed_in(ALONE, [person.id], first, min(last, 999912))]
    if done:
        refuse("procedures.flexible", f"{month_text(min(done))} 已经核定", "请从下一个没有核定的月份起选档。", "from_month")
    if payload["base_fen"] == _before(payload):
        refuse("procedures.flexible", "选定的基数和现在的一样", "不需要办理。", "base_fen")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The base before and after, and what it comes to."""
    before = _before(payload)
    until = f"至 {month_text(payload['to_month'])}" if payload.get("to_month") else "直到下次选档"
    return [
        Change("缴费基数", f"{grouped(before)} 元" if before else "没有选定", f"{grouped(payload['base_fen'])} 元"),
        Change("每月应缴", "", amounts_text(payload["base_fen"], payload["from_month"])),
        Change("所属期", "", f"{month_text(payload['from_month'])} 起，{until}"),
        Change("没有缴费的月份", "", "不算欠费，不加收滞纳金，也不计缴费年限"),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the base."""
    row = NewWage(payload["person_id"], payload["from_month"], payload["base_fen"], payload.get("to_month", FOREVER))
    return declare_wages([row], 0, CHOSEN, by=by)


def _before(payload: Payload) -> int:
    return int(wages_in(payload["from_month"], int_column([payload["person_id"]]), int_column([0]))[0])
