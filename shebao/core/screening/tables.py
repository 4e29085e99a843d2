"""The named tables that rules read: every column a whole number, so that any engine and any former system can give them."""

from __future__ import annotations

from collections.abc import Mapping

TABLES: Mapping[str, tuple[str, ...]] = {
    "people": ("person", "birth", "number_birth", "sex", "number_sex", "number_ok"),
    "payments": ("person", "scheme", "month", "fen"),
    "benefits": ("person", "scheme", "region", "from_month", "to_month"),
    "awards": ("person", "scheme", "kind", "from_month", "birth", "sex", "months", "minimum_months", "fen", "employer"),
    "deaths": ("person", "on_day"),
    "funerals": ("person", "on_day"),
    "cancelled_households": ("person", "on_day", "reason"),
    "custody": ("person", "from_day", "to_day", "sentence"),
    "certifications": ("person", "on_day", "local"),
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
    "injuries": ("person", "accident_day", "grade", "monthly_fen", "first_paid_month", "full_fen", "employer"),
    "adjustments": ("person", "scheme", "year", "kind", "month"),
    "back_payments": ("person", "scheme", "months", "paid_month", "documented", "employer", "from_month", "to_month"),
    "limits": ("scheme", "month", "floor_fen", "cap_fen"),
    "balances": ("person", "scheme", "balance_fen"),
    "large_payments": ("person", "scheme", "on_day", "fen", "monthly_fen", "batch"),
    "dues": ("person", "scheme", "month", "fen"),
    "careers": ("person", "scheme", "birth", "start_month", "deemed_from_month", "deemed_to_month", "account_month"),
    "special_work": ("person", "kind", "months", "listed"),
    "employers": ("employer", "from_day", "to_day", "insured", "taxed_fen", "address"),
    "base_years": ("person", "scheme", "year", "months", "base_fen", "floor_fen"),
    "claims": ("person", "employer", "left_day", "from_month"),
    "certificates": ("person", "occupation", "grade", "month", "fen"),
    "transfers": ("person", "scheme", "direction", "year", "months"),
    "temporary_accounts": ("person", "scheme", "since_day"),
    "land_payments": ("person", "project", "month", "fen"),
    "land_lists": ("person", "project"),
    "decisions": ("person", "operator", "on_day"),
    "relatives": ("person", "operator"),
    "steps": ("person", "matter", "step", "operator", "on_day"),
    "changes": ("person", "on_day", "hour", "workday", "closed"),
    "employer_grants": ("person", "employer", "kind", "month", "fen", "layoff_e4", "gate_e4"),
    "exits": ("person", "from_day", "to_day"),
    "pairs": ("person", "other", "kind"),
}
"""Table → its columns. A month that has not ended is 0, a day that is not known is 0; `region` 0 is this agency.

Kinds of awards: 1 at the age, 2 special work, 3 disability. Kinds of special work: 1 heights and heavy labour, 2 underground and
heat, 3 harmful. direction: 1 in, 2 out. Kinds of pairs: those of `bulk.pairs`. step: 1 accepted, 2 reviewed, 3 approved. Names ending in _e4 are ten-thousandths.
"""

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
    "large_payments": "补发",
    "dues": "按核定应发",
    "careers": "工作经历",
    "special_work": "特殊工种年限",
    "employers": "用人单位",
    "base_years": "逐年缴费基数",
    "claims": "失业登记",
    "certificates": "技能补贴",
    "transfers": "转移年限",
    "temporary_accounts": "临时缴费账户",
    "land_payments": "被征地补贴",
    "land_lists": "被征地名单",
    "decisions": "待遇审批",
    "relatives": "经办人亲属",
    "steps": "办件环节",
    "changes": "资料改动",
    "employer_grants": "扩岗和吸纳就业补贴",
    "exits": "出境记录",
    "pairs": "疑似同一人的登记",
}

WORDS: Mapping[str, str] = {
    "person": "人", "month": "月份", "fen": "金额", "scheme": "险种", "region": "地区", "from_month": "起始月", "to_month": "终止月",
    "from_day": "起始日", "to_day": "终止日", "on_day": "日期", "birth": "出生日期", "number_birth": "证件上的出生日期", "sex": "性别",
    "number_sex": "证件上的性别", "kind": "类别", "months": "月数", "reason": "原因", "sentence": "刑种", "until_month": "有效至",
    "employer": "单位", "base_fen": "缴费基数", "from_year": "起始年度", "to_year": "终止年度", "account": "账户", "since_day": "启用日",
    "own_name": "户名是本人", "dead": "死者", "disabled": "残疾", "accident_day": "事故日", "grade": "等级", "monthly_fen": "月待遇",
    "first_paid_month": "首次缴费月", "year": "年度", "paid_month": "到账月", "documented": "有依据", "floor_fen": "下限", "cap_fen": "上限",
    "balance_fen": "余额", "evidence": "佐证", "number_ok": "号码有效", "minimum_months": "最低月数", "local": "当面认证", "full_fen": "津贴全额",
    "batch": "批次", "start_month": "参加工作月", "deemed_from_month": "视同起月", "deemed_to_month": "视同止月", "account_month": "建账月",
    "listed": "在目录", "insured": "参保人数", "taxed_fen": "申报工资", "address": "地址", "left_day": "离职日", "occupation": "职业",
    "direction": "方向", "project": "项目", "operator": "经办人", "matter": "办件", "step": "环节", "hour": "时", "workday": "工作日",
    "closed": "已结账", "other": "另一条登记", "layoff_e4": "裁员率（万分之）", "gate_e4": "上限（万分之）",
}  # fmt: skip
"""What a column is called on a page."""

KEY = "person"
"""The column that names a person; a file of somebody else's becomes such a key by `base.identity`."""
SENTENCES: Mapping[str, int] = {"拘役": 1, "有期徒刑": 2, "无期徒刑": 3, "死缓": 4, "管制": 5, "缓刑": 6, "假释": 7, "羁押": 8}
"""How a sentence is called → its code."""
RESIDENT, EMPLOYEE, PUBLIC = 170, 110, 120
UNEMPLOYMENT = 210
