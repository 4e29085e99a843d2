"""Kinds of transfers and the states of their cases, with the working days each state may last: their only owner."""

from __future__ import annotations

from typing import NamedTuple

IN, OUT = "in", "out"
DIRECTIONS: dict[str, str] = {IN: "转入", OUT: "转出"}


class TransferKind(NamedTuple):
    """A kind of transfer: its title, the scheme it leaves, the scheme it joins, and the calculation of the money that moves."""

    title: str
    from_scheme: str
    to_scheme: str
    calculation: str


KINDS: dict[str, TransferKind] = {
    "employee": TransferKind("企业职工养老跨地区", "employee", "employee", "transfer_amount"),
    "to_public": TransferKind("企业职工养老转机关事业", "employee", "public_institution", "transfer_amount"),
    "to_employee": TransferKind("机关事业养老转企业职工", "public_institution", "employee", "transfer_amount"),
    "resident": TransferKind("居民养老跨地区", "resident", "resident", "account"),
    "unemployment": TransferKind("失业保险关系", "unemployment", "unemployment", "unemployment_transfer"),
    "to_resident": TransferKind("职工养老转居民养老", "employee", "resident", "account"),
    "from_resident": TransferKind("居民养老转职工养老", "resident", "employee", "account"),
}
"""Kind → what it is; the last two are also made within one agency (`link_employee_resident`)."""


class State(NamedTuple):
    """A state of a case: its title, tone, and how many working days it may last (0: no limit of ours)."""

    title: str
    tone: str
    working_days: int = 0


STATES: dict[str, State] = {
    "letter_sent": State("联系函已发", "waiting", 15),
    "info_received": State("信息表已到，等资金", "waiting", 15),
    "done": State("接续办结", "done"),
    "letter_received": State("收到联系函", "attention", 15),
    "info_sent": State("信息表已传", "waiting", 15),
    "ended": State("关系已终止", "done"),
    "refused": State("不予转移", "stopped"),
    "withdrawn": State("撤回", "stopped"),
    "returned": State("退回转出地", "stopped"),
}
"""State → title, tone, days (国办发〔2009〕66号：15 + 15 + 15 个工作日；人社厅发〔2017〕7号同)."""

OPEN = ("letter_sent", "info_received", "letter_received", "info_sent")
PACKETS: dict[str, str] = {"letter": "联系函", "info": "信息表", "done": "办结通知", "refusal": "不予转移告知"}
