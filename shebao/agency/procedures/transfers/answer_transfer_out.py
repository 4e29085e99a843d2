"""Answering a letter (转出：信息表与资金划转): the years, the account, the pooled part, and the order that sends the money."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency import schemes
from shebao.agency.accounts import queries as accounts
from shebao.agency.contributions import months as month_store
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload, RowNote, Wanted
from shebao.agency.procedures.trial import simulated
from shebao.agency.remittances import actions as orders
from shebao.agency.store.columns import int_column
from shebao.agency.transfers import actions as transfers
from shebao.agency.transfers import packets
from shebao.agency.transfers import queries as known
from shebao.agency.transfers.kinds import KINDS
from shebao.agency.unemployment import actions as claims
from shebao.base.finding import refuse
from shebao.base.money import grouped
from shebao.base.months import month_of
from shebao.core.books.events import TRANSFER_OUT

from ._case import case_in, described, heading_of, subject
from ._money import Money, claim_left, money_of, moving
from ._packets import answer_to

__all__ = ["subject"]
KEY = "answer_transfer_out"
TITLE = "转出：信息表与资金划转"
LAW = "国办发〔2009〕66号 第四条；人社部发〔2009〕187号；人社厅发〔2017〕7号；人社厅发〔2019〕94号"
WORKING_DAYS = 15
RISK = "high"
RESULT = "基本养老保险关系转移接续信息表"
REVERSAL = "付款以前有误的，撤销划款单后重新答复；退汇的，登记退汇后重付；对方办结以前关系不终止。"
FIELDS = (
    Field("case_id", "转移件编号", "number", help="转移接续页面上的编号"),
    Field("rows", "分年度缴费", "file", help="每行一年：月数、缴费基数合计；不能转的写明原因"),
    Field("account_fen", "个人账户储存额（元）", "yuan", required=False, help="本系统有账户的不填，按余额；利息算到上年末"),
    Field("monthly_fen", "失业保险金月标准（元）", "yuan", required=False, help="跨省转移失业保险关系的填写"),
    Field("claim_months", "应享受的领取月数", "number", required=False, help="同上"),
    Field("file_name", "文件名", required=False),
)
ROWS = (
    Wanted("year", "年度", "year"),
    Wanted("months", "缴费月数", "count"),
    Wanted("base_fen", "缴费基数合计", "yuan"),
    Wanted("unit_rate", "单位缴费比例", required=False),
    Wanted("account_rate", "记账比例", required=False),
    Wanted("stays", "不能转的原因", required=False, longest=60),
)


def check(payload: Payload, day: date) -> Payload:
    """Refused for a case that waits for nothing, a year twice, an account unlike ours, and money that cannot go anywhere."""
    row = case_in(payload, "letter_received")
    payload["accepted_on"] = day.isoformat()
    years = [year["year"] for year in payload["rows"]]
    if len(set(years)) != len(years) or not moving(payload["rows"]):
        refuse("procedures.transfer", "年度重复，或没有一年可以转", "每年一行；一年都不能转的，办理“撤回或不予转移”。", "rows")
    if any(not 1 <= year["months"] <= 12 for year in payload["rows"]):
        refuse("procedures.transfer", "每年的缴费月数应为 1 至 12", "请核对月数。", "rows")
    stored = accounts.of_person(row.person_id, KINDS[row.kind].from_scheme)
    if stored is not None and payload.get("account_fen") not in (None, stored.balance_fen):
        words = f"本系统的个人账户余额是 {grouped(stored.balance_fen)} 元，填写的是 {grouped(payload['account_fen'])} 元"
        refuse("procedures.balance", words, "以账户余额为准，不要填写；账户有误的先更正。", "account_fen")
    if stored is not None:
        payload["account_fen"] = stored.balance_fen
    if month_store.owed_months(row.person_id, KINDS[row.kind].from_scheme):
        refuse("procedures.arrears", "此人还有欠费的月份", "先清欠，或与单位书面确认截断以后再转。", "case_id")
    simulated(lambda: _answer(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The years, the money by part, where it goes, what stays here and must be told within ten working days."""
    row = case_in(payload, "letter_received")
    money, years = _money(payload, row), moving(payload["rows"])
    stays = [year for year in payload["rows"] if year.get("stays")]
    payee = _letter(row)["payee"]
    changes = [
        *described(row),
        Change("转移年限", "", f"{len(years)} 年，{sum(year['months'] for year in years)} 个月"),
        Change("个人账户部分", "", f"{grouped(money.account_fen)} 元"),
        Change("统筹部分", "", f"{grouped(money.pooled_fen)} 元"),
        Change("合计", "", f"{grouped(money.total_fen)} 元"),
    ]
    claim = claim_left(row.person_id) if row.kind == "unemployment" else None
    if claim is not None:
        changes.append(Change("正在领取", f"剩 {claim.left} 个月", "本地停领，剩余月数随关系转走"))
    for year in stays:
        changes.append(Change(f"{year['year']} 年不转", "", f"{year['stays']}；须在 10 个工作日内书面告知本人"))
    if money.total_fen:
        changes.append(Change("收款", "", f"{payee['holder']}，{payee['bank']}，尾号 {payee['account_number'][-4:]}，附言 {row.number}"))
    else:
        changes.append(Change("资金", "", "只转记录，不转资金"))
    return changes


