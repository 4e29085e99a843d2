"""Transfers (关系转移接续): letters, information sheets and money between agencies, and between schemes of one agency."""

TITLE, ORDER = "关系转移接续", 19
