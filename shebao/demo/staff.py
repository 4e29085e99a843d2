"""The invented staff of a demonstration: eight people, one a post, who all have the one password that the login page prints."""

from __future__ import annotations

from datetime import date

from shebao.agency.journal.by import By
from shebao.base.finding import refuse

PASSWORD = "shebao-demo-2023"  # noqa: S105 - printed at the start of a demonstration, refused everywhere else
KEYS = "demo-"
"""How the person keys of invented staff begin."""
MEMBERS = (
    ("clerk", "沈春禾", "acceptance", "一号窗口"),
    ("reviewer", "陆望舒", "reviewer", "复核岗"),
    ("approver", "顾长川", "approver", "负责人"),
    ("finance", "程砚秋", "finance_maker", "基金财务"),
    ("finance2", "方知远", "finance_checker", "基金财务"),
    ("inspector", "严明达", "inspector", "稽核内控"),
    ("parameters", "林若谷", "parameters", "数据管理"),
    ("auditor", "章守正", "auditor", "安全审计"),
)


def create_members(day: date = date(2022, 12, 1)) -> dict[str, int]:
    """Login name → id; can be repeated. Only under the settings of a demonstration (SHEBAO_DEMO=1)."""
    from django.conf import settings

    from shebao.agency.staff import actions, queries

    if settings.PUBLISHED_PASSWORD != PASSWORD:
        refuse("demo.staff", "演示账号只能在演示模式下建立", "请设置 SHEBAO_DEMO=1 后重试；正式环境请逐个建立账号。")
    known = {member.username: member.id for member in queries.members()}
    for username, name, post, station in MEMBERS:
        if username not in known:
            member = actions.create_member(username, name, f"{KEYS}{username}", PASSWORD, by=By(None, day), station=station)
            actions.appoint(member.id, post, since=day, actor_id=None)
            known[username] = member.id
    return {username: known[username] for username, *_ in MEMBERS}
