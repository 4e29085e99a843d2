"""Where a land-lost subsidy may go, each with its Chinese title."""

from __future__ import annotations

ROUTES: dict[str, str] = {
    "account": "记入居民养老个人账户",
    "refund": "职工养老，凭缴费凭证付本人",
}
"""Route of a land-lost subsidy → its title; the second is the project's own money, no fund's (当地文件)."""
YOUNGEST = 16
"""Somebody younger on the day of the approval has no share (国办发〔2006〕29号, 未核对原文)."""
