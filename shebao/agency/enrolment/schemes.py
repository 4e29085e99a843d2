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

ENDINGS: dict[str, str] = LEAVING | LEAVING_WORK | {"exited": "一次性领取，关系终止"}
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
