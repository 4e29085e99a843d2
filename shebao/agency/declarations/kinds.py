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
