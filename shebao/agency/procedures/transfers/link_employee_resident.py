"""Joining an employee's and a resident's pension of one agency (职工与居民养老衔接): which way the law says, what moves, what goes back."""

from __future__ import annotations

from datetime import date
from typing import Any

from shebao.agency import schemes
from shebao.agency.accounts import queries as accounts
from shebao.agency.benefits import queries as benefits
from shebao.agency.contributions import queries as contributions
from shebao.agency.installation import queries as installation
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.payout import actions as payout
from shebao.agency.people import queries as people
from shebao.agency.procedures.employee_pension._claim import CATEGORIES
from shebao.agency.procedures.trial import simulated
from shebao.agency.procedures.unemployment._claims import law, legal_month
from shebao.agency.remittances import actions as orders
from shebao.agency.store.columns import int_column
from shebao.agency.transfers import actions as transfers
from shebao.agency.transfers import packets
from shebao.agency.transfers.kinds import IN, KINDS, OUT
from shebao.base.finding import refuse
from shebao.base.money import grouped, yuan_text
from shebao.base.months import month_of, month_text
from shebao.core.books.entries import FEES
from shebao.core.books.events import OTHER_EXPENSE, TRANSFER_OUT

from ._packets import head, letter, place_name

KEY = "link_employee_resident"
TITLE = "职工与居民养老衔接"
LAW = "人社部发〔2014〕17号：15 个工作日；社会保险法 第十六条"
WORKING_DAYS = 15
RISK = "high"
RESULT = "城乡养老保险制度衔接告知书"
REVERSAL = "资金付出以前有误的，撤销划款单；接续以后有误的，办理“退回转入”。"
FIELDS = (
    Field("person_id", "人员", "person"),
    Field("category", "退休类别", "choice", choices=CATEGORIES, help="到法定退休年龄才能衔接"),
    Field("employee_months", "职工养老缴费月数", "number", help="各地合并计算，含视同"),
    Field("overlap_months", "重复缴费月数", "number", required=False, help="同一个月两种养老都缴了费的月数；没有的填 0 或不填"),
    Field("overlap_own_fen", "重复时段的个人缴费（元）", "yuan", required=False),
    Field("overlap_collective_fen", "重复时段的集体补助（元）", "yuan", required=False),
    Field("refund_year", "退还的是哪年收的", "choice", required=False, choices=(("this", "本年收的"), ("earlier", "以前年度收的"))),
    Field("holder", "转入方收款户名", longest=60, help="转入险种的财政专户"),
    Field("bank", "开户行", longest=60),
    Field("account_number", "收款账号", longest=32),
)
SENSITIVE = ("account_number",)


