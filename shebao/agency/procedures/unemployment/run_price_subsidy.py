"""The temporary price subsidy of a month (价格临时补贴) for everybody who draws the benefit in it, where the rise of prices starts it."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.trial import simulated
from shebao.agency.unemployment import actions as claims
from shebao.agency.unemployment import queries as known
from shebao.base.finding import refuse
from shebao.base.money import grouped, yuan_text
from shebao.base.months import month_of, month_text, month_title

from ._claims import law
from ._grants import fen, grant_and_owe

KEY = "run_price_subsidy"
TITLE = "价格临时补贴核定"
LAW = "发改价格〔2021〕1553号"
WORKING_DAYS = None
RISK = "high"
RESULT = "价格临时补贴名册"
REVERSAL = "付款以前有误的，逐人办理“撤销一次性补贴”；付款以后有误的，按多发追回。"
FIELDS = (
    Field("month", "月份", "month"),
    Field("cpi", "居民消费价格同比涨幅", help="小数，例如 0.036"),
    Field("food_cpi", "食品价格同比涨幅", required=False, help="小数，例如 0.061"),
    Field("standard_fen", "当地保障标准（元）", "yuan", help="失业保险金或低保标准，照启动通知"),
    Field("document", "启动通知的名称和文号", longest=80),
    scans_field("启动通知扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused where the rise does not start the subsidy, and for a month nobody draws the benefit in."""
    payload["accepted_on"] = day.isoformat()
    if payload["month"] > month_of(day):
        refuse("procedures.price", f"{month_title(payload['month'])}还没有到", "请核对月份。", "month")
    if not _each(payload):
        refuse("procedures.price", "两项涨幅都没有达到启动条件", "请照统计部门公布的数据核对。", "cpi", "发改价格〔2021〕1553号")
    if not _people(payload):
        refuse("procedures.price", f"{month_title(payload['month'])}没有领取失业保险金的人", "先办本月领取资格核验。", "month")
    simulated(lambda: apply(payload, by=By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many people, how much each and in all."""
    each, count = _each(payload), len(_people(payload))
    return [
        Change("每人", "", f"{grouped(each)} 元"),
        Change("当月领取失业保险金", "", f"{count:,} 人"),
        Change("合计", "", f"{grouped(each * count)} 元，列入一次性待遇批次发放"),
        Change("启动通知", "", payload["document"]),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """How many people were granted it."""
    each = _each(payload)
    facts = {name: payload.get(name, "") for name in ("cpi", "food_cpi", "standard_fen", "document")}
    rows = [claims.NewGrant(person, str(payload["month"]), payload["month"], each, facts) for person in _people(payload)]
    return len(grant_and_owe(rows, "price", by=by))


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{month_title(payload['month'])}{TITLE}"


def subject(payload: Payload) -> tuple[str, int]:
    """One open matter a month."""
    return ("price_subsidy", payload["month"])


def _people(payload: Payload) -> list[int]:
    granted = set(known.standing_grants("price").filter(key=str(payload["month"])).values_list("person_id", flat=True))
    drawing = {row.person_id for row in known.claims() if payload["month"] in row.months}
    return sorted(drawing - granted)


def _each(payload: Payload) -> int:
    facts = {
        "month": month_text(payload["month"]),
        "local_standard": yuan_text(payload["standard_fen"]),
        "price_growth": payload["cpi"],
        "food_price_growth": payload.get("food_cpi", "0"),
    }
    return fen(law("price_subsidy", facts, date.fromisoformat(payload["accepted_on"])), "price_subsidy")
