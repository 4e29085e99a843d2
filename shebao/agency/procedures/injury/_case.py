"""What the matters of an injury share: the case and whether the fund is liable, the law asked for it, the wage it is counted on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from shebao.agency.contributions import months as month_store
from shebao.agency.injury import queries as injury
from shebao.agency.injury.kinds import LIABLE, RESULTS
from shebao.agency.installation import queries as installation
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.schemes.work_injury import KEY as INJURY
from shebao.base.finding import refuse
from shebao.base.money import Fen, half_up, yuan_text
from shebao.base.months import add_months, month_of, month_text
from shebao.core.policy.calculation import Answer, calculate

CASE = Field("case_id", "工伤案件编号", "number", help="从工伤案件页面进入会自动填好")
YES, NO = "yes", "no"
YES_OR_NO = ((NO, "否"), (YES, "是"))
WAGE = Field("own_wage_fen", "本人工资（元）", "yuan", required=False, help="不填则按受伤前 12 个月工伤保险缴费基数平均")
WAGE_PROOF = Field("wage_proof", "本人工资的依据", required=False, longest=100, help="本系统缴费记录不足 12 个月、自己填写时写明")
AREA_WAGE = Field("area_wage_fen", "统筹地区职工月平均工资（元）", "yuan", help="上年度，照公布的文件填写")
AREA_DOCUMENT = Field("area_document", "平均工资的文件", longest=100)
WAGE_MONTHS = 12


class Wage(NamedTuple):
    """The wage a benefit is counted on, and where it comes from."""

    fen: Fen
    origin: str


def recognised(case_id: int) -> injury.CaseRow:
    """The case; refused unless the injury is recognised now."""
    case = injury.case(case_id)
    if case.result != "recognised":
        refuse(
            "procedures.injury",
            f"{case.name}的工伤认定结论是“{RESULTS[case.result]}”",
            "没有认定为工伤的不支付工伤保险待遇；有新的决定，请先办理“工伤认定结论登记”。",
            "case_id",
            "社会保险法 第三十六条",
        )
    return case


def paid_by_fund(case_id: int) -> injury.CaseRow:
    """The case; refused where the employer alone is liable: then the fund only pays in advance."""
    case = recognised(case_id)
    if case.liable == "employer":
        refuse(
            "procedures.injury",
            f"{case.name}受伤时单位没有为其缴纳工伤保险费，待遇由用人单位支付",
            "单位不支付的，由本人申请，办理“工伤保险先行支付”。",
            "case_id",
            "社会保险法 第四十一条",
        )
    return case


def law(name: str, day: date, inputs: Mapping[str, Any]) -> Answer:
    """A calculation of the law at this agency's place, with what was known on a day."""
    return calculate(name, installation.place(), dict(inputs), parameters.known_on(day))


def fen(answer: Answer, name: str) -> Fen:
    """An amount of an answer in fen."""
    amount = answer.values[name].fraction * 100
    assert amount.denominator == 1, f"{name} is not whole fen"
    return int(amount)


def wage_of(payload: Payload, case: injury.CaseRow) -> Wage:
    """The person's wage as the form says it with its proof, otherwise the average base of the twelve months before the injury."""
    if payload.get("own_wage_fen"):
        if not payload.get("wage_proof"):
            refuse("procedures.wage", "填写了本人工资，没有写明依据", "请写明缴费记录或工资表的名称。", "wage_proof")
        return Wage(payload["own_wage_fen"], payload["wage_proof"])
    last = add_months(month_of(case.happened_on), -1)
    first = add_months(last, 1 - WAGE_MONTHS)
    rows = [row for row in month_store.of_person(case.person_id, INJURY) if first <= row.month <= last and row.turn == 0]
    months = {row.month for row in rows}
    if not months:
        refuse(
            "procedures.wage",
            f"本系统没有{case.name} {month_text(first)} 至 {month_text(last)} 的工伤保险缴费基数",
            "请填写本人工资，并写明依据。",
            "own_wage_fen",
            "工伤保险条例 第六十四条",
        )
    average = int(half_up(sum(row.base_fen for row in rows), len(months)))
    return Wage(average, f"{month_text(min(months))} 至 {month_text(max(months))} {len(months)} 个月缴费基数平均")


def yuan(amount: Fen) -> str:
    """An amount as the law's calculations read it."""
    return yuan_text(amount)


def account_change(person_id: int) -> list[Change]:
    """To which account a lump sum goes, and whether it must be verified first."""
    account = people.bank_account_in_force([person_id]).get(person_id)
    if account is None:
        return [Change("收款账户", "", "没有登记收款账户，请先办理账户登记，核验后发放")]
    state = "已核验" if account.verified else "待核验，核验后发放"
    return [Change("收款账户", "", f"{account.bank} {account.masked}，{state}")]


def liable_change(case: injury.CaseRow) -> list[Change]:
    """Who is liable, where it is not the fund from the beginning."""
    return [] if case.liable == "fund" else [Change("支付责任", "", LIABLE[case.liable])]


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter of a kind for a case."""
    return ("injury", payload["case_id"])


def heading(title: str, payload: Payload) -> str:
    """A matter's title with the name of the injured."""
    return f"{injury.case(payload['case_id']).name}：{title}"
