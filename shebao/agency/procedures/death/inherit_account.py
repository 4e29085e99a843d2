"""Paying what is left in a dead person's account to the heirs (个人账户余额继承): the account is closed, each heir is owed a part."""

from __future__ import annotations

from datetime import date

from shebao.agency.accounts import actions as account_actions
from shebao.agency.accounts import queries as accounts
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import queries as runs
from shebao.agency.people import queries as people
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of

from .estate import SET_OFF, check_estate, heading_of, owe_heirs, preview_estate, wants_set_off

KEY = "inherit_account"
TITLE = "个人账户余额继承"
LAW = "社会保险法 第14条；国发〔2014〕8号 第六条"
WORKING_DAYS = None
RISK = "high"
RESULT = "个人账户继承核定表"
REVERSAL = "款项列入批次以前有误的，办理“撤销身后应付”再重新核定；已列入没有送盘的批次先退回；付出后有误的，按多发追回。"
FIELDS = (
    Field("person_id", "死者", "person"),
    SET_OFF,
    scans_field("继承材料扫描件", "分配协议、公证书或判决书，抵扣同意书；PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where no heir is registered, where money for the dead person is still under way, or where nothing is left."""
    person_id = payload["person_id"]
    died_on = check_estate(person_id, "inheritance", RESIDENT)
    account = accounts.of_person(person_id, RESIDENT)
    if account is None or account.closed or not account.balance_fen:
        refuse("procedures.nothing_left", "没有个人账户余额可以继承", "不需要办理；请核对个人账户。", "person_id")
    unsettled = runs.not_opened({person_id: month_of(died_on)}, RESIDENT).get(person_id)
    if unsettled is not None:
        refuse(
            "procedures.debt_first",
            "死亡后还有多发的待遇没有立债，或已送银行没有回盘，账户余额还没有定",
            "请先等银行回盘，再办理“多发待遇立债”。",
            "person_id",
        )
    if runs.unanswered(person_id, RESIDENT):
        refuse("procedures.under_way", "死亡当月及以前的待遇已送银行没有回盘，账户余额还没有定", "请等银行回盘以后再办理。", "person_id")
    return payload


def preview(payload: Payload) -> list[Change]:
    """The balance, and what each heir is paid."""
    account = accounts.of_person(payload["person_id"], RESIDENT)
    balance = account.balance_fen if account else 0
    return [
        Change("个人账户", f"余额 {grouped(balance)} 元", "清户"),
        *preview_estate(payload["person_id"], balance, "继承总额", RESIDENT, set_off=wants_set_off(payload)),
    ]


def apply(payload: Payload, *, by: By) -> None:
    """Close the account and enter what each heir is owed."""
    inherit([payload["person_id"]], set_off=wants_set_off(payload), by=by)


def inherit(person_ids: list[int], *, set_off: bool, by: By) -> int:
    """Close the accounts of the dead and enter what their heirs are owed of them; how many accounts had something left."""
    left = account_actions.inherit(person_ids, RESIDENT, month_of(by.day), by=by)
    amounts = {person: fen for person, fen in zip(left.person_ids.tolist(), left.amount_fen.tolist(), strict=True) if fen}
    if amounts:
        owe_heirs(amounts, "inheritance", RESIDENT, set_off=set_off, by=by)
    return len(amounts)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return heading_of(TITLE, payload)


def ready(person_id: int) -> bool:
    """Whether somebody's account can be inherited now, for pages that offer it."""
    account = accounts.of_person(person_id, RESIDENT)
    return bool(people.deaths([person_id])) and account is not None and not account.closed and account.balance_fen > 0
