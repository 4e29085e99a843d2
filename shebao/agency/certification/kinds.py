"""The ways in which a person's life is proved, and which of them are strong enough to extend the yearly cycle."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A way of certification. strong: it identifies the living person and extends the cycle; a weak one is only a hint."""

    title: str
    strong: bool


KINDS: dict[str, Kind] = {
    "self_service": Kind("自助认证（人脸识别）", True),
    "window": Kind("窗口认证", True),
    "claim": Kind("申领待遇时核验本人", True),
    "home_visit": Kind("上门认证", True),
    "village_round": Kind("村（社区）集中认证", True),
    "hospital_stay": Kind("住院核验", True),
    "vaccination": Kind("接种核验", True),
    "travel_check": Kind("乘车实名核验", True),
    "bank_face_check": Kind("银行柜面人脸核验", True),
    "abroad": Kind("驻外使领馆认证", True),
    "handed_over": Kind("移交的认证记录", True),
    "card_use": Kind("社保卡使用记录", False),
    "phone_call": Kind("电话联系", False),
}
"""人社厅发〔2018〕107号: certification without burdening people, from data that proves life; practice decides the strength."""

BY_OTHERS = ("village_round", "handed_over", "phone_call")
"""Ways in which somebody else's word stands for having seen the person: no trace of a hospital, a card, a journey or a face."""

FACE_TO_FACE = ("window", "claim", "home_visit", "village_round", "hospital_stay", "vaccination", "bank_face_check")
"""Ways that say the person stood before somebody in this place; a terminal or telephone abroad is not among them."""

MATCHED: dict[str, tuple[str, ...]] = {
    "hospital_stay": ("医保就医数据", "住院、门诊核验本人"),
    "vaccination": ("卫健接种数据", "疫苗接种"),
    "travel_check": ("交通实名数据", "乘机、乘车"),
    "bank_face_check": ("银行人脸核验数据", "柜面、手机银行"),
    "card_use": ("社保卡使用数据", "没有人脸核验的刷卡，只作线索"),
}
"""Kind of event that a department's or a bank's list brings → the source's title, and what it holds."""
FRESH_DAYS = 45
"""A source whose newest event is older than this is shown as stale: it proves nothing of this month. Practice."""

CYCLE_MONTHS = 12
"""A certification holds until the last day of the twelfth month after it. 人社厅发〔2018〕107号; month end is practice."""

NOTICE_WAYS: dict[str, str] = {
    "visit": "上门送达，本人或家属签收",
    "mail": "邮寄，已签收",
    "message": "短信，已送达",
    "phone": "电话告知本人或家属",
    "village": "村（社区）当面转告，有签字",
}
"""How a notice reached its person → its title; a notice on a board alone reached nobody."""
NOTICE_DAYS = 30
"""A pension stops at the earliest so many days after the notice was delivered. 社会保险经办条例 第26条; the month is practice."""
NOTICE_MONTHS_AHEAD = 2
"""Notices are printed for the month after next: told this month, there are `NOTICE_DAYS` left before it begins."""
