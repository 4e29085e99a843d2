"""The schemes collected month by month, how a wage came to be known, and what a difference is and who looks after it."""

from __future__ import annotations

MONTHLY = ("employee", "public_institution", "unemployment", "work_injury")
"""Schemes whose contributions are assessed month by month, in the order in which notices print them."""
WITH_ACCOUNT = ("employee", "public_institution")
"""Those whose person's part goes into a personal account."""

WAGE_KINDS: dict[int, str] = {1: "年度申报", 2: "首月工资", 3: "更正"}
"""How a wage came to be known → its Chinese word."""
YEARLY, FIRST, CORRECTION = WAGE_KINDS

DIFFERENCES: dict[str, str] = {
    "unknown_payer": "识别号或身份证号认不到人",
    "nothing_due": "没有对应的应缴",
    "overpaid": "多缴",
    "share": "单位、个人份额与应缴不符",
}
"""What keeps a row of the tax office's list, or part of it, from settling a month → its Chinese word."""
OWNER = "finance_maker"
"""The post that looks after a difference until it is closed: a key of the staff counter's posts."""
FOREVER = 999912
"""The last month of a wage that holds until another is declared."""

SIDES: dict[str, str] = {
    "tax": "税务月报与入库明细",
    "treasury": "国库分户账与账上国库收入",
    "fiscal": "财政专户收款与账上划转",
    "transit": "国库收入与划入财政专户",
}
"""The pairs that a reconciliation compares → their Chinese words."""
CAUSES: dict[str, str] = {
    "in_transit": "在途",
    "misdirected": "误入险种",
    "refunded": "退库",
    "repeated": "重复",
    "interest": "利息",
    "other": "其他",
}
"""Why two sides differ → its Chinese word."""
