"""Crediting a year's interest to every open personal account of a scheme (个人账户年度结息): once a year, looked at in full before it is signed."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from shebao.agency.accounts import actions as accounts
from shebao.agency.accounts import queries as account_queries
from shebao.agency.accounts.interest import interest_of_year
from shebao.agency.annuity import actions as annuity
from shebao.agency.annuity import queries as annuity_queries
from shebao.agency.installation import queries as installation
from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.parameters import queries as parameters
from shebao.agency.procedures.trial import simulated
from shebao.agency.schemes import MAIN
from shebao.agency.schemes._interest import interest_by
from shebao.base.money import Fen, grouped

from ._schemes import EARNING, NOMINAL, scheme_field, scheme_of

KEY = "credit_interest"
TITLE = "个人账户年度结息"
LAW = "社会保险法 第14条；国发〔2014〕8号 第五条；人社部发〔2017〕31号；国办发〔2015〕18号 第六条：储存额按公布的利率计息"
WORKING_DAYS = None
RISK = "high"
RESULT = "个人账户年度结息通知"
REVERSAL = "利率或整批有误、权益记录单还没有出具的，办理“冲回年度结息”后重新结息；以后的逐户办理“更正个人账户”。"
FIELDS = (scheme_field(EARNING), Field("year", "结息年度", "year", help="当年 12 月发放记账以后办理；一年只结一次"))


class YearSums(NamedTuple):
    """What a year's interest comes to."""

    rate: str
    accounts: int
    closed: int
    interest_fen: Fen
    before_fen: Fen


def check(payload: Payload, day: date) -> Payload:
    """Refused where the year has not ended, its interest is posted already, or its rate is not known."""
    scheme_of(payload)
    simulated(lambda: _credit(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The rate with its document, how many accounts get how much, and what all accounts hold before and after."""
    sums = _sums(scheme_of(payload), payload["year"])
    what = "记账金额合计" if payload["scheme"] == NOMINAL[0] else "个人账户储存额合计"
    closed = f"，另有 {sums.closed:,} 个已清户不计" if sums.closed else ""
    return [
        Change("险种", "", dict(EARNING)[payload["scheme"]]),
        Change("记账利率", "", sums.rate),
        Change("计息账户", "", f"{sums.accounts:,} 个{closed}"),
        Change("利息合计", "", f"{grouped(sums.interest_fen)} 元"),
        Change("基金账", "", "不记；基金的利息照银行单据另记"),
        Change(what, f"{grouped(sums.before_fen)} 元", f"{grouped(sums.before_fen + sums.interest_fen)} 元"),
    ]


def _sums(scheme: str, year: int) -> YearSums:
    place, places = installation.place(), parameters.places()
    if scheme == NOMINAL[0]:
        columns = annuity_queries.nominal_columns(year)
        earned = interest_by("annuity", columns, year, place, places)
        fen, rate = earned.interest_fen, f"{earned.rate}（{earned.document}）"
        return YearSums(rate, int((fen != 0).sum()), 0, int(fen.sum()), int(columns["left"].sum()))
    result = interest_of_year(scheme, year, place, places)
    before = account_queries.totals(scheme)["balance_fen"]
    some, rate = int((result.interest_fen != 0).sum()), f"{result.rate}（{result.document}）"
    return YearSums(rate, some, result.closed, int(result.interest_fen.sum()), before)


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the interest."""
    return _credit(payload, by)


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter a year and scheme."""
    keys = [key for key, _ in EARNING]
    return ("interest", payload["year"] * 10 + keys.index(scheme_of(payload)))


def heading(payload: Payload) -> str:
    """The matter's title."""
    scheme = scheme_of(payload)
    name = "" if scheme == MAIN else f"{dict(EARNING)[scheme]}，"
    return f"{TITLE}：{name}{payload['year']} 年度"


def _credit(payload: Payload, by: By) -> Entry:
    place, places = installation.place(), parameters.places()
    if payload["scheme"] == NOMINAL[0]:
        return annuity.credit_interest(payload["year"], place=place, places=places, by=by)
    return accounts.credit_interest(payload["scheme"], payload["year"], place=place, places=places, by=by)
