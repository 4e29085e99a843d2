"""Why people are out of work, and the kinds of what is granted once: their only owner."""

from __future__ import annotations

from shebao.core.books.entries import BENEFITS, SKILLS, STABILITY

REASONS: dict[str, str] = {
    "dismissed": "单位解除、辞退",
    "expired": "合同期满终止",
    "bankrupt": "单位破产、关闭",
    "forced": "因单位过错被迫解除",
}
"""Not of one's own will (失业保险金申领发放办法 第四条) → its title."""

ENDINGS: dict[str, str] = {
    "reemployed": "重新就业",
    "army": "应征服兵役",
    "emigrated": "移居境外",
    "pension": "享受基本养老保险待遇",
    "prison": "收监执行",
    "refused_work": "无正当理由拒绝工作或培训",
    "own_wish": "本人停领",
    "granted_in_error": "核定有误",
}
"""Why a claim is stopped by a matter (社会保险法 第51条) → its title. Death has its own matter; months used up end by themselves."""

BY_THEMSELVES: dict[str, str] = {
    "months_used": "领取期限届满",
    "legal_age": "达到法定退休年龄",
    "died": "死亡",
    "paid_at_once": "剩余期限一次领取",
    "moved_away": "转出",
}
"""Why a claim ends otherwise → its title."""

KEEPS = ("reemployed", "army", "prison", "refused_work", "own_wish", "emigrated")
"""Endings after which the months left are kept for the next claim (社会保险法 第46条)."""

GRANTS: dict[str, tuple[str, str, str, str]] = {
    "skill": ("技能提升补贴", "subsidy", SKILLS, ""),
    "migrant": ("农民合同制工人一次性生活补助", "lump_sum", BENEFITS, "other"),
    "former_subsidy": ("失业补助金", "subsidy", BENEFITS, "other"),
    "reemployment": ("剩余失业保险金一次领取", "lump_sum", BENEFITS, "benefit"),
    "price": ("价格临时补贴", "subsidy", BENEFITS, "other"),
    "older_pension": ("大龄领金人员养老保险费", "subsidy", BENEFITS, "other"),
}
"""Kind of a grant to a person → title, kind of what is owed, account and item (财会〔2017〕28号；没有文件另定的记其他费用)."""

LISTS: dict[str, tuple[str, str, str]] = {
    "stability": ("稳岗返还", STABILITY, ""),
    "job_expansion": ("一次性扩岗补助", BENEFITS, "other"),
}
"""Kind of a list of employers → title, account and item."""


def ending_title(reason: str) -> str:
    """The Chinese title of why a claim ended."""
    return ENDINGS.get(reason) or BY_THEMSELVES.get(reason, reason)
