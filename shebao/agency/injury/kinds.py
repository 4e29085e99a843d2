"""The kinds this counter knows, each with its Chinese title: of injuries, conclusions, care, claims, bills, providers and payables."""

from __future__ import annotations

INJURIES: dict[str, str] = {
    "accident": "事故伤害",
    "disease": "职业病",
    "deemed": "视同工伤",
    "platform": "新就业形态职业伤害",
}
RESULTS: dict[str, str] = {
    "recognised": "认定",
    "refused": "不予认定",
    "suspended": "中止",
    "revoked": "认定被撤销",
}
"""What the labour administration decided; of a later decision on the same case the last one holds."""
LIABLE: dict[str, str] = {
    "fund": "工伤保险基金",
    "later": "用人单位；补缴以后新发生的费用由基金支付",
    "employer": "用人单位",
}
"""Who pays what the law puts on the fund (工伤保险条例 第六十二条)."""

GRADES: dict[int, str] = {number: f"{text}级" for number, text in enumerate("一二三四五六七八九十", 1)} | {0: "未达等级"}
SEVERE = 4
"""Grades one to four draw their allowance from the fund (工伤保险条例 第三十五条)."""
NURSING: dict[str, str] = {
    "none": "无护理依赖",
    "part": "部分不能自理",
    "most": "大部分不能自理",
    "full": "完全不能自理",
}
CONCLUSIONS: dict[str, str] = {"first": "初次鉴定", "again": "再次鉴定", "review": "复查鉴定"}
AGAIN_DAYS = 15
"""Days after service in which another grading may be asked for (工伤保险条例 第二十六条)."""

CARE: dict[str, str] = {
    "emergency": "协议机构外急救",
    "elsewhere": "异地就医",
    "rehabilitation": "康复",
    "aid": "配置辅助器具",
    "relapse": "旧伤复发",
    "paid_leave": "停工留薪期延长",
}
PAID_LEAVE_MONTHS = 24
"""How long the paid leave may be at most (工伤保险条例 第三十三条)."""

CLAIMS: dict[str, str] = {
    "medical": "医疗待遇",
    "disability": "伤残待遇",
    "death": "工亡待遇",
    "termination": "一次性工伤医疗补助金",
    "advance": "先行支付",
}

CATALOGUE: dict[str, str] = {"within": "目录内", "partly": "部分自付", "outside": "目录外"}
SERVICES: dict[str, str] = {
    "treatment": "治疗",
    "drugs": "药品",
    "rehabilitation": "康复",
    "aid": "辅助器具",
    "food": "住院伙食",
    "travel": "交通食宿",
}

PROVIDERS: dict[str, str] = {"medical": "医疗机构", "rehabilitation": "康复机构", "aid": "辅助器具机构"}
AGREEMENTS: dict[str, str] = {
    "signed": "签订",
    "renewed": "续签",
    "assessed": "年度考核",
    "warned": "约谈",
    "paused": "暂停拨付",
    "resumed": "恢复拨付",
    "ended": "解除协议",
}
MEASURES = ("warned", "paused", "ended")
"""What is done only after the provider was heard (社会保险经办条例 第四十三条)."""

PAYABLES: dict[str, tuple[str, str, str]] = {
    "settlement": ("协议机构结算款", "5001", "medical"),
    "deposit": ("质量保证金返还", "5001", "medical"),
    "prevention": ("工伤预防费用", "5103", ""),
    "assessment": ("劳动能力鉴定费", "5102", ""),
}
"""Kind of what an organisation is owed → its title, and the account and item it is booked under when the bank's slip is there."""

RELATIONS: dict[str, tuple[str, str]] = {
    "spouse": ("配偶", "spouse"),
    "child": ("子女", "child"),
    "parent": ("父母", "parent"),
    "grandparent": ("祖父母、外祖父母", "grandparent"),
    "grandchild": ("孙子女、外孙子女", "grandchild"),
    "sibling": ("兄弟姐妹", "sibling"),
}
"""Relation of a dependant → its title, and the word of the law's calculation (因工死亡职工供养亲属范围规定)."""
ADULT_YEARS = 18

DEBTORS: dict[str, str] = {"employer": "用人单位", "third": "第三人"}
