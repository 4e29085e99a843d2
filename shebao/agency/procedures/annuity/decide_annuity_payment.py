"""How a member draws the annuity (职业年金待遇申领): chosen once at retirement; the instruction goes to the province, which pays and books it."""

from __future__ import annotations

from datetime import date

from shebao.agency.accounts import queries as accounts
from shebao.agency.annuity import actions as annuity
from shebao.agency.annuity import queries
from shebao.agency.annuity.kinds import WAYS
from shebao.agency.benefits import queries as benefits
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import age_months, month_of, month_text

KEY = "decide_annuity_payment"
TITLE = "职业年金待遇申领"
LAW = "国办发〔2015〕18号 第九条：领取方式选定后不再更改"
WORKING_DAYS = None
RISK = "high"
RESULT = "职业年金待遇核定表"
REVERSAL = "领取方式选定后不再更改；当初录入与本人申请表不符的，凭申请表办理“撤销职业年金登记”后重新录入。"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("choice", "领取方式", "choice", choices=tuple(WAYS.items()), help="本人在申请表上签字选定，选定后不能再改"),
    Field("first_month", "首次领取月", "month"),
    Field("balance_fen", "账户储存额（元）", "yuan", help="照省级代理人对账单；含投资收益，可以大于本系统记入的本金"),
    Field("divisor", "计发月数", "number", required=False, help="不填则按首次领取月的年龄查表"),
    scans_field("申请表和退休核定表扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused while something is nominal, a way was chosen, no pension is decided, or the account holds nothing."""
    person = people.person(payload["person_id"])
    if person.death_date is not None:
        refuse("procedures.annuity", f"{person.name}已登记死亡", "账户余额由继承人继承，请办理“个人账户余额继承”。", "person_id")
    if queries.nominal([person.id]):
        refuse("procedures.annuity", f"{person.name}的记账部分还没有做实", "请先办理做实请款，款到以后再申领。", "person_id")
    if (
        payload["choice"] == "monthly"
        and not benefits.in_state_among(int_column([person.id]), queries.OF_MEMBERS, "active", "suspended").size
    ):
        refuse("procedures.annuity", f"{person.name}还没有核定退休待遇", "请先办理“机关事业养老待遇核定”。", "person_id")
    account = accounts.of_person(person.id, queries.ANNUITY_SCHEME)
    if account is None or account.closed or payload["balance_fen"] <= 0:
        refuse("procedures.annuity", f"{person.name}没有职业年金个人账户余额", "请核对人员和对账单。", "person_id")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The amount a month and its last month, or the sum; and that the county books nothing."""
    account = accounts.of_person(payload["person_id"], queries.ANNUITY_SCHEME)
    held, said = account.balance_fen if account else 0, payload["balance_fen"]
    changes = [
        Change("领取方式", "未选定", f"{WAYS[payload['choice']]}，选定后不再更改"),
        Change("账户储存额", f"本系统记入 {grouped(held)} 元", f"对账单 {grouped(said)} 元，差额 {grouped(said - held)} 元为投资损益"),
    ]
    plan = _plan(payload)
    if plan:
        changes.append(Change("计发月数", "", f"{plan['divisor']} 个月"))
        last = month_text(plan["last_month"])
        changes.append(Change("月领取额", "", f"{grouped(plan['monthly_fen'])} 元，发完为止，末次 {last}"))
    else:
        changes.append(Change("一次付给", "", f"{grouped(said)} 元"))
    return [*changes, Change("发放和记账", "", "待遇指令报省级代理人，由省级支付和记账；本县不作分录")]


def _plan(payload: Payload) -> dict[str, int]:
    if payload["choice"] != "monthly":
        return {}
    months = age_months(month_of(people.person(payload["person_id"]).birth_date), payload["first_month"])
    age = f"{months // 12}y{months % 12}m"
    place, places = installation.place(), parameters.places()
    return queries.payout(payload["balance_fen"], payload["first_month"], age, payload.get("divisor"), place, places)


def apply(payload: Payload, *, by: By) -> int:
    """The id of the choice."""
    plan = _plan(payload)
    return annuity.choose(
        payload["person_id"],
        payload["choice"],
        payload["first_month"],
        payload["balance_fen"],
        divisor=plan.get("divisor"),
        monthly_fen=plan.get("monthly_fen"),
        last_month=plan.get("last_month"),
        by=by,
    )


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people.person(payload['person_id']).name}：{TITLE}"
