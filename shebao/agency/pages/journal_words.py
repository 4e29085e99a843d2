"""What stands in an entry of the journal, in the words of an auditor: names of its fields and tables, amounts, months, codes.

The journal keeps what the programs wrote, to the letter; only the page says it in Chinese. A field without a word here
is shown as it is, so that nothing is hidden; a test asks that those in use have one.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps

from shebao.agency.parameters import queries as parameters
from shebao.agency.payout.bank import shipped_layouts
from shebao.agency.staff import queries as staff
from shebao.base import money, months

from . import words

FIELDS = {
    "account": "账户科目",
    "accounts": "个人账户数",
    "after": "变更后",
    "agency": "机构",
    "amount_fen": "金额（元）",
    "assisted_fen": "代缴（元）",
    "basis": "计算依据的校验码",
    "bytes": "字节数",
    "cause": "来由",
    "chain_head": "封存时的日志末条",
    "channel": "渠道",
    "closed": "注销账户数",
    "closed_accounts": "注销账户数",
    "collective_fen": "集体补助（元）",
    "columns": "各列",
    "comment": "意见",
    "contributions": "缴费笔数",
    "contributions_entry": "缴费的日志条目",
    "day": "日期",
    "deaths": "死亡人员和日期",
    "decides_from": "可以复核审批之日",
    "decisions": "核定数",
    "delta_fen": "差额（元）",
    "differences": "差异",
    "digest": "校验码",
    "document": "文号",
    "epoch": "恢复次序",
    "evidence": "核实依据",
    "excluded": "排除笔数",
    "explained_fen": "有原因的变动（元）",
    "face": "当时所见的校验码",
    "fields": "各栏",
    "figures": "数据",
    "file": "文件编号",
    "file_digest": "文件校验码",
    "filters": "筛选条件",
    "first_id": "起始编号",
    "from": "自",
    "from_account_fen": "个人账户支付（元）",
    "from_month": "起始月",
    "gate": "扣留原因",
    "groups": "对象类别",
    "held": "扣留笔数",
    "held_fen": "扣留金额（元）",
    "id": "编号",
    "identical": "完全一致",
    "ids": "编号",
    "key": "标准",
    "kind": "种类",
    "kinds": "方式",
    "last": "最后月份",
    "last_id": "末尾编号",
    "later": "加密内容的校验码",
    "layout": "文件格式",
    "lines": "笔数",
    "list": "名单",
    "made_by": "生成人",
    "made_on": "生成日期",
    "maker": "经办人",
    "member": "工作人员",
    "memo": "摘要",
    "month": "月份",
    "moves": "变动",
    "name": "名称",
    "new_lines": "新增笔数",
    "number": "编号",
    "on": "日期",
    "open_accounts": "未注销账户数",
    "opened": "新开账户数",
    "own_fen": "个人缴费（元）",
    "paid_fen": "到账金额（元）",
    "paid_lines": "到账笔数",
    "part": "序次",
    "password": "密码的校验码",
    "path": "文件",
    "people": "人数",
    "person": "本人标识的校验码",
    "persons": "人数",
    "place": "所在地",
    "pooled_fen": "统筹支付（元）",
    "population": "总体",
    "post": "岗位",
    "previous_fen": "上月金额（元）",
    "previous_month": "上月",
    "provisional": "一次性密码",
    "purpose": "用途",
    "rate": "利率",
    "rate_document": "利率文号",
    "reason": "原因",
    "report": "报告",
    "return": "回盘编号",
    "returned": "退回笔数",
    "reverses": "冲销的凭证",
    "rows": "行数",
    "rules_digest": "规则的校验码",
    "run": "批次编号",
    "satisfied": "满意",
    "scheme": "险种",
    "seed": "随机数种子",
    "sheets": "核定表",
    "since": "任职日期",
    "size": "份数",
    "slip": "回单编号",
    "source": "来源",
    "spells": "参保段",
    "station": "窗口",
    "step": "步骤",
    "submitted_by": "送盘人",
    "submitted_on": "送盘日期",
    "subsidy_fen": "政府补贴（元）",
    "survey": "调查",
    "text": "内容",
    "thresholds": "闸门阈值",
    "title": "标题",
    "to_month": "终止月",
    "total": "笔数",
    "total_fen": "合计（元）",
    "until": "至",
    "username": "登录名",
    "valid": "有效",
    "value": "值",
    "verified": "已核验",
    "version": "版次",
    "villages": "村（社区）",
    "vouchers": "凭证张数",
    "what": "事项",
    "with_interest": "结息账户数",
    "withdrawn": "撤回",
    "withheld": "制盘前扣回笔数",
    "year": "年度",
    "years": "缴费年数",
}
"""Name of a field → its word."""

_MONTHS = {"month", "from_month", "to_month", "previous_month", "last"}
_MEMBERS = {"made_by", "maker", "member", "submitted_by"}
_CODES = {
    "scheme": words.SCHEMES,
    "post": words.POSTS,
    "reason": words.REASONS,
    "kinds": words.CERTIFICATION_KINDS,
    "groups": words.ASSISTANCE_GROUPS,
    "gate": words.REASONS,
    "after": {state: word for state, (word, _) in words.ENTITLEMENT_STATES.items()},
    "layout": {key: module.TITLE for key, module in shipped_layouts().items()},
    "step": {"review": "复核", "approve": "审批"},
}


def field(name: str) -> str:
    """The word of a field; the field itself where it has none."""
    return FIELDS.get(name, name)


def text(name: str, value: Any) -> str:
    """A value as the page prints it."""
    if value is None or value == "":
        return "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(text(name, one) for one in value) or "无"
    if isinstance(value, dict):
        return "；".join(f"{field(key)} {text(key, one)}" for key, one in value.items()) or "无"
    if name.endswith("_fen") and isinstance(value, int):
        return money.grouped(value)
    if name in _MONTHS and isinstance(value, int) and 190001 <= value <= 299912:
        return months.month_text(value)
    if name == "place" and str(value) in parameters.places().places:
        return parameters.places().places[str(value)].name
    if name in _MEMBERS and isinstance(value, int):
        return staff.names([value]).get(value, str(value))
    if name == "kind":
        return kinds().get(str(value), str(value))
    return _CODES.get(name, {}).get(str(value), str(value))


def kinds() -> dict[str, str]:
    """Titles of the kinds of matters and of runs."""
    from shebao.agency.procedures.catalogue import catalogue

    return words.RUN_KINDS | {key: one.title for key, one in catalogue().items()}


def table(name: str) -> str:
    """What a table holds, as its model calls it."""
    return next((str(model._meta.verbose_name) for model in apps.get_models() if model._meta.db_table == name), name)
