"""The yearly statements of a scheme's accounts issued (年度个人权益记录单): once the year's interest is credited, one a person, with a code that proves the paper."""

from __future__ import annotations

from datetime import date

from shebao.agency.accounts import statements
from shebao.agency.accounts.kinds import CHANNELS
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.base.money import grouped

from ._schemes import INTEREST, scheme_field, scheme_of

KEY = "issue_rights_statement"
TITLE = "出具年度个人权益记录单"
LAW = "社会保险法 第七十四条；社会保险个人权益记录管理办法（人社部令第14号）：每年至少一次"
WORKING_DAYS = None
RISK = "low"
RESULT = "个人权益记录单出具通知"
REVERSAL = "内容有误的，办理“作废个人权益记录单”，更正以后重新出具。"
FIELDS = (
    scheme_field(INTEREST),
    Field("year", "年度", "year", help="先结息，再出具"),
    Field("channel", "渠道", "choice", choices=tuple(CHANNELS.items()), help="邮寄的，在“权益记录单”页面下载印制名单"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused before the interest of the year is credited, and while the year's statements stand."""
    scheme_of(payload)
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many statements and what they come to."""
    table = statements.year_table(scheme_of(payload), payload["year"])
    return [
        Change("险种和年度", "", f"{dict(INTEREST)[payload['scheme']]}，{payload['year']} 年度"),
        Change("记录单", "", f"{table['person_id'].size:,} 份，年末储存额合计 {grouped(int(table['closing'].sum()))} 元"),
        Change("渠道", "", f"{CHANNELS[payload['channel']]}；号码只印后四位，每份有核验码"),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the issue."""
    return statements.issue(payload["scheme"], payload["year"], payload["channel"], by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{dict(INTEREST)[scheme_of(payload)]}，{payload['year']} 年度"
