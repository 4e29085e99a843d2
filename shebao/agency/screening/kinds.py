"""The words of this counter: where lists come from, what a conclusion says, what follows from it."""

from __future__ import annotations

from collections.abc import Mapping

PROVIDERS: Mapping[str, str] = {
    "police": "公安",
    "civil_affairs": "民政",
    "courts": "法院",
    "justice": "司法",
    "health": "卫健",
    "market": "市监",
    "tax": "税务",
    "disabled": "残联",
    "superior": "部省下发",
    "other_region": "外地社保",
}
RESULTS: Mapping[str, str] = {"true": "属实", "untrue": "不属实", "wrong_data": "数据错误", "settled": "已处理", "reopened": "重开"}
ACTIONS: Mapping[str, str] = {
    "none": "无",
    "suspend": "暂停",
    "end": "终止",
    "debt": "立债",
    "back_pay": "补缴",
    "correct": "更正",
}
OPEN, CONCLUDED = "open", "concluded"
DUE_DAYS = 30
"""Within how many days a clue is to be concluded: a limit of our own."""
LONGEST_QUIET_DAYS = 366
"""How long somebody may stand on the whitelist of a rule before it asks again."""
RECHECK_E2 = 10
"""Of clues concluded together, so many in a hundred are looked at a second time."""
LIST_KINDS: tuple[str, ...] = ("deaths", "funerals", "households", "custody", "other", "sightings", "companies", "assistance", "exits")
"""Kinds of lists of `core.screening.lists` that other offices hand in; the roll is our own."""
