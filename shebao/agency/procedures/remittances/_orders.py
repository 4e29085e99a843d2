"""The order a matter of this line is about, in the words that whoever signs reads."""

from __future__ import annotations

from shebao.agency import schemes
from shebao.agency.matters.kind import Change, Payload
from shebao.agency.remittances import queries as remittances
from shebao.base.finding import refuse
from shebao.base.money import grouped

SOURCE = "remittance"
"""What vouchers of payments to bodies are made from: a kind of source of the fund's counter."""
HOLD = "bounced"
"""The item of what came back and waits to be paid again."""


def order_of(payload: Payload) -> remittances.OrderRow:
    """The order asked for; refused for one there is not or that was cancelled."""
    row = remittances.order(payload["order_id"])
    if row.cancelled:
        refuse("procedures.order", f"划款单 {row.id} 已经撤销", "请核对编号。", "order_id")
    return row


def described(row: remittances.OrderRow) -> list[Change]:
    """The order in three lines."""
    return [
        Change("划款单", "", f"{row.id}：{row.title}"),
        Change("险种", "", schemes.title(row.scheme)),
        Change("收款单位", "", f"{row.payees:,} 个，{grouped(row.amount_fen)} 元"),
    ]


def heading_of(title: str, payload: Payload) -> str:
    """A matter's title with that of its order."""
    return f"{remittances.order(payload['order_id']).title}：{title}"
