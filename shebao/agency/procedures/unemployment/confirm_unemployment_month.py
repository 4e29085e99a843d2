"""Confirming a month of all claims (月度领取资格核验): who is paid, who is not and why, and the medical premium the fund pays for them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.people import queries as people
from shebao.agency.procedures.trial import simulated
from shebao.agency.remittances import actions as orders
from shebao.agency.schemes.unemployment import KEY as SCHEME
from shebao.agency.store.crash import crashpoint
from shebao.agency.unemployment import actions as claims
from shebao.agency.unemployment import queries as known
from shebao.agency.unemployment.kinds import ending_title
from shebao.agency.unemployment.queries import ClaimRow
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of, month_text, month_title
from shebao.core.books.entries import BENEFITS

from ._claims import last_month, obstacles

KEY = "confirm_unemployment_month"
TITLE = "月度领取资格核验"
LAW = "社会保险法 第四十八条、第五十一条；社会保险经办条例（国令第765号）第26条"
WORKING_DAYS = None
RISK = "low"
RESULT = "失业保险金月度发放核对表"
REVERSAL = "核验有误的，多核验的办理“停领失业保险金”，漏核验的再办一次本月核验；代缴的医保费多缴的抵下月。"
MOST_SHOWN = 30
FIELDS = (
    Field("month", "月份", "month"),
    Field("premium_fen", "每人医疗保险费（元）", "yuan", required=False, help="照当地医保缴费通知；本月不代缴的不填"),
    Field("premium_document", "医保缴费通知", required=False, longest=80, help="填写了保险费的必填：通知的名称和文号"),
    Field("payee", "收款户名", required=False, longest=60, help="医保基金或税务的收款户名"),
    Field("bank", "开户行", required=False, longest=60),
    Field("account_number", "收款账号", required=False, longest=32),
    scans_field("比对结果和缴费通知扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)
SENSITIVE = ("account_number",)


class Month(NamedTuple):
    """A month as it would be confirmed: the claims that stand, person → why not, and those that end with it."""

    stands: list[ClaimRow]
    hindered: dict[int, str]
    endings: list[claims.Ending]


def check(payload: Payload, day: date) -> Payload:
    """Refused for a month to come, one nobody claims, and a premium without notice or payee."""
    month = payload["month"]
    if month > month_of(day):
        refuse("procedures.confirm", f"{month_title(month)}还没有到", "请在当月核验。", "month")
    payload["accepted_on"] = day.isoformat()
    if not _month(payload).stands:
        refuse("procedures.confirm", f"{month_title(month)}没有要核验的领取人员", "已经核验过，或没有人在领；请查看失业待遇页面。", "month")
    needed = ("premium_document", "payee", "bank", "account_number")
    if payload.get("premium_fen") and not all(payload.get(name) for name in needed):
        refuse("procedures.confirm", "代缴医疗保险费要写明缴费通知、收款户名、开户行和账号", "请照医保缴费通知填写。", "payee")
    number = payload.get("account_number", "0" * 8)
    if not (number.isascii() and number.isdigit() and 8 <= len(number) <= 32):
        refuse("procedures.confirm", "收款账号应为 8 至 32 位数字", "请照缴费通知填写。", "account_number")
    simulated(lambda: _confirm(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """How many are paid and how much, who is left out and why, whose claim ends, and the premium."""
    month = _month(payload)
    changes = [
        Change(
            "核验",
            "",
            f"{month_text(payload['month'])}，{len(month.stands):,} 人，{grouped(sum(row.monthly_fen for row in month.stands))} 元",
        )
    ]
    for person, why in list(month.hindered.items())[:MOST_SHOWN]:
        changes.append(Change(f"不核验：{people.person(person).name}", "在领", f"{why}；请办理“停领失业保险金”"))
    for row in month.endings[:MOST_SHOWN]:
        changes.append(
            Change(f"期满：{people.person(row.person_id).name}", "在领", f"{month_text(row.last_month)} 止，{ending_title(row.reason)}")
        )
    if payload.get("premium_fen"):
        gross = payload["premium_fen"] * len(month.stands)
        back = sum(row.fen for row in known.open_premiums())
        changes.append(
            Change("代缴医疗保险费", "", f"{len(month.stands):,} 人 × {grouped(payload['premium_fen'])} 元 = {grouped(gross)} 元")
        )
        if back:
            changes.append(Change("抵扣以前多缴", "", f"{grouped(min(back, gross))} 元"))
        changes.append(Change("收款", "", f"{payload['payee']}，{payload['bank']}，尾号 {payload['account_number'][-4:]}"))
    return changes


def apply(payload: Payload, *, by: By) -> int:
    """How many people were confirmed."""
    return _confirm(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{month_title(payload['month'])}失业保险金领取资格核验"


def subject(payload: Payload) -> tuple[str, int]:
    """One open confirmation a month."""
    return ("unemployment_month", payload["month"])


def _month(payload: Payload) -> Month:
    month, day = payload["month"], date.fromisoformat(payload["accepted_on"])
    rows = [row for row in known.going_on(month) if not row.last_month and month not in row.months]
    hindered = obstacles(rows, month)
    stands, endings = [], []
    for row in rows:
        if row.person_id in hindered:
            continue
        last, why = last_month(row, day)
        if month <= last:
            stands.append(row)
        if month >= last:
            endings.append(claims.Ending(row.id, row.person_id, last, why, row.used + (month <= last), 0))
    return Month(stands, hindered, endings)


def _confirm(payload: Payload, by: By) -> int:
    month = _month(payload)
    if not month.stands:
        refuse("procedures.confirm", f"{month_title(payload['month'])}没有要核验的领取人员", "刚刚有人办过，请查看失业待遇页面。", "month")
    claims.confirm_month(payload["month"], month.stands, month.endings, by=by)
    if payload.get("premium_fen"):
        left = claims.post_premiums([row.person_id for row in month.stands], payload["month"], payload["premium_fen"], by=by)
        if left:
            number = len([1 for _ in known.premium_sums()])
            title = f"{month_title(payload['month'])}代缴失业人员医疗保险费（{len(month.stands):,} 人）"
            purpose = orders.Purpose(f"medical.{payload['month']}.{by.matter_id or number}", title, payload["month"], BENEFITS, "medical")
            payee = orders.Payee(payload["payee"], payload["bank"], payload["account_number"], left, payload["premium_document"])
            orders.open_order([payee], purpose, SCHEME, by=by)
    crashpoint("unemployment.confirm.before_commit")
    return len(month.stands)
