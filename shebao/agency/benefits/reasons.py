"""Why an entitlement is suspended, resumed or ended, and whether the months missed are paid later."""

from __future__ import annotations

from dataclasses import dataclass

PENSION = "pension"
"""The monthly pension of the resident scheme; other benefits of a person stand beside it under their own names."""

ACTIVE, SUSPENDED, ENDED, NONE = "active", "suspended", "ended", "none"
STATES: dict[str, str] = {ACTIVE: "在发", SUSPENDED: "暂停", ENDED: "终止", NONE: "未核定"}


@dataclass(frozen=True, slots=True)
class Suspension:
    """A reason for suspending. owed: the months missed are paid once the reason is gone."""

    title: str
    owed: bool


SUSPENSIONS: dict[str, Suspension] = {
    "uncertified": Suspension("未按期认证", True),
    "death_reported": Suspension("疑似死亡待核", True),
    "duplicate": Suspension("疑似重复领取待核", True),
    "account_rejected": Suspension("账户异常，多次退回", True),
    "detained": Suspension("羁押，尚未判决", True),
    "unreachable": Suspension("失去联系待核", True),
    "refused_review": Suspension("拒绝接受鉴定", False),
    "custody": Suspension("服刑期间停发", False),
}
"""社会保险经办条例 第26条: suspended, never ended, where certification is missing; resumed with all months missed."""

LIMITED: dict[str, str] = {
    "reemployed": "重新就业",
    "army": "应征服兵役",
    "pension": "享受基本养老保险待遇",
    "prison": "收监执行",
    "refused_work": "拒绝工作或培训",
    "months_used": "领取期限届满",
    "own_wish": "本人停领",
    "paid_at_once": "剩余期限一次领取",
    "legal_age": "达到法定退休年龄",
}
"""Why a benefit ends that is paid for a limited number of months (社会保险法 第51条)."""

ENDINGS: dict[str, str] = {
    "died": "死亡",
    "moved_away": "转出",
    "emigrated": "出国（境）定居",
    "joined_employee": "改领职工养老金",
    "granted_in_error": "核定有误撤销",
    "of_age": "年满十八周岁",
    "employed": "就业或参军",
    "remarried": "再婚",
    "adopted": "被收养",
    "recovered": "恢复劳动能力",
    "refused_care": "拒不接受鉴定或治疗",
    "retired": "达到退休年龄改领养老金",
    "paying_again": "恢复缴费",
    "drawn_twice": "重复领取，保留另一项",
    **LIMITED,
}


CHANGES: dict[str, str] = {
    "decided": "新增核定",
    "taken_over": "移交",
    "resumed": "恢复发放",
    "corrected": "更正核定",
    "recalculated": "计发基数公布后重新核定",
    "adjusted": "年度调整",
    "cleared": "预发待遇清算",
    "withdrawn": "撤回重新核定",
    "term_over": "发放期限届满",
    "reinstated": "撤销死亡登记，恢复原状态",
}


VERSIONS = ("corrected", "recalculated", "adjusted", "cleared", "withdrawn", "term_over")
"""Those of `CHANGES` that make a new version of a decision and leave the entitlement in the state it is in."""


def reason_title(reason: str) -> str:
    """The Chinese title of any reason of a change of state."""
    entry = SUSPENSIONS.get(reason)
    return entry.title if entry else ENDINGS.get(reason) or CHANGES.get(reason) or reason
