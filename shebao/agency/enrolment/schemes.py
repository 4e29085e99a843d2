"""The schemes this agency runs, the reasons for leaving one, and the groups whose contribution the government pays."""

from __future__ import annotations

from shebao.base.finding import refuse

RESIDENT = "resident"

SCHEMES: dict[str, tuple[str, str]] = {RESIDENT: ("城乡居民基本养老保险", "170")}
"""Scheme → its Chinese title and its code in the national list of schemes."""

LEAVING: dict[str, str] = {
    "died": "死亡",
    "moved_away": "转出",
    "joined_employee": "转入职工养老保险",
    "emigrated": "出国（境）定居",
    "duplicate": "重复参保",
}
"""Reason for the end of an insurance → its Chinese title."""

GROUPS: dict[str, str] = {
    "minimum_living": "低保对象",
    "extreme_poverty": "特困人员",
    "returned_poverty": "返贫致贫人口",
    "severe_disability": "重度残疾人",
}
"""Group whose contribution the government pays → its Chinese title. 人社部发〔2021〕64号."""


def scheme_title(scheme: str) -> str:
    """The Chinese title of a scheme; raises `Refused` for one this agency does not run."""
    if scheme not in SCHEMES:
        known = "、".join(f"{name}（{title}）" for name, (title, _) in SCHEMES.items())
        refuse("enrolment.scheme", f"没有险种“{scheme}”。", f"可用的险种：{known}。", "scheme")
    return SCHEMES[scheme][0]