def check(payload: Payload, day: date) -> Payload:
    """Refused before the legal age, for somebody who draws a pension, without both accounts, and for an overlap without its refund."""
    person = people.person(payload["person_id"])
    payload["accepted_on"] = day.isoformat()
    legal = legal_month(person.id, payload["category"], day)
    if month_of(day) < legal:
        words = f"{person.name}到 {month_text(legal)} 达到法定退休年龄"
        refuse("procedures.link", words, "到龄以后再办；没有到龄的，各在原制度继续缴费。", "person_id", "人社部发〔2014〕17号 第三条")
    for scheme in ("employee", "resident"):
        if benefits.in_state_among(int_column([person.id]), scheme, "active", "suspended").size:
            refuse(
                "procedures.link",
                f"{person.name}已在领取{schemes.title(scheme)}待遇",
                "先终止一份待遇，多领的退还，再办衔接。",
                "person_id",
            )
        if accounts.of_person(person.id, scheme) is None:
            refuse(
                "procedures.link",
                f"{person.name}没有{schemes.title(scheme)}的个人账户",
                "只参加一种的不需要衔接；在外地的先转入。",
                "person_id",
            )
    if payload.get("overlap_months") and not (payload.get("overlap_own_fen") and payload.get("refund_year")):
        refuse("procedures.link", "有重复缴费的月份，没有填写退还的个人缴费", "请照居民养老缴费记录填写。", "overlap_own_fen")
    simulated(lambda: _link(payload, By(None, day)), lambda: None)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The direction by law, the accounts, the years that count, what goes back."""
    values = _answer(payload).values
    kind = KINDS[_kind(values)]
    return [
        Change("缴费", "", f"职工 {payload['employee_months']} 个月，居民 {values['resident_years'].text()} 年"),
        Change("衔接方向", "", f"{schemes.title(kind.from_scheme)} → {schemes.title(kind.to_scheme)}"),
        Change("划转", "", f"个人账户 {grouped(_moved(payload, values))} 元；统筹基金不划转"),
        Change("合并后的个人账户", "", f"{values['account_after'].text()} 元"),
        *([Change("退还重复缴费", "", f"{grouped(_refund(payload))} 元")] if _refund(payload) else []),
    ]


def apply(payload: Payload, *, by: By) -> int:
    """The id of the case that comes in."""
    return _link(payload, by)


def _answer(payload: Payload) -> Any:
    person, day = payload["person_id"], date.fromisoformat(payload["accepted_on"])
    years = int(contributions.paid_years(int_column([person]), "resident")[0])
    facts: dict[str, Any] = {
        "apply_date": day.isoformat(),
        "employee_months": str(payload["employee_months"]),
        "employee_account": yuan_text(_balance(person, "employee")),
        "resident_years": str(years),
        "resident_account": yuan_text(_balance(person, "resident")),
        "overlapping_months": str(payload.get("overlap_months", 0)),
    }
    if payload.get("overlap_months"):
        facts |= {
            "overlap_own": yuan_text(payload["overlap_own_fen"]),
            "overlap_collective": yuan_text(payload.get("overlap_collective_fen", 0)),
        }
    return law("employee_resident_linkage", facts, day)


def _balance(person_id: int, scheme: str) -> int:
    account = accounts.of_person(person_id, scheme)
    return account.balance_fen if account is not None else 0


def _kind(values: Any) -> str:
    return "from_resident" if bool(values["to_employee"]) else "to_resident"


def _refund(payload: Payload) -> int:
    """What of the overlap goes back: the own payment and the collective's."""
    return int(payload.get("overlap_own_fen", 0) + payload.get("overlap_collective_fen", 0)) if payload.get("overlap_months") else 0


def _moved(payload: Payload, values: Any) -> int:
    """The account that moves: the whole of the scheme that is left, less what goes back where it is the residents'."""
    kind = KINDS[_kind(values)]
    return _balance(payload["person_id"], kind.from_scheme) - (_refund(payload) if kind.from_scheme == "resident" else 0)


def _link(payload: Payload, by: By) -> int:
    """Both sides of the case at once: the sheet is sent and received, the money waits for its two slips."""
    values = _answer(payload).values
    key, person = _kind(values), payload["person_id"]
    kind, moved, refund = KINDS[key], _moved(payload, values), _refund(payload)
    here = (installation.place(), installation.name())
    number = transfers.next_number(place_name(), by.day.year)
    new = transfers.NewCase(OUT, key, number, person, *here, False, False, by.day)
    payee = {name: payload[name] for name in ("holder", "bank", "account_number")}
    letter_text = letter(number, key, person, here, by.day, {"same_province": False, "temporary": False, "payee": payee})
    out_id = transfers.open_case(new, "letter_received", by=by)
    in_id = transfers.open_case(new._replace(direction=IN), "letter_sent", by=by)
    order_id = 0
    if moved:
        title = f"{kind.title}资金（联系函 {number}）"
        purpose = orders.Purpose(f"transfer.{out_id}", title, month_of(by.day), TRANSFER_OUT)
        body = orders.Payee(payload["holder"], payload["bank"], payload["account_number"], moved, number)
        order_id = orders.open_order([body], purpose, kind.from_scheme, by=by)
    info = _info(number, key, person, here, by, moved)
    for case_id, sent in ((out_id, False), (in_id, True)):
        transfers.keep_packet(case_id, letter_text, sent=sent, by=by)
        transfers.keep_packet(case_id, info, sent=not sent, by=by)
    transfers.step(out_id, "info_sent", by.day, "", moved, 0, order_id, by=by)
    transfers.step(in_id, "info_received", by.day, "", moved, 0, by=by)
    if refund:
        place = (FEES, "own") if payload["refund_year"] == "this" else (OTHER_EXPENSE, "refund")
        due = payout.Owed(0, person, "refund", month_of(by.day), refund, f"transfer.{out_id}", *place)
        payout.owe([due], "resident", by=by)
    return in_id


def _info(number: str, key: str, person: int, here: tuple[str, str], by: By, moved: int) -> bytes:
    more = {"years": [], "months": [], "account_fen": moved, "pooled_fen": 0, "stays": []}
    return packets.written(head("info", number, key, person, here, by.day) | more)
