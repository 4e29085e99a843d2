"""Paying land-lost subsidies on the slip of the project's money (被征地农民缴费补贴兑付), and taking a payment back.

A share of the residents' scheme goes into the personal account and the fund's books; one of employees reimburses what a person
paid, out of the project's own money, which is no fund's.
"""

from __future__ import annotations

from datetime import date

from shebao.agency.accounts import moves
from shebao.agency.accounts.actions import Correction, correct
from shebao.agency.fund import actions as fund
from shebao.agency.fund import queries as books
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.people.refusal import refuse_rows
from shebao.agency.procedures.books.slip_fields import COUNTERPARTY, ON, PAGES, REFERENCE, SCANS, check_slip, plain_number, slip_of
from shebao.agency.procedures.columns import PERSON
from shebao.agency.procedures.trial import simulated
from shebao.agency.residents import actions, queries
from shebao.agency.residents.kinds import ROUTES
from shebao.agency.schemes.resident import KEY as RESIDENT
from shebao.base.finding import refuse
from shebao.base.money import Fen, grouped
from shebao.base.months import month_of
from shebao.core.books.events import event

KEY = "pay_land_lost_subsidy"
TITLE = "被征地农民缴费补贴兑付"
LAW = "社会保险法 第九十六条；土地管理法实施条例 第三十二条；当地文件（名称和文号写在实名库上，未核对原文）"
WORKING_DAYS = None
RISK = "high"
RESULT = "被征地农民补贴兑付核定表"
REVERSAL = "兑付有误的，先由财务“冲销凭证”，再用同一单据号办一次选“撤销兑付”；个人账户同时冲回，份额可以重新兑付。"
AREA = "fund"
PAY, BACK = "pay", "back"
MOVEMENT, SOURCE = "subsidy_fund", "land_lost"
ROWS = (*PERSON, Wanted("code", "批准文号", longest=60, also=("项目",)), Wanted("amount_fen", "兑付额（元）", "yuan", also=("补贴额",)))
FIELDS = (
    Field("what", "办什么", "choice", choices=((PAY, "兑付"), (BACK, "撤销兑付"))),
    Field(
        "rows", "名单", "file", required=False, help="每行：身份证号码、姓名、批准文号、兑付额；一份名单一种去向，合计与单据一致；撤销不填"
    ),
    ON,
    REFERENCE,
    COUNTERPARTY,
    PAGES,
    Field("reason", "撤销原因", required=False, longest=120),
    Field("file_name", "文件名", required=False),
    SCANS,
)


def check(payload: Payload, day: date) -> Payload:
    """Refused beyond a share, for two routes on one slip, and for taking back what is still booked."""
    if payload["what"] == PAY and not payload.get("rows"):
        refuse("procedures.land", "没有兑付名单", "请上传名单。", "rows")
    payload["reference"] = plain_number(payload["reference"])
    paid = queries.payments_on(payload["reference"])
    if payload["what"] == BACK and (not paid or not payload.get("reason")):
        refuse("procedures.land", "没有这张单据的兑付，或没有写明原因", "请核对单据号，写明原因。", "reference")
    payload["amount_fen"] = _total(payload) if payload["what"] == PAY else sum(row.amount_fen for row in paid)
    check_slip(payload, RESIDENT, day)
    if payload["what"] == PAY:
        shares = {code: queries.shares_of(code) for code in {row["code"] for row in payload["rows"]}}
        absent = [
            (number, f"不在项目“{row['code']}”的实名库里")
            for number, row in enumerate(payload["rows"], 1)
            if row["person_id"] not in shares[row["code"]]
        ]
        if absent:
            refuse_rows("procedures.land", "兑付", len(payload["rows"]), absent)
        if len({shares[row["code"]][row["person_id"]].route for row in payload["rows"]}) > 1:
            refuse("procedures.land", "名单里有两种去向", "记入居民账户的和付本人的各用一张单据、一份名单。", "rows")
        if paid:
            refuse("procedures.land", f"单据 {payload['reference']} 已经登记过", "同一张单据只登记一次。", "reference")
        payload["route"] = shares[payload["rows"][0]["code"]][payload["rows"][0]["person_id"]].route
    else:
        payload["route"] = paid[0].route
        if payload["route"] == "account" and books.standing_on(RESIDENT, "1003", payload["reference"], date.fromisoformat(payload["on"])):
            refuse("procedures.land", "这张单据的凭证还没有冲销", "请先由财务办理“冲销凭证”。", "reference")
    simulated(lambda: _do(payload, By(None, day)), lambda: None)
    return payload


