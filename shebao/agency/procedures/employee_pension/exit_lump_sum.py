"""The relation ended and the account paid once (终止职工养老关系一次性领取): told in writing first, confirmed after, never by surprise."""

from __future__ import annotations

from datetime import date

from shebao.agency.accounts import closing
from shebao.agency.accounts import queries as accounts
from shebao.agency.benefits import conclusions
from shebao.agency.contributions import months as contribution_months
from shebao.agency.enrolment import queries as enrolment
from shebao.agency.enrolment.actions import end as end_insurance
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout import actions as payout
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.agency.store.columns import int_column
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped, yuan_text
from shebao.base.months import month_of, month_text
from shebao.core.policy.calculation import calculate

from ._claim import CATEGORIES, account_change
from ._conclusions import SCHEME, born, insured

KEY = "exit_lump_sum"
TITLE = "终止养老关系一次性领取"
LAW = "人社部令第13号 第三条、第六条；社会保险法 第十四条"
WORKING_DAYS = None
RISK = "high"
RESULT = "终止养老保险关系告知书、一次性支付核定表"
REVERSAL = "没有列入发放批次以前，办理“撤回一次性领取”，账户重新启用；付出以后由本人退回本息重建。"
REASONS = (("years_not_met", "到龄年限不足，不延缴、不转移"), ("emigrated", "出国（境）定居并丧失国籍，或外国人离境"))
ENDED = {"years_not_met": "exited", "emigrated": "emigrated"}
"""Reason of the lump sum → that of the end of the insurance."""
FIELDS = (
    Field("person_id", "人员", "person"),
    SCHEME,
    Field("reason", "原因", "choice", choices=REASONS),
    Field("category", "退休类别", "choice", choices=CATEGORIES),
    Field("total_months", "累计缴费月数（含视同）", "number"),
    Field("told_on", "书面告知日期", "date", help="告知可以延长缴费、转入居民养老，一次性领取后关系终止"),
    Field("confirmed_on", "本人确认日期", "date", help="本人在告知书上签字确认"),
    scans_field("书面申请、告知书和证明扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused before the age, with enough years, without the written word first, with arrears open, and with nothing in the account."""
    payload["accepted_on"] = day.isoformat()
    person, scheme = insured(payload["person_id"], payload["scheme"]), payload["scheme"]
    told, confirmed = date.fromisoformat(payload["told_on"]), date.fromisoformat(payload["confirmed_on"])
    if not told <= confirmed <= day:
        refuse(
            "procedures.exit", "告知、确认的日期次序不对", "先书面告知，再由本人确认，都不能晚于今天。", "told_on", "人社部令第13号 第三条"
        )
    if payload["reason"] == "years_not_met" and _legal(payload) > month_of(day):
        refuse("procedures.exit", f"法定退休年月是 {month_text(_legal(payload))}，还没有到", "到龄以前不能一次性领取。", "person_id")
    if any(row.owed_fen for row in contribution_months.of_person(person.id, scheme)):
        refuse("procedures.exit", f"{person.name}还有没有缴清的月份", "请先处理欠费：补缴到账，或退回核定。", "person_id")
    account = accounts.of_person(person.id, scheme)
    if account is None or account.closed or not account.balance_fen:
        refuse("procedures.exit", "没有个人账户余额可以支付", "请核对险种和个人账户。", "person_id")
    _law(payload, account.balance_fen)
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def _legal(payload: Payload) -> int:
    facts = {"category": payload["category"], "birth": month_text(month_of(born(payload["person_id"], payload["scheme"])))}
    return int(calculate("retirement_age", installation.place(), facts, parameters.places()).values["legal_retirement_month"])


def _law(payload: Payload, balance_fen: Fen) -> Fen:
    facts = {
        "account_balance": yuan_text(balance_fen),
        "reason": payload["reason"],
        "total_months": str(payload["total_months"]),
        "year": str(_legal(payload) // 100),
        "applied_in_writing": "true",
    }
    if payload["reason"] == "emigrated":
        facts = {name: value for name, value in facts.items() if name not in ("total_months", "year")}
    amount = calculate("lump_sum_exit", installation.place(), facts, parameters.places()).values["lump_sum"].fraction * 100
    return int(amount)


def preview(payload: Payload) -> list[Change]:
    """The account with its interest up to this month, the sum that is paid once, and what ends."""
    day = date.fromisoformat(payload["accepted_on"])
    account = accounts.of_person(payload["person_id"], payload["scheme"])
    balance = account.balance_fen if account else 0
    earned = closing.closing_interest(
        payload["person_id"], payload["scheme"], month_of(day), place=installation.place(), places=parameters.places()
    )
    interest = int(earned.interest_fen[0]) if earned is not None else 0
    return [
        Change("个人账户储存额", f"{grouped(balance)} 元", "清户"),
        Change("当年利息", "", f"{grouped(interest)} 元，计到 {month_text(month_of(day))}" if interest else "没有"),
        Change("一次性支付", "", f"{grouped(balance + interest)} 元，付到本人账户"),
        Change("养老保险关系", "参保", "终止，不能恢复；已缴年限不再计算"),
        *account_change(payload["person_id"]),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the conclusion behind the payment."""
    person, scheme, month = payload["person_id"], payload["scheme"], month_of(by.day)
    place, places = installation.place(), parameters.places()
    closing.credit_until_closing(person, scheme, month, place=place, places=places, by=by)
    _, fen = closing.exit_account(person, scheme, month, by=by)
    facts = {
        "reason": payload["reason"],
        "told_on": payload["told_on"],
        "confirmed_on": payload["confirmed_on"],
        "fen": fen,
        "month": month,
    }
    number = conclusions.conclude(person, scheme, "exit", facts, by=by)
    payout.owe([payout.Owed(0, person, "exit", month, fen, payout.of_claim(number))], scheme, by=by)
    if enrolment.open_among(int_column([person]), scheme).size:
        end_insurance([person], scheme, month, ENDED[payload["reason"]], by=by)
    return number


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{people.person(payload['person_id']).name}：{TITLE}"
