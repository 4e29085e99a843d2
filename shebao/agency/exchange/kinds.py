"""Scopes of a client, the states of a batch, and the limits of what a system outside may ask and send."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Scope(NamedTuple):
    """What a scope opens: its Chinese title, and the right of the desk that the client's post must have too ("" for none)."""

    title: str
    right: str


SCOPES: Mapping[str, Scope] = {
    "people": Scope("查人员和参保", "person.read"),
    "employers": Scope("查单位和申报", "collection.read"),
    "contributions": Scope("查核定和缴费", "collection.read"),
    "benefits": Scope("查待遇核定", "person.read"),
    "payout": Scope("查发放批次和结果", "payout.read"),
    "certification": Scope("查资格认证", "person.read"),
    "transfers": Scope("查转移接续", "person.read"),
    "statistics": Scope("查统计指标", "statistics.read"),
    "law": Scope("查法定数值和计算", ""),
    "journal": Scope("查日志末端", ""),
    "matters": Scope("送办件、查自己的办件", ""),
    "exchange": Scope("收发交换批次", ""),
}
POSTS: Mapping[str, str] = {"acceptance": "受理", "finance_maker": "基金财务（经办）", "township": "乡镇协办"}
"""Posts a client may hold: they begin matters and decide none."""

TOKEN_SECONDS = 900
MOST_PER_MINUTE, LEAST_PER_MINUTE = 1200, 1
TOKENS_PER_MINUTE = 20
"""Requests for a token from one address; a wrong secret counts like a right one."""
SECRET_BYTES = 32
LONGEST_DAYS = 731
"""A registration is renewed at least every two years. Practice: an access without an end is nobody's access."""
MOST_BATCH_BYTES = 6_000_000

IN, OUT = "in", "out"
DIRECTIONS: Mapping[str, str] = {IN: "收到", OUT: "送出"}
RECEIVED, ACCEPTED, FAILED, SETTLED, ANSWERED = "received", "accepted", "failed", "settled", "answered"
STATES: Mapping[str, str] = {
    RECEIVED: "已收到",
    ACCEPTED: "已受理成办件",
    FAILED: "没有受理，等人处理",
    SETTLED: "已处理",
    ANSWERED: "对方已收妥",
}
TONES: Mapping[str, str] = {RECEIVED: "", ACCEPTED: "done", FAILED: "attention", SETTLED: "done", ANSWERED: "done"}