def _total(payload: Payload) -> Fen:
    return sum(row["amount_fen"] for row in payload.get("rows") or [])


def preview(payload: Payload) -> list[Change]:
    """What goes where, and what is left in each project."""
    if payload["what"] == BACK:
        paid = queries.payments_on(payload["reference"])
        what = f"{len(paid):,} 人 {grouped(sum(row.amount_fen for row in paid))} 元"
        account = "冲回" if payload["route"] == "account" else "不涉及"
        return [Change(f"单据 {payload['reference']} 的兑付", what, f"撤销：{payload['reason']}"), Change("个人账户", "", account)]
    changes = [
        Change(ROUTES[payload["route"]], "", f"{len(payload['rows']):,} 人，{grouped(_total(payload))} 元，单据 {payload['reference']}")
    ]
    for code in sorted({row["code"] for row in payload["rows"]}):
        left = queries.left_fen(code)
        paid_now = sum(row["amount_fen"] for row in payload["rows"] if row["code"] == code)
        changes.append(Change(f"项目 {code} 结余", f"{grouped(left)} 元", f"{grouped(left - paid_now)} 元"))
    booked = "财政专户增加，财政对基金的补贴增加" if payload["route"] == "account" else "不入基金的账"
    return [*changes, Change("记账", "", booked)]


def notes(payload: Payload) -> list[RowNote]:
    """Each person's share and what was paid of it."""
    if payload["what"] == BACK:
        return []
    codes = {row["code"] for row in payload["rows"]}
    shares, before = {code: queries.shares_of(code) for code in codes}, {code: queries.paid_by_person(code) for code in codes}
    result = []
    for row in payload["rows"]:
        share = shares[row["code"]][row["person_id"]]
        paid = before[row["code"]].get(row["person_id"], 0)
        left = grouped(share.amount_fen - paid - row["amount_fen"])
        result.append(RowNote(f"份额 {grouped(share.amount_fen)} 元，已付 {grouped(paid)} 元", f"付后余 {left} 元", row["amount_fen"]))
    return result


def apply(payload: Payload, *, by: By) -> None:
    """Pay, or take back."""
    _do(payload, by)


def _do(payload: Payload, by: By) -> None:
    on, number = date.fromisoformat(payload["on"]), payload["reference"]
    month = month_of(by.day)
    if payload["what"] == BACK:
        payments = [row.pk for row in queries.payments_on(number)]
        entries = moves.land_lost_entries(payments, RESIDENT)
        if entries:
            correct([Correction(person, -fen, entry) for entry, person, fen in entries], RESIDENT, month, payload["reason"], by=by)
        actions.take_back_shares(payments, payload["reason"], by=by)
        return
    rows = [actions.Paid(row["code"], row["person_id"], row["amount_fen"], payload["route"]) for row in payload["rows"]]
    ids = actions.pay_shares(rows, number, on, by=by)
    if payload["route"] == "account":
        credited = [moves.LandLost(row.person_id, row.amount_fen, payment) for row, payment in zip(rows, ids, strict=True)]
        moves.credit_land_lost(credited, RESIDENT, month, by=by)
        fund.book_slip(RESIDENT, MOVEMENT, on, slip_of(payload, event(MOVEMENT)), source=(SOURCE, ids[0]), by=by)


def count(payload: Payload) -> int:
    """How many people."""
    return len(payload.get("rows") or []) or len(queries.payments_on(payload["reference"]))


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：单据 {payload['reference']}" + ("，撤销" if payload["what"] == BACK else f"，{len(payload['rows']):,} 人")
