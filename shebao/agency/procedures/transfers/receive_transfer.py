"""Taking in the sheet and the money (接收信息表和资金、接续合并): booked on the slip, the account credited, the years entered, the case done."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency.accounts import moves
from shebao.agency.contributions import months as month_store
from shebao.agency.fund import actions as fund
from shebao.agency.journal.by import By
from shebao.agency.matters.attachments import scans_field
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import actions as payout
from shebao.agency.procedures.trial import simulated
from shebao.agency.store.columns import int_column
from shebao.agency.store.crash import crashpoint
from shebao.agency.transfers import actions as transfers
from shebao.agency.transfers import packets
from shebao.agency.transfers import queries as known
from shebao.agency.transfers.kinds import KINDS, OUT
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of, month_text
from shebao.core.books.entries import FEES
from shebao.core.books.events import OTHER_EXPENSE, event
from shebao.core.books.slip import Slip

from ._case import case_in, described, heading_of, subject
from ._ending import end_relation
from ._packets import answer_to, months_of

__all__ = ["subject"]
KEY = "receive_transfer"
TITLE = "接收信息表和资金、接续合并"
LAW = "国办发〔2009〕66号；人社部发〔2009〕187号；社会保险基金会计制度（财会〔2017〕28号）"
WORKING_DAYS = 15
RISK = "high"
RESULT = "关系转移接续办结告知单"
REVERSAL = "接续有误的，办理“退回转入”，资金退回转出地。"
SOURCE = "transfer"
FIELDS = (
    Field("case_id", "转移件编号", "number"),
    Field("received_on", "到账日期", "date", required=False, help="转资金的必填"),
    Field("reference", "缴拨凭证或银行回单号", required=False),
    Field("amount_fen", "到账金额（元）", "yuan", required=False, help="须与信息表合计一致"),
    Field(
        "overlap",
        "重复缴费的月份",
        "choice",
        required=False,
        choices=(("here", "保留本地，退对方的个人缴费"), ("there", "保留对方，退本地的个人缴费")),
    ),
    Field("refund_fen", "退还个人缴费（元）", "yuan", required=False, help="有重复月份的必填：这些月份里不保留一方的个人缴费"),
    Field("refund_year", "退还的是哪年收的", "choice", required=False, choices=(("this", "本年收的"), ("earlier", "以前年度收的"))),
    scans_field("到账凭证扫描件", "PDF、JPEG 或 PNG，最多 6 份"),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused while the money is not that of the sheet, and for months paid in both places that nobody decided about."""
    row = case_in(payload, "info_received")
    if row.total_fen and not all(payload.get(name) for name in ("received_on", "reference", "amount_fen")):
        refuse("procedures.transfer", f"信息表合计 {grouped(row.total_fen)} 元，资金还没有登记到账", "资金未到不接续。", "amount_fen")
    if payload.get("amount_fen", 0) != row.total_fen:
        words = f"到账 {grouped(payload.get('amount_fen', 0))} 元，信息表合计 {grouped(row.total_fen)} 元"
        refuse("procedures.transfer", words, "请与转出地核对；不一致的不接续。", "amount_fen")
    if payload.get("received_on") and date.fromisoformat(payload["received_on"]) > day:
        refuse("procedures.receipt", "到账日期晚于今天", "请按凭证填写。", "received_on")
    twice = _overlap(row)
    if twice and not all(payload.get(name) for name in ("overlap", "refund_fen", "refund_year")):
        words = f"{month_text(twice[0])} 等 {len(twice)} 个月两地都缴了费"
        refuse("procedures.overlap", words, "只保留一地：请选择保留哪一地，并填写退还的个人缴费。", "overlap", "国办发〔2009〕66号")
    if not twice and payload.get("refund_fen"):
        refuse("procedures.overlap", "没有重复缴费的月份，不应退还", "请去掉退还金额。", "refund_fen")
    if "reference" in payload:
        payload["reference"] = "".join(payload["reference"].split()).upper()
    payload["accepted_on"] = day.isoformat()
    simulated(lambda: _receive(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The years, the account, the entry, the overlap."""
    row, info = case_in(payload, "info_received"), _info(known.case(payload["case_id"]))
    changes = [
        *described(row),
        Change("转入年限", "", f"{len(info['years'])} 年，{sum(year['months'] for year in info['years'])} 个月"),
        Change("个人账户", "", f"转入 {grouped(row.account_fen)} 元"),
    ]
    if info.get("months_left"):
        changes.append(Change("未领月数", "", f"{info['months_left']} 个月，在本地申领时填“前次未领月数”"))
    if row.total_fen:
        changes.append(Change("基金", "", f"财政专户存款、转移收入各 {grouped(row.total_fen)} 元"))
    if twice := _overlap(row):
        kept = "本地" if payload["overlap"] == "here" else "转出地"
        changes.append(Change("重复缴费", f"{len(twice)} 个月", f"保留{kept}，退还个人缴费 {grouped(payload['refund_fen'])} 元"))
        if payload["overlap"] == "there":
            changes.append(Change("请留意", "", "本地这些月份记入的个人账户，另办“更正个人账户”"))
    for year in info.get("stays", []):
        changes.append(Change(f"{year['year']} 年没有转来", "", str(year["reason"])))
    return changes


def apply(payload: Payload, *, by: By) -> int:
    """The id of the case."""
    return _receive(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return heading_of(TITLE, payload)


def _info(row: known.CaseRow) -> dict[str, Any]:
    raw = known.packet(row.id, "info", sent=False)
    assert raw is not None, "the sheet came before the case was in this state"
    return packets.read(raw)


def _overlap(row: known.CaseRow) -> list[int]:
    """Months paid in both places."""
    mine = month_store.paid_months(int_column([row.person_id]), KINDS[row.kind].to_scheme)["month"].tolist()
    return sorted(set(months_of(_info(row))) & set(mine))


def _receive(payload: Payload, by: By) -> int:
    row, scheme = case_in(payload, "info_received"), KINDS[known.case(payload["case_id"]).kind].to_scheme
    info, refund = _info(row), payload.get("refund_fen", 0)
    if row.total_fen:
        movement, on = event("transfer_in"), date.fromisoformat(payload["received_on"])
        slip = Slip(movement.paper, payload["reference"], movement.account, payload["amount_fen"], row.other_agency[:40])
        fund.book_slip(scheme, movement.key, on, slip, source=(SOURCE, row.id), by=by)
    account = row.account_fen - (refund if payload.get("overlap") == "here" else 0)
    if account < 0:
        refuse("procedures.overlap", "退还的个人缴费多于转入的个人账户", "请核对退还金额。", "refund_fen")
    if account:
        moves.bring_in(row.person_id, account, scheme, month_of(by.day), row.id, by=by)
    if refund:
        place = (FEES, "own") if payload["refund_year"] == "this" else (OTHER_EXPENSE, "refund")
        due = payout.Owed(0, row.person_id, "refund", month_of(by.day), refund, f"transfer.{row.id}", *place)
        payout.owe([due], scheme, by=by)
    transfers.post_years(row.id, row.person_id, scheme, _years(info, _overlap(row), payload.get("overlap", "")), by=by)
    transfers.keep_packet(row.id, answer_to(row, "done", by.day, {}), sent=True, by=by)
    transfers.step(row.id, "done", by.day, "", by=by)
    other = known.numbered(row.number, OUT)
    if other is not None and other.state == "info_sent":
        end_relation(other, by.day, by=by)
    crashpoint("transfers.receive.before_commit")
    return row.id


def _years(info: dict[str, Any], twice: list[int], kept: str) -> list[transfers.Year]:
    """The years as they count here: months kept in this place are not counted twice."""
    years = []
    for year in info["years"]:
        lost = sum(month // 100 == year["year"] for month in twice) if kept == "here" else 0
        if year["months"] > lost:
            base = year["base_fen"] * (year["months"] - lost) // year["months"]
            years.append(transfers.Year(year["year"], year["months"] - lost, base))
    return years
