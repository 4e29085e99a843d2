"""The schemes collected month by month, how a wage came to be known, and what a difference is and who looks after it."""

from __future__ import annotations

MONTHLY = ("employee", "public_institution", "unemployment", "work_injury")
"""Schemes whose contributions are assessed month by month, in the order in which notices print them."""
ALONE = "employee"
"""The scheme in which people without an employer insure themselves (灵活就业)."""
WITH_ACCOUNT = ("employee", "public_institution")
"""Those whose person's part goes into a personal account."""

WAGE_KINDS: dict[int, str] = {1: "年度申报", 2: "首月工资", 3: "更正", 4: "自选基数", 5: "补缴"}
"""How a wage came to be known → its Chinese word."""
YEARLY, FIRST, CORRECTION, CHOSEN, BACK_PAY = WAGE_KINDS

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

DEFERRALS: dict[str, str] = {"force_majeure": "不可抗力", "policy": "政策缓缴", "agreement": "延期缴费协议"}
"""Why contributions are put off → its Chinese word. 社会保险法 第60条、第63条."""
WITHOUT_LATE_FEE = ("force_majeure", "policy")
"""Causes that put off the late fee too; under an agreement it goes on (社会保险法第86条)."""
CLAIMS: dict[str, tuple[str, str]] = {
    "entered": ("登记", "acceptance"),
    "reminded": ("催缴提示", "acceptance"),
    "to_tax": ("移交税务责令限期", "finance_maker"),
    "seizure": ("申请划拨", "approver"),
    "guarantee": ("担保延期", "acceptance"),
    "court": ("申请法院强制执行", "approver"),
    "withdrawn": ("撤回", "acceptance"),
}
"""Step against arrears → its Chinese word, and the post that looks after the arrears from then on."""
FIRST_OWNER = "acceptance"
"""Who looks after arrears against which nothing was done yet."""
REFUND_REASONS: dict[str, str] = {
    "repeated": "重复缴费",
    "over_age": "超过退休年龄",
    "after_death": "死亡以后",
    "overlap": "职工与居民参保重叠",
    "wrong": "误征",
}
"""Why contributions go back → its Chinese word."""
PAYEES: dict[str, str] = {"employer": "单位", "person": "个人"}
VIA: dict[str, str] = {"treasury": "国库退库", "account": "支出户支付"}
"""How a refund leaves → its Chinese word."""
PAID, CANCELLED = "已退还", "已撤销"
