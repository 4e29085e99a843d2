"""What a claim for a standing pension must satisfy whatever the scheme: no second pension, a legal month of retirement, the first month."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency import schemes
from shebao.agency.benefits import queries as benefits
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.installation import queries as installation
from shebao.agency.matters.kind import Change
from shebao.agency.parameters import queries as parameters
from shebao.agency.people import queries as people
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.months import Month, add_months, month_of, month_text
from shebao.core.policy.calculation import calculate

CATEGORIES = (("male60", "男职工（原 60 周岁）"), ("female55", "女干部（原 55 周岁）"), ("female50", "女工人（原 50 周岁）"))
ROADS = (("legal", "法定年龄退休"), ("flexible", "弹性提前或延迟退休"))
EARLY_ROADS = (*ROADS, ("special", "特殊工种提前退休"))


def refuse_other_pension(person_id: int, scheme: str) -> None:
    """Refused for somebody who is not insured in the scheme, has died, or draws a pension of any scheme."""
    person, one = people.person(person_id), int_column([person_id])
    if person.death_date is not None:
        refuse("procedures.dead", f"{person.name}已登记死亡", "请按死亡待遇办理。", "person_id")
    if not enrolment.open_among(one, scheme).size:
        refuse("procedures.not_insured", f"{person.name}没有参加{schemes.title(scheme)}", "请先办理参保登记。", "person_id")
    for other, title in schemes.titles().items():
        if benefits.in_state_among(one, other, "active", "suspended").size:
            advice = "一个人只领一份基本养老金：先终止原来的待遇，再核定。" if other != scheme else "需要改动的，请办理更正核定。"
            refuse("procedures.other_pension", f"{person.name}已有{title}待遇", advice, "person_id", "社会保险法 第十六条")


def retirement_facts(birth: date, category: str, road: str, retire_month: Month, paid_months: int, day: date) -> Month:
    """The legal month of retirement; refused where the month does not fit the category and the road."""
    facts = {"category": category, "birth": month_text(month_of(birth))}
    place, places = installation.place(), parameters.known_on(day)
    legal: Month = calculate("retirement_age", place, facts, places).values["legal_retirement_month"]
    if retire_month > month_of(day):
        refuse("procedures.retirement", f"退休年月 {month_text(retire_month)} 还没有到", "到月再受理。", "retire_month")
    if road == "flexible":
        chosen = {"chosen_month": month_text(retire_month), "paid_months": str(paid_months)}
        calculate("flexible_retirement", place, facts | chosen, places)
    elif road != "special" and retire_month != legal:
        refuse(
            "procedures.retirement",
            f"法定退休年月是 {month_text(legal)}，填写的是 {month_text(retire_month)}",
            "请核对退休类别和出生年月；弹性提前或延迟的请选“弹性提前或延迟退休”。",
            "retire_month",
            "全国人大常委会关于实施渐进式延迟法定退休年龄的决定",
        )
    return legal


def refuse_short(retire_month: Month, paid_months: int, day: date) -> None:
    """Refused for somebody who has not the months that the year of retirement asks for."""
    answer = calculate(
        "minimum_contribution_months", installation.place(), {"retire_month": month_text(retire_month)}, parameters.known_on(day)
    )
    needed = int(answer.values["minimum_months"])
    if paid_months < needed:
        refuse(
            "procedures.minimum",
            f"累计缴费 {paid_months} 个月，未达最低缴费 {needed} 个月",
            "可延长缴费到满足年限，或转入城乡居民养老保险，或书面申请一次性支付个人账户储存额。",
            "actual_months",
            "社会保险法 第十六条",
        )


def first_month(retire_month: Month, day: date) -> Month:
    """From which month the pension is due: by the law of the place, the month after retirement or after the approval."""
    facts = {"retire_month": month_text(retire_month), "approved_month": month_text(month_of(day))}
    start: Month = calculate("pension_start", installation.place(), facts, parameters.known_on(day)).values["first_month"]
    return start


def first_payment(payload: dict[str, Any], day: date) -> Month:
    """The first month a regular run pays: the next one, unless the form says another."""
    month: Month = payload.setdefault("month", add_months(month_of(day), 1))
    return month


def account_change(person_id: int) -> list[Change]:
    """What whoever decides should know of the bank account: without a verified one the payment is held."""
    account = people.bank_account_in_force([person_id]).get(person_id)
    if account is not None and account.verified:
        return []
    return [Change("发放账户", "", "没有已核验的账户，发放时会扣留，请先办理账户登记和核验")]
