"""The states of a submission, what a helper may do, the limits of what the public may send, and how long things hold."""

from __future__ import annotations

from collections.abc import Mapping

STATES: Mapping[str, str] = {
    "entered": "等本单位确认",
    "received": "已收到",
    "asked": "请您补充",
    "replaced": "已补充",
    "accepted": "已受理",
    "refused": "不予受理",
    "withdrawn": "已撤回",
    "done": "已办好",
}
WAITING = ("entered", "received", "asked")
"""What the agency or the applicant still has to act on before it is a matter."""

MINE, UNIT = "my", "unit"
DOORS: Mapping[str, str] = {MINE: "个人网上办事", UNIT: "单位网上办事"}

RELATIVE, ENTERS, CONFIRMS = "relative", "unit_enters", "unit_confirms"
ROLES: Mapping[str, str] = {RELATIVE: "亲属或协办员代办", ENTERS: "单位经办（录入）", CONFIRMS: "单位经办（确认）"}
SCOPES: Mapping[str, str] = {"look": "只查看", "apply": "查看和代为申请"}

MOST_PRINCIPALS = 5
"""One helper acts for at most so many people (matters.yaml, 绑定超5人)."""

MOST_BYTES: Mapping[str, int] = {MINE: 64_000, UNIT: 2_000_000}
"""How large the content of one submission may be."""
MOST_A_DAY, MOST_IN_TEN_MINUTES = 20, 8
"""Submissions of one applicant."""
MOST_SCANS, MOST_SCAN_BYTES = 4, 5_000_000

CODE_SECONDS, CODE_TRIES = 300, 5
CODES_AN_HOUR, CODES_GAP_SECONDS = 5, 60
"""Codes that are sent for one person: so many an hour, and not sooner after one another."""
REQUESTS_AN_HOUR = 60
"""Requests for codes from one address, whoever they are for."""
SESSION_SECONDS, IDLE_SECONDS = 4 * 3600, 15 * 60

STABILITY, SKILL, SURVIVORS = "stability", "skill", "survivors"
RULES: Mapping[str, str] = {
    STABILITY: "稳岗返还",
    SKILL: "技能提升补贴",
    SURVIVORS: "丧葬补助金和个人账户继承",
}
"""Rule by which somebody is found who is entitled and has not asked → what it is about."""

KIOSK_SECONDS, KIOSK_FORM_SECONDS, KIOSK_GRACE_SECONDS = 60, 180, 15
"""A terminal goes back to its first page after so long on a page to read, and on a form to fill in; the session holds a little longer."""

CONTENT_DAYS = 180
"""What was taken back, turned down or never confirmed keeps its content so long; then only receipt, dates and state stay.

It is this system's own line and no law's: 个人信息保护法 第19条 asks for the shortest time that is needed."""
ENDED = ("withdrawn", "refused")
"""States of a submission in which nobody acts on it any more."""
