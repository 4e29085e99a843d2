"""Paying what is left in a dead person's account to the heirs (个人账户余额继承): the account is closed, each heir is owed a part."""

from __future__ import annotations

from datetime import date

from shebao.agency import schemes
from shebao.agency.accounts import actions as account_actions
from shebao.agency.accounts import closing
from shebao.agency.accounts import queries as accounts
from shebao.agency.annuity import queries as annuity
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.payout import queries as runs
from shebao.agency.people import queries as people
from shebao.agency.procedures.accounts._schemes import WITH_ACCOUNTS, scheme_field, scheme_of
from shebao.agency.schemes import MAIN
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import month_of, month_text

from .estate import SET_OFF, check_estate, heading_of, owe_heirs, preview_estate, wants_set_off

KEY = "inherit_account"
TITLE = "个人账户余额继承"
LAW = "社会保险法 第14条；国发〔2014〕8号 第六条；国办发〔2015〕18号 第九条"
WORKING_DAYS = None
RISK = "high"
RESULT = "个人账户继承核定表"
REVERSAL = "款项列入批次以前有误的，办理“撤销身后应付”再重新核定；已列入没有送盘的批次先退回；付出后有误的，按多发追回。"
FIELDS = (
    Field("person_id", "死者", "person"),
    scheme_field(WITH_ACCOUNTS),
    SET_OFF,
    scans_field("继承材料扫描件", "分配协议、公证书或判决书，抵扣同意书；PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where no heir is registered, where money for the dead person is still under way, or where nothing is left."""
    person_id, scheme = payload["person_id"], scheme_of(payload)
    died_on = check_estate(person_id, "inheritance", scheme)
    if scheme == annuity.ANNUITY_SCHEME and annuity.nominal([person_id]):
        refuse("procedures.annuity", "记账部分还没有做实", "请先以“死亡”为原因办理做实请款，款到以后再继承。", "person_id")
    account = accounts.of_person(person_id, scheme)
    if account is None or account.closed or not account.balance_fen:
        refuse("procedures.nothing_left", "没有个人账户余额可以继承", "不需要办理；请核对个人账户。", "person_id")
    unsettled = runs.not_opened({person_id: month_of(died_on)}, scheme).get(person_id)
    if unsettled is not None:
        refuse(
            "procedures.debt_first",
            "死亡后还有多发的待遇没有立债，或已送银行没有回盘，账户余额还没有定",
            "请先等银行回盘，再办理“多发待遇立债”。",
            "person_id",
        )
    if runs.unanswered(person_id, scheme):
        refuse("procedures.under_way", "死亡当月及以前的待遇已送银行没有回盘，账户余额还没有定", "请等银行回盘以后再办理。", "person_id")
    return payload


def preview(payload: Payload) -> list[Change]:
    """The balance with its interest up to the month of death, and what each heir is paid."""
    person_id, scheme = payload["person_id"], scheme_of(payload)
    account = accounts.of_person(person_id, scheme)
    balance = account.balance_fen if account else 0
    interest, month = _interest(person_id, scheme)
    changes = [Change("个人账户", f"余额 {grouped(balance)} 元", "清户")]
    if interest:
        changes.append(Change("计到死亡当月的利息", "", f"{grouped(interest)} 元，计到 {month_text(month)}"))
    if scheme == annuity.ANNUITY_SCHEME:
        words = f"{grouped(balance)} 元连同投资损益由省级代理人支付给继承人；本县不支付、不作分录"
        return [*changes, Change("继承总额", "", words)]
    return [*changes, *preview_estate(person_id, balance + interest, "继承总额", scheme, set_off=wants_set_off(payload))]


def _interest(person_id: int, scheme: str) -> tuple[Fen, int]:
    """(what the account earned in the year of death, the month of death)."""
    month = month_of(people.deaths([person_id])[person_id])
    earned = closing.closing_interest(person_id, scheme, month, place=installation.place(), places=parameters.places())
    return (int(earned.interest_fen[0]) if earned is not None else 0), month


def apply(payload: Payload, *, by: By) -> None:
    """Credit the interest up to the month of death, close the account and enter what each heir is owed."""
    inherit([payload["person_id"]], scheme_of(payload), set_off=wants_set_off(payload), by=by)


def inherit(person_ids: list[int], scheme: str = MAIN, *, set_off: bool, by: By) -> int:
    """Close the accounts of the dead and enter what their heirs are owed of them; how many accounts had something left.

    The annuity's heirs are paid by the province: nothing is owed here.
    """
    if hasattr(schemes.of(scheme), "interest_until"):
        for person, died_on in sorted(people.deaths(person_ids).items()):
            place, places = installation.place(), parameters.places()
            closing.credit_until_closing(person, scheme, month_of(died_on), place=place, places=places, by=by)
    left = account_actions.inherit(person_ids, scheme, month_of(by.day), by=by)
    amounts = {person: fen for person, fen in zip(left.person_ids.tolist(), left.amount_fen.tolist(), strict=True) if fen}
    if amounts and scheme != annuity.ANNUITY_SCHEME:
        owe_heirs(amounts, "inheritance", scheme, set_off=set_off, by=by)
    return len(amounts)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return heading_of(TITLE, payload)


def ready(person_id: int) -> bool:
    """Whether an account of somebody can be inherited now, for pages that offer it."""
    held = (accounts.of_person(person_id, scheme) for scheme, _ in WITH_ACCOUNTS)
    return bool(people.deaths([person_id])) and any(
        account is not None and not account.closed and account.balance_fen > 0 for account in held
    )
