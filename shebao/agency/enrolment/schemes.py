"""The reasons for leaving a scheme, and the groups whose contribution the government pays."""

from __future__ import annotations

from shebao.agency.schemes.resident import KEY as RESIDENT

__all__ = ["GROUPS", "LEAVING", "RESIDENT"]

LEAVING: dict[str, str] = {
    "died": "死亡",
    "moved_away": "转出",
    "joined_employee": "转入职工养老保险",
    "emigrated": "出国（境）定居",
    "duplicate": "重复参保",
    "interrupted": "中断参保，账户保留",
}
"""Reason for the end of an insurance → its Chinese title."""

GROUPS: dict[str, str] = {
    "minimum_living": "低保对象",
    "extreme_poverty": "特困人员",
    "returned_poverty": "返贫致贫人口",
    "severe_disability": "重度残疾人",
}
"""Group whose contribution the government pays → its Chinese title. 人社部发〔2021〕64号."""