def notes(payload: Payload) -> list[RowNote]:
    """What our own months say of each year."""
    row = known.case(payload["case_id"])
    mine = month_store.paid_months(int_column([row.person_id]), KINDS[row.kind].from_scheme)
    by_year: dict[int, list[int]] = {}
    for month, base in zip(mine["month"].tolist(), mine["base_fen"].tolist(), strict=True):
        by_year.setdefault(month // 100, []).append(base)
    notes = []
    for year in payload["rows"]:
        ours = by_year.get(year["year"], [])
        differs = ours and (len(ours), sum(ours)) != (year["months"], year["base_fen"])
        flags = (f"本系统记有 {len(ours)} 个月、基数合计 {grouped(sum(ours))} 元",) if differs else ()
        notes.append(RowNote("", f"不转：{year['stays']}" if year.get("stays") else f"{year['months']} 个月", year["base_fen"], flags))
    return notes


def apply(payload: Payload, *, by: By) -> int:
    """The id of the order (0: no money moves)."""
    return _answer(payload, by)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return heading_of(TITLE, payload)


def _letter(row: known.CaseRow) -> dict[str, Any]:
    raw = known.packet(row.id, "letter", sent=False)
    assert raw is not None, "a case out begins with a letter"
    return packets.read(raw)


def _money(payload: Payload, row: known.CaseRow) -> Money:
    return money_of(row, payload, payload.get("account_fen", 0), date.fromisoformat(payload["accepted_on"]))


def _answer(payload: Payload, by: By) -> int:
    row = case_in(payload, "letter_received")
    money, scheme = _money(payload, row), KINDS[row.kind].from_scheme
    order_id = 0
    if money.total_fen:
        payee = _letter(row)["payee"]
        title = f"{schemes.short_titles()[scheme]}关系转出资金（联系函 {row.number}）"
        purpose = orders.Purpose(f"transfer.{row.id}", title, month_of(by.day), TRANSFER_OUT)
        body = orders.Payee(payee["holder"], payee["bank"], payee["account_number"], money.total_fen, row.number)
        order_id = orders.open_order([body], purpose, scheme, by=by)
    claim = claim_left(row.person_id) if row.kind == "unemployment" else None
    if claim is not None:
        last = max(claim.months, default=claim.from_month)
        claims.end_claims([claims.Ending(claim.id, claim.person_id, last, "moved_away", claim.used, 0, row.number)], by=by)
    mine = month_store.paid_months(int_column([row.person_id]), scheme)["month"].tolist()
    kept = {year["year"] for year in moving(payload["rows"])}
    info = {
        "years": [{name: year[name] for name in ("year", "months", "base_fen")} for year in moving(payload["rows"])],
        "months": [month for month in mine if month // 100 in kept],
        "account_fen": money.account_fen,
        "pooled_fen": money.pooled_fen,
        "months_left": claim.left if claim is not None else 0,
        "stays": [{"year": year["year"], "reason": year["stays"]} for year in payload["rows"] if year.get("stays")],
    }
    transfers.keep_packet(row.id, answer_to(row, "info", by.day, info), sent=True, by=by)
    transfers.step(row.id, "info_sent", by.day, "", money.account_fen, money.pooled_fen, order_id, by=by)
    return order_id
