"""Undoing a record that a list entered (撤销台账登记): the record stays, and a step says that it does not count."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.actions import Entry
from shebao.agency.journal.by import By
from shebao.agency.matters.kind import Change, Field, Payload
from shebao.agency.procedures.register_book import RECORD, Book, plain_step, record_of
from shebao.agency.registers import actions as registers
from shebao.agency.registers import services
from shebao.agency.registers.actions import NewStep
from shebao.agency.registers.kinds import REGISTERS
from shebao.base.finding import refuse

KEY = "withdraw_record"
TITLE = "撤销台账登记"
LAW = "社会保险业务档案管理规定（人社部、国家档案局令第3号，未核对条号）：原始记录不得涂改"
WORKING_DAYS = None
RISK = "high"
AREA = "register"
RESULT = "撤销登记通知"
REVERSAL = "撤销有误的，把原来的名单再登记一次。"
_REGISTERS = tuple((key, one.title) for key, one in REGISTERS.items() if one.takes_list)
FIELDS = (
    Field("register", "台账", "choice", choices=_REGISTERS),
    RECORD,
    Field("on", "撤销日期", "date"),
    Field("note", "撤销原因", longest=200),
)


def _book(payload: Payload) -> Book:
    return Book(payload["register"], TITLE, FIELDS, lambda payload, day: [], plain_step)


def _undo(payload: Payload) -> Payload:
    return payload | {"what": "undo"}


def check(payload: Payload, day: date) -> Payload:
    """Refused for a record that was undone already, and for files that were destroyed."""
    row = record_of(payload, payload["register"])
    if row.register == "disposal" and row.kind == "destroy":
        refuse("procedures.destroyed", "档案已经销毁，不能撤销", "销毁登记有误的，请写情况说明存档。", "record_id")
    if row.register == "checkup" and services.paid_by_record([row.id]).get(row.id):
        refuse("procedures.paid", "这笔结算已经付款，不能撤销", "请先登记负数冲回付款，再撤销结算。", "record_id")
    _book(payload).check(_undo(payload), day)
    return payload


def preview(payload: Payload) -> list[Change]:
    """The record's state before and after."""
    return _book(payload).preview(_undo(payload))


def apply(payload: Payload, *, by: By) -> Entry:
    """The entry of the step; the files that came with a hand-over are undone with it."""
    if payload["register"] == "takeover":
        step = NewStep("undo", date.fromisoformat(payload["on"]), f"移交撤销：{payload['note']}")
        registers.take_steps("file", services.files_taken_over(payload["record_id"]), step, by=by)
    entry: Entry = _book(payload).apply(_undo(payload), by=by)
    return entry


def subject(payload: Payload) -> tuple[str, int] | None:
    """One open matter a record."""
    return _book(payload).subject(payload)


def heading(payload: Payload) -> str:
    """The matter's title."""
    return f"{TITLE}：{REGISTERS[payload['register']].title}第 {payload['record_id']} 号"
