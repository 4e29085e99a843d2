"""Crediting a year's interest to every open personal account (个人账户年度结息): once a year, looked at in full before it is signed."""

from __future__ import annotations

from datetime import date

from shebao.agency.accounts import actions as accounts
from shebao.agency.accounts import queries as account_queries
from shebao.agency.accounts.interest import interest_of_year
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.base.money import grouped

KEY = "credit_interest"
TITLE = "个人账户年度结息"
LAW = "国发〔2014〕8号 第五条：个人账户储存额按国家规定计息"
WORKING_DAYS = None
RISK = "high"
RESULT = "个人账户年度结息通知"
REVERSAL = "某个账户的利息有误的，对那一笔记录办理“更正个人账户”；利率有误的，先录入正确的法定标准，再逐户更正。"
FIELDS = (Field("year", "结息年度", "year", help="当年 12 月发放记账以后办理；一年只结一次"),)


def check(payload: Payload, day: date) -> Payload:
    """Refused where the year has not ended, its interest is posted already, or its rate is not known."""
    simulated(lambda: _credit(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The rate with its document, how many accounts get how much, and what all accounts hold before and after."""
    result = interest_of_year(RESIDENT, payload["year"], installation.place(), parameters.places())
    sum_fen, before = int(result.interest_fen.sum()), account_queries.totals(RESIDENT)["balance_fen"]
    return [
        Change("记账利率", "", f"{result.rate}（{result.document}）"),
        Change("计息账户", "", f"{int((result.interest_fen != 0).sum()):,} 个，另有 {result.closed:,} 个已清户不计"),
        Change("利息合计", "", f"{grouped(sum_fen)} 元"),
        Change("个人账户储存额合计", f"{grouped(before)} 元", f"{grouped(before + sum_fen)} 元"),
    ]


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the interest."""
    return _credit(payload, by)


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter a year."""
    return ("interest", payload["year"])


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{payload['year']} 年度"


def _credit(payload: Payload, by: By) -> Entry:
    return accounts.credit_interest(RESIDENT, payload["year"], place=installation.place(), places=parameters.places(), by=by)
