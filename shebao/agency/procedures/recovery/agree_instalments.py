"""A repayment agreement (还款协议): a first sum, a monthly sum, and the months in which the rest is paid to the last fen."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import actions as payout
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import add_months, last_day, month_of, month_title

from ._debt import DEBT, debt_of, standing, subject, titled

__all__ = ["apply", "check", "heading", "preview", "subject"]

KEY = "agree_instalments"
TITLE = "还款协议"
LAW = "社会保险经办条例（国令第765号）第46条"
WORKING_DAYS = None
RISK = "high"
RESULT = "还款协议书"
REVERSAL = "协议改变的再签一份，以最后一份为准；违约的办理“催告、移送和强制执行”；登记有误的办理“更正追回登记”。"
MOST_MONTHS = 360
FIELDS = (
    DEBT,
    Field("first_fen", "首期金额（元）", "yuan", required=False),
    Field("monthly_fen", "每月还款（元）", "yuan"),
    Field("from_month", "起始月份", "month"),
    Field("guarantor", "保证人", required=False, longest=60),
    Field("reason", "分期的理由", longest=120, help="家庭困难等；期数超过内部上限的写明集体会审的结论"),
    Field("on", "签订日期", "date"),
    scans_field("协议扫描件", "PDF、JPEG 或 PNG，最多 6 份", required=True),
)


def plan(left_fen: Fen, first_fen: Fen, monthly_fen: Fen) -> tuple[int, Fen]:
    """(how many whole monthly payments, the last one): together with the first sum exactly what is left."""
    return divmod(left_fen - first_fen, monthly_fen)


def check(payload: Payload, day: date) -> Payload:
    """Refused for nothing a month, for a first sum beyond what is left, and for more months than anybody lives to see."""
    row, first = debt_of(payload), payload.get("first_fen", 0)
    if payload["monthly_fen"] <= 0 or not 0 <= first < row.left_fen:
        refuse("procedures.instalments", "每月还款应大于零，首期应小于尚欠数", f"尚欠 {grouped(row.left_fen)} 元。", "monthly_fen")
    if plan(row.left_fen, first, payload["monthly_fen"])[0] > MOST_MONTHS:
        refuse("procedures.instalments", "按这个月额要还三十年以上", "请提高每月还款，或申请核销。", "monthly_fen")
    if payload["from_month"] < month_of(date.fromisoformat(payload["on"])):
        refuse("procedures.instalments", "起始月份早于签订日期", "请核对。", "from_month")
    if date.fromisoformat(payload["on"]) > day:
        refuse("procedures.instalments", "签订日期晚于今天", "请填实际签订的日期。", "on")
    return payload


def preview(payload: Payload) -> list[Change]:
    """The debt, and the plan to its last month."""
    row = debt_of(payload)
    return [standing(row), Change("还款计划", "", _words(payload, row.left_fen)), Change("分期的理由", "", payload["reason"])]


def apply(payload: Payload, *, by: By) -> int:
    """The step's id."""
    row = debt_of(payload)
    end = last_day(_end(payload, row.left_fen))
    text = (
        _words(payload, row.left_fen) + (f"；保证人：{payload['guarantor']}" if payload.get("guarantor") else "") + f"；{payload['reason']}"
    )
    return payout.step_debt(row.id, payout.NewDebtStep("agreed", date.fromisoformat(payload["on"]), row.left_fen, end, text=text), by=by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return titled(payload, TITLE)


def _end(payload: Payload, left_fen: Fen) -> int:
    whole, rest = plan(left_fen, payload.get("first_fen", 0), payload["monthly_fen"])
    return add_months(payload["from_month"], max(whole + bool(rest), 1) - 1)


def _words(payload: Payload, left_fen: Fen) -> str:
    first, monthly = payload.get("first_fen", 0), payload["monthly_fen"]
    whole, rest = plan(left_fen, first, monthly)
    parts = [f"首期 {grouped(first)} 元"] if first else []
    parts += [f"{month_title(payload['from_month'])}起每月 {grouped(monthly)} 元，{whole} 期"] if whole else []
    parts += [f"最后一期 {grouped(rest)} 元"] if rest else []
    return "，".join(parts) + f"，到{month_title(_end(payload, left_fen))}还清"
