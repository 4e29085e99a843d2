"""The named tables that rules read: every column a whole number, so that any engine and any former system can give them."""

from __future__ import annotations

from collections.abc import Mapping

TABLES: Mapping[str, tuple[str, ...]] = {
    "people": ("person", "birth", "number_birth", "sex", "number_sex"),
    "payments": ("person", "scheme", "month", "fen"),
    "benefits": ("person", "scheme", "region", "from_month", "to_month"),
    "awards": ("person", "scheme", "kind", "from_month", "birth", "sex", "months"),
    "deaths": ("person", "on_day"),
    "funerals": ("person", "on_day"),
    "cancelled_households": ("person", "on_day", "reason"),
    "custody": ("person", "from_day", "to_day", "sentence"),
    "certifications": ("person", "on_day"),
    "validity": ("person", "until_month"),
    "sightings": ("person", "on_day"),
    "contributions": ("person", "scheme", "month", "employer", "base_fen"),
    "subsidies": ("person", "scheme", "from_month", "to_month", "kind"),
    "assistance": ("person", "from_year", "to_year"),
    "companies": ("person", "from_day", "to_day"),
    "accounts": ("person", "account", "since_day", "own_name"),
    "survivors": ("person", "dead", "birth", "kind", "disabled"),
    "life_events": ("person", "on_day"),
    "grants": ("person", "kind", "scheme", "month", "fen"),
    "injuries": ("person", "accident_day", "grade", "monthly_fen", "first_paid_month"),
    "adjustments": ("person", "scheme", "year", "kind", "month"),
    "back_payments": ("person", "scheme", "months", "paid_month", "documented"),
    "limits": ("scheme", "month", "floor_fen", "cap_fen"),
    "balances": ("person", "scheme", "balance_fen"),
    "large_payments": ("person", "scheme", "on_day", "fen", "monthly_fen"),
}
"""Table → its columns. A month that has not ended is 0, a day that is not known is 0; `region` 0 is this agency."""

TITLES: Mapping[str, str] = {
    "people": "参保登记的人",
    "payments": "逐月发放",
    "benefits": "在发待遇",
    "awards": "待遇核定",
    "deaths": "死亡名单",
    "funerals": "殡葬名单",
    "cancelled_households": "户籍注销名单",
    "custody": "服刑羁押名单",
    "certifications": "资格认证",
    "validity": "认证有效期",
    "sightings": "就医、用卡、出行记录",
    "contributions": "逐月缴费",
    "subsidies": "财政代缴和补贴",
    "assistance": "低保特困名单",
    "companies": "企业登记名单",
    "accounts": "发放账户",
    "survivors": "供养亲属",
    "life_events": "生存迹象",
    "grants": "一次性待遇",
    "injuries": "工伤",
    "adjustments": "待遇调整",
    "back_payments": "补缴",
    "limits": "缴费基数上下限",
    "balances": "个人账户余额",
    "large_payments": "大额支付",
}

WORDS: Mapping[str, str] = {
    "person": "人", "month": "月份", "fen": "金额", "scheme": "险种", "region": "地区", "from_month": "起始月", "to_month": "终止月",
    "from_day": "起始日", "to_day": "终止日", "on_day": "日期", "birth": "出生日期", "number_birth": "证件上的出生日期", "sex": "性别",
    "number_sex": "证件上的性别", "kind": "类别", "months": "月数", "reason": "原因", "sentence": "刑种", "until_month": "有效至",
    "employer": "单位", "base_fen": "缴费基数", "from_year": "起始年度", "to_year": "终止年度", "account": "账户", "since_day": "启用日",
    "own_name": "户名是本人", "dead": "死者", "disabled": "残疾", "accident_day": "事故日", "grade": "等级", "monthly_fen": "月待遇",
    "first_paid_month": "首次缴费月", "year": "年度", "paid_month": "到账月", "documented": "有依据", "floor_fen": "下限", "cap_fen": "上限",
    "balance_fen": "余额", "evidence": "佐证",
}  # fmt: skip
"""What a column is called on a page."""

KEY = "person"
"""The column that names a person; a file of somebody else's becomes such a key by `base.identity`."""
SENTENCES: Mapping[str, int] = {"拘役": 1, "有期徒刑": 2, "无期徒刑": 3, "死缓": 4, "管制": 5, "缓刑": 6, "假释": 7, "羁押": 8}
"""How a sentence is called → its code."""
RESIDENT, EMPLOYEE, PUBLIC = 170, 110, 120
UNEMPLOYMENT = 210
