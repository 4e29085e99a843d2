"""What a column is for, read from its header: the goal, the result, the weight, the score, an amount of the budget."""

from __future__ import annotations

import re

ROLES: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "reason",
        re.compile(r"偏差|原因|改进|备注|说明|扣分|评分标准|评分规则|评价要点|评分细则|评价标准|评分依据|指标解释|得分依据|数据来源|佐证"),
    ),
    ("rate", re.compile(r"执行率|控制率|完成率|支出率|执行进度|预算完成率?")),
    ("level3", re.compile(r"三级指标|四级指标|具体指标|指标名称|指标内容|评价指标$|考核指标")),
    ("level2", re.compile(r"二级指标")),
    ("level1", re.compile(r"一级指标|指标类别")),
    ("score", re.compile(r"得分|自评分|评分$|实得|评价分")),
    ("weight", re.compile(r"分值|权重|标准分|满分|分数$|赋分|权数")),
    ("value", re.compile(r"完成值|实际值|完成情况|实际完成|实现值|全年完成|完成数")),
    ("target", re.compile(r"指标值|目标值|预期目标|计划值|预期指标|计划完成|年度目标")),
    ("initial", re.compile(r"年初预算|年初数|批复预算|年初批复")),
    ("full", re.compile(r"全年预算|调整后?预算|调整后|预算调整")),
    ("final", re.compile(r"决算|执行数|实际支出|支出数|全年执行|实际使用|执行金额|支出金额")),
    ("budget", re.compile(r"预算数?|预算金额|计划投入|资金总额|安排数")),
)
NUMERIC = ("rate", "score", "weight", "initial", "full", "final", "budget")


def role_of(text: str) -> str:
    """The role a header cell names, or ""."""
    if not text or len(text) > 26:
        return ""
    for role, pattern in ROLES:
        if pattern.search(text):
            if role == "score" and "得分率" in text:
                return ""
            return "" if role == "budget" and re.search(r"情况|申请|明细|科目", text) or role == "final" and "情况" in text else role
    return ""
