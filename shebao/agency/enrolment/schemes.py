"""The reasons for leaving a scheme, and the groups whose contribution the government pays."""

from __future__ import annotations

LEAVING: dict[str, str] = {
    "died": "死亡",
    "moved_away": "转出",
    "joined_employee": "转入职工养老保险",
    "emigrated": "出国（境）定居",
    "duplicate": "重复参保",
    "interrupted": "中断参保，账户保留",
}
"""Reason for the end of an insurance → its Chinese title."""

LEAVING_WORK: dict[str, str] = {
    "dismissed": "非本人意愿解除",
    "agreed": "协商解除",
    "resigned": "辞职",
    "expired": "合同期满",
    "retired": "退休",
    "died": "死亡",
    "posted_away": "调出",
    "enlisted": "参军",
    "sentenced": "判刑",
}
"""Reason for which somebody leaves an employer → its Chinese title; the first decides on unemployment benefit. 社会保险法 第45条、第50条."""

SUCCEEDED: dict[str, str] = {"succeeded": "转入承继单位"}
"""The reason with which people go over to the employer that succeeds theirs → its Chinese title."""

ENDINGS: dict[str, str] = LEAVING | LEAVING_WORK | SUCCEEDED | {"exited": "一次性领取，关系终止"}
"""Every reason for the end of an insurance → its Chinese title."""

FORMS: dict[str, str] = {"contract": "劳动合同", "dispatch": "劳务派遣", "staff": "编制内", "demobilised": "退役安置"}
"""How somebody is employed → its Chinese title."""

GROUPS: dict[str, str] = {
    "minimum_living": "低保对象",
    "extreme_poverty": "特困人员",
    "returned_poverty": "返贫致贫人口",
    "severe_disability": "重度残疾人",
}
"""Group whose contribution the government pays → its Chinese title. 人社部发〔2021〕64号."""

RELATIONS: dict[str, str] = {
    "spouse": "配偶",
    "child": "子女",
    "parent": "父母",
    "grandparent": "祖父母",
    "sibling": "兄弟姐妹",
    "guardian": "监护人",
    "agent": "代办人",
}
"""How somebody stands to a person → its Chinese title."""
SCOPES: dict[str, str] = {"apply": "申请", "certify": "认证", "collect": "代领"}
"""What an agent may do → its Chinese title."""
FACTS: dict[str, str] = {
    "nationality": "民族",
    "household": "户口性质",
    "began_work": "参加工作时间",
    "birth_by_file": "档案出生日期",
}
"""What may be known of a person besides the number → its Chinese title."""
EVIDENCE: dict[str, str] = {"police": "公安数据", "household_book": "户籍证明", "file": "档案"}
"""On what a fact rests → its Chinese title."""
COVERAGE_GROUPS: dict[str, str] = {
    "employees": "单位职工",
    "flexible": "灵活就业",
    "platform": "新业态",
    "sole_trader": "个体户",
    "student": "大学生",
    "returned": "返乡农民工",
}
"""Whom a list of a department is about → its Chinese title."""
COVERAGE_STATES: dict[str, tuple[str, str]] = {
    "open": ("未联系", "attention"),
    "reminded": ("已动员", "waiting"),
    "insured": ("已参保", "done"),
    "elsewhere": ("外地参保", "done"),
    "unwilling": ("不愿参保", "stopped"),
    "unfit": ("不符合条件", ""),
    "closed": ("已关闭", ""),
}
"""How a task of coverage stands → word and tone; the first is where it begins."""
