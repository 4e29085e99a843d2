"""Taking a year's interest of all accounts back (冲回年度结息): the rate was wrong, and nobody has been told of it yet."""

from __future__ import annotations

from datetime import date

from shebao.agency.accounts import actions as accounts
from shebao.agency.accounts import queries as account_queries
from shebao.agency.annuity import actions as annuity
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.money import grouped

from ._schemes import EARNING, NOMINAL, scheme_field, scheme_of

KEY = "withdraw_interest"
TITLE = "冲回年度结息"
LAW = "社会保险法 第14条；社会保险经办条例（国令第765号）第28条"
WORKING_DAYS = None
RISK = "high"
RESULT = "冲回结息通知"
REVERSAL = "冲回有误的，重新办理“个人账户年度结息”。"
FIELDS = (
    scheme_field(EARNING),
    Field("year", "结息年度", "year"),
    Field("reason", "冲回原因", longest=100, help="例如：利率录入有误；已出具权益记录单的不能整批冲回"),
    scans_field("依据扫描件", "利率文件；PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where nothing stands to be taken back, statements were issued, or accounts have moved on."""
    scheme_of(payload)
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """Which interest, and what all accounts hold before and after."""
    scheme, year = scheme_of(payload), payload["year"]
    changes = [Change("险种和年度", "", f"{dict(EARNING)[scheme]}，{year} 年度")]
    if scheme != NOMINAL[0]:
        credited = account_queries.movements(scheme, year * 100 + 12, year * 100 + 12)
        fen, before = credited.get("interest", 0) + credited.get("interest_back", 0), account_queries.totals(scheme)["balance_fen"]
        changes.append(Change("个人账户储存额合计", f"{grouped(before)} 元", f"{grouped(before - fen)} 元"))
    return [*changes, Change("冲回原因", "", payload["reason"])]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the opposite postings."""
    if payload["scheme"] == NOMINAL[0]:
        return annuity.withdraw_interest(payload["year"], payload["reason"], by=by)
    return accounts.withdraw_interest(payload["scheme"], payload["year"], payload["reason"], by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{dict(EARNING)[scheme_of(payload)]}，{payload['year']} 年度"
