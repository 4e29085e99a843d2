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
STANDINGS: Mapping[str, str] = {
    "absent": "本县没有此人",
    "repeated": "与前面的行重复",
    "no_benefit": "没有在发待遇",
    "clear": "在发，本系统没有提示",
    "hit": "在发，本系统也提示",
}
"""How a row of a campaign stands beside our own records when it is taken in; the first two are excluded with it."""
OUTCOMES: Mapping[str, str] = {"excluded": "排除", "untrue": "不属实", "wrong_data": "数据错误", "settled": "以前已处理", "true": "属实"}
EXCLUDED: Mapping[str, str] = {"absent": "本县没有此人的登记，退回来源单位", "repeated": "同一人同一疑点同一月份，已在前面的行办理"}
DOUBTS: Mapping[str, str] = {
    "死亡": "R001",
    "殡葬": "R002",
    "户籍": "R003",
    "服刑": "R005",
    "认证": "R009",
    "重复": "R010",
    "职工": "R011",
    "就业": "R013",
    "账户": "R040",
    "补贴": "R052",
}
"""Word of a superior's doubt → the rule that asks the same of our own data."""
OPEN, CONCLUDED = "open", "concluded"
DUE_DAYS = 30
"""Within how many days a clue is to be concluded: a limit of our own."""
LONGEST_QUIET_DAYS = 366
"""How long somebody may stand on the whitelist of a rule before it asks again."""
RECHECK_E2 = 10
"""Of clues concluded together, so many in a hundred are looked at a second time."""
LIST_KINDS: tuple[str, ...] = ("deaths", "funerals", "households", "custody", "other", "sightings", "companies", "assistance", "exits")
"""Kinds of lists of `core.screening.lists` that other offices hand in; the roll is our own."""
